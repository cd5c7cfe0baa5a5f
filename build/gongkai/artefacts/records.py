"""The catalogue as data: catalogue.json, catalogue.csv, and one JSON file an item.

Their form is schemas/catalogue.schema.json and schemas/entry.schema.json. The texts depend on
nothing but the entries, so two builds of one commit are equal byte for byte.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from gongkai.artefacts import spreadsheet
from gongkai.json_text import streamed
from gongkai.layout import CONTENT, earlier, folder, item_page, relative, site_path
from gongkai.model import Catalogue, Consent, Edition, Entry, Item, Term

IN_FORCE = "有效"

COLUMNS = (
    "索引号", "标题", "类别", "主题分类", "发布机构", "制作科室", "公开科室", "形成日期", "发布日期", "更新日期",
    "逾期天数", "发文字号", "有效性", "终止日期", "终止理由", "替代", "被替代", "解读", "内容概述", "主题词",
    "附件数", "版次", "网页", "数据", "原文",
)  # fmt: skip


def source(entry: Entry) -> str:
    """The address of the signed Markdown file, from the top of the site."""
    return entry.item.path.removeprefix(CONTENT)


def data(entry: Entry) -> str:
    """The address of an entry's own JSON, from the top of the site."""
    return item_page(entry.item.index).removesuffix(".html") + ".json"


def validity(item: Item) -> str:
    """Whether it is in force, or in which way it is no longer."""
    return item.withdrawn.kind if item.withdrawn else IN_FORCE


def record(entry: Entry, catalogue: Catalogue) -> dict[str, Any]:
    """One entry; addresses are relative to the top of the column."""
    item, policy = entry.item, catalogue.policy
    first, end, by = item.first_published, item.withdrawn, item.replaced_by
    return {
        "index_number": entry.full_index,
        "title": item.title,
        "category": item.category,
        "topic": item.topic,
        "bureau": policy.bureau,
        "department": item.department,
        "publisher": entry.publisher,
        "created": str(item.created),
        "published": str(entry.published),
        "updated": str(entry.updated),
        "late": _late(entry),
        "first_published": first and {"date": str(first.date), "where": first.where},
        "number": item.number,
        "validity": validity(item),
        "withdrawn": end and {"date": str(end.date), "kind": end.kind, "reason": end.reason},
        "replaces": [policy.full_index(index) for index in item.replaces],
        "replaced_by": by and policy.full_index(by),
        "interprets": [policy.full_index(index) for index in item.interprets],
        "interprets_later": item.interprets_later,
        "interpreted_by": [policy.full_index(each.index) for each in entry.interpreted_by],
        "no_interpretation": item.no_interpretation,
        "summary": item.summary,
        "keywords": list(item.keywords),
        "important": item.important,
        "secrecy_review": item.secrecy_basis,
        "revision": item.revision,
        "changes": [{"date": str(each.date), "kind": each.kind, "note": each.note} for each in item.changes],
        "earlier": [_edition(each) for each in entry.earlier],
        "attachments": attachments(entry),
        "approvals": [_consent(each) for each in entry.consents],
        "content_sha256": item.content_sha256,
        "page": item_page(entry.item.index),
        "data": data(entry),
        "source": source(entry),
    }


def _late(entry: Entry) -> dict[str, Any] | None:
    if not entry.late:
        return None
    return {"reason": entry.item.late_reason, "terms": [_term(each) for each in entry.late]}


def _term(term: Term) -> dict[str, Any]:
    return {
        "start": str(term.start),
        "due": str(term.due),
        "published": str(term.public),
        "days_taken": term.taken,
        "days_late": term.over,
    }


def _edition(edition: Edition) -> dict[str, Any]:
    item = edition.entry.item
    address = earlier(item.index, item.revision)
    return {
        "revision": item.revision,
        "published": str(edition.entry.updated),
        "until": str(edition.until),
        "content_sha256": item.content_sha256,
        "page": f"{address}.html",
        "source": f"{address}.md",
    }


def attachments(entry: Entry) -> list[dict[str, Any]]:
    """What an entry has attached; addresses as everywhere here."""
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


def pieces(catalogue: Catalogue) -> Iterator[str]:
    """The whole catalogue as JSON, newest first, entry by entry: of 100,000 it takes more than a gigabyte."""
    return streamed({**_head(catalogue), "items": (record(entry, catalogue) for entry in catalogue.entries)})


def _head(catalogue: Catalogue) -> dict[str, Any]:
    policy = catalogue.policy
    return {
        "bureau": policy.bureau,
        "front_code": policy.front_code,
        "domain": policy.domain,
        "sample": policy.sample,
    }


def lines(catalogue: Catalogue) -> Iterator[str]:
    """The catalogue for a spreadsheet, line by line."""
    return spreadsheet.lines(COLUMNS, (_row(entry, catalogue) for entry in catalogue.entries))


def _row(entry: Entry, catalogue: Catalogue) -> tuple[str, ...]:
    item, policy, end = entry.item, catalogue.policy, entry.item.withdrawn
    late = max((term.over for term in entry.late), default="")
    return (
        entry.full_index, item.title, item.category, item.topic, policy.bureau, item.department, entry.publisher,
        str(item.created), str(entry.published), str(entry.updated), str(late), item.number or "", validity(item),
        str(end.date) if end else "", end.reason if end else "", " ".join(map(policy.full_index, item.replaces)),
        policy.full_index(item.replaced_by) if item.replaced_by else "",
        " ".join(map(policy.full_index, item.interprets)), item.summary, " ".join(item.keywords),
        str(len(item.attachments)), str(item.revision), item_page(entry.item.index), data(entry), source(entry),
    )  # fmt: skip
