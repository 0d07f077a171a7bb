"""How operations are described to the runtime."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from accordant import ir
from accordant.surface import written
from accordant.surface.access import Access
from accordant.surface.answers import Answer
from accordant.surface.methods import Method, address
from accordant.surface.types import model_of
from accordant.surface.written import Written


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
    yield "path", written.target(operation)
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
    parts = written.parts(api, body.chosen)
    if parts:
        yield "parts", {wire: _part(how) for wire, how in parts.items()}
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


def _styles(operation: ir.Operation) -> dict[str, ir.Json]:
    """Styles by place and name, where they are not the usual ones."""
    return {
        place: {wire: _style(how) for wire, how in entries.items()}
        for place, entries in written.parameters(operation).items()
    }


def _style(how: Written) -> ir.Json:
    if how.media is not None:
        return {"media": how.media}
    found: dict[str, ir.Json] = {"style": how.style, "explode": how.explode}
    return {**found, "reserved": True} if how.reserved else found


def _part(how: Written) -> ir.Json:
    return {"media": how.media} if how.media is not None else {"style": _style(how)}


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
