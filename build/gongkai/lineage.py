"""From the landings of an index number to its revisions, seen from the file at hand (条例 art. 26).

What the main line first took up under a revision number is that revision for ever: whatever took its
place without a new number was tampering, and whatever came with a lower number a rollback.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from gongkai.model import Item, Landing, Lineage, Revision

Name = Callable[[Item, str], str]
"""Git's name of an item's bytes, in the hash of another name."""
Then = Callable[[Landing], Item | None]
"""The item as it landed; None where it was none."""


def trace(item: Item, landings: tuple[Landing, ...], name: Name, then: Then) -> Lineage:
    """What the main line holds of `item`, a file at hand; `landings` are those of its number."""
    own = name(item, landings[0].blob) if landings else ""
    states = _seen(landings, own)
    revisions = {each.item.revision: each for each in _revisions(item, own, states, then)}
    landed = revisions.get(item.revision)
    return Lineage(
        first=next((each.landing for each in revisions.values()), None),
        earlier=tuple(each for number, each in revisions.items() if number < item.revision),
        landed=landed,
        highest=max(revisions, default=0),
        unchanged=bool(landed and landed.landing.blob == own),
        usurps=_usurps(states, own),
    )


def _seen(landings: tuple[Landing, ...], own: str) -> tuple[Landing, ...]:
    """The states that count.

    What work in progress left as it found it is not judged by what main took up meanwhile.
    """
    known = tuple(landing for landing in landings if landing.known)
    return known if known and known[-1].blob == own else landings


def _revisions(item: Item, own: str, states: tuple[Landing, ...], then: Then) -> Iterator[Revision]:
    """The first state of each number, while numbers rise."""
    highest = 0
    for state in states:
        found = item if state.blob == own else then(state) if state.blob else None
        if found and found.revision > highest:
            highest = found.revision
            yield Revision(found, state)


def _usurps(states: tuple[Landing, ...], own: str) -> bool:
    """Whether the number was another's: removed and not put back as it was, or taken since work began."""
    if not any(state.known for state in states):
        return bool(states) and all(state.blob != own for state in states)
    removals = [place for place, state in enumerate(states) if not state.blob]
    if not removals:
        return False
    last = states[removals[-1] - 1].blob
    return all(blob != last for blob in (own, *(state.blob for state in states[removals[-1] + 1 :])))
