"""What git and the keys prove of an item: its landings, its earlier revisions, the worth of each approval."""

from __future__ import annotations

from collections.abc import Container
from datetime import date, datetime
from typing import NamedTuple

from gongkai import layout
from gongkai.lineage import trace
from gongkai.model import (
    Finding,
    History,
    Item,
    Landing,
    Lineage,
    Revision,
    Verdict,
    Verification,
    end_of,
)
from gongkai.proving.setup import GOOD, ONCE_GOOD, ReadBlob, Setup
from gongkai.schema import Schemas
from gongkai.sources import frontmatter
from gongkai.sources.git import objects
from gongkai.sources.keys import trust


class Proof(NamedTuple):
    """What is proved of one item: its lineage, and one verification for each approval."""

    lineage: Lineage
    verifications: tuple[Verification, ...]
    lapsed: bool
    """Whether its revision before lost its approvals, or never had them."""


def prove(item: Item, setup: Setup, past: History, today: date, read_blob: ReadBlob) -> Proof:
    """What git and the keys prove of an item. Raises SetupError where git cannot tell."""

    def then(landing: Landing) -> Item | None:
        """The item as it landed; only what has changed since is read again."""
        found = read_item(setup.schemas, landing.path, read_blob(landing.blob))
        return None if isinstance(found, tuple) else found

    landings = past.landings.get(item.index, ())
    lineage = _since_approved(trace(item, landings, _name, then), setup)
    verified = trust.verify(item, setup.policy, setup.keys, moment(lineage, today))
    before = lineage.before
    return Proof(lineage, verified, bool(before and not _approved(before, setup, GOOD)))


def read_item(schemas: Schemas, path: str, data: bytes) -> Item | tuple[Finding, ...]:
    """The item that a file's bytes are, or what keeps them from being one; its number is the path's, if any."""
    raw = frontmatter.read(path, data)
    return raw if isinstance(raw, tuple) else schemas.item(raw, layout.document_index(path) or "")


def _since_approved(lineage: Lineage, setup: Setup) -> Lineage:
    """Public since the first revision that was approved: what was pushed past the gate keeps no date warm."""
    if not lineage.earlier:
        return lineage
    own = (lineage.landed,) if lineage.landed else ()
    approved = (each for each in lineage.earlier if _approved(each, setup, ONCE_GOOD))
    return lineage._replace(first=next((each.landing for each in (*approved, *own)), None))


def _approved(was: Revision, setup: Setup, verdicts: Container[Verdict]) -> bool:
    """Whether a landed revision has every approval it needs, each worth one of these."""
    verified = trust.verify(was.item, setup.policy, setup.keys, was.landing.at)
    given = {each.approval.role for each in verified if each.verdict in verdicts}
    return given.issuperset(setup.policy.needed_for(was.item))


def moment(lineage: Lineage, today: date) -> datetime:
    """When the file as it stands became public; until it lands, the end of today in China.

    An approver's `at` is a claim; this is proved. What changed since it landed has not landed.
    """
    if lineage.landed and lineage.unchanged:
        return lineage.landed.landing.at
    return end_of(today)


def _name(item: Item, like: str) -> str:
    return objects.blob_name(item.data, like=like)
