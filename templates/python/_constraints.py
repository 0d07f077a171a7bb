"""What every validator shares: the verbs, violations, tests that need more than a line.

Accept fast, explain slowly: `is_valid` first asks an acceptor, which says True only of
what is surely valid. Every doubt goes to the function that lists all violations.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from importlib import import_module
from typing import Any, Final, Literal, NamedTuple

from ._errors import SDKError
from ._model import Model

MAX_INTEGER: Final = 2**53 - 1
"""The largest integer that every JSON reader keeps exact (RFC 8259, section 6)."""

INVALID: Final[Any] = object()
"""Stands in for a value whose structure is wrong: nothing more is said about it."""


class Violation(NamedTuple):
    """One broken constraint. `path` is a JSON Pointer; `source` says who states it."""

    rule: str
    path: str
    message: str
    severity: Literal["error", "warn"]
    source: str


class ConstraintError(SDKError, ValueError):
    """A value that breaks constraints; `violations` lists those of severity error."""

    def __init__(self, violations: Iterable[Violation]) -> None:
        self.violations = tuple(violations)
        super().__init__("; ".join(f"{v.message} ({v.rule})" for v in self.violations))

    def __reduce__(self) -> tuple[type[ConstraintError], tuple[Any]]:
        return ConstraintError, (self.violations,)


# Tracebacks and pickles name them where users import them from.
ConstraintError.__module__ = Violation.__module__ = __name__.rpartition(".")[0]


def violations(model: type[Model], value: object) -> list[Violation]:
    """Everything that is wrong with a value: structure first, then rules.

    `value` is a wire mapping or an instance of `model`. Raises TypeError for a model
    that no operation sends: nothing is known of it but its types; RecursionError for
    objects that are nested deeper than Python follows.
    """
    judge = _EXPLAIN.get(model) or _EXPLAIN.get(_loaded(model))
    if judge is None:
        known = ", ".join(kind.__name__ for kind in _EXPLAIN)
        known = "each model that is sent" if _PARTS else known
        raise TypeError(f"no validator for {model!r}; there is one for {known}")
    if isinstance(value, Model):
        value = value.to_dict()
    if not isinstance(value, Mapping):
        return [NOT_AN_OBJECT]
    return judge(value)


def validate(model: type[Model], value: object) -> None:
    """Raise ConstraintError with the violations of severity error, if there are any."""
    errors = [v for v in violations(model, value) if v.severity == "error"]
    if errors:
        raise ConstraintError(errors)


def is_valid(model: type[Model], value: object) -> bool:
    """Whether `validate` would not raise."""
    try:
        if value.__class__ is dict:
            if _ACCEPT[model](value):
                return True
        elif isinstance(value, Model):
            value = value.to_dict()
            if _ACCEPT[model](value):
                return True
    except (AttributeError, KeyError, TypeError, ValueError):
        pass  # a doubt: only the full list has the last word
    return all(v.severity != "error" for v in violations(model, value))


# --- used by the generated functions -------------------------------------------------

NOT_AN_OBJECT: Final = Violation(
    "type", "", "the value must be an object", "error", "schema"
)
Explain = Callable[[Mapping[str, Any]], list[Violation]]
Accept = Callable[[Any], bool]
_EXPLAIN: dict[type[Model], Explain] = {}
_ACCEPT: dict[type[Model], Accept] = {}


def judged(model: type[Model], explain: Explain, accept: Accept | None = None) -> None:
    """Say what judges a model."""
    _EXPLAIN[model] = explain
    if accept is not None:
        _ACCEPT[model] = accept


_PARTS: dict[str, str] = {}
"""The modules that hold what judges the models of a module."""


def parted(package: str, *modules: str) -> None:
    """Say which modules judge models; each is loaded when it is asked about one."""
    models = package.rpartition(".")[0] + ".models"
    _PARTS.update((f"{models}.{name}", f"{package}.{name}") for name in modules)


def _loaded(model: type[Model]) -> type[Model]:
    """The model, once the module that judges it has been loaded."""
    module = _PARTS.get(getattr(model, "__module__", ""))
    if module is not None:
        import_module(module)
    return model


class Later:
    """A module that is loaded when something in it is first used."""

    def __init__(self, module: str) -> None:
        self._module = module

    def __getattr__(self, name: str) -> Any:
        found = getattr(import_module(self._module), name)
        setattr(self, name, found)
        return found


class Shape(NamedTuple):
    """How an object that may hold others is judged; `known` are its declared keys."""

    structure: Callable[..., None]
    known: frozenset[str] | None
    severity: Literal["error", "warn"]
    rules: Callable[..., None] | None


Object = tuple[Shape, Mapping[str, Any], str]
"""An object met on the way: its shape, itself and its path."""


def explain(shape: Shape) -> Explain:
    """Judge the structure of all objects, then unknown keys, then rules."""

    def judge(value: Mapping[str, Any]) -> list[Violation]:
        found: list[Violation] = []
        objects: list[Object] = []
        shape.structure(value, "", "", found, objects)
        invalid = {violation.path for violation in found}
        for kind, item, path in objects:
            if kind.known is not None:
                found += unknown(item, kind.known, path, kind.severity)
        for kind, item, path in objects:
            if kind.rules is not None:
                kind.rules(item, path, invalid, found)
        return unique(found)

    return judge


def sent(
    value: Mapping[str, Any], path: str, invalid: set[str], key: str, *below: str
) -> Any:
    """A field's value; None if absent or null, INVALID if its structure is wrong.

    `below` leads on to a field of an object inside.
    """
    if invalid:
        path = step(path, key)
        if path in invalid:
            return INVALID
    found = value.get(key)
    if below and found is not None:
        return sent(found, path, invalid, *below)
    return found


def any_sent(*values: Any) -> bool | None:
    """Whether any field was sent; None if only invalid ones might count."""
    there = [value for value in values if value is not None]
    if any(value is not INVALID for value in there):
        return True
    return None if there else False


def number_sent(*values: Any) -> int:
    """How many fields were surely sent."""
    return sum(value is not None and value is not INVALID for value in values)


def of_form(form: re.Pattern[str], value: object) -> re.Match[str] | None:
    """The parts of a string that is of a form; None for any other value."""
    return form.fullmatch(value) if isinstance(value, str) else None


is_ascii: Final = str.isascii
"""Raises TypeError for what is no string, and need not look at every character."""


def has_lone_surrogate(text: str) -> bool:
    """Whether a string cannot be written as UTF-8."""
    if text.isascii():
        return False
    try:
        text.encode()
    except UnicodeEncodeError:
        return True
    return False


def is_number(value: object) -> bool:
    """Whether a value is a finite JSON number; booleans are none."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return False
    try:
        number = float(value)
    except OverflowError:
        return False
    return number - number == 0


def is_integer(value: object) -> bool:
    """Whether a value is a JSON integer that is kept exact; 1.0 is one."""
    if isinstance(value, float):
        return value.is_integer() and abs(value) <= MAX_INTEGER
    if isinstance(value, bool) or not isinstance(value, int):
        return False
    return -MAX_INTEGER <= value <= MAX_INTEGER


def same(one: Any, other: Any) -> bool:
    """Equality as JSON defines it: true is not 1, 1.0 is 1, key order is nothing."""
    if isinstance(one, bool) or isinstance(other, bool):
        return one is other
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(map(same, one, other))
    if isinstance(one, Mapping) and isinstance(other, Mapping):
        return one.keys() == other.keys() and all(same(one[k], other[k]) for k in one)
    return bool(one == other)


def is_one_of(value: Any, known: Iterable[Any]) -> bool:
    """Whether a value equals one of `known`, as JSON."""
    return any(same(value, other) for other in known)


def has_twins(items: list[Any]) -> bool:
    """Whether two items of a list are equal, as JSON."""
    return any(
        same(one, other) for index, one in enumerate(items) for other in items[:index]
    )


def tag(value: object, key: str) -> Any:
    """The property that tells the arms of a union apart."""
    return value.get(key) if isinstance(value, Mapping) else None


class Keys(NamedTuple):
    """What keys tell of an arm of a union: those that it needs, and the JSON kinds that
    known ones may have."""

    needs: tuple[str, ...]
    kinds: Mapping[str, str]

    def admit(self, value: Mapping[str, Any]) -> bool:
        """Whether an object may be of this arm."""
        return all(key in value for key in self.needs) and all(
            key not in value or any(_KINDS[kind](value[key]) for kind in kinds.split())
            for key, kinds in self.kinds.items()
        )


_KINDS: Final[Mapping[str, Callable[[Any], bool]]] = {
    "null": lambda value: value is None,
    "boolean": lambda value: isinstance(value, bool),
    "integer": is_integer,
    "number": is_number,
    "string": lambda value: isinstance(value, str),
    "array": lambda value: isinstance(value, list),
    "object": lambda value: isinstance(value, Mapping),
}


def only_arm(value: object, arms: Sequence[Keys]) -> int:
    """The number of the only arm of a union that an object may be of; -1 if there is
    none, or another."""
    if not isinstance(value, Mapping):
        return -1
    found = [number for number, arm in enumerate(arms) if arm.admit(value)]
    return found[0] if len(found) == 1 else -1


def step(path: str, key: object) -> str:
    """A JSON Pointer (RFC 6901), one key longer."""
    return f"{path}/{escaped(key)}"


def escaped(key: object) -> str:
    """A key as one step of a JSON Pointer."""
    return str(key).replace("~", "~0").replace("/", "~1")


def moved(violation: Violation, path: str, prefix: str) -> Violation:
    """A violation at its place in the whole value."""
    rule, place = prefix + violation.rule, path + violation.path
    return violation._replace(rule=rule, path=place)


def with_length(violation: Violation, length: int) -> Violation:
    """A violation whose message says how long the value is."""
    return violation._replace(message=f"{violation.message} (has {length})")


def unique(found: list[Violation]) -> list[Violation]:
    """The first violation of each pair of rule and path."""
    first: dict[tuple[str, str], Violation] = {}
    for violation in found:
        first.setdefault((violation.rule, violation.path), violation)
    return list(first.values())


def unknown(
    value: Mapping[str, Any],
    known: frozenset[str],
    path: str,
    severity: Literal["error", "warn"],
) -> list[Violation]:
    """A violation for each undeclared key, sorted by code point."""
    return [
        Violation("unknown", step(path, key), "not a known field", severity, "schema")
        for key in sorted(value.keys() - known, key=str)
    ]
