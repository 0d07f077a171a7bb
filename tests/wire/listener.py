"""A loopback server that keeps what it is sent, and what an independent library says
of it."""

from __future__ import annotations

import threading
from dataclasses import dataclass, field
from http.cookies import SimpleCookie
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from openapi_core import Config, OpenAPI
from openapi_core.datatypes import RequestParameters
from tests.corpus.documents import METHODS, Document
from tests.wire.readable import formats, readable
from werkzeug.datastructures import Headers, ImmutableMultiDict

BASE = "/base"


@dataclass
class Sent:
    """A request as it came; it has the names that openapi-core looks for."""

    method: str
    target: str
    headers: list[tuple[str, str]]
    body: bytes | None
    host_url: str
    parameters: RequestParameters = field(default_factory=RequestParameters)

    def __post_init__(self) -> None:
        named = Headers(self.headers)
        cookies = SimpleCookie(named.get("cookie", ""))
        pairs = parse_qsl(urlsplit(self.target).query, keep_blank_values=True)
        self.parameters = RequestParameters(
            query=ImmutableMultiDict(pairs),
            header=named,
            cookie=ImmutableMultiDict(
                (key, unquote(one.value)) for key, one in cookies.items()
            ),
        )
        self.content_type = named.get("content-type", "")

    @property
    def path(self) -> str:
        return unquote(urlsplit(self.target).path)


class Listener:
    """The server: each request is kept, and answered with nothing at all."""

    def __init__(self) -> None:
        self.requests: list[Sent] = []
        outer = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def _take(self) -> None:
                outer.requests.append(
                    Sent(
                        self.command.lower(),
                        self.path,
                        list(self.headers.items()),
                        self._content() or None,
                        outer.url,
                    )
                )
                self.send_response(204)
                self.end_headers()

            def _content(self) -> bytes:
                if self.headers.get("transfer-encoding") != "chunked":
                    return self.rfile.read(int(self.headers.get("content-length", 0)))
                found = b""
                while size := int(self.rfile.readline(), 16):
                    found += self.rfile.read(size)
                    self.rfile.readline()
                self.rfile.readline()
                return found

            def log_message(self, *_: Any) -> None:
                pass

        for method in METHODS:
            setattr(Handler, f"do_{method.upper()}", Handler._take)
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self.url = f"http://127.0.0.1:{self._server.server_port}"

    def __enter__(self) -> Listener:
        threading.Thread(target=self._server.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()


class Judge:
    """What openapi-core says of requests, by a document that is at a server."""

    def __init__(self, document: Document, url: str) -> None:
        placed = readable(document)
        placed["servers"] = [{"url": url + BASE}]
        config = Config(
            spec_validator_cls=None,  # type: ignore[arg-type]
            extra_format_unmarshallers=dict.fromkeys(formats(placed), str),
        )
        self._judge = OpenAPI.from_dict(placed, config=config)

    def problems(self, sent: Sent) -> list[str]:
        """What is wrong with a request, if anything is."""
        found = self._judge.unmarshal_request(sent)  # type: ignore[arg-type]
        return [told(error) for error in found.errors]


def told(error: BaseException) -> str:
    """An error with what it comes from."""
    parts = [f"{type(error).__name__}: {error}"]
    parts += [str(inner)[:300] for inner in getattr(error, "schema_errors", ())]
    cause = error.__cause__
    if cause is not None:
        parts.append(told(cause))
    return " / ".join(parts)
