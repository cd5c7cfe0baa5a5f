"""Which commands there are, each imported when it is run: together they take half a second."""

from __future__ import annotations

import ast
from importlib import import_module
from pathlib import Path
from typing import Any

import click

MODULES = {
    "check": "checking",
    "new": "writing",
    "renumber": "numbering",
    "revise": "revising",
    "withdraw": "revising",
    "show": "showing",
    "inbox": "inbox",
    "approve": "approve",
    "verify": "verifying",
    "statement": "verifying",
    "late": "late",
    "due": "due",
    "assess": "assess",
    "accountability": "accountability",
    "audit": "auditing",
    "keys": "keys",
    "policy": "policy",
    "report": "annual",
    "summary": "summary",
    "build": "site",
    "pdf": "printing",
    "wechat": "wechat",
    "serve": "site",
    "explain": "checking",
    "record": "record",
    "request": "request",
    "gazette": "gazette",
    "comment": "forge",
    "codeowners": "forge",
}
"""Command, which is the name of a function too → the module of cli/ that has it."""


class Commands(click.Group):
    """The group of all commands, which it only names until one is asked for."""

    def __init__(self, **settings: Any) -> None:
        super().__init__(commands=[click.Command(name) for name in MODULES], **settings)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002 - click's
        """The command itself; None if there is none of this name."""
        if cmd_name not in MODULES:
            return None
        command: click.Command = getattr(import_module(f"gongkai.cli.{MODULES[cmd_name]}"), cmd_name)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List them as click does, without importing them."""
        for name, named in self.commands.items():
            named.help = _docstring(name)
        click.Group(commands=self.commands).format_commands(ctx, formatter)


def _docstring(command: str) -> str | None:
    """What the function of a command says of itself, read from its source, which is not run."""
    source = Path(__file__).with_name(f"{MODULES[command]}.py").read_bytes()
    functions = (each for each in ast.parse(source).body if isinstance(each, ast.FunctionDef))
    return next(ast.get_docstring(each) for each in functions if each.name == command)
