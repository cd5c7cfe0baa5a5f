"""考核评议: the marks of a year, each counted from the repository or given by people, none guessed (articles 25–27)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from itertools import chain
from typing import TypeAlias

from gongkai.assessing import of_columns, of_items, of_people, of_registers, of_reports
from gongkai.assessing.marks import Assessment, Evidence, Mark, Year, counted
from gongkai.model import Context, Item, Measure, day_in_china

Count: TypeAlias = Callable[[Context, Year], Iterable[Evidence]]
"""The cases of a year that a measure counts."""

OF_YEAR: Mapping[str, Count] = {
    "政策有解读": of_items.explained,
    "栏目按时更新": of_columns.fresh,
    "按日程发布": of_columns.released,
    "按时答复申请": of_registers.answered,
    "按时回应": of_registers.responded,
    "更正申请已处理": of_registers.corrected,
    "投诉举报已处理": of_registers.handled,
    "问题已整改": of_reports.put_right,
    "报送工作总结": of_reports.summed_up,
    "年度报告按时": of_reports.reported,
}
OF_ALL_YEARS: Mapping[str, Callable[[Item, Context], Iterable[of_items.Dated]]] = {
    "批准齐全后公开": of_items.approved,
    "公开后未更正": of_items.uncorrected,
    "按时公开": of_items.on_time,
}
"""What the repository can count, by the names that policy.yml has for it; the second kind by one walk over all items."""


@dataclass(frozen=True)
class Assessor:
    """Assesses the years of what is known."""

    context: Context
    _counted: dict[tuple[str, int], tuple[Evidence, ...]] = field(default_factory=dict)
    """Measure and year → its cases, for the bureau and then for each department."""

    @property
    def years(self) -> range:
        """From the first year of the catalogue to that of the newest landing."""
        return range(self.context.policy.starts_on.year, self._newest.year + 1)

    def assess(self, number: int, department: str | None = None) -> Assessment:
        """The marks of one of `years`; of a department, or of the whole bureau."""
        year = self._year(number)
        marks = (self._mark(measure, year, department) for measure in self.context.policy.measures)
        return Assessment(year, department, tuple(marks))

    @property
    def departments(self) -> tuple[str, ...]:
        """Who is assessed (Annex 1, art. 4)."""
        return of_people.departments(self.context)

    def _mark(self, measure: Measure, year: Year, department: str | None) -> Mark:
        if not measure.counted:
            return of_people.judged(measure, self.context, year, department)
        cases = self._cases(measure.name, year)
        return counted(measure, (case for case in cases if department in (None, case.department)))

    def _cases(self, name: str, year: Year) -> Sequence[Evidence]:
        if name in OF_ALL_YEARS:
            return self._by_year[name].get(year.number, ())
        key = (name, year.number)
        if key not in self._counted:
            self._counted[key] = tuple(OF_YEAR[name](self.context, year))
        return self._counted[key]

    @cached_property
    def _by_year(self) -> Mapping[str, Mapping[int, list[Evidence]]]:
        """Measure → year → its cases."""
        found: dict[str, dict[int, list[Evidence]]] = {name: defaultdict(list) for name in OF_ALL_YEARS}
        for item in of_items.by_number(self.context):
            for name, count in OF_ALL_YEARS.items():
                for day, case in count(item, self.context):
                    found[name][day.year].append(case)
        return found

    def _year(self, number: int) -> Year:
        first = max(date(number, 1, 1), self.context.policy.starts_on)
        return Year(number, first, min(date(number, 12, 31), self._newest))

    @cached_property
    def _newest(self) -> date:
        """The day of the newest landing of anything: what two builds of one commit agree on."""
        landings = chain(*self.context.history.landings.values(), *self.context.history.pages.values())
        newest = max((each.at for each in landings if each.known), default=None)
        return day_in_china(newest) if newest else self.context.policy.starts_on
