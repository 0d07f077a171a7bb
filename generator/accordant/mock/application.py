"""The application: a request judged step by step, and answered or refused."""

from __future__ import annotations

import itertools
import re
import traceback
from collections import Counter
from collections.abc import Sequence
from urllib.parse import quote, urlsplit

from starlette.applications import Starlette
from starlette.requests import ClientDisconnect, Request
from starlette.types import Receive, Scope, Send

from accordant import ir
from accordant.mock import Mode, bodies, credentials, images, parameters
from accordant.mock.answering import Answer, Answers, with_headers, written
from accordant.mock.faults import Faults, WrongFault, parsed
from accordant.mock.judging import Judge
from accordant.mock.refusals import Refusal, blamed, refused
from accordant.mock.routing import Routes
from accordant.mock.sending import send_answer, spoiled
from accordant.rules.evaluate import Violation

FAULT_HEADER = "x-accordant-fault"
_TOLD = 20
"""Violations that headers tell of, one each."""
_HOST = re.compile(r"[A-Za-z0-9.:\[\]_-]{1,255}")


def application(
    api: ir.Api,
    mode: Mode,
    seed: int,
    faults: Sequence[str],
    key: str | None,
) -> Starlette:
    """The server of an API. Raises WrongFault."""
    server = Server(api, mode, seed, faults, key)
    served = Starlette()
    served.router.default = server
    return served


class Server:
    """Serves all operations of an API; an ASGI application."""

    def __init__(
        self,
        api: ir.Api,
        mode: Mode,
        seed: int,
        faults: Sequence[str],
        key: str | None,
    ) -> None:
        parsed(faults)
        self.mode = mode
        self.seed = seed
        self.faults = tuple(faults)
        self.key = key
        self.judge = Judge(api)
        self.routes = Routes(api)
        self.answers = Answers(api, self.judge, seed)
        client = api.sdk.get("client", {})
        self.envelope = client.get("error_envelope")
        self.id_header = client.get("request_id_header")
        self.numbers = itertools.count(1)
        self.turns: Counter[tuple[str, ...]] = Counter()
        self.pictures = _free_path(api)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        request = Request(scope, receive)
        faults = Faults()
        try:
            told = (*self.faults, *request.headers.getlist(FAULT_HEADER))
            faults = _faults(told)
            answer = await self.answer(request, faults, told)
        except Refusal as refusal:
            answer = self.refusal(refusal)
        except ClientDisconnect:
            return
        except Exception:
            traceback.print_exc()
            message = "the mock server itself failed; what it printed says how"
            answer = self.refusal(Refusal(500, "mock_failure", message))
        if self.id_header is not None:
            number = f"req_{self.seed:08x}{next(self.numbers):08x}"
            answer = with_headers(answer, (self.id_header, number))
        failed = Refusal(500, "fault", "an error in mid-stream, as a fault asks for")
        error = written(failed.body(self.envelope)).encode()
        answer = spoiled(answer, faults, error)
        await send_answer(answer, faults, scope, receive, send)

    def refusal(self, refusal: Refusal) -> Answer:
        body = written(refusal.body(self.envelope)).encode()
        headers = tuple(refusal.headers.items())
        return Answer(refusal.status, "application/json", body, headers=headers)

    async def answer(
        self, request: Request, faults: Faults, told: tuple[str, ...]
    ) -> Answer:
        """The answer to a request. Raises Refusal."""
        raw = request.scope.get("raw_path") or quote(request.scope["path"]).encode()
        path = raw.decode("latin-1")
        query = request.scope["query_string"].decode("latin-1")
        if not path.startswith("/"):  # a proxy is asked so (RFC 9112, 3.2.2)
            path = urlsplit(path).path or "/"
        if path.startswith(self.pictures):
            return _picture(request.method, path.removeprefix(self.pictures))
        try:
            operation, variables = self.routes.find(request.method, path, query)
        except Refusal as refusal:
            if request.method == "OPTIONS" and refusal.status == 405:
                return Answer(204, headers=tuple(refusal.headers.items()))
            raise
        data = await _read(request)
        self.take_turn(operation, faults, told)
        shown = credentials.Shown(
            request.headers, request.query_params, request.cookies
        )
        credentials.require(operation, shown, self.key)
        sent = bodies.sent(
            operation,
            request.headers.get("content-type", ""),
            request.headers.get("content-encoding", ""),
            data,
            self.judge.declarations,
        )
        found: list[Violation] = []
        if self.mode != "off":
            given = parameters.Given(variables, query, request.headers, request.cookies)
            found = self.judged(operation, given, sent)
        accept = ",".join(request.headers.getlist("accept"))
        links = f"{_origin(request)}{self.pictures}"
        answer = self.answers.of(operation, sent.value, accept, links)
        return with_headers(answer, *_told_headers(found)) if found else answer

    def take_turn(
        self, operation: ir.Operation, faults: Faults, told: tuple[str, ...]
    ) -> None:
        """Raises Refusal if a fault asks for an error status this time. What was told
        in the same words, of the same operation, is one sequence."""
        if not faults.status:
            return
        turn = (operation.http, operation.path, operation.name, *told)
        status = faults.status[self.turns[turn] % len(faults.status)]
        self.turns[turn] += 1
        if status != 200:
            message = f"status {status}, as a fault asks for"
            headers = dict(faults.retry_headers()) if status >= 400 else {}
            raise Refusal(status, "fault", message, headers=headers)

    def judged(
        self, operation: ir.Operation, given: parameters.Given, sent: bodies.Sent
    ) -> list[Violation]:
        """All that is wrong with parameters and body, to be told of. Raises Refusal if
        errors refuse."""
        found = [
            (entry, blamed(entry.path, values))
            for entry, values in parameters.violations(self.judge, operation, given)
        ]
        if sent.type is not None:
            inside = self.judge.violations(sent.type, sent.value)
            found += [(entry, blamed(entry.path, sent.value)) for entry in inside]
        if self.mode == "error" and any(v.severity == "error" for v, _ in found):
            raise refused(found)
        return [entry for entry, _ in found] if self.mode == "warn" else []


def _faults(specs: Sequence[str]) -> Faults:
    try:
        return parsed(specs)
    except WrongFault as error:
        raise Refusal(400, "invalid_fault", f"{FAULT_HEADER}: {error}") from None


async def _read(request: Request) -> bytes:
    """The body. Raises Refusal (413); what is too long is read to its end, within
    reason, so that clients that only then look for an answer get one."""
    data, size = bytearray(), 0
    async for chunk in request.stream():
        size += len(chunk)
        if size <= bodies.LIMIT:
            data += chunk
        elif size > 4 * bodies.LIMIT:
            break
    if size > bodies.LIMIT:
        message = f"the body is larger than {bodies.LIMIT} bytes"
        raise Refusal(413, "too_large", message)
    return bytes(data)


def _told_headers(found: Sequence[Violation]) -> list[tuple[str, str]]:
    first = found[:_TOLD]
    return [
        ("x-accordant-violations", str(len(found))),
        *(
            ("x-accordant-violation", f"{_ascii(entry.rule)} {_ascii(entry.path)}")
            for entry in first
        ),
    ]


def _ascii(text: str) -> str:
    """Text for a header; what is no sign of ASCII is percent-encoded."""
    signs = "".join(map(chr, range(33, 127)))
    return quote(text.encode("utf-8", "replace"), safe=signs.replace("%", ""))


def _origin(request: Request) -> str:
    """Scheme and authority that the client used, else where it was served."""
    host = request.headers.get("host", "")
    if not _HOST.fullmatch(host):
        name, port = request.scope.get("server") or ("127.0.0.1", 80)
        host = f"[{name}]:{port}" if ":" in name else f"{name}:{port}"
    return f"{request.scope.get('scheme', 'http')}://{host}"


def _free_path(api: ir.Api) -> str:
    """A path below which no operation is."""
    taken = {step for operation in api.operations for step in operation.path.split("/")}
    first = next(
        name
        for name in ("_mock" + "_" * n for n in itertools.count())
        if name not in taken
    )
    return f"/{first}/images/"


def _picture(method: str, name: str) -> Answer:
    """The file of an image. Raises Refusal."""
    picture = images.named(name)
    if picture is None:
        raise Refusal(404, "not_found", f"no image has the name {name}")
    if method not in ("GET", "HEAD"):
        message = "images have only the methods GET and HEAD"
        raise Refusal(
            405, "method_not_allowed", message, headers={"allow": "GET, HEAD"}
        )
    return Answer(200, images.MEDIA[picture.format], images.drawn(picture))
