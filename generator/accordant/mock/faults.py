"""Faults: what a server is asked to do wrong, as `status=500,200;delay=0.1`."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from email.utils import formatdate
from time import time
from typing import Any

from accordant.location import did_you_mean


class WrongFault(ValueError):
    """A SPEC that means nothing; the message says what is wrong with it."""


@dataclass(slots=True)
class Faults:
    """What is to go wrong with one answer.

    `status` are those of requests that follow each other, again from the first after the
    last; 200 is the normal answer. Seconds (`delay`), bytes (`cut`), bytes a second
    (`slow`) and events are counted; None: not at all.
    """

    status: tuple[int, ...] = ()
    retry_after: str | None = None
    retry_after_ms: int | None = None
    should_retry: bool | None = None
    delay: float = 0.0
    slow: int | None = None
    cut: int | None = None
    cut_events: int | None = None
    error_event: int | None = None
    keep_alive: int = 0
    content_type: str | None = None
    redirect: str | None = None
    garbage: bool = False
    empty: bool = False
    bom: bool = False
    crlf: bool = False
    reset: bool = False

    def retry_headers(self) -> tuple[tuple[str, str], ...]:
        """What tells clients whether, and when, to try again."""
        found = []
        if self.retry_after is not None:
            kind, _, seconds = self.retry_after.rpartition(":")
            date = formatdate(math.ceil(time()) + int(seconds or 0), usegmt=True)
            found.append(("retry-after", date if kind else seconds))
        if self.retry_after_ms is not None:
            found.append(("retry-after-ms", str(self.retry_after_ms)))
        if self.should_retry is not None:
            found.append(("x-should-retry", str(self.should_retry).lower()))
        return tuple(found)


def parsed(specs: Sequence[str]) -> Faults:
    """What some SPECs ask for, later ones first. Raises WrongFault."""
    faults = Faults()
    for spec in specs:
        for entry in filter(None, (part.strip() for part in spec.split(";"))):
            name, equals, value = entry.partition("=")
            if name not in NAMES:
                hint = did_you_mean(name, NAMES)
                raise WrongFault(f"unknown fault '{name}'{hint}")
            read, wanted = NAMES[name]
            try:
                found = read(value) if (equals != "") != (read is _flag) else None
            except ValueError:
                found = None
            if found is None:
                raise WrongFault(f"fault '{name}' must be written {wanted}")
            setattr(faults, name.replace("-", "_"), found)
    if faults.retry_headers() and not any(code >= 400 for code in faults.status):
        raise WrongFault(
            "retry-after, retry-after-ms and should-retry go with an error status, as"
            " in status=503;retry-after=2"
        )
    return faults


def _flag(_: str) -> bool:
    return True


def _statuses(text: str) -> tuple[int, ...] | None:
    found = tuple(map(_count, text.split(",")))
    good = all(code == 200 or 300 <= code <= 599 for code in found)
    return found if good else None


def _count(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) < 10):
        raise ValueError
    return int(text)


def _at_least_one(text: str) -> int | None:
    return _count(text) or None


def _seconds(text: str) -> float | None:
    found = float(text)
    return found if 0 <= found <= 3600 else None


def _after(text: str) -> str | None:
    kind, _, seconds = text.rpartition(":")
    return text if kind in ("", "http-date") and _count(seconds) >= 0 else None


def _line(text: str) -> str | None:
    return text if text and text.isascii() and text.isprintable() else None


NAMES: dict[str, tuple[Callable[[str], Any], str]] = {
    "status": (
        _statuses,
        "status=N,N with 200 for a normal answer, else 300 to 599",
    ),
    "retry-after": (_after, "retry-after=SECONDS or retry-after=http-date:SECONDS"),
    "retry-after-ms": (_count, "retry-after-ms=MILLISECONDS"),
    "should-retry": (
        {"true": True, "false": False}.get,
        "should-retry=true or should-retry=false",
    ),
    "delay": (_seconds, "delay=SECONDS, at most 3600"),
    "slow": (_at_least_one, "slow=BYTES of a second, at least 1"),
    "cut": (_count, "cut=BYTES"),
    "cut-events": (_count, "cut-events=EVENTS"),
    "error-event": (_count, "error-event=EVENTS"),
    "keep-alive": (_at_least_one, "keep-alive=COMMENTS, at least 1"),
    "content-type": (_line, "content-type=MEDIA/TYPE"),
    "redirect": (_line, "redirect=URL"),
    "garbage": (_flag, "garbage, without a value"),
    "empty": (_flag, "empty, without a value"),
    "bom": (_flag, "bom, without a value"),
    "crlf": (_flag, "crlf, without a value"),
    "reset": (_flag, "reset, without a value"),
}
