"""When the next request may go: the rate that was asked for, and what servers order."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from email.utils import mktime_tz, parsedate_tz
from threading import Lock

LONGEST = 120.0
"""Seconds; a server that orders a longer wait is not waited for."""
TRIES = 6
"""How often a request is tried in all while the server asks to wait."""


def ordered(headers: Mapping[str, str], now: float) -> float | None:
    """Seconds that a server orders to wait: `retry-after-ms`, or `retry-after` in
    seconds or as a date (RFC 9110, section 10.2.3). `now` is in Unix seconds."""
    milliseconds = _number(headers.get("retry-after-ms"))
    if milliseconds is not None:
        return max(0.0, milliseconds / 1000)
    after = headers.get("retry-after")
    seconds = _number(after)
    if seconds is not None:
        return max(0.0, seconds)
    date = None if after is None else parsedate_tz(after)
    try:
        return None if date is None else max(0.0, mktime_tz(date) - now)
    except (OverflowError, ValueError):
        return None


def unordered(tries: int) -> float:
    """Seconds to wait after so many tries where the server does not say."""
    return min(0.5 * 2.0 ** (tries - 1), 8.0)


def _number(text: str | None) -> float | None:
    try:
        number = None if text is None else float(text)
    except ValueError:
        return None
    return None if number is None or number != number else number


class Gate:
    """Lets requests through one after the other, of all threads: `rate` a minute at
    most, and none before a pause is over that the server ordered for any of them."""

    def __init__(
        self, rate: float | None, sleep: Callable[[float], object] = time.sleep
    ) -> None:
        self.spacing = 60 / rate if rate else 0.0
        self.sleep = sleep
        self.lock = Lock()
        self.next = 0.0

    def enter(self) -> None:
        """Wait for the turn."""
        while True:
            with self.lock:
                left = self.next - time.monotonic()
                if left <= 0:
                    self.next = time.monotonic() + self.spacing
                    return
            self.sleep(left)

    def pause(self, seconds: float) -> None:
        """Nothing goes for so long."""
        with self.lock:
            self.next = max(self.next, time.monotonic() + seconds)
