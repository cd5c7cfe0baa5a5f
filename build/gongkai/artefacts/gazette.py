"""What is delivered to the municipal office for its gazette (article 24; 条例 art. 25): files, a list to read, checksums.

Addresses in a package are those of the site, so that a page finds its pictures. Nothing in it depends on when or
where it is packed: one state of the catalogue gives one package, byte for byte.
"""

from __future__ import annotations

import hashlib
import io
import shlex
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from zipfile import ZIP_STORED, ZipFile, ZipInfo

from gongkai.artefacts import records
from gongkai.artefacts.item_pages import paper
from gongkai.artefacts.templates import human_size, kind
from gongkai.json_text import document
from gongkai.layout import folder, item_page, site_path
from gongkai.model import Approval, Catalogue, Consent, Entry, Policy, in_china, openssh_time
from gongkai.statement import namespace

LIST, SUMS, SIGNERS = "目录.txt", "SHA256SUMS", "allowed_signers"
_ORDINARY = 0o100644 << 16
"""The mode of a file as a ZIP has it."""


@dataclass(frozen=True, slots=True)
class Signed:
    """One approval in a form that stock OpenSSH verifies."""

    approval: Approval
    statement: bytes
    armoured: str
    """The signature as a file of its own."""


@dataclass(frozen=True, slots=True)
class Delivered:
    """An item to be delivered, with all that goes with it."""

    entry: Entry
    attachments: Mapping[str, bytes]
    """By path, as the repository has them."""
    signed: tuple[Signed, ...]


def as_package(items: Iterable[Delivered], catalogue: Catalogue, signers: bytes) -> bytes:
    """The ZIP. It is not compressed: what zlib makes differs from one version to the next."""
    files = dict(_files(tuple(items), catalogue, signers))
    files[SUMS] = "".join(f"{hashlib.sha256(files[name]).hexdigest()}  {name}\n" for name in files).encode()
    data = io.BytesIO()
    with ZipFile(data, "w", ZIP_STORED) as archive:
        for name, content in files.items():
            archive.writestr(_info(name), content)
    return data.getvalue()


def _info(name: str) -> ZipInfo:
    """A file of the archive, dated as early as a ZIP can."""
    info = ZipInfo(name)
    info.create_system, info.external_attr = 3, _ORDINARY
    return info


def _files(items: tuple[Delivered, ...], catalogue: Catalogue, signers: bytes) -> Iterator[tuple[str, bytes]]:
    yield LIST, _list(items, catalogue.policy).encode()
    yield SIGNERS, signers
    for each in items:
        entry = each.entry
        yield item_page(entry.item.index), paper(entry, catalogue).encode()
        yield records.source(entry), entry.item.data
        yield records.data(entry), document(records.record(entry, catalogue)).encode()
        for path, data in each.attachments.items():
            yield site_path(path), data
        for signed in each.signed:
            yield _place(entry, signed, "json"), signed.statement
            yield _place(entry, signed, "sig"), signed.armoured.encode()


def _place(entry: Entry, signed: Signed, ending: str) -> str:
    return f"approvals/{entry.item.index}/{signed.approval.role}.{ending}"


def _list(items: tuple[Delivered, ...], policy: Policy) -> str:
    """目录: what is in the package, and how to check it without us."""
    parts = [
        f"{policy.bureau}送交的文件",
        "依据：政务公开制度第二十四条，《中华人民共和国政府信息公开条例》第二十五条。",
        *(["示例：用示例密钥签名，不是正式公开的信息。"] if policy.sample else []),
        f"共 {len(items)} 件。",
        *(f"\n{number}. {_told(each, policy)}" for number, each in enumerate(items, 1)),
        "\n怎样核对",
        f"文件没有改动（各行应为 OK）：\n  sha256sum -c {SUMS}",
        "批准的签名（各行应以 Good 开头；一次签名批准多条的，声明是整批的）：",
        *(f"  {_command(each.entry, signed, policy)}" for each in items for signed in each.signed),
    ]
    return "\n".join(parts) + "\n"


def _told(each: Delivered, policy: Policy) -> str:
    entry, item = each.entry, each.entry.item
    lines = [
        item.title,
        f"索引号：{entry.full_index}，第 {item.revision} 版，{records.validity(item)}",
        f"发文字号：{item.number or '无'}",
        f"成文日期：{item.created}　公开日期：{entry.published}",
        f"制作科室：{item.department}　公开科室：{entry.publisher}",
        f"网页：{policy.address}{item_page(item.index)}",
        f"正文：{item_page(item.index)}（供阅读、打印）　{records.source(entry)}（带签名的原文）",
        *(f"附件：{line}" for line in _attached(entry)),
        *(f"批准：{_consented(consent)}" for consent in entry.consents),
    ]
    return "\n   ".join(lines)


def _attached(entry: Entry) -> Iterator[str]:
    place = folder(entry.item.index)
    for each, size in zip(entry.item.attachments, entry.sizes, strict=True):
        yield f"{each.title}（{kind(each.file)}，{human_size(size)}）　{site_path(place + each.file)}"


def _consented(consent: Consent) -> str:
    acting = f"（代{consent.acting_for}）" if consent.acting_for else ""
    return f"{consent.role}　{consent.department}{consent.position}{acting}　{in_china(consent.approval.at)}"


def _command(entry: Entry, signed: Signed, policy: Policy) -> str:
    """What verifies one approval, in the folder that the package was unpacked into."""
    given = signed.approval
    return (
        f"ssh-keygen -Y verify -f {SIGNERS} -I {shlex.quote(given.by)} -n {namespace(given.role, policy.domain)} "
        f"-s {_place(entry, signed, 'sig')} -Overify-time={openssh_time(given.at)} < {_place(entry, signed, 'json')}"
    )
