"""The module of the validators."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from accordant import ir, program as p
from accordant.names.typescript import typescript_constant, typescript_function
from accordant.targets.typescript.printing import (
    HARD,
    LINE,
    Behind,
    Code,
    Group,
    Indent,
    enclosed,
    printed,
)
from accordant.targets.typescript.statements import Constants, Statements, block
from accordant.targets.typescript.text import imported, key, literal

_CONSTRAINTS = frozenset(
    """INVALID SomeOf entries isKnown isSent isSomeOf atMost row schema
    atLeast""".split()
)
"""What of the runtime is in the module of constraints; the rest is about values."""


def view(api: ir.Api, names: Mapping[str, str]) -> dict[str, object]:
    """What the template lays out; `names` are those of the models."""
    judges = p.program(api)
    constants = Constants()
    shapes: dict[str, str] = {}
    for judge in judges:
        name = names[judge.model.name]
        shape = typescript_constant(name, constants.found)
        while f"{shape}_FIELDS" in constants.found:
            shape += "_"
        shapes[judge.model.name] = shape
        constants.found[shape] = ""
        constants.found[f"{shape}_FIELDS"] = ""
    blocks: list[str] = []
    made: list[str] = []
    for judge in judges:
        shape, name = shapes[judge.model.name], names[judge.model.name]
        blocks += _functions(judge, name, shape, constants, shapes)
        made += _shape(judge, name, shape)
    pool = [
        "\n".join(_declared(name, code))
        for name, code in constants.found.items()
        if code
    ]
    table: list[Code] = [
        [f"{key(names[judge.model.name])}:", Behind(shapes[judge.model.name])]
        for judge in judges
    ]
    used = constants.used
    own = {"ConstraintError", "judge", "type Shape", "type Violation"}
    if blocks:
        own |= {"type Findings", "type Place"}
        used = used | {"type JSONObject"}
    imports = [
        (own | used & _CONSTRAINTS, "./core/constraints.js"),
        ({"ArgumentError"}, "./core/errors.js"),
        (used - _CONSTRAINTS, "./core/values.js"),
    ]
    return {
        "imports": [
            "\n".join(printed(imported(found, module)))
            for found, module in imports
            if found
        ],
        "blocks": [
            *(["\n".join(pool)] if pool else []),
            *blocks,
            *made,
            "\n".join(
                printed([enclosed("const SHAPES = {", table, "}", blank=True), ";"])
            ),
        ],
    }


def _declared(name: str, code: Code) -> list[str]:
    """A constant; what is too long for its line has one of its own, if it is a text."""
    if isinstance(code, str):
        return printed([Group([f"const {name} =", Indent([LINE, code])]), ";"])
    return printed([f"const {name} =", Behind(code), ";"])


def _functions(
    judge: p.Judge,
    name: str,
    shape: str,
    constants: Constants,
    shapes: Mapping[str, str],
) -> Iterator[str]:
    for what, statements in (("structure", judge.structure), ("rules", judge.rules)):
        if not statements:
            continue
        spelled = Statements(constants, shapes, f"{shape}_FIELDS", what == "rules")
        body = block(spelled.body(statements))
        head = _head(typescript_function(what, name))
        yield "\n".join(printed([head, " ", body]))


def _head(name: str) -> Code:
    parts: list[Code] = ["object: JSONObject", "place: Place", "found: Findings"]
    return [enclosed(f"function {name}(", parts, ")"), ": void"]


def _shape(judge: p.Judge, name: str, shape: str) -> Iterator[str]:
    fields = enclosed("new Set<string>([", [*map(literal, judge.fields)], "])")
    yield "\n".join(printed([f"const {shape}_FIELDS =", Behind(fields), ";"]))
    parts: list[Code] = []
    if judge.structure:
        parts.append(f"structure: {typescript_function('structure', name)}")
    parts.append(f"fields: {shape}_FIELDS")
    if judge.undeclared is not None:
        parts.append(f"undeclared: {literal(judge.undeclared)}")
    if judge.rules:
        parts.append(f"rules: {typescript_function('rules', name)}")
    inside: list[Code] = []
    for part in parts:
        inside += [HARD, part, ","]
    yield "\n".join(printed([f"const {shape}: Shape = {{", Indent(inside), HARD, "};"]))
