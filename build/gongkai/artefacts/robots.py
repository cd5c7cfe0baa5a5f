"""robots.txt (RFC 9309): everything may be read, and here is the site map."""

from __future__ import annotations

from urllib.parse import urlsplit

from gongkai.model import Policy


def as_robots(policy: Policy) -> str:
    """The file. Crawlers look for it at the top of a host alone, and the column may lie deeper: it says so."""
    top = urlsplit(policy.address)
    return (
        "# 本栏目全部内容可以抓取。\n"
        f"# 爬虫只读取 {top.scheme}://{top.netloc}/robots.txt：栏目不在网站根目录的，请网站管理员把下面各行并入那个文件。\n"
        "User-agent: *\n"
        "Disallow:\n"
        "\n"
        f"Sitemap: {policy.address}sitemap.xml\n"
    )
