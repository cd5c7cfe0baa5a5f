"""gongkai new: a draft with the next free index number."""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import click

from gongkai import layout
from gongkai.cli.common import repository, show_findings
from gongkai.model import Context, SetupError
from gongkai.pipeline import read_and_check
from gongkai.proving import Setup
from gongkai.sources import clock, frontmatter

_SAFE = "-_.《》〔〕（）、，；。“”"
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
@click.option("--important", is_flag=True, help="重要文件，由秘书科公开。 An important document.")
@click.option(
    "--attach", "attached", multiple=True, type=click.Path(path_type=Path),
    help="附件，复制到条目的文件夹，可写多次。 A file to copy in; repeatable.",
)  # fmt: skip
@click.option(
    "--body", type=click.Path(path_type=Path),
    help="正文的 Markdown 文件；不写则留一行待填。 A file with the text.",
)  # fmt: skip
@click.pass_context
def new(context: click.Context, /, attached: tuple[Path, ...], body: Path | None, **given: Any) -> None:
    """取下一个索引号，写一份合格的草稿；没给的必填项逐一询问。

    Take the next free index number and write a valid draft; asks for what is not given.
    """
    root = repository(context)
    files, text = _attachments(attached), _text(body)
    checked = read_and_check(root)
    fields = dict(given)
    for name in (name for name in _ASKED if not fields[name]):
        fields[name] = _ask(name, fields, checked.setup)
    index = next_index(checked.context, clock.now().year)
    path = f"{layout.folder(index)}index.md" if attached else f"{layout.folder(index).rstrip('/')}.md"
    text = draft(fields, files) + text
    _refuse_unfit(checked.setup, path, index, text)
    _write(root, path, text, files)
    click.echo(f"{path}: 草稿已写好，索引号 {checked.setup.policy.full_index(index)} (draft written)")
    click.echo(f"接下来 next: gongkai check {path}; git add; gongkai approve {index} --role …")


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
    elif name == "topic" and fields["category"] in {choice.name for choice in schemas.choices("category")}:
        names = schemas.topics(fields["category"])
    return str(click.prompt(_ASKED[name], type=click.Choice(names) if names else str))


def next_index(context: Context, year: int) -> str:
    """One more than the highest number of the year that is or ever was taken."""
    taken = {*context.documents, *context.folders, *context.history.landings}
    serials = [int(index[5:]) for index in taken if index.startswith(f"{year}-")]
    return f"{year}-{max(serials, default=0) + 1:05}"


def draft(fields: Mapping[str, Any], files: Mapping[str, bytes]) -> str:
    """Front matter in the order of the schema, without approvals; every value quoted where need be."""
    plain = ("title", "category", "topic", "department", "created", "number", "summary")
    lines = [f"{name}: {_prose(fields[name])}" for name in plain if fields.get(name)]
    if fields.get("keywords"):
        lines.append(f"keywords: [{', '.join(_prose(word) for word in fields['keywords'])}]")
    if fields.get("important"):
        lines.append("important: 是")
    lines += ["attachments:"] * bool(files) + [_listed(name, data) for name, data in files.items()]
    lines.append(f"secrecy_review: {{result: 可以公开, basis: {_prose(fields['basis'])}}}")
    return "\n".join(["---", *lines, "revision: 1", "---", ""])


def _listed(name: str, data: bytes) -> str:
    title = _quoted(Path(name).stem)
    return f"- {{file: {_quoted(name)}, title: {title}, sha256: {hashlib.sha256(data).hexdigest()}}}"


def _prose(text: str) -> str:
    """What a person typed, on one line."""
    return _quoted(" ".join(text.split()))


def _quoted(text: str) -> str:
    """A YAML scalar: plain where every reader takes it so, else in double quotes."""
    safe = all(character.isalnum() or character in _SAFE for character in text)
    if safe and text[:1].isalnum():
        return text
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _refuse_unfit(setup: Setup, path: str, index: str, text: str) -> None:
    """A draft that would not pass the schema is not written: exit 1."""
    raw = frontmatter.read(path, text.encode())
    result = raw if isinstance(raw, tuple) else setup.schemas.item(raw, index)
    if isinstance(result, tuple):
        show_findings(list(result))
        click.echo("没有写草稿 (no draft written)", err=True)
        sys.exit(1)


def _write(root: Path, path: str, text: str, files: Mapping[str, bytes]) -> None:
    folder = (root / path).parent
    folder.mkdir(parents=True, exist_ok=True)
    for name, data in files.items():
        (folder / name).write_bytes(data)
    (root / path).write_text(text, encoding="utf-8", newline="\n")
