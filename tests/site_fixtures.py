"""What the tests of artefacts, site and browser share: one column, made and built once a session.

Test modules name this file in `pytest_plugins`; nobody changes what its session fixtures hand out.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

import site_repo
from gongkai.entries import catalogue_of
from gongkai.model import Catalogue
from signed_repo import SignedRepo
from site_browser import KINDS, QUIET, Window, visited, window
from site_server import served

READ = date(2026, 4, 7)
FEW: Mapping[str, Mapping[str, Any]] = {
    "2026-00001": {"title": "第一条信息"},
    "2026-00002": {"title": "附有文件的信息", "folder": True},
}


@pytest.fixture(scope="session")
def column(tmp_path_factory: pytest.TempPathFactory) -> SignedRepo:
    """The column of site_repo.SAMPLES and more."""
    return site_repo.make(tmp_path_factory.mktemp("column"), revisions=site_repo.REVISIONS)


@pytest.fixture(scope="session")
def catalogue(column: SignedRepo) -> Catalogue:
    """Its entries, as the artefacts take them."""
    return catalogue_of(column.root, column.checked(READ))


@pytest.fixture(scope="session")
def site(column: SignedRepo) -> Path:
    """Its site, built by `gongkai build`."""
    return site_repo.build(column.root)


@pytest.fixture(scope="session")
def built_few(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A column of two items, built."""
    root = tmp_path_factory.mktemp("few")
    site_repo.make(root, FEW, plain=0)
    site_repo.build(root)
    return root


@pytest.fixture
def few(built_few: Path, tmp_path: Path) -> SignedRepo:
    """The column of two items, built, for a test to change."""
    shutil.copytree(built_few, tmp_path / "few", symlinks=True)
    return SignedRepo(tmp_path / "few", fresh=False)


@pytest.fixture(scope="session")
def top(site: Path) -> str:
    """The address of the site on the disk, with a slash at the end."""
    return f"{site.as_uri()}/"


@pytest.fixture(scope="session")
def below(site: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the site at /a/b/ of a server."""
    root = tmp_path_factory.mktemp("www")
    (root / "a").mkdir()
    (root / "a" / "b").symlink_to(site)
    with served(root) as address:
        yield f"{address}a/b/"


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """Debian's browser, driven by Playwright, which brings none of its own."""
    path = shutil.which("chromium")
    site_repo.need("chromium", path)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=path,
            args=QUIET,
        )
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def shared(chromium: Browser, top: str) -> Iterator[Window]:
    """A window for the tests that look at many pages."""
    with window(chromium, top) as opened:
        yield opened


@pytest.fixture(params=KINDS)
def kind(request: pytest.FixtureRequest) -> str:
    """Each kind of page."""
    return str(request.param)


@pytest.fixture
def page(shared: Window, top: str, kind: str) -> Iterator[Page]:
    """A page of each kind."""
    with visited(shared, top + KINDS[kind]) as page:
        yield page
