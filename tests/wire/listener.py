"""A loopback server that keeps what it is sent, and what an independent library says
of it."""

from __future__ import annotations

import copy
import threading
from dataclasses import dataclass, field
from http.cookies import SimpleCookie
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from openapi_core import Config, OpenAPI
from openapi_core.datatypes import RequestParameters
from werkzeug.datastructures import Headers, ImmutableMultiDict

from tests.corpus.documents import METHODS, Document

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
        placed = copy.deepcopy(document)
        placed["servers"] = [{"url": url + BASE}]
        for path, item in list(placed.get("paths", {}).items()):
            item.pop("servers", None)
            for method in METHODS:
                if method in item:
                    item[method].pop("servers", None)
            plain = path.partition("?")[0].partition("#")[0]
            if plain != path:  # it looks for paths alone
                del placed["paths"][path]
                placed["paths"].setdefault(plain, {}).update(
                    {k: v for k, v in item.items() if k not in placed["paths"][plain]}
                    if plain in placed["paths"]
                    else item
                )
        _simplify(placed)
        config = Config(
            spec_validator_cls=None,  # type: ignore[arg-type]
            extra_format_unmarshallers=dict.fromkeys(_formats(placed), str),
        )
        self._judge = OpenAPI.from_dict(placed, config=config)

    def problems(self, sent: Sent) -> list[str]:
        """What is wrong with a request, if anything is."""
        found = self._judge.unmarshal_request(sent)  # type: ignore[arg-type]
        return [told(error) for error in found.errors]


KNOWN = ("byte", "binary", "date", "date-time", "password", "uuid")
"""Formats that the library reads."""


def _simplify(node: Any) -> None:
    """Take away what the library does not know: that files, its bytes, are strings by
    OpenAPI 3.1; that parameters may be null; which arm of `oneOf` a tag means."""
    if isinstance(node, list):
        for item in node:
            _simplify(item)
    elif isinstance(node, dict):
        if node.get("format") == "binary" and node.get("type") == "string":
            del node["type"], node["format"]
        if isinstance(node.get("discriminator"), dict):
            del node["discriminator"]
        if "default" in node and node["default"] is None:
            del node["default"]
        if isinstance(node.get("oneOf"), list) and "anyOf" not in node:
            node["anyOf"] = node.pop("oneOf")
        for keyword in ("anyOf", "oneOf"):
            arms = node.get(keyword)
            if isinstance(arms, list) and {"type": "null"} in arms:
                arms.remove({"type": "null"})
                if len(arms) == 1 and isinstance(arms[0], dict):
                    del node[keyword]
                    node.update({k: v for k, v in arms[0].items() if k not in node})
        for item in node.values():
            _simplify(item)


def _formats(node: Any) -> set[str]:
    """The formats of texts that the library has never heard of."""
    if isinstance(node, list):
        return {name for item in node for name in _formats(item)}
    if not isinstance(node, dict):
        return set()
    found = {name for item in node.values() for name in _formats(item)}
    own = node.get("format")
    text = node.get("type", "string") in ("string", ["string", "null"])
    unheard = text and isinstance(own, str) and own not in KNOWN
    return found | ({own} if unheard else set())


def told(error: BaseException) -> str:
    """An error with what it comes from."""
    parts = [f"{type(error).__name__}: {error}"]
    parts += [str(inner)[:300] for inner in getattr(error, "schema_errors", ())]
    cause = error.__cause__
    if cause is not None:
        parts.append(told(cause))
    return " / ".join(parts)
