"""考核评分只评 policy.yml 列出由人评定的指标，满分相符，得分不超过满分（第二十五条；附件一第三条）。"""

from __future__ import annotations

from collections.abc import Iterator

from gongkai.model import Context, Event, Finding, Measure, Policy, Record, Rule, Text
from gongkai.registers import assessments

RULE = Rule(
    slug="assessment-mark",
    title=Text("考核评分不成立", "a mark that cannot be given"),
    article=Text("第二十五条；附件一第三条", "article 25; Annex 1, article 3"),
    remedy=Text(
        "指标、满分照 policy.yml 的 assessment 写；由登记计算的指标不评分；改正后重新签名。",
        "give measure and full points as `assessment` of policy.yml has them; what is counted is not judged; then sign anew.",
    ),
    page=Text(
        "考核内容、标准由领导小组事先在 policy.yml 里定好：每项指标属于附件一第三条的哪一项内容、值多少分、由登记计算还是由人评定。"
        "由人评定的，逐科室签名登记得分和理由；由登记计算的，谁也不能另给分。进入主分支以后不再按新的标准判定："
        "标准改了，评过的还是评过的。同一指标评了几次的，以最后一次为准。",
        "What is assessed, and for how many points, the leading group decides beforehand in policy.yml: to which content of "
        "Annex 1, article 3 a measure belongs, and whether it is counted or judged. What is judged is signed with its "
        "reason, for each department; nobody can mark what is counted. What has landed is not judged by a later standard; "
        "the last mark of a measure counts.",
    ),
)


def check(record: Record, context: Context) -> Iterator[Finding]:
    """Yield a finding for each field of a mark, not landed yet, that cannot be."""
    if record.register != assessments.REGISTER:
        return
    landed = context.recordings[record.id].landed
    if landed[0] is None and assessments.year(record) > context.today.year:
        zh, en = "考核年度还没有到", "a year that has not begun"
        yield RULE.finding(record.path, record.raw.at("year"), zh, en)
    for number, event in enumerate(record.events):
        if landed[number] is None:
            for field, said in _faults(record, event, context.policy):
                yield RULE.finding(record.path, record.raw.at("events", number, event.kind, field), *said)


def _faults(record: Record, event: Event, policy: Policy) -> Iterator[tuple[str, Text]]:
    """The field and what is wrong with it."""
    measure = assessments.measure(record, event, policy)
    if assessments.part(event) > 1:
        yield "points", Text("得分超过满分", "more points than there are")
    if measure is None:
        yield "measure", Text(f"“{record.said('content')}”里没有这项指标", "no such measure of this content")
    elif fault := _against(measure, event):
        yield fault


def _against(measure: Measure, event: Event) -> tuple[str, Text] | None:
    """What contradicts the standard."""
    if measure.counted:
        return "measure", Text("由登记计算的指标不评分", "this measure is counted: it is not judged")
    if int(event.said("of")) != measure.points:
        return "of", Text(f"满分是 {measure.points}", f"it is worth {measure.points}")
    return None
