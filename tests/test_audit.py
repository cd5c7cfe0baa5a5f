"""gongkai audit: what it judges, what it says, how it ends, and what it remembers."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from approvals import HEADS
from command import Command
from gongkai import rules
from gongkai.rules import main_history, merge_signer
from gongkai.sources.git import raw
from gongkai.sources.git.mainline import REMEMBERED
from signed_repo import LANDED, SignedRepo

HEAD = HEADS["执法监督科"]
AUDIT = "audit:\n  errors: [direct-push, merge-signer, merge-authors, merge-content, system-change, main-dates, main-history]"


@pytest.fixture(autouse=True)
def here(gongkai: Command) -> Command:
    """In the repository, at ten on the day of landing."""
    return gongkai


def land(repo: SignedRepo, number: int = 12, signed: str = "zhifa-head") -> str:
    """An item that lands by a merge, in good order if `signed` is a head; its commit."""
    repo.branch(f"draft-{number}", "main")
    repo.write(f"2026-{number:05}")
    repo.commit(f"Draft {number}", signed="zonghe-clerk")
    repo.merge(f"draft-{number}", by=HEAD, signed=signed)
    return head(repo)


def head(repo: SignedRepo, name: str = "main") -> str:
    return repo.git("rev-parse", name).strip()


def remembered(repo: SignedRepo) -> str:
    return repo.git("for-each-ref", "--format=%(objectname)", REMEMBERED).strip()


def decide(repo: SignedRepo, errors: str) -> None:
    """Which rules are errors."""
    file = repo.root / "policy/policy.yml"
    text = file.read_text(encoding="utf-8")
    assert AUDIT in text
    file.write_text(text.replace(AUDIT, f"audit:\n  errors: [{errors}]"), encoding="utf-8")


class TestWhatItSays:
    def test_a_line_in_order_is_exit_0_and_one_line(self, repo: SignedRepo, gongkai: Command) -> None:
        land(repo)
        done = gongkai("audit")
        assert (done.code, done.out) == (0, "")
        assert done.err == (
            "自最初起，主线 2 个提交，1 次合入 (since the beginning, 2 commits, 1 landings)："
            "错误 0，警告 0 (0 errors, 0 warnings)\n"
        )

    def test_an_error_is_exit_1_with_the_commit(self, repo: SignedRepo, gongkai: Command) -> None:
        merge = land(repo, signed="mishu-clerk")
        zh = "mishu-clerk@tjj.example（秘书科经办人）不是审核人，不能合并"
        en = "mishu-clerk@tjj.example is no reviewer and may not merge"
        told = merge_signer.RULE.remedy
        done = gongkai("audit")
        assert done.code == 1
        assert done.out.splitlines() == [
            f"commit:{merge}:1:1: error[merge-signer] {zh}（第五条、第十条）。处理：{told.zh}",
            f"    {en} (articles 5 and 10). To do: {told.en}",
        ]
        assert done.err.endswith("：错误 1，警告 0 (1 errors, 0 warnings)\n")

    def test_for_github_it_annotates(
        self, repo: SignedRepo, gongkai: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        summary = tmp_path / ".git" / "summary"
        monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(summary))
        merge = land(repo, signed="")
        done = gongkai("audit", "--format", "github")
        assert done.code == 1
        assert done.out.startswith(f"::error file=commit%3A{merge},line=1,col=1,title=merge-signer::没有签名")
        assert f"commit:{merge}:1:1" in summary.read_text(encoding="utf-8")

    def test_findings_come_rule_by_rule_the_oldest_first(self, repo: SignedRepo, gongkai: Command) -> None:
        merges = [land(repo, number, signed="") for number in range(12, 18)]
        told = re.findall(r"^commit:(\w+):", gongkai("audit").out, re.MULTILINE)
        assert told == merges

    def test_hostile_words_of_a_commit_do_not_reach_the_terminal(
        self, repo: SignedRepo, gongkai: Command
    ) -> None:
        repo.branch()
        repo.write()
        repo.commit("Draft", author="a\x1b]0;x\x07b@x.example", signed="zonghe-clerk")
        repo.merge(by=HEAD, signed="zhifa-head")
        done = gongkai("audit")
        assert done.code == 1
        assert "\\x1b]0;x\\x07b@x.example" in done.out
        assert not re.search(r"[\x00-\x09\x0b-\x1f]", done.out)


class TestPolicy:
    def test_what_the_policy_does_not_name_only_warns(self, repo: SignedRepo, gongkai: Command) -> None:
        """A bureau whose forge signs merges itself takes merge-signer and merge-authors out."""
        decide(repo, "direct-push, merge-content, main-dates, main-history")
        merge = land(repo, signed="")
        done = gongkai("audit")
        assert (done.code, done.out.count("warning[merge-signer]")) == (0, 1)
        assert remembered(repo) == merge

    def test_the_policy_can_call_nothing_an_error(self, repo: SignedRepo, gongkai: Command) -> None:
        decide(repo, "")
        repo.write()
        repo.commit("Push", at=LANDED)
        done = gongkai("audit")
        assert (done.code, done.out.count("warning[direct-push]")) == (0, 1)

    def test_the_policy_cannot_name_another_rule(self, repo: SignedRepo, gongkai: Command) -> None:
        decide(repo, "late")
        done = gongkai("audit")
        assert done.code == 2
        assert re.match(r"gongkai: policy/policy\.yml:\d+:\d+: ", done.err)

    def test_the_schema_names_the_rules_of_the_audit(self, repo: SignedRepo) -> None:
        schema = json.loads((repo.root / "schemas/policy.schema.json").read_text(encoding="utf-8"))
        named = schema["properties"]["audit"]["properties"]["errors"]["items"]["enum"]
        assert named == [module.RULE.slug for module in rules.OF_LANDINGS]


class TestSince:
    def test_only_what_landed_after_is_judged(self, repo: SignedRepo, gongkai: Command) -> None:
        bad = land(repo, signed="")
        good = land(repo, 13)
        assert gongkai("audit", "--since", "main~2").code == 1
        done = gongkai("audit", "--since", bad)
        assert (done.code, done.out) == (0, "")
        assert done.err.startswith(f"自 {bad[:12]} 之后，主线 1 个提交，1 次合入 (after {bad[:12]}, ")
        assert gongkai("audit", "--since", good).err.startswith(
            f"自 {good[:12]} 之后，主线 0 个提交，0 次合入"
        )

    def test_dates_before_still_count(self, repo: SignedRepo, gongkai: Command) -> None:
        land(repo)
        repo.commit("Back", at="2026-03-19T09:00:00+08:00")
        assert "error[main-dates]" in gongkai("audit", "--since", "main~1").out

    @pytest.mark.parametrize("name", ["mian", "-x", "--all", "^main", "main..main", "abc", "policy", "", " "])
    def test_a_name_of_nothing_cannot_run(self, repo: SignedRepo, gongkai: Command, name: str) -> None:
        land(repo)
        done = gongkai("audit", f"--since={name}")
        assert done.code == 2
        assert re.fullmatch(r"gongkai: .*: 没有这个提交 \(no such commit\)\n", done.err)

    @pytest.mark.parametrize("name", ["1234567890" * 4, "abcdef1"])
    def test_a_commit_that_is_gone_was_rewritten(self, repo: SignedRepo, gongkai: Command, name: str) -> None:
        land(repo)
        done = gongkai("audit", "--since", name)
        assert done.code == 1
        assert done.out.startswith(f"commit:{name}:1:1: error[main-history] ")

    def test_a_tag_does_as_well(self, repo: SignedRepo, gongkai: Command) -> None:
        start = land(repo, signed="")
        repo.git("tag", "-a", "-m", "start", "start")
        assert gongkai("audit", "--since", "start").err.startswith(f"自 {start[:12]} 之后")


class TestWhatItRemembers:
    def test_the_head_of_a_line_without_errors(self, repo: SignedRepo, gongkai: Command) -> None:
        merge = land(repo)
        assert remembered(repo) == ""
        assert gongkai("audit").code == 0
        assert remembered(repo) == merge

    def test_not_the_head_of_a_line_with_errors(self, repo: SignedRepo, gongkai: Command) -> None:
        good = land(repo)
        gongkai("audit")
        land(repo, 13, signed="")
        assert gongkai("audit").code == 1
        assert remembered(repo) == good

    def test_what_was_rewritten_is_kept_to_be_looked_at(self, repo: SignedRepo, gongkai: Command) -> None:
        lost = land(repo)
        gongkai("audit")
        repo.git("reset", "--quiet", "--soft", "main~1")
        repo.git("branch", "--quiet", "-D", "draft-12")
        repo.git("reflog", "expire", "--expire=now", "--all")
        repo.git("gc", "--quiet", "--prune=now")
        done = gongkai("audit")
        assert done.code == 1
        assert done.out.startswith(f"commit:{lost}:1:1: error[main-history] ")
        assert repo.git("cat-file", "-t", lost) == "commit\n"

    def test_after_a_rewriting_that_was_right_one_can_begin_anew(
        self, repo: SignedRepo, gongkai: Command
    ) -> None:
        land(repo)
        gongkai("audit")
        repo.git("reset", "--quiet", "--soft", "main~1")
        assert gongkai("audit").code == 1
        command = re.search(r"git (update-ref -d \S+)，", main_history.RULE.remedy.zh)
        assert command
        repo.git(*command[1].split())
        assert gongkai("audit").code == 0


class TestWhichLine:
    def test_main_as_last_fetched(self, repo: SignedRepo, gongkai: Command, tmp_path: Path) -> None:
        merge = land(repo)
        clone = repo.clone(tmp_path / ".git" / "clone")
        clone.write("2026-00013")
        clone.commit("Not pushed")
        assert gongkai("audit", cwd=clone.root).code == 0
        assert remembered(clone) == merge

    def test_a_branch_checked_out_is_not_the_main_line(self, repo: SignedRepo, gongkai: Command) -> None:
        repo.branch()
        repo.write()
        repo.commit("Draft")
        assert gongkai("audit").code == 0

    def test_where_nobody_knows_main_the_line_of_head(
        self, repo: SignedRepo, gongkai: Command, tmp_path: Path
    ) -> None:
        land(repo)
        clone = repo.clone(tmp_path / ".git" / "clone", "--single-branch", "--branch=draft-12")
        assert "[direct-push]" in gongkai("audit", cwd=clone.root).out

    def test_a_catalogue_in_a_folder_of_a_larger_repository(self, gongkai: Command, tmp_path: Path) -> None:
        outer = SignedRepo(tmp_path / "outer")
        inner = outer.root / "catalogue"
        inner.mkdir()
        outer.git("mv", "schemas", "policy", "catalogue")
        (inner / "content").mkdir()
        outer.commit("Move")
        assert "[system-change]" in gongkai("audit", cwd=inner).out
        decide(SignedRepo(inner, fresh=False), "direct-push, main-dates, main-history")
        assert gongkai("audit", cwd=inner).code == 0
        outer.put("content/items/2026/00012.md", "not the catalogue's")
        outer.commit("Push elsewhere")
        assert gongkai("audit", cwd=inner).code == 0
        outer.put("catalogue/content/index.md", "x")
        outer.commit("Push")
        assert "[direct-push]" in gongkai("audit", cwd=inner).out

    def test_no_commit_at_all(self, repo: SignedRepo, gongkai: Command) -> None:
        repo.git("update-ref", "-d", "refs/heads/main")
        done = gongkai("audit")
        assert (done.code, done.out) == (0, "")
        assert "主线 0 个提交，0 次合入" in done.err


class TestCannotRun:
    def test_a_shallow_clone(self, repo: SignedRepo, gongkai: Command, tmp_path: Path) -> None:
        land(repo)
        clone = repo.clone(tmp_path / ".git" / "clone", "--depth=1")
        done = gongkai("audit", cwd=clone.root)
        assert done.code == 2
        assert "浅克隆" in done.err

    def test_no_git_repository(self, repo: SignedRepo, gongkai: Command) -> None:
        (repo.root / ".git").rename(repo.root / "git")
        done = gongkai("audit")
        assert done.code == 2
        assert re.fullmatch(r"gongkai: git 读不出历史 .*: fatal: not a git repository.*\n", done.err)

    def test_no_git(self, gongkai: Command, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("PATH", "/nowhere")
        done = gongkai("audit")
        assert (done.code, done.err) == (2, "gongkai: 找不到 git (git is not installed)\n")

    def test_a_commit_that_git_would_not_have_written(self, repo: SignedRepo, gongkai: Command) -> None:
        tree = head(repo, "main^{tree}")
        file = repo.put(".git/object", f"tree {tree}\nauthor x 1 +0000\ncommitter x <x> 1 +0000\n\nx\n")
        made = repo.git("hash-object", "--literally", "-t", "commit", "-w", str(file)).strip()
        repo.git("update-ref", "refs/heads/main", made)
        done = gongkai("audit")
        assert (done.code, done.err) == (2, f"gongkai: {made}: 不是完好的提交 (not a sound commit)\n")


def test_the_number_of_git_processes_does_not_grow(
    repo: SignedRepo, gongkai: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[object] = []
    execute = raw.Git.execute

    def counted(*arguments: object, **options: object) -> object:
        asked.append(arguments)
        return execute(*arguments, **options)  # type: ignore[call-overload]  # whatever it was called with

    counts = []
    start = head(repo)
    monkeypatch.setattr(raw.Git, "execute", counted)
    for numbers in ((12, 13), (14, 15, 16, 17)):
        for number in numbers:  # all of them overtaken, but the first
            repo.branch(f"draft-{number}", start)
            repo.write(f"2026-{number:05}")
            repo.commit(f"Draft {number}", signed="zonghe-clerk")
            repo.merge(f"draft-{number}", by=HEAD, signed="zhifa-head")
        asked.clear()
        assert gongkai("audit").code == 0
        counts.append(len(asked))
    assert counts[0] == counts[1] > 5
