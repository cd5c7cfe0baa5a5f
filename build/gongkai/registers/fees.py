"""信息处理费: what a request may cost that goes far beyond the usual (条例 art. 42; 国办函〔2020〕109号).

Two ways to count, one of them for each request. Both rise by bands: each unit costs the price of the band that it
falls in, never more because others follow.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

BY_ITEM, BY_PAGE = "按件", "按量"


@dataclass(frozen=True, slots=True)
class Part:
    """Units that cost the same: the 11th to the 30th, 100 yuan each."""

    first: int
    last: int
    price: int

    @property
    def amount(self) -> int:
        """Yuan for all of them."""
        return (self.last - self.first + 1) * self.price


@dataclass(frozen=True, slots=True)
class Tariff:
    """A way to count: the bands, and how prices go on above the last."""

    basis: str
    unit: str
    scope: str
    """Over what the units are counted together."""
    bands: tuple[tuple[int, int], ...]
    """The last unit of each band, and its price in yuan."""
    beyond: int
    """The price above the bands."""
    every: int = 0
    """After so many units the price rises again; 0: never."""
    rise: int = 0

    def parts(self, count: int, before: int = 0) -> tuple[Part, ...]:
        """The working for `count` units that come after `before` others."""
        first, last = before + 1, before + count
        return tuple(
            Part(max(low, first), min(high, last), price)
            for low, high, price in self._bands(last)
            if high >= first
        )

    def amount(self, count: int, before: int = 0) -> int:
        """Yuan for them."""
        return sum(part.amount for part in self.parts(count, before))

    def _bands(self, until: int) -> Iterator[tuple[int, int, int]]:
        """First unit, last unit and price of each band that begins at `until` or before."""
        low = 1
        for high, price in self.bands:
            if low > until:
                return
            yield low, high, price
            low = high + 1
        price = self.beyond
        while low <= until:
            high = low + self.every - 1 if self.every else until
            yield low, high, price
            low, price = high + 1, price + self.rise


TARIFFS = (
    Tariff(BY_ITEM, "件", "同一申请人一个自然月内累计", ((10, 0), (30, 100)), beyond=200, every=10, rise=100),
    Tariff(
        BY_PAGE, "页", "每件申请分别计算，A4及以下幅面单面为1页", ((30, 0), (100, 10), (200, 20)), beyond=40
    ),
)
"""As the notice has them, read in a reprint: to be compared with the original before real use."""


def tariff(basis: str) -> Tariff:
    """The way to count of that name."""
    return next(each for each in TARIFFS if each.basis == basis)
