"""涉及个人隐私的信息不得公开：身份证号、手机号、银行卡号、邮箱（第九条）。"""

from __future__ import annotations

import re
from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from datetime import date
from unicodedata import normalize

from gongkai.model import Context, Finding, Place, RawItem, Rule, Text
from gongkai.rules._prose import is_usual, prose, shown

RULE = Rule(
    slug="personal-data",
    title=Text("有个人信息", "personal data"),
    article=Text("第九条；条例第十五条", "article 9; Regulations article 15"),
    remedy=Text(
        "删去或遮盖后重新批准；本机关公布的联系方式登记在 policy/policy.yml 的 contacts。",
        "remove or mask it and approve again; the bureau's own public contacts go into `contacts` of "
        "policy/policy.yml.",
    ),
    page=Text(
        "查找公民身份号码（按 GB 11643 校验位和出生日期核对）、手机号、银行卡号（按 Luhn 校验）和邮箱。"
        "在三千多份真实政策文件里几乎没有出现过，所以每一处都值得人看一眼。"
        "全角数字、中间有空格或连字符的也能认出。",
        "Looks for identity numbers (check digit of GB 11643 and a real birth date), mobile numbers, bank "
        "cards (Luhn) and e-mail addresses. In 3,306 real policy documents there are hardly any, so each "
        "deserves a look. Full-width digits, spaces and hyphens do not hide them.",
    ),
)

# \d also finds full-width digits: １３８…
_IDENTITY = re.compile(r"(?<![0-9A-Za-z])\d{6}[ -]?\d{8}[ -]?\d{3}[\dXxＸｘ](?![0-9A-Za-z])")
_MOBILE = re.compile(r"(?<!\d)(?:86[ -]?)?[1１][3-9３-９]\d(?:\d{8}|[ -]\d{4}[ -]\d{4})(?!\d)")
_CARD = re.compile(r"(?<![0-9A-Za-z])(?:\d{16,19}|\d{4}(?:[ -]\d{4}){3}(?:[ -]\d{1,3})?)(?![0-9A-Za-z])")
_EMAIL = re.compile(r"[A-Za-z0-9._%+-]{1,64}[@＠](?:[A-Za-z0-9-]{1,63}[.．]){1,8}[A-Za-z]{2,24}")
_LONG = re.compile(r"\d(?:[ -]?\d){10}")
"""Without eleven digits in a row there is no number to look for; most texts end here."""
_ZEROS = bytes.maketrans(b"123456789", b"000000000")
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)


def is_identity_number(text: str) -> bool:
    """GB 11643: 17 digits with a real date of birth, and the check character."""
    text = re.sub(r"[ -]", "", text)
    try:
        date(int(text[6:10]), int(text[10:12]), int(text[12:14]))
    except ValueError:
        return False
    total = sum(weight * int(digit) for weight, digit in zip(_WEIGHTS, text, strict=False))
    return "10X98765432"[total % 11] == normalize("NFKC", text[17]).upper()


def is_card_number(text: str) -> bool:
    """Luhn's check: from the right, every second digit doubled, its digits summed."""
    digits = [int(digit) for digit in re.sub(r"\D", "", text)][::-1]
    return sum(digits[::2]) % 10 == -sum(sum(divmod(2 * digit, 10)) for digit in digits[1::2]) % 10


_NUMBERS = (
    (_IDENTITY, is_identity_number, Text("公民身份号码", "identity number")),
    (_CARD, is_card_number, Text("银行卡号", "bank card number")),
    (_MOBILE, bool, Text("手机号码", "mobile number")),
)
_ADDRESSES = ((_EMAIL, bool, Text("电子邮箱", "e-mail address")),)


def check(raw: RawItem, context: Context) -> Iterator[Finding]:
    """Yield a finding for each hit; one put together by markup is placed where the text begins."""
    text, seen = prose(raw.text, raw.body_at), shown(raw.body)
    public = context.policy.contacts | context.people.keys()  # offices, under which records are signed
    for offset, _, kind in _hits(text, public, usual=is_usual(raw.text)):
        yield _finding(raw, raw.in_text(offset), kind)
    for _, hit, kind in _hits(seen, public, usual=is_usual(seen)):
        if hit not in text:
            yield _finding(raw, raw.in_body(0), kind)


def _hits(text: str, public: AbstractSet[str], *, usual: bool) -> Iterator[tuple[int, str, Text]]:
    """Where, what and of which kind, public contacts apart; of hits at one place, the first kind."""
    seen: set[int] = set()
    numbers = _NUMBERS if (_may_be_long(text) if usual else _LONG.search(text)) else ()
    addresses = () if usual and "@" not in text else _ADDRESSES
    for pattern, is_real, kind in (*numbers, *addresses):
        for found in pattern.finditer(text):
            if found[0] not in public and found.start() not in seen and is_real(found[0]):
                seen.add(found.start())
                yield found.start(), found[0], kind


def _may_be_long(text: str) -> bool:
    """Whether `_LONG` could find anything in a usual text: quicker, and wrong only where there is more between."""
    return b"0" * 11 in text.encode("ascii", "replace").translate(_ZEROS, b" -")


def _finding(raw: RawItem, place: Place, kind: Text) -> Finding:
    """The number itself is not repeated: findings end up in public logs."""
    return RULE.finding(raw.path, place, f"疑似{kind.zh}", f"this looks like personal data: {kind.en}")
