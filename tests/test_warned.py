"""Warnings of big documents stay readable: few of each kind, all counted."""

from __future__ import annotations

from accordant.location import Location, Problem
from accordant.warned import shown, summary


def warnings(count: int, message: str) -> list[Problem]:
    return [
        Problem(Location("a.yaml", line + 1, 1), message.format(line), "warning")
        for line in range(count)
    ]


def test_few_are_shown_as_they_are() -> None:
    found = warnings(40, "'{}' is odd")
    assert list(shown(found)) == [str(problem) for problem in found]
    assert list(summary(found)) == ["40 warnings", "    40  '...' is odd"]
    assert list(summary(found[:1])) == ["1 warning", "     1  '...' is odd"]
    assert list(summary([])) == []


def test_of_many_the_first_of_each_kind_are_shown() -> None:
    odd = warnings(50, "unknown key '{}'; did you mean 'x'?")
    lone = warnings(5, "GET /a/{} is a second 'a', first at b.yaml:1:2")
    lines = list(shown(odd + lone))
    assert lines[:5] == [str(problem) for problem in odd[:5]]
    assert lines[5] == "  ... and 45 more like this"
    assert lines[6:] == [str(problem) for problem in lone]
    assert list(summary(odd + lone)) == [
        "55 warnings",
        "    50  unknown key '...'",
        "     5  ... is a second '...', first at ...",
        "'accordant lint' lists all of them",
    ]
