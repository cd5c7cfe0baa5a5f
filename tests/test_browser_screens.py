"""The design is kept: pages look as they did in tests/screens/. `GOLDEN=1 pytest` draws those anew; look at the diff.

The pictures are a quarter of the page's size, so that it is the design that counts and not how one machine smooths
its letters.
"""

from __future__ import annotations

import io
import os
import shutil
import subprocess
from pathlib import Path
from typing import Literal

import pytest
from PIL import Image, ImageChops
from playwright.sync_api import FloatRect, Page

from site_browser import KINDS, Window, unfold, visited
from site_repo import need

pytest_plugins = ("site_fixtures",)

SCREENS = Path(__file__).with_name("screens")
SHOWN = ("home", "catalogue", "request", "search", "item with all fields", "wide item", "earlier revision")
LOOKS: dict[str, tuple[int, Literal["light", "dark"], Literal["screen", "print"]]] = {
    "360-light": (360, "light", "screen"),
    "360-dark": (360, "dark", "screen"),
    "768-light": (768, "light", "screen"),
    "1440-light": (1440, "light", "screen"),
    "print": (794, "light", "print"),
}
"""Width, colours, medium; A4 is 794 pixels wide."""

HIGHEST = 1600
"""Pixels; what is further down a long page looks like what is above."""
SCALE = 4
STEP = 24
"""Of 255: a smaller change of red, green or blue is nobody's decision."""
TOLERATED = 0.004
"""The share of points that may have changed by more than a step: a word, not a line."""


@pytest.fixture(scope="module", autouse=True)
def letters() -> None:
    """Other letters are another picture."""
    fonts = shutil.which("fc-list") and subprocess.run(["fc-list"], capture_output=True, check=True).stdout
    need("fonts-noto-cjk", fonts and b"Noto Sans CJK SC" in fonts)


def drawn(page: Page, look: str) -> Image.Image:
    width, scheme, media = LOOKS[look]
    page.set_viewport_size({"width": width, "height": 800})
    page.emulate_media(color_scheme=scheme, media=media)
    height = min(HIGHEST, page.evaluate("document.documentElement.scrollHeight"))
    shape: FloatRect = {"x": 0, "y": 0, "width": width, "height": height}
    png = page.screenshot(full_page=True, clip=shape, animations="disabled")
    picture = Image.open(io.BytesIO(png)).convert("RGB")
    return picture.resize((picture.width // SCALE, picture.height // SCALE), Image.Resampling.BOX)


def file_of(kind: str, look: str) -> Path:
    return SCREENS / f"{kind.replace(' ', '-')}-{look}.png"


def changed(picture: Image.Image, golden: Image.Image) -> float:
    """The share of points that differ by more than a step; all of them where the sizes differ."""
    if picture.size != golden.size:
        return 1.0
    red, green, blue = ImageChops.difference(picture, golden).split()
    counts = ImageChops.lighter(ImageChops.lighter(red, green), blue).histogram()
    return sum(counts[STEP:]) / (picture.width * picture.height)


@pytest.mark.parametrize("kind", SHOWN)
def test_a_page_looks_as_it_did(shared: Window, top: str, tmp_path: Path, kind: str) -> None:
    with visited(shared, top + KINDS[kind]) as page:
        page.emulate_media(reduced_motion="reduce")
        unfold(page)
        pictures = {look: drawn(page, look) for look in LOOKS}
    faults = []
    for look, picture in pictures.items():
        golden = file_of(kind, look)
        if os.environ.get("GOLDEN") == "1":
            SCREENS.mkdir(exist_ok=True)
            picture.save(golden, optimize=True)
        assert golden.is_file(), f"no {golden.name}: GOLDEN=1 draws it"
        with Image.open(golden) as kept:
            share = changed(picture, kept)
        if share > TOLERATED:
            picture.save(tmp_path / golden.name)
            faults.append(f"{share:.1%} of {golden} changed; it now looks like {tmp_path / golden.name}")
    assert not faults, "\n".join(faults)


def test_a_line_moved_or_a_ground_changed_is_a_change() -> None:
    line = Image.new("RGB", (360, 500), "white")
    line.paste("navy", (20, 100, 300, 104))
    assert changed(line, line.copy()) == 0
    assert changed(ImageChops.offset(line, 0, 3), line) > TOLERATED
    assert changed(ImageChops.invert(line), line) > TOLERATED
    assert changed(line.crop((0, 0, 360, 499)), line) > TOLERATED


def test_the_pictures_are_those_of_the_test_and_small() -> None:
    names = {file_of(kind, look).name for kind in SHOWN for look in LOOKS}
    assert {path.name for path in SCREENS.iterdir()} <= names
    assert sum(path.stat().st_size for path in SCREENS.iterdir()) < 1_000_000
