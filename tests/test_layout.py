"""Statements that are too long are parted as black parts them."""

from __future__ import annotations

import random
from collections.abc import Callable

import black
import pytest
from black.mode import TargetVersion

from accordant.targets.python.layout import laid_out

WORDS = "a be cat door eagle ferret grapefruit hippopotamus request_id".split()
MODE = black.Mode(target_versions={TargetVersion.PY311})


class Writer:
    """Writes statements like those of the generated modules, on one line."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)

    def name(self) -> str:
        return "_".join(self.random.choices(WORDS, k=self.random.choice((1, 1, 2, 4))))

    def string(self) -> str:
        return '"' + " ".join(self.random.choices(WORDS, k=self.few(1))) + '"'

    def few(self, least: int = 0) -> int:
        return self.random.choice((least, 1, 2, 3, 5, 9))

    def some(self, what: Callable[[int], str], depth: int, least: int = 0) -> str:
        return ", ".join(what(depth - 1) for _ in range(self.few(least)))

    def kind(self, depth: int) -> str:
        """A type."""
        ways: list[Callable[[], str]] = [
            self.name,
            lambda: f"Literal[{self.some(lambda _: self.string(), 1, 1)}]",
        ]
        if depth:
            ways += [
                lambda: f"list[{self.kind(depth - 1)}]",
                lambda: f"dict[str, {self.kind(depth - 1)}]",
                lambda: " | ".join(self.kind(0) for _ in range(self.few(2))),
            ]
        return self.random.choice(ways)()

    def value(self, depth: int) -> str:
        ways: list[Callable[[], str]] = [
            self.name,
            self.string,
            lambda: str(self.random.randint(-9, 10**6)),
        ]
        if depth > 0:
            ways += [
                lambda: self.call(depth),
                lambda: f"{self.name()}[{self.string()}]",
                lambda: f"[{self.some(self.value, depth)}]",
                lambda: f"{{{self.some(self.pair, depth)}}}",
                lambda: f"({self.value(0)}, {self.some(self.value, depth, 1)})",
                lambda: f"{self.name()}.{self.name()}({self.some(self.value, depth)})",
                lambda: f"{self.call(depth)}.{self.call(depth)}",
                lambda: f"frozenset({{{self.some(self.value, depth, 1)}}})",
            ]
        return self.random.choice(ways)()

    def pair(self, depth: int) -> str:
        return f"{self.string()}: {self.value(depth)}"

    def call(self, depth: int) -> str:
        def argument(depth: int) -> str:
            named = self.random.random() < 0.6
            return (f"{self.name()}=" if named else "") + self.value(depth)

        return f"{self.name()}({self.some(argument, depth)})"

    def test(self, depth: int) -> str:
        sign = self.random.choice(("==", "!=", "<", "in", "not in", "is", "is not"))
        ways: list[Callable[[], str]] = [
            lambda: f"{self.value(0)} {sign} {self.value(depth - 1)}",
            lambda: f"not {self.call(depth)}",
            lambda: self.call(depth),
            lambda: f"{self.value(0)} <= {self.value(0)} <= {self.value(0)}",
        ]
        if depth > 0:
            word = self.random.choice((" and ", " or "))
            ways += [lambda: word.join(self.test(0) for _ in range(self.few(2)))] * 2
            ways += [lambda: f"({self.test(0)} or {self.test(0)}) and {self.test(0)}"]
            ways += [lambda: f"{self.test(0)} and ({self.test(0)} or {self.test(0)})"]
        return self.random.choice(ways)()

    def parameter(self, depth: int) -> str:
        end = self.random.choice(("", " = UNSET"))
        return f"{self.name()}: {self.kind(2)}{end}"

    def statement(self) -> str:
        head = self.random.choice(("def", "async def"))
        chosen = self.random.choice((self.name(), f"{self.name()}.{self.name()}"))
        ways: list[Callable[[], str]] = [
            lambda: f"{chosen} = {self.value(3)}",
            lambda: f"{self.name()}: {self.kind(2)} = {self.value(2)}",
            lambda: f"{self.name()}: {self.kind(2)}",
            lambda: f"{self.name()}: TypeAlias = {self.kind(2)}",
            lambda: self.call(4),
            lambda: f"return {self.value(3)}",
            lambda: f"return await self.{self.call(3)}",
            lambda: f"if {self.test(3)}:\n    pass",
            lambda: f"{head} {self.name()}({self.some(self.parameter, 1)})"
            f" -> {self.kind(2)}: ...",
            lambda: f"from .{self.name()} import {self.some(lambda _: self.name(), 1, 1)}",
            lambda: f"for {self.name()} in {self.value(3)}:\n    pass",
            lambda: f"{self.name()} = {self.value(0)} if {self.test(1)} else {self.name()}",
        ]
        return self.random.choice(ways)()


@pytest.mark.parametrize("start", range(4))
def test_statements_are_parted_as_black_does_it(start: int) -> None:
    for seed in range(start * 75, start * 75 + 75):
        text = Writer(seed).statement() + "\n"
        wanted = black.format_str(text, mode=MODE)
        assert laid_out(text) == wanted
        # What is parted already, but where a line is too long, is joined first.
        assert laid_out(wanted) == wanted


def test_docstrings_and_what_cannot_be_parted_stay() -> None:
    text = " ".join(["word"] * 30)
    module = f'''"""{text}

{text}
"""

NAME = "{text}"
MANY = [
    # {text}
    1,
    "{text}",
]
'''
    assert black.format_str(module, mode=MODE) == module
    assert laid_out(module) == module
