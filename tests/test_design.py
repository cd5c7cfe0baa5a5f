"""Guards over the repository itself: what docs/adr decided stays so."""

from __future__ import annotations

import ast
import importlib
import json
import pkgutil
import re
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest

from gongkai import rules, schema
from gongkai.model import Rule
from gongkai.sources import frontmatter

ROOT = Path(__file__).parent.parent
SCHEMAS = {path.name: json.loads(path.read_text(encoding="utf-8")) for path in ROOT.glob("schemas/*.json")}
WRITTEN = {
    f"{name}.schema.json"
    for name in ("item", "page", "people", "compromised", "policy", "articles", "approvals")
}
REQUIREMENTS = sorted(ROOT.glob("requirements/*.txt"))
ALL: tuple[Rule, ...] = (frontmatter.RULE, schema.RULE, *rules.ALL)
MODULES: tuple[Any, ...] = (
    *rules.OF_TREE,
    *rules.OF_TEXT,
    *rules.OF_ITEMS,
    *rules.OF_RELATED,
    *rules.OF_RECORDS,
    *rules.OF_REQUEST,
    *rules.OF_LANDINGS,
)


def git(*arguments: str) -> str:
    return subprocess.run(["git", *arguments], cwd=ROOT, capture_output=True, text=True, check=True).stdout


class TestBuildIsSource:
    """docs/adr/0001."""

    def test_build_is_a_folder_and_no_package(self) -> None:
        assert (ROOT / "build").is_dir()
        assert not (ROOT / "build" / "__init__.py").exists()

    def test_git_does_not_ignore_it(self) -> None:
        done = subprocess.run(["git", "check-ignore", "build/gongkai/new.py"], cwd=ROOT, check=False)
        assert done.returncode == 1
        assert "build/gongkai/model/__init__.py" in git("ls-files", "build").splitlines()

    def test_it_does_not_shadow_pypas_build(self) -> None:
        code = "import importlib.util; print(importlib.util.find_spec('build'))"
        done = subprocess.run(
            [sys.executable, "-Ic", code], cwd=ROOT, capture_output=True, text=True, check=True
        )
        assert str(ROOT / "build") not in done.stdout

    def test_the_wheel_is_made_by_hatchling_from_it(self) -> None:
        project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
        assert project["build-system"]["build-backend"] == "hatchling.build"
        assert project["tool"]["hatch"]["build"]["targets"]["wheel"]["packages"] == ["build/gongkai"]
        assert project["tool"]["pytest"]["ini_options"]["testpaths"] == ["tests"]


OWNERS = {
    "git": "sources/git/raw.py",
    "jsonschema": "schema/forms.py schema/words.py",
    "jsonschema_rs": "schema/quick.py",
    "frontmatter": "sources/frontmatter.py",
    "yaml": "sources/strict_yaml.py",
    "chinese_calendar": "sources/workdays.py",
    "cmarkgfm": "markdown.py",
    "docx": "sources/word/__init__.py sources/word/grid.py sources/word/looks.py",
    "mkdocs": None,
}


class TestRules:
    def test_the_tuples_name_every_module(self) -> None:
        files = {
            found.name for found in pkgutil.iter_modules(rules.__path__) if not found.name.startswith("_")
        }
        assert {module.__name__.rpartition(".")[2] for module in MODULES} == files
        assert len(MODULES) == len(files)

    def test_a_slug_is_its_files_name_and_stands_once(self) -> None:
        for module, rule in zip(MODULES, (each.RULE for each in MODULES), strict=True):
            assert rule.slug == module.__name__.rpartition(".")[2].replace("_", "-")
        assert len({rule.slug for rule in ALL}) == len(ALL)

    @pytest.mark.parametrize("rule", ALL, ids=[rule.slug for rule in ALL])
    def test_a_rule_speaks_of_itself_in_both_languages(self, rule: Rule) -> None:
        for text in (rule.title, rule.article, rule.remedy, rule.page):
            assert re.search("[一-鿿]", text.zh)
            assert re.search("[a-z]", text.en)
        assert re.search("第.+条", rule.article.zh)

    @pytest.mark.parametrize("name", [module.__name__ for module in MODULES], ids=str)
    def test_a_rules_docstring_says_the_rule_and_its_source(self, name: str) -> None:
        first = (importlib.import_module(name).__doc__ or "").splitlines()[0]
        assert re.search("[一-鿿]", first)

    @pytest.mark.parametrize(("tool", "owner"), OWNERS.items())
    def test_a_tool_has_its_importers_only(self, tool: str, owner: str | None) -> None:
        package = ROOT / "build/gongkai"
        found = [
            file.relative_to(package).as_posix() for file in package.rglob("*.py") if tool in imported(file)
        ]
        assert sorted(found) == (owner.split() if owner else [])


def imported(file: Path) -> set[str]:
    """The packages that a file imports."""
    names = set()
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names.add(node.module.partition(".")[0])
    return names


class TestRequirements:
    def test_there_are_locks(self) -> None:
        assert [path.name for path in REQUIREMENTS] == ["alone.txt", "dev.txt", "run.txt"]

    @pytest.mark.parametrize("path", REQUIREMENTS, ids=[path.name for path in REQUIREMENTS])
    def test_every_package_is_pinned_with_hashes_and_no_address(self, path: Path) -> None:
        text = path.read_text(encoding="utf-8")
        packages = re.findall(r"^([a-z0-9][\w.-]*)(\S*)", text, re.MULTILINE)
        pinned = re.findall(
            r"^[a-z0-9][\w.-]*==\S+.*\\\n(?: +--hash=sha256:[0-9a-f]{64}(?: \\)?\n)+", text, re.MULTILINE
        )
        assert len(pinned) == len(packages) >= (1 if path.stem == "alone" else 20)
        assert not re.search(r"https?://|--(extra-)?index-url|--find-links|--trusted-host|@ ", text)

    def test_what_runs_is_pinned_alike_in_both(self) -> None:
        run, dev = (
            set(re.findall(r"^([a-z0-9][\w.-]*==[^\s;]+)", path.read_text(encoding="utf-8"), re.MULTILINE))
            for path in (ROOT / "requirements/run.txt", ROOT / "requirements/dev.txt")
        )
        assert run <= dev
