"""Dataclasses of which a document makes tens of thousands."""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from dataclasses import dataclass as record
else:
    from dataclasses import dataclass

    def record(*, frozen: bool, slots: bool, eq: bool = True) -> Any:
        """A dataclass that type checkers hold frozen. When running it is not: setting
        the fields of one that is takes three times as long."""
        return dataclass(slots=slots, eq=eq, unsafe_hash=frozen and eq)


__all__ = ["record"]
