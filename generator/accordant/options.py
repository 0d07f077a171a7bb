"""The words behind a command, held against what it takes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple


class Misuse(Exception):
    """Words that mean nothing here; the message says which, and what was meant."""


class Syntax(NamedTuple):
    """What a command takes.

    `values` maps an option to the values it may have, any if there are none; those in
    `repeated` may come more than once. `operands` are the names of the words without
    dashes, in order; one in brackets may be left out.
    """

    usage: str
    flags: tuple[str, ...] = ()
    values: Mapping[str, tuple[str, ...]] = {}
    repeated: tuple[str, ...] = ()
    operands: tuple[str, ...] = ()


class Options(NamedTuple):
    """What was given: flags, the values of each option, the operands in order."""

    flags: set[str]
    values: dict[str, list[str]]
    operands: list[str]

    def value(self, name: str) -> str | None:
        """The last value of an option; None if it was not given."""
        found = self.values.get(name)
        return found[-1] if found else None


def read_options(words: list[str], syntax: Syntax) -> Options:
    """The options of a command. Raises Misuse."""
    options = Options(set(), {}, [])
    waiting = list(words)
    while waiting:
        word = waiting.pop(0)
        name, equals, value = word.partition("=")
        if name in syntax.flags and not equals:
            options.flags.add(name)
        elif name in syntax.values:
            if not equals and waiting:
                value = waiting.pop(0)
            _take(options, syntax, name, value)
        elif word.startswith("-") or len(options.operands) == len(syntax.operands):
            known = (*syntax.values, *syntax.flags)
            kind = "option" if word.startswith("-") or not syntax.operands else "word"
            meant = hint(name, known) if kind == "option" else ""
            raise Misuse(f"unknown {kind} '{word}'{meant}")
        else:
            options.operands.append(word)
    for missing in syntax.operands[len(options.operands) :]:
        if not missing.startswith("["):
            raise Misuse(f"{missing} is missing")
    return options


def _take(options: Options, syntax: Syntax, name: str, value: str) -> None:
    if not value:
        raise Misuse(f"'{name}' needs a value")
    known = syntax.values[name]
    if known and value not in known:
        raise Misuse(f"unknown {name[2:]} '{value}'{hint(value, known)}")
    if name not in syntax.repeated:
        options.values.pop(name, None)
    options.values.setdefault(name, []).append(value)


def hint(word: str, known: tuple[str, ...]) -> str:
    """What may have been meant; loaded only for words that mean nothing."""
    from accordant.location import did_you_mean

    return did_you_mean(word, known)
