"""信息处理费试算（条例第四十二条、国办函〔2020〕109号）: the calculator of the page and Python agree, and it shows its working."""

from __future__ import annotations

from playwright.sync_api import Browser

from gongkai.registers.fees import BY_ITEM, BY_PAGE, TARIFFS
from site_browser import KINDS, opened

pytest_plugins = ("site_fixtures",)


def test_the_calculator_and_python_agree_on_every_number(chromium: Browser, top: str) -> None:
    numbers = [*range(1, 321), 1_000, 9_999, 99_999]
    said = """([basis, before, numbers]) => {
      document.querySelector(`[name='fees-basis'][value='${basis}']`).click();
      document.getElementById('fees-before').value = before;
      return numbers.map((each) => {
        document.getElementById('fees-count').value = each;
        document.getElementById('fees-count').dispatchEvent(new Event('input', {bubbles: true}));
        return Number(/合计([0-9]+)元。$/.exec(document.getElementById('fees-amount').textContent)[1]);
      });
    }"""
    with opened(chromium, top, KINDS["request"]) as page:
        for tariff in TARIFFS:
            for before in (0, 7, 10, 29, 30, 31, 45) if tariff.basis == BY_ITEM else (0,):
                sums = [tariff.amount(number, before) for number in numbers]
                assert page.evaluate(said, [tariff.basis, str(before or ""), numbers]) == sums


def test_the_calculator_shows_its_working(chromium: Browser, top: str) -> None:
    with opened(chromium, top, KINDS["request"]) as page:
        page.get_by_label("数量（件或者页）").fill("３５")
        assert page.locator("#fees-amount").inner_text() == (
            "第1至第10件不收费；第11至第30件每件100元，2000元；第31至第35件每件200元，1000元。合计3000元。"
        )
        page.get_by_label("数量（件或者页）").fill("3.5")
        assert page.locator("#fees-amount").inner_text() == "请填写不带单位的整数。"
        page.locator(f"[name='fees-basis'][value='{BY_PAGE}']").check()
        assert page.get_by_label("本月此前已有的件数").is_disabled()
