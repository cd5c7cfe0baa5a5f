"""gongkai comment and codeowners, and the request template: what forges show of sign-off."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import click
import pytest
from cmarkgfm import cmark, github_flavored_markdown_to_html
from codeowners import CodeOwners

from approvals import HEADS, SECRECY
from command import Command
from gongkai import cli
from gongkai.artefacts.codeowners import as_codeowners
from gongkai.pipeline import Checked, read_setup
from signed_repo import SignedRepo

ROOT = Path(__file__).parent.parent
OFFICE = "lingdao-office@tjj.example"
ITEM, OTHER = "content/items/2026/00012.md", "content/items/2026/00013.md"
NOTHING = (
    "### 公开 · 待办 to do\n\n没有待办。Nothing to do.\n\n### 问题 · findings\n\n没有问题。No findings.\n"
)
HALF_SIGNED = """\
### 公开 · 待办 to do

#### 00000000-0/2026-00012 2026年1至2月全市主要经济指标

公开期限 2026-04-09，还剩 20 天 (due, 20 days left)。

| | 批准 | 由谁 | 时间 |
|---|---|---|---|
| ✅ | 保密审查 | 秘书科保密审查岗 | 2026-03-20T09:00:00+08:00 |
| ⬜ | 签发 | 还缺 missing |  |
| ⬜ | 公开 | 还缺 missing |  |

### 问题 · findings

错误 1，警告 0 (1 errors, 0 warnings)

| | 位置 | 规则 | 问题 | 处理 |
|---|---|---|---|---|
| ❌ | content/items/2026/00012.md:12:1 | unsigned | 缺少批准：签发、公开（第五条、第十条） | \
请有权批准的人运行 gongkai approve 条目 --role 角色；gongkai show 条目 列出还缺谁。 |
"""


def comment(gongkai: Command, *arguments: str) -> str:
    """What `gongkai comment` prints; it always exits 0."""
    done = gongkai("comment", *arguments)
    assert (done.code, done.err) == (0, "")
    return done.out


def titles(text: str) -> list[str]:
    return re.findall("^#### .*/(\\S+) ", text, re.MULTILINE)


class TestComment:
    @pytest.mark.usefixtures("draft")
    def test_deadline_roles_and_findings_of_what_has_not_landed(
        self, repo: SignedRepo, gongkai: Command
    ) -> None:
        repo.approve(role="secrecy")
        assert comment(gongkai) == HALF_SIGNED

    def test_where_all_is_public_and_right_there_is_nothing_to_say(
        self, repo: SignedRepo, gongkai: Command
    ) -> None:
        assert comment(gongkai) == NOTHING
        repo.branch()
        repo.write()
        repo.approve()
        repo.commit("Draft")
        repo.merge()
        assert comment(gongkai) == NOTHING

    def test_a_public_item_is_told_of_only_if_something_is_wrong(
        self, repo: SignedRepo, gongkai: Command
    ) -> None:
        repo.publish()
        text = comment(gongkai)
        assert titles(text) == ["2026-00012"]
        assert "\n已于 2026-03-20 公开 (public)。\n" in text

    @pytest.mark.usefixtures("faulty")
    def test_paths_choose_what_is_told(self, gongkai: Command) -> None:
        assert titles(comment(gongkai)) == ["2026-00012", "2026-00013"]
        text = comment(gongkai, OTHER)
        assert titles(text) == ["2026-00013"]
        assert "| ❌" not in text
        assert comment(gongkai, "policy") == NOTHING
        assert gongkai("comment", "nothing").code == 2

    def test_a_form_that_is_wrong_is_among_the_findings(self, repo: SignedRepo, gongkai: Command) -> None:
        repo.write(title=None)
        text = comment(gongkai)
        assert "没有待办" in text
        assert "缺少必填字段“标题”" in text

    @pytest.mark.parametrize(
        ("today", "told"),
        [
            ("2026-04-08", "公开期限 2026-04-09，还剩 1 天 (due, 1 days left)。"),
            ("2026-04-09", "公开期限 2026-04-09，还剩 0 天 (due, 0 days left)。"),
            ("2026-04-10", "**公开期限 2026-04-09，已超过 1 天** (1 days late)。"),
        ],
    )
    @pytest.mark.usefixtures("draft")
    def test_the_deadline_is_judged_as_of_a_day(self, gongkai: Command, today: str, told: str) -> None:
        assert f"\n{told}\n" in comment(gongkai, "--today", today)

    def test_what_was_public_before_the_catalogue_has_no_deadline(
        self, repo: SignedRepo, gongkai: Command
    ) -> None:
        repo.write(created="2021-08-17", first_published={"date": "2021-08-20", "where": "门户网站"})
        assert "目录启用前已于 2021-08-20 首次公开" in comment(gongkai)

    def test_a_bad_signature_is_no_approval(self, repo: SignedRepo, gongkai: Command) -> None:
        repo.write()
        repo.approve(role="secrecy", by=SECRECY, key="mishu-head")
        repo.approve(role="issuer", by="nobody@tjj.example", key="mishu-head")
        text = comment(gongkai)
        assert "| ❌ | 保密审查 | 秘书科保密审查岗：签名无效，" in text
        assert "| ❌ | 签发 | nobody&#64;&#8203;tjj.example：签名无效，" in text
        assert "✅" not in text

    def test_hostile_words_stay_words(self, repo: SignedRepo, gongkai: Command) -> None:
        words = "[看](https://x/) <b>x</b> @all `x` | www.x.cn **x** #1 a@b.cn"
        repo.write(title=words)
        repo.approve(by="x_x_@all", role="issuer", key="mishu-head")
        repo.put("content/<b>[x](y)@all.html", "x\n")
        html = github_flavored_markdown_to_html(comment(gongkai), cmark.Options.CMARK_OPT_UNSAFE)
        drawn = {"h3", "h4", "p", "table", "thead", "tbody", "tr", "th", "td"}
        assert set(re.findall(r"<(\w+)", html)) == drawn
        assert "@all" not in html

    def test_it_keeps_to_what_a_forge_takes_and_counts_the_rest(
        self, repo: SignedRepo, gongkai: Command
    ) -> None:
        for n in range(1, 400):
            repo.write(f"2026-{n:05}")
        text = comment(gongkai)
        shown = len(titles(text))
        assert 50 < shown < 399
        assert f"另有 {399 - shown} 条因篇幅所限没有列出 ({399 - shown} more items)。" in text
        missing = re.search(r"另有错误 (\d+) 条、警告 0 条", text)
        assert missing
        assert text.count("\n| ❌") + int(missing[1]) == 399
        assert len(text) <= len(text.encode()) <= 65_536


class TestCodeOwners:
    def test_the_file_of_this_repository_is_what_the_command_prints(self) -> None:
        setup = read_setup(ROOT)
        made = as_codeowners(setup.policy, setup.people)
        assert (ROOT / "docs/CODEOWNERS").read_text(encoding="utf-8") == made

    def test_a_forge_asks_whom_the_policy_names(self, gongkai: Command) -> None:
        done = gongkai("codeowners")
        assert (done.code, done.err) == (0, "")
        owners = CodeOwners(done.out)
        signers = [("EMAIL", each) for each in sorted([*HEADS.values(), SECRECY])]
        for path in (ITEM, "content/items/2026/00012/附表 一.csv", "content/guide.md"):
            assert owners.of(path) == signers
        for path in ("policy/people.yml", ".github/workflows/check.yml", "docs/content/x", "mkdocs.yml"):
            assert owners.of(path) == [("EMAIL", OFFICE), ("EMAIL", HEADS["秘书科"])]

    def test_the_role_for_changes_of_the_system_owns_the_rest(self, bare: Checked) -> None:
        setup = bare.setup
        head = HEADS["秘书科"]
        alone = {name: replace(each, roles=each.roles - {"policy"}) for name, each in setup.people.items()}
        people = {**alone, head: replace(alone[head], roles=frozenset(["policy"]))}
        owners = CodeOwners(as_codeowners(setup.policy, people))
        assert owners.of("policy/people.yml") == [("EMAIL", head)]
        assert ("EMAIL", head) not in owners.of(ITEM)

    def test_only_roles_that_items_need_count(self, bare: Checked) -> None:
        policy = replace(bare.setup.policy, needed={"统计信息": ("secrecy",)})
        assert CodeOwners(as_codeowners(policy, bare.setup.people)).of(ITEM) == [("EMAIL", SECRECY)]

    def test_it_says_what_made_it_and_what_it_is_not(self, bare: Checked) -> None:
        comments = [
            line
            for line in as_codeowners(bare.setup.policy, bare.setup.people).splitlines()
            if line.startswith("#")
        ]
        assert "gongkai codeowners > docs/CODEOWNERS" in comments[0]
        assert "不是凭据" in comments[1]
        assert "Convenience, not evidence" in comments[2]


TEMPLATE = (ROOT / ".github/pull_request_template.md").read_text(encoding="utf-8")


def test_the_request_template_names_commands_and_options_that_exist() -> None:
    context, named = click.Context(cli.main), re.findall(r"`gongkai (\w+)([^`]*)`", TEMPLATE)
    assert {command for command, _ in named} >= {"new", "check", "show", "approve", "inbox"}
    for command, rest in named:
        found = cli.main.get_command(context, command)
        assert found is not None
        options = {name for each in found.params for name in each.opts}
        assert set(re.findall(r"--\w+", rest)) <= options
