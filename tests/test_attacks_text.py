"""Attacks by the text itself: what reviewers would read otherwise than the public, and what would break readers.

All of it is signed: the approvers are hoodwinked, or did not look.
"""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest

from approvals import SECRECY
from attack import clean, edit, errors, refused, rewrite
from gongkai.artefacts.pages import column_page
from signed_repo import SignedRepo

TITLE = "title: 2026年1至2月全市主要经济指标"
AFTER_BODY = "经济运行总体平稳。"

IN_THE_TEXT = {
    "a right-to-left override": ("\u202e平稳", "hidden-characters"),
    "an isolate": ("\u2067平稳\u2069", "hidden-characters"),
    "a zero-width space in a word": ("总\u200b体", "hidden-characters"),
    "a zero-width joiner": ("总\u200d体", "hidden-characters"),
    "a soft hyphen": ("总\u00ad体", "hidden-characters"),
    "a tag character": ("总\U000e0041体", "hidden-characters"),
    "a NUL": ("总\0体", "hidden-characters"),
    "a hidden character by reference": ("总&#8203;体", "hidden-characters"),
    "a carriage return": ("总体\r平稳", "front-matter"),
    "a script": ("<script>alert(1)</script>", "raw-html"),
    "a frame": ('<iframe src="https://x.example"></iframe>', "raw-html"),
    "a drawing": ('<svg onload="alert(1)"/>', "raw-html"),
    "an image with a handler": ("<img src=x onerror=alert(1)>", "raw-html"),
    "a comment that hides words": ("<!-- 机密 -->", "raw-html"),
    "a link that runs": ("[指标](javascript:alert(1))", "link"),
    "a link that runs, in other letters": ("[指标](JaVaScRiPt:alert(1))", "link"),
    "a link that runs, by references": ("[指标](&#106;avascript&colon;alert(1))", "link"),
    "a link that runs, defined elsewhere": ("[指标][x]\n\n[x]: javascript:alert(1)\n", "link"),
    "a link with its data": ("[指标](data:text/html;base64,PHNjcmlwdD4=)", "link"),
    "an image as data": ("![图](data:image/svg+xml;base64,PHN2Zz4=)", "link"),
    "an image that tells another host who reads": ("![图](https://x.example/1.png)", "link"),
    "a link out of the catalogue": ("[口令](../../../../policy/policy.yml)", "link"),
    "a link to a file of the machine": ("[口令](file:///etc/passwd)", "link"),
}


@pytest.mark.parametrize("what", IN_THE_TEXT)
def test_signed_by_all_but_with(approved: SignedRepo, what: str) -> None:
    put, rule = IN_THE_TEXT[what]
    rewrite(approved, AFTER_BODY, f"{AFTER_BODY}{put}\n")
    refused(approved, rule)


def test_an_attribute_list_is_only_text(approved: SignedRepo) -> None:
    rewrite(approved, AFTER_BODY, "总体平稳。{: onclick=alert(1) }\n\n# 标题 {#x onclick=alert(1)}\n")
    clean(approved)
    (item,) = approved.checked().items
    shown = column_page(item.raw)
    assert "{: onclick=alert(1) }" in shown
    assert "<p>总体平稳。" in shown
    assert "{#x onclick=alert(1)}</h" in shown


IN_THE_FIELDS = {
    "a key twice": f"{TITLE}\ntitle: 另一个标题",
    "an alias": "title: &a 甲\nnumber: *a",
    "a tag": "title: !!str 甲",
    "a tag that runs code": "title: !!python/object/apply:os.system [id]",
    "an escape that hides a character": 'title: "甲\\u202e乙"',
    "a comment that cuts a value short": f"{TITLE} # 之一",
    "a second document": f"{TITLE}\n--- \ntitle: 另一个标题",
    "a full-width colon": "title：甲",
    "approvals in a quoted value": "title: '甲\n\napprovals: 乙'",
    "approvals in a quoted value at the line's start": "title: '甲\n\napprovals:\n乙'",
    "approvals of a second kind": "title: 甲\n? approvals\n: []",
    "a bomb of aliases": "".join(
        f"{name}: &{name} [{', '.join([f'*{before}'] * 9)}]\n" for before, name in zip("abcdefgh", "bcdefghi", strict=True)
    ),
    "three thousand levels": f"title: {'[' * 3000}{']' * 3000}",
    "sixty thousand levels": f"title: {'{a: ' * 60000}",
}  # fmt: skip


@pytest.mark.parametrize("what", IN_THE_FIELDS)
def test_fields_that_readers_would_take_differently(approved: SignedRepo, what: str) -> None:
    edit(approved, TITLE, IN_THE_FIELDS[what])
    refused(approved, "front-matter")


BYTES: dict[str, Callable[[bytes], bytes]] = {
    "Windows line ends": lambda data: data.replace(b"\n", b"\r\n"),
    "a byte order mark": lambda data: b"\xef\xbb\xbf" + data,
    "GBK": lambda data: data.decode().encode("gbk"),
    "UTF-16": lambda data: data.decode().encode("utf-16"),
    "half a character": lambda data: data + "稳".encode()[:2],
    "overlong UTF-8": lambda data: data.replace(b"title", b"\xc1\xb4itle"),
    "no fence": lambda data: data.removeprefix(b"---\n"),
    "a fence that never closes": lambda data: data.replace(b"\n---\n", b"\n----\n"),
    "a key after approvals": lambda data: data.replace(b"\n---\n", b"\nkeywords: [x]\n---\n"),
    "a second block of approvals": lambda data: data.replace(b"\n---\n", b"\napprovals: []\n---\n"),
    "a first block of approvals": lambda data: data.replace(b"---\n", b"---\napprovals: []\n", 1),
    "a comment among the approvals": lambda data: data.replace(
        b"approvals:\n", "approvals:\n# 全文见网站\n".encode()
    ),
    "five megabytes of fields": lambda data: data.replace(b"title:", b"x: " + b"y" * 5_000_000 + b"\ntitle:"),
    "four megabytes of keys": lambda data: data.replace(b"title:", b"k:\n" * 1_300_000 + b"title:"),
    "a megabyte of brackets": lambda data: data.replace(b"title:", b"x: " + b"[" * 200_000 + b"\ntitle:"),
}


@pytest.mark.parametrize("what", BYTES)
def test_bytes_that_no_reader_should_guess_at(approved: SignedRepo, what: str) -> None:
    file = approved.path()
    file.write_bytes(BYTES[what](file.read_bytes()))
    approved.commit("Bytes")
    refused(approved, "front-matter")


BOMBS = {
    "brackets": "[" * 50_000,
    "brackets and parentheses": "[a](" * 20_000,
    "quotations": ">" * 20_000 + "a",
    "emphasis": "*a_" * 30_000,
    "backquotes": "".join("`" * n for n in range(1, 500)),
    "half a tag": "<a " * 30_000,
    "a wide table": f"|{'a|' * 2000}\n|{'-|' * 2000}\n" + "|\n" * 1000,
    "nested lists": "\n".join(" " * n + "- a" for n in range(2000)),
}


@pytest.mark.parametrize("what", BOMBS)
def test_markdown_that_would_take_for_ever(approved: SignedRepo, what: str) -> None:
    rewrite(approved, AFTER_BODY, f"{AFTER_BODY}\n\n{BOMBS[what]}\n")
    began = time.process_time()
    found = errors(approved)
    assert time.process_time() - began < 5
    assert found <= {"raw-html", "link"}


def test_a_list_of_all_kinds_that_would_take_for_ever_to_compare(approved: SignedRepo) -> None:
    words = ", ".join(f"{number:x}" for number in range(30_000))
    edit(approved, TITLE, f"{TITLE}\nkeywords: [{{a: b}}, {words}]")
    began = time.process_time()
    refused(approved, "schema")
    assert time.process_time() - began < 10


@pytest.mark.parametrize("role", ["签发", "Issuer", "'issuer '", "ｉssuer"])
def test_a_role_that_only_looks_like_one(approved: SignedRepo, role: str) -> None:
    edit(approved, "role: issuer", f"role: {role}")
    refused(approved, "schema")


def test_a_merge_key_is_a_key_like_any_other_and_unknown(approved: SignedRepo) -> None:
    edit(approved, TITLE, "<<: {title: 甲}")
    refused(approved, "schema")


def test_an_approver_in_letters_that_only_look_the_same(approved: SignedRepo) -> None:
    edit(approved, f"by: {SECRECY}", "by: b\u0430omi@tjj.example")
    refused(approved, "schema")


def test_the_control_of_what_is_rewritten(approved: SignedRepo) -> None:
    rewrite(approved, AFTER_BODY, f"{AFTER_BODY}另见[附表](data.csv)和[网站](https://x.example/)。\n")
    clean(approved)
    edit(approved, "approvals:\n", "approvals:\n\n")
    clean(approved)
