"""What rows say together: dead defaults, circles, examples that a rule contradicts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from accordant import ir
from accordant.location import Location, Report
from accordant.rules.evaluate import evaluate
from accordant.rules.walk import misfits
from accordant.source import Map


def table(table: ir.Table, report: Report) -> None:
    """Hold the rows of a table against each other; faults go to `report`."""
    _defaults(table, report)
    _circles(table, report)


def _defaults(table: ir.Table, report: Report) -> None:
    read = {
        name
        for row in table.defaults
        for test in row.when
        for name in table.read_by(test)
    }
    for check in table.checks():
        for test in check.tests:
            if any(not isinstance(a, ir.Present | ir.Count) for a in test.atoms()):
                read.update(table.read_by(test))
    above: set[str] = set()
    for row in table.defaults:
        if row.field not in read:
            message = f"no rule reads '{row.field}', so its default changes nothing"
            report.error(row.where, message)
        below = {other.field for other in table.defaults} - above
        for test in row.when:
            for name in table.read_by(test):
                if name in below | {row.field}:
                    message = f"the defaults of '{name}' must stand above"
                    report.error(row.where, message)
        above.add(row.field)


def _circles(table: ir.Table, report: Report) -> None:
    """Warn of fields that are blamed for each other: no order settles them."""
    reads: dict[str, dict[str, Location]] = {}
    for check in table.checks():
        known = reads.setdefault(check.blame, {})
        for test in check.tests:
            for name in table.read_by(test):
                if name != check.blame:
                    known.setdefault(name, check.where)
    for field in reads:
        circle = _circle(field, reads)
        if circle and field == min(circle):
            names = ", ".join(f"'{name}'" for name in circle)
            message = f"rules that blame {names} read each other in a circle"
            report.warn(max(reads[a][b] for a, b in _steps(circle)), message)


def _circle(start: str, reads: Mapping[str, Mapping[str, Location]]) -> list[str]:
    """The shortest way from a field back to itself; empty if there is none."""
    ways = [[start]]
    seen: set[str] = set()
    for way in ways:
        for name in reads.get(way[-1], ()):
            if name == start:
                return way
            if name not in seen:
                seen.add(name)
                ways.append([*way, name])
    return []


def _steps(circle: list[str]) -> Iterator[tuple[str, str]]:
    return zip(circle, [*circle[1:], circle[0]], strict=True)


def examples(
    model: ir.Model, declarations: Mapping[str, ir.Decl], report: Report
) -> None:
    """Try the `accepts` and `rejects` of every rule."""
    for rule in model.table.rules:
        for wanted, requests in ((False, rule.accepts), (True, rule.rejects)):
            for request in requests:
                found = evaluate(model, declarations, request)
                if any(entry.rule == rule.id for entry in found) != wanted:
                    key = "rejects" if wanted else "accepts"
                    says = "accepts" if wanted else "refuses"
                    message = f"rule '{rule.id}' {says} a request of its '{key}'"
                    assert isinstance(request, Map)
                    report.error(request.where, message)


def schema_defaults(
    declarations: Mapping[str, ir.Decl],
    places: Mapping[tuple[str, str], Location],
    report: Report,
) -> None:
    """Warn of every schema `default` that its own schema refuses.

    `places` maps a model and a property to the place of its default.
    """
    for (name, wire), where in places.items():
        model = declarations.get(name)
        if not isinstance(model, ir.Model):
            continue
        value = next(field.default for field in model.fields if field.wire == wire)
        position = next(entry for entry in model.positions if entry.wire == wire)
        for broken in misfits(position, declarations, value):
            report.warn(where, f"'default' does not fit: {broken.message}")
            break
