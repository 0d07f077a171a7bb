"""The view of `validators.py`: for each model that is sent, what judges it.

Where the models are a package, so are the validators: what judges a model is in the
module that is named like the model's own, and is loaded when that is first needed.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from accordant import ir, names
from accordant.program import models_in
from accordant.rules.fields import position as position_of
from accordant.rules.predicate import fields_read
from accordant.targets.python import rules
from accordant.targets.python.accept import acceptor, name_of as accept_name, plan
from accordant.targets.python.assumed import assumed
from accordant.targets.python.code import Branch, Code, lines, when
from accordant.targets.python.scope import Constants, Scope
from accordant.targets.python.structure import Structure
from accordant.targets.python.text import Call, imported, literal, names_in

_RUNTIME = (
    *("INVALID", "Keys", "Later", "Object", "Shape", "any_sent", "escaped"),
    "explain",
    *("has_lone_surrogate", "has_twins", "is_ascii", "is_integer", "is_number"),
    *("is_one_of", "judged", "moved", "number_sent", "of_form", "only_arm", "sent"),
    *("tag", "unique", "unknown", "with_length"),
)
_RULES = "# The rules, in the order of the table."


def view(api: ir.Api, classes: Mapping[str, str]) -> dict[str, Any]:
    """What the template of a single module lays out."""
    return _Judges(api, classes, {}).view("")


def parts(
    api: ir.Api, classes: Mapping[str, str], homes: Mapping[str, str]
) -> Iterator[tuple[str, dict[str, Any]]]:
    """The modules, by the `homes` of the models, each with what its template lays out."""
    judges = _Judges(api, classes, homes)
    for module in sorted(judges.modules):
        yield module, judges.view(module)


class _Judges:
    """What judges the models, by name: constants of a module have names of their own."""

    def __init__(
        self, api: ir.Api, classes: Mapping[str, str], homes: Mapping[str, str]
    ) -> None:
        self.classes = classes
        self.home = {model.name: homes.get(model.name, "") for model in api.judged()}
        self.modules: dict[str, list[ir.Model]] = {}
        models = list(api.judged())
        for model in models:
            self.modules.setdefault(self.home[model.name], []).append(model)
        self.constants = {module: Constants() for module in ("", *self.modules)}
        self.inside: dict[str, str] = {}
        for module in self.modules:
            self.inside[module] = names.python_inside(module, self.inside.values())
        self.held = {name for model in models for name in models_in(model)}
        nested = {model.name for model in models if list(models_in(model))}
        self.nested = self.held | nested
        tops = [model for model in models if model.name not in self.held]
        self.shapes: dict[str, str] = {}
        for name in (model.name for model in models if model.name in self.nested):
            code = self.constants[self.home[name]].code
            self.shapes[name] = names.python_constant(code, name)
            code[self.shapes[name]] = ""  # taken, filled in below
        self.scopes: dict[str, Scope] = {}
        for model in models:
            prefix = model.name if model.name in self.held or len(tops) > 1 else ""
            constants = self.constants[self.home[model.name]]
            positions = _positions(api, model)
            self.scopes[model.name] = Scope(model, positions, constants, prefix)
        self.plans = {name: plan(scope) for name, scope in self.scopes.items()}
        self.accept = {
            model.name: accept_name(model)
            for model in models
            if self.plans[model.name] is not None
        }

    def view(self, module: str) -> dict[str, Any]:
        """Imports, functions, constants, registrations of one module."""
        constants, models = self.constants[module], self.modules.get(module, [])
        shapes = self.seen(self.shapes, module)
        accept = self.seen(self.accept, module)
        functions: list[Code] = []
        registered: list[Code] = []
        for model in models:
            scope = self.scopes[model.name]
            if model.name in self.nested:
                structure = Structure(scope, shapes, nested=True)
                functions += _functions(scope, structure, model.name in self.held)
                judge = f"_explain({shapes[model.name]})"
            else:
                structure = Structure(scope, {}, nested=False)
                functions += _function(scope, structure)
                judge = _name("violations", model)
            facts = [self.classes[model.name], judge]
            cells = self.plans[model.name]
            if cells is not None:
                functions += acceptor(scope, structure, cells, accept)
                facts.append(accept[model.name])
            registered.append(Call("_judged(", facts))
        body = "\n".join(lines(functions)).strip("\n")
        table = "\n".join(lines(constants.ordered()))
        register = "\n".join(lines(registered))
        used = names_in("\n".join([body, table, register]))
        others = [(one, name) for one, name in self.inside.items() if name in used]
        used |= {"_Later"} if others else set()
        above = f"..models.{module}" if module else ".models"
        return {
            "functions": body,
            "constants": table,
            "registered": register,
            "runtime": [name for name in _RUNTIME if f"_{name}" in used],
            "regular": "_re" in used,
            "models": imported(above, [self.classes[model.name] for model in models]),
            "typing": [
                *(["TYPE_CHECKING"] if others else []),
                "Any",
                *(["Final"] if table else []),
            ],
            "others": sorted(others),
        }

    def seen(self, found: Mapping[str, str], module: str) -> dict[str, str]:
        """Names by model, as code of a module spells them."""
        return {
            model: (
                name
                if self.home[model] == module
                else f"{self.inside[self.home[model]]}.{name}"
            )
            for model, name in found.items()
        }


def _name(word: str, model: ir.Model) -> str:
    return f"_{word}_of_{names.snake(model.name)}"


def _function(scope: Scope, structure: Structure) -> Iterator[Code]:
    """One function for a model without nested models."""
    model = scope.model
    name = _name("violations", model)
    body: list[Code] = ['"""All that is wrong, in report order."""']
    body.append("found: list[Violation] = []")
    if scope.read:
        body += ["", "# A field is None if absent or null, _INVALID if it is wrong."]
    body += structure.code()
    body += _unknown(model, structure)
    code, twice = rules.rules(scope, None)
    body += assumed(scope, code)
    if code:
        body += ["", _RULES, *code]
    body.append("return _unique(found)" if twice else "return found")
    head = f"def {name}(value: Mapping[str, Any]) -> list[Violation]"
    yield from _spaced(Branch(head, (), body))


def _unknown(model: ir.Model, structure: Structure) -> Iterator[Code]:
    if model.extra in ("warn", "error"):
        fields = structure.fields_constant()
        parts = ["value", fields, '""', literal(str(model.extra))]
        yield when(
            [f"not {fields}.issuperset(value)"], Call("found += _unknown(", parts)
        )


def _functions(scope: Scope, structure: Structure, held: bool) -> Iterator[Code]:
    """Structure and rules apart: all structure is judged before the first rule.

    `held` if other objects may hold this one, which moves what is wrong with it.
    """
    model = scope.model
    shape = structure.shapes[model.name]
    parts = [
        *("value: Mapping[str, Any]", "path: str", "prefix: str"),
        *("found: list[Violation]", "objects: list[_Object]"),
    ]
    yield from _spaced(Call(f"def {_name('structure', model)}(", parts, ") -> None:"))
    yield from _body([f"objects.append(({shape}, value, path))", *structure.code()])
    judge = "None"
    code, _ = rules.rules(scope, "path" if held else None)
    if code:
        judge = _name("rules", model)
        parts = [
            *("value: Mapping[str, Any]", "path: str", "invalid: set[str]"),
            "found: list[Violation]",
        ]
        yield from _spaced(Call(f"def {judge}(", parts, ") -> None:"))
        code = [*assumed(scope, code), "", _RULES, *code]
        yield from _body([*_locals(scope, code), *code])
    known = structure.fields_constant()
    if model.extra not in ("warn", "error"):
        known = "None"
    severity = literal("error" if model.extra == "error" else "warn")
    facts = [_name("structure", model), known, severity, judge]
    scope.constants.code[shape] = Call(f"{shape}: Final = _Shape(", facts)


def _spaced(head: Code) -> Iterator[Code]:
    yield from ("", "")
    yield head


def _locals(scope: Scope, code: list[Code]) -> Iterator[Code]:
    """The fields that code looks at."""
    used = names_in("\n".join(lines(code)))
    for field, name in scope.sent.items():
        if name in used:
            keys = [literal(part) for part in field.split(".")]
            yield Call(f"{name} = _sent(", ["value", "path", "invalid", *keys])


def _body(code: list[Code]) -> list[Code]:
    """Statements one step deeper, below a head that is no branch."""
    return ["\n".join(lines(code, 1))]


def _positions(api: ir.Api, model: ir.Model) -> dict[str, ir.Position]:
    """The fields of a model, and the nested ones that its table speaks of."""
    found = {position.wire: position for position in model.positions}
    for field in fields_read(model.table):
        found.setdefault(field, position_of(model, api.declarations, field))
    return found
