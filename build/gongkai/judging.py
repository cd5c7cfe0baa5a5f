"""A request judged by its base: everything but content/ from there, and the request's own bounds."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path

from gongkai import rules, system
from gongkai.layout import CONTENT
from gongkai.model import Approval, Finding, Place, Request, SetupError, Text, Verification
from gongkai.pipeline import Checked, read_and_check, read_setup
from gongkai.proving import Setup
from gongkai.schema import Schemas
from gongkai.sources import clock, strict_yaml
from gongkai.sources.git import objects, overlay, proposal, sound
from gongkai.sources.keys import trust


@dataclass(frozen=True, slots=True)
class Span:
    """Which commit is judged by which, both by id."""

    base: str
    head: str


@dataclass(frozen=True, slots=True)
class State:
    """A state of the system, and the one that it replaces."""

    digest: str
    replaces: str

    def statement(self, domain: str, *, by: str, at: str) -> bytes:
        """What an approval of it signs."""
        return system.statement(domain=domain, system=self.digest, replaces=self.replaces, by=by, at=at)


@dataclass(frozen=True, slots=True)
class Judged:
    """A request opened for judging."""

    folder: Path
    """The base, with content/ of the head."""
    setup: Setup
    """Of the base."""
    request: Request
    state: State | None
    """What policy approvals sign, where the request changes the system."""

    @property
    def findings(self) -> list[Finding]:
        """What is wrong with the request itself, whatever its content says."""
        return [each for rule in rules.OF_REQUEST for each in rule.check(self.request, self.setup.people)]


def span(root: Path, base: str, head: str) -> Span:
    """The commits that two revisions name. Raises SetupError."""
    return Span(objects.commit(root, base), objects.commit(root, head))


def check(root: Path, commits: Span, today: date | None = None) -> Checked:
    """As `read_and_check`, of the head's content, and of the request. Raises SetupError."""
    with opened(root, commits) as judged:
        checked = read_and_check(judged.folder, today)
        # Where nobody knows main, history takes the head's line for it: here, the request's own.
        proposal.main_line(root, judged.setup.policy.main_branch)
        return replace(checked, findings=tuple(sorted({*checked.findings, *judged.findings})))


def landed(root: Path, commits: Span, moment: datetime, schemas: Schemas) -> tuple[Text, ...]:
    """What a change of the system lacked that landed at `moment`, as a request would be told.

    The policy before it is read in the form of today's `schemas`, which this program understands.
    """
    try:
        with opened(root, commits, moment=moment, schemas=schemas) as judged:
            return tuple(dict.fromkeys(each.message for each in judged.findings))
    except SetupError as error:
        zh = f"此前的制度读不出来，无从核对：{error}"
        return (Text(zh, f"the policy before it cannot be read: {error}"),)


@contextmanager
def opened(
    root: Path,
    commits: Span,
    approvals: bytes | None = None,
    *,
    moment: datetime | None = None,
    schemas: Schemas | None = None,
) -> Iterator[Judged]:
    """The request laid out, with its content unless other `schemas` than the base's are given. Raises SetupError.

    `approvals` stands in for the head's policy/approvals.yml; keys must be good at `moment` (default: now).
    """
    base, head = commits.base, commits.head
    sound.require(root, base, head)
    changes = proposal.changes(root, base, head)
    with overlay.lay(root, base, head, content=schemas is None) as folder:
        setup = read_setup(folder, schemas)
        if all(change.path.startswith(CONTENT) for change in changes):
            yield Judged(folder, setup, Request(changes), None)
            return
        state = State(proposal.digest(root, head), proposal.digest(root, base, with_approvals=True))
        given = proposal.approvals(root, head) if approvals is None else approvals
        # As at the base, they are those of the last change, which nobody gave for this one.
        written, faults = _written(setup, b"" if given == proposal.approvals(root, base) else given)
        request = Request(
            changes,
            behind=proposal.is_behind(root, base, head),
            faults=faults,
            approvals=tuple(verified(each, state, setup, moment or clock.now()) for each in written),
            authors=proposal.authors(root, base, head),
        )
        yield Judged(folder, setup, request, state)


def verified(approval: Approval, state: State, setup: Setup, now: datetime) -> Verification:
    """What a policy approval is worth: it signs this state, with a key that is good when it is used.

    Whatever `at` says: it is used now, or was when it landed; a key that is lost or retired must not serve.
    """
    message = state.statement(setup.policy.domain, by=approval.by, at=approval.at_text)
    used = approval._replace(at_text=now.isoformat())
    return trust.verify_one(used, message, setup.policy, setup.keys, now)._replace(approval=approval)


def _written(setup: Setup, data: bytes) -> tuple[tuple[Approval, ...], tuple[tuple[Place, Text], ...]]:
    """The entries of policy/approvals.yml, or what keeps them from being read."""
    if not data:
        return (), ()
    try:
        found = setup.schemas.approvals(strict_yaml.compose(data.decode()))
    except UnicodeDecodeError:
        return (), ((Place(1, 1), Text("不是 UTF-8 编码", "not UTF-8")),)
    except strict_yaml.StrictYamlError as error:
        return (), tuple(error.faults)
    return ((), tuple(found)) if isinstance(found, list) else (found, ())
