"""The view of `answers.py`: the rows about answers, as data."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from accordant import ir
from accordant.answers.judging import tag_of
from accordant.rules.pattern import python_pattern
from accordant.targets.python.resources import Resource
from accordant.targets.python.text import Call, literal, names_in, wrapped

RUNTIME = ("_answers.py", "_rows.py")
"""The modules that only packages with such rows need."""
_ROWS = (
    *("Arm", "Bound", "Choice", "Count", "Default", "Echo", "Family", "Field", "Form"),
    *("Group", "MultipleOf", "OfType", "OneOf", "Operation", "Parses", "Pattern"),
    *("Present", "Relative", "Row", "Size", "Test", "Unicode", "UniqueItems"),
)

Part = str | Call


def methods(root: Resource) -> dict[str, ir.Operation]:
    """The operations that packages can judge the answers to, by name of a method."""
    return {
        ".".join((*resource.path, name)): method.operation
        for resource in root.all()
        for method in resource.methods
        for name in (method.name, method.streamed)
        if name and any(True for group in _groups(method.operation) for _ in group)
    }


def _groups(operation: ir.Operation) -> Iterator[Iterator[ir.Check]]:
    return (group.model.table.checks() for group in operation.answers)


def view(api: ir.Api, root: Resource) -> dict[str, Any]:
    """What the template lays out."""
    found: dict[str, tuple[ir.Operation, list[str]]] = {}
    for name, operation in methods(root).items():
        found.setdefault(operation.name, (operation, []))[1].append(name)
    data = [_operation(api, *one) for one in found.values()]
    text = "\n".join(wrapped(Call("_OPERATIONS: Final = [", data, "]")))
    used = names_in(text)
    return {
        "operations": text,
        "runtime": [name for name in _ROWS if f"_{name}" in used],
        "keys": "_Keys" in used,
    }


def _operation(api: ir.Api, operation: ir.Operation, called: list[str]) -> Call:
    table = operation.answers[0].model.table  # all have the same, rows apart
    parts: list[Part] = [
        _list(map(literal, called)),
        _list(_group(api, rules) for rules in operation.answers),
    ]
    if any(response.streams for response in operation.successes()):
        parts.append("streams=True")
        parts.append(f"tag={literal(tag_of(api, operation))}")
    families: dict[str, dict[str, Part]] = {}
    for family in table.families:
        values = _list(map(literal, family.values))
        families.setdefault(family.field, {})[family.name] = values
    entries = {field: _dict(named) for field, named in families.items()}
    parts += _named("families", _dict(entries) if entries else None)
    forms = {form.field: _form(form) for form in table.forms}
    parts += _named("forms", _dict(forms) if forms else None)
    parts += _named("defaults", _some(map(_default, table.defaults)))
    return Call("_Operation(", parts)


def _group(api: ir.Api, rules: ir.AnswerRules) -> Call:
    subject = rules.subject
    rows = [_row(check) for check in rules.model.table.checks()]
    fields = {
        name: _field(position)
        for name, position in _positions(api, rules.model).items()
        if position.checks or isinstance(position.below, ir.Choice)
    }
    parts: list[Part] = [literal(subject.about), _list(rows), _dict(fields)]
    parts += _named("path", _some(map(literal, subject.path)))
    if subject.tag is not None:
        parts.append(f"tag={literal(subject.tag)}")
    if subject.numbered is not None:
        parts.append(f"numbered={literal(subject.numbered)}")
    return Call("_Group(", parts)


def _row(check: ir.Check) -> Call:
    texts = [check.id, check.blame, check.message, str(check.source)]
    parts: list[Part] = [literal(text) for text in texts]
    if check.severity != "error":
        parts.append(f"severity={literal(check.severity)}")
    if check.measured:
        parts.append("measured=True")
    for name in ("when", "require", "forbid"):
        parts += _named(name, _some(map(_test, getattr(check, name))))
    return Call("_Row(", parts)


def _default(row: ir.Default) -> Call:
    parts: list[Part] = [literal(row.field)]
    if row.family is None:
        parts.append(literal(row.value))
    else:
        parts.append(f"family={literal(row.family)}")
    parts += _named("given", _some(map(literal, row.given)))
    parts += _named("when", _some(map(_test, row.when)))
    return Call("_Default(", parts)


def _form(form: ir.Form) -> Call:
    products: dict[str, Part] = {
        product.name: f"({', '.join(map(literal, product.factors))})"
        for product in form.products
    }
    captures = _list(map(literal, form.captures))
    return Call("_Form(", [literal(form.pattern), captures, _dict(products)])


# --- fields that are read ---------------------------------------------------------------


def _positions(api: ir.Api, model: ir.Model) -> dict[str, ir.Position]:
    """The fields that rows read, and those on the way to them, by name."""
    found: dict[str, ir.Position] = {}
    for name in dict.fromkeys(_read(model.table)):
        here: ir.Model | None = model
        steps = ir.steps(name)
        for index, step in enumerate(steps, 1):
            places = here.positions if here is not None else ()
            position = next((place for place in places if place.wire == step), None)
            if position is None:  # a number in a string
                break
            found[".".join(steps[:index])] = position
            below = position.below
            inner = (
                api.declarations.get(below.name) if isinstance(below, ir.Ref) else None
            )
            here = inner if isinstance(inner, ir.Model) else None
    return found


def _read(table: ir.Table) -> Iterator[str]:
    for test in table.tests():
        yield test.field
        yield from table.read_by(test)
    for row in table.defaults:
        yield from (row.field, *row.given)
    for check in table.checks():
        yield check.blame


def _field(position: ir.Position) -> Call:
    asked = [check.atom for check in position.checks]
    atoms = [_atom(a) for a in asked if not isinstance(a, ir.Required | ir.Arm)]
    parts: list[Part] = [_list(atoms)]
    if position.required:
        parts.append("required=True")
    if position.nullable:
        parts.append("nullable=True")
    if isinstance(position.below, ir.Choice):
        closed = any(isinstance(atom, ir.Arm) for atom in asked)
        parts += _named("choice", _choice(position.below, closed))
    return Call("_Field(", parts)


def _choice(choice: ir.Choice, closed: bool) -> Call:
    arms: list[Part] = []
    for index, (marks, arm) in enumerate(choice.arms):
        parts: list[Part] = [_list(map(literal, marks)), _field(arm)]
        if choice.keys:
            parts.append(_keys(choice.keys[index]))
        arms.append(Call("_Arm(", parts))
    return Call("_Choice(", [literal(choice.tag), _list(arms), str(closed)])


def _keys(keys: ir.Keys) -> Call:
    needs = [literal(wire) for wire, needed, _ in keys if needed]
    group = f"({', '.join(needs)}{',' if len(needs) == 1 else ''})"
    kinds: dict[str, Part] = {
        wire: literal(" ".join(kinds)) for wire, _, kinds in keys if kinds
    }
    return Call("_Keys(", [group, _dict(kinds)])


# --- tests ------------------------------------------------------------------------------


def _test(test: ir.Test) -> Call:
    ways = [_list(map(_atom, way)) for way in test.any_of]
    return Call("_Test(", [literal(test.field), _list(ways)])


def _atom(atom: ir.Atom) -> Call:
    match atom:
        case ir.OneOf(values=values):
            return Call("_OneOf(", [_list(map(literal, values))])
        case ir.Family(names=names):
            return Call("_Family(", [_list(map(literal, names))])
        case ir.Count(op=op, fields=fields):
            return Call("_Count(", [literal(op), _list(map(literal, fields))])
        case ir.Pattern(text=text):
            return Call("_Pattern(", [literal(python_pattern(text))])
        case ir.OfType(kind=kind):
            return Call("_OfType(", [literal(kind)])
        case ir.Bound(op=op, limit=limit):
            return Call("_Bound(", [literal(op), literal(limit)])
        case ir.Length(op=op, limit=limit) | ir.Items(op=op, limit=limit):
            return Call("_Size(", [literal(op), literal(limit)])
        case ir.MultipleOf(factor=factor):
            return Call("_MultipleOf(", [literal(factor)])
        case ir.Relative(op=op, field=field, times=times):
            return Call("_Relative(", [literal(op), literal(field), literal(times)])
        case ir.Echo(op=op, field=field):
            return Call("_Echo(", [literal(op), literal(field)])
        case ir.Present(wanted=wanted):
            return Call("_Present(", [literal(wanted)])
        case ir.Unicode() | ir.UniqueItems() | ir.Parses():
            return Call(f"_{type(atom).__name__}(", [])
        case _:
            raise AssertionError(atom)


def _list(parts: Any) -> Call:
    return Call("[", list(parts), "]")


def _dict(entries: Mapping[str, Part]) -> Call:
    return Call(
        "{", [_entry(f"{literal(key)}: ", p) for key, p in entries.items()], "}"
    )


def _some(parts: Any) -> Call | None:
    """A list of what there is; None if there is nothing."""
    found = _list(parts)
    return found if found.parts else None


def _named(name: str, call: Call | None) -> list[Part]:
    """An argument by name, if there is one."""
    return [] if call is None else [_entry(f"{name}=", call)]


def _entry(head: str, part: Part) -> Part:
    if isinstance(part, str):
        return head + part
    return Call(head + part.head, part.parts, part.tail)
