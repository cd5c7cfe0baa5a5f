"""opensearch.xml: lets a browser search the column from its own search box (OpenSearch 1.1, draft 6)."""

from __future__ import annotations

from xml.etree import ElementTree as ET

from gongkai.model import Policy

SEARCH = "search.html"
"""The page that searches for what stands behind `?q=`."""
_NAMESPACE = "http://a9.com/-/spec/opensearch/1.1/"
_LONG_NAME, _DESCRIPTION = 48, 1024
"""The longest that the specification allows; a short name has at most 16 characters."""


def as_opensearch(policy: Policy) -> str:
    """The description; a browser keeps it away from the site, so that its addresses are whole."""
    top = ET.Element("OpenSearchDescription", {"xmlns": _NAMESPACE})
    ET.SubElement(top, "ShortName").text = "政府信息公开"
    ET.SubElement(top, "LongName").text = f"{policy.bureau}政府信息公开"[:_LONG_NAME]
    ET.SubElement(top, "Description").text = f"检索{policy.bureau}公开的政府信息。"[:_DESCRIPTION]
    template = f"{policy.address}{SEARCH}?q={{searchTerms}}"
    ET.SubElement(top, "Url", {"type": "text/html", "template": template})
    own = {"type": "application/opensearchdescription+xml", "rel": "self"}
    ET.SubElement(top, "Url", {**own, "template": f"{policy.address}opensearch.xml"})
    ET.SubElement(top, "Language").text = "zh-CN"
    ET.SubElement(top, "InputEncoding").text = "UTF-8"
    ET.indent(top)
    return f'<?xml version="1.0" encoding="utf-8"?>\n{ET.tostring(top, encoding="unicode")}\n'
