"""How values are read by their types: models by name, unions by what tells arms apart.

A reader never raises: what is of no known kind, or of an unknown variant, is kept as it
came. Models are looked up when the first value of theirs is met.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple

from ._model import Model

Reader = Callable[[Any], Any]
_READERS: dict[str, Reader] = {}


def reads(**readers: Reader) -> None:
    """Say how unions, and other types that have names, are read."""
    _READERS.update(readers)


def named(name: str) -> Reader:
    """Reads what has a name; a model is read of a mapping only."""
    found: Reader | None = None

    def read(value: Any) -> Any:
        nonlocal found
        if found is None:
            found = _named(name)
        return found(value)

    return read


def _named(name: str) -> Reader:
    kind = named_model(name)
    if not isinstance(kind, type) or not issubclass(kind, Model):
        return _READERS.get(name, _same)
    from_dict = kind.from_dict

    def read(value: Any) -> Any:
        return from_dict(value) if isinstance(value, Mapping) else value

    return read


def named_model(name: str) -> Any:
    """What has a name among the models."""
    from importlib import import_module

    return getattr(import_module(".models", __package__), name)


def _same(value: Any) -> Any:
    return value


def items(read: Reader) -> Reader:
    """Reads the items of a list."""

    def read_all(value: Any) -> Any:
        return [read(item) for item in value] if isinstance(value, list) else value

    return read_all


def values(read: Reader) -> Reader:
    """Reads the values of a map."""

    def read_all(value: Any) -> Any:
        if not isinstance(value, Mapping):
            return value
        return {key: read(item) for key, item in value.items()}

    return read_all


def kinds(
    *,
    object: Reader | None = None,
    array: Reader | None = None,
    string: Reader | None = None,
) -> Reader:
    """Reads a union of types of different JSON kinds."""

    def read(value: Any) -> Any:
        if isinstance(value, str):
            found = string
        elif isinstance(value, list):
            found = array
        else:
            found = object if isinstance(value, Mapping) else None
        return value if found is None else found(value)

    return read


def tagged(tag: str, arms: Mapping[str, Reader]) -> Reader:
    """Reads a union of objects by a tag property; an unknown variant stays raw."""

    def read(value: Any) -> Any:
        name = value.get(tag) if isinstance(value, Mapping) else None
        found = arms.get(name) if isinstance(name, str) else None
        return value if found is None else found(value)

    return read


class Arm(NamedTuple):
    """An arm of a union of objects: the keys that it needs, and others that it knows,
    each with the JSON kinds that it may have (any, if none is said)."""

    read: Reader | None
    needs: Mapping[str, str]
    knows: Mapping[str, str]

    def known(self, value: Mapping[str, Any]) -> int:
        """How many keys of a value are known; -1 if the value is not of this arm."""
        count = 0
        for keys, needed in ((self.needs, True), (self.knows, False)):
            for key, allowed in keys.items():
                if key in value:
                    if allowed and not _is_of(value[key], allowed):
                        return -1
                    count += 1
                elif needed:
                    return -1
        return count


class Keyed:
    """Reads a union of objects by their keys: as the first of the arms that know most
    of them."""

    def __init__(self, arms: Sequence[Arm]) -> None:
        self._arms = arms

    def __call__(self, value: Any) -> Any:
        if not isinstance(value, Mapping):
            return value
        best = max(self._arms, key=lambda arm: arm.known(value))
        if best.read is None or best.known(value) < 0:
            return value
        return best.read(value)

    def is_certain(self, value: Any) -> bool:
        """Whether an object can be of one arm only."""
        return (
            isinstance(value, Mapping)
            and sum(arm.known(value) >= 0 for arm in self._arms) == 1
        )


def keyed(*arms: Arm) -> Keyed:
    """Reads a union of objects by their keys."""
    return Keyed(arms)


def certain(name: str) -> Reader:
    """Reads a union that has a name, if it is certain which arm is meant."""

    def read(value: Any) -> Any:
        named_model(name)  # its module says how it is read
        found = _READERS[name]
        if isinstance(found, Keyed) and not found.is_certain(value):
            return value
        return found(value)

    return read


class List(NamedTuple):
    """An arm of a union of lists: the JSON kinds of its items (any, if none is said),
    how it is read, and the keys of its items, as those of an `Arm`."""

    kinds: str
    read: Reader | None
    needs: Mapping[str, str]
    knows: Mapping[str, str]

    def known(self, first: Any) -> int:
        """How many keys of the first item are known; -1 if it is none of this arm."""
        if self.kinds and not _is_of(first, self.kinds):
            return -1
        if not isinstance(first, Mapping):
            return 0
        return Arm(None, self.needs, self.knows).known(first)


def lists(*arms: List) -> Reader:
    """Reads one of several lists, by its first item."""

    def read(value: Any) -> Any:
        if not isinstance(value, list) or not value:
            return value
        best = max(arms, key=lambda arm: arm.known(value[0]))
        if best.read is None or best.known(value[0]) < 0:
            return value
        return best.read(value)

    return read


_KINDS = {
    str: "string",
    bool: "boolean",
    int: "integer",
    float: "number",
    list: "array",
    dict: "object",
    type(None): "null",
}


def _is_of(value: Any, allowed: str) -> bool:
    """Whether a value is of one of some JSON kinds, which blanks part."""
    kind = _KINDS.get(type(value), "object")
    if kind in allowed.split():
        return True
    if kind == "integer":
        return "number" in allowed
    return kind == "number" and "integer" in allowed and value.is_integer()
