"""Reading one Markdown file with front matter, strictly: any bytes give a RawItem or findings.

python-frontmatter finds the fence and hands over; its own YAML handler would return an empty
mapping, in silence, for an unclosed fence, a BOM, `title：` or a list (docs/adr/0003).
"""

from __future__ import annotations

import re
from typing import TypeAlias

import frontmatter
from frontmatter.default_handlers import BaseHandler

from gongkai.model import Finding, Place, RawItem, Rule, Text, Tree, Value, place_of
from gongkai.sources.strict_yaml import StrictYamlError, compose
from gongkai.statement import content_sha256

MAX_BYTES = 4 * 1024 * 1024
"""Thirteen times the longest of 891 national laws."""

RULE = Rule(
    slug="front-matter",
    title=Text("文件开头的字段区读不出来", "the front matter cannot be read"),
    article=Text("第五条", "article 5"),
    remedy=Text(
        "文件第一行和字段区之后各有一行“---”，中间每行一个“字段: 值”，存为不带 BOM 的 UTF-8、LF 换行。",
        "put `---` on the first line and after the fields, one `key: value` a line, UTF-8, no BOM, LF.",
    ),
    page=Text(
        "每条信息是一个文件：开头两行“---”之间是字段，其后是正文。批准所签的是文件的原样字节，"
        "所以读取时不猜测、不改正：编码必须是不带 BOM 的 UTF-8，换行必须是 LF，字段名不得重复，"
        "不得使用 YAML 的锚点、别名、类型标记，嵌套不超过 6 层。所有的值都按文字读取："
        "007 还是 007，12:30 还是 12:30。值里有“ #”或“: ”时要加引号。approvals 必须是最后一个字段，其中不写注释。",
        "An item is a file: fields between two lines of `---`, then the text. Approvals cover bytes, so "
        "nothing is guessed or mended: UTF-8 without BOM, LF, no key twice, no anchors, aliases or tags, "
        "at most 6 levels. Every value is text: 007 stays 007. Quote a value with ' #' or ': '. "
        "`approvals` comes last, without comments.",
    ),
)

_FENCE = re.compile(r"^---$", re.MULTILINE)
_CLOSING = re.compile(r"\n([-—－]{2,}[ \t]*)$", re.MULTILINE)
"""The closing fence, or what was meant for one."""
_APPROVALS = re.compile(r"\napprovals:")

Fault: TypeAlias = tuple[Place, Text]


class StrictHandler(BaseHandler):
    """The fence is python-frontmatter's; what stands between is read by our strict YAML."""

    FM_BOUNDARY = _FENCE
    tree: Tree

    def load(self, fm: str) -> dict[str, Value]:
        """Keep the places beside the values. Raises StrictYamlError."""
        self.tree = compose(
            fm, mend=True
        )  # rule `hidden-characters` tells of what is mended, from the text itself
        return self.tree.value


def read(path: str, data: bytes) -> RawItem | tuple[Finding, ...]:
    """Read a file's bytes; `path` is relative to the repository and only names the findings."""
    text = _decoded(data)
    if not isinstance(text, str):
        return (_finding(path, *text),)
    closing = _closing(text)
    if not isinstance(closing, int):
        return (_finding(path, *closing),)
    head = text[: closing + len("---")]
    handler = StrictHandler()
    try:
        frontmatter.parse(head, handler=handler)
    except StrictYamlError as error:
        return tuple(_finding(path, place, reason) for place, reason in error.faults)
    if fault := _approvals_fault(head, handler.tree):
        return (_finding(path, *fault),)
    body_at = min(len(head) + len("\n"), len(text))
    return RawItem(path, text, handler.tree, body_at, content_sha256(data))


def _decoded(data: bytes) -> str | Fault:
    """The text, or what is wrong with the bytes: past such a fault nothing can be said about the rest."""
    if len(data) > MAX_BYTES:
        return Place(1, 1), Text(f"文件超过 {MAX_BYTES} 字节", f"larger than {MAX_BYTES} bytes")
    if data.startswith(b"\xef\xbb\xbf"):
        return Place(1, 1), Text("文件以 BOM 开头：请存为“UTF-8（无 BOM）”", "the file begins with a BOM")
    try:
        text = data.decode()
    except UnicodeDecodeError as error:
        good = data[: error.start].decode()
        return place_of(good, len(good)), Text("不是 UTF-8 编码（可能是 GBK）：请另存为 UTF-8", "not UTF-8")
    if "\r" in text:
        place = place_of(text, text.index("\r"))
        return place, Text("换行是 CRLF（Windows 格式）：请改为 LF", "CR or CRLF line ends: use LF")
    return text


def _closing(text: str) -> int | Fault:
    """Where the closing fence begins, or what is wrong with the fences."""
    if not text.startswith("---\n"):
        return Place(1, 1), Text("第一行必须恰好是“---”", "the first line must be exactly `---`")
    found = _CLOSING.search(text, len("---"))
    if found and found[1] == "---":
        return found.start(1)
    place = place_of(text, found.start(1)) if found else Place(1, 1)
    return place, Text("字段区没有结束：缺少恰好是“---”的一行", "no closing line of exactly `---`")


def _approvals_fault(head: str, tree: Tree) -> Fault | None:
    """The byte rule of the content hash and YAML must see the same approvals, at the end.

    Otherwise text could be moved out of what is signed: by a key after `approvals`, by a line
    `approvals:` inside a quoted value, or by a comment, which the published source would show.
    """
    found = _APPROVALS.search(head)
    by_bytes = Place(head.count("\n", 0, found.end()) + 1, 1) if found else None
    by_yaml = tree.tops.get("approvals")
    if by_bytes != by_yaml:
        zh = "approvals 必须单独成行、顶格，恰好写作“approvals:”"
        return by_bytes or by_yaml or Place(1, 1), Text(zh, "write `approvals:` plainly, at the line start")
    if found and (comment := head.find("#", found.start())) >= 0:
        zh = "approvals 里不能有注释：这里的文字不在签名之内"
        return place_of(head, comment), Text(zh, "no comments among the approvals: nobody signs them")
    after = [place for place in tree.tops.values() if by_yaml and place > by_yaml]
    if after:
        return after[0], Text("approvals 必须是最后一个字段", "`approvals` must be the last field")
    return None


def _finding(path: str, place: Place, reason: Text) -> Finding:
    return RULE.finding(path, place, *reason)
