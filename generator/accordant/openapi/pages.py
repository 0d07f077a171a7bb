"""Pages: how an operation goes on to the next one, where its shapes leave no doubt."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from accordant import ir, names
from accordant.openapi.reading import Reading

_CURSORS = (
    *("cursor", "page_token", "next_token", "next_cursor", "next_page_token", "page"),
    *("continuation_token", "pagination_token", "page_cursor", "next_page", "marker"),
    *("starting_token", "start_cursor", "offset", "token", "after", "starting_after"),
)
_CERTAIN = (
    *("next_cursor", "next_page_token", "next_token", "next_page_cursor"),
    *("continuation_token", "next_continuation_token", "end_cursor"),
)
_SAME = ("next_token", "next_cursor", "next_page_token", "continuation_token")
_AFTER = ("after", "starting_after", "after_id")
_MORE = ("has_more", "has_next", "has_next_page", "has_more_items")
_PAGE = ("page", "page_number", "page_num", "page_index", "page_no")
_OFFSET = ("offset", "skip", "start", "start_index")
_INSIDE = ("meta", "metadata", "pagination", "paging", "page_info", "pages", "links")

Way = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Input:
    """What a request takes: a query parameter, or a field of its body."""

    wire: str
    type: ir.Type
    in_body: bool
    default: ir.Json

    @property
    def words(self) -> str:
        """Its name in words, however it is spelt."""
        return names.snake(self.wire)


def inputs(reading: Reading, operation: ir.Operation) -> list[Input]:
    """What may lead to another page."""
    found = [
        Input(one.wire, one.type, False, one.default)
        for one in operation.parameters
        if one.place == "query" and not one.required
    ]
    body = operation.body()
    if operation.http == "POST" and body is not None and ir.is_json(body.media):
        found += [
            Input(field.wire, field.type, True, field.default)
            for field in reading.fields(body.type)
            if not field.required
        ]
    return found


def answer(operation: ir.Operation) -> ir.Type | None:
    """What a success answers with in JSON, if all agree."""
    found = [r for r in operation.successes() if ir.is_json(r.media)]
    if not found or any(r.type != found[0].type for r in found):
        return None
    return found[0].type


def certain(reading: Reading, operation: ir.Operation) -> ir.Pages | None:
    """The one way to the next page; None if there is none, or a choice."""
    kind = answer(operation)
    if operation.http not in ("GET", "POST") or kind is None:
        return None
    fields = reading.fields(kind)
    lists = [field for field in fields if isinstance(plain(field.type), ir.ListOf)]
    if len(lists) != 1:
        return None
    items = (lists[0].wire,)
    taken = inputs(reading, operation)
    for ways in (
        list(_after(reading, fields, lists[0], taken)),
        list(_cursors(reading, fields, items, taken)),
        list(_counted(items, taken)) if operation.http == "GET" else [],
    ):
        if ways:
            return ways[0] if len(ways) == 1 else None
    return None


def _after(
    reading: Reading,
    fields: tuple[ir.Field, ...],
    listed: ir.Field,
    taken: list[Input],
) -> Iterator[ir.Pages]:
    """Pages that go on behind the last item, by its id."""
    more = [way for way, kind in _signals(reading, fields) if _words(way) in _MORE]
    known = {names.snake(field.wire) for field in fields}
    for one in taken:
        if one.words not in _AFTER or not (more or "last_id" in known):
            continue
        array = plain(listed.type)
        assert isinstance(array, ir.ListOf)
        kinds = kinds_of(reading, array.item, "id")
        if kinds and all(_alike(kind, one.type) for kind in kinds):
            signal = more[0] if len(more) == 1 else ()
            yield ir.Pages(
                "after", one.wire, (listed.wire,), signal, "id", in_body=one.in_body
            )


def _cursors(
    reading: Reading, fields: tuple[ir.Field, ...], items: Way, taken: list[Input]
) -> Iterator[ir.Pages]:
    """Pages whose answer holds what to ask for next."""
    for one in taken:
        if one.words not in _CURSORS:
            continue
        own = {f"next_{one.words}", f"next_page_{one.words}"}
        own |= {one.words} if one.words in _SAME else set()
        if one.words not in (*_PAGE, *_OFFSET):
            own |= set(_CERTAIN)
        if one.words in _AFTER:
            own = {"end_cursor", "last_id", f"next_{one.words}"}
        for way, kind in _signals(reading, fields):
            if _words(way) in own and _alike(kind, one.type):
                yield ir.Pages("cursor", one.wire, items, way, in_body=one.in_body)


def _counted(items: Way, taken: list[Input]) -> Iterator[ir.Pages]:
    """Pages that are counted, or begin behind so many items."""
    for one in taken:
        kind = plain(one.type)
        if one.in_body or not isinstance(kind, ir.Primitive) or kind.kind != "integer":
            continue
        if one.words in _PAGE:
            yield ir.Pages("page", one.wire, items, first=_first(one, kind))
        elif one.words in _OFFSET and one.default in (None, 0):
            yield ir.Pages("offset", one.wire, items, first=0)


def _first(one: Input, kind: ir.Primitive) -> int:
    """The number of the first page: its default, or the least that is admitted."""
    if isinstance(one.default, int) and one.default in (0, 1):
        return int(one.default)
    least = [
        atom.limit
        for atom in kind.atoms
        if isinstance(atom, ir.Bound) and atom.op == "minimum"
    ]
    return 0 if least == [0] else 1


def _signals(
    reading: Reading, fields: tuple[ir.Field, ...]
) -> Iterator[tuple[Way, ir.Type]]:
    """The fields of an answer, and of what it says about itself."""
    for field in fields:
        yield (field.wire,), field.type
        if names.snake(field.wire) in _INSIDE:
            for inner in reading.fields(plain(field.type)):
                yield (field.wire, inner.wire), inner.type


def _words(way: Way) -> str:
    return names.snake(way[-1])


def kinds_of(reading: Reading, item: ir.Type, wire: str) -> list[ir.Type] | None:
    """The type of a field in each model that an item may be; None if one has none."""
    item = plain(item)
    found = reading.schemas.declared(item.name) if isinstance(item, ir.Ref) else None
    if isinstance(found, ir.Alias):
        return kinds_of(reading, found.type, wire)
    if isinstance(found, ir.Union):
        all_of: list[ir.Type] = []
        for arm in found.arms:
            kinds = kinds_of(reading, arm.type, wire)
            if kinds is None:
                return None
            all_of += kinds
        return all_of
    kinds = [field.type for field in reading.fields(item) if field.wire == wire]
    return kinds or None


def plain(kind: ir.Type) -> ir.Type:
    """The type without null."""
    return kind.type if isinstance(kind, ir.Nullable) else kind


def _alike(one: ir.Type, other: ir.Type) -> bool:
    """Whether what one holds can be given for the other."""
    first, second = plain(one), plain(other)
    if not isinstance(first, ir.Primitive) or not isinstance(second, ir.Primitive):
        return False
    return first.kind == second.kind
