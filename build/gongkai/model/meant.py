"""An item or a page as meant: its form is right, past this point nobody checks types again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple, Protocol

from gongkai.model.moments import day_in_china, moment_of
from gongkai.model.written import RawItem


class Written(Protocol):
    """Gives a file that was judged: its text, and all that stands in it."""

    def data(self) -> bytes:
        """The bytes. Raises SetupError if they were changed since."""

    def text(self) -> str:
        """The text. Raises SetupError likewise."""

    def body(self) -> str:
        """What comes after the front matter. Raises SetupError likewise."""

    def raw(self) -> RawItem:
        """The file as its department wrote it. Raises SetupError likewise."""


@dataclass(frozen=True, slots=True)
class Held:
    """A file that is kept as it was written: an earlier revision, or one at hand."""

    held: RawItem

    def data(self) -> bytes:
        """The bytes."""
        return self.held.text.encode()

    def text(self) -> str:
        """The text."""
        return self.held.text

    def body(self) -> str:
        """What comes after the front matter."""
        return self.held.body

    def raw(self) -> RawItem:
        """The file as its department wrote it."""
        return self.held


@dataclass(frozen=True, slots=True)
class Attachment:
    """附件: a file beside the item, listed with its title and its SHA-256 in hex."""

    file: str
    title: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Batch:
    """Where an approval stands among those given with one signature: RFC 9162's inclusion proof."""

    leaf: int
    """Counted from 0, in order of index numbers."""
    size: int
    path: tuple[bytes, ...]


class Approval(NamedTuple):
    """One signed consent: a role, the principal who gave it, when, and the SSHSIG blob."""

    role: str
    by: str
    at_text: str
    """As written: the statement that was signed holds this text, not a normal form of it."""
    sig: bytes
    batch: Batch | None = None
    """None: the signature is over this approval's statement alone."""

    @property
    def at(self) -> datetime:
        """When it was given."""
        return moment_of(self.at_text)

    @property
    def day(self) -> date:
        """The day in China on which it was given."""
        return day_in_china(self.at)


@dataclass(frozen=True, slots=True)
class FirstPublished:
    """Where and when the issuing organ published a text before this catalogue began."""

    date: date
    where: str


@dataclass(frozen=True, slots=True)
class Change:
    """更正 or 更新: what a revision changed, and on which day the changed text came into being."""

    date: date
    kind: str
    note: str


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """The end of an item: 废止, 失效, 被替代 or 依法撤回, and why. A tombstone stays."""

    date: date
    kind: str
    reason: str

    @property
    def keeps_text(self) -> bool:
        """Whether the text stays public."""
        return self.kind != "依法撤回"


@dataclass(frozen=True)
class Item:
    """A disclosure item as meant: its form is right, past this point nobody checks types again."""

    path: str
    """The file, relative to the repository."""
    written: Written
    """The text is read again where it is needed: all of them together need not fit into memory."""
    content_sha256: str
    """Of the bytes that an approval covers."""
    length: int
    """Of the body, in characters."""
    index: str
    """The second half of the 索引号, taken from the path: 2026-00012."""
    title: str
    category: str
    topic: str
    department: str
    created: date
    number: str | None
    """发文字号."""
    summary: str
    keywords: tuple[str, ...]
    attachments: tuple[Attachment, ...]
    secrecy_basis: str
    revision: int
    changes: tuple[Change, ...]
    """What each revision after the first changed, oldest first."""
    withdrawn: Withdrawal | None
    replaces: tuple[str, ...]
    """Index numbers of the items that this one takes the place of."""
    replaced_by: str | None
    interprets: tuple[str, ...]
    """解读: index numbers of the items that this one explains."""
    interprets_later: str | None
    """Why this interpretation was not public on the day of its document (article 20)."""
    no_interpretation: str | None
    """Why this normative document needs no interpretation (article 20)."""
    late_reason: str | None
    """Why it is published after its time limit, with the leading group's consent."""
    important: bool
    first_published: FirstPublished | None
    approvals: tuple[Approval, ...]

    @property
    def raw(self) -> RawItem:
        """The file as its department wrote it. Raises SetupError if it was changed since it was judged."""
        return self.written.raw()

    @property
    def data(self) -> bytes:
        """The bytes of the file. Raises SetupError likewise."""
        return self.written.data()

    @property
    def text(self) -> str:
        """The whole text of the file. Raises SetupError likewise."""
        return self.written.text()

    @property
    def body(self) -> str:
        """The Markdown after the front matter. Raises SetupError likewise."""
        return self.written.body()

    @property
    def year(self) -> str:
        """The year of the index number."""
        return self.index[:4]


@dataclass(frozen=True, slots=True)
class Moved:
    """改期: the day that had been announced, and why it was changed."""

    was: date
    note: str


@dataclass(frozen=True, slots=True)
class Release:
    """发布安排: what a page announces for a day to come."""

    code: str
    """Its name for programs, unique on its page: it stays when the day changes."""
    date: date
    title: str
    department: str
    note: str
    moved: tuple[Moved, ...] = ()
    """Every change of the day, oldest first."""
    cancelled: str | None = None
    """Why it will not come, if it was called off."""
    item: str | None = None
    """Index number of what was published, once it was."""


@dataclass(frozen=True, slots=True)
class Page:
    """A column page (栏目页): a title, a description, and text."""

    raw: RawItem
    title: str
    description: str
    keywords: tuple[str, ...]
    column_type: str
    """What an inspection calls it: 信息公开指南, 依申请公开, … (国办发〔2017〕47号, annex)."""
    releases: tuple[Release, ...] = ()
    """By date."""
