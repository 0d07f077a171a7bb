"""How operations are described to the runtime."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from urllib.parse import urlencode

from accordant import ir
from accordant.surface.access import Access
from accordant.surface.answers import Answer
from accordant.surface.methods import Method, address
from accordant.surface.types import model_of

_STYLES = {
    "path": ("simple", False),
    "query": ("form", True),
    "header": ("simple", False),
    "cookie": ("form", True),
}
"""How the runtime writes a parameter that nothing is said of."""


def described(
    api: ir.Api, access: Access, method: Method, names: Mapping[str, str]
) -> dict[str, ir.Json]:
    """What the runtime is told of a method; `names` are those of the models."""
    return dict(_facts(api, access, method, names))


def _facts(
    api: ir.Api, access: Access, method: Method, names: Mapping[str, str]
) -> Iterator[tuple[str, ir.Json]]:
    operation, answers = method.operation, method.answers
    yield "method", operation.http
    fixed = urlencode(operation.fixed_query)
    yield "path", operation.path + (f"?{fixed}" if fixed else "")
    if answers.answer.kind != "json":
        yield "answer", answers.answer.kind
    elif is_object(api, answers.answer) and not answers.others:
        yield "object", True
    if answers.others:
        yield "others", {s: answer.kind for s, answer in answers.others.items()}
    if method.stream_field is not None:
        yield "stream", method.stream_field
    if answers.events is not None and answers.events.data != "json":
        yield "data", answers.events.data
    if answers.events is not None and answers.events.kind == "lines":
        yield "lines", answers.events.media
    if operation.may_be_empty and answers.answer.kind not in ("none", "any"):
        yield "mayBeEmpty", True
    yield from _body(api, method, names)
    styles = _styles(operation)
    if styles:
        yield "styles", styles
    ways = access.ways(operation)
    if ways != access.common:
        yield "security", [[*way] for way in ways]
    if operation.servers:
        yield "server", address(api, operation.servers[0])
    if operation.pages is not None and answers.item is not None:
        yield "pages", _pages(operation.pages)


def is_object(api: ir.Api, answer: Answer) -> bool:
    """Whether an answer that is no object cannot be read."""
    return model_of(api, answer.type) is not None


def _body(
    api: ir.Api, method: Method, names: Mapping[str, str]
) -> Iterator[tuple[str, ir.Json]]:
    body = method.body
    if body is None:
        return
    if isinstance(body.judge, ir.Model):
        yield "judge", names[body.judge.name]
    elif body.judge is not None:
        yield from _choice(api, body.judge, names)
    if body.chosen.media != "application/json":
        yield "media", body.chosen.media
    parts = dict(_parts(body.chosen, body.fields))
    if parts:
        yield "parts", parts
    if not body.chosen.required and body.fields is not None:
        yield "optional", True


def _choice(
    api: ir.Api, union: ir.Union, names: Mapping[str, str]
) -> Iterator[tuple[str, ir.Json]]:
    """What finds the model that a body is judged by."""
    arms = [(arm, model_of(api, arm.type)) for arm in union.arms]
    judged = [(arm, model) for arm, model in arms if model is not None and model.sent]
    if union.tag is not None:
        models: dict[str, ir.Json] = {
            tag: names[model.name] for arm, model in judged for tag in arm.tags
        }
        yield "judge", {"tag": union.tag, "models": models}
    elif len(judged) == len(arms):
        keys: list[ir.Json] = [
            [names[model.name], [[w, n, [*k]] for w, n, k in arm.keys]]
            for arm, model in judged
        ]
        yield "judge", {"arms": keys}


def _parts(
    body: ir.Body, fields: tuple[ir.Field, ...] | None
) -> Iterator[tuple[str, ir.Json]]:
    """How the fields of a form are written, where the document says so."""
    known = {field.wire for field in fields or ()}
    for part in body.parts:
        if known and part.wire not in known:
            continue
        facts: dict[str, ir.Json] = {}
        if part.style is not None or part.explode is not None:
            style = part.style or "form"
            explode = style == "form" if part.explode is None else part.explode
            facts["style"] = _style(style, explode, part.allow_reserved, None)
        elif part.media is not None:
            facts["media"] = part.media
        if facts:
            yield part.wire, facts


def _styles(operation: ir.Operation) -> dict[str, ir.Json]:
    """Styles by place and name, where they are not the usual ones."""
    found: dict[str, ir.Json] = {}
    for place, usual in _STYLES.items():
        entries: dict[str, ir.Json] = {
            p.wire: _style(p.style, p.explode, p.allow_reserved, p.media)
            for p in operation.parameters
            if p.place == place
            and (
                p.media is not None or p.allow_reserved or (p.style, p.explode) != usual
            )
        }
        if entries:
            found[place] = entries
    whole = [p for p in operation.parameters if p.place == "querystring"]
    if whole and whole[0].media is not None and ir.is_json(whole[0].media):
        found["querystring"] = {"": {"media": whole[0].media}}
    return found


def _style(style: str, explode: bool, reserved: bool, media: str | None) -> ir.Json:
    if media is not None:
        return {"media": media}
    found: dict[str, ir.Json] = {"style": style, "explode": explode}
    return {**found, "reserved": True} if reserved else found


def _pages(pages: ir.Pages) -> ir.Json:
    found: dict[str, ir.Json] = {"kind": pages.kind, "wire": pages.wire}
    found["items"] = [*pages.items]
    if pages.signal:
        found["signal"] = [*pages.signal]
    if pages.last:
        found["last"] = pages.last
    if pages.first != 1:
        found["first"] = pages.first
    if pages.in_body:
        found["inBody"] = True
    return found
