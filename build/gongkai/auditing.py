"""The merge audit: every landing on the main line, judged by who signed it and what it brought in.

The items' own signatures are the evidence; this is the second line of defence, over how they got in.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from gongkai import judging, rules
from gongkai.model import Audit, Finding, MainLine, Severity
from gongkai.pipeline import read_setup
from gongkai.sources import clock
from gongkai.sources.git import commits, mainline


@dataclass(frozen=True, slots=True)
class Audited:
    """What was judged and everything that is wrong with it."""

    line: MainLine
    findings: tuple[Finding, ...]
    """Rule by rule, of each the oldest first: the order of ids would tell nothing."""

    @property
    def refused(self) -> bool:
        """Whether the policy calls any of it an error."""
        return any(finding.severity is Severity.ERROR for finding in self.findings)


def audit(root: Path, since: str | None = None) -> Audited:
    """Judge what landed after the commit `since`, or all that ever did. Raises SetupError.

    The head of a line in order is remembered in the clone, and so must be found by the next audit.
    """
    setup = read_setup(root)
    held = commits.holders(setup.keys)
    line = mainline.read(root, setup.policy.main_branch, held, since)
    times = {each.sha: max(each.before, each.at) for each in line.commits}
    unapproved = {
        sha: judging.landed(root, judging.Span(before, sha), times[sha], setup.schemas)
        for sha, before in line.system
    }
    known = Audit(line, unapproved, setup.people, clock.now().date())
    found = (finding for rule in rules.OF_LANDINGS for finding in rule.check(known))
    errors = setup.policy.audit_errors
    audited = Audited(line, tuple(_weighed(finding, errors) for finding in found))
    if line.tip and not audited.refused:
        mainline.remember(root, line.tip)
    return audited


def _weighed(finding: Finding, errors: frozenset[str]) -> Finding:
    """How much a finding weighs is the bureau's decision: a forge may sign merges itself."""
    return replace(finding, severity=Severity.ERROR if finding.rule in errors else Severity.WARNING)
