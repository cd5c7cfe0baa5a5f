"""The way of an item, on one screen: read, judge the form, prove from git and keys, apply the rules."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TypeVar

from gongkai import layout, rules
from gongkai.model import Context, Finding, Item, Page, RawItem, Severity, Stored
from gongkai.proving import Setup, page_dates, prove
from gongkai.schema import Schemas
from gongkai.sources import clock, frontmatter, tree, workdays
from gongkai.sources.keys import allowed_signers
from gongkai.standing import require_deputies

SCHEMAS = ("item", "page", "people", "compromised", "policy", "approvals")
_Value = TypeVar("_Value")


@dataclass(frozen=True, slots=True)
class Checked:
    """What is in `content/` and everything that is wrong with it."""

    setup: Setup
    context: Context
    items: tuple[Item, ...]
    pages: tuple[Page, ...]
    findings: tuple[Finding, ...]

    @property
    def refused(self) -> bool:
        """Whether anything keeps the catalogue from being published."""
        return any(finding.severity is Severity.ERROR for finding in self.findings)


def read_setup(root: Path, schemas: Schemas | None = None) -> Setup:
    """Read policy/ of the repository at `root`, and schemas/ unless they are given. Raises SetupError."""
    if schemas is None:
        schemas = Schemas({name: tree.read_json(root, f"schemas/{name}.schema.json") for name in SCHEMAS})
    written = tree.read_yaml(root, layout.POLICY)
    policy = schemas.policy(layout.POLICY, written)
    people = schemas.people(layout.PEOPLE, tree.read_yaml(root, layout.PEOPLE))
    require_deputies(layout.POLICY, written, policy, people)
    signers = allowed_signers.read(layout.SIGNERS, tree.read_text(root, layout.SIGNERS), sample=policy.sample)
    lost = schemas.compromised(layout.COMPROMISED, tree.read_yaml(root, layout.COMPROMISED, absent="{}"))
    return Setup(schemas, policy, people, allowed_signers.Keys(signers, lost))


def read_and_check(root: Path, today: date | None = None) -> Checked:
    """Judge all of `content/`, as of `today` (default: today in China). Raises SetupError."""
    setup = read_setup(root)
    today = today or clock.now().date()
    limit = setup.policy.attachment_bytes
    files = {path: tree.store(root, path, limit) for path in tree.walk(root)}
    faults: list[Finding] = []
    texts = tuple(_kept((_read(root, path) for path in files if _is_text(files, path)), faults))
    items = tuple(_kept(_items(setup.schemas, texts), faults))
    pages = tuple(_kept((setup.schemas.page(raw) for raw in texts if layout.is_page(raw.path)), faults))
    proof = prove(root, setup, items, today)
    context = Context(
        today=today,
        policy=setup.policy,
        people=setup.people,
        calendar=workdays.calendar(),
        history=proof.history,
        files=files,
        documents=_by_index(files, layout.document_index),
        folders=_by_index(files, layout.folder_index),
        attached=frozenset(
            layout.folder(item.index) + each.file for item in items for each in item.attachments
        ),
        verifications=proof.verifications,
        items={item.index: item for item in items},
        lineages=proof.lineages,
        pages=page_dates((page.raw for page in pages), proof.history, today),
        lapsed=proof.lapsed,
    )
    faults.extend(_apply(context, texts, items))
    return Checked(setup, context, items, pages, tuple(sorted(set(faults))))


def _is_text(files: Mapping[str, Stored], path: str) -> bool:
    return files[path].ordinary and bool(layout.document_index(path) or layout.is_page(path))


def _read(root: Path, path: str) -> RawItem | tuple[Finding, ...]:
    return frontmatter.read(path, tree.read_bytes(root, path, frontmatter.MAX_BYTES + 1))


def _items(schemas: Schemas, texts: Iterable[RawItem]) -> Iterator[Item | tuple[Finding, ...]]:
    for raw in texts:
        if index := layout.document_index(raw.path):
            yield schemas.item(raw, index)


def _kept(results: Iterable[_Value | tuple[Finding, ...]], faults: list[Finding]) -> Iterator[_Value]:
    """The good results; what is wrong with the others joins `faults`."""
    for result in results:
        if isinstance(result, tuple):
            faults.extend(result)
        else:
            yield result


def _by_index(files: Iterable[str], index_of: Callable[[str], str | None]) -> Mapping[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for path in files:
        if index := index_of(path):
            found[index] = (*found.get(index, ()), path)
    return found


def _apply(context: Context, texts: Iterable[RawItem], items: Iterable[Item]) -> Iterator[Finding]:
    """Every rule on everything it judges."""
    for of_tree in rules.OF_TREE:
        yield from of_tree.check(context)
    for raw in texts:
        for of_text in rules.OF_TEXT:
            yield from of_text.check(raw, context)
    for item in items:
        for of_item in rules.OF_ITEMS:
            yield from of_item.check(item, context)
