"""Whose keys count: our reading of allowed_signers against stock `ssh-keygen -Y verify`, line by line."""

from __future__ import annotations

import base64
import subprocess
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import load_ssh_private_key
from hypothesis import given, settings
from hypothesis import strategies as st

import hostile
import sshsig_maker as maker
from approvals import DOMAIN, SECRECY, Approval
from gongkai.model import CHINA, Compromise, Item, SetupError, Verdict
from gongkai.pipeline import Checked
from gongkai.sources import frontmatter
from gongkai.sources.keys import allowed_signers, sample_keys, sshsig, trust
from gongkai.sources.keys.signing import armour
from signed_repo import INDEX, SignedRepo

POLICY = Path(__file__).parent.parent / "policy"
SPACE = f"gongkai-secrecy@{DOMAIN}"
KEY = sample_keys.public_line("baomi").rsplit(" ", 1)[0]
OTHER = sample_keys.public_line("zonghe-head").rsplit(" ", 1)[0]
AT = "2026-03-20T09:00:00+08:00"
BAOMI = sshsig.fingerprint(base64.b64decode(KEY.split()[1]))


def public(key: maker.PrivateKey) -> str:
    blob = maker.public_blob(key)
    return f"{maker.kind_of(blob).decode()} {base64.b64encode(blob).decode()}"


def line(options: str = f'namespaces="{SPACE}"', key: str = KEY, principal: str = SECRECY) -> str:
    return f"{principal} {options} {key}\n"


def ours(item: Item, bare: Checked, signers: str, *, landed: str = "", lost: str = "") -> Verdict | None:
    """Our verdict on the one approval of `item`, public as soon as approved or when `landed`.

    `lost` is since when the key is compromised. None where the file of keys is refused.
    """
    try:
        keys = allowed_signers.read("policy/allowed_signers", signers, sample=True)
    except SetupError:
        return None
    compromised = {BAOMI: Compromise(datetime.fromisoformat(lost), "遗失")} if lost else {}
    moment = datetime.fromisoformat(landed) if landed else item.approvals[0].at
    (verified,) = trust.verify(item, bare.setup.policy, allowed_signers.Keys(keys, compromised), moment)
    return verified.verdict


def theirs(item: Item, bare: Checked, signers: str, folder: Path) -> bool:
    """What stock OpenSSH says to the same."""
    (given,) = item.approvals
    listed, signature = folder / "allowed_signers", folder / "sig"
    listed.write_text(signers, encoding="utf-8")
    signature.write_text(armour(given.sig))
    policy, when = bare.setup.policy, given.at.astimezone(CHINA).strftime("%Y%m%d%H%M%S")
    message = trust.approval_statement(item, policy, role=given.role, by=given.by, at=given.at_text)
    asked = ["-f", str(listed), "-I", given.by, "-n", f"gongkai-{given.role}@{DOMAIN}", "-s", str(signature)]
    command = ["ssh-keygen", "-Y", "verify", *asked, f"-Overify-time={when}"]
    china = {"TZ": "CST-8", "PATH": "/usr/bin:/bin"}  # so that `when` is China time, as `at` is
    return subprocess.run(command, input=message, env=china, capture_output=True, check=False).returncode == 0


def approved(bare: Checked, how: Approval) -> Item:
    """An item with this one approval."""
    data = hostile.GOOD
    entry = how.entry(data, INDEX)
    raw = frontmatter.read(
        "content/items/2026/00012.md", data.replace(b"---\n\n", b"approvals:\n" + entry + b"---\n\n")
    )
    assert not isinstance(raw, tuple), raw
    item = bare.setup.schemas.item(raw, INDEX)
    assert isinstance(item, Item), item
    return item


GOOD = Approval("secrecy", SECRECY, AT)
WINDOW = f'namespaces="{SPACE}",valid-%s="%s"'
BOTH = f'valid-after="20260101000000Z",valid-before="20261231000000Z",namespaces="{SPACE}"'
SITUATIONS = {
    "registered": (Verdict.GOOD, line(), GOOD),
    "no file": (Verdict.UNKNOWN, "", GOOD),
    "only others registered": (Verdict.UNKNOWN, line(principal="other@tjj.example"), GOOD),
    "another's key": (Verdict.FOREIGN, line(), replace(GOOD, key="zonghe-head")),
    "registered to another": (Verdict.FOREIGN, line(key=OTHER) + line(principal="other@tjj.example"), GOOD),
    "the second of two keys": (Verdict.GOOD, line(key=OTHER) + line(), GOOD),
    "for another role": (Verdict.UNENTITLED, line(f'namespaces="gongkai-issuer@{DOMAIN}"'), GOOD),
    "for another catalogue": (Verdict.UNENTITLED, line('namespaces="gongkai-secrecy@other.example"'), GOOD),
    "for a longer name": (Verdict.UNENTITLED, line(f'namespaces="{SPACE}x"'), GOOD),
    "for two roles": (Verdict.GOOD, line(f'namespaces="gongkai-late@{DOMAIN},{SPACE}"'), GOOD),
    "from that second": (Verdict.GOOD, line(WINDOW % ("after", "20260320010000Z")), GOOD),
    "from a second later": (Verdict.EXPIRED, line(WINDOW % ("after", "20260320010001Z")), GOOD),
    "to that second": (Verdict.GOOD, line(WINDOW % ("before", "20260320010000Z")), GOOD),
    "to a second earlier": (Verdict.EXPIRED, line(WINDOW % ("before", "20260320005959Z")), GOOD),
    "within its time": (Verdict.GOOD, line(BOTH), GOOD),
    "before its time": (Verdict.EXPIRED, line(BOTH), replace(GOOD, at="2025-12-31T09:00:00+08:00")),
    "after its time": (Verdict.EXPIRED, line(BOTH), replace(GOOD, at="2027-01-01T09:00:00+08:00")),
    "entitled but expired, another line valid": (
        Verdict.GOOD, line(WINDOW % ("before", "20260101000000Z")) + line(WINDOW % ("after", "20260101000000Z")), GOOD,
    ),
    "valid for another role, expired for this": (
        Verdict.EXPIRED,
        line(f'namespaces="gongkai-late@{DOMAIN}"') + line(WINDOW % ("before", "20260101000000Z")), GOOD,
    ),
    "signed for another role": (Verdict.MALFORMED, line(), replace(GOOD, claims={"role": "late"})),
    "signed for another catalogue": (Verdict.MALFORMED, line(), replace(GOOD, domain="other.example")),
    "signed for another item": (Verdict.ALTERED, line(), replace(GOOD, claims={"item": "00000000-0/2026-00001"})),
    "signed at another time": (Verdict.ALTERED, line(), replace(GOOD, claims={"at": "2026-03-20T09:00:01+08:00"})),
    "cut short": (Verdict.MALFORMED, line(), replace(GOOD, cut=1)),
    "hashed with md5": (Verdict.MALFORMED, line(), replace(GOOD, hash="md5")),
    "hashed with sha256": (Verdict.GOOD, line(), replace(GOOD, hash="sha256")),
    "a comment and an empty line before it": (Verdict.GOOD, f"# 保密\n\n{line()}", GOOD),
    "commented out": (Verdict.UNKNOWN, f"#{line()}", GOOD),
}  # fmt: skip


@pytest.mark.parametrize("name", SITUATIONS)
def test_our_verdict_is_that_of_ssh_keygen(name: str, bare: Checked, tmp_path: Path) -> None:
    verdict, signers, how = SITUATIONS[name]
    item = approved(bare, how)
    assert ours(item, bare, signers) is verdict
    assert theirs(item, bare, signers, tmp_path) is (verdict is Verdict.GOOD)


REFUSED = {
    "no options": line(""),
    "no namespaces": line('valid-after="20260101000000Z"'),
    "empty namespaces": line('namespaces=""'),
    "namespaces without quotation marks": line(f"namespaces={SPACE}"),
    "an unknown option": line(f'namespaces="{SPACE}",verify-required="yes"'),
    "a certificate authority": line(f'cert-authority,namespaces="{SPACE}"'),
    "a wildcard in a namespace": line('namespaces="gongkai-*"'),
    "a negated namespace": line(f'namespaces="!{SPACE}"'),
    "a space in the options": line(f'namespaces="{SPACE}", valid-after="20260101000000Z"'),
    "a comma at the end": line(f'namespaces="{SPACE}",'),
    "namespaces twice": line(f'namespaces="x",namespaces="{SPACE}"'),
    "valid-after twice": line(
        f'namespaces="{SPACE}",valid-after="20270101000000Z",valid-after="20260101000000Z"'
    ),
    "an option in capitals": line(f'NAMESPACES="{SPACE}"'),
    "a wildcard principal": line(principal="*"),
    "two principals": line(principal=f"{SECRECY},other@tjj.example"),
    "a principal in capitals": line(principal="Baomi@tjj.example"),
    "a principal without address": line(principal="baomi"),
    "a space before the principal": " " + line(),
    "a time without zone": line(WINDOW % ("after", "20260101000000")),
    "a date only": line(WINDOW % ("after", "20260101Z")),
    "a time without seconds": line(WINDOW % ("after", "202601011230Z")),
    "a time of thirteen digits": line(WINDOW % ("after", "2026010100000Z")),
    "over before it began": line(BOTH.replace("2026", "2027", 1)),
    "over as soon as it began": line(BOTH.replace("20261231", "20260101")),
    "a time that OpenSSH refuses": line(WINDOW % ("after", "19700101000000Z")),
    "no such day": line(WINDOW % ("after", "20260230000000Z")),
    "a time in words": line(WINDOW % ("after", "tomorrow")),
    "a key that is not base64": line(key="ssh-ed25519 AAA!"),
    "a key cut short": line(key=KEY[:-4]),
    "a key with a spare equals sign": line(key=KEY + "="),
    "a weak key": line(key=public(maker.rsa_key(1024))),
    "DSA": line(key=f"ssh-dss {base64.b64encode(maker.dsa(b'')[0]).decode()}"),
    "a key of another kind than it says": line(key=KEY.replace("ssh-ed25519", "ssh-rsa")),
    "no key": f'{SECRECY} namespaces="{SPACE}"\n',
    "only a name": f"{SECRECY}\n",
}


@pytest.mark.parametrize("name", REFUSED)
def test_a_line_outside_the_subset_is_refused_with_its_number(name: str) -> None:
    text = "# 一\n\n" + line() + REFUSED[name]
    with pytest.raises(SetupError, match=r"^policy/allowed_signers:4: .*[一-鿿].* \([^)]+\)"):
        allowed_signers.read("policy/allowed_signers", text, sample=True)


TO_TEN = line(WINDOW % ("before", "20260320020000Z"))
AFTER_TEN = TO_TEN + line(WINDOW % ("after", "20260320020001Z"))
LANDINGS = {
    "landed before the key was retired": (Verdict.GOOD, TO_TEN, {"landed": "2026-03-20T09:59:59+08:00"}),
    "landed in that second": (Verdict.GOOD, TO_TEN, {"landed": "2026-03-20T10:00:00+08:00"}),
    "landed a second later": (Verdict.EXPIRED, TO_TEN, {"landed": "2026-03-20T10:00:01+08:00"}),
    "retired, and valid again since": (Verdict.EXPIRED, AFTER_TEN, {"landed": "2026-03-20T11:00:00+08:00"}),
    "landed before the key was lost": (
        Verdict.GOOD, line(), {"landed": "2026-03-20T09:59:59+08:00", "lost": "2026-03-20T10:00:00+08:00"},
    ),
    "landed as the key was lost": (
        Verdict.COMPROMISED, line(), {"landed": "2026-03-20T02:00:00+00:00", "lost": "2026-03-20T10:00:00+08:00"},
    ),
    "the key was lost before it signed": (Verdict.COMPROMISED, line(), {"lost": "2026-01-01T00:00:00+08:00"}),
    "another's key, lost or not": (
        Verdict.FOREIGN, line(key=OTHER), {"lost": "2026-01-01T00:00:00+08:00"},
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", LANDINGS)
def test_what_git_proves_of_the_landing_counts_beside_the_date_that_was_signed(
    name: str, bare: Checked, tmp_path: Path
) -> None:
    verdict, signers, when = LANDINGS[name]
    item = approved(bare, GOOD)
    assert ours(item, bare, signers, **when) is verdict
    # What stock OpenSSH cannot know: it takes the signer's date on trust.
    assert theirs(item, bare, signers, tmp_path) is (verdict is not Verdict.FOREIGN)


hours = st.integers(0, 12).map(lambda hour: datetime(2026, 3, 20, hour, tzinfo=UTC))
ends = st.none() | hours
windows = st.tuples(ends, ends).filter(lambda each: in_order(*each))


def in_order(after: datetime | None, before: datetime | None) -> bool:
    return after is None or before is None or after < before


def window(after: datetime | None, before: datetime | None) -> str:
    options = [f'namespaces="{SPACE}"']
    options += [f'valid-after="{after:%Y%m%d%H%M%S}Z"'] if after else []
    options += [f'valid-before="{before:%Y%m%d%H%M%S}Z"'] if before else []
    return line(",".join(options))


@given(st.lists(windows, min_size=1, max_size=2), hours, st.tuples(hours, ends))
@settings(max_examples=150)
def test_what_is_good_to_us_is_good_to_ssh_keygen_and_public_in_time(
    bare: Checked,
    tmp_path_factory: pytest.TempPathFactory,
    lines: list[tuple[datetime | None, datetime | None]],
    at: datetime,
    git: tuple[datetime, datetime | None],
) -> None:
    landed, lost = git
    item = approved(bare, replace(GOOD, at=at.isoformat()))
    signers = "".join(window(*each) for each in lines)
    since = lost.isoformat() if lost else ""
    good = ours(item, bare, signers, landed=landed.isoformat(), lost=since) is Verdict.GOOD
    stock = [before for after, before in lines if (after or at) <= at <= (before or at)]
    in_time = any(landed <= (before or landed) for before in stock)
    assert good is (in_time and not (lost and landed >= lost))
    if good:
        assert theirs(item, bare, signers, tmp_path_factory.getbasetemp())


KEYS: dict[str, maker.PrivateKey] = {
    "ed25519": maker.ed25519_key("x"),
    "ecdsa": maker.ecdsa_key("x", ec.SECP256R1()),
    "rsa": maker.rsa_key(3072),
    "security key": maker.SecurityKey(maker.ed25519_key("x")),
}


@pytest.mark.parametrize("name", KEYS)
@pytest.mark.parametrize("comment", ["", " 保密审查岗 2026", " a  b"])
def test_a_good_line_is_read(name: str, comment: str) -> None:
    options = f'namespaces="{SPACE},x@y",valid-after="20260101000000Z",valid-before="20261231235959Z"'
    text = f"{SECRECY} {options} {public(KEYS[name])}{comment}\n"
    (key,) = allowed_signers.read("policy/allowed_signers", text, sample=False)[SECRECY]
    assert key.blob == maker.public_blob(KEYS[name])
    assert key.namespaces == {SPACE, "x@y"}
    assert key.valid_after
    assert key.valid_before
    assert (key.valid_after.isoformat(), key.valid_before.isoformat()) == (
        "2026-01-01T00:00:00+00:00",
        "2026-12-31T23:59:59+00:00",
    )


@pytest.mark.parametrize("separator", ["\x0b", "\x0c", "\x1c", "\x85", "\u2028"])
def test_a_key_cannot_hide_in_a_comment(separator: str, bare: Checked, tmp_path: Path) -> None:
    signers, item = f"# 停用{separator}{line()}", approved(bare, GOOD)
    assert not theirs(item, bare, signers, tmp_path)
    assert ours(item, bare, signers) is not Verdict.GOOD


@pytest.mark.parametrize("office", sample_keys.OFFICES)
def test_a_sample_key_is_refused_in_earnest(office: str) -> None:
    kind, key, _ = sample_keys.public_line(office).split()
    text = f'someone@else.example namespaces="x" {kind} {key} renamed\n'
    assert allowed_signers.read("policy/allowed_signers", text, sample=True)
    for written in (text, text.replace(key, f"{key}="), text.replace(key, f"{key}==")):
        with pytest.raises(SetupError, match=r"示例密钥|base64"):
            allowed_signers.read("policy/allowed_signers", written, sample=False)


def test_a_catalogue_in_earnest_cannot_run_on_sample_keys(repo: SignedRepo) -> None:
    policy = repo.root / "policy/policy.yml"
    policy.write_text(
        policy.read_text(encoding="utf-8").replace("sample: true", "sample: false"), encoding="utf-8"
    )
    with pytest.raises(SetupError, match="示例密钥"):
        repo.check()


@pytest.mark.parametrize("office", sample_keys.OFFICES)
def test_the_committed_sample_keys_are_those_derived(office: str) -> None:
    private = load_ssh_private_key((POLICY / "sample-keys" / office).read_bytes(), password=None)
    assert isinstance(private, Ed25519PrivateKey)
    assert private.private_bytes_raw() == sample_keys.private_key(office).private_bytes_raw()
    assert (POLICY / "sample-keys" / f"{office}.pub").read_text().strip() == sample_keys.public_line(office)


def test_there_are_no_other_committed_sample_keys() -> None:
    found = {file.name.removesuffix(".pub") for file in (POLICY / "sample-keys").iterdir()}
    assert found == {*sample_keys.OFFICES, "README.md"}
