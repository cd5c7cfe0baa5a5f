"""The draft of an annual report: what is counted is written, what people must write is left as a marked blank."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from gongkai.annual.forms import BLANK, CARRIED_IN, CARRIED_ON, HANDLED, PARTS, RECEIVED, SECTIONS, TABLE3
from gongkai.annual.tables import Tables, told, write
from gongkai.model import Context, Record
from gongkai.registers.reports import summaries
from gongkai.registers.reports.counting import counted
from gongkai.registers.reports.figures import channels, fees, made_public

_ORDER = "（一）（二）（四）（六）（七）（九）（十五）"
_HEADING = re.compile(r"^#{1,6}(?= )", re.MULTILINE)


def draft(context: Context, number: int, departments: Iterable[str]) -> tuple[Tables, str]:
    """The tables and the text of a year's report."""
    tables = counted(context, number)
    return tables, "\n" + "\n\n".join(_text(context, number, departments, tables)) + "\n"


def document(tables: Tables, body: str, at: str) -> str:
    """The file of a report that nobody has approved yet; `at` stands where the time of the approval will."""
    head = "\n".join(write(tables))
    return f"---\n{head}\nevents:\n- approved:\n    at: '{at}'\n---\n{body}"


def _text(context: Context, number: int, departments: Iterable[str], tables: Tables) -> Iterator[str]:
    """Its paragraphs and headings."""
    first, *tabled, fifth, sixth = (f"## {title}" for title in SECTIONS)
    published, asked, charged = sentences(context, number, tables)
    said = {PARTS[0]: published, PARTS[1]: asked}
    yield f"本报告按照《中华人民共和国政府信息公开条例》和国办公开办函〔2021〕30号编制，数据统计期限为{number}年1月1日至12月31日。"
    yield first
    for part in PARTS:
        yield from (f"### {part}", f"{said.get(part, '')}{BLANK}")
    yield from _collected(context, number, departments)
    yield from (*tabled, fifth, BLANK, sixth, f"{charged}{BLANK}")


def sentences(context: Context, number: int, tables: Tables) -> tuple[str, str, str]:
    """What is counted and stands in the text: of publishing, of requests, of fees."""
    return _published(context, number), _asked(context, number, tables), _charged(context, number)


def _published(context: Context, number: int) -> str:
    made = made_public(context, number)
    paragraphs = sorted(made.by_paragraph.items(), key=lambda pair: _ORDER.index(pair[0]))
    parts = "，".join(f"第二十条第{name}项{count}条" for name, count in paragraphs)
    detail = f"（{parts}）" if parts else ""
    return (
        f"{number}年主动公开政府信息{sum(made.by_paragraph.values())}条{detail}，"
        f"更正、更新{made.changed}条，终止效力{made.ended}条。"
    )


def _asked(context: Context, number: int, tables: Tables) -> str:
    new, old, done, left = (
        told(tables.row(TABLE3, row)[-1]) for row in (RECEIVED, CARRIED_IN, HANDLED, CARRIED_ON)
    )
    by = "，".join(f"{name}{count}件" for name, count in channels(context.records.values(), number).items())
    detail = f"（{by}）" if by else ""
    return f"{number}年新收申请{new}件{detail}，上年结转{old}件，办结{done}件，结转下年度{left}件。"


def _charged(context: Context, number: int) -> str:
    notices, paid = fees(context.records.values(), number)
    return f"{number}年发出收费通知{notices}件，收取信息处理费{paid}元。"


def _collected(context: Context, number: int, departments: Iterable[str]) -> Iterator[str]:
    """The summaries of the departments, to be worked into the text (article 28)."""
    given = summaries(context.records.values(), number, departments)
    yield from (f"### 各科室总结{BLANK}", "供编写用：写进上文以后，删去这一部分。")
    for department, record in given.items():
        yield from (f"#### {department}", _lowered(record) if record else "还没有提交总结。")


def _lowered(record: Record) -> str:
    """A summary, its headings below the one that it stands under."""
    return _HEADING.sub("#####", record.raw.body.strip())
