"""A column that MkDocs can build: a signed repository with column pages, the theme, hook and configuration.

What is published there is `SAMPLES`, one item of each kind that a page can have, and `PLAIN` more.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest

import records
import site_annual
import site_assessed
import site_registers
from gongkai.artefacts.shell import mark
from signed_repo import LANDED, SignedRepo

ROOT = Path(__file__).parent.parent
GONGKAI = str(Path(sys.executable).with_name("gongkai"))
PLAIN = 110
LATER = "2026-04-02T09:00:00+08:00"
ATTACHMENT = "附表 一.csv"
HOSTILE = f"""<script>alert("1")</script> 'a' &amp; {mark("content")} {{{{ 7*7 }}}} {{% x %}}"""
FORMULA = '=HYPERLINK("http://127.0.0.1","x")'
DOT = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108000000003a7e9b55"
    "0000000a49444154789c63680000008200817719cd720000000049454e44ae426082"
)
"""The smallest PNG."""

FILES: Mapping[str, bytes] = {ATTACHMENT: "地区,数值\r\n全市,1\r\n".encode(), "chart.png": DOT}

COLUMNS: Mapping[str, str] = {
    "index": "政府信息公开",
    "guide": "政府信息公开指南",
    "system": "政府信息公开制度",
    "catalogue": "法定主动公开内容",
    "annual": "政府信息公开年报",
    "request": "依申请公开",
}
SCHEDULE = f"""---
title: 发布日程
description: 将要发布的统计数据。
releases:
  2026-05-jingji: {{date: 2026-05-20, title: 2026年4月主要经济指标, department: 综合统计科, note: 以公报形式发布}}
  2026-04-jingji:
    date: 2026-04-20
    title: {json.dumps(HOSTILE, ensure_ascii=False)}
    department: 综合统计科
---

日期如有变动，在此说明。
"""
FOLDER_BODY = f"""
全文见[附表](<{ATTACHMENT}>)，另见[第二条](../00002.md)、[指南](../../../guide.md)和[网站](https://tjj.example/a)。

![图](chart.png)
"""
WIDE_BODY = f"""
# 大标题

{"长" * 200} {"w" * 300}

| {" | ".join(f"第{n}列的名称" for n in range(12))} |
|{"---|" * 12}
| {" | ".join("1234567.8" for n in range(12))} |

    {"code " * 60}

> 引文

1. 一
   - 二
"""

ODD_NAME = "附表 #1（100%）'甲'&乙.csv"
LAW_BODY = "\n".join([
    *(
        f"\n## {chapter}\n\n### 第{number}节\n\n"
        + "\n\n".join(f"第{at}条 {'各科室应当依照本规定公开统计信息。' * 9}" for at in articles)
        for number, (chapter, articles) in enumerate(
            [("第一章 总则", "一二三四"), ("第二章 公开", "五六七八"), ("changes", ["九", "十", "十一"]), ("第一章 总则", "一二")],
            start=1,
        )
    ),
    "\n| 指标 | | 数值 |\n|---|---|---|",
    *(f"| 第{row}项指标的名称，写得超过一行，所以这一行也高 | 亿元 | {row} |" for row in range(60)),
    f"\n见[附表]({quote(ODD_NAME)})。\n\n![图示](chart.png)\n",
])  # fmt: skip
"""Chapters of one name, articles, and a table longer than a sheet of paper."""

TAKEN_BACK = "不该公开的内容。"
CORRECTED_BODY = f"""
第一段没有变。

第二段的数字是一万。

见[附表](<{ATTACHMENT}>)、[指南](../../../guide.md)和[别的附表](../00001/chart.png)。

![图](chart.png)和[后来撤回的图](../00008/chart.png)。
"""

SAMPLES: Mapping[str, Mapping[str, Any]] = {
    "2026-00001": {"folder": True, "title": "附有文件的信息", "body": FOLDER_BODY},
    "2026-00002": {
        "title": "各项都填的信息",
        "category": "法规文件",
        "topic": "规范性文件",
        "department": "秘书科",
        "number": "咸统发〔2026〕12号",
        "keywords": ["统计公报", "国民经济"],
        "important": "是",
        "created": "2021-08-16",
        "first_published": {"date": "2021-08-17", "where": "本局网站"},
        "approved": "2026-03-19T17:30:00-07:00",
        "body": "\n## 第一章 总则\n\n第一条 内容。\n",
    },
    "2026-00003": {"title": HOSTILE, "summary": HOSTILE, "keywords": [HOSTILE[:20]]},
    "2026-00004": {"title": FORMULA, "summary": "-1+1", "keywords": ["+1"]},
    "2026-00005": {"title": "很" * 150, "summary": "w" * 100, "body": WIDE_BODY},
    "2026-00006": {"title": "更正过的信息", "folder": True, "body": CORRECTED_BODY},
    "2026-00007": {"title": "后来废止的信息"},
    "2026-00008": {"title": "后来依法撤回的信息", "folder": True, "body": f"\n{TAKEN_BACK}\n"},
    "2026-00009": {"title": "后来被替代的信息"},
    "2026-00011": {"title": "逾期公开的信息", "created": "2026-02-02", "late": {"reason": "会签用时过长"}},
}
_CORRECTION = {"date": "2026-04-03", "kind": "更正", "note": "第二段的数字有误"}
_UPDATE = {"date": "2026-04-06", "kind": "更新", "note": "补充全年数字"}
REVISIONS: tuple[tuple[str, Mapping[str, Mapping[str, Any]]], ...] = (
    (
        "2026-04-03T09:00:00+08:00",
        {
            "2026-00006": {
                **SAMPLES["2026-00006"],
                "body": CORRECTED_BODY.replace("一万", "一千"),
                "revision": "2",
                "changes": [_CORRECTION],
                "files": {**FILES, ATTACHMENT: b"second"},
            }
        },
    ),
    (
        "2026-04-07T09:00:00+08:00",
        {
            "2026-00006": {
                "title": "更正、更新过的信息",
                "folder": True,
                "body": CORRECTED_BODY.replace("一万", "两千").partition("![")[0],
                "revision": "3",
                "changes": [_CORRECTION, _UPDATE],
                "files": {ATTACHMENT: b"third"},
            },
            "2026-00007": {
                **SAMPLES["2026-00007"],
                "revision": "2",
                "withdrawn": {"date": "2026-04-05", "kind": "废止", "reason": "依据的文件已经废止"},
            },
            "2026-00008": {
                "title": "后来依法撤回的信息",
                "folder": True,
                "body": "",
                "revision": "2",
                "withdrawn": {"date": "2026-04-05", "kind": "依法撤回", "reason": "误公开了个人信息"},
                "files": {},
            },
            "2026-00009": {
                **SAMPLES["2026-00009"],
                "revision": "2",
                "withdrawn": {"date": "2026-04-07", "kind": "被替代", "reason": "口径调整"},
                "replaced_by": "2026-00010",
            },
            "2026-00010": {
                "title": "替代旧信息的信息",
                "created": "2026-04-07",
                "replaces": ["2026-00009"],
                "interprets": ["2026-00011"],
            },
        },
    ),
)
"""What becomes of some of the samples, and when."""


REQUESTS: Mapping[str, tuple[str, ...]] = {
    "2025-001": (
        "示例：上一年的申请",
        "received: {at: '2025-11-03T09:00:00+08:00', channel: 现场申请, applicant: 自然人}",
        "answered: {at: '2025-11-05T09:00:00+08:00', outcome: 予以公开, items: [2026-00001, 2026-00008]}",
        "review_asked: {at: '2025-11-06T09:00:00+08:00'}",
    ),
    "2026-001": (
        "示例：逾期答复的申请",
        "received: {at: '2026-02-02T09:00:00+08:00', channel: 信函, applicant: 商业企业, post: 挂号}",
        "answered: {at: '2026-03-09T09:00:00+08:00', outcome: 重复申请, reason: 已经答复过, late: 检索档案用时较长}",
    ),
    "2026-002": (
        HOSTILE,
        "received: {at: '2026-03-02T09:00:00+08:00', channel: 现场申请, applicant: 其他}",
    ),
    "2026-003": (
        FORMULA,
        "received: {at: '2026-03-03T09:00:00+08:00', channel: 网络, applicant: 科研机构}",
    ),
    "2026-004": (
        f"{'很' * 90}{'w' * 90}",
        "received: {at: '2026-03-04T09:00:00+08:00', channel: 传真, applicant: 法律服务机构}",
        "confirmed: {at: '2026-03-04T10:00:00+08:00'}",
        "clarification_asked: {at: '2026-03-06T09:00:00+08:00', what: 哪一年, until: 2026-03-20}",
    ),
}
"""Requests: the subject, and then the events."""


def make(
    root: Path,
    samples: Mapping[str, Mapping[str, Any]] = SAMPLES,
    plain: int = PLAIN,
    revisions: tuple[tuple[str, Mapping[str, Mapping[str, Any]]], ...] = (),
) -> SignedRepo:
    """The repository, everything landed on main; not built."""
    repo = SignedRepo(root)
    for name in ("hooks", "build/gongkai/theme"):
        shutil.copytree(ROOT / name, root / name, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copyfile(ROOT / "mkdocs.yml", root / "mkdocs.yml")
    repo.put(".gitignore", "/site*\n/.cache/\n__pycache__/\n")
    for name, title in COLUMNS.items():
        repo.put(f"content/{name}.md", f"---\ntitle: {title}\ndescription: {title}的说明。\n---\n\n内容。\n")
    repo.put("content/schedule.md", SCHEDULE)
    site_annual.put(repo)
    if samples is SAMPLES:
        site_registers.put(repo)
        site_assessed.put(repo)
    publish(repo, samples)
    if plain:
        _receive(repo)
    late = {f"2026-{100 + n:05}": {"title": f"第{n}条信息", "created": "2026-04-01"} for n in range(plain)}
    publish(repo, late, at=LATER)
    for at, revised in revisions:
        publish(repo, revised, at=at)
    return repo


def _receive(repo: SignedRepo) -> None:
    """Register the requests, signed by the offices of their roles, and merge them to main."""
    repo.branch()
    for name, (subject, *events) in REQUESTS.items():
        path = f"content/requests/{name.replace('-', '/')}.md"
        log = "".join(f"- {event}\n" for event in events)
        text = f"---\nsubject: {json.dumps(subject, ensure_ascii=False)}\nevents:\n{log}---\n"
        repo.put(path, records.sign(text.encode(), path))
    repo.commit("Draft")
    repo.merge(at=LATER)
    repo.git("branch", "--quiet", "-D", "draft")


def publish(repo: SignedRepo, items: Mapping[str, Mapping[str, Any]], *, at: str = LANDED) -> None:
    """Write items, have them approved, and merge them to main."""
    repo.branch()
    for index, given in items.items():
        fields = dict(given)
        approved = fields.pop("approved", at)
        if fields.get("folder"):
            fields["attachments"] = _attach(repo, index, fields.pop("files", FILES)) or None
        repo.write(index, **fields)
        repo.approve(index, at=approved)
    repo.commit("Draft")
    repo.merge(at=at)
    repo.git("branch", "--quiet", "-D", "draft")


def _attach(repo: SignedRepo, index: str, files: Mapping[str, bytes]) -> list[dict[str, str]]:
    """Put attachments beside an item in the place of those that it had."""
    folder = f"content/items/{index.replace('-', '/')}"
    shutil.rmtree(repo.root / folder, ignore_errors=True)
    for name, data in files.items():
        repo.put(f"{folder}/{name}", data)
    return [
        {"file": name, "title": f"《{Path(name).stem}》", "sha256": hashlib.sha256(data).hexdigest()}
        for name, data in files.items()
    ]


def gongkai(root: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run gongkai there, as a person would."""
    return run([GONGKAI, *arguments], root, **environment)


def run(command: list[str], root: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run a command there; `environment` is added to the tests' own."""
    return subprocess.run(
        command,
        cwd=root,
        env=os.environ | environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )


def build(root: Path, **environment: str) -> Path:
    """Build the site, and return where it is."""
    done = gongkai(root, "build", **environment)
    assert done.returncode == 0, done.stdout + done.stderr
    return root / "site"


def hashes(folder: Path) -> dict[str, str]:
    """Every file below a folder, by path, with the SHA-256 of its bytes."""
    files = (path for path in sorted(folder.rglob("*")) if not path.is_dir())
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in files
    }


def need(what: str, found: object) -> None:
    """The one place that decides on a missing tool: CI must have it, others are told what they did not test."""
    if not found:
        (pytest.fail if os.environ.get("CI") == "true" else pytest.skip)(f"{what} is not installed")
