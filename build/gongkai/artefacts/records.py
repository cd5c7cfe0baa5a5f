"""The catalogue as data: catalogue.json, catalogue.csv, and one JSON file an item.

Their form is schemas/catalogue.schema.json and schemas/entry.schema.json. The texts depend on
nothing but the entries, so two builds of one commit are equal byte for byte.
"""

from __future__ import annotations

import csv
import io
import json
from typing import Any

from gongkai.layout import CONTENT, folder, relative, site_path
from gongkai.model import Catalogue, Consent, Entry

IN_FORCE = "有效"
"""Withdrawal, which will end it, is a later step; whatever is in the catalogue is in force."""

COLUMNS = (
    "索引号", "标题", "类别", "主题分类", "发布机构", "制作科室", "公开科室", "形成日期", "发布日期", "发文字号",
    "有效性", "内容概述", "主题词", "附件数", "版次", "网页", "数据", "原文",
)  # fmt: skip
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def source(entry: Entry) -> str:
    """The address of the signed Markdown file, from the top of the site."""
    return entry.item.path.removeprefix(CONTENT)


def data(entry: Entry) -> str:
    """The address of an entry's own JSON, from the top of the site."""
    return entry.page.removesuffix(".html") + ".json"


def record(entry: Entry, catalogue: Catalogue) -> dict[str, Any]:
    """One entry; addresses are relative to the top of the column."""
    item = entry.item
    first = item.first_published
    return {
        "index_number": entry.full_index,
        "title": item.title,
        "category": item.category,
        "topic": item.topic,
        "bureau": catalogue.policy.bureau,
        "department": item.department,
        "publisher": entry.publisher,
        "created": str(item.created),
        "published": str(entry.published),
        "first_published": first and {"date": str(first.date), "where": first.where},
        "number": item.number,
        "validity": IN_FORCE,
        "summary": item.summary,
        "keywords": list(item.keywords),
        "important": item.important,
        "secrecy_review": item.secrecy_basis,
        "revision": item.revision,
        "attachments": _attachments(entry),
        "approvals": [_consent(each) for each in entry.consents],
        "content_sha256": item.raw.content_sha256,
        "page": entry.page,
        "data": data(entry),
        "source": source(entry),
    }


def _attachments(entry: Entry) -> list[dict[str, Any]]:
    place = folder(entry.item.index)
    return [
        {
            "title": each.title,
            "file": each.file,
            "bytes": size,
            "sha256": each.sha256,
            "address": relative("", site_path(place + each.file)),
        }
        for each, size in zip(entry.item.attachments, entry.sizes, strict=True)
    ]


def _consent(consent: Consent) -> dict[str, str | None]:
    return {
        "role": consent.approval.role,
        "role_title": consent.role,
        "by": consent.approval.by,
        "department": consent.department,
        "position": consent.position,
        "acting_for": consent.acting_for,
        "at": consent.approval.at_text,
    }


def as_json(value: Any) -> str:
    """JSON for people and programs: Chinese as Chinese, two spaces, one newline at the end."""
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"


def catalogue_record(catalogue: Catalogue) -> dict[str, Any]:
    """The whole catalogue, newest first."""
    policy = catalogue.policy
    return {
        "bureau": policy.bureau,
        "front_code": policy.front_code,
        "domain": policy.domain,
        "sample": policy.sample,
        "items": [record(entry, catalogue) for entry in catalogue.entries],
    }


def as_csv(catalogue: Catalogue) -> str:
    """The catalogue for a spreadsheet: a BOM, so that Excel reads UTF-8, and CRLF (RFC 4180)."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(COLUMNS)
    writer.writerows([cell(each) for each in _row(entry, catalogue)] for entry in catalogue.entries)
    return "\ufeff" + text.getvalue()


def _row(entry: Entry, catalogue: Catalogue) -> tuple[str, ...]:
    item = entry.item
    return (
        entry.full_index, item.title, item.category, item.topic, catalogue.policy.bureau, item.department,
        entry.publisher, str(item.created), str(entry.published), item.number or "", IN_FORCE, item.summary,
        " ".join(item.keywords), str(len(item.attachments)), str(item.revision), entry.page, data(entry),
        source(entry),
    )  # fmt: skip


def cell(text: str) -> str:
    """A spreadsheet would run a cell that begins like a formula; an apostrophe makes it text."""
    return f"'{text}" if text.startswith(_FORMULA) else text
