"""Records of the registers kept with gongkai record, one of each kind that a page can have."""

from __future__ import annotations

from collections.abc import Mapping

import records
from signed_repo import SignedRepo

HOSTILE = "<script>alert(1)</script> =1+1"
RECORDS: Mapping[str, str] = {
    "responses/2026/001": f"""---
subject: "示例：{HOSTILE}"
kind: 其他政务舆情
events:
- learnt: {{at: '2026-03-02T09:00:30+08:00', source: 网民留言}}
- responded: {{at: '2026-03-03T10:20:00+08:00', where: [网站, 微信], text: 第一段 <b>。, items: [2026-00001]}}
- responded: {{at: '2026-03-10T10:20:00+08:00', where: [网站], text: 续报。}}
---
""",
    "responses/2026/002": """---
subject: 示例：突发
kind: 特别重大、重大突发事件
events:
- learnt: {at: '2026-03-05T01:00:00Z', source: 媒体报道}
- responded: {at: '2026-03-05T15:30:00+08:00', where: [新闻发布会], text: 情况属实。}
---
""",
    "responses/2026/003": """---
subject: 示例：与本局无关
kind: 其他政务舆情
events:
- learnt: {at: '2026-03-18T09:00:00+08:00', source: 上级转办}
- closed: {at: '2026-03-18T10:00:00+08:00', reason: 与本局职责无关}
---
""",
    "responses/2026/004": """---
subject: 示例：还没有回应
kind: 其他政务舆情
events:
- learnt: {at: '2026-03-20T08:00:00+08:00', source: 网民留言}
---
""",
    "corrections/2026/001": """---
subject: 示例：记录有误
events:
- received: {at: '2026-03-16T09:00:00+08:00', channel: 信函, applicant: 自然人}
- refused: {at: '2026-03-17T09:00:00+08:00', reason: 原记录无误, told: 是}
- transferred: {at: '2026-03-18T09:00:00+08:00', to: 市市场监督管理局, told: 是}
---
""",
    "corrections/2026/002": """---
subject: 示例：另一件
events:
- received: {at: '2026-03-17T09:00:00+08:00', channel: 网络, applicant: 商业企业}
---
""",
    "complaints/2026/001": """---
subject: 示例：反映公报发布不及时
kind: 举报
events:
- received: {at: '2026-03-16T09:00:00+08:00', channel: 电子邮件}
- handled: {at: '2026-03-19T09:00:00+08:00', outcome: '部分属实，已改正', note: 已补发}
---
""",
    "deliveries/2026/001": f"""---
item: 2026-00001
revision: 1
events:
- delivered: {{at: '2026-03-20T15:00:00+08:00', to: 市政府办公室, package: {"ab" * 32}, how: 公文交换}}
---
""",
}
"""Path below content/, without .md → the file, unsigned."""
COLUMNS: Mapping[str, str] = {"response": "回应关切", "supervision": "监督"}
"""The pages that show them."""


def put(repo: SignedRepo) -> None:
    """Write the pages and the records, signed by the offices of their roles; the one delivery is of item 2026-00001."""
    for name, title in COLUMNS.items():
        text = f"---\ntitle: {title}\ndescription: {title}的说明。\ncolumn_type: 回应关切\n---\n\n内容。\n"
        repo.put(f"content/{name}.md", text)
    for name, text in RECORDS.items():
        path = f"content/{name}.md"
        repo.put(path, records.sign(text.encode(), path))
