"""条例第四十二条、国办函〔2020〕109号：信息处理费的每一档，逐件、逐页对过。"""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.registers.fees import BY_ITEM, BY_PAGE, TARIFFS, Part, Tariff, tariff

ITEMS = [
    (0, 0),
    (1, 0),
    (10, 0),
    (11, 100),
    (30, 2_000),
    (31, 2_200),
    (40, 4_000),
    (41, 4_300),
    (50, 7_000),
    (61, 11_500),
]
PAGES = [(0, 0), (30, 0), (31, 10), (100, 700), (101, 720), (200, 2_700), (201, 2_740), (1_000, 34_700)]


def price(basis: str, number: int) -> int:
    """What the unit of that number costs, written once more from the notice, in another way."""
    if basis == BY_ITEM:
        return 0 if number <= 10 else 100 if number <= 30 else 200 + (number - 31) // 10 * 100
    return 0 if number <= 30 else 10 if number <= 100 else 20 if number <= 200 else 40


@pytest.mark.parametrize(("count", "yuan"), ITEMS)
def test_by_item_ten_are_free_then_100_then_100_more_for_every_ten(count: int, yuan: int) -> None:
    assert tariff(BY_ITEM).amount(count) == yuan


@pytest.mark.parametrize(("count", "yuan"), PAGES)
def test_by_page_thirty_are_free_then_10_20_and_40(count: int, yuan: int) -> None:
    assert tariff(BY_PAGE).amount(count) == yuan


@pytest.mark.parametrize("each", TARIFFS, ids=lambda each: each.basis)
def test_the_total_is_the_sum_of_the_prices_of_each(each: Tariff) -> None:
    total = 0
    for number in range(1, 400):
        total += price(each.basis, number)
        assert each.amount(number) == total


@given(st.sampled_from(TARIFFS), st.integers(0, 300), st.integers(0, 300))
def test_what_came_before_costs_nothing_again(each: Tariff, before: int, count: int) -> None:
    assert each.amount(before) + each.amount(count, before) == each.amount(before + count)


@given(st.sampled_from(TARIFFS), st.integers(0, 300), st.integers(1, 300))
def test_the_working_names_each_unit_once_in_order(each: Tariff, before: int, count: int) -> None:
    parts = each.parts(count, before)
    numbers = [number for part in parts for number in range(part.first, part.last + 1)]
    assert numbers == list(range(before + 1, before + count + 1))
    assert all(
        part.price == price(each.basis, number) for part in parts for number in (part.first, part.last)
    )


def test_the_working_of_35_items() -> None:
    assert tariff(BY_ITEM).parts(35) == (Part(1, 10, 0), Part(11, 30, 100), Part(31, 35, 200))


def test_nothing_asked_has_no_working() -> None:
    assert all(each.parts(0) == () for each in TARIFFS)
