"""The names of one validator: its variables and constants."""

from __future__ import annotations

import re
from collections.abc import Collection

from accordant import ir, program as p
from accordant.ir.forms import CAPTURE
from accordant.names import ruby as naming
from accordant.targets.ruby.regexps import regexp
from accordant.targets.ruby.text import Call, literal


class Scope:
    """Constants of a validator, and the variables of the function that is written.

    `held` says that paths begin with that of the object at hand.
    """

    def __init__(self, held: bool) -> None:
        self.held = held
        self.constants: dict[str, str | Call] = {}
        self._by_code: dict[str, str] = {}
        self._names: dict[tuple[str, str], str] = {}
        self._taken: set[str] = set()
        self._assumed: Collection[str] = ()

    def begin(self, assumed: Collection[str]) -> None:
        """Forget the variables: another function begins, in which the server assumes
        values of some fields."""
        self._assumed = assumed
        self._names.clear()
        self._taken = {"key"}

    def local(self, wanted: str) -> str:
        """A variable of its own."""
        name = naming.ruby_local(wanted, self._taken)
        self._taken.add(name)
        return name

    def name(self, var: p.Var) -> str:
        """The variable."""
        role = "field" if var.role == "item" else var.role
        found = self._names.get((role, var.at))
        if found is None:
            wanted = var.at.replace("[]", "_item").replace("{}", "_value").strip("._")
            if var.role == "sent" and var.at in self._assumed:
                wanted = f"sent_{wanted}"
            found = self._names[(role, var.at)] = self.local(wanted or "item")
        return found

    def place(self, item: p.Var) -> str:
        """The variable with the index or the escaped key of an item."""
        found = self._names.get(("place", item.at))
        if found is None:
            wanted = f"{self.name(item)}_at"
            found = self._names[("place", item.at)] = self.local(wanted)
        return found

    def path(self, path: p.Path) -> str:
        """A JSON Pointer as an expression."""
        parts = [
            (
                literal(part)[1:-1]
                if isinstance(part, str)
                else f"#{{{self.place(part)}}}"
            )
            for part in path.parts
        ]
        text = "".join(parts)
        if not self.held:
            return f'"{text}"'
        return f'"#{{path}}{text}"' if text else "path"

    def constant(self, kind: str, code: str | Call, words: tuple[str, ...]) -> str:
        """A constant with a value; alike ones are one."""
        key = f"{kind}{code}"
        found = self._by_code.get(key)
        if found is None:
            found = naming.ruby_constant(self.constants, *words)
            self._by_code[key] = found
            self.constants[found] = code
        return found

    def pattern(self, text: str, at: str) -> str:
        """A regular expression of the document."""
        return self.constant("", f"/{regexp(text)}/", (at, "pattern"))

    def form(self, form: ir.Form) -> str:
        """What reads the numbers in a string."""
        texts = [*map(_quoted, form.texts)]
        inner = texts[0] + "".join(CAPTURE + text for text in texts[1:])
        return self.constant("", f"/\\A{inner}\\z/", (form.field, "form"))


def _quoted(text: str) -> str:
    """Text in a regular expression."""
    return regexp(re.sub(r"([\\^$.*+?()\[\]{}|/-])", r"\\\1", text))
