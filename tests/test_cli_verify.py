"""gongkai verify, statement and show: anyone can check an approval, with stock OpenSSH alone."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import rfc8785

from approvals import HEADS, SECRECY, Approval
from command import Command
from signed_repo import INDEX, LANDED, SignedRepo

HEAD = HEADS["综合统计科"]


@pytest.fixture
def signed(repo: SignedRepo) -> SignedRepo:
    """An item with an attachment of Chinese name, signed by three."""
    listed = [{"file": "附表 一.csv", "title": "附表", "sha256": "2" * 64}]
    repo.write(attachments=listed)
    repo.approve()
    return repo


def shell(repo: SignedRepo, command: str) -> subprocess.CompletedProcess[str]:
    """A line typed at a terminal in the repository, gongkai being installed."""
    path = f"{Path(sys.executable).parent}:{os.environ['PATH']}"
    environment = {**os.environ, "PATH": path, "LC_ALL": "C.UTF-8"}
    command = f"set -o pipefail; {command}"
    return subprocess.run(
        ["bash", "-c", command], cwd=repo.root, env=environment, capture_output=True, text=True, check=False
    )


def printed(out: str) -> list[str]:
    """The commands that `verify` prints, two an approval."""
    return [line.strip() for line in out.splitlines() if line.startswith("  ")]


def test_the_commands_it_prints_succeed_in_a_shell(signed: SignedRepo, gongkai: Command) -> None:
    done = gongkai("verify", "2026-00012")
    commands = printed(done.out)
    assert done.code == 0
    assert len(commands) == 6
    said = [shell(signed, command) for command in commands]
    assert [each.returncode for each in said] == [0] * 6
    good = [each.stdout for each in said[1::2]]
    for role, by, line in zip(("issuer", "secrecy", "publisher"), (HEAD, SECRECY, HEAD), good, strict=True):
        assert line.startswith(f'Good "gongkai-{role}@tjj.example" signature for {by}')


def test_the_commands_it_prints_fail_when_the_item_was_changed(signed: SignedRepo, gongkai: Command) -> None:
    signed.path().write_bytes(signed.path().read_bytes().replace("平稳".encode(), "向好".encode()))
    done = gongkai("verify", "2026-00012")
    commands = printed(done.out)[:2]
    assert done.code == 1
    assert done.out.count("无效  ") == 3
    assert shell(signed, commands[0]).returncode == 0
    assert shell(signed, commands[1]).returncode != 0


def test_each_signature_is_told_with_role_office_and_time(signed: SignedRepo, gongkai: Command) -> None:
    signed.approve(role="late", by="lingdao-office@tjj.example", cut=1)
    done = gongkai("verify", "2026-00012")
    told = [line.split("  ") for line in done.out.splitlines() if not line.startswith("  ")]
    assert [line[:4] for line in told] == [
        ["有效", "issuer", HEAD, LANDED],
        ["有效", "secrecy", SECRECY, LANDED],
        ["有效", "publisher", HEAD, LANDED],
        ["无效", "late", "lingdao-office@tjj.example", LANDED],
    ]
    assert done.code == 1


def test_without_approvals_there_is_nothing_to_verify(repo: SignedRepo, gongkai: Command) -> None:
    repo.write()
    done = gongkai("verify", "2026-00012")
    assert (done.code, done.out) == (1, "没有任何批准 (no approvals)\n")


@pytest.mark.parametrize("role", ["issuer", "secrecy", "publisher"])
def test_a_statement_is_exactly_what_was_signed(signed: SignedRepo, gongkai: Command, role: str) -> None:
    done = gongkai("statement", "2026-00012", "--role", role)
    approval = Approval(role, SECRECY if role == "secrecy" else HEAD, LANDED)
    expected = rfc8785.dumps(approval.statement(signed.path().read_bytes(), INDEX))
    assert (done.code, done.out.encode()) == (0, expected)


def test_a_statement_may_be_one_still_to_be_signed(signed: SignedRepo, gongkai: Command) -> None:
    by, at = "lingdao-office@tjj.example", "2026-03-20T11:00:00+08:00"
    done = gongkai("statement", "2026-00012", "--role", "late", "--by", by, "--at", at)
    expected = rfc8785.dumps(Approval("late", by, at).statement(signed.path().read_bytes(), INDEX))
    assert (done.code, done.out.encode()) == (0, expected)


def test_a_statement_that_ssh_keygen_signs_outside_holds(signed: SignedRepo, gongkai: Command) -> None:
    """The whole way by hand: print, sign with stock OpenSSH, verify with stock OpenSSH."""
    key = signed.key_file("lingdao-office")
    ours = "gongkai statement 2026-00012 --role late --by lingdao-office@tjj.example --at 2026-03-20T11:00:00+08:00"
    sign = f"{ours} | ssh-keygen -q -Y sign -f {key} -n gongkai-late@tjj.example > late.sig"
    check = f"{ours} | ssh-keygen -Y verify -f policy/allowed_signers -I lingdao-office@tjj.example"
    done = shell(
        signed, f"{sign} && {check} -n gongkai-late@tjj.example -s late.sig -Overify-time=20260320030000Z"
    )
    assert done.returncode == 0, done.stderr
    assert gongkai("statement", "2026-00012", "--role", "late").code == 2


@pytest.mark.usefixtures("signed")
@pytest.mark.parametrize(
    "more", [["--role", "late"], ["--role", "late", "--signature"], ["--role", "late", "--by", "a@b"]]
)
def test_a_statement_nobody_signed_needs_name_and_time(gongkai: Command, more: list[str]) -> None:
    done = gongkai("statement", "2026-00012", *more)
    assert (done.code, done.out) == (2, "")
    assert re.fullmatch(r"gongkai: .*没有角色 late 的批准，请写明 --by 和 --at.*\n", done.err)


@pytest.mark.usefixtures("signed")
def test_an_unknown_role_has_no_statement(gongkai: Command) -> None:
    done = gongkai("statement", "2026-00012", "--role", "boss")
    assert (done.code, done.out) == (2, "")


class TestShow:
    def test_who_signed_and_who_is_missing(self, repo: SignedRepo, gongkai: Command) -> None:
        repo.write(category="工作动态", topic="综合管理", department="市社会经济调查中心", important="是")
        repo.approve(role="secrecy")
        done = gongkai("show", "2026-00012")
        assert done.code == 0
        assert done.out.startswith(
            "00000000-0/2026-00012  2026年1至2月全市主要经济指标\ncontent/items/2026/00012.md\n"
        )
        assert "类别 工作动态 / 综合管理，制作 市社会经济调查中心，公开 秘书科\n" in done.out
        assert f"已批准 保密审查（secrecy） {SECRECY} {LANDED} 签名有效\n" in done.out
        assert re.findall(r"还缺 +(\S+)", done.out) == ["签发（issuer）", "公开（publisher）"]
        assert "error[unsigned]" in done.out

    @pytest.mark.parametrize(
        ("created", "told"),
        [
            ("2026-03-20", "截止 2026-04-09；"),
            ("2026-03-08", "遇放假顺延 2026-03-28–2026-03-29；截止 2026-03-30；"),
            ("2026-09-11", "遇放假顺延 2026-10-01–2026-10-07；截止 2026-10-08；"),
            ("2098-12-21", "期限待定：2099年放假安排未公布，最早 2099-01-10；"),
        ],
    )
    def test_the_time_limit_with_its_working(
        self, repo: SignedRepo, gongkai: Command, created: str, told: str
    ) -> None:
        repo.write(created=created)
        counted = f"形成期限（第十三条）：{created} 的次日起算 20 日；{told}"
        assert counted in gongkai("show", "2026-00012").out

    @pytest.mark.parametrize(
        ("created", "legal"),
        [
            ("2026-03-20", "放假不计 2026-04-06；截止 2026-04-20"),
            (
                "2026-02-13",
                "放假不计 2026-02-16–2026-02-20、2026-02-23；调休上班计入 2026-02-14、2026-02-28；截止 2026-03-19",
            ),
            ("2098-12-21", "期限待定：2098年放假安排未公布，最早 2099-01-11"),
        ],
    )
    def test_the_national_limit_beside_it(
        self, repo: SignedRepo, gongkai: Command, created: str, legal: str
    ) -> None:
        repo.write(created=created)
        counted = f"法定期限（条例第二十六条）：{created} 的次日起算 20 个工作日；{legal}\n"
        assert counted in gongkai("show", "2026-00012").out

    def test_an_item_not_yet_public(self, repo: SignedRepo, gongkai: Command) -> None:
        repo.write(created="2026-03-10")
        repo.commit("Publish", at="2026-03-20T09:00:00+08:00")
        assert "；已于 2026-03-20 公开，用 10 天\n" in gongkai("show", "2026-00012").out

    def test_an_item_published_elsewhere_before(self, repo: SignedRepo, gongkai: Command) -> None:
        repo.write(created="2021-08-17", first_published={"date": "2021-08-20", "where": "门户网站"})
        assert (
            "；目录启用前已于 2021-08-20 首次公开（门户网站），用 3 天\n" in gongkai("show", "2026-00012").out
        )

    def test_by_when_a_normative_document_is_to_be_explained(
        self, repo: SignedRepo, gongkai: Command
    ) -> None:
        normative: dict[str, Any] = {"category": "法规文件", "topic": "规范性文件", "department": "秘书科"}
        counted = "解读期限（第二十条）：2026-03-20 的次日起算 3 个工作日；截止 2026-03-25；"
        assert "解读期限" not in gongkai("show", str(repo.write("2026-00010"))).out
        repo.write("2026-00011", **normative)
        assert f"{counted}还没有解读\n" in gongkai("show", "2026-00011").out
        repo.write("2026-00012", interprets=["2026-00011"])
        assert f"{counted}2026-03-20 起有解读\n" in gongkai("show", "2026-00011").out
        repo.write("2026-00013", **normative, no_interpretation={"reason": "只废止旧文件"})
        assert f"{counted}不另解读：只废止旧文件\n" in gongkai("show", "2026-00013").out

    def test_an_item_not_in_form_shows_what_is_wrong(self, repo: SignedRepo, gongkai: Command) -> None:
        repo.write(created="2026-02-30")
        done = gongkai("show", "2026-00012")
        assert done.code == 1
        assert "error[schema]" in done.out

    def test_what_is_wrong_with_others_is_not_shown(self, repo: SignedRepo, gongkai: Command) -> None:
        repo.write()
        repo.approve()
        repo.write("2026-00013")
        done = gongkai("show", "2026-00012")
        assert "error" not in done.out
        assert repo.check(date(2026, 3, 20))
