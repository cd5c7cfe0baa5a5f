"""gongkai explain and --help: every rule and every command is told."""

from __future__ import annotations

import re

import pytest

from command import Command
from gongkai import rules, schema
from gongkai.cli.commands import MODULES
from gongkai.sources import frontmatter

ALL = (frontmatter.RULE, schema.RULE, *rules.ALL)


@pytest.mark.parametrize("rule", [rule.slug for rule in ALL])
def test_every_rule_is_explained(gongkai: Command, rule: str) -> None:
    done = gongkai("explain", rule)
    (told,) = (each for each in ALL if each.slug == rule)
    assert done.code == 0
    for part in (told.title, told.article, told.page, told.remedy):
        assert part.zh in done.out
        assert part.en in done.out


def test_explain_alone_lists_every_rule(gongkai: Command) -> None:
    done = gongkai("explain")
    assert done.code == 0
    assert [line.split()[0] for line in done.out.splitlines()] == [rule.slug for rule in ALL]


def test_explain_of_nothing_known_is_a_usage_error(gongkai: Command) -> None:
    assert gongkai("explain", "nonsense").code == 2


COMMANDS = list(MODULES)


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize("option", ["--help", "-h"])
def test_every_command_helps(gongkai: Command, command: str, option: str) -> None:
    done = gongkai(command, option)
    assert done.code == 0
    assert re.search(r"[一-鿿].*[A-Za-z]", done.out, re.DOTALL)


def test_help_lists_every_command(gongkai: Command) -> None:
    listed = re.findall(r"^  ([a-z]+) ", gongkai("--help").out.partition("Commands:")[2], re.MULTILINE)
    assert sorted(listed) == sorted(COMMANDS)
