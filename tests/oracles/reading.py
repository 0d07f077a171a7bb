"""How the evaluators written by hand read one parameter of a body.

What a word, a text or a whole number is has not changed between the revisions of the
reference pages. Like those evaluators, this shares nothing with the generator.
"""

from __future__ import annotations

from collections.abc import Collection
from enum import Enum
from typing import Final

Violation = tuple[str, str, str]
"""Rule id, JSON pointer, severity."""

Body = dict[str, object]
Found = list[Violation]

ERROR: Final = "error"
WARN: Final = "warn"

LARGEST: Final = 9007199254740991
"""The largest integer that a double tells from its neighbours."""


class Mark(Enum):
    """Stands where a parameter was given but has no usable value."""

    INVALID = "invalid"


INVALID: Final = Mark.INVALID

Text = str | None | Mark
Whole = int | None | Mark
Switch = bool | None | Mark
"""A parameter as it was read: its value, None if not given, or INVALID."""


class Reader:
    """Reads the parameters of one object, and notes what is wrong with each.

    `inside` are the names of the parameters that hold the object: ("svg",).
    """

    def __init__(self, body: Body, found: Found, inside: tuple[str, ...] = ()) -> None:
        self.body, self.found, self.inside = body, found, inside

    def given(self, name: str) -> bool:
        """Whether it is there and not null, which means not given."""
        return name in self.body and self.body[name] is not None

    def fault(self, name: str, keyword: str) -> Mark:
        """Note that a parameter cannot be used."""
        path = (*self.inside, name)
        self.found.append((f"{'.'.join(path)}.{keyword}", f"/{'/'.join(path)}", ERROR))
        return INVALID

    def required_text(self, name: str) -> Text:
        """A text that has to be there, and is no null."""
        if name not in self.body:
            return self.fault(name, "required")
        return self.exact_text(name)

    def text(self, name: str) -> Text:
        """A text of any content, as long as it is Unicode."""
        return self.exact_text(name) if self.given(name) else None

    def exact_text(self, name: str) -> Text:
        """A text of a parameter that is there, and may not be null."""
        value = self.body[name]
        if not isinstance(value, str):
            return self.fault(name, "type")
        try:
            value.encode("utf-8")
        except UnicodeEncodeError:
            return self.fault(name, "unicode")
        return value

    def word(self, name: str, words: str) -> Text:
        """One word of a closed list, which has spaces between its words."""
        if not self.given(name):
            return None
        value = self.body[name]
        if not isinstance(value, str):
            return self.fault(name, "type")
        if value not in words.split(" "):
            return self.fault(name, "enum")
        return value

    def whole(
        self, name: str, minimum: int | None = None, maximum: int | None = None
    ) -> Whole:
        """A whole number; 1.0 is one, true is none."""
        if not self.given(name):
            return None
        number = _whole(self.body[name])
        if number is None:
            return self.fault(name, "type")
        if minimum is not None and number < minimum:
            return self.fault(name, "minimum")
        if maximum is not None and number > maximum:
            return self.fault(name, "maximum")
        return number

    def switch(self, name: str) -> Switch:
        """True or false, and nothing that is nearly so."""
        if not self.given(name):
            return None
        value = self.body[name]
        if not isinstance(value, bool):
            return self.fault(name, "type")
        return value

    def unknown(self, parameters: Collection[str]) -> None:
        """What nobody has named is reported, never refused."""
        holder = "".join(f"/{name}" for name in self.inside)
        for key in sorted(self.body):
            if key not in parameters:
                pointer = key.replace("~", "~0").replace("/", "~1")
                self.found.append(("unknown", f"{holder}/{pointer}", WARN))


def _whole(value: object) -> int | None:
    """The value as an integer, if it is one after conversion to a double."""
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        return None
    try:
        double = float(value)
    except OverflowError:
        return None
    if not double.is_integer() or not -LARGEST <= double <= LARGEST:
        return None
    return int(double)


def sent(value: object) -> bool:
    """Whether a parameter was given and can be used."""
    return value is not None and value is not INVALID


def refuse(found: Found, rule: str, name: str) -> None:
    """Note that a rule forbids the parameter as it is."""
    found.append((rule, f"/{name}", ERROR))


def warn(found: Found, rule: str, name: str) -> None:
    """Note what may go wrong, or will one day."""
    found.append((rule, f"/{name}", WARN))
