"""Answers: what an operation says to a request that is good, as it travels."""

from __future__ import annotations

import json
import zlib
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from accordant import answers, ir
from accordant.mock import filling, images
from accordant.mock.drafts import draft, drafts
from accordant.mock.judging import Judge
from accordant.mock.texts import bare_types, kinds_of


@dataclass(frozen=True, slots=True)
class Answer:
    """A status, headers, and a body: whole, or of a stream piece by piece."""

    status: int
    media: str | None = None
    body: bytes = b""
    pieces: tuple[bytes, ...] | None = None
    headers: tuple[tuple[str, str], ...] = field(default=())


def with_headers(answer: Answer, *headers: tuple[str, str]) -> Answer:
    return replace(answer, headers=(*answer.headers, *headers))


class Answers:
    """Makes answers; the same one for the same request and seed."""

    def __init__(self, api: ir.Api, judge: Judge, seed: int) -> None:
        self.api = api
        self.judge = judge
        self.seed = seed
        self.names = filling.names(api)
        self.end = api.sdk.get("client", {}).get("end_of_stream")

    def of(
        self, operation: ir.Operation, request: ir.Json, accept: str, links: str
    ) -> Answer:
        """The answer to a request body (None: no body). `accept` is the header of that
        name, `links` the address below which images are served."""
        response = chosen(operation, request, accept)
        if response is None:
            return Answer(204)
        seed = self.seed + zlib.crc32(json.dumps([operation.name, request]).encode())
        status = _status(response)
        media = response.media
        if response.streams:
            items = self.events(operation, response, request, seed, links)
            return Answer(status, media, pieces=self.pieces(response, items))
        if ir.is_json(media):
            made = draft(self.api, response, seed, self.judge)
            made = filling.counted(self.names, made, request, seed)
            made = answers.kept(self.api, operation, request, made)
            filling.pictured(self.names, [made], request, seed, links)
            return Answer(status, media, written(made).encode())
        return Answer(status, media, self.raw(response, seed))

    def events(
        self,
        operation: ir.Operation,
        response: ir.Response,
        request: ir.Json,
        seed: int,
        links: str,
    ) -> list[ir.Json]:
        """The items of a stream."""
        made = [
            filling.counted(self.names, item, request, seed)
            for item in drafts(self.api, response, seed, self.judge)
        ]
        found = answers.kept_events(self.api, operation, request, made)
        filling.pictured(self.names, found, request, seed, links)
        return found

    def pieces(
        self, response: ir.Response, items: Sequence[ir.Json]
    ) -> tuple[bytes, ...]:
        """The items as they travel: events (HTML standard, 9.2), or lines of JSON."""
        if response.media != ir.EVENTS:
            mark = "\x1e" if response.media.endswith("json-seq") else ""
            return tuple(f"{mark}{written(item)}\n".encode() for item in items)
        tags = [
            bare.tag
            for bare in bare_types(response.type, self.judge.declarations)
            if isinstance(bare, ir.Union) and bare.tag is not None
        ]
        plain = kinds_of(response.type, self.judge.declarations) == {"string"}
        pieces = [event(item, tags, plain) for item in items]
        if self.end is not None:
            pieces.append(f"data: {self.end}\n\n")
        return tuple(piece.encode() for piece in pieces)

    def raw(self, response: ir.Response, seed: int) -> bytes:
        """A body that is no JSON: a text of the schema, or bytes."""
        kinds = kinds_of(response.type, self.judge.declarations)
        if response.media.startswith("image/"):
            form = response.media.removeprefix("image/")
            known = form if form in images.MEDIA else "png"
            return images.drawn(images.Picture(64, 64, known, variant=seed % 64))
        if response.media.startswith("text/") or kinds - {"string"}:
            made = draft(self.api, response, seed, self.judge)
            return (made if isinstance(made, str) else written(made)).encode()
        return f"{seed:08x}".encode() * 8


def chosen(
    operation: ir.Operation, request: ir.Json, accept: str
) -> ir.Response | None:
    """The response to give: the first success, as a stream if the body asks for that;
    where nothing in it can, by what is accepted. None: no content."""
    successes = operation.successes()
    first = [one for one in successes if one.status == successes[0].status]
    asked = operation.stream_field
    if asked is not None:
        streams = isinstance(request, dict) and request.get(asked) is True
        first = [one for one in first if one.streams == streams] or first
    return max(first, key=lambda one: _weight(one.media, accept), default=None)


def _weight(media: str, accept: str) -> tuple[float, int]:
    """How welcome a media type is (RFC 9110, 12.5.1): by the most specific range."""
    best = (0.0, -1)
    for part in accept.split(",") if accept.strip() else ["*/*"]:
        wanted, *parameters = (piece.strip().lower() for piece in part.split(";"))
        rank = (media == wanted) * 2 + (wanted == media.partition("/")[0] + "/*")
        if not rank and wanted != "*/*":
            continue
        weight = next((p[2:] for p in parameters if p.startswith("q=")), "1")
        try:
            found = float(weight)
        except ValueError:
            found = 0.0
        best = max(best, (found, rank), key=lambda pair: pair[1])
    return best[0], 0


def _status(response: ir.Response) -> int:
    return int(response.status) if response.status.isdigit() else 200


def written(value: ir.Json) -> str:
    """JSON in one line, in ASCII."""
    return json.dumps(value, separators=(",", ":"))


def event(item: ir.Json, tags: Sequence[str], plain: bool) -> str:
    """An event; it is named where one of these tags of its data has a name for it."""
    name = next(
        (item[tag] for tag in tags if isinstance(item, dict) and tag in item), None
    )
    text = item if plain and isinstance(item, str) else written(item)
    lines = "".join(f"data: {line}\n" for line in text.split("\n"))
    named = isinstance(name, str) and name.isprintable() and name
    return f"event: {name}\n{lines}\n" if named else f"{lines}\n"
