"""What waits on branches: items that nobody has merged yet, proved as those at hand are."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from gongkai.model import Context, Item
from gongkai.pipeline import Checked
from gongkai.proving import Proof, prover, read_item
from gongkai.sources.frontmatter import MAX_BYTES
from gongkai.sources.git.drafts import Draft, drafts


def pending(root: Path, checked: Checked) -> tuple[Context, tuple[str, ...]]:
    """What is known with the items of branches in the place of those at hand, and the branches that cannot be read.

    What lies here unlanded, or has landed as the branch has it, is left out: it is known already. Who wrote on a branch is
    not looked up: whoever may not sign for that reason is told so when he tries.
    """
    found, unread = {}, []
    for draft in _unknown(root, checked):
        item = read_item(checked.setup.schemas, draft.path, draft.data)
        if isinstance(item, tuple):
            unread.append(draft.branch)
        else:
            found[draft.index] = item
    return _proved(root, checked, found), tuple(unread)


def _unknown(root: Path, checked: Checked) -> Iterator[Draft]:
    known = checked.context
    for draft in drafts(root, MAX_BYTES):
        at_hand = known.items.get(draft.index)
        mine = at_hand is not None and not known.lineages[at_hand.path].unchanged
        if not mine and not (at_hand and at_hand.data == draft.data):
            yield draft


def _proved(root: Path, checked: Checked, found: dict[str, Item]) -> Context:
    known = checked.context
    prove = prover(root, checked.setup, known.history, known.today).item
    proofs: dict[str, Proof] = {item.path: prove(item) for item in found.values()}
    return replace(
        known,
        items=found,
        lineages={path: proof.lineage for path, proof in proofs.items()},
        verifications={path: proof.verifications for path, proof in proofs.items()},
    )
