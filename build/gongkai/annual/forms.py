"""The tables of the report, row by row and column by column, as 国办公开办函〔2021〕30号 prints them.

A row has a short name, by which the report's file and the registers speak of it, and the label that is printed.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

APPLICANTS = ("自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他")
"""Of table 3; the five in the middle of the seven columns stand under 法人或其他组织."""
TOTAL = "总计"
RECEIVED, CARRIED_IN, HANDLED, CARRIED_ON = "本年新收", "上年结转", "办理结果总计", "结转下年度"
RESULTS = ("结果维持", "结果纠正", "其他结果", "尚未审结")
"""Of table 4, before the total."""
OPEN = RESULTS[-1]
REVIEW, DIRECT, AFTER = "行政复议", "未经复议直接起诉", "复议后起诉"


@dataclass(frozen=True, slots=True)
class Group:
    """Rows that stand together: of table 2 a paragraph of 条例 article 20, of table 3 a kind of outcome."""

    label: str
    rows: Mapping[str, str]
    """Name → label."""
    columns: tuple[str, ...] = ()
    """Of table 2, where each group has its own."""


@dataclass(frozen=True, slots=True)
class Form:
    """One table: its name in the report's file, how people call it, and the columns of each of its rows."""

    name: str
    title: str
    rows: Mapping[str, tuple[str, ...]]
    labels: Mapping[str, str]


_COUNTED, _DECIDED = ("本年制发件数", "本年废止件数", "现行有效件数"), ("本年处理决定数量",)
ACTIVE: tuple[Group, ...] = (
    Group("第二十条第（一）项", {"规章": "规章", "行政规范性文件": "行政规范性文件"}, _COUNTED),
    Group("第二十条第（五）项", {"行政许可": "行政许可"}, _DECIDED),
    Group("第二十条第（六）项", {"行政处罚": "行政处罚", "行政强制": "行政强制"}, _DECIDED),
    Group("第二十条第（八）项", {"行政事业性收费": "行政事业性收费"}, ("本年收费金额（单位：万元）",)),
)
"""Table 2."""

OUTCOMES: tuple[Group, ...] = (
    Group("（一）予以公开", {"予以公开": ""}),
    Group("（二）部分公开（区分处理的，只计这一情形，不计其他情形）", {"部分公开": ""}),
    Group("（三）不予公开", {
        "属于国家秘密": "1.属于国家秘密",
        "其他法律行政法规禁止公开": "2.其他法律行政法规禁止公开",
        "危及“三安全一稳定”": "3.危及“三安全一稳定”",
        "保护第三方合法权益": "4.保护第三方合法权益",
        "属于三类内部事务信息": "5.属于三类内部事务信息",
        "属于四类过程性信息": "6.属于四类过程性信息",
        "属于行政执法案卷": "7.属于行政执法案卷",
        "属于行政查询事项": "8.属于行政查询事项",
    }),
    Group("（四）无法提供", {
        "本机关不掌握相关政府信息": "1.本机关不掌握相关政府信息",
        "没有现成信息需要另行制作": "2.没有现成信息需要另行制作",
        "补正后申请内容仍不明确": "3.补正后申请内容仍不明确",
    }),
    Group("（五）不予处理", {
        "信访举报投诉类申请": "1.信访举报投诉类申请",
        "重复申请": "2.重复申请",
        "要求提供公开出版物": "3.要求提供公开出版物",
        "无正当理由大量反复申请": "4.无正当理由大量反复申请",
        "要求行政机关确认或重新出具已获取信息": "5.要求行政机关确认或重新出具已获取信息",
    }),
    Group("（六）其他处理", {
        "申请人无正当理由逾期不补正": "1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请",
        "申请人逾期未按收费通知要求缴纳费用": "2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请",
        "其他处理": "3.其他",
    }),
)  # fmt: skip
"""Row 三 of table 3. The names are the outcomes of the register of requests."""

FRAME: Mapping[str, str] = {
    RECEIVED: "一、本年新收政府信息公开申请数量",
    CARRIED_IN: "二、上年结转政府信息公开申请数量",
    HANDLED: "（七）总计",
    CARRIED_ON: "四、结转下年度继续办理",
}
"""The rows of table 3 that are no outcome."""

RESULTS_OF: Mapping[str, str] = {
    name: label or group.label for group in OUTCOMES for name, label in group.rows.items()
}
"""Every outcome, in order, with its label."""

_LABELS = {
    RECEIVED: FRAME[RECEIVED],
    CARRIED_IN: FRAME[CARRIED_IN],
    **RESULTS_OF,
    HANDLED: f"三、{FRAME[HANDLED]}",
    CARRIED_ON: FRAME[CARRIED_ON],
}

TABLE2 = Form(
    "table2",
    "表二",
    {row: group.columns for group in ACTIVE for row in group.rows},
    {row: label for group in ACTIVE for row, label in group.rows.items()},
)
TABLE3 = Form("table3", "表三", dict.fromkeys(_LABELS, (*APPLICANTS, TOTAL)), _LABELS)
TABLE4 = Form(
    "table4",
    "表四",
    dict.fromkeys((REVIEW, DIRECT, AFTER), (*RESULTS, TOTAL)),
    {REVIEW: REVIEW, DIRECT: f"行政诉讼：{DIRECT}", AFTER: f"行政诉讼：{AFTER}"},
)
FORMS = (TABLE2, TABLE3, TABLE4)

SECTIONS = (
    "一、总体情况",
    "二、主动公开政府信息情况",
    "三、收到和处理政府信息公开申请情况",
    "四、政府信息公开行政复议、行政诉讼情况",
    "五、存在的主要问题及改进情况",
    "六、其他需要报告的事项",
)
"""The six sections (条例 article 50)."""
PARTS = ("主动公开", "依申请公开", "政府信息管理", "平台建设", "监督保障")
"""What section 一 speaks of."""
TABLE_OF: Mapping[str, Form] = dict(zip(SECTIONS[1:4], FORMS, strict=True))
"""Section → the table that stands at its beginning."""
BLANK = "〔待填〕"
"""What is for people to fill in: never guessed, never left in a report that is approved."""
