"""The QR code of a page, read by a library that is not ours."""

from __future__ import annotations

import base64
from io import BytesIO

import pytest
import segno
import zxingcpp
from lxml import html
from PIL import Image

from gongkai.artefacts import qr

ADDRESSES = [
    "https://tjj.example/zwgk/items/2026/00012.html",
    "https://tjj.example/zwgk/items/1999/99999.html",
    "https://tjj.example/zwgk/items/2026/00012-r1.html",
    "https://tjj.example/zwgk/items/2026/00012-r987.html",
    "http://10.0.0.1:8080/items/2080/13579.html",
    "https://tjj.example/" + "长/" * 40 + "items/2026/24680.html",
]


def drawn(address: str) -> Image.Image:
    """The modules of a code, six pixels each."""
    modules, side = qr.code(address)
    image = Image.new("1", (side, side), 1)
    image.putdata([int(bit == "0") for bit in f"{modules:0{side * side}b}"])
    framed = Image.new("L", (side + 2 * qr.QUIET,) * 2, 255)
    framed.paste(image, (qr.QUIET, qr.QUIET))
    return framed.resize((framed.width * 6,) * 2, Image.Resampling.NEAREST)


def read(image: Image.Image) -> list[str]:
    return [each.text for each in zxingcpp.read_barcodes(image)]


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_code_leads_to_its_page(address: str) -> None:
    assert read(drawn(address)) == [address]


def test_codes_put_together_are_those_laid_out_whole() -> None:
    for index in range(0, 100_000, 3_701):
        address = f"https://tjj.example/items/{1990 + index % 100}/{index:05}.html"
        whole = segno.make(
            address, error="m", mode="byte", encoding="utf-8", mask=2, boost_error=False, micro=False
        )
        rows = "".join(str(bit) for row in whole.matrix for bit in row)
        assert qr.code(address) == (int(rows, 2), len(whole.matrix))


def test_the_drawing_has_every_dark_module_and_says_what_it_is() -> None:
    svg = html.fragment_fromstring(qr.as_svg(ADDRESSES[0], '二维码"<'))
    assert (svg.get("role"), svg.findtext("title")) == ("img", '二维码"<')
    strokes = svg.xpath("string(.//path[2]/@d)")
    dark = sum(
        int(each.partition("h")[2].partition("m")[0].partition("M")[0]) for each in strokes.split(" 0")[1:]
    )
    assert dark == qr.code(ADDRESSES[0])[0].bit_count()


def test_the_bitmap_leads_to_the_same_page() -> None:
    kind, _, data = qr.as_png(ADDRESSES[0]).partition(",")
    assert kind == "data:image/png;base64"
    assert read(Image.open(BytesIO(base64.b64decode(data)))) == [ADDRESSES[0]]
