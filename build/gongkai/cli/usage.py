"""A command that was typed wrong, in Chinese first: what click says of it in English stands beside it."""

from __future__ import annotations

import click


def told(error: click.ClickException) -> str:
    """One line: what is wrong with the command, and where its help is."""
    zh, said = _chinese(error), " ".join(error.format_message().split())
    context = error.ctx if isinstance(error, click.UsageError) else None
    asked = context.command_path if context else "gongkai"
    return f"{zh} ({said})；用法 usage: {asked} --help" if zh else f"{said}；用法 usage: {asked} --help"


def _chinese(error: click.ClickException) -> str:
    """What is wrong, where click has a class or a fixed wording for it; ours are in both languages already."""
    match error:
        case click.MissingParameter():
            return f"缺少 {_name(error)}"
        case click.BadParameter():
            return f"{_name(error)} 的值不对"
        case click.NoSuchOption():
            return f"没有 {error.option_name} 这个选项"
        case click.BadOptionUsage():
            return f"{error.option_name} 用得不对"
    wordings = {"No such command": "没有这个命令", "Got unexpected extra": "多写了参数；有空格的要加引号"}
    return next((zh for start, zh in wordings.items() if error.message.startswith(start)), "")


def _name(error: click.BadParameter) -> str:
    """The option or argument as one types it."""
    if error.param is None or error.ctx is None:
        return "参数"
    if isinstance(error.param, click.Option):
        return error.param.opts[0]
    return error.param.make_metavar(error.ctx)
