"""The size of an image by its first bytes, against a library that is not ours; nonsense has none."""

from __future__ import annotations

from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from gongkai.image_size import image_size


def made(form: str, size: tuple[int, int], **how: object) -> bytes:
    data = BytesIO()
    Image.new("RGB", size, "white").save(data, form, **how)
    return data.getvalue()


@pytest.mark.parametrize("size", [(1, 1), (300, 7), (70_000 // 2, 3)])
@pytest.mark.parametrize(
    "how", [{"form": "PNG"}, {"form": "JPEG"}, {"form": "JPEG", "progressive": True, "comment": b"x" * 999}]
)
def test_the_size_is_what_was_made(size: tuple[int, int], how: dict[str, object]) -> None:
    assert image_size(made(size=size, **how)) == size  # type: ignore[arg-type]


@pytest.mark.parametrize("form", ["GIF", "BMP", "TIFF", "WEBP"])
def test_other_images_have_none(form: str) -> None:
    assert image_size(made(form, (3, 3))) is None


@given(st.sampled_from([b"", b"\xff\xd8", b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR"]), st.binary(max_size=60))
def test_nonsense_has_a_size_or_none(start: bytes, rest: bytes) -> None:
    found = image_size(start + rest)
    assert found is None or (found[0] > 0 and found[1] > 0)


def test_a_picture_without_height_has_none() -> None:
    data = bytearray(made("PNG", (3, 3)))
    data[20:24] = bytes(4)
    assert image_size(bytes(data)) is None
