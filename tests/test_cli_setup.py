"""When gongkai cannot run: one line, exit 2, whatever is broken."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from command import Command
from signed_repo import SignedRepo

SETUP: dict[str, tuple[str, str | bytes, str]] = {
    "not yaml": ("policy/policy.yml", "catalogue: [", "policy/policy.yml:2:1: "),
    "a control character": ("policy/policy.yml", "catalogue: \x01", "policy/policy.yml:1:12: "),
    "not utf-8": ("policy/policy.yml", b"catalogue: \xff", "policy/policy.yml: "),
    "an empty policy": ("policy/policy.yml", "", "policy/policy.yml:1:1: "),
    "a field missing": ("policy/policy.yml", "catalogue: {}\n", "policy/policy.yml:1:1: "),
    "people not in form": ("policy/people.yml", "someone: {}\n", "policy/people.yml:1:"),
    "a person without roles": ("policy/people.yml", "a@b: {department: 秘书科, position: 岗}\n", "policy/people.yml:1:6: "),
    "an unknown department": (
        "policy/people.yml", "a@b: {department: 人事科, position: 岗, roles: []}\n", "policy/people.yml:1:19: ",
    ),
    "a role twice": (
        "policy/people.yml", "a@b: {department: 秘书科, position: 岗, roles: [late, late]}\n", "policy/people.yml:1:44: ",
    ),
    "a key not in form": ("policy/allowed_signers", "nonsense\n", "policy/allowed_signers:1: "),
    "a lost key by another name": ("policy/compromised.yml", "baomi: {}\n", "policy/compromised.yml:1:"),
    "a lost key without a date": (
        "policy/compromised.yml", f"SHA256:{'A' * 43}: {{reason: 遗失}}\n", "policy/compromised.yml:1:53: ",
    ),
    "a lost key with a date without zone": (
        "policy/compromised.yml", f"SHA256:{'A' * 43}: {{since: 2026-03-01T00:00:00, reason: 遗失}}\n", "policy/compromised.yml:1:61: ",
    ),
    "no mapping of lost keys": ("policy/compromised.yml", "# nothing\n", "policy/compromised.yml:1:1: "),
    "a key over before it began": (
        "policy/allowed_signers",
        'a@b namespaces="x",valid-after="20270101000000Z",valid-before="20260101000000Z" ssh-ed25519 AAAA\n',
        "policy/allowed_signers:1: ",
    ),
    "a schema not json": ("schemas/item.schema.json", "{", "schemas/item.schema.json:1:2: "),
    "a schema that is none": ("schemas/item.schema.json", '{"$id": "x", "type": "no"}', "schemas/item.schema.json: "),
}  # fmt: skip


@pytest.mark.parametrize("name", SETUP)
def test_a_broken_set_up_is_one_line_and_exit_2(repo: SignedRepo, gongkai: Command, name: str) -> None:
    path, text, start = SETUP[name]
    repo.put(path, text)
    done = gongkai("check")
    assert (done.code, done.out) == (2, "")
    assert done.err.startswith(f"gongkai: {start}")
    assert done.err.count("\n") == 1


@pytest.mark.parametrize("path", ["policy/people.yml", "policy/allowed_signers", "schemas/page.schema.json"])
def test_a_missing_part_of_the_set_up_is_one_line_and_exit_2(
    repo: SignedRepo, gongkai: Command, path: str
) -> None:
    (repo.root / path).unlink()
    done = gongkai("check")
    assert (done.code, done.out) == (2, "")
    assert re.fullmatch(rf"gongkai: {path}: .*\n", done.err)


FOREIGN = [
    "check",
    "show 2026-00012",
    "verify 2026-00012",
    "statement 2026-00012 --role issuer",
    "new",
    "renumber 2026-00012",
    "build",
]


@pytest.mark.parametrize("command", [*FOREIGN, "approve 2026-00012 --role issuer --as a@b --key k"])
def test_a_foreign_folder_is_one_line_and_exit_2(tmp_path: Path, gongkai: Command, command: str) -> None:
    folder = tmp_path / ".git"
    (tmp_path / "policy/policy.yml").rename(folder / "policy.yml")
    done = gongkai(*command.split(), cwd=folder)
    assert (done.code, done.out) == (2, "")
    assert re.fullmatch(
        r"gongkai: \S+: 不在公开目录的仓库里.*\(not inside a catalogue repository\)\n", done.err
    )


def test_a_shallow_clone_is_one_line_and_exit_2(repo: SignedRepo, gongkai: Command) -> None:
    repo.put("content/.keep", "")
    repo.commit("Second")
    shallow = repo.clone(repo.root / ".git" / "shallow", "--depth=1")
    done = gongkai("check", cwd=shallow.root)
    assert (done.code, done.out) == (2, "")
    assert re.fullmatch(r"gongkai: 浅克隆.*fetch-depth: 0.*\n", done.err)
