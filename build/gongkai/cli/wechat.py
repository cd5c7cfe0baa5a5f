"""gongkai wechat: an item as an article to be pasted into WeChat's editor (article 23)."""

from __future__ import annotations

from typing import TextIO

import click

from gongkai.artefacts.wechat import article
from gongkai.cli.common import item_at, path_of, refuse, repository
from gongkai.cli.options import item_argument
from gongkai.deadline import is_public
from gongkai.entries import entry_of
from gongkai.model import Context, Item, Severity
from gongkai.pipeline import read_and_check
from gongkai.report import plain


@click.command()
@item_argument
@click.option(
    "--output", type=click.File("w", encoding="utf-8", lazy=True), default="-", show_default="stdout",
    help="写入这个文件。 Write to this file.",
)  # fmt: skip
@click.pass_context
def wechat(context: click.Context, item: str, output: TextIO) -> None:
    """把已公开的条目排成微信文章：用浏览器打开，全选、复制，粘贴到公众号编辑器。

    A public item as an article for WeChat: open it in a browser, copy all, paste it into the editor.
    """
    root = repository(context)
    checked = read_and_check(root)
    path = path_of(root, item)
    meant = item_at(checked, path)
    faults = [each for each in checked.findings if each.path == path and each.severity is Severity.ERROR]
    if faults or (said := _unfit(meant, checked.context)):
        refuse(faults, f"{path}: 没有排成文章{'' if faults else said}")
    made = article(entry_of(meant, checked.context), checked.setup.policy)
    output.write(made.html)
    for number, each in enumerate(made.pictures, start=1):
        words = f"（{each.words}）" if each.words else ""
        click.echo(plain(f"图{number} 请上传 (upload)：{each.path}{words}"), err=True)


def _unfit(item: Item, context: Context) -> str:
    """Why an item without errors is not for WeChat: what is not public, or no longer in force, is not spread."""
    if item.withdrawn:
        return f"：已{item.withdrawn.kind} (no longer in force)"
    return "" if is_public(item, context) else "：尚未公开 (not public yet)"
