"""What stands below the text of the column page 依申请公开: the form, the fees, the register.

The form is filled in, printed and saved on the reader's machine (theme/assets/request.js); nothing of it comes here.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

from gongkai.artefacts.templates import template
from gongkai.json_text import compact
from gongkai.model import Catalogue
from gongkai.registers.fees import BY_ITEM, BY_PAGE, TARIFFS, Tariff

_EXAMPLES = {BY_ITEM: 35, BY_PAGE: 150}


def form(catalogue: Catalogue) -> str:
    """The request form, to be filled in on the page or by hand."""
    return template("request_form.html").render(bureau=catalogue.policy.bureau)


def fees(catalogue: Catalogue) -> str:
    """The fees as tables, each with an example, and the calculator."""
    return template("fees.html").render(
        tariffs=[_shown(each) for each in TARIFFS],
        data=compact([asdict(each) for each in TARIFFS]),
        days=catalogue.policy.clocks.fee,
    )


def _shown(tariff: Tariff) -> dict[str, Any]:
    count = _EXAMPLES[tariff.basis]
    return {
        "tariff": tariff,
        "bands": [*_bands(tariff)],
        "count": count,
        "parts": tariff.parts(count),
        "amount": tariff.amount(count),
    }


def _bands(tariff: Tariff) -> Iterator[tuple[int, int | None, int]]:
    first = 1
    for last, price in tariff.bands:
        yield first, last, price
        first = last + 1
    yield first, None, tariff.beyond
