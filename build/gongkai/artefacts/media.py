"""Media types (IANA) of what the site gives out, by the ending of a file's name."""

from __future__ import annotations

ATOM = "application/atom+xml"
JSON_FEED = "application/feed+json"
_OFFICE = "application/vnd.openxmlformats-officedocument"
_TYPES = {
    "csv": "text/csv",
    "db": "application/vnd.sqlite3",
    "docx": f"{_OFFICE}.wordprocessingml.document",
    "html": "text/html",
    "ics": "text/calendar",
    "jpeg": "image/jpeg",
    "jpg": "image/jpeg",
    "json": "application/json",
    "jsonld": "application/ld+json",
    "md": "text/markdown",
    "pdf": "application/pdf",
    "png": "image/png",
    "pptx": f"{_OFFICE}.presentationml.presentation",
    "txt": "text/plain",
    "xlsx": f"{_OFFICE}.spreadsheetml.sheet",
    "xml": ATOM,
    "zip": "application/zip",
}
UNKNOWN = "application/octet-stream"
"""As RFC 2046 has it, of which nothing more is known: OFD has no registered type."""


def media_type(file: str) -> str:
    """The type of a file; `.xml` is a feed here."""
    return _TYPES.get(file.rpartition(".")[2].lower(), UNKNOWN)
