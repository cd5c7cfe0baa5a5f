"""Commit objects, byte for byte: our reading against git's, and what no git would write."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

import pytest

from approvals import DOMAIN, HEADS
from gongkai.model import Compromise, SetupError
from gongkai.pipeline import Checked
from gongkai.sources.git import commits
from gongkai.sources.git.commits import Commit
from gongkai.sources.keys import sample_keys
from gongkai.sources.keys.allowed_signers import Keys
from gongkai.sources.keys.signing import armour
from gongkai.sources.keys.sshsig import fingerprint
from signed_repo import CLERK, LANDED, SignedRepo
from sshsig_maker import ed25519_key, sign

TREE, PARENT = "1" * 40, "2" * 40
WHO = f"综合统计科 <{CLERK}> 1773968400 +0800"
BODY = f"tree {TREE}\nparent {PARENT}\nauthor {WHO}\ncommitter {WHO}\n\nDraft\n".encode()
KEY = sample_keys.private_key("zonghe-clerk")


def with_signature(data: bytes, text: str, name: str = "gpgsig") -> bytes:
    """A commit object with an armoured signature in its header."""
    head, _, message = data.partition(b"\n\n")
    return (
        head
        + f"\n{name} {text}".rstrip("\n").replace("\n", "\n ").replace("\n gpg", "\ngpg").encode()
        + b"\n\n"
        + message
    )


def signed(data: bytes = BODY, *, key: object = KEY, namespace: str = "git", over: bytes = b"") -> bytes:
    return with_signature(data, armour(sign(key, over or data, namespace)))  # type: ignore[arg-type]  # any key


def signer(data: bytes, bare: Checked, at: str = LANDED) -> tuple[str | None, str]:
    """Whose key signed, and the reason in English."""
    held = commits.holders(bare.setup.keys)
    judged = commits.judge(commits.parse("f" * 40, data), held, datetime.fromisoformat(at))
    return judged.signer, judged.reason.en


def test_a_good_signature_is_its_principals(bare: Checked) -> None:
    assert signer(signed(), bare) == (CLERK, "good signature")


WRONG = {
    "no signature": (BODY, "not signed"),
    "a signature in the message": (BODY + with_signature(BODY, "x"), "not signed"),
    "a PGP signature": (with_signature(BODY, "-----BEGIN PGP SIGNATURE-----\n\nx\n-----END PGP SIGNATURE-----"), "not an SSH signature"),
    "nothing in the header": (with_signature(BODY, ""), "not an SSH signature"),
    "text before the armour": (with_signature(BODY, "x\n" + armour(sign(KEY, BODY, "git"))), "not an SSH signature"),
    "two signatures": (with_signature(signed(), armour(sign(KEY, BODY, "git"))), "does not fit"),
    "base64 that is none": (with_signature(BODY, armour(sign(KEY, BODY, "git")).replace("U1NI", "U1N")), "base64"),
    "an empty signature": (with_signature(BODY, armour(b"")), "not an SSHSIG"),
    "not an SSHSIG": (with_signature(BODY, armour(b"x" * 90)), "not an SSHSIG"),
    "for files, not commits": (signed(namespace="file"), "another namespace"),
    "for an approval": (signed(namespace=f"gongkai-issuer@{DOMAIN}"), "another namespace"),
    "over other bytes": (signed(over=BODY + b"x"), "does not fit"),
    "another tree": (signed().replace(TREE.encode(), PARENT.encode(), 1), "does not fit"),
    "another parent": (signed().replace(PARENT.encode(), TREE.encode()), "does not fit"),
    "a header more": (signed().replace(b"\ngpgsig", b"\nencoding GBK\ngpgsig"), "does not fit"),
    "a key nobody registered": (signed(key=ed25519_key("x")), "a key this catalogue does not know (SHA256:"),
}  # fmt: skip


@pytest.mark.parametrize("name", WRONG)
def test_a_signature_that_does_not_count_says_why(name: str, bare: Checked) -> None:
    data, reason = WRONG[name]
    principal, said = signer(data, bare)
    assert principal is None
    assert reason in said


def test_a_changed_byte_anywhere_breaks_the_signature(bare: Checked) -> None:
    good = signed()
    end = good.index(b"-----END")
    for at in [*range(5, end, 7), *range(good.index(b"\n\nDraft") + 2, len(good))]:
        changed = good[:at] + bytes([good[at] ^ 1]) + good[at + 1 :]
        try:
            principal, _ = signer(changed, bare)
        except SetupError:
            continue
        assert principal is None, changed[at - 10 : at + 10]


@pytest.mark.parametrize("held", [["zonghe-clerk"], ["zonghe-clerk", "mishu-clerk"]])
def test_of_two_lines_for_a_key_the_one_that_is_valid_counts(held: list[str], bare: Checked) -> None:
    keys = bare.setup.keys.signers
    old = replace(keys[CLERK][0], valid_before=datetime.fromisoformat("2026-01-01T00:00:00Z"))
    lines = {f"{office}@{DOMAIN}": (old, keys[CLERK][0]) for office in held}
    commit = commits.parse("f" * 40, signed())
    at = datetime.fromisoformat(LANDED)
    assert commits.judge(commit, commits.holders(Keys(lines, {})), at).signer == CLERK
    assert commits.judge(commit, commits.holders(Keys({CLERK: (old,)}, {})), at).signer is None


@pytest.mark.parametrize(
    ("since", "signer"), [("2026-03-20T09:00:00+08:00", None), ("2026-03-20T09:00:01+08:00", CLERK)]
)
def test_a_key_that_others_hold_counts_for_what_landed_before(
    since: str, signer: str | None, bare: Checked
) -> None:
    keys = bare.setup.keys
    lost = {fingerprint(keys.signers[CLERK][0].blob): Compromise(datetime.fromisoformat(since), "遗失")}
    held = commits.holders(replace(keys, compromised=lost))
    commit = commits.parse("f" * 40, signed())
    assert commits.judge(commit, held, datetime.fromisoformat(LANDED)).signer == signer


def test_it_reads_what_git_reads(repo: SignedRepo) -> None:
    repo.commit(
        "一\n\n正文",
        author="A.B@X.example",
        coauthors=["C@y.example"],
        at="2026-02-01T09:00:00-03:30",
        signed="baomi",
    )
    repo.branch()
    repo.commit("Two", signed="baomi")
    repo.merge(by=HEADS["秘书科"], signed="mishu-head")
    for name in ("main", "main~1", "draft"):
        said = repo.git(
            "log", "-1", "--format=%H|%T|%P|%ct|%ae|%(trailers:key=Co-authored-by,valueonly)", name
        )
        sha, tree, parents, seconds, author, coauthors = said.strip().split("|")
        commit = commits.parse(sha, repo.git("cat-file", "commit", name).encode())
        assert (commit.tree, list(commit.parents)) == (tree, parents.split())
        assert int(commit.at.timestamp()) == int(seconds)
        assert commit.author == author.lower()
        assert len(commit.authors) == 1 + bool(coauthors.strip())


@pytest.mark.parametrize(
    ("who", "email", "seconds"),
    [
        ("x <a@b> 7 +0000", "a@b", 7),
        ("<a@b> 7 +0000", "a@b", 7),
        ("x <A@b> <c@d> 7 +0000", "a@b", 7),
        ("x <a@b>> 7 +0000", "a@b", 7),
        ("x > <a@b>   7 -1200", "a@b", 7),
        ("x <a@b> -7 +0000", "a@b", 0),
        ("x <a@b> ", "a@b", 0),
        ("x <> 7 +0000", "", 7),
    ],
)
def test_names_and_dates_in_disorder_are_read_as_git_reads_them(
    repo: SignedRepo, who: str, email: str, seconds: int
) -> None:
    tree = repo.git("rev-parse", "main^{tree}").strip()
    data = f"tree {tree}\nauthor {who}\ncommitter {who}\n\nx\n"
    made = repo.git(
        "hash-object", "--literally", "-t", "commit", "-w", str(repo.put(".git/object", data))
    ).strip()
    read: Commit = commits.parse(made, data.encode())
    assert (read.author, int(read.at.timestamp())) == (email, seconds)
    said = repo.git("log", "-1", "--format=%ae|%ct", made).strip().lower()
    assert said in (f"{email}|{seconds}", f"{email}|")  # git shows no date where there is none


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\n\n",
        b"tree x\n",
        BODY.replace(b"tree", b"blob"),
        BODY.replace(b"author", b"author\n"),
        BODY.replace(b"committer", b"tagger"),
        BODY.replace(b"parent", b"parents"),
        BODY.replace(b"author", b"parent x\nauthor"),
        BODY.replace(b" <", b" "),
        BODY.replace(b"\n\nDraft", b""),
        BODY.replace(b"\n\nDraft\n", b">" * 200_000),  # no second is spent on it
        BODY.replace(b"\ncommitter", b"\n\ncommitter"),
    ],
)
def test_what_is_no_commit_cannot_be_judged(data: bytes) -> None:
    with pytest.raises(SetupError, match="不是完好的提交"):
        commits.parse("f" * 40, data)
