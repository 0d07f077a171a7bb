"""When a request is tried again, and after how long."""

from __future__ import annotations

from collections.abc import Mapping
from email.utils import mktime_tz, parsedate_tz

LONGEST_ORDERED = 60.0
"""Seconds; a server that orders a longer wait is not waited for so long."""


def reason(status: int, headers: Mapping[str, str]) -> str | None:
    """Why an answer is worth another try; None if it is not.

    Timeouts (408), locks (409), rate limits (429) and failures of the server (500 and
    above) pass; `x-should-retry` is the server's own word on it.
    """
    ordered = headers.get("x-should-retry")
    if ordered == "true":
        return "x-should-retry"
    if ordered == "false":
        return None
    return f"status {status}" if status in (408, 409, 429) or status >= 500 else None


def wait(retries: int, headers: Mapping[str, str], now: float, random: float) -> float:
    """Seconds until the next try.

    What the server orders, if it is reasonable; else 0.5 s, doubled with each of the
    `retries` so far up to 8 s, less up to a quarter by chance. `now` is in Unix seconds,
    `random` from 0 to 1.
    """
    ordered = _ordered(headers, now)
    if ordered is not None and 0 < ordered <= LONGEST_ORDERED:
        return ordered
    return min(0.5 * 2.0 ** min(retries, 10), 8.0) * (1 - 0.25 * random)


def _ordered(headers: Mapping[str, str], now: float) -> float | None:
    """The wait that a server orders: `retry-after-ms`, or `retry-after` in seconds or
    as a date (RFC 9110, section 10.2.3)."""
    milliseconds = _number(headers.get("retry-after-ms"))
    if milliseconds is not None:
        return milliseconds / 1000
    after = headers.get("retry-after")
    seconds = _number(after)
    if seconds is not None or after is None:
        return seconds
    date = parsedate_tz(after)
    try:
        return None if date is None else mktime_tz(date) - now
    except (OverflowError, ValueError):
        return None


def _number(text: str | None) -> float | None:
    try:
        return None if text is None else float(text)
    except ValueError:
        return None
