"""Attacks on a signature itself; stock `ssh-keygen -Y verify` is asked as well, and agrees but where it is said."""

from __future__ import annotations

import re
from typing import Any

import pytest

import approvals
import sshsig_maker as maker
from approvals import DOMAIN, SECRECY
from attack import HEAD, approve, clean, edit, refused, write
from gongkai.model import SetupError
from signed_repo import LANDED, SignedRepo
from verdicts import ours, stock

SIGNERS = "policy/allowed_signers"
GOOD, BAD = [True] * 3, [False] * 3
NO_TOUCH = maker.SecurityKey(maker.ed25519_key("a security key"), flags=0)
TOUCHED = maker.SecurityKey(maker.ed25519_key("a security key"))
WEAK = maker.rsa_key(1024)


def forge(repo: SignedRepo, role: str = "secrecy", **how: Any) -> None:
    """Have all sign again, one of them in some wrong way."""
    file = repo.path()
    front, _, rest = approvals.parts(file.read_bytes())
    file.write_bytes(front + rest)
    for each in ("issuer", "secrecy", "publisher"):
        repo.approve(role=each, **how if each == role else {})
    repo.commit("Forge")


def register(repo: SignedRepo, key: maker.PrivateKey) -> None:
    """Give the secrecy office this key in place of its own, as if the bureau had."""
    path = repo.root / SIGNERS
    others = [line for line in path.read_text().splitlines() if not line.startswith(SECRECY)]
    own = f'{SECRECY} namespaces="gongkai-secrecy@{DOMAIN}" {maker.public_line(key)}'
    repo.put(SIGNERS, "\n".join([*others, own, ""]))


def limit(repo: SignedRepo, option: str) -> None:
    """Give the keys of the head an option, such as a last moment."""
    path = repo.root / SIGNERS
    path.write_text(re.sub(rf'(?m)^({HEAD} namespaces="[^"]*")', rf"\1,{option}", path.read_text()))


def test_the_honest_signatures_are_good_to_both(approved: SignedRepo) -> None:
    assert ours(approved) == stock(approved) == GOOD


def test_the_approval_that_forgeries_replace_is_good_to_both(approved: SignedRepo) -> None:
    forge(approved)
    clean(approved)
    assert ours(approved) == stock(approved) == GOOD


FORGERIES: dict[str, tuple[dict[str, Any], str]] = {
    "cut short": ({"cut": 9}, "bad-signature"),
    "with bytes after its end": ({"tail": "00"}, "bad-signature"),
    "over other content": ({"claims": {"content": "0" * 64}}, "bad-signature"),
    "for another item": ({"claims": {"item": "00000000-0/2026-00013"}}, "bad-signature"),
    "for another bureau's item": ({"claims": {"item": "11111111-1/2026-00012"}}, "bad-signature"),
    "for another revision": ({"claims": {"revision": "2"}}, "bad-signature"),
    "for another catalogue": ({"domain": "other.example"}, "bad-signature"),
    "for another role": ({"claims": {"role": "issuer"}}, "bad-signature"),
    "for another kind of statement": ({"claims": {"type": "gongkai/approval/2"}}, "bad-signature"),
    "without the attachments": ({"claims": {"attachments": {}}}, "bad-signature"),
    "hashed with MD5": ({"hash": "md5"}, "bad-signature"),
    "hashed with SHA-1": ({"hash": "sha1"}, "bad-signature"),
    "by the clerk's key under the office's name": ({"key": "mishu-clerk"}, "signer"),
    "by a head's own key under the office's name": ({"key": "mishu-head"}, "signer"),
    "by a key that nobody registered": ({"key": maker.ed25519_key("nobody's")}, "signer"),
    "by a head who may not review secrecy": ({"by": f"mishu-head@{DOMAIN}"}, "signer"),
    "by a clerk": ({"by": f"mishu-clerk@{DOMAIN}"}, "signer"),
    "by an office that does not exist": ({"by": f"nobody@{DOMAIN}", "key": "baomi"}, "signer"),
}


@pytest.mark.parametrize("how", FORGERIES)
def test_a_forged_approval(approved: SignedRepo, how: str) -> None:
    made, rule = FORGERIES[how]
    forge(approved, **made)
    refused(approved, rule)
    assert ours(approved) == stock(approved) == [True, False, True]


def test_a_clerk_signs_as_head(approved: SignedRepo) -> None:
    forge(approved, "issuer", key="zonghe-clerk")
    refused(approved, "signer")
    assert ours(approved) == stock(approved) == [False, True, True]


RENAMED = {
    "a role renamed": ("role: publisher", "role: late", "bad-signature unsigned"),
    "an approver renamed": (f"by: {SECRECY}", f"by: lingdao-office@{DOMAIN}", "bad-signature"),
}


@pytest.mark.parametrize("how", RENAMED)
def test_the_words_of_an_approval_changed(approved: SignedRepo, how: str) -> None:
    find, put, rules = RENAMED[how]
    edit(approved, find, put)
    refused(approved, *rules.split())
    assert ours(approved) == stock(approved)
    assert ours(approved).count(False) == 1


def test_two_approvals_exchange_their_roles(approved: SignedRepo) -> None:
    edit(approved, "role: issuer", "role: x")
    edit(approved, "role: publisher", "role: issuer")
    edit(approved, "role: x", "role: publisher")
    refused(approved, "bad-signature")
    assert ours(approved) == stock(approved) == [False, True, False]


def test_the_time_of_an_approval_moved(approved: SignedRepo) -> None:
    file = approved.path()
    file.write_bytes(file.read_bytes().replace(b"09:00:00+08:00", b"08:59:59+08:00"))
    refused(approved, "bad-signature")
    assert ours(approved) == stock(approved) == BAD


def test_approvals_replayed_onto_another_item(approved: SignedRepo) -> None:
    approved.git("mv", "content/items/2026/00012", "content/items/2026/00013")
    approved.commit("Another number")
    refused(approved, "bad-signature")
    assert ours(approved, "2026-00013") == stock(approved, "2026-00013") == BAD


def test_approvals_replayed_onto_another_revision(public: SignedRepo) -> None:
    _, old, _ = approvals.parts(public.path().read_bytes())
    public.branch()
    write(public, revision="2", title="第二版", changes=[{"date": LANDED[:10], "kind": "更正", "note": "改"}])
    front, _, rest = approvals.parts(public.path().read_bytes())
    public.commit("Revise")
    approve(public)
    clean(public)
    public.path().write_bytes(front + old + rest)
    refused(public, "bad-signature")
    assert ours(public) == stock(public) == BAD


def test_a_catalogue_of_another_domain_takes_none_of_them(approved: SignedRepo) -> None:
    path = approved.root / "policy/policy.yml"
    path.write_text(path.read_text().replace("front_code: 00000000-0", "front_code: 11111111-1"))
    refused(approved, "bad-signature")
    assert ours(approved) == BAD


def test_a_retired_key_keeps_what_it_signed(approved: SignedRepo) -> None:
    approved.merge()
    limit(approved, 'valid-before="20260320235959Z"')
    clean(approved)
    assert ours(approved) == stock(approved) == GOOD


@pytest.mark.parametrize("option", ['valid-before="20260320005959Z"', 'valid-after="20260320010001Z"'])
def test_a_key_signs_outside_its_time(approved: SignedRepo, option: str) -> None:
    limit(approved, option)
    refused(approved, "signer")
    assert ours(approved) == stock(approved) == [False, True, False]


def test_a_key_signs_in_a_role_that_it_is_not_listed_for(approved: SignedRepo) -> None:
    path = approved.root / SIGNERS
    path.write_text(path.read_text().replace(f",gongkai-publisher@{DOMAIN}", ""))
    refused(approved, "signer")
    assert ours(approved) == stock(approved) == [True, True, False]


def test_a_key_is_used_by_an_office_that_has_lost_its_roles(approved: SignedRepo) -> None:
    path = approved.root / "policy/people.yml"
    path.write_text(re.sub(rf"(?m)^({SECRECY}: .*roles: )\[.*?\]", r"\1[]", path.read_text()))
    refused(approved, "signer")
    # Stock OpenSSH knows keys, not offices: policy/people.yml is ours alone.
    assert ours(approved) == stock(approved) == GOOD


def test_a_security_key_that_nobody_touched(approved: SignedRepo) -> None:
    register(approved, TOUCHED)
    forge(approved, key=TOUCHED)
    clean(approved)
    assert ours(approved) == stock(approved) == GOOD
    forge(approved, key=NO_TOUCH)
    refused(approved, "bad-signature")
    assert ours(approved) == [True, False, True]
    assert stock(approved) == GOOD, "known: ssh-keygen 9.2 does not look for the touch"


def test_a_weak_key_among_the_registered(approved: SignedRepo) -> None:
    register(approved, WEAK)
    forge(approved, key=WEAK)
    with pytest.raises(SetupError, match="RSA"):
        approved.check()
    assert stock(approved) == GOOD, "known: ssh-keygen 9.2 takes RSA from 1024 bits"


@pytest.mark.parametrize("principal", ["*", f"*@{DOMAIN}", f"!x,*@{DOMAIN}"])
def test_a_key_registered_for_everybody(approved: SignedRepo, principal: str) -> None:
    key = maker.ed25519_key("a master key")
    line = f'{principal} namespaces="gongkai-secrecy@{DOMAIN}" {maker.public_line(key)}\n'
    approved.put(SIGNERS, (approved.root / SIGNERS).read_text() + line)
    forge(approved, key=key)
    with pytest.raises(SetupError, match="no wildcards"):
        approved.check()
    assert stock(approved) == GOOD, "known: OpenSSH has wildcards"


def test_an_approval_given_twice(approved: SignedRepo) -> None:
    approved.approve(role="issuer")
    refused(approved, "signer")
    assert ours(approved) == stock(approved) == [*GOOD, True]


def test_the_signatures_of_an_older_approved_text(approved: SignedRepo) -> None:
    file = approved.path()
    _, old, _ = approvals.parts(file.read_bytes())
    write(approved, title="另一个标题")
    approved.commit("Change")
    approve(approved)
    clean(approved)
    front, _, rest = approvals.parts(file.read_bytes())
    file.write_bytes(front + old + rest)
    refused(approved, "bad-signature")
    assert ours(approved) == stock(approved) == BAD
