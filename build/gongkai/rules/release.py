"""宣布过的发布安排不悄悄改：改期写原定日期和原因，取消写原因，删去的要恢复（第十条；条例第二十六条）。"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from gongkai.model import Context, Finding, Page, Place, Release, Rule, Text

RULE = Rule(
    slug="release",
    title=Text("宣布过的发布安排被悄悄改动", "an announced release was changed without a word"),
    article=Text("第十条；条例第二十六条", "article 10; Regulations article 26"),
    remedy=Text(
        "在该项发布安排里写 moved（原定日期和原因）或 cancelled（原因），删去的恢复；发布后写 item。",
        "say it in the release: `moved` with the old day and a note, or `cancelled` with a reason; put back what was "
        "taken out; name the `item` once it is published.",
    ),
    page=Text(
        "发布日程里宣布的日期，公众会据以安排。改期的，moved 逐次记下原定日期和原因，与主分支上宣布过的日期一一相符；"
        "取消的，写 cancelled 和原因，不能恢复，要再发布的另用代号重新宣布；宣布过的不删去，过了日子的也留着，"
        "发布以后在 item 里写明是哪一条。日历文件里，改期的还是同一件事，取消的标明取消。",
        "People plan by an announced day. A changed one is told in `moved`, each old day with a note, exactly as they stood "
        "on the main line; one called off says so in `cancelled` and does not come back: announce it anew under another "
        "code. None is taken out, not even when it is over; `item` then names what was published.",
    ),
)


def check(context: Context) -> Iterator[Finding]:
    """Yield what is wrong with the releases of each page, now or before."""
    for path in sorted({*context.columns, *context.announced}):
        page = context.columns.get(path)
        states = [then for landing, then in context.announced.get(path, ()) if landing.known]
        at_hand = {each.code: each for each in page.releases} if page else {}
        before = _by_code(states)
        for code in sorted(before.keys() - at_hand.keys()):
            if page or path not in context.files:  # a page whose form is wrong says nothing of its releases
                yield _gone(path, before[code][-1], page)
        for release in at_hand.values():
            for field, said in _faults(release, before.get(release.code, []), context):
                assert page is not None  # noqa: S101 - at_hand is its own
                yield RULE.finding(path, page.raw.at("releases", release.code, *field), *said)


def _by_code(states: list[Page]) -> dict[str, list[Release]]:
    """Code → the release as each landed state had it, oldest first."""
    found: dict[str, list[Release]] = {}
    for page in states:
        for each in page.releases:
            found.setdefault(each.code, []).append(each)
    return found


def _gone(path: str, was: Release, page: Page | None) -> Finding:
    place = page.raw.at("releases") if page else Place(1, 1)
    zh = f"宣布过的发布安排 {was.code}（{was.date}）不见了"
    return RULE.finding(path, place, zh, f"the release {was.code}, announced for {was.date}, is gone")


def _faults(
    release: Release, before: list[Release], context: Context
) -> Iterator[tuple[tuple[str | int, ...], Text]]:
    """The field and what is wrong with it."""
    announced = _days(before)
    if announced[-1:] == [release.date]:
        announced.pop()
    told = [each.was for each in release.moved]
    if told != announced:
        yield ("date" if len(told) < len(announced) else "moved",), _untold(announced, told)
    if before and before[-1].cancelled and not release.cancelled:
        yield (
            (),
            Text("宣布取消的不能恢复，另用代号重新宣布", "called off: it cannot come back under this code"),
        )
    if release.item and release.cancelled:
        yield ("item",), Text("取消的发布没有可指的条目", "what was called off was not published")
    elif release.item and release.item not in context.items:
        yield ("item",), Text(f"没有条目 {release.item}", f"no item {release.item}")


def _days(before: list[Release]) -> list[date]:
    """The days that were announced, each once in a row."""
    found: list[date] = []
    for each in before:
        if found[-1:] != [each.date]:
            found.append(each.date)
    return found


def _untold(announced: list[date], told: list[date]) -> Text:
    was, said = ("、".join(map(str, days)) or "没有" for days in (announced, told))
    return Text(
        f"原定日期宣布过的是 {was}，moved 写的是 {said}", f"announced before: {was}; `moved` says: {said}"
    )
