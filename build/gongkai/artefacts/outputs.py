"""What the site gives to programs: each file with its name, for the pages that lead to them. docs/data.md says more."""

from __future__ import annotations

from gongkai.artefacts import register_data, request_register
from gongkai.artefacts.feed import Feed, feeds
from gongkai.artefacts.schedule import CALENDAR
from gongkai.artefacts.templates import template
from gongkai.layout import relative
from gongkai.model import Catalogue

PAGE = "catalogue.html"
"""Where all of them are listed for people, below the lists."""
WHOLE = (
    ("catalogue.json", "目录数据（JSON）"),
    ("catalogue.csv", "目录表格（CSV）"),
    ("catalogue.db", "目录数据库（SQLite）"),
    ("catalogue.jsonld", "目录元数据（DCAT-AP）"),
    ("feed.xml", "订阅（Atom）"),
    ("feed.json", "订阅（JSON Feed）"),
    (request_register.JSON, "申请办理情况（JSON）"),
    (request_register.CSV, "申请办理情况（CSV）"),
    (CALENDAR, "发布日程（ICS）"),
    *register_data.OUTPUTS,
    ("opensearch.xml", "搜索框描述（OpenSearch）"),
    ("sitemap.xml", "网站地图（XML）"),
)
"""Address and name of each file that is about the catalogue as a whole."""


def section(catalogue: Catalogue) -> str:
    """The files and the feeds as HTML, for the end of the catalogue's column page."""
    main, *parts = feeds(catalogue)
    return template("outputs.html").render(
        whole=[(relative(PAGE, address), name) for address, name in WHOLE],
        parts=[(_name(part, main), relative(PAGE, part.atom), relative(PAGE, part.json)) for part in parts],
    )


def _name(part: Feed, main: Feed) -> str:
    return part.title.removeprefix(f"{main.title}：")
