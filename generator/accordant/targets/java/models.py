"""Classes of declarations: models, enums, unions."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from accordant import ir
from accordant.names import words
from accordant.names.java import java_constant, java_member, java_variable, java_words
from accordant.surface.notes import Notes
from accordant.surface.types import kinds
from accordant.targets.java.homes import Home, Homes
from accordant.targets.java.members import (
    Getter,
    Property,
    Setter,
    capital,
    getter,
    member_names,
    setters,
)
from accordant.targets.java.text import assigned, call, chain, doc, indented, literal
from accordant.targets.java.types import Scope, Types, tellable
from accordant.templating import render

_BASES = {"string": "String", "integer": "Long", "number": "Double"}
_INDENT = "    "
_COMMENTS = re.compile(r"/\*(?:(?!@link).)*?\*/", re.DOTALL)
_WORDS = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Arm:
    """One of the types of a union."""

    number: int
    name: str
    capital: str
    variable: str
    java: str
    read: str
    maker: str


@dataclass(slots=True)
class Classes:
    """Makes the text of classes; `files` are the finished ones by full name."""

    api: ir.Api
    homes: Homes
    types: Types
    files: dict[str, str] = field(default_factory=dict)

    def all(self) -> dict[str, str]:
        """The text of every class that has a file of its own, by its full name."""
        for decl in self.api.declarations.values():
            home = self.homes.of.get(decl.name)
            if home is not None and len(home.path) == 1:
                scope = Scope(home, set())
                text = self._class(decl, scope)
                self.files[home.top] = self.file(home, text, scope.imports)
        return self.files

    def file(self, home: Home, text: str, imports: set[str]) -> str:
        """A file: its package, what it imports, and a class."""
        used = set(_WORDS.findall(_COMMENTS.sub("", text)))
        own = {
            name
            for name in imports
            if name.rpartition(".")[0] != home.package
            and name.rpartition(".")[2] in used
        }
        return render(
            "java/file.java.jinja",
            package=home.package,
            imports=sorted(own),
            body=text,
        )

    def _class(self, decl: ir.Decl, scope: Scope) -> str:
        if isinstance(decl, ir.Model):
            return self._model(decl, scope)
        if isinstance(decl, ir.Enum):
            return self._enum(decl, scope)
        inside: list[str] = []
        if isinstance(decl, ir.Union):
            arms = self._arms(scope, [arm.type for arm in decl.arms])
            text = self._union(decl.doc, scope, arms, _told(decl))
        else:
            assert isinstance(decl, ir.Alias)
            kind = decl.type.type if isinstance(decl.type, ir.Nullable) else decl.type
            assert isinstance(kind, ir.AnyOf)
            text = self._any_of(decl.doc, kind, scope)
        inside = self._inside(decl.name, scope)
        return _with_inside(text, inside)

    def _model(self, model: ir.Model, scope: Scope) -> str:
        home = scope.home
        notes = Notes(model)
        names = member_names([one.wire for one in model.fields])
        properties = [
            Property(
                one.wire,
                one.type,
                one.required,
                tuple(" ".join(part) for part in notes.of(one)),
                names[one.wire],
            )
            for one in model.fields
        ]
        getters: list[Getter] = []
        changes: list[Setter] = []
        presets: list[str] = []
        taken: set[str] = {one.name for one in properties}
        for found in properties:
            said = found.said or (f"The property `{found.wire}`.",)
            known = Property(found.wire, found.kind, found.required, said, found.name)
            getters.append(getter(self.types, scope, known, _INDENT))
            if found.const is not None and found.required:
                value = found.const
                if isinstance(value, bool | int | float | str):
                    presets.append(f"set({literal(found.wire)}, {literal(value)});")
                    continue
            changes += setters(self.types, scope, known, taken, _INDENT * 2)
        needed = [
            literal(one.wire)
            for one, of in zip(properties, model.fields, strict=True)
            if one.required and one.const is None and of.access != "read"
        ]
        for name in ("JsonValue", "Model"):
            self.types.runtime(scope, name)
        scope.imports.add("java.util.List")
        wires = [literal(one.wire) for one in properties]
        text = render(
            "java/model.java.jinja",
            doc=doc([model.doc or f"The object `{model.name}`."], deep=scope.deep),
            static="static " if len(home.path) > 1 else "",
            name=home.name,
            names=assigned(
                "private static final List<String> NAMES",
                "List.of",
                wires,
                _INDENT,
                scope.deep,
            ),
            getters=getters,
            setters=changes,
            presets=presets,
            build=assigned("JsonValue made", "made", needed, _INDENT * 3, scope.deep),
        )
        return _with_inside(text, self._inside(model.name, scope))

    def _inside(self, name: str, scope: Scope) -> list[str]:
        """The classes inside of one, in document order; then those of unions that have
        no name."""
        found = []
        for inner in self.homes.nested.get(name, ()):
            home = self.homes.of[inner]
            found.append(self._class(self.api.declarations[inner], scope.inner(home)))
        for home, kind in scope.unions:
            inner_scope = scope.inner(home)
            said = f"One of several kinds of values: {capital(home.name)}."
            text = self._any_of(said, kind, inner_scope)
            found.append(_with_inside(text, self._unnamed(inner_scope)))
        return found

    def with_unions(self, text: str, scope: Scope) -> str:
        """A class with those of the unions that its members speak of."""
        return _with_inside(text, self._inside("", scope))

    def _unnamed(self, scope: Scope) -> list[str]:
        return [
            self._any_of(f"One of several kinds of values: {home.name}.", kind, inner)
            for home, kind in scope.unions
            for inner in [scope.inner(home)]
        ]

    def _enum(self, decl: ir.Enum, scope: Scope) -> str:
        home = scope.home
        constants: dict[str, ir.EnumValue] = {}
        for value in decl.values:
            if value.value is not None:
                constants[java_constant(value.value, constants)] = value
        for name in ("JsonValue", "OpenEnum", "Reading"):
            self.types.runtime(scope, name)
        base = _BASES[decl.kind]
        return render(
            "java/enum.java.jinja",
            doc=doc(
                [decl.doc or f"One of the values of `{home.name}`, or any other."],
                deep=scope.deep,
            ),
            static="static " if len(home.path) > 1 else "",
            name=home.name,
            base=base,
            reader={"String": "STRING", "Long": "LONG", "Double": "DOUBLE"}[base],
            asked=f"as{base}",
            plain={"String": "String", "Long": "long", "Double": "double"}[base],
            known=",\n".join(_INDENT * 2 + name for name in constants),
            constants=[
                {
                    "doc": doc(
                        [value.doc or f"`{_shown(value.value)}`"], _INDENT, scope.deep
                    ),
                    "name": name,
                    "value": _typed(value.value, decl.kind),
                    "case": literal(_case(value.value, decl.kind)),
                }
                for name, value in constants.items()
            ],
        )

    def _any_of(self, said: str, kind: ir.AnyOf, scope: Scope) -> str:
        arms = self._arms(scope, kind.arms)
        told = ["Arms.byKind()"]
        if tellable(self.api, kind):
            for arm in kind.arms:
                known = ", ".join(literal(one) for one in kinds(self.api, arm))
                told.append(f".arm({known})")
        return self._union(said, scope, arms, told)

    def _arms(self, scope: Scope, found: Sequence[ir.Type]) -> list[Arm]:
        spelled = [self.types.of(one, scope, "value") for one in found]
        hints = [
            self.types.hint(kind, known.java)
            for kind, known in zip(found, spelled, strict=True)
        ]
        named: dict[str, None] = {}
        for hint in _short(hints):
            named[java_member(hint, named)] = None
        return [
            Arm(
                number,
                name,
                capital(name),
                java_variable(name),
                known.java,
                known.read,
                call(
                    f"public static {scope.home.name} of{capital(name)}",
                    [f"{known.java} {java_variable(name)}"],
                    " {",
                    _INDENT,
                    scope.deep,
                ),
            )
            for number, (name, known) in enumerate(zip(named, spelled, strict=True))
        ]

    def _union(self, said: str, scope: Scope, arms: list[Arm], told: list[str]) -> str:
        home = scope.home
        for name in ("Arms", "JsonValue", "Union"):
            self.types.runtime(scope, name)
        scope.imports.add("java.util.Optional")
        line = chain(
            "private static final Arms ARMS =", told[0], told[1:], _INDENT, scope.deep
        )
        return render(
            "java/union.java.jinja",
            doc=doc([said or f"One of several types: {home.name}."], deep=scope.deep),
            static="static " if len(home.path) > 1 else "",
            name=home.name,
            told=line,
            arms=arms,
        )


def _with_inside(text: str, inside: list[str]) -> str:
    """A class with others at its end."""
    if not inside:
        return text
    body = text.rstrip("\n").removesuffix("}").rstrip("\n")
    parts = [indented(part.rstrip("\n")) for part in inside]
    return "\n\n".join([body, *parts]) + "\n}\n"


def _told(decl: ir.Union) -> list[str]:
    """What tells the arms of a union apart, as calls."""
    if decl.tag is not None:
        calls = [f".arm({', '.join(map(literal, arm.tags))})" for arm in decl.arms]
        return [f"Arms.byTag({literal(decl.tag)})", *calls]
    found = ["Arms.byKeys()"]
    for arm in decl.arms:
        entries = [
            f"{literal(name)}, {literal(('!' if needed else '') + ' '.join(known))}"
            for name, needed, known in arm.keys
        ]
        found.append(f".keys({', '.join(entries)})")
    return found


def _short(names: Sequence[str]) -> list[str]:
    """Names without the words that all of them begin or end with."""
    split = [words(capital(name)) for name in names]
    if len(split) < 2 or any(not one for one in split):
        return list(names)
    while all(len(one) > 1 for one in split) and len({one[0] for one in split}) == 1:
        split = [one[1:] for one in split]
    while all(len(one) > 1 for one in split) and len({one[-1] for one in split}) == 1:
        split = [one[:-1] for one in split]
    return [java_words("_".join(one)) or "value" for one in split]


def _typed(value: ir.Json, kind: str) -> str:
    if kind == "number" and isinstance(value, int | float):
        return literal(float(value))
    if kind == "integer" and isinstance(value, int | float):
        return literal(int(value))
    assert isinstance(value, str | int | float | bool)
    return literal(value)


def _case(value: ir.Json, kind: str) -> str:
    if kind == "number" and isinstance(value, int | float):
        return repr(float(value))
    return str(int(value)) if isinstance(value, float) else str(value)


def _shown(value: ir.Json) -> str:
    return str(value).replace("`", "'") or "an empty text"
