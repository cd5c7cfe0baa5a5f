"""The site generators measured beside gongkai, each set up as its own documentation says for many pages.

Their projects are in peers/; here are the commands, the front matter, and the same texts as content.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from bench.items import Law, document, made
from bench.measure import Cost, FailedError, median, run
from bench.tools import Tool

PROJECTS = Path(__file__).with_name("peers")
YAML = "---\ntitle: {title}\ndate: {date}\ndescription: {title}\ncategories: [法规文件]\ndepartments: [执法监督科]\n---\n\n"
TOML = "+++\ntitle = {title}\ndate = {date}\ndescription = {title}\n"
TERMS = '[taxonomies]\ncategories = ["法规文件"]\ndepartments = ["执法监督科"]\n'


@dataclass(frozen=True, slots=True)
class Peer:
    """A site generator, or one way to use it."""

    name: str
    tool: str
    """Its command, and the folder of its project in peers/."""
    arguments: tuple[str, ...]
    front: str = YAML
    fixed: Mapping[str, str] = field(default_factory=dict)
    """Files that its content needs besides the items; `{year}` in a name stands for each year."""
    most: int = 10_000
    """How many items it builds in reasonable time."""


PEERS = (
    Peer(
        "Zola, pages alone",
        "zola",
        ("--config", "pages.toml", "build"),
        f"{TOML}+++\n\n",
        {"_index.md": "+++\n+++\n", "{year}/_index.md": "+++\nrender = false\n+++\n"},
        most=100_000,
    ),
    Peer("Hugo", "hugo", ("--quiet",), most=100_000),
    Peer(
        "Zola, lists and feed",
        "zola",
        ("build",),
        f"{TOML}{TERMS}+++\n\n",
        {"_index.md": "+++\n+++\n", "{year}/_index.md": '+++\nsort_by = "date"\npaginate_by = 50\n+++\n'},
    ),
    Peer(
        "Eleventy",
        "eleventy",
        (),
        fixed={"{year}/{year}.json": '{"layout": "item.njk", "tags": "item"}'},
    ),
    Peer("MkDocs + Material, pages alone", "mkdocs", ("build", "--quiet"), fixed={"index.md": "# 首页\n"}),
)


def rows(peer: Peer, tool: Tool, folder: Path, texts: Sequence[Law], runs: int) -> Iterator[tuple[str, Cost]]:
    """Name and cost of a build from nothing, and of one after an item was changed. Raises FailedError."""
    shutil.copytree(PROJECTS / peer.tool, folder)
    for path, text in content(peer, texts):
        (folder / "content" / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / "content" / path).write_text(text, encoding="utf-8")

    def build(before: Callable[[], None]) -> Cost:
        before()
        cost = run([*tool.command, *peer.arguments], folder)
        if sum(1 for _ in (folder / "public").rglob("*.html")) < len(texts):  # some fail and do not say so
            raise FailedError(f"{peer.name}: not all items have a page")
        return cost

    def remove() -> None:
        shutil.rmtree(folder / "public", ignore_errors=True)

    def change() -> None:
        with (folder / "content" / f"{document(0).removeprefix('items/')}.md").open(
            "a", encoding="utf-8"
        ) as file:
            file.write("增加的一行。\n")

    yield peer.name, median(runs, lambda: build(remove))
    yield f"{peer.name}, one item changed", median(runs, lambda: build(change))


def content(peer: Peer, texts: Iterable[Law]) -> Iterator[tuple[str, str]]:
    """Path and text of each file: the items by year, and what their folders need."""
    years = set()
    for number, law in enumerate(texts):
        path = document(number).removeprefix("items/")
        years.add(path.partition("/")[0])
        title = json.dumps(law.title, ensure_ascii=False)
        yield f"{path}.md", peer.front.format(title=title, date=made(number).date()) + f"{law.body}\n"
    for path, text in peer.fixed.items():
        yield from {path.format(year=year): text for year in years}.items()
