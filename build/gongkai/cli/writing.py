"""gongkai new: a draft with the next free index number, on a branch of its own."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import click

from gongkai import layout
from gongkai.cli.common import refuse, repository
from gongkai.cli.drafting import draft
from gongkai.cli.numbering import claim_option, save_commands, used, warn_if_not_claimed
from gongkai.model import Context, Item, SetupError
from gongkai.pipeline import read_and_check, read_setup
from gongkai.proving import Setup, read_item
from gongkai.sources import clock
from gongkai.sources.git.claims import Claims
from gongkai.sources.git.worktree import Worktree
from gongkai.standing import spoken_for

_ASKED = {
    "title": "标题",
    "category": "类别",
    "topic": "主题分类",
    "department": "制作科室",
    "created": "形成日期（年-月-日）",
    "summary": "内容概述（不超过一百字）",
    "basis": "保密审查的依据",
}


@click.command()
@click.option("--title", help="标题。 The title.")
@click.option("--category", help="类别，第七条的五类之一。 One of the five of article 7.")
@click.option("--topic", help="主题分类。 The topic below the category.")
@click.option("--department", help="制作科室。 The department that made it.")
@click.option("--created", help="形成日期，如 2026-03-20。 The day it was signed.")
@click.option("--summary", help="内容概述，不超过一百字。 At most 100 characters.")
@click.option("--basis", help="保密审查的依据。 The basis of the secrecy review.")
@click.option("--number", help="发文字号，有的才写。 The document number, if any.")
@click.option("--keyword", "keywords", multiple=True, help="主题词，可写多次。 A keyword; repeatable.")
@click.option(
    "--interprets", multiple=True, help="解读哪一条，如 2026-00012，可写多次。 What it explains; repeatable."
)
@click.option("--interprets-later", help="解读没有与文件同日公开的理由。 Why an interpretation comes later.")
@click.option("--no-interpretation", help="规范性文件不需要解读的理由。 Why a document needs none.")
@click.option("--important", is_flag=True, help="重要文件，由秘书科公开。 An important document.")
@click.option(
    "--attach", "attached", multiple=True, type=click.Path(path_type=Path),
    help="附件，复制到条目的文件夹，可写多次。 A file to copy in; repeatable.",
)  # fmt: skip
@click.option(
    "--body", type=click.Path(path_type=Path),
    help="正文的 Markdown 文件；不写则留一行待填。 A file with the text.",
)  # fmt: skip
@claim_option
@click.pass_context
def new(
    context: click.Context, /, attached: tuple[Path, ...], body: Path | None, claim: bool, **given: Any
) -> None:
    """取下一个索引号，在以它命名的分支上写一份合格的草稿；没给的必填项逐一询问。

    Take the next free index number and write a valid draft on a branch named after it; asks for what is
    not given.
    """
    root = repository(context)
    files, text = _attachments(attached), _text(body)
    setup = read_setup(root)
    worktree = Worktree(root, setup.policy.main_branch)
    worktree.refuse_unsaved()
    claims = Claims(worktree, forge=claim)
    fields = dict(given)
    for name in (name for name in _ASKED if not fields[name]):
        fields[name] = _ask(name, fields, setup)
    text = draft(fields, files) + text
    item = _meant(setup, text)  # before a number is claimed: a refused draft takes none
    index, known = _take(root, claims)
    path = layout.document(index, in_folder=bool(files))
    _write(root, path, text, files)
    where = f"索引号 {setup.policy.full_index(index)}，在分支 {layout.branch(index)} 上"
    click.echo(f"{path}: 草稿已写好，{where} (draft written)")
    warn_if_not_claimed(claims, index)
    saved = path.removesuffix("/index.md")
    click.echo(f"接下来 next:\n  gongkai check {path}")
    click.echo(f"  {save_commands(claims, index, saved, f'草稿 {index}')}")
    click.echo("开合并请求，由以下岗位批准 (open a request; who approves):")
    click.echo("\n".join(_approvers(item, known)))
    click.echo(f"  gongkai approve {index} --role … --as … --key …")


def _take(root: Path, claims: Claims) -> tuple[str, Context]:
    """The next number of this year, on its branch from the main line; and what is known there."""
    year = str(clock.now().year)
    taken = claims.taken(year)  # first of all, as it fetches the main line
    known = read_and_check(root).context
    start = claims.worktree.main_line()
    claims.worktree.refuse_stuck(start)
    return claims.take(start, taken | used(known), year), known


def _attachments(paths: Iterable[Path]) -> dict[str, bytes]:
    files: dict[str, bytes] = {}
    for path in paths:
        if path.name in files:
            raise SetupError(f"{path}: 两个附件同名 (two attachments of one name)")
        files[path.name] = _bytes(path)
    return files


def _text(body: Path | None) -> str:
    """The Markdown to begin with; a BOM or CRLF that an editor left is no fault of the text."""
    if body is None:
        return "\n（正文待写）\n"
    try:
        return _bytes(body).decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        raise SetupError(f"{body}: 不是 UTF-8 编码 (not UTF-8)") from error


def _bytes(path: Path) -> bytes:
    if not path.is_file():
        raise SetupError(f"{path}: 没有这个文件 (no such file)")
    return path.read_bytes()


def _ask(name: str, fields: Mapping[str, Any], setup: Setup) -> str:
    """Ask for a field; where there is a codelist, offer it."""
    schemas = setup.schemas
    names: tuple[str, ...] = ()
    if name in ("category", "department"):
        names = tuple(choice.name for choice in schemas.choices(name))
    elif name == "topic":
        categories = {choice.name: choice for choice in schemas.choices("category")}
        known = categories.get(fields["category"])
        names = tuple(topic.name for topic in known.topics) if known else ()
    return str(click.prompt(_ASKED[name], type=click.Choice(names) if names else str))


def _meant(setup: Setup, text: str) -> Item:
    """The item of a draft; one that would not pass the schema is not written: exit 1."""
    result = read_item(setup.schemas, "草稿 draft", text.encode())
    if isinstance(result, tuple):
        refuse(result, "没有写草稿 (no draft written)")
    return result


def _approvers(item: Item, context: Context) -> Iterator[str]:
    """A line a role that the item needs, with the offices that may sign as it (articles 10 and 14)."""
    for role in context.policy.needed_for(item):
        offices = [by for by in context.people if spoken_for(by, item, role, context.today, context)]
        yield f"  {context.policy.roles[role].title}（{role}）：{'、'.join(offices)}"


def _write(root: Path, path: str, text: str, files: Mapping[str, bytes]) -> None:
    """Write the draft and its attachments; never over what is there. Raises SetupError."""
    folder = (root / path).parent
    folder.mkdir(parents=True, exist_ok=True)
    for file, data in {**{folder / name: files[name] for name in files}, root / path: text.encode()}.items():
        try:
            with file.open("xb") as new_file:
                new_file.write(data)
        except FileExistsError as error:
            raise SetupError(f"{file}: 已有东西，没有覆盖 (exists already; not overwritten)") from error
