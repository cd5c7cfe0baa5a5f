"""Findings as a JUnit test report, for forges that know nothing else: every rule is a test."""

from __future__ import annotations

from collections.abc import Sequence
from xml.etree.ElementTree import Element, SubElement, tostring

from gongkai.model import Finding, Rule, Severity
from gongkai.report.text import as_text
from gongkai.report.words import counts


def as_junit(findings: Sequence[Finding], rules: Sequence[Rule]) -> str:
    """One test for each of `rules`, which fails where it finds an error; warnings are its output.

    A test a rule, not a test a finding: a clean catalogue then has tests that pass, where an empty report
    counts as a broken one, and GitLab and Jenkins can tell since when a rule fails.
    """
    suites = Element("testsuites")
    suite = SubElement(suites, "testsuite", name="gongkai check", tests=str(len(rules)), errors="0")
    for rule in rules:
        _test(suite, rule, [finding for finding in findings if finding.rule == rule.slug])
    suite.set("failures", str(len(suite.findall("testcase/failure"))))
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + tostring(suites, encoding="unicode") + "\n"


def _test(suite: Element, rule: Rule, findings: Sequence[Finding]) -> None:
    test = SubElement(suite, "testcase", classname=f"gongkai.{rule.slug}", name=rule.title.zh)
    errors = [finding for finding in findings if finding.severity is Severity.ERROR]
    warnings = [finding for finding in findings if finding.severity is Severity.WARNING]
    if errors:
        SubElement(test, "failure", type=rule.slug, message=counts(findings)).text = as_text(errors)
    if warnings:
        SubElement(test, "system-out").text = as_text(warnings)
