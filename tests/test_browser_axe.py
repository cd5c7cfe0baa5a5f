"""axe-core finds nothing on any kind of page: light and dark, on a phone and a desk, as usual and in 长者模式."""

from __future__ import annotations

from typing import Literal

import pytest
from playwright.sync_api import Browser, Page

from site_browser import KINDS, opened, unfold
from site_repo import ROOT, need

pytest_plugins = ("site_fixtures",)

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
LOOKS: list[tuple[Literal["light", "dark"], int, str]] = [
    ("light", 360, ""),
    ("dark", 1440, ""),
    ("light", 1440, "elder"),
]
"""Colours, width, and what of `.gk-view` is chosen."""

RUN = """async (rules) => {
  const found = await axe.run({runOnly: rules, resultTypes: ['violations', 'incomplete'], preload: false});
  const undecided = found.incomplete.filter(({id}) => id !== 'color-contrast');
  return [...found.violations, ...undecided].flatMap(({id, nodes}) => nodes.map((node) =>
    `${id}: ${node.html.slice(0, 120)} ${[...node.any, ...node.all, ...node.none].map((each) => each.message)}`));
}"""
"""What breaks a rule, and what axe leaves for a person to decide.

But for contrast: a line wider than its box by a 64th of a pixel is undecided; test_browser_pages measures all.
"""


@pytest.fixture(scope="module")
def axe() -> str:
    file = ROOT / "tests/npm/node_modules/axe-core/axe.min.js"
    need("axe-core", file.is_file())
    return file.read_text(encoding="utf-8")


def test_axe_finds_nothing(page: Page, axe: str) -> None:
    page.emulate_media(reduced_motion="reduce")
    unfold(page)
    page.evaluate(axe)
    for scheme, width, view in LOOKS:
        page.emulate_media(color_scheme=scheme)
        page.set_viewport_size({"width": width, "height": 800})
        page.locator(f".gk-view button[value='{view}']").click()
        assert page.evaluate(RUN, RULES) == [], (scheme, width, view)


FAULTS = {
    "image-alt": "<img src=assets/images/favicon.png>",
    "label": "<input type=text>",
    "color-contrast": "<p style='color: #999'>淡得看不清的字</p>",
    "heading-order": "<h6>跳过各级的标题</h6>",
    "link-in-text-block": "<p style='color: #000'>见<a href=x style='color: #333; text-decoration: none'>此</a>处</p>",
    "target-size": "<a href=x style='font-size: 6px'>一</a><a href=y style='font-size: 6px'>二</a>",
}


@pytest.mark.parametrize("rule", FAULTS)
def test_axe_finds_a_fault(chromium: Browser, top: str, axe: str, rule: str) -> None:
    with opened(chromium, top, KINDS["column"]) as page:
        page.evaluate(
            "(fault) => document.getElementById('text').insertAdjacentHTML('beforeend', fault)", FAULTS[rule]
        )
        page.evaluate(axe)
        assert rule in {each.partition(":")[0] for each in page.evaluate(RUN, RULES)}
