"""The one table of wordings (rule S18): checks in words, in no language's terms.

A message names the field, what was expected and on which condition; never the value
that was sent, for it may be a prompt or a secret.
"""

from __future__ import annotations

import json
from collections.abc import Container, Sequence

from accordant import ir

_TYPES = {
    "string": "a string",
    "integer": "an integer",
    "number": "a number",
    "boolean": "true or false",
    "array": "a list",
    "object": "an object",
    "null": "null",
}
_BOUNDS = {
    "minimum": "at least",
    "exclusiveMinimum": "greater than",
    "maximum": "at most",
    "exclusiveMaximum": "less than",
}
_COUNTS = {
    "exactly-one": "have exactly one of {}",
    "at-most-one": "have at most one of {}",
    "at-least-one": "have at least one of {}",
    "all-or-none": "have all of {}, or none",
}
NOT_AN_OBJECT = "the value must be an object"
UNKNOWN = "not a known field"


def shown(value: ir.Json) -> str:
    """A constant as JSON spells it, in ASCII."""
    return json.dumps(value)


def listed(parts: Sequence[str], word: str) -> str:
    """`a, b or c`."""
    *head, last = parts
    return f"{', '.join(head)} {word} {last}" if head else last


def name_of(at: str) -> str:
    """A position in words: `tags[]` is an item of tags."""
    if at == ir.WHOLE:
        return "the object"
    if at.endswith("[]"):
        return f"an item of {name_of(at[:-2])}" if at != "[]" else "an item"
    if at.endswith("{}"):
        return f"a value of {name_of(at[:-2])}" if at != "{}" else "the value"
    return at


def atom(kind: ir.Atom) -> str:
    """What an atom asks of a field: `be at most 10`."""
    match kind:
        case ir.Required() | ir.Present(wanted=True):
            return "be sent"
        case ir.Present():
            return "be left out"
        case ir.OfType(kind=name):
            return f"be {_TYPES[name]}"
        case ir.Unicode():
            return "hold no lone surrogate"
        case ir.OneOf(values=values):
            return f"be {listed([shown(value) for value in values], 'or')}"
        case ir.Bound(op=op, limit=limit):
            return f"be {_BOUNDS[op]} {shown(limit)}"
        case ir.Relative(op=op, field=field, times=times):
            scale = f"{times} times " if times > 1 else ""
            return f"be {_BOUNDS[op]} {scale}{field}"
        case ir.Echo(op="const", field=field):
            return f"be the same as {field}"
        case ir.Echo(op=op, field=field):
            bound = "at least" if op == "minItems" else "at most"
            return f"have {bound} {field} items"
        case ir.MultipleOf(factor=factor):
            return f"be a multiple of {factor}"
        case ir.Parses(template=template):
            return f"be of the form {template}"
        case ir.Count(op=op, fields=fields):
            return _COUNTS[op].format(listed(fields, "and"))
        case ir.Length(op=op, limit=limit):
            return f"have {_count(op, limit, 'character')}"
        case ir.Items(op=op, limit=limit):
            return f"have {_count(op, limit, 'item')}"
        case ir.Pattern(text=text):
            return f"match {text}"
        case ir.UniqueItems():
            return "have no two equal items"
        case ir.Arm():
            return "fit one of the types it may have"
        case ir.Known():
            return "be a known field"
        case ir.Family(names=names):
            return f"be of family {listed(names, 'or')}"


def _count(op: str, limit: int, noun: str) -> str:
    bound = "at least" if op.startswith("min") else "at most"
    return f"{bound} {limit} {noun}{'' if limit == 1 else 's'}"


def demand(test: ir.Test) -> str:
    """What a test asks of its field: `be sent and be at least 1`."""
    ways = [" and ".join(map(atom, atoms)) for atoms in test.any_of]
    return listed(ways, "or")


def condition(test: ir.Test, assumed: Container[str] = ()) -> str:
    """A test as a condition: `kind is of family large`.

    Of a field in `assumed` the server may assume a value: that is said of families.
    """
    ways = [" and ".join(map(_state, atoms)) for atoms in test.any_of]
    text = f"{test.field} {listed(ways, 'or')}"
    if test.field in assumed:
        text = text.replace(" is of family ", " is, or is assumed to be, of family ")
    return text


def possibility(test: ir.Test) -> str:
    """That a test is not surely false: `kind may be of family large`."""
    return f"{test.field} may {demand(test)}"


def doubt(test: ir.Test) -> str:
    """That a test is not surely true: `kind need not be of family large`."""
    return f"{test.field} need not {demand(test)}"


def _state(kind: ir.Atom) -> str:
    text = atom(kind)
    if text.startswith("be "):
        return f"is {text.removeprefix('be ')}"
    return text.replace("have ", "has ", 1)


def _conditions(tests: Sequence[ir.Test], word: str, assumed: Container[str]) -> str:
    return f" {word} ".join(condition(test, assumed) for test in tests)


def _when(tests: Sequence[ir.Test], assumed: Container[str]) -> str:
    return f" when {_conditions(tests, 'and', assumed)}" if tests else ""


def requirement(
    blame: str,
    test: ir.Test,
    when: Sequence[ir.Test],
    assumed: Container[str] = (),
) -> str:
    """`quality must be "hd" when kind is of family large`."""
    return f"{name_of(blame)} must {demand(test)}{_when(when, assumed)}"


def prohibition(
    blame: str,
    test: ir.Test,
    when: Sequence[ir.Test],
    assumed: Container[str] = (),
) -> str:
    """`style must not be sent when ...`."""
    return f"{name_of(blame)} must not {demand(test)}{_when(when, assumed)}"


def dependence(
    blame: str,
    require: Sequence[ir.Test],
    forbid: Sequence[ir.Test],
    when: Sequence[ir.Test],
    assumed: Container[str] = (),
) -> str:
    """`style is only allowed if kind is of family large`."""
    parts = []
    if require:
        parts.append(f"only allowed if {_conditions(require, 'and', assumed)}")
    if forbid:
        parts.append(f"not allowed if {_conditions(forbid, 'or', assumed)}")
    return f"{blame} is {', and '.join(parts)}{_when(when, assumed)}"


def lifecycle(severity: ir.Severity, since: str | None, use: str | None) -> str:
    """What a row adds to its message of when something went, and what to use."""
    if since is None and use is None:
        return ""
    word = "retired" if severity == "error" else "deprecated"
    head = word if since is None else f"{word} since {since}"
    return f" ({head})" if use is None else f" ({head}; use {use})"


def sentence(check: ir.Check) -> str:
    """A check as a sentence that stands below the field it blames."""
    text = check.message
    rest = text.removeprefix(f"{name_of(check.blame)} ")
    if rest.startswith(("must ", "is only allowed", "is not allowed")):
        text = rest.removeprefix("is ")
        text = text[0].upper() + text[1:]
    warns = check.severity == "warn" and " (deprecated" not in text
    return f"{text} (a warning)." if warns else f"{text}."


def measured(check: Sequence[ir.Test]) -> bool:
    """Whether a message should end with the actual length."""
    atoms = [kind for test in check for way in test.any_of for kind in way]
    return bool(atoms) and (
        all(isinstance(kind, ir.Length) for kind in atoms)
        or all(isinstance(kind, ir.Items) for kind in atoms)
    )


def with_length(message: str, length: int) -> str:
    """A measured message with what was sent."""
    return f"{message} (has {length})"
