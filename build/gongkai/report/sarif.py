"""Findings in the Static Analysis Results Interchange Format, SARIF 2.1.0 (OASIS, errata 01)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from urllib.parse import quote

from gongkai.json_text import document
from gongkai.model import Finding, Rule, Text
from gongkai.report.fingerprint import fingerprints
from gongkai.report.words import in_chinese, in_english, plain

_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_LANGUAGE = "zh-CN"


def as_sarif(findings: Sequence[Finding], rules: Sequence[Rule]) -> str:
    """One run, with all `rules` there are. KeyError for a finding of none of them."""
    number = {rule.slug: index for index, rule in enumerate(rules)}
    results = [
        _result(finding, number[finding.rule], fingerprint)
        for finding, fingerprint in zip(findings, fingerprints(findings), strict=True)
    ]
    driver = {"name": "gongkai", "language": _LANGUAGE, "rules": [_rule(rule) for rule in rules]}
    run = {
        "tool": {"driver": driver},
        "language": _LANGUAGE,
        "columnKind": "unicodeCodePoints",
        "defaultEncoding": "utf-8",
        "originalUriBaseIds": {"SRCROOT": {"description": _message("仓库的顶层", "top of the repository")}},
        "results": results,
    }
    return document({"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]})


def _rule(rule: Rule) -> dict[str, Any]:
    based = Text(f"依据：{rule.article.zh}。{rule.page.zh}", f"Basis: {rule.article.en}. {rule.page.en}")
    return {
        "id": rule.slug,
        "name": rule.title.zh,
        "shortDescription": _message(*rule.title),
        "fullDescription": _message(*based),
        "help": _message(f"处理：{rule.remedy.zh}", f"To do: {rule.remedy.en}"),
        "defaultConfiguration": {"level": "error"},  # a rule that warns says so in its results
    }


def _result(finding: Finding, rule: int, fingerprint: str) -> dict[str, Any]:
    where = {
        "artifactLocation": {"uri": _uri(finding.path), "uriBaseId": "SRCROOT"},
        "region": {"startLine": finding.place.line, "startColumn": finding.place.column},
    }
    return {
        "ruleId": finding.rule,
        "ruleIndex": rule,
        "level": str(finding.severity),
        "message": _message(in_chinese(finding), in_english(finding)),
        "locations": [{"physicalLocation": where}],
        "partialFingerprints": {"gongkaiFinding/v1": fingerprint},
    }


def _uri(path: str) -> str:
    """The bytes of the path, percent-encoded: a file's name need not be UTF-8."""
    return quote(path.encode("utf-8", "surrogateescape"))


def _message(zh: str, en: str) -> dict[str, str]:
    """A message whose words are neither a placeholder `{0}` (3.11.5) nor a link `[a](b)` (3.11.6)."""
    text = plain(zh) + "\n" + plain(en)
    return {"text": text.replace("{", "{{").replace("}", "}}").replace("](", "] (")}
