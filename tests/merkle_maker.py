"""The hash tree of RFC 9162 a second time, by other means than the product: level by level, and down again."""

from __future__ import annotations

from hashlib import sha256


def root_and_path(leaves: list[bytes], leaf: int) -> tuple[bytes, list[bytes]]:
    """The root, and what stands beside the way to it from one leaf: an odd hash goes up as it is."""
    level = [sha256(b"\0" + each).digest() for each in leaves]
    path = []
    while len(level) > 1:
        if leaf ^ 1 < len(level):
            path.append(level[leaf ^ 1])
        pairs = (level[at : at + 2] for at in range(0, len(level), 2))
        level = [sha256(b"\1" + b"".join(pair)).digest() if len(pair) == 2 else pair[0] for pair in pairs]
        leaf //= 2
    return level[0], path


def root_from(leaf_hash: bytes, leaf: int, size: int, path: list[bytes]) -> bytes:
    """Where a path leads, from the top down as the definition of the tree has it. AssertionError if nowhere."""
    assert 0 <= leaf < size
    if size == 1:
        assert not path
        return leaf_hash
    assert path
    half = max(2**power for power in range(size.bit_length()) if 2**power < size)
    *below, beside = path
    if leaf < half:
        return sha256(b"\1" + root_from(leaf_hash, leaf, half, below) + beside).digest()
    return sha256(b"\1" + beside + root_from(leaf_hash, leaf - half, size - half, below)).digest()
