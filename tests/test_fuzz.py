"""Damaged pages: nothing breaks on them, nothing is lost. `python -m tests.fuzz` tries 100,000 of them."""

from __future__ import annotations

import pytest

from tests.fuzz import faults, page


@pytest.mark.parametrize("first", range(0, 30, 10))
def test_damaged_pages_are_read(first: int) -> None:
    assert {number: found for number in range(first, first + 10) if (found := list(faults(page(number))))} == {}


def test_a_page_is_made_from_its_number_alone() -> None:
    assert page(7) == page(7) != page(8)


@pytest.mark.parametrize("text", ["本报讯（全媒体记\n者　欧阳", "本报讯(通讯员\n田"])
def test_an_item_of_nothing_but_a_broken_dateline_keeps_its_words(text: str) -> None:
    assert list(faults(text.encode())) == []
