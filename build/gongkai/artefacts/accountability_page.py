"""责任追究 for everybody: how many, how they stand, and those that the policy has told one by one (Annex 2)."""

from __future__ import annotations

from collections import Counter

from gongkai.artefacts.templates import template
from gongkai.model import Catalogue
from gongkai.registers import accountability


def section(catalogue: Catalogue) -> str:
    """The numbers, and the decisions that are public. Nothing depends on today: what is only seen is no decision."""
    every = tuple(accountability.of(catalogue.records.values()))
    decided = Counter(measure for record in every if (measure := accountability.decision(record)))
    return template("accountability.html").render(
        count=len(every),
        states=Counter(map(accountability.state, every)).items(),
        measures=decided.items(),
        told=[each for each in every if accountability.is_public(each, catalogue.policy)],
        state=accountability.state,
        public="、".join(sorted(catalogue.policy.decided_in_public)),
    )
