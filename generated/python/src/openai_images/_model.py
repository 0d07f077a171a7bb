"""What every model shares: absent values, reading from and writing to wire mappings."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final, NamedTuple, Self, cast, final


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


Read = Callable[[Any], Any]


class Wire(NamedTuple):
    """How a field travels: its key, and how its value is read (as it is, if None)."""

    key: str | None = None
    read: Read | None = None


class Model:
    """Base of all models. Unknown keys are kept and written back.

    Two models are equal if they are of one class and write the same mapping.
    `dataclasses.replace` makes a new model of the fields alone; `copy.copy` keeps all.
    """

    __slots__ = ("_absent", "_extra", "_nulls", "_request_id")
    _extra: dict[str, Any]
    _request_id: str | None
    _absent: frozenset[str]
    _nulls: frozenset[str]

    def __post_init__(self) -> None:
        self._extra = {}
        self._absent = self._nulls = _NONE
        self._request_id = None

    @classmethod
    def from_dict(cls, value: Mapping[str, Any]) -> Self:
        """Read a wire mapping. Never raises for unknown keys, values or variants."""
        self = cls.__new__(cls)
        absent: list[str] = []
        nulls: list[str] = []
        known, codec = 0, _codec(cls)
        for name, wire, read, default in codec:
            if wire in value:
                known += 1
                found = value[wire]
                if found is None:
                    nulls.append(name)
                setattr(self, name, found if read is None else read(found))
            else:
                absent.append(name)
                setattr(self, name, UNSET if default is UNSET else None)
        self._request_id = None
        self._extra = {} if known == len(value) else _rest(cls, value, codec)
        self._absent = frozenset(absent) if absent else _NONE
        self._nulls = frozenset(nulls) if nulls else _NONE
        return self

    def to_dict(self) -> dict[str, Any]:
        """The wire mapping: what was set, as it came; absent fields stay absent."""
        found: dict[str, Any] = {}
        for name, wire, _, default in _codec(type(self)):
            value = getattr(self, name)
            if value is UNSET or (value is None and self._is_absent(name, default)):
                continue
            found[wire] = value if type(value) in _PLAIN else written(value)
        found.update(written(self._extra) if type(self) in _RESTS else self._extra)
        return found

    def _is_absent(self, name: str, default: object) -> bool:
        """Whether None stands for a field that is not there, rather than for null."""
        if default is None:
            return name not in self._nulls
        return name in self._absent

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Model) or type(self) is not type(other):
            return NotImplemented
        return self.to_dict() == other.to_dict()

    def __repr__(self) -> str:
        from dataclasses import MISSING

        parts = [
            f"{name}={value!r}"
            for name, _, _, default in _codec(type(self))
            if (value := getattr(self, name)) is not default or default is MISSING
        ]
        return f"{type(self).__name__}({', '.join(parts)})"

    @property
    def request_id(self) -> str | None:
        """The id of the request that this is the answer to, if it is one."""
        return self._request_id

    @property
    def extra_fields(self) -> Mapping[str, Any]:
        """What came beside the declared keys, read as the schema says of it."""
        return self._extra


def wired(model: type[Model], rest: Read | None = None, /, **fields: Wire) -> None:
    """Say how the fields of a model travel that do not simply go by their names, and how
    the `rest` is read."""
    _WIRES[model] = fields
    if rest is not None:
        _RESTS[model] = rest


_NONE: Final[frozenset[str]] = frozenset()
_PLAIN: Final = frozenset({str, int, float, bool, type(None)})
_Entry = tuple[str, str, Read | None, Any]
_WIRES: dict[type[Model], dict[str, Wire]] = {}
_RESTS: dict[type[Model], Read] = {}
_CODECS: dict[type[Model], tuple[_Entry, ...]] = {}


def _codec(kind: type[Model]) -> tuple[_Entry, ...]:
    """Field name, wire key, reader, and the default: UNSET, None, or MISSING if the
    field is required."""
    known = _CODECS.get(kind)
    if known is None:
        import dataclasses

        wires = _WIRES.get(kind, {})
        entries: list[_Entry] = []
        for field in dataclasses.fields(cast(Any, kind)):
            wire = wires.get(field.name, Wire())
            key = field.name if wire.key is None else wire.key
            entries.append((field.name, key, wire.read, field.default))
        known = _CODECS[kind] = tuple(entries)
    return known


def _rest(
    kind: type[Model], value: Mapping[str, Any], codec: tuple[_Entry, ...]
) -> dict[str, Any]:
    """What no field stands for."""
    wires = {wire for _, wire, _, _ in codec}
    read = _RESTS.get(kind)
    return {
        key: item if read is None else read(item)
        for key, item in value.items()
        if key not in wires
    }


def written(value: Any) -> Any:
    """A value as it travels: models as mappings, dates as text, whatever holds them."""
    if isinstance(value, Model):
        return value.to_dict()
    if isinstance(value, list | tuple):
        if isinstance(value, tuple):
            from ._files import is_file

            if is_file(value):
                return value
        return [written(item) for item in value]
    if isinstance(value, Mapping):
        return {key: written(item) for key, item in value.items()}
    if hasattr(value, "isoformat"):
        from ._dates import text

        return text(value)
    return value
