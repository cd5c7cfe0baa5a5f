"""Building a site: the same bytes however it is done, and never a site that was not checked."""

from __future__ import annotations

import importlib.util
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from signed_repo import SignedRepo
from site_repo import GONGKAI, build, gongkai, hashes, make, need, publish, run

pytest_plugins = ("site_fixtures",)

_GENERATOR = re.compile(rb'<meta name="generator" content="[^"]*">')


def test_mkdocs_builds_the_same_site(few: SignedRepo) -> None:
    site = few.root / "site"
    before = hashes(site)
    shutil.rmtree(site)
    done = run([sys.executable, "-m", "mkdocs", "build", "--quiet"], few.root)
    assert done.returncode == 0, done.stderr
    assert hashes(site) == before


def test_properdocs_builds_the_same_site_but_for_its_name(few: SignedRepo) -> None:
    need("properdocs", importlib.util.find_spec("properdocs"))
    site, other = few.root / "site", few.root / "site-before"
    site.rename(other)
    done = run([sys.executable, "-m", "properdocs", "build", "--quiet", "-f", "mkdocs.yml"], few.root)
    assert done.returncode == 0, done.stderr
    for folder in (site, other):
        for page in folder.rglob("*.html"):
            page.write_bytes(_GENERATOR.sub(b"", page.read_bytes()))
    assert hashes(site) == hashes(other)


def test_a_second_build_gives_the_same_bytes(few: SignedRepo) -> None:
    before = hashes(few.root / "site")
    assert hashes(build(few.root)) == before


def test_order_of_files_locale_zone_and_hash_seed_change_nothing(
    column: SignedRepo, site: Path, tmp_path: Path
) -> None:
    other = column.clone(tmp_path / "clone").root
    files = sorted((other / "content").rglob("*.*"), reverse=True)
    shutil.move(other / "content", tmp_path / "old")
    for file in files:  # created anew, the last first
        file.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(tmp_path / "old" / file.relative_to(other / "content"), file)
    build(other, PYTHONHASHSEED="1", TZ="Pacific/Auckland", LC_ALL="C", SOURCE_DATE_EPOCH="0")
    assert hashes(other / "site") == hashes(site)


def test_an_empty_column_is_built(tmp_path: Path) -> None:
    make(tmp_path, {}, plain=0)
    site = build(tmp_path)
    assert "暂无信息" in (site / "catalogue.html").read_text(encoding="utf-8")
    assert not (site / "items").exists()


def _unsigned(repo: SignedRepo) -> None:
    repo.write("2026-00003")


def _altered(repo: SignedRepo) -> None:
    path = repo.path("2026-00001")
    path.write_bytes(path.read_bytes() + b"\n")


def _stray(repo: SignedRepo) -> None:
    repo.put("content/items/2026/00001/stray.html", "<p>")


def _half(repo: SignedRepo) -> None:
    repo.put("content/items/2026/00003.md", "---\ntitle: x\n")


@pytest.mark.parametrize("spoil", [_unsigned, _altered, _stray, _half])
@pytest.mark.parametrize("command", ["gongkai", "mkdocs"])
def test_a_refused_catalogue_leaves_the_last_good_site(
    few: SignedRepo, spoil: Callable[[SignedRepo], None], command: str
) -> None:
    spoil(few)
    before = hashes(few.root / "site")
    mkdocs = [sys.executable, "-m", "mkdocs", "build", "--quiet"]
    done = gongkai(few.root, "build") if command == "gongkai" else run(mkdocs, few.root)
    assert done.returncode == 1
    assert "error[" in done.stdout + done.stderr
    assert "Traceback" not in done.stderr
    assert hashes(few.root / "site") == before


def test_a_missing_column_page_or_broken_policy_is_one_line_and_exit_2(few: SignedRepo) -> None:
    before = hashes(few.root / "site")
    policy = few.root / "policy" / "policy.yml"
    good = policy.read_text(encoding="utf-8")
    page = few.root / "content" / "guide.md"
    for spoil in (
        lambda: policy.write_text("catalogue: [", encoding="utf-8"),
        lambda: policy.write_text(good.replace("publish_days: 20", "publish_days: soon"), encoding="utf-8"),
        policy.unlink,
        page.unlink,
    ):
        policy.write_text(good, encoding="utf-8")
        spoil()
        done = gongkai(few.root, "build")
        assert done.returncode == 2
        assert done.stdout == ""
        assert re.fullmatch(r".*(policy\.yml|guide\.md).*\n", done.stderr), done.stderr
        assert hashes(few.root / "site") == before


def test_what_is_no_longer_in_the_catalogue_leaves_the_site(few: SignedRepo) -> None:
    (few.root / "site" / "old.html").write_text("old", encoding="utf-8")
    assert not (build(few.root) / "old.html").exists()
    assert sorted(path.name for path in few.root.glob("site*")) == ["site"]


def test_a_new_item_appears(few: SignedRepo) -> None:
    publish(few, {"2026-00003": {"title": "第三条信息"}})
    site = build(few.root)
    assert "第三条信息" in (site / "index.html").read_text(encoding="utf-8")
    assert (site / "items/2026/00003.html").is_file()


def test_builds_at_the_same_time_do_not_spoil_one_another(few: SignedRepo) -> None:
    before = hashes(few.root / "site")
    shutil.rmtree(few.root / "site")
    builds = [subprocess.Popen([GONGKAI, "build"], cwd=few.root, stderr=subprocess.PIPE) for _ in range(3)]
    said = [process.communicate(timeout=60)[1].decode() for process in builds]
    assert {process.returncode for process in builds} <= {0, 2}, said
    assert hashes(few.root / "site") == before
    assert [path.name for path in few.root.glob("site*")] == ["site"]


def test_it_builds_from_any_folder_of_the_repository(few: SignedRepo) -> None:
    before = hashes(few.root / "site")
    shutil.rmtree(few.root / "site")
    assert gongkai(few.root / "content" / "items", "build").returncode == 0
    assert hashes(few.root / "site") == before


def test_the_site_can_be_read_by_a_web_server_under_another_user(few: SignedRepo) -> None:
    umask = os.umask(0o022)
    try:
        site = build(few.root)
    finally:
        os.umask(umask)
    for path in (site, *site.rglob("*")):
        assert path.stat().st_mode & 0o004, path
