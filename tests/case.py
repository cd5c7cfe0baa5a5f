"""One folder of tests/cases: read strictly, built as a real signed repository, judged by the pipeline.

tests/cases/README.md says how to write one; case.schema.json is the whole vocabulary of case.yml.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

import yaml
from jsonschema import Draft202012Validator

import approvals
import records
from approvals import HEADS, Approval
from gongkai.layout import document_index
from gongkai.model import Finding
from gongkai.report import plain
from signed_repo import CLERK, ELDER, SignedRepo

CASES = Path(__file__).parent / "cases"
ITEM = "content/items/2026/00012.md"
VOCABULARY = Draft202012Validator(json.loads((CASES / "case.schema.json").read_text(encoding="utf-8")))
KNOWN = {"input.md", "earlier.md", "second.md", "content", "case.yml", "expected.txt", "valid.txt"}


class StrictLoader(yaml.BaseLoader):
    """All values text, no key twice."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:  # noqa: FBT001, FBT002
        """Refuse what PyYAML would silently drop."""
        keys = [key.value for key, _ in node.value]
        assert len(keys) == len(set(keys)), f"duplicate key in {keys}"
        return super().construct_mapping(node, deep)


@dataclass(frozen=True)
class Case:
    """A folder: its input, and what is to come of it."""

    folder: Path

    @property
    def name(self) -> str:
        """Rule and sentence: late/twenty-days-pass."""
        return self.folder.relative_to(CASES).as_posix()

    @property
    def rule(self) -> str:
        """The rule the case is about."""
        return self.folder.parent.name

    @property
    def expected(self) -> Path:
        """The findings, one a line; there is none for a valid case."""
        return self.folder / "expected.txt"

    @property
    def is_valid(self) -> bool:
        """Whether nothing may be found."""
        return (self.folder / "valid.txt").exists()

    def options(self) -> Mapping[str, Any]:
        """What case.yml says. Raises where it is not in the vocabulary."""
        if not (self.folder / "case.yml").exists():
            return {}
        text = (self.folder / "case.yml").read_text(encoding="utf-8")
        said: Mapping[str, Any] = yaml.load(text, StrictLoader)  # noqa: S506 - text only
        VOCABULARY.validate(said)
        return said

    def run(self, root: Path) -> list[str]:
        """Build the repository at `root` and say what the pipeline finds, one a line."""
        said = self.options()
        repo = build(self.folder, said, root)
        today = date.fromisoformat(said.get("today", "2026-03-20"))
        now = datetime.fromisoformat(said["now"]) if "now" in said else None
        found = repo.judge(said["base"], today) if "base" in said else repo.check(today, now)
        return [line(each) for each in found]


def all_cases() -> list[Case]:
    """Every folder with an input, in order."""
    inputs = [*CASES.glob("*/*/input.md"), *CASES.glob("*/*/content")]
    return [Case(folder) for folder in sorted({each.parent for each in inputs})]


def line(finding: Finding) -> str:
    """A finding as expected.txt has it."""
    place, path = finding.place, plain(finding.path)
    said = f"{finding.severity}[{finding.rule}] {plain(finding.message.zh)}"
    return f"{path}:{place.line}:{place.column}: {said}"


def build(folder: Path, said: Mapping[str, Any], root: Path) -> SignedRepo:
    """Main begins; a draft is written, committed, approved, perhaps merged; then come the last edits."""
    repo = SignedRepo(root)
    _remove_on_main(repo, said.get("removed", []))
    _publish(repo, folder, said.get("published", []))
    repo.branch()
    _write(folder, root)
    _edit(root, said.get("before", []))
    repo.commit("Draft", author=said.get("author", CLERK), coauthors=said.get("coauthors", []))
    for path in documents(root) if said.get("approvals") != [] else ():
        _sign(root / path, document_index(path) or "", said)
    _sign_records(root, said.get("events", []))
    repo.commit("Approve", author=said.get("approver", HEADS["综合统计科"]))
    if "landed" in said:
        repo.merge(at=said["landed"], by=said.get("merger", ELDER))
    _edit(root, said.get("after", []))
    return repo


def _remove_on_main(repo: SignedRepo, paths: list[str]) -> None:
    for path in paths:
        repo.put(path, "old\n")
        repo.commit("Publish")
        (repo.root / path).unlink()
        repo.commit("Take away")


def _publish(repo: SignedRepo, folder: Path, earlier: list[dict[str, str]]) -> None:
    """Earlier revisions, each signed on a branch and merged."""
    for each in earlier:
        repo.branch()
        path = each.get("path", ITEM)
        file = repo.put(path, (folder / each["input"]).read_bytes())
        repo.commit("Draft", at=each["at"], author=CLERK)
        if records.is_record(path):
            file.write_bytes(records.sign(file.read_bytes(), path))
        else:
            _sign(file, document_index(path) or "", {"signed": each["at"], **each})
        repo.commit("Approve", at=each["at"], author=HEADS["综合统计科"])
        repo.merge(at=each["at"])
        repo.git("branch", "--quiet", "-D", "draft")


def _write(folder: Path, root: Path) -> None:
    if (folder / "content").exists():
        shutil.copytree(folder / "content", root / "content", dirs_exist_ok=True)
    else:
        (root / ITEM).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(folder / "input.md", root / ITEM)


def documents(root: Path) -> Iterator[str]:
    """Every item that is an ordinary file."""
    for file in sorted((root / "content").rglob("*.md")):
        path = file.relative_to(root).as_posix()
        if document_index(path) and not file.is_symlink():
            yield path


def _sign(file: Path, index: str, said: Mapping[str, Any]) -> None:
    """Give an item without approvals those it should have; one that is no item gets none."""
    data = file.read_bytes()
    try:
        fields = approvals.read_fields(data)
        made = (fields.get("changes") or [{"date": fields["created"]}])[-1]["date"]
        at = said.get("signed", f"{made}T09:00:00+08:00")
        given = _approvals(fields, at, said.get("approvals"))
        if not approvals.parts(data)[1]:
            file.write_bytes(approvals.add(data, index, *given))
    except (ValueError, KeyError, yaml.YAMLError):
        return


def _sign_records(root: Path, said: list[dict[str, Any]] | str) -> None:
    """Sign every event of every record that is not signed, but for those that are to be left as they were written."""
    if said == "as-written":
        return
    wrong = {
        int(each["event"]): records.Signature(**_but(each, "event"))
        for each in said
        if isinstance(each, dict)
    }
    for file in sorted((root / "content").rglob("*.md")):
        path = file.relative_to(root).as_posix()
        if records.is_record(path) and not file.is_symlink():
            with suppress(
                ValueError, KeyError, IndexError, AttributeError, TypeError, yaml.YAMLError
            ):  # no record: judged as it is
                file.write_bytes(records.sign(file.read_bytes(), path, wrong))


def _but(each: dict[str, Any], *names: str) -> dict[str, Any]:
    return {name: value for name, value in each.items() if name not in names}


def _approvals(fields: Mapping[str, Any], at: str, said: list[dict[str, Any]] | None) -> list[Approval]:
    if said is None:
        return approvals.usual(dict(fields), at)
    return [Approval(**{"at": at, **each, "cut": int(each.get("cut", 0))}) for each in said]


def _edit(root: Path, edits: list[dict[str, str]]) -> None:
    for edit in edits:
        file = root / edit.get("path", ITEM)
        file.parent.mkdir(parents=True, exist_ok=True)
        if "find" in edit:
            _replace(file, edit)
        elif "write" in edit:
            file.write_bytes(edit["write"].encode())
        elif "executable" in edit:
            file.chmod(0o755)
        else:
            file.unlink(missing_ok="link" in edit)
            if "link" in edit:
                file.symlink_to(edit["link"])


def _replace(file: Path, edit: dict[str, str]) -> None:
    data, find = file.read_bytes(), edit["find"].encode()
    put = bytes.fromhex(edit["hex"]) if "hex" in edit else edit["put"].encode() * int(edit.get("times", 1))
    found = data.count(find)
    assert found == 1 or (found and "all" in edit), f"{edit['find']!r} occurs {found} times in {file.name}"
    file.write_bytes(data.replace(find, put))
