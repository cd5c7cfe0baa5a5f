"""From what was checked to what the public sees: each item, with the earlier revisions that were public."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from gongkai.corresponding import carried_out
from gongkai.deadline import published_when, terms, updated_on, updated_when
from gongkai.interpreting import explained
from gongkai.layout import document_index, folder
from gongkai.links import is_outside, target
from gongkai.markdown import addresses
from gongkai.model import (
    Catalogue,
    Consent,
    Context,
    Edition,
    Entry,
    Item,
    Lineage,
    Revision,
    Severity,
    Stored,
)
from gongkai.pipeline import Checked
from gongkai.rules import (
    OF_TEXT,
    attachment,
    bad_signature,
    created,
    link,
    routing,
    self_approval,
    signer,
    unsigned,
)
from gongkai.sources.git.objects import ReadFile, file_reader
from gongkai.sources.keys import trust
from gongkai.standing import acting_for, publisher

_APPROVED = (unsigned, bad_signature, signer, self_approval, routing, created, attachment)
_TEXT = tuple(rule for rule in OF_TEXT if rule is not link)


def catalogue_of(root: Path, checked: Checked) -> Catalogue:
    """All entries, newest first. Expects a catalogue that was not refused."""
    read = file_reader(root, checked.setup.policy.attachment_bytes)
    by = explained(checked.items)
    entries = (_whole(item, by, checked, read) for item in checked.items)
    schemas = checked.setup.schemas
    return Catalogue(
        policy=checked.setup.policy,
        categories=schemas.choices("category"),
        departments=schemas.choices("department"),
        entries=_newest_first(entries),
        known=checked.context,
        articles=carried_out(checked.setup.articles, checked.pages, schemas),
    )


def catalogue_again(root: Path, checked: Checked, before: Catalogue, changed: Collection[str]) -> Catalogue:
    """The same after items, by index number, have changed and nothing else: only they and their kin are looked at."""
    read = file_reader(root, checked.setup.policy.attachment_bytes)
    by, items = explained(checked.items), checked.context.items
    entries = {entry.item.index: entry for entry in before.entries}
    related = {index: set(_related(item)) for index, item in items.items()}
    old = {other for index in changed for other in _related(entries[index].item)}
    anew = {
        index for index, others in related.items() if index in changed or index in old or others & {*changed}
    }
    anew |= {other for index in changed for other in related[index] if other in items}
    entries |= {index: _whole(items[index], by, checked, read) for index in anew}
    return replace(before, entries=_newest_first(entries.values()), known=checked.context)


def _related(item: Item) -> Iterator[str]:
    """The items that an item names in its front matter."""
    yield from item.replaces
    yield from item.interprets
    if item.replaced_by:
        yield item.replaced_by


def _newest_first(entries: Iterable[Entry]) -> tuple[Entry, ...]:
    return tuple(sorted(entries, key=lambda entry: (entry.published, entry.item.index), reverse=True))


def _whole(item: Item, by: Mapping[str, tuple[Item, ...]], checked: Checked, read: ReadFile) -> Entry:
    """An entry with what only the newest revision knows: the earlier ones, and what explains it."""
    earlier = tuple(_editions(item, checked, read))
    return entry_of(item, checked.context, by.get(item.index, ()), earlier)


def entry_of(
    item: Item, context: Context, by: tuple[Item, ...] = (), earlier: tuple[Edition, ...] = ()
) -> Entry:
    """An item as the public sees it at the time and in the state that `context` tells of; `by` are what explains it."""
    consents = []
    for approval in item.approvals:
        person, role = context.people[approval.by], context.policy.roles[approval.role]
        acting = acting_for(approval, item, context)
        consents.append(Consent(approval, role.title, person.department, person.position, acting))
    place, items = folder(item.index), context.items
    return Entry(
        item=item,
        full_index=context.policy.full_index(item.index),
        published_when=published_when(item, context),
        updated_when=updated_when(item, context),
        publisher=publisher(item, context.policy),
        consents=tuple(consents),
        sizes=tuple(context.files[place + each.file].size for each in item.attachments),
        late=tuple(term for term in terms(item, context) if term.is_late) if item.late_reason else (),
        replaces=tuple(items[index] for index in item.replaces if index in items),
        replaced_by=items.get(item.replaced_by) if item.replaced_by else None,
        interprets=tuple(items[index] for index in item.interprets if index in items),
        interpreted_by=by,
        earlier=earlier,
    )


def _editions(later: Item, checked: Checked, read: ReadFile) -> Iterator[Edition]:
    """The revisions before `later` that were public, newest first; what is 依法撤回 is shown no more, nor what came before."""
    until, lineage = updated_on(later, checked.context), checked.context.lineages[later.path]
    for was in reversed(lineage.earlier):
        if later.withdrawn and not later.withdrawn.keeps_text:
            return
        later = was.item
        then = _then(was, lineage.back_to(was), checked, read)
        if _was_public(was.item, then):
            lost = frozenset(_lost(was.item, then.files, checked.context))
            yield Edition(entry_of(was.item, then), until, was.landing.commit, lost)
            until = was.landing.day


def _then(was: Revision, lineage: Lineage, checked: Checked, read: ReadFile) -> Context:
    """What a rule would have known of a revision when it landed."""
    item, setup = was.item, checked.setup
    paths = (folder(item.index) + each.file for each in item.attachments)
    found = ((path, read(was.landing.commit, path)) for path in paths)
    return replace(
        checked.context,
        verifications={item.path: trust.verify(item, setup.policy, setup.keys, was.landing.at)},
        lineages={item.path: lineage},
        files={path: _stored(data) for path, data in found if data is not None},
        folders={},
    )


def _stored(data: bytes) -> Stored:
    return Stored(len(data), hashlib.sha256(data).hexdigest(), ordinary=True)


def _was_public(item: Item, then: Context) -> bool:
    """Whether a landed revision was approved and fit to be seen: what was pushed past the gate never was.

    Rule `link` is left out: what a text leads to may have gone since.
    """
    findings = (finding for rule in _APPROVED for finding in rule.check(item, then))
    faults = (finding for rule in _TEXT for finding in rule.check(item.raw, then))
    return not any(each.severity is Severity.ERROR for found in (findings, faults) for each in found)


def _lost(item: Item, own: Mapping[str, Stored], now: Context) -> Iterator[str]:
    """The addresses in a text that lead nowhere: not to its own attachments, nor to what is there now."""
    for kind, address in addresses(item.body):
        named = target(item.path, address)
        outside = kind == "href" and is_outside(address)
        inside = named in own or (named and _stands(named, item.index, now))
        if not outside and not inside:
            yield address


def _stands(path: str, index: str, now: Context) -> bool:
    """Whether a file is still published, but for the attachments that the item itself has now."""
    if other := document_index(path):
        return other in now.items
    return path in now.files and not path.startswith(folder(index))
