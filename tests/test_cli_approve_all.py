"""gongkai approve --all: shown, asked, signed together; stock OpenSSH agrees, and nobody else's files change."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import click
import pytest
import rfc8785

import approvals
import merkle_maker
from approvals import HEADS, SECRECY, Approval
from command import Command, Result
from gongkai.sources.keys import signing
from signed_repo import SignedRepo

HEAD = HEADS["综合统计科"]
NOW = "2026-03-20T10:00:00+08:00"
THREE = ("2026-00011", "2026-00012", "2026-00013")
Files = dict[str, bytes]


@pytest.fixture
def drafts(repo: SignedRepo) -> SignedRepo:
    """Three items of one department, unsigned, committed by a clerk."""
    repo.branch()
    for number, index in enumerate(THREE):
        repo.write(index, title=f"第{number}份公报", created=f"2026-03-{12 + number}")
    repo.commit("Draft")
    return repo


@dataclass
class Signer:
    """The real one, counting; `before` happens ahead of each signature."""

    signed: list[tuple[str, bytes]] = field(default_factory=list)
    before: Callable[[], None] = lambda: None
    real: Callable[..., bytes] = signing.sign

    def __call__(self, message: bytes, *, key: Path, namespace: str) -> bytes:
        self.before()
        self.signed.append((namespace, message))
        return self.real(message, key=key, namespace=namespace)


@pytest.fixture
def signer(monkeypatch: pytest.MonkeyPatch) -> Signer:
    counting = Signer()
    monkeypatch.setattr(signing, "sign", counting)
    return counting


def approve_all(repo: SignedRepo, gongkai: Command, by: str, answers: str, *more: str) -> Result:
    key = repo.key_file(by.partition("@")[0])
    return gongkai("approve", "--all", "--as", by, "--key", key, *more, stdin=answers)


def files(repo: SignedRepo) -> Files:
    return {index: repo.path(index).read_bytes() for index in THREE}


def given(repo: SignedRepo, index: str) -> list[dict[str, Any]]:
    return list(approvals.read_fields(repo.path(index).read_bytes()).get("approvals", []))


def test_one_signature_a_role_covers_all_that_were_agreed_to(
    drafts: SignedRepo, gongkai: Command, signer: Signer
) -> None:
    before = files(drafts)
    done = approve_all(drafts, gongkai, HEAD, "y\ny\ny\n")
    assert done.code == 0
    assert [space for space, _ in signer.signed] == [
        "gongkai-issuer@tjj.example", "gongkai-publisher@tjj.example",
    ]  # fmt: skip
    for index in THREE:
        entries = given(drafts, index)
        assert [(each["role"], each["by"], each["at"]) for each in entries] == [
            ("issuer", HEAD, NOW), ("publisher", HEAD, NOW),
        ]  # fmt: skip
        data = drafts.path(index).read_bytes()
        assert approvals.parts(data)[::2] == approvals.parts(before[index])[::2]
    assert {given(drafts, index)[0]["sig"] for index in THREE} == {given(drafts, THREE[0])[0]["sig"]}
    assert "已批准 3 条，没有同意 0 条，跳过 0 条" in done.out


def test_what_was_signed_is_the_root_over_the_ordinary_statements(
    drafts: SignedRepo, gongkai: Command, signer: Signer
) -> None:
    """Made a second time, from the files alone."""
    approve_all(drafts, gongkai, HEAD, "y\ny\ny\n", "--role", "issuer")
    ((_, message),) = signer.signed
    approval = Approval("issuer", HEAD, NOW)
    leaves = [rfc8785.dumps(approval.statement(drafts.path(index).read_bytes(), index)) for index in THREE]
    for number, index in enumerate(THREE):
        root, path = merkle_maker.root_and_path(leaves, number)
        assert message == approval.batch_statement(root, 3)
        (entry,) = given(drafts, index)
        assert entry["batch"] == {"leaf": str(number), "of": "3", "path": [each.hex() for each in path]}


def test_a_whole_catalogue_approved_in_batches_is_in_order(drafts: SignedRepo, gongkai: Command) -> None:
    assert approve_all(drafts, gongkai, HEAD, "y\ny\ny\n").code == 0
    assert approve_all(drafts, gongkai, SECRECY, "y\ny\ny\n").code == 0
    assert drafts.check() == ()
    assert all(gongkai("verify", index).code == 0 for index in THREE)


def test_the_commands_that_verify_prints_hold_with_stock_openssh(
    drafts: SignedRepo, gongkai: Command
) -> None:
    approve_all(drafts, gongkai, HEAD, "y\ny\ny\n")
    for index in THREE:
        out = gongkai("verify", index).out
        commands = [line.strip() for line in out.splitlines() if line.startswith("  ")]
        said = [shell(drafts, command) for command in commands]
        assert [each.returncode for each in said] == [0] * 4, [each.stderr for each in said]
        assert said[1].stdout.startswith(f'Good "gongkai-issuer@tjj.example" signature for {HEAD}')
    drafts.path(THREE[1]).write_bytes(
        drafts.path(THREE[1]).read_bytes().replace(b"2026-03-13", b"2026-03-14")
    )
    assert shell(drafts, commands_of(gongkai, THREE[1])[1]).returncode != 0
    assert shell(drafts, commands_of(gongkai, THREE[2])[1]).returncode == 0  # the others still stand


def commands_of(gongkai: Command, index: str) -> list[str]:
    return [line.strip() for line in gongkai("verify", index).out.splitlines() if line.startswith("  ")]


def shell(repo: SignedRepo, command: str) -> subprocess.CompletedProcess[str]:
    path = f"{Path(sys.executable).parent}:{os.environ['PATH']}"
    return subprocess.run(
        ["bash", "-c", f"set -o pipefail; {command}"],
        cwd=repo.root, env={**os.environ, "PATH": path, "LC_ALL": "C.UTF-8"},
        capture_output=True, text=True, check=False,
    )  # fmt: skip


def test_a_batch_proof_does_not_fit_another_item_or_place(drafts: SignedRepo, gongkai: Command) -> None:
    approve_all(drafts, gongkai, HEAD, "y\ny\ny\n", "--role", "issuer")
    whole = files(drafts)
    blocks = {index: approvals.parts(data)[1] for index, data in whole.items()}
    for index in THREE:
        for other in set(THREE) - {index}:
            replayed = whole[index].replace(blocks[index], blocks[other])
            drafts.path(index).write_bytes(replayed)
            found = [each for each in drafts.check() if each.rule == "bad-signature"]
            assert [each.path for each in found] == [f"content/items/{index.replace('-', '/')}.md"]
        drafts.path(index).write_bytes(whole[index])


@pytest.mark.parametrize(
    ("find", "put"),
    [
        (rb"role: issuer", b"role: publisher"),
        (rb"at: '2026-03-20T10:00:00", b"at: '2026-03-20T10:00:01"),
        (rb"leaf: '1'", b"leaf: '0'"),
        (rb"of: '3'", b"of: '4'"),
        (rb"path: \['..", b"path: ['00"),
        (rb"path: \['[0-9a-f]{64}', ", b"path: ["),
        (rb"  batch: .*\n", b""),
    ],
)
def test_whatever_is_changed_in_it_the_approval_falls(
    drafts: SignedRepo, gongkai: Command, find: bytes, put: bytes
) -> None:
    approve_all(drafts, gongkai, HEAD, "y\ny\ny\n", "--role", "issuer")
    file = drafts.path(THREE[1])
    data, count = re.subn(find, put, file.read_bytes())
    assert count == 1
    file.write_bytes(data)
    found = [each.path for each in drafts.check() if each.rule == "bad-signature"]
    assert found == ["content/items/2026/00012.md"]


def test_declined_ones_are_left_out(drafts: SignedRepo, gongkai: Command, signer: Signer) -> None:
    before = files(drafts)
    done = approve_all(drafts, gongkai, SECRECY, "y\nn\n\n")
    assert done.code == 0
    assert len(signer.signed) == 1
    assert "batch" not in given(drafts, THREE[0])[0]  # a batch of one is an ordinary approval
    assert {index: files(drafts)[index] for index in THREE[1:]} == {
        index: before[index] for index in THREE[1:]
    }
    assert "已批准 1 条，没有同意 2 条，跳过 0 条 (1 approved, 2 declined, 0 skipped)\n" in done.out


def test_each_is_shown_before_it_is_asked(drafts: SignedRepo, gongkai: Command) -> None:
    out = approve_all(drafts, gongkai, SECRECY, "n\nn\nn\n").out
    shown = re.findall(r"── (\d)/3 ──\n00000000-0/(\S+)  (\S+)\n(\S+)\n", out)
    assert shown == [
        (str(number + 1), index, f"第{number}份公报", f"content/items/{index.replace('-', '/')}.md")
        for number, index in enumerate(THREE)
    ]
    assert out.count("批准（保密审查）？ Approve? [y/N]") == 3
    assert "error[unsigned]" not in out  # that is what one is asked


def test_on_a_terminal_the_whole_text_is_shown_too(
    drafts: SignedRepo, gongkai: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    drafts.write(THREE[0], body="\n正文\x1b[31m。\n")
    paged: list[str] = []
    monkeypatch.setattr(click, "echo_via_pager", paged.append)
    approve_all(drafts, gongkai, SECRECY, "n\nn\nn\n")
    assert paged == []
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    approve_all(drafts, gongkai, SECRECY, "n\nn\nn\n")
    assert len(paged) == 3
    assert "经济运行总体平稳。\n" in paged[1]
    assert [page for page in paged if "\x1b" in page] == []


@pytest.mark.parametrize("answers", ["", "y\n", "y\ny\n"])
def test_who_stops_answering_approves_nothing(
    drafts: SignedRepo, gongkai: Command, signer: Signer, answers: str
) -> None:
    before = files(drafts)
    done = approve_all(drafts, gongkai, SECRECY, answers)
    assert (done.code, signer.signed, files(drafts)) == (2, [], before)


def test_anothers_key_approves_nothing(drafts: SignedRepo, gongkai: Command) -> None:
    before = files(drafts)
    done = gongkai(
        "approve", "--all", "--as", SECRECY, "--key", drafts.key_file("zonghe-head"), stdin="y\ny\ny\n"
    )
    assert (done.code, files(drafts)) == (1, before)
    assert done.out.count("error[signer]") == 3
    assert "一条也没有批准，文件都未改动" in done.err


def test_without_a_key_nothing_is_approved(drafts: SignedRepo, gongkai: Command) -> None:
    before = files(drafts)
    done = gongkai("approve", "--all", "--as", SECRECY, "--key", "nowhere", stdin="y\ny\ny\n")
    assert (done.code, files(drafts)) == (2, before)
    assert done.err.endswith(": 没有这个密钥文件 (no such key file)\n")


def test_if_the_second_signature_fails_the_first_is_not_written(
    drafts: SignedRepo, gongkai: Command, signer: Signer
) -> None:
    key = drafts.key_file("zonghe-head")

    def lose_the_key() -> None:
        if signer.signed:
            key.unlink()

    signer.before = lose_the_key
    before = files(drafts)
    done = gongkai("approve", "--all", "--as", HEAD, "--key", key, stdin="y\ny\ny\n")
    assert (done.code, len(signer.signed), files(drafts)) == (2, 2, before)


def test_what_changed_while_one_was_asked_is_not_approved_nor_lost(
    drafts: SignedRepo, gongkai: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = drafts.path(THREE[1])

    def confirm(*_: object, **__: object) -> bool:
        file.write_bytes(file.read_bytes() + "又一句。\n".encode())
        return True

    monkeypatch.setattr(click, "confirm", confirm)
    done = approve_all(drafts, gongkai, SECRECY, "")
    assert done.code == 1
    assert "error[bad-signature]" in done.out
    assert all(b"approvals:" not in data for data in files(drafts).values())
    assert file.read_text(encoding="utf-8").endswith("又一句。\n" * 3)


def test_what_no_approval_cures_is_shown_and_skipped(drafts: SignedRepo, gongkai: Command) -> None:
    late = drafts.write(THREE[0], created="2026-02-12")
    before = late.read_bytes()
    done = approve_all(drafts, gongkai, SECRECY, "y\ny\n")
    assert (done.code, late.read_bytes()) == (1, before)
    assert "error[late]" in done.out
    assert "跳过：有批准改变不了的错误" in done.err
    assert "已批准 2 条，没有同意 0 条，跳过 1 条" in done.out
    assert given(drafts, THREE[1])[0]["batch"]["of"] == "2"


def test_a_wrong_approval_of_another_role_is_no_reason_to_skip(drafts: SignedRepo, gongkai: Command) -> None:
    drafts.approve(THREE[1], role="issuer", by=HEADS["秘书科"])
    assert approve_all(drafts, gongkai, SECRECY, "y\ny\ny\n").code == 0
    assert approve_all(drafts, gongkai, HEAD, "y\ny\ny\n").code == 0
    assert drafts.check() == ()
    assert [each["role"] for each in given(drafts, THREE[1])] == ["issuer", "secrecy", "publisher"]


def test_what_the_rules_would_refuse_is_skipped_before_signing(
    drafts: SignedRepo, gongkai: Command, signer: Signer
) -> None:
    drafts.write(THREE[2], created="2026-03-20")
    done = approve_all(drafts, gongkai, SECRECY, "y\ny\n", "--at", "2026-03-19T10:00:00+08:00")
    assert done.code == 1
    assert "error[created]" in done.out
    assert "跳过：规则不接受这项批准" in done.err
    assert len(signer.signed) == 1
    assert [len(given(drafts, index)) for index in THREE] == [1, 1, 0]


def test_two_roles_that_one_may_not_hold_are_not_both_given(drafts: SignedRepo, gongkai: Command) -> None:
    for name, old, new in [
        ("people.yml", "[secrecy]", "[secrecy, issuer]"), ("people.yml", "秘书科, position: 保密", "综合统计科, position: 保密"),
        ("allowed_signers", 'baomi@tjj.example namespaces="', 'baomi@tjj.example namespaces="gongkai-issuer@tjj.example,'),
    ]:  # fmt: skip
        file = drafts.root / "policy" / name
        file.write_text(file.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
    drafts.commit("Decide")
    before = files(drafts)
    done = approve_all(drafts, gongkai, SECRECY, "")
    assert (done.code, files(drafts)) == (1, before)
    assert done.out.count("一人签了") == 3
    assert approve_all(drafts, gongkai, SECRECY, "y\ny\ny\n", "--role", "secrecy").code == 0


def test_approvals_on_one_line_are_skipped(drafts: SignedRepo, gongkai: Command) -> None:
    drafts.approve(THREE[0], role="issuer")
    file = drafts.path(THREE[0])
    flow = re.sub(
        rb"approvals:\n- role: (.*)\n  by: (.*)\n  at: (.*)\n  sig: (.*)\n",
        rb"approvals: [{role: \1, by: \2, at: \3, sig: '\4'}]\n",
        file.read_bytes(),
    )
    file.write_bytes(flow)
    done = approve_all(drafts, gongkai, SECRECY, "y\ny\n")
    assert (done.code, file.read_bytes()) == (1, flow)
    assert "approvals not in block style" in done.err
    assert "已批准 2 条，没有同意 0 条，跳过 1 条" in done.out


def test_an_empty_inbox_is_well(repo: SignedRepo, gongkai: Command) -> None:
    done = approve_all(repo, gongkai, SECRECY, "")
    assert (done.code, done.out) == (
        0, "已批准 0 条，没有同意 0 条，跳过 0 条 (0 approved, 0 declined, 0 skipped)\n",
    )  # fmt: skip


def test_the_statement_of_a_batch_entry_is_what_was_signed(
    drafts: SignedRepo, gongkai: Command, signer: Signer
) -> None:
    approve_all(drafts, gongkai, SECRECY, "y\ny\ny\n")
    ((_, message),) = signer.signed
    for index in THREE:
        assert gongkai("statement", index, "--role", "secrecy").out.encode() == message
    own = gongkai("statement", THREE[0], "--role", "secrecy", "--by", SECRECY, "--at", NOW).out.encode()
    assert own == rfc8785.dumps(
        Approval("secrecy", SECRECY, NOW).statement(drafts.path(THREE[0]).read_bytes(), THREE[0])
    )


def test_a_proof_that_cannot_be_has_no_statement(repo: SignedRepo, gongkai: Command) -> None:
    repo.write()
    repo.approve(role="secrecy", batch="3/8", batch_says="3/9")
    done = gongkai("statement", "2026-00012", "--role", "secrecy")
    assert (done.code, done.out) == (2, "")
    assert "批次证明不成立" in done.err


@pytest.mark.parametrize(
    "arguments", [[], ["2026-00012"], ["2026-00012", "--all"], ["2026-00012", "--all", "--role", "secrecy"]]
)
def test_either_an_item_with_a_role_or_all(repo: SignedRepo, gongkai: Command, arguments: list[str]) -> None:
    key = repo.key_file("baomi")
    assert gongkai("approve", *arguments, "--as", SECRECY, "--key", key).code == 2


@pytest.mark.parametrize("more", [["--as", "nobody@tjj.example"], ["--as", SECRECY, "--role", "boss"]])
def test_nobody_and_no_role_are_one_line_and_exit_2(
    drafts: SignedRepo, gongkai: Command, more: list[str]
) -> None:
    done = gongkai("approve", "--all", *more, "--key", drafts.key_file("baomi"))
    assert (done.code, done.out) == (2, "")
    assert done.err.count("\n") == 1
