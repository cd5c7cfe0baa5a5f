"""The fragments of theme/fragments/, and how days, times and sizes are told in them."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, datetime
from functools import cache, lru_cache

from jinja2 import Environment, PackageLoader, StrictUndefined, Template
from markupsafe import Markup

from gongkai.layout import item_page
from gongkai.model import CHINA, Item, When

_INCLUDED = re.compile(r"\{% include '([a-z_]+\.html)' %\}\n?")
_KILO = 1024
_KINDS = {
    "pdf": "PDF 文档", "ofd": "OFD 文档", "docx": "Word 文档", "xlsx": "Excel 表格", "pptx": "PPT 演示文稿",
    "csv": "CSV 表格", "txt": "纯文本", "png": "PNG 图片", "jpg": "JPEG 图片", "jpeg": "JPEG 图片", "zip": "ZIP 压缩包",
}  # fmt: skip


@cache
def template(name: str) -> Template:
    """A fragment by its file name."""
    return _environment().get_template(name)


class _Whole(PackageLoader):
    """Puts what a template includes in its place, so that one function draws all of it.

    What is included may begin with `{#`, but not with `{#-`, which would take away the line's end before it.
    """

    def get_source(
        self, environment: Environment, template: str
    ) -> tuple[str, str, Callable[[], bool] | None]:
        """The text of a template, as Jinja asks for it."""
        source, path, current = super().get_source(environment, template)

        def included(found: re.Match[str]) -> str:
            return self.get_source(environment, found[1])[0].removesuffix("\n")

        return _INCLUDED.sub(included, source), path, current


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=_Whole("gongkai", "theme/fragments"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    environment.globals.clear()  # no fragment calls any, and each page would be given them anew
    environment.filters.update(
        human_size=human_size, day=_day, dated=_dated, minute=_minute, marked=marked, page=_page, kind=kind
    )
    return environment


def human_size(size: int) -> str:
    """Bytes as people read them: 1023 字节, 1.5 KB, 2.0 MB."""
    if size < _KILO:
        return f"{size} 字节"
    return f"{size / _KILO:.1f} KB" if size < _KILO**2 else f"{size / _KILO**2:.1f} MB"


def kind(file: str) -> str:
    """What a file is, in words, by its name."""
    ending = file.rpartition(".")[2].lower()
    return _KINDS.get(ending, f"{ending.upper()} 文件")


def marked(item: Item) -> str:
    """The title, with the word before it that says that the item is no longer in force."""
    return f"【{item.withdrawn.kind}】{item.title}" if item.withdrawn else item.title


def _page(item: Item) -> str:
    return item_page(item.index)


def _day(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"


@lru_cache(maxsize=1 << 12)
def _dated(day: date) -> Markup:
    """A day for people, and for programs beside it."""
    return Markup(f'<time datetime="{day}">{_day(day)}</time>')  # noqa: S704 - figures alone


def told(when: When) -> str:
    """Day and minute as people read them; the day alone, where no moment is proved."""
    return _minute(when.at) if when.at else _day(when.day)


def _minute(moment: datetime) -> str:
    china = moment.astimezone(CHINA)
    return f"{_day(china)} {china.hour:02}:{china.minute:02}"
