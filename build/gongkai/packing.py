"""From items that are public to the package that is delivered (article 24): what it needs, read from disk and keys."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from gongkai.artefacts.gazette import Delivered, Signed, as_package
from gongkai.deadline import is_public
from gongkai.entries import catalogue_of
from gongkai.layout import SIGNERS, folder
from gongkai.model import Approval, Entry, Item, SetupError
from gongkai.pipeline import Checked
from gongkai.sources.keys import signing, trust


def pack(root: Path, checked: Checked, items: Iterable[Item]) -> bytes:
    """The package of some items of a catalogue that was not refused. Raises SetupError for what cannot be sent."""
    wanted = list(items)
    for item in wanted:
        _require(item, checked)
    catalogue = catalogue_of(root, checked)
    entries = {entry.item.index: entry for entry in catalogue.entries}
    delivered = [_delivered(root, checked, entries[item.index]) for item in wanted]
    return as_package(delivered, catalogue, (root / SIGNERS).read_bytes())


def _require(item: Item, checked: Checked) -> None:
    """Raise SetupError for an item that is not public as it reads, or whose text was taken back."""
    if not is_public(item, checked.context):
        raise SetupError(f"{item.path}: 还没有公开，不能送交 (not public yet: it cannot be delivered)")
    if item.withdrawn and not item.withdrawn.keeps_text:
        raise SetupError(f"{item.path}: 已依法撤回，没有可送交的正文 (taken back: nothing to deliver)")


def _delivered(root: Path, checked: Checked, entry: Entry) -> Delivered:
    item = entry.item
    paths = [folder(item.index) + each.file for each in item.attachments]
    attachments = {path: (root / path).read_bytes() for path in paths}
    return Delivered(entry, attachments, tuple(_signed(item, each, checked) for each in item.approvals))


def _signed(item: Item, given: Approval, checked: Checked) -> Signed:
    statement = trust.signed_statement(item, given, checked.setup.policy)
    return Signed(given, statement, signing.armour(given.sig))
