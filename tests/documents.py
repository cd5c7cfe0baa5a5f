"""Office and PDF files made without the libraries that read them."""

from __future__ import annotations

import io
from zipfile import ZIP_DEFLATED, ZipFile

_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def docx(*runs: str, **others: str) -> bytes:
    """A document of one paragraph; `others` are more files, such as header1, each with its one run."""
    data = io.BytesIO()
    with ZipFile(data, "w", ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", _part("document", *runs))
        for name, run in others.items():
            archive.writestr(f"word/{name}.xml", _part("hdr", run))
    return data.getvalue()


def _part(name: str, *runs: str) -> str:
    text = "".join(f"<w:r><w:t>{run}</w:t></w:r>" for run in runs)
    return f'<w:{name} xmlns:w="{_WORD}"><w:body><w:p>{text}</w:p></w:body></w:{name}>'


def pdf(text: str, **means: str) -> bytes:
    """One page with a line of Latin text; `means`, of letters, is what its font says they are, in UTF-16's hexadecimal."""
    drawn = f"BT /F1 12 Tf 72 720 Td ({text}) Tj ET".encode()
    said = "".join(f"1 beginbfchar <{ord(letter):02x}> <{code}> endbfchar " for letter, code in means.items())
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources 6 0 R >>",
        _stream(drawn),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica %s >>"
        % (b"/ToUnicode 7 0 R" if means else b""),
        b"<< /Font << /F1 5 0 R >> >>",
        _stream(f"begincmap 1 begincodespacerange <00> <ff> endcodespacerange {said}endcmap".encode()),
    ]
    data, places = b"%PDF-1.4\n", []
    for number, each in enumerate(objects, 1):
        places.append(len(data))
        data += b"%d 0 obj\n%s\nendobj\n" % (number, each)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    trailer = b"trailer\n<< /Size 8 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % len(data)
    return data + b"xref\n0 8\n0000000000 65535 f \n" + table + trailer


def _stream(data: bytes) -> bytes:
    return b"<< /Length %d >>\nstream\n%s\nendstream" % (len(data), data)
