"""`x-constraints` of an operation: rows about its answers, which may read the request.

Rows are grouped by what they are about. Each group is a table of its own, of a model
with two fields: `request`, and `response`, `item`, `event` or `events`. What the table of
the request says of families, forms and defaults holds there too.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from accordant import ir
from accordant.location import Location, Report, did_you_mean
from accordant.rules.table import read_defaults, read_table
from accordant.source import Map, Seq

_TOP = ("defaults", "rules")
_KEYS = ("each", "event", "events", "numbered")
COUNTED = "the events"
"""What `events` is, as a model; no declaration has a name with a space."""


def read_answers(
    operation: ir.Operation,
    node: Map,
    declarations: Mapping[str, ir.Decl],
    report: Report,
) -> tuple[ir.AnswerRules, ...]:
    """The rows about the answers to an operation; what is wrong goes to `report`."""
    for key in node:
        if key not in _TOP:
            message = f"unknown key '{key}'{did_you_mean(key, _TOP)}"
            report.error(node.key(key), message)
    rows = node.get("rules", Seq(node.text, node.offset))
    if not isinstance(rows, Seq):
        report.error(node.value("rules"), "'rules' must be a list")
        return ()
    reading = _Reading(operation, declarations, report)
    groups: dict[ir.Subject, Seq] = {}
    seen: dict[str, Location] = {}
    for index, row in enumerate(rows):
        if not isinstance(row, Map):
            message = "an entry of 'rules' must be a mapping"
            report.error(rows.item(index), message)
            continue
        name = str(row.get("id"))
        if name in seen:
            message = f"a second rule '{name}', first at {seen[name]}"
            report.error(row.value("id"), message)
        seen.setdefault(name, row.value("id"))
        subject = reading.subject(row)
        if subject is not None:
            group = groups.setdefault(subject, Seq(rows.text, rows.offset))
            group.append(_without(row, _KEYS))
            group.items_at.append(rows.items_at[index])
    defaults = reading.defaults(node)
    found = tuple(reading.rules(node, *group) for group in groups.items())
    _read(defaults, found, report)
    return found


def _read(
    defaults: tuple[ir.Default, ...],
    found: tuple[ir.AnswerRules, ...],
    report: Report,
) -> None:
    """Refuse defaults that change nothing."""
    tables = [one.model.table for one in found]
    read = {
        name
        for table in tables
        for check in table.checks()
        for test in check.tests
        for name in table.read_by(test)
    }
    for row in defaults:
        if row.field not in read:
            message = f"no rule reads '{row.field}', so its default changes nothing"
            report.error(row.where, message)


def with_counts(declarations: Mapping[str, ir.Decl]) -> dict[str, ir.Decl]:
    """The declarations, and what `events` is beside them."""
    return {**declarations, COUNTED: _COUNTS}


class _Reading:
    def __init__(
        self,
        operation: ir.Operation,
        declarations: Mapping[str, ir.Decl],
        report: Report,
    ) -> None:
        self.operation = operation
        self.declarations = with_counts(declarations)
        self.report = report
        body = operation.body()
        self.sent = self.model(body.type) if body is not None else None
        table = ir.Table() if self.sent is None else self.sent.table
        self.above = inherited(table, "request")

    def defaults(self, node: Map) -> tuple[ir.Default, ...]:
        """What is assumed of the request besides, for the rows about answers."""
        model = self.view("request", None)
        own = read_defaults(node, model, self.declarations, self.report, self.above)
        self.above = replace(self.above, defaults=(*self.above.defaults, *own))
        return own

    def view(self, about: str, name: str | None) -> ir.Model:
        """The request and what is said of its answer, as one object."""
        sent = self.sent.name if self.sent is not None else None
        places = {"request": sent, about: sent if about == "request" else name}
        return ir.Model(
            name="the request" + (f" and its {about}" if about != "request" else ""),
            parent=None,
            doc="",
            fields=(),
            extra="allow",
            where=self.operation.where,
            positions=tuple(_position(*place) for place in places.items()),
        )

    def rules(self, node: Map, subject: ir.Subject, rows: Seq) -> ir.AnswerRules:
        found = None
        if subject.about != "events":
            kind = self.kind(subject)
            found = self.model(kind) if kind is not None else None
        named = found.name if found is not None else None
        if subject.about == "events":
            named = COUNTED
        model = self.view(subject.about, named)
        own = Map(node.text, node.offset)
        own.take("rules", rows, node)
        table = read_table(own, model, self.declarations, self.report, self.above)
        return ir.AnswerRules(subject, replace(model, table=table))

    # --- what a row is about ---

    def subject(self, row: Map) -> ir.Subject | None:
        """What a row is about; None after an error was recorded."""
        told = [key for key in _KEYS[:3] if key in row]
        if len(told) > 1:
            message = f"'{told[0]}' stands alone, without '{told[1]}'"
            self.report.error(row.key(told[1]), message)
            return None
        if "numbered" in row and "events" not in row:
            self.report.error(row.key("numbered"), "'numbered' needs 'events'")
            return None
        for key in (*told, *(["numbered"] if "numbered" in row else [])):
            if not isinstance(row[key], str):
                self.report.error(row.value(key), f"'{key}' must be a text")
                return None
        subject = ir.Subject("response")
        if "each" in row:
            subject = ir.Subject("item", tuple(row["each"].split(".")[1:]))
            if row["each"].partition(".")[0] != "response" or not subject.path:
                message = "'each' must name a list of the answer, as 'response.data'"
                self.report.error(row.value("each"), message)
                return None
        elif told:
            tag, numbered = row[told[0]], row.get("numbered")
            subject = ir.Subject("event" if told[0] == "event" else "events", (), tag)
            if not self.tagged(row, told[0], tag):
                return None
            if numbered is not None:
                subject = replace(subject, numbered=numbered)
                if not self.numbers(row, subject):
                    return None
        kind = self.kind(subject)
        if kind is None:
            where = row.value(told[0]) if told else row.where
            message = f"{self.operation.http} {self.operation.path} has no such answer"
            if subject.about == "item":
                message = f"'{row['each']}' is no list of the answer"
            self.report.error(where, message)
            return None
        return subject

    def tagged(self, row: Map, key: str, tag: str) -> bool:
        union = self.union()
        known = [tag for arm in union.arms for tag in arm.tags] if union else []
        if tag not in known:
            message = f"no event '{tag}'{did_you_mean(tag, known)}"
            self.report.error(row.value(key), message)
        return tag in known

    def numbers(self, row: Map, subject: ir.Subject) -> bool:
        kind = self.kind(subject)
        model = self.model(kind) if kind is not None else None
        known = {p.wire: p.kind for p in model.positions} if model is not None else {}
        wire = str(subject.numbered)
        if known.get(wire) != "integer":
            integers = [name for name, one in known.items() if one == "integer"]
            message = f"'{wire}' is no integer of such an event"
            self.report.error(
                row.value("numbered"), message + did_you_mean(wire, integers)
            )
        return known.get(wire) == "integer"

    def kind(self, subject: ir.Subject) -> ir.Type | None:
        """The type of what a subject is; of `events` that of one of them."""
        for response in self.operation.successes():
            if response.streams == (subject.about in ("event", "events")):
                kind: ir.Type | None = response.type
                if subject.about == "item":
                    kind = self.item(response.type, subject.path)
                elif subject.tag is not None:
                    kind = self.arm(subject.tag)
                return kind
        return None

    def item(self, kind: ir.Type, path: tuple[str, ...]) -> ir.Type | None:
        for wire in path:
            model = self.model(kind)
            fields = model.fields if model is not None else ()
            found = next((field.type for field in fields if field.wire == wire), None)
            if found is None:
                return None
            kind = found
        kind = self.bare(kind)
        return kind.item if isinstance(kind, ir.ListOf) else None

    def arm(self, tag: str) -> ir.Type | None:
        union = self.union()
        arms = union.arms if union is not None else ()
        return next((arm.type for arm in arms if tag in arm.tags), None)

    def union(self) -> ir.Union | None:
        """The events of the stream, if a tag tells them apart."""
        for response in self.operation.successes():
            kind = self.bare(response.type)
            decl = self.declarations[kind.name] if isinstance(kind, ir.Ref) else None
            if response.streams and isinstance(decl, ir.Union) and decl.tag:
                return decl
        return None

    def model(self, kind: ir.Type) -> ir.Model | None:
        kind = self.bare(kind)
        decl = self.declarations[kind.name] if isinstance(kind, ir.Ref) else None
        return decl if isinstance(decl, ir.Model) else None

    def bare(self, kind: ir.Type) -> ir.Type:
        """A type without null and aliases."""
        while True:
            decl = self.declarations[kind.name] if isinstance(kind, ir.Ref) else None
            if isinstance(kind, ir.Nullable):
                kind = kind.type
            elif isinstance(decl, ir.Alias):
                kind = decl.type
            else:
                return kind


def inherited(table: ir.Table, prefix: str) -> ir.Table:
    """What a table says of its fields, for them as fields of `prefix`; no rows."""

    def named(field: str) -> str:
        return prefix if field == ir.WHOLE else f"{prefix}.{field}"

    def atom(one: ir.Atom) -> ir.Atom:
        if isinstance(one, ir.Relative):
            return replace(one, field=named(one.field))
        if isinstance(one, ir.Count):
            return replace(one, fields=tuple(map(named, one.fields)))
        return one

    def test(one: ir.Test) -> ir.Test:
        ways = tuple(tuple(map(atom, way)) for way in one.any_of)
        return ir.Test(named(one.field), ways)

    return ir.Table(
        families=tuple(
            replace(family, field=named(family.field)) for family in table.families
        ),
        forms=tuple(replace(form, field=named(form.field)) for form in table.forms),
        defaults=tuple(
            replace(
                row,
                field=named(row.field),
                given=tuple(map(named, row.given)),
                when=tuple(map(test, row.when)),
            )
            for row in table.defaults
        ),
    )


def _without(row: Map, keys: tuple[str, ...]) -> Map:
    rest = row.copy()
    for key in keys:
        rest.pop(key, None)
    return rest


def _position(wire: str, name: str | None) -> ir.Position:
    """Where an object of some model stands, if it is one."""
    if name is None:
        return ir.Position(wire, wire, None, False, True, (), None)
    return ir.Position(wire, wire, "object", False, True, (), ir.Ref(name))


def _fact(wire: str, kind: ir.Kind) -> ir.Position:
    return ir.Position(wire, wire, kind, False, True, (), None)


_COUNTS = ir.Model(
    name=COUNTED,
    parent=None,
    doc="",
    fields=(),
    extra="allow",
    where=Location(""),
    positions=(
        _fact("count", "integer"),
        _fact("last", "boolean"),
        _fact("numbered", "boolean"),
    ),
)
