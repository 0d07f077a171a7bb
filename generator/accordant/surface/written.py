"""How values are written in requests, where that is not the usual way."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlencode

from accordant import ir
from accordant.surface.bodies import fields_of

USUAL = {
    "path": ("simple", False),
    "query": ("form", True),
    "header": ("simple", False),
    "cookie": ("form", True),
}
"""The style of a parameter that nothing is said of, and whether it explodes."""


@dataclass(frozen=True, slots=True)
class Written:
    """In a style; or, where there is a `media` type, as a text of that."""

    style: str = "form"
    explode: bool = True
    reserved: bool = False
    media: str | None = None


def target(operation: ir.Operation) -> str:
    """The path, with the query that the document writes there."""
    fixed = urlencode(operation.fixed_query)
    return operation.path + (f"?{fixed}" if fixed else "")


def parameters(operation: ir.Operation) -> dict[str, dict[str, Written]]:
    """Parameters that are not written as usual, by place and name; the whole of a query
    has no name."""
    found: dict[str, dict[str, Written]] = {}
    for place, usual in USUAL.items():
        entries = {
            p.wire: Written(p.style, p.explode, p.allow_reserved, p.media)
            for p in operation.parameters
            if p.place == place
            and (p.media or p.allow_reserved or (p.style, p.explode) != usual)
        }
        if entries:
            found[place] = entries
    whole = [p for p in operation.parameters if p.place == "querystring"]
    if whole and whole[0].media is not None and ir.is_json(whole[0].media):
        found["querystring"] = {"": Written(media=whole[0].media)}
    return found


def parts(api: ir.Api, body: ir.Body) -> dict[str, Written]:
    """Fields of a form that the document says something of, by name."""
    return dict(_parts(api, body))


def _parts(api: ir.Api, body: ir.Body) -> Iterator[tuple[str, Written]]:
    known = {field.wire for field in fields_of(api, body.type) or ()}
    for part in body.parts:
        if known and part.wire not in known:
            continue
        if part.style is not None or part.explode is not None:
            style = part.style or "form"
            explode = style == "form" if part.explode is None else part.explode
            yield part.wire, Written(style, explode, part.allow_reserved)
        elif part.media is not None:
            yield part.wire, Written(media=part.media)
