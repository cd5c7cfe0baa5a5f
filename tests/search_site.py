"""A column of real texts to search: entries made of the corpus, and their index."""

from __future__ import annotations

import gzip
import hashlib
import json
import shutil
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from gongkai import indexing
from gongkai.artefacts.shell import Shell
from gongkai.model import Catalogue, Entry, Held, When
from gongkai.sources.new_site import NewSite

CORPUS = Path(__file__).parents[2] / "shared" / "corpus" / "laws.jsonl.gz"


def texts() -> list[dict[str, Any]]:
    """The corpus: title and body of each law."""
    with gzip.open(CORPUS, "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def entry(like: Entry, index: str, day: date, **fields: Any) -> Entry:
    """An entry of its own number, day and text; what is not given is as in another one."""
    body = fields.pop("body")
    raw = replace(like.item.raw, text=body, body_at=0)
    attachments = fields.get("attachments", ())
    item = replace(
        like.item,
        **{
            "index": index,
            "written": Held(raw),
            "length": len(body),
            "content_sha256": hashlib.sha256(body.encode()).hexdigest(),
            "withdrawn": None,
            "attachments": attachments,
            "changes": (),
        }
        | fields,
    )
    return replace(
        like, item=item, full_index=f"00000000-0/{index}", published_when=When(day), updated_when=When(day),
        sizes=(0,) * len(attachments), earlier=(), replaces=(), replaced_by=None,
    )  # fmt: skip


def catalogue(like: Catalogue, size: int, years: Sequence[int], cut: int | None = None) -> Catalogue:
    """So many laws, in turn of these years, their texts over and over and perhaps cut."""
    laws = texts()
    entries = []
    for number in range(size):
        law, year, serial = laws[number % len(laws)], years[number % len(years)], number // len(years) + 1
        entries.append(
            entry(
                like.entries[0], f"{year}-{serial:05}", date(year, 1, 1) + timedelta(days=serial % 365),
                body=law["body"][:cut], title=law["title"][:150], summary=law["title"][:100],
                number=f"咸统发〔{year}〕{serial}号", keywords=(),
                category=like.categories[number % 3].name, department=like.departments[number % 4].name,
            )
        )  # fmt: skip
    newest_first = sorted(entries, key=lambda each: (each.published, each.item.index), reverse=True)
    return replace(like, entries=tuple(newest_first))


def publish(root: Path, of: Catalogue, built: Path) -> Path:
    """The search page and the index of a catalogue, with the looks of a built site; where they are."""
    site = root / "site"
    shutil.rmtree(site, ignore_errors=True)
    shutil.copytree(built / "assets", site / "assets")
    page = (built / "search.html").read_text(encoding="utf-8")
    before, after = page.partition("<h1>")[0], page.rpartition("</nav>")[2]
    indexing.publish(root, of, Shell((before, "content", after)), NewSite(site), full=True)
    return site
