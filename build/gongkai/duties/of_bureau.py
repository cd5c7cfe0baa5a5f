"""What the bureau owes about itself: reports by 31 January, and decisions on what was seen (article 28; Annex 2)."""

from __future__ import annotations

from collections.abc import Iterator

from gongkai.assessing import Sighting, departments, untaken_sightings
from gongkai.layout import CONTENT, record_path
from gongkai.model import Context, Duty, Record, Text, Todo, When
from gongkai.registers import accountability
from gongkai.registers import reports as register
from gongkai.standing import may_record

_REPORT = Text("条例第四十九条", "Regulations article 49")
_SUMMARY = Text("第二十八条", "article 28")
_ANNEX = Text("附件二第四条至第六条", "Annex 2, articles 4 to 6")
_ISSUER = "issuer"


def reports(context: Context) -> Iterator[Duty]:
    """The annual report of each year since the catalogue began, until it is approved."""
    offices = _holders(context.policy.registers[register.REGISTER]["approved"], context)
    for year in _years(context):
        name = f"{register.REGISTER}/{year}"
        record = context.records.get(name)
        if record is None or register.approval(record) is None:
            subject = f"{year}年政府信息公开工作年度报告"
            path = record_path(register.REGISTER, str(year))
            due, working = _by_january(year)
            yield Duty(
                Todo.REPORT,
                name,
                subject,
                _home(offices, context),
                offices,
                due,
                None,
                working,
                _REPORT,
                path,
            )


def summaries(context: Context) -> Iterator[Duty]:
    """Each department's summary, which the report needs, once its year is over."""
    heads = _holders(_ISSUER, context)
    for year in (each for each in _years(context) if each < context.today.year):
        given = register.summaries(context.records.values(), year, departments(context))
        for department in (each for each, record in given.items() if record is None):
            subject = f"{department}{year}年政务公开工作总结"
            offices = tuple(by for by in heads if context.people[by].department == department)
            due, working = _by_january(year)
            name, path = f"{register.SUMMARIES}/{year}-{department}", f"{CONTENT}reports/{year}/"
            yield Duty(Todo.SUMMARIZE, name, subject, department, offices, due, None, working, _SUMMARY, path)


def undecided(context: Context) -> Iterator[Duty]:
    """Records of accountability that wait: for a decision, or for what was ordered to be put right."""
    for record in accountability.of(context.records.values()):
        state = accountability.state(record)
        if state == accountability.UNDECIDED:
            yield _record(record, Todo.DECIDE, "decided", context)
        elif state == accountability.UNDONE:
            yield _record(record, Todo.PUT_RIGHT, "done", context)


def _record(record: Record, todo: Todo, kind: str, context: Context) -> Duty:
    offices = may_record(record, kind, context, context.today)
    whose = record.said("department") if todo is Todo.PUT_RIGHT else _home(offices, context)
    last = record.events[-1].day
    working = Text(f"{last} 以来，{accountability.state(record)}", f"since {last}")
    subject = record.said("subject")
    return Duty(todo, record.id, subject, whose, offices, None, None, working, _ANNEX, record.path)


def untaken(context: Context) -> Iterator[Duty]:
    """What the pipeline saw and no record has taken up: somebody decides whether it is anything (Annex 2, art. 6)."""
    offices = _holders(context.policy.registers[accountability.REGISTER]["seen"], context)
    for seen in untaken_sightings(context):
        yield _sighting(seen, offices, context)


def _sighting(seen: Sighting, offices: tuple[str, ...], context: Context) -> Duty:
    subject = f"{seen.department}：{seen.subject}" if seen.department else seen.subject
    working = Text(f"{seen.what}，或属附件二{seen.paragraph}", f"perhaps Annex 2, {seen.paragraph}")
    whose, path = _home(offices, context), _path(seen.evidence, context)
    return Duty(Todo.DECIDE, seen.evidence, subject, whose, offices, None, None, working, _ANNEX, path)


def _path(evidence: str, context: Context) -> str:
    """The file that shows it; of one that was deleted, where it last was."""
    if evidence in context.records:
        return context.records[evidence].path
    if evidence in context.items:
        return context.items[evidence].path
    return next(each.path for each in reversed(context.history.landings[evidence]) if each.blob)


def _years(context: Context) -> range:
    return range(context.policy.starts_on.year, context.today.year + 1)


def _by_january(year: int) -> tuple[When, Text]:
    last = register.due(year)
    return When(last), Text(f"{year}年的，{last} 前", f"of {year}, by {last}")


def _holders(role: str, context: Context) -> tuple[str, ...]:
    return tuple(by for by, person in context.people.items() if role in person.roles)


def _home(offices: tuple[str, ...], context: Context) -> str:
    """The department of the first of these offices."""
    return next((context.people[by].department for by in offices), "")
