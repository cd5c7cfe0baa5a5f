"""Attacks on what was approved: words, dates and files changed behind the approvers' backs."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path

import pytest

from attack import DATA, FOLDER, approve, clean, edit, refused, rewrite, write
from signed_repo import CLERK, SignedRepo
from verdicts import ours, stock

SHA = hashlib.sha256(DATA.encode()).hexdigest()
OTHER = hashlib.sha256(b"x\n").hexdigest()
BAD = [False] * 3

EDITS = {
    "a word of the text": ("总体平稳", "总体向好"),
    "a space at the end": ("平稳。\n", "平稳。 \n"),
    "a line end at the end": ("平稳。\n", "平稳。\n\n"),
    "the title": ("title: 2026年1至2月", "title: 2026年1至3月"),
    "created, to be in time": ("created: '2026-03-20'", "created: '2026-03-19'"),
    "the way a value is quoted": ("created: '2026-03-20'", "created: 2026-03-20"),
    "the basis of the secrecy review": ("不含国家秘密", "涉及国家秘密"),
    "the number of an important document": ("revision: '1'", "revision: '1'\nimportant: 是"),
    "a first publication of years ago": (
        "revision: '1'",
        "revision: '1'\nfirst_published: {date: 2025-12-31, where: 本局网站}",
    ),
    "the title of an attachment": ("title: 附表", "title: 附件"),
    "a comment among the fields": ("revision: '1'", "# 无\nrevision: '1'"),
}


@pytest.mark.parametrize("what", EDITS)
def test_edited_after_approval(approved: SignedRepo, what: str) -> None:
    edit(approved, *EDITS[what])
    approved.commit("Edit", author=CLERK)
    also = {"a first publication of years ago": ["legacy"], "the number of an important document": []}
    refused(approved, "bad-signature", *also.get(what, []))
    assert ours(approved) == stock(approved) == BAD


def test_the_public_text_edited_on_main(public: SignedRepo) -> None:
    edit(public, "总体平稳", "总体向好")
    public.commit("Edit", at="2026-03-21T09:00:00+08:00")
    refused(public, "bad-signature", "revision")


def test_an_attachment_swapped_after_approval(approved: SignedRepo) -> None:
    approved.put(f"{FOLDER}/data.csv", "地区,数值\n全市,2\n")
    refused(approved, "attachment")
    # The signatures hold what the file lists; that the file beside it is another, no signature can see.
    assert ours(approved) == stock(approved) == [True] * 3


def test_an_attachment_and_its_hash_swapped_after_approval(approved: SignedRepo) -> None:
    approved.put(f"{FOLDER}/data.csv", "x\n")
    edit(approved, SHA, OTHER)
    refused(approved, "bad-signature")
    assert ours(approved) == stock(approved) == BAD


def test_an_attachment_taken_away_after_approval(approved: SignedRepo) -> None:
    approved.git("rm", "--quiet", f"{FOLDER}/data.csv")
    refused(approved, "attachment")


def test_an_attachment_added_after_approval(approved: SignedRepo) -> None:
    approved.put(f"{FOLDER}/more.csv", "x\n")
    refused(approved, "attachment")


def test_an_attachment_swapped_on_main_after_landing(public: SignedRepo) -> None:
    public.put(f"{FOLDER}/data.csv", "x\n")
    public.commit("Swap")
    refused(public, "attachment")


def to_link(file: Path) -> None:
    kept = file.parents[4] / "kept"
    file.rename(kept)
    file.symlink_to(kept)


def to_program(file: Path) -> None:
    file.chmod(0o755)


@pytest.mark.parametrize("change", [to_link, to_program])
def test_an_attachment_that_is_no_plain_file(approved: SignedRepo, change: Callable[[Path], None]) -> None:
    change(approved.root / FOLDER / "data.csv")
    approved.commit("Same bytes")
    refused(approved, "attachment")


@pytest.mark.parametrize("change", [to_link, to_program])
def test_an_item_that_is_no_plain_file(approved: SignedRepo, change: Callable[[Path], None]) -> None:
    change(approved.path())
    approved.commit("Same bytes")
    refused(approved, "stray-file")


@pytest.mark.parametrize(
    "file",
    ["../00013.md", "../../../../policy/policy.yml", "/etc/passwd", "a/../data.csv", "data.csv/", ".csv"],
)
def test_an_attachment_from_elsewhere(approved: SignedRepo, file: str) -> None:
    rewrite(approved, "file: data.csv", f"file: {file}")
    refused(approved, "schema")


@pytest.mark.parametrize("name", ["图.svg", "页.html", "宏.xlsm", "程序.exe", "双.csv.js", "index.md.csv.md"])
def test_an_attachment_that_could_run(approved: SignedRepo, name: str) -> None:
    approved.git("mv", f"{FOLDER}/data.csv", f"{FOLDER}/{name}")
    rewrite(approved, "file: data.csv", f"file: {name}")
    refused(approved, "attachment")


def test_one_attachment_listed_with_two_hashes(approved: SignedRepo) -> None:
    """A JSON object keeps the last of two equal keys: what is signed must not depend on that."""
    entry = f"- file: data.csv\n  title: 附表\n  sha256: {SHA}\n"
    rewrite(approved, entry, entry + entry.replace(SHA, OTHER))
    refused(approved, "attachment")


def test_an_attachment_under_a_name_that_only_looks_the_same(approved: SignedRepo) -> None:
    composed, decomposed = "caf\u00e9.csv", "cafe\u0301.csv"
    approved.git("mv", f"{FOLDER}/data.csv", f"{FOLDER}/{decomposed}")
    rewrite(approved, "file: data.csv", f"file: {composed}")
    refused(approved, "attachment")


def test_attributes_that_rewrite_what_is_checked_out(public: SignedRepo) -> None:
    """The forge shows the bytes that git keeps; whatever a checkout makes of them, it is not those."""
    rewrite_later = "content/**/*.md text eol=crlf\n"
    public.put(".gitattributes", rewrite_later)
    public.commit("Attributes")
    public.path().unlink()
    public.git("checkout", "--quiet", "--", "content")
    refused(public, "front-matter")


def test_the_same_text_in_good_order_passes(approved: SignedRepo) -> None:
    """The control of all that was rewritten here and signed anew."""
    rewrite(approved, "总体平稳", "总体向好")
    clean(approved)
    write(approved, title="另一个标题")
    approved.commit("Draft")
    approve(approved)
    clean(approved)
