"""The way of an item, on one screen: read, judge the form, prove from git and keys, apply the rules."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import lru_cache
from pathlib import Path

from gongkai import layout, rules
from gongkai.examining import Examined, Examiner
from gongkai.model import (
    Article,
    Calendar,
    Context,
    Finding,
    History,
    Item,
    Page,
    Severity,
    Stored,
    day_in_china,
    end_of,
)
from gongkai.proving import Setup, announcements, page_dates, prover, read_history
from gongkai.registers.assessments import require_hundred
from gongkai.schema import Schemas
from gongkai.sources import clock, tree, workdays
from gongkai.sources.keys import allowed_signers
from gongkai.sources.workers import in_chunks, quiet_memory, spread
from gongkai.standing import require_deputies, require_registers

SCHEMAS = (
    "item", "page", "people", "compromised", "policy", "articles", "approvals", "calendar", "record", *layout.REGISTERS.values(),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Checked:
    """What is in `content/` and everything that is wrong with it."""

    setup: Setup
    context: Context
    items: tuple[Item, ...]
    pages: tuple[Page, ...]
    findings: tuple[Finding, ...]
    examined: Mapping[str, Examined]
    """By path: what was found of each text by itself."""

    @property
    def refused(self) -> bool:
        """Whether anything keeps the catalogue from being published."""
        return any(finding.severity is Severity.ERROR for finding in self.findings)


def read_setup(root: Path, schemas: Schemas | None = None) -> Setup:
    """Read policy/ of the repository at `root`, and schemas/ unless they are given. Raises SetupError."""
    if schemas is None:
        schemas = _schemas(tuple(tree.read_text(root, _schema(name)) for name in SCHEMAS))
    written = tree.read_yaml(root, layout.POLICY)
    policy = schemas.policy(layout.POLICY, written)
    people = schemas.people(layout.PEOPLE, tree.read_yaml(root, layout.PEOPLE))
    require_deputies(layout.POLICY, written, policy, people)
    require_hundred(layout.POLICY, written, policy)
    signers = allowed_signers.read(layout.SIGNERS, tree.read_text(root, layout.SIGNERS), sample=policy.sample)
    lost = schemas.compromised(layout.COMPROMISED, tree.read_yaml(root, layout.COMPROMISED, absent="{}"))
    require_registers(
        layout.POLICY, written, policy, {name: {*schemas.events(name)} for name in layout.REGISTERS}
    )
    keys, calendar = allowed_signers.Keys(signers, lost), _calendar(root, schemas)
    return Setup(schemas, policy, people, keys, calendar, _articles(root, schemas))


@lru_cache(maxsize=1)  # compiled once, however often the set-up is read: by the audit, by `serve`
def _schemas(texts: tuple[str, ...]) -> Schemas:
    """The schemas in the order of SCHEMAS. Raises SetupError."""
    pairs = zip(SCHEMAS, texts, strict=True)
    return Schemas({name: tree.parse_json(_schema(name), text) for name, text in pairs})


def _schema(name: str) -> str:
    return f"schemas/{name}.schema.json"


def _articles(root: Path, schemas: Schemas) -> tuple[Article, ...]:
    """The table of articles, if there is one: states of the system from before it can still be judged."""
    if not (root / layout.ARTICLES).exists():
        return ()
    return schemas.articles(layout.ARTICLES, tree.read_yaml(root, layout.ARTICLES))


def _calendar(root: Path, schemas: Schemas) -> Calendar:
    trees = [(path, tree.read_yaml(root, path)) for path in workdays.files(root)]
    return workdays.with_notices(
        workdays.known(), [(path, each, schemas.notice(path, each)) for path, each in trees]
    )


def read_and_check(root: Path, today: date | None = None, now: datetime | None = None) -> Checked:
    """Judge all of `content/`, as of the end of `today`, or of `now` (default: now). Raises SetupError."""
    with quiet_memory():
        return _read_and_check(root, now or (end_of(today) if today else clock.now()))


def _read_and_check(root: Path, now: datetime) -> Checked:
    setup = read_setup(root)
    with ThreadPoolExecutor(1) as beside:  # git answers while the disk is looked through
        past_ = beside.submit(read_history, root, setup)
        files = _files(root, setup.policy.attachment_bytes)
        past = past_.result()
    known = replace(_known(setup, files, past, now), announced=announcements(root, setup, past))
    texts = [path for path in files if _is_text(files, path)]
    examine = _examiner(root, setup, known).examine
    examined = dict(zip(texts, spread(examine, in_chunks(texts), str), strict=True))
    return _checked(setup, known, examined)


def _files(root: Path, limit: int) -> Mapping[str, Stored]:
    return {path: tree.store(root, path, limit) for path in tree.walk(root)}


def check_again(root: Path, checked: Checked, changed: Iterable[str]) -> Checked:
    """The same after the texts of items have changed and nothing else; git is not asked again. Raises SetupError."""
    examine = _examiner(root, checked.setup, checked.context).examine
    examined = {**checked.examined, **{path: examine(path) for path in changed}}
    return _checked(checked.setup, checked.context, examined)


def _examiner(root: Path, setup: Setup, known: Context) -> Examiner:
    return Examiner(root, setup.schemas, prover(root, setup, known.history, known.today), known)


def _checked(setup: Setup, known: Context, examined: Mapping[str, Examined]) -> Checked:
    """All texts together: what could be judged of each alone, and what could not."""
    every = tuple(examined.values())
    context = _with_all(known, every)
    findings = {finding for each in every for finding in each.findings}
    findings.update(_of_all(context))
    items = tuple(each.item for each in every if each.item)
    pages = tuple(each.page for each in every if each.page)
    return Checked(setup, context, items, pages, tuple(sorted(findings)), examined)


def _known(setup: Setup, files: Mapping[str, Stored], past: History, now: datetime) -> Context:
    """What can be known before any text is read."""
    return Context(
        today=day_in_china(now),
        now=now,
        policy=setup.policy,
        people=setup.people,
        calendar=setup.calendar,
        history=past,
        files=files,
        documents=_by_index(files, layout.document_index),
        folders=_by_index(files, layout.folder_index),
        verifications={},
        items={},
        lineages={},
        pages={},
        columns={},
        announced={},
        records={},
        recordings={},
        lapsed=frozenset(),
    )


def _with_all(known: Context, examined: Iterable[Examined]) -> Context:
    """The same with what was found of all texts."""
    proved = [(each.item, each.proof) for each in examined if each.item and each.proof]
    pages = [each.page for each in examined if each.page]
    recorded = [(each.record, each.recording) for each in examined if each.record and each.recording]
    return replace(
        known,
        verifications={item.path: proof.verifications for item, proof in proved},
        items={item.index: item for item, _ in proved},
        lineages={item.path: proof.lineage for item, proof in proved},
        pages=page_dates((page.raw for page in pages), known.history, known.today),
        columns={page.raw.path: page for page in pages},
        records={record.id: record for record, _ in recorded},
        recordings={record.id: recording for record, recording in recorded},
        lapsed=frozenset(item.path for item, proof in proved if proof.lapsed),
    )


def _is_text(files: Mapping[str, Stored], path: str) -> bool:
    return files[path].ordinary and layout.is_text(path)


def _by_index(files: Iterable[str], index_of: Callable[[str], str | None]) -> Mapping[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for path in files:
        if index := index_of(path):
            found[index] = (*found.get(index, ()), path)
    return found


def _of_all(context: Context) -> Iterator[Finding]:
    """The rules that no text can be judged by alone."""
    for of_tree in rules.OF_TREE:
        yield from of_tree.check(context)
    for item in context.items.values():
        for of_item in rules.OF_RELATED:
            yield from of_item.check(item, context)
    for record in context.records.values():
        for of_record in rules.OF_RECORDS:
            yield from of_record.check(record, context)
