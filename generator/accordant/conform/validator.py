"""Requests to a validator program: a line of JSON each, and one answered for each."""

from __future__ import annotations

import json
import os
import signal
import subprocess
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from queue import Empty, Queue
from threading import Thread
from typing import IO, Any, cast

from accordant.conform.cases import Request
from accordant.options import Misuse
from accordant.rules.evaluate import Violation

_LINE = 64 * 1024 * 1024
"""Bytes of the longest line that is read."""
_PATIENCE = 20
"""So many lines that are no answers, and the program is ended."""
_SHOWN = 120


@dataclass(slots=True)
class Reports:
    """What a program said: the violations of each request, by its id; what it did not
    answer, with the reason; and what is wrong with the program itself."""

    found: dict[str, list[Violation]] = field(default_factory=dict)
    missing: dict[str, str] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)


def ask(command: Sequence[str], requests: Sequence[Request], timeout: float) -> Reports:
    """What a program reports of each request; it has `timeout` seconds for each line.

    Raises Misuse if it cannot be started.
    """
    try:
        process = subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            start_new_session=True,
        )
    except (OSError, ValueError) as error:
        said = error.strerror if isinstance(error, OSError) else error
        raise Misuse(f"--validator: cannot start '{command[0]}': {said}") from None
    talk = _Talk(process, {request.id: request for request in requests})
    try:
        talk.listen(timeout)
    finally:
        talk.end()
    return talk.reports


class _Talk:
    """One run of the program. Its three pipes are served by a thread each, so that a
    program may read and write in any order."""

    def __init__(
        self, process: subprocess.Popen[bytes], requests: Mapping[str, Request]
    ) -> None:
        self.process = process
        self.requests = requests
        self.reports = Reports()
        self.lines: Queue[bytes] = Queue(1000)
        self.complaint = b""
        self.over = False
        stdin, stdout, stderr = process.stdin, process.stdout, process.stderr
        assert stdin is not None and stdout is not None and stderr is not None
        for work, pipe in (
            (self._write, stdin),
            (self._read, stdout),
            (self._hear, stderr),
        ):
            Thread(target=work, args=(pipe,), daemon=True).start()

    def _write(self, pipe: IO[bytes]) -> None:
        with suppress(OSError, ValueError):
            for request in self.requests.values():
                pipe.write(json.dumps(line_of(request)).encode() + b"\n")
            pipe.close()

    def _read(self, pipe: IO[bytes]) -> None:
        with suppress(OSError, ValueError):
            while not self.over and (line := pipe.readline(_LINE)):
                self.lines.put(line)
        self.lines.put(b"")

    def _hear(self, pipe: IO[bytes]) -> None:
        with suppress(OSError, ValueError):
            while piece := pipe.read1(4096):  # type: ignore[attr-defined]
                self.complaint = (self.complaint + piece)[-4096:]

    def listen(self, timeout: float) -> None:
        """Take the answers until the program ends, or should."""
        number = wrong = 0
        reason = ""
        while True:
            try:
                line = self.lines.get(timeout=timeout)
            except Empty:
                reason = f"no line for {timeout:g} s, so it was ended"
                break
            if not line:
                break
            number += 1
            fault = self.take(line)
            if fault:
                wrong += 1
                self.reports.faults.append(f"line {number} {fault}")
            if wrong == _PATIENCE:
                reason = f"{wrong} lines that are no answers, so it was ended"
                break
        if not reason:
            reason = self.ending(timeout)
        self.close(reason)

    def ending(self, timeout: float) -> str:
        """What is wrong with how the program ended; "" if nothing."""
        try:
            code = self.process.wait(timeout)
        except subprocess.TimeoutExpired:
            return f"it did not end in {timeout:g} s, so it was ended"
        if code < 0:
            return f"it was ended by signal {-code}"
        return f"it ended with status {code}" if code else ""

    def close(self, reason: str) -> None:
        """Say what is wrong with the run as a whole."""
        rest = [key for key in self.requests if key not in self.reports.found]
        last = self.complaint.decode("utf-8", "replace").strip().splitlines()
        if reason:
            said = f": {last[-1][:_SHOWN]}" if last else ""
            self.reports.faults.append(f"{reason}{said}")
        if rest:
            total = len(self.requests)
            self.reports.faults.append(f"left out {len(rest)} of {total} requests")
        for key in rest:
            self.reports.missing[key] = f"no answer: {reason or 'left out'}"

    def take(self, line: bytes) -> str | None:
        """Keep an answer; or say what is wrong with the line."""
        try:
            value = json.loads(line)
        except (ValueError, RecursionError):
            text = line.decode("utf-8", "replace").strip()
            return f"is not JSON: {text[:_SHOWN]}"
        found = _violations(value)
        if isinstance(found, str):
            return found
        key = value["id"]
        if key not in self.requests:
            return f"answers '{key[:_SHOWN]}', which was not asked"
        if key in self.reports.found:
            return f"answers '{key}' again"
        self.reports.found[key] = found
        return None

    def end(self) -> None:
        """Leave nothing of the program behind."""
        self.over = True
        with suppress(OSError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()
        with suppress(Empty):
            while True:
                self.lines.get_nowait()


def line_of(request: Request) -> dict[str, Any]:
    """What a program is asked."""
    return {
        "id": request.id,
        "operation": request.to.name,
        "model": request.to.model.name,
        "request": request.body,
    }


def _violations(value: Any) -> list[Violation] | str:
    """The violations of an answer; or what is wrong with it."""
    if not isinstance(value, dict) or not isinstance(value.get("id"), str):
        return "has no 'id', a text"
    entries = value.get("violations")
    if not isinstance(entries, list):
        return "has no 'violations', a list"
    found = []
    for entry in entries:
        known = entry if isinstance(entry, dict) else {}
        rule, path = known.get("rule"), known.get("path")
        if not isinstance(rule, str) or not isinstance(path, str):
            return "has a violation without 'rule' and 'path', both texts"
        severity = known.get("severity", "error")
        if severity not in ("error", "warn"):
            return "has a violation whose 'severity' is neither error nor warn"
        message = str(known.get("message", ""))
        found.append(Violation(rule, path, message, cast(Any, severity)))
    return found
