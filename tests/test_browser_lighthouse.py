"""Lighthouse gives accessibility and best practices 100 of 100, on one page of each sort."""

from __future__ import annotations

import json
import shutil
import subprocess
import time
from collections.abc import Iterator
from typing import Any

import pytest

from site_browser import KINDS, QUIET
from site_repo import ROOT, need

pytest_plugins = ("site_fixtures",)

NPM = ROOT / "tests/npm"


@pytest.fixture(scope="module")
def port(tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    """Where a Chromium of our own listens: Lighthouse's would outlive it if it were killed."""
    chromium = shutil.which("chromium")
    need("chromium", chromium)
    need("lighthouse", shutil.which("node") and (NPM / "node_modules/lighthouse").is_dir())
    profile = tmp_path_factory.mktemp("profile")
    options = [*QUIET, "--headless", "--remote-debugging-port=0", f"--user-data-dir={profile}"]
    with subprocess.Popen([str(chromium), *options], stderr=subprocess.DEVNULL) as process:
        told = profile / "DevToolsActivePort"
        while not (told.is_file() and told.read_text()):
            assert process.poll() is None, "Chromium did not start"
            time.sleep(0.1)
        yield int(told.read_text().split()[0])
        process.terminate()


def report(port: int, address: str) -> dict[str, Any]:
    command = ["node", str(NPM / "report.mjs"), str(port), address]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=180)
    assert done.returncode == 0, done.stdout + done.stderr
    found: dict[str, Any] = json.loads(done.stdout)
    return found


@pytest.mark.parametrize("kind", ["home", "catalogue", "item with files"])
def test_lighthouse_finds_nothing(port: int, below: str, kind: str) -> None:
    found = report(port, below + KINDS[kind])
    failed = [name for name, each in found["audits"].items() if each["score"] not in (1, None)]
    assert {name: each["score"] for name, each in found["categories"].items()} == {
        "accessibility": 1,
        "best-practices": 1,
    }, failed
    assert found["audits"]["cumulative-layout-shift"]["numericValue"] == 0
    requests = [each["url"] for each in found["audits"]["network-requests"]["details"]["items"]]
    assert requests
    assert [url for url in requests if not url.startswith(below)] == []
