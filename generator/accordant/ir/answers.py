"""Response rules: what the answers to an operation must be, seen from the request."""

from __future__ import annotations

from typing import Literal, TypeAlias

from accordant.ir.checks import Rule
from accordant.ir.record import record
from accordant.ir.shapes import Model

About: TypeAlias = Literal["response", "item", "event", "events"]


@record(frozen=True, slots=True)
class Subject:
    """What response rows speak of, beside `request`.

    `response`: a JSON answer. `item`: each item of the list at `path` in one. `event`:
    each event of a stream whose tag is `tag`. `events`: all of those together: their
    `count`, whether the `last` event is one of them, and, if `numbered` names a field,
    whether that counts them from 0.
    """

    about: About
    path: tuple[str, ...] = ()
    tag: str | None = None
    numbered: str | None = None


@record(frozen=True, slots=True)
class AnswerRules:
    """Rows about one subject. `model` has two fields, `request` and what the subject is
    called, and the table; that holds what the request's own table says of its fields.
    """

    subject: Subject
    model: Model

    @property
    def rules(self) -> tuple[Rule, ...]:
        """The rows in document order."""
        return self.model.table.rules
