"""The table in words, for READMEs."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from accordant import ir
from accordant.rules.wording import listed, shown


@dataclass(frozen=True, slots=True)
class Row:
    """A rule in words."""

    id: str
    text: str
    source: str


@dataclass(frozen=True, slots=True)
class Table:
    """A judged model: its families, its rules, and what only the server decides."""

    name: str
    families: list[str]
    rules: list[Row]
    server: list[str]


def markdown(text: str) -> str:
    """Text on one line of Markdown; its backticks stay, all other markup is shown."""
    plain = "".join(sign if sign.isprintable() else " " for sign in text)
    marks = r"([\\*<>\[\]|~]|(?<!\w)_|_(?!\w))"
    return re.sub(marks, r"\\\1", " ".join(plain.split()))


def tables(api: ir.Api, classes: Mapping[str, str]) -> list[Table]:
    """What is judged, model by model."""
    return [
        Table(
            classes[model.name],
            [_family(family) for family in model.table.families],
            [_row(rule) for rule in model.table.rules if rule.checks],
            [
                f"{rule.id}: {markdown(rule.server)}"
                for rule in model.table.rules
                if rule.server is not None
            ],
        )
        for model in api.judged()
    ]


@dataclass(frozen=True, slots=True)
class Answered:
    """An operation with response rules, each with what it is about."""

    title: str
    rules: list[tuple[str, Row]]


def answers(api: ir.Api) -> list[Answered]:
    """What servers must answer, operation by operation."""
    return [
        Answered(
            f"`{operation.http} {operation.path}`",
            [
                (markdown(_about(group.subject)), _row(rule))
                for group in operation.answers
                for rule in group.rules
            ],
        )
        for operation in api.operations
        if operation.answers
    ]


def _about(subject: ir.Subject) -> str:
    """What a row is about: the answer, each item of a list in it, events of a stream."""
    if subject.about == "item":
        return f"each of {'.'.join(subject.path)}"
    if subject.tag is None:
        return "the answer"
    return f"{'each' if subject.about == 'event' else 'all'} {subject.tag}"


def _family(family: ir.FamilyOf) -> str:
    values = listed([f"`{shown(value)}`" for value in family.values], "or")
    return f"{family.name}: {markdown(family.field)} is {values}"


def _row(rule: ir.Rule) -> Row:
    fields_by_text: dict[str, list[str]] = {}
    for check in rule.checks:
        told = check.message.startswith(f"{check.blame} ")
        text = check.message.removeprefix(check.blame) if told else check.message
        fields_by_text.setdefault(text, []).append(check.blame if told else "")
    said = [
        (
            f"each of {listed(fields, 'and')}{text}"
            if len(fields) > 1
            else fields[0] + text
        )
        for text, fields in fields_by_text.items()
    ]
    text = "; ".join(map(markdown, said))
    if rule.severity == "warn" and " (deprecated" not in text:
        text += " (a warning)"
    if rule.note is not None:
        text += f". {markdown(rule.note).removesuffix('.')}"
    return Row(rule.id, text, markdown(str(rule.source)))
