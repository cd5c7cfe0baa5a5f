"""The folder of a new site: every byte as it should be, and the last site never touched."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from gongkai.building import swap
from gongkai.sources import new_site
from gongkai.sources.new_site import NewSite

Put = Callable[[NewSite, str, bytes], None]


def _copy(site: NewSite, address: str, data: bytes) -> None:
    source = site.folder.with_name("source")
    source.write_bytes(data)
    site.copy(source, address)


WAYS: dict[str, Put] = {
    "bytes": NewSite.write,
    "text": lambda site, address, data: site.write(address, data.decode()),
    "pieces": lambda site, address, data: site.write_pieces(address, iter(data.decode())),
    "copy": _copy,
}  # fmt: skip
DATA = "一：a\r\n".encode()


@pytest.fixture(params=[1 << 20, 3])
def site(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> NewSite:
    """Beside a last one with a file, which is compared at once, and in pieces."""
    monkeypatch.setattr(new_site, "_PIECE", request.param)
    NewSite(tmp_path / "site").write("items/图 a.html", DATA)
    return NewSite(tmp_path / "site.new", tmp_path / "site")


@pytest.mark.parametrize("put", WAYS.values(), ids=WAYS)
def test_a_file_is_written_as_it_is_into_folders_that_are_not_there(tmp_path: Path, put: Put) -> None:
    site = NewSite(tmp_path / "site")
    put(site, "a/b/图 c.html", DATA)
    assert (tmp_path / "site/a/b/图 c.html").read_bytes() == DATA


@pytest.mark.parametrize("put", WAYS.values(), ids=WAYS)
def test_what_is_the_same_in_the_last_site_is_its_file(site: NewSite, put: Put) -> None:
    put(site, "items/图 a.html", DATA)
    assert (site.folder / "items/图 a.html").samefile(site.folder.with_name("site") / "items/图 a.html")


@pytest.mark.parametrize("put", WAYS.values(), ids=WAYS)
@pytest.mark.parametrize("old", [b"", DATA[:-1], DATA + b"x", DATA.replace(b"a", b"b")])
def test_what_differs_is_written_anew_and_the_last_site_stays(site: NewSite, put: Put, old: bytes) -> None:
    last = site.folder.with_name("site") / "items/图 a.html"
    last.write_bytes(old)
    put(site, "items/图 a.html", DATA)
    assert (site.folder / "items/图 a.html").read_bytes() == DATA
    assert last.read_bytes() == old


@pytest.mark.parametrize("put", WAYS.values(), ids=WAYS)
def test_a_second_writing_does_not_reach_the_last_site(site: NewSite, put: Put) -> None:
    site.write("items/图 a.html", DATA)
    (site.folder.with_name("site") / "items/图 a.html").touch()
    site.write("items/图 a.html", b"other")
    put(site, "items/图 a.html", DATA)
    site.write("items/图 a.html", b"third")
    assert (site.folder.with_name("site") / "items/图 a.html").read_bytes() == DATA


@pytest.mark.parametrize("put", WAYS.values(), ids=WAYS)
def test_where_there_are_no_links_everything_is_written(
    site: NewSite, monkeypatch: pytest.MonkeyPatch, put: Put
) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError

    monkeypatch.setattr(os, "link", refuse)
    put(site, "items/图 a.html", DATA)
    new = site.folder / "items/图 a.html"
    assert new.read_bytes() == DATA
    assert not new.samefile(site.folder.with_name("site") / "items/图 a.html")
    assert [*new.parent.iterdir()] == [new]


def test_the_last_site_goes_whole_and_nothing_beyond_it(tmp_path: Path) -> None:
    new, site, beyond = (tmp_path / name for name in ("site.new", "site", "beyond"))
    for folder in (new, site / "items/2025", site / "items/2026/00012", site / "assets", beyond):
        folder.mkdir(parents=True)
        (folder / "file").write_bytes(folder.name.encode())
    (site / "items/2024").symlink_to(beyond)
    swap(new, site)
    assert [each.name for each in sorted(tmp_path.iterdir())] == ["beyond", "site"]
    assert (site / "file").read_bytes() == b"site.new"
    assert (beyond / "file").read_bytes() == b"beyond"
