"""Where things lie: policy, and content/, where a path is an address and an item's is its index number."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple
from urllib.parse import quote

from gongkai.model import SetupError

POLICY = "policy/policy.yml"
PEOPLE = "policy/people.yml"
SIGNERS = "policy/allowed_signers"
COMPROMISED = "policy/compromised.yml"
APPROVALS = "policy/approvals.yml"
ARTICLES = "policy/articles.yml"
CALENDARS = "policy/calendar/"

DERIVED = ".cache/"
"""What is costly to make and never judged; git ignores it."""

NO_INDEX = "GONGKAI_NO_INDEX"
"""The variable by which `gongkai build --no-index` tells the build, behind MkDocs."""

CONTENT = "content/"
ITEMS = "content/items/"

REGISTERS = {
    "requests": "request",
    "responses": "response",
    "corrections": "correction",
    "complaints": "complaint",
    "deliveries": "delivery",
    "assessments": "assessment",
    "accountability": "accountability",
    "reports": "report",
    "summaries": "summary",
}
"""Register → its schema. All lie in the folder of their name, but for summaries, which lie below reports/."""

COLUMNS = ("index.md", "guide.md", "system.md", "catalogue.md", "annual.md", "request.md")
"""The column pages that the State Council's format asks for (国办公开办函〔2019〕61号), and the home page."""

_YEAR = r"(?P<year>(?:19|20)[0-9]{2})"
_SERIAL = r"(?P<serial>(?!00000)[0-9]{5})"
_OWN = "search|shell|sitemap"
"""Addresses at the top of the site that are pages of ours: no column page may take them."""
_PAGE = re.compile(rf"{CONTENT}(?!(?:{_OWN})\.md)[a-z0-9][a-z0-9-]*\.md")
_DOCUMENT = re.compile(rf"{ITEMS}{_YEAR}/{_SERIAL}(?:\.md|/index\.md)")
_IN_FOLDER = re.compile(rf"{ITEMS}{_YEAR}/{_SERIAL}/[^/]+")
_NUMBERED = "|".join(name for name in REGISTERS if name not in ("reports", "summaries"))
_RECORDS = (
    re.compile(rf"{CONTENT}(?P<register>{_NUMBERED})/{_YEAR}/(?P<number>(?!000)[0-9]{{3}})\.md"),
    re.compile(rf"{CONTENT}(?P<register>reports)/{_YEAR}\.md"),
    re.compile(rf"{CONTENT}reports/{_YEAR}/(?P<number>[a-z]+(?:-[a-z]+)*)\.md"),
)
_BRANCH = re.compile(rf"item/{_YEAR}-{_SERIAL}(?:/.+)?")
_LAST = 99999


def is_page(path: str) -> bool:
    """Whether a path is a column page's: content/guide.md."""
    return _PAGE.fullmatch(path) is not None


def document_index(path: str) -> str | None:
    """2026-00012 for the two ways to write an item: 2026/00012.md and 2026/00012/index.md."""
    return _index(_DOCUMENT.fullmatch(path))


def folder_index(path: str) -> str | None:
    """2026-00012 for every file directly in its folder: index.md and the attachments."""
    return _index(_IN_FOLDER.fullmatch(path))


def _index(found: re.Match[str] | None) -> str | None:
    return found and f"{found['year']}-{found['serial']}"


class Named(NamedTuple):
    """A record as its path names it."""

    register: str
    name: str


def record_named(path: str) -> Named | None:
    """requests and 2026-003 for content/requests/2026/003.md; None for what is no record."""
    for pattern in _RECORDS if not path.startswith(ITEMS) else ():
        if found := pattern.fullmatch(path):
            parts = found.groupdict()
            name = "-".join(filter(None, [parts["year"], parts.get("number")]))
            return Named(parts.get("register", "summaries"), name)
    return None


def register_folder(register: str) -> str:
    """Where the records of a register lie, with a slash at the end."""
    return f"{CONTENT}{'reports' if register == 'summaries' else register}/"


def record_path(register: str, name: str) -> str:
    """The file of a record; the inverse of `record_named`."""
    return f"{register_folder(register)}{name.replace('-', '/', 1)}.md"


def is_text(path: str) -> bool:
    """Whether a path is that of a text that is read: an item, a column page or a record."""
    return bool(document_index(path) or is_page(path) or record_named(path))


def folder(index: str) -> str:
    """Where the attachments of 2026-00012 lie, with a slash at the end."""
    return f"{ITEMS}{index.replace('-', '/')}/"


def document(index: str, *, in_folder: bool) -> str:
    """The file of 2026-00012 in one of the two ways to write an item; the inverse of `document_index`."""
    return f"{folder(index)}index.md" if in_folder else f"{folder(index).rstrip('/')}.md"


def branch(index: str) -> str:
    """The branch on which an item is written; that it exists claims the number."""
    return f"item/{index}"


def branch_index(name: str) -> str | None:
    """2026-00012 for item/2026-00012, and for a branch below it, which keeps git from making that one."""
    return _index(_BRANCH.fullmatch(name))


def next_index(taken: Iterable[str], year: str) -> str:
    """One more than the highest number taken in the year. Raises SetupError after the last."""
    serials = [int(index[5:]) for index in taken if index.startswith(f"{year}-")]
    serial = max(serials, default=0) + 1
    if serial > _LAST:
        last = f"{year}-{_LAST}"
        zh = f"{last} 已被占用，没有下一个号：若分支 {branch(last)} 是误建的，请删除"
        raise SetupError(f"{zh} (no number after the last: delete that branch if it was made by mistake)")
    return f"{year}-{serial:05}"


def site_path(path: str) -> str:
    """The address, from the top of the site, at which a file of content/ is published."""
    path = path.removeprefix(CONTENT)
    if path.endswith("/index.md"):
        return path.removesuffix("/index.md") + ".html"
    return path.removesuffix(".md") + ".html" if path.endswith(".md") else path


def item_page(index: str) -> str:
    """The permanent address of an item, always its newest revision: items/2026/00012.html."""
    return f"items/{index.replace('-', '/')}.html"


def item_pdf(index: str) -> str:
    """The address of an item's PDF, beside its page: items/2026/00012.pdf."""
    return f"items/{index.replace('-', '/')}.pdf"


def report_document(year: int) -> str:
    """The file of a year's annual report: content/reports/2026.md."""
    return f"{CONTENT}reports/{year}.md"


def report_page(year: int) -> str:
    """The permanent address of a year's annual report."""
    return report_file(year, "html")


def report_file(year: int, form: str) -> str:
    """The address of a form of a year's annual report: html, docx, pdf or json."""
    return f"reports/{year}.{form}"


def earlier(index: str, revision: int) -> str:
    """What the permanent addresses of an earlier revision begin with: items/2026/00012-r1.

    With .html its page, with .md its source, with a slash its attachments.
    """
    return f"items/{index.replace('-', '/')}-r{revision}"


def relative(page: str, to: str) -> str:
    """A link from one address of the site to another, both from its top: right under any sub-path."""
    up, folder = "", page[: page.rfind("/") + 1]
    while not to.startswith(folder):
        up += "../"
        folder = folder[: folder.rfind("/", 0, -1) + 1]
    return quote(up + to[len(folder) :])
