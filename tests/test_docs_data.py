"""docs/data.md: every output of the site stands there, and every example there runs against a site just built."""

from __future__ import annotations

import json
import os
import re
import shutil
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import closing
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
import yaml

from signed_repo import SignedRepo
from site_repo import ROOT, need

pytest_plugins = ("site_fixtures",)

ADDRESS = "https://tjj.example/zwgk/"
TEXT = (ROOT / "docs/data.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"^```(\w+)\n(.*?)^```$", TEXT, re.DOTALL | re.MULTILINE)


def examples(language: str) -> list[str]:
    """The blocks in one language."""
    found = [block for kind, block in BLOCKS if kind == language]
    assert found
    return found


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture(scope="module")
def served(site: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address, under a sub-path, of the site as a web server has it."""
    folder = tmp_path_factory.mktemp("served")
    (folder / "a").mkdir()
    (folder / "a" / "zwgk").symlink_to(site)
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=folder))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/a/zwgk/"
    server.shutdown()
    server.server_close()


def _run(command: list[str], folder: Path) -> str:
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    environment = os.environ | {"PATH": path, "PYTHONUTF8": "1", "NO_PROXY": "127.0.0.1"}
    done = subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, text=True, check=False, timeout=60
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.mark.parametrize("code", examples("python"))
def test_a_python_example_runs_and_prints_something(code: str, served: str, tmp_path: Path) -> None:
    assert ADDRESS in code
    printed = _run([sys.executable, "-c", code.replace(ADDRESS, served)], tmp_path)
    assert printed.strip()


@pytest.mark.parametrize("code", examples("bash"))
def test_a_shell_example_runs(code: str, served: str, site: Path, tmp_path: Path) -> None:
    need("curl", shutil.which("curl"))
    shutil.copyfile(site / "catalogue.db", tmp_path / "catalogue.db")
    printed = _run(["bash", "-euo", "pipefail", "-c", code.replace(ADDRESS, served)], tmp_path)
    if "--remote-name" in code:
        assert (tmp_path / "catalogue.db").read_bytes() == (site / "catalogue.db").read_bytes()
    else:
        assert json.loads(printed)


@pytest.mark.parametrize("code", examples("sql"))
def test_a_question_in_sql_is_answered(code: str, site: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy.db"
    shutil.copyfile(site / "catalogue.db", copy)
    with closing(sqlite3.connect(copy)) as database:
        *before, last = [each for each in code.split(";\n") if each.strip()]
        for each in before:
            database.execute(each)
        assert database.execute(last).fetchall()


@pytest.mark.parametrize("code", examples("yaml"))
def test_an_announcement_as_it_is_written_there_is_taken(code: str, repo: SignedRepo) -> None:
    assert yaml.safe_load(code)
    repo.put("content/schedule.md", f"---\ntitle: 发布日程\ndescription: 说明。\n{code}---\n")
    checked = repo.checked()
    assert [finding for finding in checked.findings if finding.path == "content/schedule.md"] == []
    assert [len(page.releases) for page in checked.pages if page.raw.path == "content/schedule.md"] == [1]


def test_every_output_stands_in_the_table(site: Path) -> None:
    outputs = {path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_file()}
    data = {
        path for path in outputs if path.endswith((".json", ".csv", ".db", ".jsonld", ".xml", ".ics", ".txt"))
    }
    table = "".join(line for line in TEXT.splitlines(keepends=True) if line.startswith("| "))
    for path in sorted(data):
        if path.startswith("search/"):  # the index, in Pagefind's own form
            named = ""
        elif path.startswith("items/"):
            named = "items/年/号.json" if re.fullmatch(r"items/\d{4}/\d{5}\.json", path) else ""
        elif path.startswith("reports/"):
            named = "reports/年.json" if re.fullmatch(r"reports/\d{4}\.json", path) else ""
        else:
            named = re.sub(r"^assessment/\d{4}\.", "assessment/年.", path)
            named = re.sub(r"^(feeds|registers)/[a-z-]+\.", r"\1/….", named)
        assert f"`{named}`" in table or not named, path


def test_no_language_of_an_example_is_left_out() -> None:
    assert {kind for kind, _ in BLOCKS} == {"python", "bash", "sql", "yaml"}
