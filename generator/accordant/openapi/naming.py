"""Names of declarations: components first, inline schemas by where they stand.

A name that is taken is shared by schemas of the same structure; else the title helps,
then a word for the role, and a number only where all of these are taken too.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress
from http import HTTPStatus
from pathlib import PurePosixPath

from accordant import names
from accordant.jsonvalue import same
from accordant.location import Location, Report
from accordant.openapi.combine import ANNOTATIONS, tells
from accordant.openapi.reference import OTHER, Place
from accordant.sdk import Sdk
from accordant.source import Map, Value

# Names become file names, which have at most 255 characters.
NAME_LIMIT = 150
TITLE_LIMIT = 5
"""Words of the longest title that names something."""
MODEL = ("Data", "Object")
ENUM = ("Value", "Kind")
UNION = ("Union", "Choice")
_SCALARS = frozenset(("string", "integer", "number", "boolean", "null"))


class Names:
    """The names of one document's declarations, and what holds each."""

    def __init__(self, sdk: Sdk, report: Report) -> None:
        self.sdk = sdk
        self.report = report
        self.components: dict[str, str] = {}
        self._reserved: dict[str, str] = {}
        self._held: dict[str, tuple[str, Map | None, str | None]] = {}

    def reserve(self, schemas: Map) -> None:
        """Give names to the components: first to those that are spelled as they are."""
        wanted: dict[str, str] = {}
        given: dict[str, str] = {}
        for key in schemas:
            place = str(Place(("components", "schemas", key), key))
            override = self.sdk.take("names", place)
            if override:
                given[key] = override
            wanted[key] = override or self._fitting(
                names.pascal(key) or "Schema", place, schemas.key(key)
            )
        declaring = [key for key in schemas if declares(schemas[key])]
        exact = [key for key in declaring if wanted[key] == key or key in given]
        for key in dict.fromkeys((*exact, *declaring)):
            node = schemas[key]
            self.components[key] = self._free(wanted[key], node, MODEL)
            self._reserved[key] = self.components[key]
            self._hold(self.components[key], node, key)
        for key in schemas:
            self.components.setdefault(key, wanted[key])

    def take(
        self,
        place: Place,
        node: Map,
        where: Location,
        roles: tuple[str, ...],
        declared: Callable[[str], object],
    ) -> tuple[str, str | None]:
        """The name of what stands at a place. If something else of the same structure
        has it already, that is named too: the key of a component, or the declaration,
        which must be `declared`."""
        if place.pointer[:2] == ("components", "schemas") and len(place.pointer) == 3:
            key = place.pointer[2]
            name = self.components[key]
            if key not in self._reserved:
                name = self.components[key] = self._free(name, node, roles)
                self._reserved[key] = name
            self._hold(name, node, key)
            return name, None
        wanted = self.sdk.take("names", str(place)) or self._fitting(
            place.name or "Schema", str(place), where
        )
        for name in (wanted, *_titled(place, node), *_elsewhere(place)):
            holder = self._held.get(name.lower())
            if holder is None:
                break
            if holder[0] == name and alike(holder[1], node):
                if holder[2] in self._reserved:
                    return name, holder[2]
                if declared(name) is not None:
                    return name, name
        else:
            name = self._free(wanted, node, roles)
        self._hold(name, node)
        return name, None

    def _fitting(self, name: str, place: str, where: Location) -> str:
        """The name, or, if it is too long for a file, its first and last words."""
        if len(name) <= NAME_LIMIT:
            return name
        short = names.shortened(name, NAME_LIMIT // 2)
        message = f"a name of more than {NAME_LIMIT} characters for '{place}'; it is"
        message += f" '{short}', or another one under 'names' in sdk.yaml"
        self.report.warn(where, message)
        return short

    def lend(self, place: Place) -> None:
        """Let what stands inside a component have its name: it declares nothing."""
        key = place.pointer[2] if len(place.pointer) == 3 else ""
        if place.pointer[:2] == ("components", "schemas") and key in self._reserved:
            self.release(self._reserved.pop(key))

    def release(self, name: str) -> None:
        """Give a name back that turned out not to be needed."""
        self._held.pop(name.lower(), None)

    def _hold(self, name: str, node: Value, component: str | None = None) -> None:
        schema = node if isinstance(node, Map) else None
        self._held[name.lower()] = name, schema, component

    def _free(self, wanted: str, node: Value, roles: tuple[str, ...]) -> str:
        """The name that is wanted, or the next best one that is free."""
        if wanted.lower() not in self._held:
            return wanted
        for role in roles:
            name = names.join_pascal(wanted, role)
            if name != wanted and name.lower() not in self._held:
                self.report.coined[name] = "a role word"
                return name
        name = names.unique(wanted, [held for held, *_ in self._held.values()])
        self.report.coined[name] = "a number"
        return name


def _titled(place: Place, node: Map) -> Iterator[str]:
    title = node.get("title")
    if isinstance(title, str) and 0 < len(names.words(title)) <= TITLE_LIMIT:
        yield names.join_pascal(place.parent or "", title)


def _elsewhere(place: Place) -> Iterator[str]:
    """A schema of another file by that too; an answer by its status, where there is a
    component of its plain name; then what the place has for that."""
    if place.pointer[0].endswith(OTHER):
        stem = PurePosixPath(place.pointer[0].removesuffix(OTHER)).stem
        yield names.join_pascal(names.pascal(stem), place.name)
    head, mark, tail = place.pointer[:3], place.pointer[3:4], place.pointer[4:5]
    if head[:1] == ("paths",) and mark == ("responses",) and tail[0].isdigit():
        with suppress(ValueError):
            phrase = names.pascal(HTTPStatus(int(tail[0])).phrase)
            base, found, rest = place.name.rpartition("Response")
            if found:
                yield f"{base}{phrase}Response{rest}"
    if place.second:
        yield place.second


def alike(one: Map | None, other: Map) -> bool:
    """Whether two schemas have the same structure, whatever is told about them."""
    if one is None:
        return False
    if one is other:
        return True
    apart = ("type",) if "enum" in one and "enum" in other else ()
    left = {key: one[key] for key in one if tells(key) and key not in apart}
    right = {key: other[key] for key in other if tells(key) and key not in apart}
    return same(left, right)


def declares(node: Value) -> bool:
    """Whether a schema may become a declaration, and hence needs a name: not what is
    only a scalar, a list, a map or another schema by reference."""
    if not isinstance(node, Map):
        return False
    if "$ref" in node or ("allOf" not in node and not _tells(node)):
        return not set(node) <= {"$ref", *ANNOTATIONS} and "$ref" in node
    parts = node.get("allOf")
    if (
        isinstance(parts, list)
        and len(parts) == 1
        and set(node) - {"allOf"} <= (ANNOTATIONS)
    ):
        return declares(parts[0])
    return True


def _tells(node: Map) -> bool:
    enum = node.get("enum")
    return (
        any(node.get(key) for key in ("properties", "required", "oneOf", "anyOf"))
        or "x-constraints" in node
        or node.get("additionalProperties") is False
        or (isinstance(enum, list) and len(enum) > 1)
    )
