"""Our SSHSIG verifier against two others, OpenSSH's `ssh-keygen` and `asyncssh`, case by case.

Every case says what we must answer. Both others must answer the same, unless the case names the one
that does not, and why. Cases are fixed: the same keys and bytes, whatever the clock or the machine.
"""

from __future__ import annotations

import base64
import hashlib
import random
import re
import subprocess
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import asyncssh
import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from hypothesis import given, settings
from hypothesis import strategies as st

import sshsig_maker as maker
from gongkai.sources.keys.sshsig import AlteredError, SshsigError, check_public_key, fingerprint, verify
from sshsig_maker import SecurityKey, kind_of, mpint, public_blob, sign, signature, string

NAMESPACE = "gongkai-issuer@tjj.example"
MESSAGE = b'{"item":"11330100/2026-00012"}'
DATA = maker.signed_data(MESSAGE, NAMESPACE, "sha512")
MESSAGES = {
    "empty": b"",
    "statement": MESSAGE,
    "Chinese": "公开形式：主动公开\n".encode(),
    "binary": bytes(range(256)) * 40,
}

ED25519 = maker.ed25519_key("deputy")  # its sign bit is 1; that of the device, 0
P256 = maker.ecdsa_key("head", ec.SECP256R1())
RSA = maker.rsa_key(2048)
STRANGER = maker.ed25519_key("stranger")
PLAIN: dict[str, maker.PlainKey] = {
    "ed25519": ED25519,
    "ecdsa-nistp256": P256,
    "ecdsa-nistp384": maker.ecdsa_key("issuer", ec.SECP384R1()),
    "ecdsa-nistp521": maker.ecdsa_key("issuer", ec.SECP521R1()),
    "rsa-2048": RSA,
    "rsa-3072": maker.rsa_key(3072),
    "rsa-8192": maker.rsa_key(8192),
}
DEVICES = {
    "sk-ed25519": SecurityKey(maker.ed25519_key("device")),
    "sk-ecdsa": SecurityKey(maker.ecdsa_key("device", ec.SECP256R1())),
}
KEYS: dict[str, maker.PrivateKey] = {**PLAIN, **DEVICES}


@dataclass(frozen=True)
class Difference:
    """A named exception: who answers otherwise than we do, and why we do not follow."""

    who: tuple[str, ...]
    why: str


AGREED = Difference((), "")
KEYGEN, ASYNCSSH, BOTH = ("ssh-keygen",), ("asyncssh",), ("ssh-keygen", "asyncssh")
UNTOUCHED = Difference(BOTH, "leave user presence to sshd; an approval needs a person present")
RESERVED = Difference(BOTH, "ignore the field, as section 2 asks; but it is not signed: alterable")
VERSION = Difference(KEYGEN, "refuses only versions above 1; the version is not signed: alterable")
NUL = Difference(KEYGEN, "reads C strings, so that a NUL at the end is not seen: alterable")
SPARE = Difference(BOTH, "take numbers with zeros in front, which RFC 4251 forbids: alterable")
SHORT = Difference(KEYGEN, "pads a short RSA signature, as RFC 8332 section 3 lets it: alterable")
UNREDUCED = Difference(KEYGEN, "9.2 does not ask for S < L (RFC 8032 section 5.1.7): alterable")
SMALL = Difference(BOTH, "take RSA from 1024 bits up")
LARGE = Difference(BOTH, "take RSA of up to 16384 bits; we bound the work a stranger can cause")
LOW_ORDER = Difference(BOTH, "take a point under which one signature fits every message")
SHA1 = Difference(ASYNCSSH, "takes ssh-rsa, which is SHA-1: section 2 forbids it")
SSH_COM = Difference(ASYNCSSH, "takes a name of ssh.com that OpenSSH does not know")
COMPRESSED = Difference(ASYNCSSH, "takes compressed points: one key with two fingerprints")
DEVICE_NUL = Difference(ASYNCSSH, "hashes an application with NUL; OpenSSH stops there, or refuses")
NOT_UTF8 = Difference(ASYNCSSH, "decodes the application; to OpenSSH and to us it is bytes")
WEBAUTHN = Difference(BOTH, "take signatures made in a browser; ours come from ssh-keygen")
DSA = Difference(BOTH, "still take DSA, which is SHA-1 with 1024 bits")


@dataclass(frozen=True)
class Case:
    """One blob, and whether it is to be accepted over `message` for `namespace`."""

    name: str
    blob: bytes
    good: bool = False
    message: bytes = MESSAGE
    namespace: str = NAMESPACE
    differs: Difference = AGREED
    key: bytes = public_blob(STRANGER)
    """Stands in allowed_signers, after the public keys of KEYS."""


def good_cases(name: str, key: maker.PrivateKey) -> Iterator[Case]:
    for what, message in MESSAGES.items():
        for hash_name in ("sha256", "sha512"):
            made = sign(key, message, NAMESPACE, hash_name)
            yield Case(f"{name}: {what}, {hash_name}", made, good=True, message=message)
    for namespace in ("file", "gongkai-签发@统计局.example"):
        made = sign(key, MESSAGE, namespace)
        yield Case(f"{name}: for {namespace}", made, good=True, namespace=namespace)


def asked_wrongly(name: str, key: maker.PrivateKey) -> Iterator[Case]:
    """A good blob, but not over this message, or not for this purpose."""
    made = sign(key, MESSAGE, NAMESPACE)
    for message in (b"", MESSAGE + b"\n", MESSAGE[:-1], MESSAGE.replace(b"2026", b"2025")):
        yield Case(f"{name}: asked about {message!r}", made, message=message)
    for namespace in ("gongkai-reviewer@tjj.example", NAMESPACE.upper(), NAMESPACE[:-1], ""):
        yield Case(f"{name}: asked for '{namespace}'", made, namespace=namespace)
    yield Case(f"{name}: no namespace", sign(key, MESSAGE, ""), namespace="")
    for hash_name in ("md5", "sha1", "sha384", "SHA512"):
        yield Case(f"{name}: hashed with {hash_name}", sign(key, MESSAGE, NAMESPACE, hash_name))


def fields_changed(name: str, key: maker.PrivateKey) -> Iterator[Case]:
    public, purpose, proof = public_blob(key), NAMESPACE.encode(), signature(key, DATA)
    kind = kind_of(proof)
    fields = {"key": public, "namespace": purpose, "hash_name": b"sha512", "signature": proof}
    covered = signature(key, maker.signed_data(MESSAGE, NAMESPACE, "sha512", b"x"))
    for what, changes, differs in (
        ("version 2", {"start": b"SSHSIG\0\0\0\2"}, AGREED),
        ("version 0", {"start": b"SSHSIG\0\0\0\0"}, VERSION),
        ("bad magic", {"start": b"SSHSIH\0\0\0\1"}, AGREED),
        ("something reserved", {"reserved": b"x"}, RESERVED),
        ("something reserved and signed", {"reserved": b"x", "signature": covered}, AGREED),
        ("hash called sha256", {"hash_name": b"sha256"}, AGREED),
        ("hash without a name", {"hash_name": b""}, AGREED),
        ("NUL after the hash", {"hash_name": b"sha512\0"}, NUL),
        ("NUL after the namespace", {"namespace": purpose + b"\0"}, NUL),
        ("another's key", {"key": public_blob(STRANGER)}, AGREED),
        ("no key", {"key": b""}, AGREED),
        ("a byte after the key", {"key": public + b"\0"}, AGREED),
        ("a byte after the signature", {"signature": proof + b"\0"}, AGREED),
        ("no signature", {"signature": b""}, AGREED),
        ("an empty signature", {"signature": string(kind) + string(b"")}, AGREED),
    ):
        yield Case(f"{name}: {what}", maker.blob(**{**fields, **changes}), differs=differs)
    for other in ("ssh-ed25519", "ecdsa-sha2-nistp256", "rsa-sha2-256", "ssh-dss"):
        if other.encode() != kind:
            renamed = {**fields, "signature": string(other.encode()) + proof[4 + len(kind) :]}
            yield Case(f"{name}: algorithm called {other}", maker.blob(**renamed))


def bytes_changed(name: str, key: maker.PrivateKey) -> Iterator[Case]:
    made = sign(key, MESSAGE, NAMESPACE)
    yield Case(f"{name}: a byte after the blob", made + b"\0")
    yield Case(f"{name}: an endless key", made[:10] + b"\xff\xff\xff\xff" + made[14:])
    for length in (0, 6, 10, 60, len(made) - 1):
        yield Case(f"{name}: the first {length} bytes", made[:length])
    # Not the version, which has its own cases.
    draw = random.Random(name)
    for position in sorted(draw.sample([*range(6), *range(10, len(made))], 16)):
        changed = flip(made, position, 1 << draw.randrange(8))
        yield Case(f"{name}: byte {position} changed", changed)


def flip(data: bytes, position: int, mask: int) -> bytes:
    return data[:position] + bytes([data[position] ^ mask]) + data[position + 1 :]


def special(what: str, key: bytes, proof: bytes, differs: Difference = AGREED) -> Case:
    made = maker.blob(key, NAMESPACE.encode(), b"sha512", proof)
    return Case(what, made, key=key, differs=differs)


ED25519_ORDER = 2**252 + 27742317777372353535851937790883648493


def ed25519_cases() -> Iterator[Case]:
    key, proof = public_blob(ED25519), signature(ED25519, DATA)
    s = (int.from_bytes(proof[-32:], "little") + ED25519_ORDER).to_bytes(32, "little")
    yield special("ed25519: S not reduced", key, proof[:-32] + s, UNREDUCED)
    kind, one = string(b"ssh-ed25519"), (1).to_bytes(32, "little")
    longer = signature(ED25519, b"x" + DATA)[-64:] + b"x"
    yield special("ed25519: data that begins with the last byte of the signature", key, kind + string(longer))
    torn = ed25519_by_hand(twin(public_blob(STRANGER)[-32:]), maker.scalar(STRANGER))
    yield special("ed25519: a point of order 2 added to R", key, kind + string(torn))
    made = maker.blob(key, NAMESPACE.encode(), b"sha512", kind + string(ed25519_by_hand(one, 0)))
    yield Case("ed25519: R is the point of order 1, which gives the key away", made, good=True)
    key, proof = kind + string(one), kind + string(one + bytes(32))
    yield special("ed25519: the point of order 1", key, proof, LOW_ORDER)


def ed25519_by_hand(point: bytes, r: int) -> bytes:
    """What RFC 8032 section 5.1.6 makes of the nonce `r`, but with any `point` in the place of R."""
    hashed = hashlib.sha512(point + public_blob(ED25519)[-32:] + DATA).digest()
    s = (r + int.from_bytes(hashed, "little") * maker.scalar(ED25519)) % ED25519_ORDER
    return point + s.to_bytes(32, "little")


def twin(point: bytes) -> bytes:
    """The point plus (0, -1), which has order 2: both its coordinates negated."""
    y, sign = int.from_bytes(point, "little") % 2**255, point[31] >> 7
    return (2**255 - 19 - y + (1 - sign) * 2**255).to_bytes(32, "little")


P256_ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551


def ecdsa_cases() -> Iterator[Case]:
    key, proof, kind = public_blob(P256), signature(P256, DATA), string(b"ecdsa-sha2-nistp256")
    numbers = proof[len(kind) + 4 :]
    size = 4 + int.from_bytes(numbers[:4], "big")
    r, s = numbers[4:size], numbers[size:]
    assert r[:1] == b"\0"  # the key is chosen so: without this byte r is negative
    twin = mpint(P256_ORDER - int.from_bytes(s[4:], "big"))
    made = maker.blob(key, NAMESPACE.encode(), b"sha512", kind + string(string(r) + twin))
    yield Case("ecdsa: s replaced by n - s, which ECDSA lets anybody do", made, good=True)
    for what, changed, differs in (
        ("a zero before r", string(b"\0" + r) + s, SPARE),
        ("a zero before s", string(r) + string(b"\0" + s[4:]), SPARE),
        ("r negative", string(r[1:]) + s, AGREED),
        ("r zero", mpint(0) + s, AGREED),
        ("r of 1025 bytes", mpint(2**8192) + s, AGREED),
        ("a third number", numbers + mpint(1), AGREED),
    ):
        yield special(f"ecdsa: {what}", key, kind + string(changed), differs)
    x, y = key[-64:-32], key[-32:]
    for what, curve, point, differs in (
        ("a compressed point", b"nistp256", bytes([2 + y[-1] % 2]) + x, COMPRESSED),
        ("a hybrid point", b"nistp256", bytes([6 + y[-1] % 2]) + x + y, AGREED),
        ("a point off the curve", b"nistp256", b"\4" + x + x, AGREED),
        ("the point at infinity", b"nistp256", b"\0", AGREED),
        ("another curve's name", b"nistp384", b"\4" + x + y, AGREED),
    ):
        yield special(f"ecdsa: {what}", kind + string(curve) + string(point), proof, differs)


def rsa_cases() -> Iterator[Case]:
    key, proof, kind = public_blob(RSA), signature(RSA, DATA), string(b"ssh-rsa")
    made = maker.blob(key, NAMESPACE.encode(), b"sha512", signature(RSA, DATA, "rsa-sha2-256"))
    yield Case("rsa: rsa-sha2-256", made, good=True)
    for algorithm, differs in (("ssh-rsa", SHA1), ("ssh-rsa-sha256@ssh.com", SSH_COM)):
        yield special(f"rsa: {algorithm}", key, signature(RSA, DATA, algorithm), differs)
    for bits, differs in ((1024, SMALL), (8208, LARGE)):
        other = maker.rsa_key(bits)
        yield special(f"rsa: {bits} bits", public_blob(other), signature(other, DATA), differs)
    exponent, modulus = kind + mpint(65537), key[-257:]
    yield special("rsa: a zero before n", exponent + string(b"\0" + modulus), proof, SPARE)
    yield special("rsa: n negative", exponent + string(modulus[1:]), proof)
    yield from rsa_signatures_with_zeros()


def rsa_signatures_with_zeros() -> Iterator[Case]:
    message = b"175"  # the first number whose signature happens to begin with a zero byte
    number = signature(RSA, maker.signed_data(message, NAMESPACE, "sha512"))[-256:]
    assert number[0] == 0
    for what, changed, good, differs in (
        ("a zero in front", number, True, AGREED),
        ("the zero in front left out", number[1:], False, SHORT),
        ("two zeros in front", b"\0" + number, False, AGREED),
    ):
        proof = string(b"rsa-sha2-512") + string(changed)
        made = maker.blob(public_blob(RSA), NAMESPACE.encode(), b"sha512", proof)
        yield Case(f"rsa: {what}", made, good=good, message=message, differs=differs)


def device_cases(name: str, device: SecurityKey) -> Iterator[Case]:
    key, proof = public_blob(device), signature(device, DATA)
    for flags, counter in ((0x05, 0), (0x01, 2**32 - 1), (0xFF, 1)):
        made = sign(replace(device, flags=flags, counter=counter), MESSAGE, NAMESPACE)
        yield Case(f"{name}: flags {flags:#04x}, counter {counter}", made, good=True)
    for flags in (0x00, 0x04, 0xFE):
        untouched = signature(replace(device, flags=flags), DATA)
        yield special(f"{name}: untouched, flags {flags:#04x}", key, untouched, UNTOUCHED)
    inner = signature(device.key, DATA)
    renamed = string(kind_of(key)) + inner[4 + len(kind_of(inner)) :]
    for what, changed in (
        ("flags changed afterwards", flip(proof, len(proof) - 5, 0x04)),
        ("counter changed afterwards", flip(proof, len(proof) - 1, 0x01)),
        ("without flags and counter", proof[:-5]),
        ("signed without the device's part", renamed + proof[-5:]),
        ("signed as a plain key", inner),
    ):
        yield special(f"{name}: {what}", key, changed)


def application_cases(name: str, device: SecurityKey) -> Iterator[Case]:
    for application, good, differs in (
        ("ssh:统计局".encode(), True, AGREED),
        (b"", True, AGREED),
        (b"ssh:\xff", True, NOT_UTF8),
        (b"ssh\0:", False, DEVICE_NUL),
        (b"ssh:\0", False, DEVICE_NUL),
    ):
        other = replace(device, application=application)
        made, key = sign(other, MESSAGE, NAMESPACE), public_blob(other)
        yield Case(f"{name}: for {application!r}", made, good=good, key=key, differs=differs)
    key = public_blob(replace(device, application=b"ssh:other"))
    yield special(f"{name}: application changed afterwards", key, signature(device, DATA))


def all_cases() -> Iterator[Case]:
    for name, key in KEYS.items():
        yield from good_cases(name, key)
        yield from asked_wrongly(name, key)
        yield from fields_changed(name, key)
        yield from bytes_changed(name, key)
    for name, device in DEVICES.items():
        yield from device_cases(name, device)
        yield from application_cases(name, device)
    yield from (*ed25519_cases(), *ecdsa_cases(), *rsa_cases())
    device = DEVICES["sk-ecdsa"]
    yield special("sk-ecdsa: webauthn", public_blob(device), maker.webauthn(device, DATA), WEBAUTHN)
    yield special("dsa", *maker.dsa(DATA), DSA)


CASES = list(all_cases())


def accepted(blob: bytes, message: bytes = MESSAGE, namespace: str = NAMESPACE) -> bytes | None:
    """The key, or None. Anything raised but SshsigError fails the test."""
    try:
        return verify(blob, message=message, namespace=namespace)
    except SshsigError:
        return None


def allowed_signers(case: Case) -> bytes:
    """The namespace stands here for asyncssh, which has no other place for it."""
    keys = [*map(public_blob, KEYS.values()), case.key]
    start = f'signer namespaces="{case.namespace}" '.encode()
    return b"".join(b"%s%s %s\n" % (start, kind_of(key), base64.b64encode(key)) for key in keys)


def ssh_keygen(*arguments: str | Path, stdin: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(["ssh-keygen", *arguments], input=stdin, capture_output=True, check=False)


def ssh_keygen_accepts(case: Case, folder: Path) -> bytes:
    """The line that names the key, or nothing."""
    listed, armored = folder / "allowed_signers", folder / "sig"
    listed.write_bytes(allowed_signers(case))
    frame = b"-----BEGIN SSH SIGNATURE-----\n%s-----END SSH SIGNATURE-----\n"
    armored.write_bytes(frame % base64.encodebytes(case.blob))
    asked = ("-I", "signer", "-n", case.namespace, "-f", listed, "-s", armored)
    done = ssh_keygen("-Y", "verify", *asked, stdin=case.message)
    return done.stdout if done.returncode == 0 else b""


def asyncssh_accepts(case: Case) -> bool:
    try:
        return asyncssh.validate_sshsig(case.message, case.blob, "signer", allowed_signers(case))
    except (ValueError, OverflowError):  # so it refuses a hash or a point; a negative modulus
        return False


@pytest.mark.parametrize("case", CASES, ids=[case.name for case in CASES])
def test_all_three_verifiers_answer_as_the_case_says(case: Case, tmp_path: Path) -> None:
    key = accepted(case.blob, case.message, case.namespace)
    assert (key is not None) == case.good
    line = ssh_keygen_accepts(case, tmp_path)
    assert bool(line) == (case.good != ("ssh-keygen" in case.differs.who)), line
    assert asyncssh_accepts(case) == (case.good != ("asyncssh" in case.differs.who))
    if key is not None:
        assert f" key {fingerprint(key)}".encode() in line


def test_enough_cases_were_compared_of_every_kind() -> None:
    assert len(CASES) >= 200
    kinds = {kind_of(public_blob(key)) for key in KEYS.values()}
    assert len(kinds) == 7
    counts = Counter((kind_of(case.blob[14:]), case.good) for case in CASES)
    assert all(counts[kind, good] >= 10 for kind in kinds for good in (True, False)), counts


def test_whatever_we_accept_ssh_keygen_accepts_too() -> None:
    assert not [case for case in CASES if case.good and "ssh-keygen" in case.differs.who]


def test_every_refusal_gives_its_reason_in_two_languages_on_one_line() -> None:
    for case in CASES:
        if not case.good:
            with pytest.raises(SshsigError) as refusal:
                verify(case.blob, message=case.message, namespace=case.namespace)
            assert re.fullmatch(r"(?=.*[一-鿿]).+", refusal.value.zh)
            assert re.fullmatch(r"[ -~]+", refusal.value.en)
            assert str(refusal.value) == f"{refusal.value.zh} ({refusal.value.en})"


@pytest.mark.parametrize("name", KEYS)
def test_only_a_signature_over_other_bytes_is_called_altered(name: str) -> None:
    made = sign(KEYS[name], MESSAGE, NAMESPACE)
    with pytest.raises(AlteredError):
        verify(made, message=MESSAGE + b"\n", namespace=NAMESPACE)
    for blob, namespace in ((made, "file"), (made[:-1], NAMESPACE), (made + b"\0", NAMESPACE)):
        with pytest.raises(SshsigError) as refusal:
            verify(blob, message=MESSAGE, namespace=namespace)
        assert refusal.type is SshsigError


@pytest.mark.parametrize("hash_name", ["sha256", "sha512"])
@pytest.mark.parametrize("name", [name for name in PLAIN if name != "rsa-8192"])
def test_we_accept_what_the_others_sign(name: str, hash_name: str, tmp_path: Path) -> None:
    key = PLAIN[name]
    pem = key.private_bytes(Encoding.PEM, PrivateFormat.OpenSSH, NoEncryption())
    private, message = tmp_path / "key", tmp_path / "message"
    private.touch(mode=0o600)
    private.write_bytes(pem)
    message.write_bytes(MESSAGE)
    arguments = ("-q", "-f", private, "-n", NAMESPACE, "-O", f"hashalg={hash_name}")
    assert ssh_keygen("-Y", "sign", *arguments, message).returncode == 0
    armored = (tmp_path / "message.sig").read_bytes().splitlines()[1:-1]
    assert accepted(base64.b64decode(b"".join(armored))) == public_blob(key)
    pair = asyncssh.import_private_key(pem)
    made = asyncssh.create_sshsig(pair, MESSAGE, hash_name=hash_name, namespace=NAMESPACE, raw=True)
    assert accepted(made) == public_blob(key)


@pytest.mark.parametrize("name", KEYS)
def test_fingerprint_is_what_ssh_keygen_prints(name: str, tmp_path: Path) -> None:
    key = public_blob(KEYS[name])
    file = tmp_path / "key.pub"
    file.write_bytes(kind_of(key) + b" " + base64.b64encode(key) + b"\n")
    assert fingerprint(key) == ssh_keygen("-l", "-f", file).stdout.decode().split()[1]


@pytest.mark.parametrize("name", KEYS)
def test_a_public_key_is_accepted_only_whole(name: str) -> None:
    key = public_blob(KEYS[name])
    check_public_key(key)
    for other in (key[:-1], key + b"\0", key[4:], string(key), key.replace(b"-", b"_", 1)):
        with pytest.raises(SshsigError):
            check_public_key(other)


def rsa_public(modulus: int, exponent: int = 65537) -> bytes:
    return string(b"ssh-rsa") + mpint(exponent) + mpint(modulus)


@pytest.mark.parametrize("modulus", [2**2047 + 1, 2**8192 - 1])
def test_rsa_of_2048_and_of_8192_bits_is_accepted(modulus: int) -> None:
    check_public_key(rsa_public(modulus))


ORDER_8 = "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05"
ORDER_8_TOO = "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a"
LITTLE = [0, 1, 2**255 - 20, 2**255 - 19, 2**255 - 18, 2**255 - 1]
POINTS = [
    *(bytes.fromhex(point) for point in (ORDER_8, ORDER_8_TOO)),
    *((y + sign * 2**255).to_bytes(32, "little") for y in LITTLE for sign in (0, 1)),
]
REFUSED = {
    "nothing": b"",
    "no kind": string(b""),
    "DSA": maker.dsa(DATA)[0],
    "certificate": string(b"ssh-ed25519-cert-v01@openssh.com") + public_blob(ED25519)[15:],
    "Ed448": string(b"ssh-ed448") + string(bytes(57)),
    "RSA of 2047 bits": rsa_public(2**2046 + 1),
    "RSA of 8193 bits": rsa_public(2**8192 + 1),
    "RSA of 80000 bits": rsa_public(2**80000 - 1),
    "RSA, exponent 1": rsa_public(2**2047 + 1, 1),
    "RSA, exponent above the modulus": rsa_public(2**2047 + 1, 2**2048 + 1),
    "a point of 31 bytes": string(b"ssh-ed25519") + string(bytes(31)),
    **{f"point {point.hex()}": string(b"ssh-ed25519") + string(point) for point in POINTS},
    "a long application": public_blob(SecurityKey(ED25519, b"x" * 10_000)),
}


@pytest.mark.parametrize("name", REFUSED)
def test_an_unsound_public_key_is_refused(name: str) -> None:
    with pytest.raises(SshsigError):
        check_public_key(REFUSED[name])


@pytest.mark.parametrize("name", [name for name in KEYS if name != "rsa-8192"])
def test_no_byte_of_a_signature_can_be_changed(name: str) -> None:
    made = sign(KEYS[name], MESSAGE, NAMESPACE)
    draw = random.Random(name)
    for position in range(len(made)):
        assert accepted(flip(made, position, draw.randrange(1, 256))) is None


def test_a_namespace_that_is_not_unicode_is_refused_like_any_other() -> None:
    assert accepted(sign(ED25519, MESSAGE, NAMESPACE), namespace="\ud800") is None


QUICK = [KEYS[name] for name in KEYS if name not in {"rsa-3072", "rsa-8192"}]
GOOD = [sign(key, MESSAGE, NAMESPACE) for key in QUICK]
FIXED = settings(derandomize=True, database=None, deadline=None, max_examples=500)


@FIXED
@given(st.binary() | st.binary().map(lambda rest: maker.START + rest))
def test_no_bytes_at_all_raise_anything_but_sshsig_error(blob: bytes) -> None:
    assert accepted(blob) is None


@FIXED
@given(st.sampled_from(GOOD), st.data())
def test_a_good_blob_cut_and_filled_anywhere_is_refused(good: bytes, data: st.DataObject) -> None:
    start, end = sorted(data.draw(st.tuples(*[st.integers(0, len(good))] * 2)))
    changed = good[:start] + data.draw(st.binary(max_size=40)) + good[end:]
    assert (accepted(changed) is None) == (changed != good)


WIRE = st.binary(max_size=70) | st.integers(-(2**600), 2**2100).map(lambda n: mpint(n)[4:])
KINDS = st.sampled_from([kind_of(public_blob(key)) for key in QUICK])
CURVES = st.sampled_from([b"nistp256", b"nistp384", b"nistp521"])


@FIXED
@given(KINDS, st.lists(WIRE | CURVES, max_size=4), st.lists(WIRE, max_size=3), WIRE)
def test_no_well_framed_nonsense_raises_anything_but_sshsig_error(
    kind: bytes, fields: list[bytes], proofs: list[bytes], tail: bytes
) -> None:
    key = b"".join(map(string, [kind, *fields]))
    proof = b"".join(map(string, [kind, *proofs])) + tail
    for public in (key, *map(public_blob, QUICK)):
        assert accepted(maker.blob(public, NAMESPACE.encode(), b"sha512", proof)) is None


@FIXED
@given(st.sampled_from(QUICK), st.binary(min_size=1), st.data())
def test_a_changed_byte_of_the_message_never_verifies(
    key: maker.PrivateKey, message: bytes, data: st.DataObject
) -> None:
    made = sign(key, message, NAMESPACE)
    assert accepted(made, message) == public_blob(key)
    position = data.draw(st.integers(0, len(message) - 1))
    mask = data.draw(st.integers(1, 255))
    assert accepted(made, flip(message, position, mask)) is None
