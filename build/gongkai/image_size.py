"""How large a PNG or JPEG image is, by what its file begins with."""

from __future__ import annotations

HEAD = 1 << 18
"""Bytes at the beginning of a file in which its size stands, unless a camera wrote a great deal before it."""
_PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR"
_JPEG = b"\xff\xd8"
_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
_ALONE = frozenset({0x01, *range(0xD0, 0xD9)})
_SCAN = 0xDA
_MARK = 0xFF
_SEGMENTS = 1_000
"""A photograph has some twenty before its size."""


def image_size(head: bytes) -> tuple[int, int] | None:
    """Width and height in pixels; None for what is no PNG or JPEG image, or is none that can be seen."""
    if head.startswith(_PNG):
        found = int.from_bytes(head[16:20]), int.from_bytes(head[20:24])
    elif (at := frame(head)) is not None:
        found = int.from_bytes(head[at + 7 : at + 9]), int.from_bytes(head[at + 5 : at + 7])
    else:
        return None
    return found if all(found) else None


def frame(head: bytes) -> int | None:
    """Where the first frame header of a JPEG is (ITU T.81, B.2.2); None where there is none."""
    at = len(_JPEG) if head.startswith(_JPEG) else len(head)
    for _ in range(_SEGMENTS):
        if at + 9 > len(head) or head[at] != _MARK or head[at + 1] == _SCAN:
            return None
        marker = head[at + 1]
        if marker in _FRAMES:
            return at
        filled = marker == _MARK  # a marker may have more of them before it
        alone = marker in _ALONE
        at += 1 if filled else 2 if alone else 2 + int.from_bytes(head[at + 2 : at + 4])
    return None
