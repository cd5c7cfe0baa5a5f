"""The benchmark measures what it says: a clean catalogue, all processes of a command, locked peers."""

from __future__ import annotations

import json
import math
import re
import sys
from pathlib import Path

import pytest

from bench import page
from bench.items import ROOT, Law, document, index
from bench.measure import Cost, FailedError, median, run
from bench.peers import PEERS, PROJECTS, Peer, content
from bench.repository import git, make, revise
from gongkai.pipeline import read_and_check

LAWS = [Law(f"第{at}号规定", f"第一条 关于第{at}项工作。") for at in range(3)]
HOLD = "import os, time; held = b'x' * 60_000_000; os.fork(); more = b'y' * 60_000_000; time.sleep(1)"


def test_what_is_measured_is_a_clean_catalogue_before_and_after_a_change(tmp_path: Path) -> None:
    make(tmp_path / "r", LAWS)
    assert not read_and_check(tmp_path / "r").refused
    line = revise(tmp_path / "r", 1, LAWS[1])
    saved = read_and_check(tmp_path / "r")
    git(tmp_path / "r", "commit", "-qam", "revision")
    for checked in (saved, read_and_check(tmp_path / "r")):
        item = checked.context.items[index(1)]
        assert (checked.refused, item.revision) == (False, 2)
        assert line in item.raw.body


@pytest.mark.skipif(not Path("/proc/self/smaps_rollup").exists(), reason="Linux tells what processes share")
def test_memory_is_that_of_all_processes_and_what_they_share_counts_once(tmp_path: Path) -> None:
    cost = run([sys.executable, "-c", HOLD], tmp_path)
    assert 170 < cost.memory < 230


def test_a_command_that_fails_is_no_figure(tmp_path: Path) -> None:
    with pytest.raises(FailedError, match="broken"):
        run([sys.executable, "-c", "raise SystemExit('broken')"], tmp_path)


def test_each_figure_has_a_median_of_its_own_and_what_is_long_is_not_repeated() -> None:
    costs = iter([Cost(3, 1, 20), Cost(1, 2, 30), Cost(2, 9, 10), Cost(70, 1, 1)])
    assert median(3, lambda: next(costs)) == Cost(2, 2, 20)
    assert median(3, lambda: next(costs)) == Cost(70, 1, 1)


def test_a_table_takes_the_place_of_the_one_before_and_of_nothing_else(tmp_path: Path) -> None:
    target = tmp_path / "page.md"
    target.write_text((ROOT / "docs/performance.md").read_text(encoding="utf-8"), encoding="utf-8")
    measured = {10: {"ours": Cost(2, 3, math.nan), page.HUGO: Cost(4, 7, 100)}, 100: {"ours": Cost(30, 3, 1)}}
    for name, text in ((page.RESULTS, page.results("", measured)), (page.STAGES, page.stages({1: {"a": 1}}))):
        page.write(target, name, "old")
        before = target.read_text(encoding="utf-8")
        page.write(target, name, text)
        assert target.read_text(encoding="utf-8") == before.replace("\nold\n", f"\n{text}\n")
    assert "| ours | 2.00 | 3.00 | – | 0.50 | – |" in page.results("", measured)
    assert "| ours | 15.0 | – |" in page.results("", measured)


@pytest.mark.parametrize("peer", PEERS, ids=lambda peer: peer.name)
def test_a_peer_gets_every_text(peer: Peer) -> None:
    made = dict(content(peer, LAWS))
    for at, law in enumerate(LAWS):
        assert law.body in made[f"{document(at).removeprefix('items/')}.md"]


def test_peers_are_locked_by_hash_and_name_no_address() -> None:
    locked = json.loads((PROJECTS / "package-lock.json").read_text(encoding="utf-8"))["packages"]
    assert all(each.keys() & {"integrity"} for path, each in locked.items() if path)
    assert not any("resolved" in each for each in locked.values())
    pinned = (PROJECTS / "requirements.txt").read_text(encoding="utf-8")
    assert re.fullmatch(r"hugo==[\d.]+ \\\n( +--hash=sha256:[0-9a-f]{64}( \\)?\n)+ +# via .*\n", pinned)
