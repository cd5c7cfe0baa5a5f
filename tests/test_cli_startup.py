"""A command imports what it needs when it is run, and the help of all of them is still theirs."""

from __future__ import annotations

import subprocess
import sys

import click
import pytest
from click.shell_completion import ShellComplete

from gongkai import cli
from gongkai.cli.commands import MODULES
from signed_repo import SignedRepo

CONTEXT = click.Context(cli.main)
OF_CHECK = {
    "chinese_calendar",
    "cmarkgfm",
    "cryptography",
    "frontmatter",
    "git",
    "jsonschema",
    "nacl",
    "nh3",
    "yaml",
}
OF_OTHERS = {
    "css_inline",
    "icalendar",
    "jinja2",
    "mkdocs",
    "openpyxl",
    "pagefind_bin",
    "pypdf",
    "segno",
    "weasyprint",
}


def imported(*arguments: str) -> set[str]:
    """The packages that `gongkai` with these arguments has imported when it ends."""
    program = (
        "import atexit, sys; from gongkai.cli import run;"
        "atexit.register(lambda: print('\\n', *{name.partition('.')[0] for name in sys.modules})); run()"
    )
    done = subprocess.run([sys.executable, "-c", program, *arguments], capture_output=True, check=False)
    assert b"Traceback" not in done.stderr
    return set(done.stdout.decode().splitlines()[-1].split())


def test_help_imports_no_library_but_the_one_that_prints_it() -> None:
    found = imported("--help")
    assert {"click", "gongkai"} <= found
    assert found & (OF_CHECK | OF_OTHERS) == set()


def test_check_imports_nothing_that_only_other_commands_need(repo: SignedRepo) -> None:
    repo.write()
    found = imported("-C", str(repo.root), "check", "--today", "2026-03-20")
    assert {"git", "yaml"} <= found
    assert found & OF_OTHERS == set()


@pytest.mark.parametrize("name", MODULES)
def test_what_the_list_says_of_a_command_is_its_own_help(name: str) -> None:
    command, listed = cli.main.get_command(CONTEXT, name), cli.main.commands[name]
    assert command is not None
    assert command.name == name
    cli.main.format_commands(CONTEXT, CONTEXT.make_formatter())
    for width in (20, 45, 100):
        assert listed.get_short_help_str(width) == command.get_short_help_str(width) != ""


@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        ([], sorted(MODULES)),
        (["ke"], ["keys"]),
        (["keys", ""], ["add", "compromised", "list", "retire"]),
        (["check", "--to"], ["--today"]),
    ],
)
def test_the_shell_completes_commands_and_options(typed: list[str], offered: list[str]) -> None:
    completion = ShellComplete(cli.main, {}, "gongkai", "_GONGKAI_COMPLETE")
    *before, incomplete = typed or [""]
    assert [each.value for each in completion.get_completions(before, incomplete)] == offered


def test_a_slip_is_answered_with_what_was_meant() -> None:
    with pytest.raises(click.UsageError) as refused:
        cli.main(["chekc"], standalone_mode=False)
    assert "Did you mean 'check'" in refused.value.format_message()
