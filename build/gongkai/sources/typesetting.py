"""HTML to PDF/UA by WeasyPrint, which may fetch nothing but the images it is given.

The only importer of WeasyPrint, and that when it is needed: it takes most of a second.
"""

from __future__ import annotations

import logging
import struct
import subprocess
import zlib
from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.metadata import version
from io import BytesIO
from multiprocessing import get_context
from os import cpu_count
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from gongkai.image_size import HEAD, image_size
from gongkai.model import SetupError

VERSION = version("weasyprint")
MOST_PIXELS = 50_000_000
"""Of an image: unpacked it takes four bytes each."""
_NEEDED = "apt install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 fonts-noto-cjk"
_CHINESE = ["fc-list", "--format=%{family}", ":lang=zh-cn"]


@dataclass(frozen=True, slots=True)
class Image:
    """A file that may be drawn."""

    path: Path
    sha256: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """What one PDF is made of."""

    html: str
    address: str
    """Of the page: every relative address in the HTML is relative to it."""
    images: Mapping[str, Image]
    """By address, unquoted: all that may be fetched."""


class SheetError(Exception):
    """One document cannot be drawn whole; says why. Others may be."""


def require() -> None:
    """Raise SetupError where WeasyPrint or a Chinese font is missing."""
    try:
        import weasyprint  # noqa: F401, PLC0415 - it loads its libraries at once
    except (ImportError, OSError) as error:
        zh = f"生成 PDF 缺少系统库，请运行 {_NEEDED}"
        raise SetupError(
            f"{zh} (system libraries are missing: {' '.join(str(error).split())[:80]})"
        ) from error
    try:
        fonts = subprocess.run(_CHINESE, capture_output=True, check=True).stdout
    except (OSError, subprocess.CalledProcessError) as error:
        raise SetupError(f"缺少 fontconfig，请运行 {_NEEDED} fontconfig (fc-list does not run)") from error
    if not fonts:
        raise SetupError(f"没有中文字体，请运行 {_NEEDED} (no Chinese font)")


def set_all(sheets: Iterable[tuple[str, Sheet]]) -> Iterator[tuple[str, bytes | SheetError]]:
    """Each PDF by its name, in their order, or why there is none. Uses every core.

    Processes of their own, begun anew: what one document does to the libraries is over with it. Few are
    waiting at a time, so that memory does not grow with the catalogue.
    """
    cores = cpu_count() or 1
    waiting: deque[tuple[str, Future[bytes]]] = deque()
    with ProcessPoolExecutor(cores, get_context("spawn")) as pool:
        for name, sheet in sheets:
            waiting.append((name, pool.submit(set_one, sheet)))
            if len(waiting) > 2 * cores:
                yield _outcome(*waiting.popleft())
        while waiting:
            yield _outcome(*waiting.popleft())


def _outcome(name: str, future: Future[bytes]) -> tuple[str, bytes | SheetError]:
    try:
        return name, future.result()
    except SheetError as error:
        return name, error
    except RecursionError:
        return name, SheetError("正文嵌套太深 (nested too deeply)")


def set_one(sheet: Sheet) -> bytes:
    """The PDF of a document: PDF/UA-1, the same bytes for the same document. Raises SheetError."""
    import weasyprint  # noqa: PLC0415 - see above

    class OnlyGiven(weasyprint.urls.URLFetcher):  # type: ignore[misc]  # it ships no types
        def fetch(self, url: str, headers: Any = None) -> Any:  # noqa: ARG002 - as WeasyPrint calls it
            return weasyprint.urls.URLFetcherResponse(url, _image(sheet.images, url))

    with _heard("weasyprint") as faults:
        document = weasyprint.HTML(string=sheet.html, base_url=sheet.address, url_fetcher=OnlyGiven())
        data: bytes = document.write_pdf(pdf_variant="pdf/ua-1")
    if faults:
        raise SheetError("；".join(faults))
    return data


def _image(images: Mapping[str, Image], url: str) -> bytes:
    """The bytes of an image that may be drawn. Raises ValueError, which WeasyPrint tells its log.

    Never a drawing, which could fetch something itself; and decoded here, as what WeasyPrint only copies
    might not open in anybody's reader.
    """
    import PIL.Image  # noqa: PLC0415 - comes with WeasyPrint

    image = images.get(unquote(url))
    if image is None:
        raise ValueError("不取用 (never fetched)")
    data = image.path.read_bytes()
    size = image_size(data[:HEAD])
    if size is None or size[0] * size[1] > MOST_PIXELS:
        raise ValueError("不是 PNG 或 JPEG 图片，或者太大 (no PNG or JPEG image, or too large)")
    try:
        with PIL.Image.open(BytesIO(data)) as decoded:
            decoded.load()
    except (OSError, SyntaxError, ValueError, struct.error, zlib.error) as error:
        raise ValueError(f"图片已损坏 (broken): {error}") from error
    return data


@contextmanager
def _heard(name: str) -> Iterator[list[str]]:
    """The errors that a library tells its log and goes on from: here they are none to go on from."""
    said: list[str] = []
    logger, handler = logging.getLogger(name), logging.Handler(logging.ERROR)
    handler.emit = lambda record: said.append(record.getMessage())  # type: ignore[method-assign]
    before = logger.handlers[:]
    logger.handlers[:] = [handler]
    try:
        yield said
    finally:
        logger.handlers[:] = before
