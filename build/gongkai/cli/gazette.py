"""gongkai gazette: normative documents for the municipal gazette (article 24): what waits, packing, recording."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import Path
from zipfile import BadZipFile, ZipFile

import click

from gongkai.cli.common import item_at, path_of, refuse, repository
from gongkai.cli.gazette_list import FORMATS, waiting
from gongkai.cli.options import as_moment, as_option, key_option
from gongkai.cli.recording import clerk, start
from gongkai.layout import CONTENT
from gongkai.model import Item, SetupError, Severity
from gongkai.packing import pack as packed
from gongkai.pipeline import Checked, read_and_check
from gongkai.registers import deliveries
from gongkai.sources import tree

to_option = click.option(
    "--to", type=click.Choice(deliveries.TO), default=deliveries.GAZETTE, show_default=True,
    help="送到何处。 To whom.",
)  # fmt: skip


@click.group(invoke_without_command=True)
@to_option
@click.option(
    "--format", "form", type=click.Choice(list(FORMATS)), default="text", show_default=True,
    help="给人看，或给程序。 For people, or for programs.",
)  # fmt: skip
@click.pass_context
def gazette(context: click.Context, to: str, form: str) -> None:
    """送交：列出还没有送市政府办公室的规范性文件，或还没有送档案馆、图书馆的信息；打包、登记见下面的子命令。

    What was not delivered yet: normative documents to the municipal gazette, everything public to archives and
    libraries; pack it, record it.
    """
    if context.invoked_subcommand is None:
        click.echo(FORMATS[form](waiting(read_and_check(repository(context)), to)), nl=False)


@gazette.command()
@click.argument("items", metavar="[ITEM]...", nargs=-1)
@to_option
@click.option(
    "--output", type=click.Path(path_type=Path), default=Path("gazette.zip"), show_default=True,
    help="写入这个文件。 Write to this file.",
)  # fmt: skip
@click.pass_context
def pack(context: click.Context, items: tuple[str, ...], to: str, output: Path) -> None:
    """把已公开的文件打成一包：正文、附件、批准、校验值、目录；不写 ITEM 则打全部待送的。

    Pack public documents with attachments, approvals, checksums and a list; all that wait, if none is named.
    """
    root = repository(context)
    checked = _sound(root)
    wanted = [item_at(checked, path_of(root, each)) for each in items]
    wanted = wanted or [each.item for each in waiting(checked, to)]
    if not wanted:
        raise SetupError("没有待送的文件 (nothing waits)")
    data = packed(root, checked, wanted)
    tree.replace(output, data)
    click.echo(f"{output}: {len(wanted)} 件，SHA-256 {hashlib.sha256(data).hexdigest()} (packed)")
    named = " ".join(item.index for item in wanted)
    click.echo(
        f"送交以后 when delivered:\n  gongkai gazette deliver {named} --package {output} --how … --as … --key …"
    )


@gazette.command()
@click.argument("items", metavar="ITEM...", nargs=-1, required=True)
@to_option
@click.option(
    "--package", type=click.Path(path_type=Path), required=True, help="所送的包。 The package that went."
)
@click.option("--how", required=True, help="方式，如公文交换。 How it went.")
@click.option(
    "--at", callback=as_moment, default=None, show_default="now", help="何时送交。 When it was delivered."
)
@as_option
@key_option
@click.pass_context
def deliver(
    context: click.Context,
    items: tuple[str, ...],
    to: str,
    package: Path,
    how: str,
    at: datetime | None,
    by: str,
    key: Path,
) -> None:
    """登记送交：每个文件一件登记，写明版次和包的校验值，并签名。

    Record the delivery, signed: a record a document, with its revision and the checksum of the package.
    """
    root = repository(context)
    checked = _sound(root)
    wanted = [item_at(checked, path_of(root, each)) for each in dict.fromkeys(items)]
    digest = _digest(package, wanted)
    for item in wanted:
        head = {"item": item.index, "revision": str(item.revision)}
        event = {"to": to, "package": digest, "how": how}
        who = clerk(checked, by, key)
        start(root, checked, deliveries.REGISTER, head, "delivered", at or who.at, event, who)
        checked = read_and_check(root)  # the next one's number comes after this one's


def _sound(root: Path) -> Checked:
    """The catalogue, if nothing keeps it from being published; else say what does and exit 1."""
    checked = read_and_check(root)
    if checked.refused:
        faults = [each for each in checked.findings if each.severity is Severity.ERROR]
        refuse(faults, "目录有错误，没有打包，也没有登记 (refused: nothing packed or recorded)")
    return checked


def _digest(package: Path, items: Iterable[Item]) -> str:
    """SHA-256 of the package. Raises SetupError unless it holds each item as it reads now."""
    try:
        data = package.read_bytes()
        with ZipFile(package) as archive:
            for name, text in _sources(items):
                if name not in archive.namelist() or archive.read(name) != text:
                    raise SetupError(f"{package}: 包里没有 {name} 现在的一版 (not in it as it reads now)")
    except OSError as error:
        raise SetupError(f"{package}: 读不出来 (cannot be read): {error.strerror}") from error
    except BadZipFile as error:
        raise SetupError(f"{package}: 不是 gongkai gazette pack 打的包 (no such package)") from error
    return hashlib.sha256(data).hexdigest()


def _sources(items: Iterable[Item]) -> Iterator[tuple[str, bytes]]:
    """Where a package has the signed text of each item, and the text."""
    return ((item.path.removeprefix(CONTENT), item.data) for item in items)
