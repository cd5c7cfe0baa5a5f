"""One signature for many: every leaf is proved, and nothing else is."""

from __future__ import annotations

from contextlib import suppress
from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

import merkle_maker
from gongkai import merkle

SIZES = range(1, 41)
PLACES = [(size, leaf) for size in SIZES for leaf in range(size)]
places = st.sampled_from(PLACES)


def some(size: int) -> list[bytes]:
    return [b"statement %d" % number for number in range(size)]


def lead(data: bytes, leaf: int, size: int, path: tuple[bytes, ...]) -> bytes | None:
    """Where the product says a path leads; None if nowhere."""
    with suppress(ValueError):
        return merkle.fold(data, leaf, size, path)
    return None


@pytest.mark.parametrize("size", SIZES)
def test_roots_and_paths_are_those_made_by_other_means(size: int) -> None:
    leaves = some(size)
    root, paths = merkle.prove(leaves)
    assert [(root, list(path)) for path in paths] == [
        merkle_maker.root_and_path(leaves, leaf) for leaf in range(size)
    ]


@pytest.mark.parametrize("size", SIZES)
def test_every_leaf_of_every_size_is_proved_by_both(size: int) -> None:
    leaves = some(size)
    root, paths = merkle.prove(leaves)
    for leaf, (data, path) in enumerate(zip(leaves, paths, strict=True)):
        assert merkle.fold(data, leaf, size, path) == root
        assert merkle_maker.root_from(sha256(b"\0" + data).digest(), leaf, size, list(path)) == root


def test_the_trees_of_the_specification() -> None:
    """RFC 9162, 2.1.5, draws a tree of seven leaves: ((d0 d1) (d2 d3)) ((d4 d5) d6)."""
    hashed = [sha256(b"\0" + each).digest() for each in some(7)]

    def node(left: bytes, right: bytes) -> bytes:
        return sha256(b"\1" + left + right).digest()

    g, h, i = node(*hashed[0:2]), node(*hashed[2:4]), node(*hashed[4:6])
    k, m = node(g, h), node(i, hashed[6])
    root, paths = merkle.prove(some(7))
    assert root == node(k, m)
    assert paths[0] == (hashed[1], h, m)
    assert paths[3] == (hashed[2], g, m)
    assert paths[4] == (hashed[5], hashed[6], k)
    assert paths[6] == (i, k)


@pytest.mark.parametrize("size", SIZES)
def test_no_leaf_is_proved_in_anothers_place(size: int) -> None:
    """Of another size it may be: leaf 0 of 7 and of 8 have one way up. So the size is signed too."""
    leaves = some(size)
    root, paths = merkle.prove(leaves)
    for true, (data, path) in enumerate(zip(leaves, paths, strict=True)):
        proved = [leaf for leaf in range(-1, size + 1) if lead(data, leaf, size, path) == root]
        assert proved == [true]


@given(places, st.integers(0), st.integers(0, 7))
def test_a_changed_bit_of_the_path_leads_elsewhere(place: tuple[int, int], at: int, bit: int) -> None:
    size, leaf = place
    leaves = some(size)
    root, paths = merkle.prove(leaves)
    flat = bytearray(b"".join(paths[leaf]))
    if not flat:
        return
    flat[at % len(flat)] ^= 1 << bit
    path = tuple(bytes(flat[start : start + 32]) for start in range(0, len(flat), 32))
    assert merkle.fold(leaves[leaf], leaf, size, path) != root


@given(places, st.binary(max_size=80))
def test_another_statement_leads_elsewhere(place: tuple[int, int], data: bytes) -> None:
    size, leaf = place
    root, paths = merkle.prove(some(size))
    if data != some(size)[leaf]:
        assert merkle.fold(data, leaf, size, paths[leaf]) != root


@given(places, st.integers(0, 45), st.integers(0, 45), st.integers(-2, 2))
def test_leads_where_the_definition_leads_or_nowhere_like_it(
    place: tuple[int, int], leaf: int, size: int, longer: int
) -> None:
    """Of any leaf, size and length of path at all, the two agree."""
    true_size, true_leaf = place
    data, path = b"x", merkle.prove(some(true_size))[1][true_leaf]
    path = (*path, *[b"\0" * 32] * longer) if longer >= 0 else path[:longer]
    expected = None
    with suppress(AssertionError):
        expected = merkle_maker.root_from(sha256(b"\0" + data).digest(), leaf, size, list(path))
    assert lead(data, leaf, size, path) == expected


@given(st.integers(2, 40))
def test_an_inner_node_is_no_leaf(size: int) -> None:
    leaves = some(size)
    hashed = [sha256(b"\0" + each).digest() for each in leaves]
    root, paths = merkle.prove(leaves)
    for prefix in (b"", b"\1", b"\0"):
        assert lead(prefix + hashed[0] + hashed[1], 0, (size + 1) // 2, paths[0][1:]) != root
