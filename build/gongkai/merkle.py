"""One signature for many: the hash tree of RFC 9162 (part 2.1), over SHA-256.

Leaves and inner nodes are hashed apart (0x00, 0x01), so that no node can be passed off as a leaf.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

Path = tuple[bytes, ...]
"""The hashes beside the way from a leaf to the root, lowest first."""


def _leaf(data: bytes) -> bytes:
    return hashlib.sha256(b"\x00" + data).digest()


def _node(left: bytes, right: bytes) -> bytes:
    return hashlib.sha256(b"\x01" + left + right).digest()


def prove(leaves: Sequence[bytes]) -> tuple[bytes, list[Path]]:
    """The root over at least one leaf, and the inclusion path of each (2.1.1 and 2.1.3.1)."""
    if len(leaves) == 1:
        return _leaf(leaves[0]), [()]
    half = 1 << (len(leaves) - 1).bit_length() - 1  # the largest power of two below their number
    left, below_left = prove(leaves[:half])
    right, below_right = prove(leaves[half:])
    paths = [(*path, right) for path in below_left] + [(*path, left) for path in below_right]
    return _node(left, right), paths


def fold(data: bytes, leaf: int, size: int, path: Path) -> bytes:
    """The root that a leaf and its path lead to (2.1.3.2).

    Raises ValueError where a tree of `size` has no leaf `leaf`, or no path of this length to it.
    """
    at, last, root = leaf, size - 1, _leaf(data)
    if not 0 <= at <= last:
        raise ValueError(f"no leaf {leaf} in a tree of {size}")
    for beside in path:
        if last == 0:
            raise ValueError("the path is too long")
        if at % 2 or at == last:
            root = _node(beside, root)
            while at and not at % 2:  # a right edge without a brother: up to where it has one
                at, last = at >> 1, last >> 1
        else:
            root = _node(root, beside)
        at, last = at >> 1, last >> 1
    if last:
        raise ValueError("the path is too short")
    return root
