"""Earlier revisions and withdrawn items on the built site: what of them is there, and what is not."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from lxml import html

from signed_repo import SignedRepo
from site_repo import ATTACHMENT, DOT, FILES, GONGKAI, TAKEN_BACK, gongkai

pytest_plugins = ("site_fixtures",)

FOLDER = "items/2026"


def page(site: Path, name: str) -> html.HtmlElement:
    """The main part of a page of an item."""
    (main,) = html.document_fromstring((site / FOLDER / f"{name}.html").read_bytes()).iter("article")
    return main


def words(element: html.HtmlElement) -> str:
    """Its text, with single spaces."""
    return " ".join(element.text_content().split())


def fact(main: html.HtmlElement, name: str) -> html.HtmlElement:
    """What the header table says under a name."""
    (cell,) = main.xpath("//tr/th[normalize-space()=$name]/following-sibling::td[1]", name=name)
    return cell


def test_an_earlier_revision_says_first_of_all_that_it_is_one(site: Path) -> None:
    (notice,) = page(site, "00006-r1").find_class("gk-notice")
    assert words(notice) == (
        "这是第1版，已不是现行版本（2026年3月20日至2026年4月3日公开）。现行的是第3版：更正、更新过的信息。"
    )
    assert notice.xpath(".//a/@href") == ["00006.html"]
    title = html.document_fromstring((site / FOLDER / "00006-r1.html").read_bytes()).findtext(".//title")
    assert str(title).startswith("更正过的信息（第1版）")


@pytest.mark.parametrize(
    ("name", "number", "updated", "signed"),
    [("00006-r1", "一万", "2026年3月20日", "2026年3月20日 09:00"), ("00006-r2", "一千", "2026年4月3日", "2026年4月3日 09:00")],
)  # fmt: skip
def test_it_shows_its_own_text_facts_and_approvals(
    site: Path, name: str, number: str, updated: str, signed: str
) -> None:
    main = page(site, name)
    (body,) = main.find_class("gk-body")
    assert f"第二段的数字是{number}。" in words(body)
    assert words(fact(main, "更新日期")) == updated
    assert words(fact(main, "有效性")) == "有效（当时）"
    (approvals,) = main.find_class("gk-approvals")
    assert {words(each) for each in approvals.iter("time")} == {signed}


def test_its_source_and_attachments_are_the_bytes_of_then(site: Path, column: SignedRepo) -> None:
    commits = column.git("log", "--first-parent", "--reverse", "--format=%H", "--", f"content/{FOLDER}/00006")
    for revision, commit in enumerate(commits.split()[:2], start=1):
        published = site / FOLDER / f"00006-r{revision}.md"
        landed = column.git("show", f"{commit}:content/{FOLDER}/00006/index.md")
        assert published.read_bytes().decode() == landed
    first = site / FOLDER / "00006-r1"
    assert {each.name: each.read_bytes() for each in first.iterdir()} == dict(FILES)
    assert (site / FOLDER / "00006-r2" / ATTACHMENT).read_bytes() == b"second"
    assert (site / FOLDER / "00006" / ATTACHMENT).read_bytes() == b"third"


def test_its_links_lead_to_what_belonged_to_it_and_none_to_what_is_gone(site: Path) -> None:
    (body,) = page(site, "00006-r1").find_class("gk-body")
    led = {words(each): each.get("href") for each in body.iter("a")}
    assert led["别的附表"] == "00001/chart.png"
    assert str(led["附表"]).startswith("00006-r1/")
    assert led["后来撤回的图"] is None
    assert body.xpath(".//img/@src") == ["00006-r1/chart.png"]


def test_the_difference_says_by_signs_what_went_and_what_came(site: Path) -> None:
    main = page(site, "00006-r1")
    removed, added = ([each.text_content() for each in main.iter(tag)] for tag in ("del", "ins"))
    assert "− 第二段的数字是一万。\n" in removed
    assert "+ 第二段的数字是一千。\n" in added
    assert "+   note: 第二段的数字有误\n" in added
    assert all(line.startswith("− ") for line in removed)
    assert all(line.startswith("+ ") for line in added)
    assert "sig:" not in "".join(each.text_content() for each in main.find_class("gk-diff"))
    assert "+ 第二段的数字是两千。\n" in [each.text_content() for each in page(site, "00006-r2").iter("ins")]


def test_the_newest_page_leads_to_each_earlier_one(site: Path) -> None:
    (section,) = page(site, "00006").xpath("//section[@aria-labelledby='changes']")
    assert [words(each) for each in section.iter("li")] == [
        "2026年4月6日，更新：补充全年数字（改动前的第2版）",
        "2026年4月3日，更正：第二段的数字有误（改动前的第1版）",
    ]
    assert section.xpath(".//li//a/@href") == ["00006-r2.html", "00006-r1.html"]
    assert section.xpath("./p//a/@href") == ["00006-r2.html", "00006-r1.html"]
    assert words(fact(page(site, "00006"), "版次")) == "第3版"


def test_an_item_that_never_changed_has_neither_revision_nor_changes(site: Path) -> None:
    main = page(site, "00001")
    assert not main.xpath("//section[@aria-labelledby='changes'] | //th[.='版次']")
    assert not main.find_class("gk-notice")


def test_a_repealed_item_keeps_its_text_under_its_tombstone(site: Path) -> None:
    main = page(site, "00007")
    (notice,) = main.find_class("gk-notice")
    assert words(notice) == "本信息已废止（自2026年4月5日起）。理由：依据的文件已经废止"
    assert words(fact(main, "有效性")) == "废止"
    assert words(main.find_class("gk-body")[0]) == "经济运行总体平稳。"
    assert main.xpath("//section[@aria-labelledby='changes']//li//a/@href") == ["00007-r1.html"]


def test_of_an_item_taken_back_there_is_its_tombstone_and_nothing_else(site: Path) -> None:
    main = page(site, "00008")
    (notice,) = main.find_class("gk-notice")
    assert words(notice).startswith(
        "本信息已依法撤回，正文和附件不再公开（自2026年4月5日起）。理由：误公开了个人信息"
    )
    assert not main.find_class("gk-body")
    assert sorted(
        path.relative_to(site / FOLDER).as_posix() for path in site.glob(f"{FOLDER}/00008*/**/*")
    ) == ["00008/index.md"]
    holding = [
        path for path in site.rglob("*") if path.is_file() and TAKEN_BACK.encode() in path.read_bytes()
    ]
    assert holding == []


def test_old_and_new_lead_to_one_another(site: Path) -> None:
    old, new = page(site, "00009"), page(site, "00010")
    (notice,) = old.find_class("gk-notice")
    assert notice.xpath(".//a/@href") == fact(old, "被替代为").xpath(".//a/@href") == ["00010.html"]
    assert fact(new, "替代").xpath(".//a/@href") == ["00009.html"]
    assert words(fact(new, "替代")) == "后来被替代的信息"


def test_what_was_late_says_by_how_much_and_why(site: Path) -> None:
    assert words(fact(page(site, "00011"), "逾期公开")) == (
        "2026年2月2日形成，期限至2026年2月24日，实际于2026年3月20日公开，用46天，逾期24天。理由：会签用时过长"
    )


@pytest.mark.parametrize("listed", ["catalogue/all-3.html", "catalogue/tongji-xinxi-3.html"])
def test_withdrawn_items_stay_in_the_lists_marked_in_words(site: Path, listed: str) -> None:
    tree = html.document_fromstring((site / listed).read_bytes())
    titles = {words(each) for each in tree.xpath("//td/a")}
    assert {
        "【废止】后来废止的信息",
        "【依法撤回】后来依法撤回的信息",
        "【被替代】后来被替代的信息",
    } <= titles


def test_the_commands_on_an_earlier_page_verify_what_was_approved_then(
    site: Path, column: SignedRepo, tmp_path: Path
) -> None:
    first, second = page(site, "00006-r1").xpath("//details//pre")
    copy = column.clone(tmp_path / "clone").root
    verified = gongkai(copy, *first.text_content().split()[1:])
    assert verified.returncode == 0, verified.stdout
    assert verified.stdout.count("有效  ") == 3
    script = second.text_content().replace("gongkai ", f"'{GONGKAI}' ")
    shell = ["bash", "-euo", "pipefail"]
    done = subprocess.run(shell, cwd=copy, input=script.encode(), capture_output=True, check=False)
    assert done.returncode == 0, done.stderr
    assert done.stdout.count(b"Good ") == 3


def test_the_dot_of_the_item_taken_back_is_only_where_others_have_it(site: Path) -> None:
    holding = {path.parent.name for path in site.rglob("*.png") if path.read_bytes() == DOT}
    assert holding == {"00001", "00006-r1", "00006-r2"}
