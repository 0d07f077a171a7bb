"""What was sent and answered, as lines of JSON, so that no request is sent twice."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import IO, Any

from accordant.conform.outcome import Outcome, outcome_of
from accordant.options import Misuse

_VERSION = 1


class Journal:
    """A file of outcomes: the first line says of which spec and server, each other one
    has the id of a request and its outcome. A line that a killed run left unfinished
    is cut off. What the server gave no answer to may be sent again, so it is not kept.
    """

    def __init__(self, path: str, fingerprint: str, server: str) -> None:
        """Read the file, or begin it. Raises Misuse if it is of another run."""
        self.path = path
        self.known: dict[str, Outcome] = {}
        head = {"conform": _VERSION, "plan": fingerprint, "server": server}
        try:
            text = Path(path).read_bytes() if os.path.exists(path) else b""
            whole = text[: text.rfind(b"\n") + 1]
            self._read(whole, head)
            self.file: IO[bytes] = open(  # noqa: SIM115 - closed by `close`
                path, "r+b" if text else "wb"
            )
            self.file.truncate(len(whole))
            self.file.seek(len(whole))
            if not whole:
                self._write(head)
        except OSError as error:
            raise Misuse(f"--resume {path}: {error.strerror}") from None

    def _read(self, text: bytes, head: dict[str, Any]) -> None:
        for number, content in enumerate(text.splitlines(), 1):
            try:
                line = json.loads(content)
                if number > 1:
                    self.known[line["request"]] = outcome_of(line)
                    continue
                kind = line["conform"]
            except (LookupError, TypeError, ValueError, RecursionError):
                message = f"--resume {self.path}:{number}: no line of such a file"
                raise Misuse(message) from None
            if kind != _VERSION:
                raise Misuse(f"--resume {self.path}: of another version")
            if line.get("server") != head["server"]:
                was = f"{line.get('server')}, not {head['server']}"
                raise Misuse(f"--resume {self.path}: of another server: {was}")
            if line != head:
                raise Misuse(f"--resume {self.path}: of another spec")

    def add(self, request: str, outcome: Outcome) -> None:
        """Keep an outcome; it is in the file when this returns."""
        if not outcome.again:
            self._write({"request": request, **outcome.as_json()})

    def _write(self, line: dict[str, Any]) -> None:
        self.file.write(json.dumps(line).encode() + b"\n")
        self.file.flush()

    def close(self) -> None:
        """Nothing more is kept."""
        self.file.close()
