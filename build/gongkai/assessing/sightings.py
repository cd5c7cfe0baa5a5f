"""责任追究的线索: what the pipeline itself saw that Annex 2 speaks of. Whether anybody answers for it, people decide.

Each names the item or the record that shows it, and the paragraph that it may fall under. What a record of the register
`accountability` names as evidence has been taken up, whatever was decided; the others wait.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from gongkai import interpreting
from gongkai.assessing import of_items
from gongkai.deadline import every_term
from gongkai.model import Context
from gongkai.registers import accountability, request_limits, requests, responses
from gongkai.standing import answers_for

NOT_AS_RULED, PRESS = "第四条（一）", "第四条（三）"
DUTY_NOT_DONE = "第五条（一）"


@dataclass(frozen=True, slots=True, order=True)
class Sighting:
    """One thing that was seen, and when it came to be so."""

    day: date
    evidence: str
    """2026-00012, or requests/2026-003."""
    department: str
    """Empty where nothing says whose it was."""
    subject: str
    what: str
    paragraph: str


def sightings(context: Context) -> tuple[Sighting, ...]:
    """All that was seen by the end of today, oldest first."""
    found = {
        *_unapproved(context),
        *_late_items(context),
        *_late_interpretations(context),
        *_deleted(context),
        *_late_replies(context),
        *_late_responses(context),
    }
    return tuple(sorted(found))


def untaken_sightings(context: Context) -> tuple[Sighting, ...]:
    """Those that no record has taken up."""
    records = accountability.of(context.records.values())
    taken = {name for record in records for _, _, name in accountability.evidence(record)}
    return tuple(each for each in sightings(context) if each.evidence not in taken)


def _unapproved(context: Context) -> Iterator[Sighting]:
    """What was pushed past the gate, even if it was approved later (article 5)."""
    for item in context.items.values():
        for day, case in of_items.approved(item, context):
            if not case.good:
                yield Sighting(day, case.name, case.department, case.subject, case.note, NOT_AS_RULED)


def _late_items(context: Context) -> Iterator[Sighting]:
    for item in context.items.values():
        for revision, term, landed in every_term(item, context):
            if landed and term.is_late:
                what = f"应于 {term.due} 前公开，{term.public} 公开，逾期 {term.over} 天"
                yield Sighting(term.public, item.index, item.department, revision.title, what, NOT_AS_RULED)


def _late_interpretations(context: Context) -> Iterator[Sighting]:
    by = interpreting.explained(context.items.values())
    for item in context.items.values():
        if interpreting.is_bound(item, context.policy) and not item.no_interpretation:
            due, day = interpreting.limit(item, context).due, interpreting.since(item, by, context)
            if due and (day or context.today) > due:
                what = f"应于 {due} 前解读，{f'{day} 解读' if day else '没有解读'}"
                yield Sighting(_after(due), item.index, item.department, item.title, what, NOT_AS_RULED)


def _deleted(context: Context) -> Iterator[Sighting]:
    """What was public and was taken away, even if it came back: an item ends by a revision that says why."""
    for index, landings in context.history.landings.items():
        item = context.items.get(index)
        for gone in (each for each in landings if not each.blob):
            department, subject = (item.department, item.title) if item else ("", index)
            what = f"公开过的条目于 {gone.day} 被删去，没有写明理由"
            yield Sighting(gone.day, index, department, subject, what, DUTY_NOT_DONE)


def _late_replies(context: Context) -> Iterator[Sighting]:
    for record in context.register(requests.REGISTER):
        how = request_limits.handling(record, context.policy, context.calendar)
        due, day = how.own and how.own.due, how.answered and how.answered.day
        if due and (day or context.today) > due:
            what = f"应于 {due} 前答复，{f'{day} 答复' if day else '没有答复'}"
            paragraph = NOT_AS_RULED if day else DUTY_NOT_DONE
            whose = answers_for(record, "answered", context)
            yield Sighting(_after(due), record.id, whose, record.said("subject"), what, paragraph)


def _late_responses(context: Context) -> Iterator[Sighting]:
    for record in context.register(responses.REGISTER):
        if over := responses.over(record, context.policy, context.now):
            day, whose = (
                responses.due(record, context.policy).date(),
                answers_for(record, "responded", context),
            )
            what = f"回应超过时限 {responses.told(over)}"
            yield Sighting(day, record.id, whose, record.said("subject"), what, PRESS)


def _after(day: date) -> date:
    return day + timedelta(days=1)
