"""登记里不写人名：申请人、投诉人是谁，不公开（第九条；条例第十五条）。"""

from __future__ import annotations

import re
from collections.abc import Iterator

from gongkai.model import Context, Finding, Pointer, Record, Rule, Text, Value

RULE = Rule(
    slug="record-name",
    title=Text("登记里像是写了人名", "a record seems to name a person"),
    article=Text("第九条；条例第十五条", "article 9; Regulations article 15"),
    remedy=Text(
        "删去姓名，写类别（如 自然人、某企业），再签名；谁申请、谁投诉，记在不公开的卷宗里。",
        "take the name out and say of what kind it is, then sign; who asked belongs into the file that is not public.",
    ),
    page=Text(
        "登记公开，没有一个字段写申请人、投诉人是谁。文字里也不写：“姓名：”“申请人：”“联系人：”之后的字，和常见姓氏的姓名加先生、女士、"
        "小姐、同志，都算。只写姓氏的（某女士、王某）不算。号码和邮箱由规则 personal-data 查。别的写法程序认不出，签名的人负责。",
        "Records are public, and no field of theirs says who asked or complained. Nor may their texts: what follows 姓名：, "
        "申请人：, 联系人：, or a full name of a common surname before 先生, 女士, 小姐 or 同志. A surname alone passes. Numbers and "
        "addresses are for rule personal-data. What is written in another way no program knows: who signs answers for it.",
    ),
)

_LABELS = "姓名|申请人|联系人|投诉人|举报人|反映人|当事人|委托人|代理人"
_SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾萧田董袁潘于蒋蔡余杜叶程苏魏吕丁沈姚卢姜崔钟谭陆汪范金石廖贾夏"
    "韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤"
)
"""The hundred most common, but for 任 (任何同志)."""
_NAMED = re.compile(
    rf"(?:{_LABELS})\s*[:：]\s*[一-鿿]|[{_SURNAMES}](?!某)[一-鿿]{{1,2}}(?:先生|女士|小姐|同志)"
)


def check(record: Record, _context: Context) -> Iterator[Finding]:
    """Yield a finding for each text that seems to name somebody; the name itself is not repeated."""
    for pointer, text in _texts(record):
        if _NAMED.search(text):
            zh, en = "像是写了人名", "this looks like a person's name"
            yield RULE.finding(record.path, record.raw.at(*pointer), zh, en)


def _texts(record: Record) -> Iterator[tuple[Pointer, str]]:
    """Every text of the head and of the events."""
    for name, value in record.head.items():
        yield from _of(value, (name,))
    for number, event in enumerate(record.events):
        for name, value in event.fields.items():
            yield from _of(value, ("events", number, event.kind, name))


def _of(value: Value, pointer: Pointer) -> Iterator[tuple[Pointer, str]]:
    if isinstance(value, str):
        yield pointer, value
    elif isinstance(value, list):
        for number, each in enumerate(value):
            yield from _of(each, (*pointer, number))
