"""Where something is, in the words of a caller."""

from __future__ import annotations

from typing import Literal, NamedTuple

from accordant import ir

Side = Literal["request", "response"]


class Place(NamedTuple):
    """A path in what an operation sends or answers.

    `path` is dotted, with `[]` for an item and `{}` for a value of a map. `own` is the
    same within the nearest model around it.
    """

    where: str
    side: Side
    path: str = ""
    own: str = ""

    def field(self, wire: str) -> Place:
        """A property of the object that is here."""
        path = f"{self.path}.{wire}" if self.path else wire
        return self._replace(path=path, own=wire)

    def inside(self, mark: str) -> Place:
        """An item (`[]`) or a value (`{}`) of what is here."""
        return self._replace(path=self.path + mark, own=self.own + mark)

    def arm(self, name: str) -> Place:
        """One of the objects that may be here."""
        path = f"{self.path}<{name}>" if self.path else name
        return self._replace(path=path)

    @property
    def shown(self) -> str:
        """The path as it is printed."""
        if self.side == "request":
            return self.path
        return f"-> {self.path}" if self.path else "the answer"


def called(operation: ir.Operation) -> str:
    """How callers name an operation: `images.generate`."""
    return ".".join((*operation.resource, operation.method))
