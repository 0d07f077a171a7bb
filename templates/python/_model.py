"""What every model shares: absent values, reading from and writing to wire mappings."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping
from typing import Any, Final, Self, final


@final
class Unset:
    """The type of `UNSET`: a field that is not sent at all, unlike `None`."""

    __slots__ = ()

    def __bool__(self) -> bool:
        return False

    def __repr__(self) -> str:
        return "UNSET"

    def __reduce__(self) -> str:
        return "UNSET"


UNSET: Final = Unset()


@dataclasses.dataclass(frozen=True, slots=True)
class Wire:
    """How a field travels: its key, and how its value is read (as it is, if None)."""

    key: str | None = None
    read: Callable[[Any], Any] | None = None


@dataclasses.dataclass(slots=True, kw_only=True)
class Model:
    """Base of all models. Unknown keys are kept and written back."""

    _extra: dict[str, Any] = dataclasses.field(
        default_factory=dict, init=False, repr=False
    )
    _absent: frozenset[str] = dataclasses.field(
        default=frozenset(), init=False, repr=False, compare=False
    )
    _nulls: frozenset[str] = dataclasses.field(
        default=frozenset(), init=False, repr=False, compare=False
    )

    @classmethod
    def from_dict(cls, value: Mapping[str, Any]) -> Self:
        """Read a wire mapping. Never raises for unknown keys, values or variants."""
        self = cls.__new__(cls)
        rest = dict(value)
        absent, nulls = [], []
        for name, wire, read, default in _codec(cls):
            if wire not in rest:
                absent.append(name)
                setattr(self, name, default)
                continue
            found = rest.pop(wire)
            if found is None:
                nulls.append(name)
            setattr(self, name, found if read is None else read(found))
        self._extra = rest
        self._absent = frozenset(absent)
        self._nulls = frozenset(nulls)
        return self

    def to_dict(self) -> dict[str, Any]:
        """The wire mapping: what was set, as it came; absent fields stay absent."""
        found: dict[str, Any] = {}
        for name, wire, _, default in _codec(type(self)):
            value = getattr(self, name)
            if value is UNSET:
                continue
            if value is None and default is None and name not in self._nulls:
                continue
            found[wire] = _written(value)
        found.update(self._extra)
        return found

    @property
    def extra_fields(self) -> Mapping[str, Any]:
        """The keys that came beside the declared ones."""
        return self._extra


def wired(model: type[Model], /, **fields: Wire) -> None:
    """Say how the fields of a model travel that do not simply go by their names."""
    _WIRES[model] = fields


def model(kind: type[Model]) -> Callable[[Any], Any]:
    """Reads a nested model; what is no mapping is kept as it is."""

    def read(value: Any) -> Any:
        return kind.from_dict(value) if isinstance(value, Mapping) else value

    return read


def items(read: Callable[[Any], Any]) -> Callable[[Any], Any]:
    """Reads the items of a list."""

    def read_all(value: Any) -> Any:
        return [read(item) for item in value] if isinstance(value, list) else value

    return read_all


def values(read: Callable[[Any], Any]) -> Callable[[Any], Any]:
    """Reads the values of a map."""

    def read_all(value: Any) -> Any:
        if not isinstance(value, Mapping):
            return value
        return {key: read(item) for key, item in value.items()}

    return read_all


def tagged(tag: str, arms: Mapping[str, type[Model]]) -> Callable[[Any], Any]:
    """Reads a union of models by a tag property; an unknown variant stays raw."""

    def read(value: Any) -> Any:
        name = value.get(tag) if isinstance(value, Mapping) else None
        kind = arms.get(name) if isinstance(name, str) else None
        return value if kind is None else kind.from_dict(value)

    return read


_Entry = tuple[str, str, Callable[[Any], Any] | None, Any]
_WIRES: dict[type[Model], dict[str, Wire]] = {}
_CODECS: dict[type[Model], tuple[_Entry, ...]] = {}


def _codec(kind: type[Model]) -> tuple[_Entry, ...]:
    """Field name, wire key, reader, and what an absent field reads as."""
    known = _CODECS.get(kind)
    if known is None:
        wires = _WIRES.get(kind, {})
        plain = Wire()
        known = _CODECS[kind] = tuple(
            (
                field.name,
                wires.get(field.name, plain).key or field.name,
                wires.get(field.name, plain).read,
                UNSET if field.default is UNSET else None,
            )
            for field in dataclasses.fields(kind)
            if field.init
        )
    return known


def _written(value: Any) -> Any:
    if isinstance(value, Model):
        return value.to_dict()
    if isinstance(value, list):
        return [_written(item) for item in value]
    if isinstance(value, dict):
        return {key: _written(item) for key, item in value.items()}
    return value
