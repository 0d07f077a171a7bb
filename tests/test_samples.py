"""Texts that a pattern matches, as samples of a field are made of them."""

from __future__ import annotations

import re

import pytest

from accordant.rules.pattern import example, python_pattern


@pytest.mark.parametrize(
    "pattern",
    [
        "^[a-z]+$",
        "^[A-Z]{2,4}-[0-9]{3}$",
        r"^\d{4}-\d{2}-\d{2}$",
        r"^https?://[^/\s]+(/.*)?$",
        "cat|dog",
        "^(?:ab?)*c{2}$",
        r"^\u00e9[^x]$",
        "",
    ],
)
def test_examples_of_patterns_match(pattern: str) -> None:
    for times in (0, 1, 2, 5, 40):
        text = example(pattern, times)
        assert re.search(python_pattern(pattern), text, re.ASCII), text
    if "+" in pattern:
        assert len(example(pattern, 40)) >= 40
