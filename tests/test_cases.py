"""Every folder of tests/cases is a test: an item, and exactly what is found in it."""

from __future__ import annotations

import os
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from case import CASES, KNOWN, Case, all_cases
from gongkai import rules, schema
from gongkai.sources import frontmatter

ALL = all_cases()
OF_COMMITS = {module.RULE.slug for module in rules.OF_LANDINGS}
"""Rules over commits, not files: their cases are stories, in test_audit_attacks*.py."""
SLUGS = {frontmatter.RULE.slug, schema.RULE.slug, *(rule.slug for rule in rules.ALL)} - OF_COMMITS
TOGETHER = "together"
"""Cases with many faults at once; everywhere else a case is about one rule."""


def each(cases: list[Case]) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("case", cases, ids=[case.name for case in cases])


@each(ALL)
def test_case(case: Case, tmp_path: Path) -> None:
    found = case.run(tmp_path)
    if case.is_valid:
        assert found == []
        return
    assert found, "nothing found: correct the case, or say in valid.txt why it passes"
    text = "".join(f"{line}\n" for line in found)
    if os.environ.get("GOLDEN") == "1":
        case.expected.write_text(text, encoding="utf-8")
    assert text == case.expected.read_text(encoding="utf-8")


def test_there_are_cases() -> None:
    assert len(ALL) >= 200


def test_every_folder_is_a_case() -> None:
    assert {case.folder for case in ALL} == {path for path in CASES.glob("*/*") if path.is_dir()}
    assert {case.rule for case in ALL} <= {*SLUGS, TOGETHER}


def test_cases_are_well_formed() -> None:
    assert {case.name: faults for case in ALL if (faults := list(malformed(case)))} == {}


def malformed(case: Case) -> Iterator[str]:
    """What is wrong with its files, whatever the pipeline says of them."""
    names = {path.name for path in case.folder.iterdir()}
    if unknown := names - KNOWN:
        yield f"unknown: {sorted(unknown)}"
    for one_of in ({"expected.txt", "valid.txt"}, {"input.md", "content"}):
        if len(names & one_of) != 1:
            yield f"not one of {sorted(one_of)}"
    if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", case.folder.name):
        yield "not a name of small letters and figures"
    file = case.folder / "valid.txt" if case.is_valid else case.expected
    text = file.read_text(encoding="utf-8") if file.exists() else ""
    if not (text.strip() and text.endswith("\n")):
        yield f"{file.name} is empty or does not end its last line"


def test_a_case_of_one_rule_expects_no_other() -> None:
    cases = [case for case in ALL if not case.is_valid and case.rule != TOGETHER]
    expected = {case.name: case.expected.read_text(encoding="utf-8").splitlines() for case in cases}
    rules_of = {name: {re.split(r"[][]", line)[1] for line in lines} for name, lines in expected.items()}
    assert rules_of == {case.name: {case.rule} for case in cases}


@pytest.mark.parametrize("slug", sorted(SLUGS))
def test_every_rule_has_cases_it_refuses_and_cases_it_passes(slug: str) -> None:
    counts = Counter(case.is_valid for case in ALL if case.rule == slug)
    assert counts[True] >= 1
    assert counts[False] >= 1


@each([case for case in ALL if case.rule == TOGETHER])
def test_many_faults_are_told_in_one_run_in_order_each_once(case: Case) -> None:
    lines = case.expected.read_text(encoding="utf-8").splitlines()
    places = [
        (path, int(row), int(column)) for path, row, column, _ in (line.split(":", 3) for line in lines)
    ]
    assert len(lines) >= 5
    assert places == sorted(places)
    assert len(lines) == len(set(lines))
