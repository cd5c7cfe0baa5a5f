"""What attachments are, by their bytes: what other programs write passes, and nothing makes the check fail or wait."""

from __future__ import annotations

import io
import time
from zipfile import ZipFile

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pypdf import PdfReader

from files import OLE, PARTS, archive, encrypted, pdf, picture, png, table
from gongkai.model import Unsound
from gongkai.sources.sound import MOST_MEMBERS, fault

TEXT = "地区,数值\r\n全市,1\r\n"
SOUND: dict[str, list[bytes]] = {
    "pdf": [pdf(), b"\n" + pdf() + b"\0" * 99],
    "docx": [archive(PARTS["docx"]), archive(["word/document2.xml"])],
    "xlsx": [table(), archive(PARTS["xlsx"])],
    "pptx": [archive(PARTS["pptx"])],
    "ofd": [archive(PARTS["ofd"])],
    "zip": [archive(PARTS["zip"]), archive([]), archive(PARTS["docx"])],
    "png": [picture("png"), png(10_000, 10_000)],
    "jpg": [picture("jpeg"), picture("jpeg", 9_000, 9), picture("jpeg", preview=True)],
    "jpeg": [picture("jpeg"), picture("jpeg")[:2] + b"\xff" + picture("jpeg")[2:]],
    "csv": [TEXT.encode(), TEXT.encode("utf-8-sig"), TEXT.encode("gb18030"), b"\n"],
    "txt": [TEXT.encode(), "𠮷".encode("gb18030")],
}
BINARY = ("pdf", "docx", "xlsx", "pptx", "ofd", "zip", "png", "jpg")
FAULTY = [
    *((kind, b"", Unsound.EMPTY) for kind in SOUND),
    *((kind, b"x", Unsound.OTHER) for kind in BINARY),
    *((kind, b"<!doctype html>", Unsound.OTHER) for kind in BINARY),
    *((kind, SOUND[kind][0][:-9], Unsound.BROKEN) for kind in BINARY),
    *(("txt", SOUND[kind][0], Unsound.OTHER) for kind in BINARY),
    *((kind, encrypted(archive(PARTS[kind])), Unsound.ENCRYPTED) for kind in PARTS),
    *((kind, OLE + bytes(504), Unsound.OLD_OFFICE) for kind in ("docx", "xlsx", "pptx")),
    *((kind, OLE + "EncryptedPackage".encode("utf-16-le"), Unsound.ENCRYPTED) for kind in ("docx", "xlsx")),
    ("pdf", pdf("1234"), Unsound.ENCRYPTED),
    ("docx", table(), Unsound.OTHER),
    ("xlsx", archive(PARTS["docx"]), Unsound.OTHER),
    ("docx", archive([*PARTS["docx"], "word/vbaProject.bin"]), Unsound.MACROS),
    ("zip", archive(map(str, range(MOST_MEMBERS + 1)), b""), Unsound.HUGE),
    ("png", picture("jpeg"), Unsound.OTHER),
    ("png", png(30_000, 30_000), Unsound.HUGE),
    ("png", png(0, 9), Unsound.BROKEN),
    ("jpg", picture("png"), Unsound.OTHER),
    ("jpg", picture("jpeg", preview=True)[:-2], Unsound.BROKEN),
    ("csv", TEXT.encode("utf-16"), Unsound.ENCODING),
    ("csv", b"a\0b", Unsound.ENCODING),
    ("csv", b"\xff\xfe\xfd", Unsound.ENCODING),
]


@pytest.mark.parametrize(("kind", "data"), [(kind, each) for kind, many in SOUND.items() for each in many])
def test_what_is_sound_passes(kind: str, data: bytes) -> None:
    assert fault(kind, data) is None


@pytest.mark.parametrize(("kind", "data", "expected"), FAULTY)
def test_what_is_not_is_told_apart(kind: str, data: bytes, expected: Unsound) -> None:
    assert fault(kind, data) == expected


def test_others_say_the_same_of_what_is_encrypted() -> None:
    assert PdfReader(io.BytesIO(pdf("1234"))).is_encrypted
    with (
        ZipFile(io.BytesIO(encrypted(archive(PARTS["zip"])))) as made,
        pytest.raises(RuntimeError, match="password"),
    ):
        made.read(PARTS["zip"][0])


def test_a_bomb_is_told_by_what_it_says_of_itself() -> None:
    data = archive(["a"], b"")
    told = (2**31).to_bytes(4, "little")
    at = data.index(b"PK\x01\x02") + 24
    assert fault("zip", data[:at] + told + data[at + 4 :]) is Unsound.HUGE


@pytest.mark.parametrize("kind", BINARY)
def test_whatever_was_cut_short_is_found(kind: str) -> None:
    data = SOUND[kind][0].rstrip(b"\n")
    assert {fault(kind, data[:end]) for end in range(1, len(data))} <= {Unsound.BROKEN, Unsound.OTHER}


@given(st.sampled_from([*SOUND]), st.binary(max_size=300))
def test_no_bytes_make_it_fail(kind: str, data: bytes) -> None:
    fault(kind, data)


@given(st.data())
def test_nothing_done_to_a_file_makes_it_fail(data: st.DataObject) -> None:
    kind = data.draw(st.sampled_from([*SOUND]))
    good = data.draw(st.sampled_from(SOUND[kind]))
    for _ in range(data.draw(st.integers(1, 3))):
        start = data.draw(st.integers(0, len(good)))
        put = data.draw(st.binary(max_size=8) | st.sampled_from([b"\xff" * 8, b"PK\x05\x06", b"PK\x06\x07"]))
        good = good[:start] + put + good[start + len(put) * data.draw(st.integers(0, 1)) :]
    fault(kind, good)


HOSTILE = {
    "pdf": b"%PDF-" + b"/Encrypt         " * 250_000 + b"%%EOF",
    "zip": b"PK\x03\x04" + b"PK\x01\x02" * 1_000_000,
    "docx": archive(["a" * 60_000], b"") + b"PK\x05\x06" * 500_000,
    "png": png(1, 1, 4_000_000)[:-12],
    "jpg": b"\xff\xd8" + b"\xff\xe0\x00\x02" * 1_000_000,
    "csv": "统".encode("gb18030") * 2_000_000 + b"\xff",
}


@pytest.mark.parametrize("kind", HOSTILE)
def test_nothing_makes_it_wait(kind: str) -> None:
    began = time.perf_counter()
    fault(kind, HOSTILE[kind])
    assert time.perf_counter() - began < 2


def test_a_kind_that_nobody_may_attach_is_not_looked_at() -> None:
    assert fault("exe", b"") is None
