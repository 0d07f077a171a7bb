"""Dates and times (RFC 3339): read without loss, written as they came.

What is none stays the text that it is. A date and time without an offset is read and
written without one: which zone was meant is nowhere said, and is not guessed.
"""

from __future__ import annotations

import datetime as dt
import re
from typing import Any, Final

_MOMENT: Final = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt ][0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]+)?"
    r"([Zz]|[+-][0-9]{2}:[0-9]{2})?"
)


class _Moment(dt.datetime):
    """A time that remembers its text, where that is not the one that it would have.

    What is made of it, by arithmetic or `replace`, is a plain `datetime`.
    """

    __slots__ = ("text",)
    text: str

    def __new__(cls, *args: Any, **named: Any) -> Any:
        return dt.datetime(*args, **named)

    def __reduce_ex__(self, protocol: object) -> tuple[Any, ...]:
        return moment, (self.text,)

    def __repr__(self) -> str:
        return repr(self.replace())

    def replace(self, *args: Any, **named: Any) -> Any:
        parts = (*self.timetuple()[:6], self.microsecond, self.tzinfo)
        return dt.datetime(*parts).replace(*args, **named)


def moment(value: Any) -> Any:
    """Reads a date and time."""
    if not isinstance(value, str) or not _MOMENT.fullmatch(value):
        return value
    try:
        found = dt.datetime.fromisoformat(value.upper())
    except ValueError:
        return value
    if text(found) == value:
        return found
    parts = (*found.timetuple()[:6], found.microsecond, found.tzinfo)
    kept = dt.datetime.__new__(_Moment, *parts)
    kept.text = value
    return kept


def day(value: Any) -> Any:
    """Reads a date."""
    if not isinstance(value, str):
        return value
    try:
        found = dt.date.fromisoformat(value)
    except ValueError:
        return value
    return found if found.isoformat() == value else value


def text(value: dt.date) -> str:
    """A date, or a date and time, as it travels."""
    if isinstance(value, _Moment):
        return value.text
    found = value.isoformat()
    return f"{found[:-6]}Z" if found.endswith("+00:00") else found
