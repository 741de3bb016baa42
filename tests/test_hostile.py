"""Hostile search strings: every search answers. `python -m tests.hostile` tries 10,000 of them."""

from __future__ import annotations

import pytest

from tests.hostile import faults, string


@pytest.mark.parametrize("first", [0, 5000])
def test_hostile_strings_are_answered(first: int) -> None:
    assert faults(range(first, first + 12))[0] == []


def test_a_string_is_made_from_its_number_alone() -> None:
    assert string(4711) == string(4711) != string(4712)
