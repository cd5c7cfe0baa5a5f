"""The full-text index: its size, what it costs to make, and what a query costs, on real texts.

    PYTHONPATH=tests python -m bench.search                        1,000 and 10,000 items of twenty years
    PYTHONPATH=tests python -m bench.search 1000 --cut 1000        only so many characters of each text

A query is two to eight characters of some text, in a new browser (cold) and on an open page (warm).
"""

from __future__ import annotations

import argparse
import random
import resource
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from urllib.parse import quote

from playwright.sync_api import Browser, Page, sync_playwright

import search_site
import site_repo
import site_server
from gongkai.artefacts import fulltext
from gongkai.entries import catalogue_of
from gongkai.model import Catalogue
from site_browser import QUIET
from site_fixtures import FEW, READ

QUERIES = 50
YEARS = range(2026, 2006, -1)
_DONE = "() => /^(找到|没有找到)/.test(document.getElementById('state').innerText)"
_BYTES = "() => performance.getEntriesByType('resource').reduce((sum, each) => sum + each.transferSize, 0)"


def main(sizes: Sequence[int], cut: int | None) -> None:
    """Print what was measured, a block for each size."""
    if not search_site.CORPUS.exists():
        sys.exit(f"bench: {search_site.CORPUS.name} is not beside the repository")
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        few = Path(folder) / "few"
        few.mkdir()
        repo = site_repo.make(few, FEW, plain=0)
        built, like = site_repo.build(few), catalogue_of(few, repo.checked(READ))
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=QUIET)
        for size in sizes:
            of = search_site.catalogue(like, size, YEARS, cut)
            texts = [fulltext.plain(entry.item.raw.body) for entry in of.entries]
            print(f"\n{size} items, {sum(map(len, texts)) / 1e6:.1f} million characters")
            root = Path(folder) / str(size)
            root.mkdir()
            site = make(root, of, built)
            with site_server.served(site) as top:
                ask(browser, f"{top}search.html", queries(texts))


def make(root: Path, of: Catalogue, built: Path) -> Path:
    """Make the index whole, again, and after one new item; where the site is."""
    new = search_site.entry(
        of.entries[0], "2026-99999", date(2026, 12, 31), title="新的一条", body="新的内容。"
    )
    site = timed("whole", root, of, built)
    files = [path for path in (site / "search").rglob("*") if path.is_file()]
    size = sum(path.stat().st_size for path in files)
    bundles = [path.name for path in (site / "search").iterdir()]
    print(f"  on disk {size / 1e6:.1f} MB, {len(files)} files, {len(bundles)} bundles")
    timed("unchanged", root, of, built)
    return timed("one new item", root, replace(of, entries=(new, *of.entries)), built)


def timed(what: str, root: Path, of: Catalogue, built: Path) -> Path:
    began, computed = time.perf_counter(), _computed()
    site = search_site.publish(root, of, built)
    seconds, computed = time.perf_counter() - began, _computed() - computed
    most = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    print(
        f"  {what:13} {seconds:7.1f} s ({computed:.1f} s of computing), children at most {most:.0f} MB so far",
        flush=True,
    )
    return site


def _computed() -> float:
    usages = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(usage.ru_utime + usage.ru_stime for usage in usages)


def queries(texts: Sequence[str]) -> list[str]:
    """Pieces of some texts, letters and digits only."""
    chance, found = random.Random(7), list[str]()
    while len(found) < QUERIES:
        text = chance.choice(texts)
        start = chance.randrange(len(text))
        piece = text[start : start + chance.randint(2, 8)]
        if len(piece) > 1 and piece.isalnum():
            found.append(piece)
    return found


def ask(browser: Browser, address: str, asked: Sequence[str]) -> None:
    """Print bytes and milliseconds of queries, from the click until the first results are shown."""
    measured: dict[str, list[tuple[float, float]]] = {"cold": [], "warm": []}
    for query in asked:
        page = browser.new_page()
        began = time.perf_counter()
        page.goto(f"{address}?q={quote(query)}")
        measured["cold"].append(_measured(page, began))
        page.close()
    page = browser.new_page()
    page.goto(f"{address}?q={quote('开门')}")
    page.wait_for_function(_DONE)
    for query in asked:
        page.evaluate(
            "performance.clearResourceTimings(), document.getElementById('state').replaceChildren()"
        )
        began = time.perf_counter()
        page.fill("#q", query)
        page.keyboard.press("Enter")
        measured["warm"].append(_measured(page, began))
    page.close()
    for name, found in measured.items():
        sizes, times = ([each[number] for each in found] for number in (0, 1))
        print(
            f"  {name}: {statistics.median(sizes) / 1e3:.0f} KB, p90 {_p90(sizes) / 1e3:.0f} KB; "
            f"{statistics.median(times):.0f} ms, p90 {_p90(times):.0f} ms",
            flush=True,
        )
    for length in range(2, 9):
        given = [
            size / 1e3
            for query, (size, _) in zip(asked, measured["warm"], strict=True)
            if len(query) == length
        ]
        if given:
            print(f"    warm, {length} characters: {statistics.median(given):.0f} KB ({len(given)} queries)")


def _measured(page: Page, began: float) -> tuple[float, float]:
    page.wait_for_function(_DONE)
    page.locator("#results mark").first.wait_for()  # every query is a piece of some text
    milliseconds = (time.perf_counter() - began) * 1e3
    return page.evaluate(_BYTES), milliseconds


def _p90(values: Sequence[float]) -> float:
    return sorted(values)[int(len(values) * 0.9)]


if __name__ == "__main__":
    options = argparse.ArgumentParser()
    options.add_argument("sizes", nargs="*", type=int, default=[1_000, 10_000])
    options.add_argument("--cut", type=int)
    given = options.parse_args()
    main(given.sizes, given.cut)
