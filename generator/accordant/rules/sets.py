"""Set rules: how many of some fields of one object may be sent."""

from __future__ import annotations

from typing import Any, cast

from accordant import ir
from accordant.location import Report
from accordant.rules.conditions import Fields
from accordant.source import Map, Seq

SETS = ("exactly-one", "at-most-one", "at-least-one", "all-or-none")


def read_set(row: Map, key: str, fields: Fields, report: Report) -> ir.Test | None:
    """What a set rule requires of the object that holds its fields; None after an
    error was recorded."""
    value = row[key]
    if not isinstance(value, Seq) or len(value) < 2:
        report.error(row.value(key), f"'{key}' must be a list of two fields or more")
        return None
    seen: list[str] = []
    for index, name in enumerate(value):
        where = value.item(index)
        if not isinstance(name, str):
            report.error(where, f"'{key}' must list fields")
        elif name in seen:
            report.error(where, f"'{name}' stands in the list twice")
        elif fields.find(name, where) is not None:
            seen.append(name)
    if len(seen) < len(value):
        return None
    first = seen[0]
    holder = _holder(first)
    for index, name in enumerate(seen):
        if _holder(name) != holder:
            message = (
                f"'{key}' counts fields of one object, and '{first}' is in another"
            )
            report.error(value.item(index), message)
            return None
    return ir.Test(holder, ((ir.Count(cast(Any, key), tuple(seen)),),))


def _holder(field: str) -> str:
    return field.rpartition(".")[0] if "." in field else ir.WHOLE
