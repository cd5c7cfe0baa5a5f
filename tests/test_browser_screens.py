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
from typing import Any

import pytest
from PIL import Image, ImageChops
from playwright.sync_api import Browser

from site_browser import KINDS, opened, unfold
from site_repo import need

pytest_plugins = ("site_fixtures",)

SCREENS = Path(__file__).with_name("screens")
SHOWN = ("home", "catalogue", "item with all fields", "wide item", "earlier revision")
LOOKS: dict[str, dict[str, Any]] = {
    f"{width}-{scheme}": {"viewport": {"width": width, "height": 800}, "color_scheme": scheme}
    for width, scheme in ((360, "light"), (360, "dark"), (768, "light"), (1440, "light"))
}
PAPER = {"viewport": {"width": 794, "height": 1123}}
"""A4 at 96 pixels an inch."""

HIGHEST = 2000
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


def drawn(chromium: Browser, address: str, top: str, media: str, options: dict[str, Any]) -> Image.Image:
    with opened(chromium, top, address, reduced_motion="reduce", **options) as page:
        unfold(page)
        page.emulate_media(media="print" if media == "print" else "screen")
        png = page.screenshot(full_page=True, animations="disabled")
    picture = Image.open(io.BytesIO(png)).convert("RGB")
    picture = picture.crop((0, 0, picture.width, min(picture.height, HIGHEST)))
    return picture.resize((picture.width // SCALE, picture.height // SCALE), Image.Resampling.BOX)


def changed(picture: Image.Image, golden: Image.Image) -> float:
    """The share of points that differ by more than a step; all of them where the sizes differ."""
    if picture.size != golden.size:
        return 1.0
    red, green, blue = ImageChops.difference(picture, golden).split()
    counts = ImageChops.lighter(ImageChops.lighter(red, green), blue).histogram()
    return sum(counts[STEP:]) / (picture.width * picture.height)


@pytest.mark.parametrize("look", [*LOOKS, "print"])
@pytest.mark.parametrize("kind", SHOWN)
def test_a_page_looks_as_it_did(chromium: Browser, top: str, tmp_path: Path, kind: str, look: str) -> None:
    picture = drawn(chromium, KINDS[kind], top, look, LOOKS.get(look, PAPER))
    golden = SCREENS / f"{kind.replace(' ', '-')}-{look}.png"
    if os.environ.get("GOLDEN") == "1":
        SCREENS.mkdir(exist_ok=True)
        picture.save(golden, optimize=True)
    assert golden.is_file(), f"no {golden.name}: GOLDEN=1 draws it"
    with Image.open(golden) as kept:
        share = changed(picture, kept)
    new = tmp_path / golden.name
    if share > TOLERATED:
        picture.save(new)
    assert share <= TOLERATED, f"{share:.1%} of {golden} changed; it now looks like {new}"


def test_a_line_moved_or_a_ground_changed_is_a_change() -> None:
    line = Image.new("RGB", (360, 500), "white")
    line.paste("navy", (20, 100, 300, 104))
    assert changed(line, line.copy()) == 0
    assert changed(ImageChops.offset(line, 0, 3), line) > TOLERATED
    assert changed(ImageChops.invert(line), line) > TOLERATED
    assert changed(line.crop((0, 0, 360, 499)), line) > TOLERATED


def test_the_pictures_are_those_of_the_test_and_small() -> None:
    names = {f"{kind.replace(' ', '-')}-{look}.png" for kind in SHOWN for look in (*LOOKS, "print")}
    assert {path.name for path in SCREENS.iterdir()} <= names
    assert sum(path.stat().st_size for path in SCREENS.iterdir()) < 1_000_000
