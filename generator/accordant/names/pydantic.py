"""Names of pydantic's module."""

from __future__ import annotations

from collections.abc import Iterable

from accordant.names.python import python_class
from accordant.names.words import Taken

PYDANTIC_INTEGER = "Integer"
"""The alias of an integer with no bounds of its own."""

# What pydantic's generated module imports; a class of that name would be renamed.
_PYDANTIC_MODULE = (
    *("Annotated", "Any", "BaseModel", "ConfigDict", "Dict", "Field", "List"),
    *("Literal", "MISSING", "Optional", "RootModel", "StrictBool", "StrictFloat"),
    *("StrictInt", "StrictStr", "TypeAlias", "TypeAliasType", "Union"),
    PYDANTIC_INTEGER,
)


def pydantic_classes(declared: Iterable[str]) -> dict[str, str]:
    """The class or alias name of every declaration in the pydantic module."""
    found: dict[str, str] = {}
    taken = Taken(_PYDANTIC_MODULE)
    for name in declared:
        found[name] = python_class(name, taken)
        taken.add(found[name])
    return found
