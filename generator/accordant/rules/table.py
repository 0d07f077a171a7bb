"""`x-constraints` to a `Table`: every row held to the schema it speaks of."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any, NamedTuple, cast

from accordant import ir
from accordant.location import Location, Report, did_you_mean
from accordant.rules import lint, wording
from accordant.rules.conditions import Fields
from accordant.rules.forms import read_forms
from accordant.rules.sets import SETS, read_set
from accordant.source import Map, Seq

_TOP = ("families", "parse", "defaults", "rules")
_DEFAULT = ("field", "given", "when", "value", "family")
_ROW = (
    "id",
    "source",
    "when",
    "given",
    "require",
    "forbid",
    "cases",
    *SETS,
    "server",
    "severity",
    "message",
    "note",
    "since",
    "use",
    "accepts",
    "rejects",
)
_BODY = ("when", "given", "require", "forbid")


class ImpliedRow(Map):
    """A row that a schema implies; its id may have a dot."""

    __slots__ = ()


def read_table(
    node: Map,
    model: ir.Model,
    declarations: Mapping[str, ir.Decl],
    report: Report,
    above: ir.Table | None = None,
) -> ir.Table:
    """The table of a model; what is wrong goes to `report`, all of it. One of answers
    has another table `above` it, that of the request."""
    errors = report.count_errors()
    reader = _Reader(node, model, declarations, report)
    _known(node, _TOP, report)
    if above is not None:
        reader.fields.inherit(above)
    forms = tuple(read_forms(node, reader.fields, report))
    reader.fields.forms |= {form.field: form for form in forms}
    families = tuple(reader.families())
    defaults = tuple(reader.defaults())
    known = above or ir.Table()
    reader.assumed = frozenset(row.field for row in (*known.defaults, *defaults))
    rules = tuple(reader.rules())
    own = ir.Table(families, forms, defaults, rules)
    table = ir.Table(
        families=(*known.families, *families),
        forms=(*known.forms, *forms),
        defaults=(*known.defaults, *defaults),
        rules=rules,
    )
    if report.count_errors() == errors:
        lint.table(own, report)
    if report.count_errors() == errors:
        lint.examples(replace(model, table=table), declarations, report)
    return table


def read_defaults(
    node: Map,
    model: ir.Model,
    declarations: Mapping[str, ir.Decl],
    report: Report,
    above: ir.Table,
) -> tuple[ir.Default, ...]:
    """The defaults alone of a table of answers."""
    reader = _Reader(node, model, declarations, report)
    reader.fields.inherit(above)
    return tuple(reader.defaults())


def _known(node: Map, known: tuple[str, ...], report: Report) -> None:
    for key in node:
        if key not in known:
            message = f"unknown key '{key}'{did_you_mean(key, known)}"
            report.error(node.key(key), message)


class _Reader:
    def __init__(
        self,
        node: Map,
        model: ir.Model,
        declarations: Mapping[str, ir.Decl],
        report: Report,
    ) -> None:
        self.node = node
        self.model = model
        self.declarations = declarations
        self.report = report
        self.fields = Fields(model, declarations, report)
        self.assumed: frozenset[str] = frozenset()  # fields with defaults

    def rows(self, key: str) -> Iterator[Map]:
        listed = self.node.get(key, [])
        if not isinstance(listed, Seq):
            if listed != []:
                self.report.error(self.node.value(key), f"'{key}' must be a list")
            return
        for index, row in enumerate(listed):
            if isinstance(row, Map):
                yield row
            else:
                self.report.error(
                    listed.item(index), f"an entry of '{key}' must be a mapping"
                )

    # --- families and defaults ---

    def families(self) -> Iterator[ir.FamilyOf]:
        listed = self.node.get("families", Map(self.node.text, self.node.offset))
        if not isinstance(listed, Map):
            self.report.error(
                self.node.value("families"), "'families' must be a mapping"
            )
            return
        seen: dict[str, Location] = {}
        for name, groups in listed.items():
            position = self.fields.find(name, listed.key(name))
            if not isinstance(groups, Map):
                message = "families of a field must be a mapping of names to lists"
                self.report.error(listed.value(name), message)
                continue
            for family, values in groups.items():
                where = groups.key(family)
                if family in seen:
                    message = f"a second family '{family}', first at {seen[family]}"
                    self.report.error(where, message)
                seen.setdefault(family, where)
                if not isinstance(values, Seq) or not values:
                    message = f"family '{family}' must be a non-empty list of values"
                    self.report.error(groups.value(family), message)
                    continue
                for index, value in enumerate(values):
                    at = values.item(index)
                    if isinstance(value, Map | Seq):
                        self.report.error(at, "a family holds single values")
                    elif position is not None:
                        self.fields.constant(name, position, value, at)
                own = self.fields.families.setdefault(name, {})
                own[family] = tuple(values)
                yield ir.FamilyOf(name, family, tuple(values), where)

    def defaults(self) -> Iterator[ir.Default]:
        for row in self.rows("defaults"):
            _known(row, _DEFAULT, self.report)
            name = row.get("field")
            if not isinstance(name, str):
                self.report.error(row.value("field"), "a default needs a 'field'")
                continue
            position = self.fields.find(name, row.value("field"))
            if ("value" in row) == ("family" in row):
                message = "a default needs either 'value' or 'family'"
                self.report.error(row.where, message)
                continue
            if position is None:
                continue
            family = row.get("family")
            if "value" in row:
                self.fields.constant(name, position, row["value"], row.value("value"))
            elif self.fields.known_family(name, family, row.value("family")):
                self.fields.guessed.add(name)
            else:
                continue
            given = self.given(row)
            when = self.fields.tests(row, "when") if "when" in row else ()
            yield ir.Default(name, given, when, row.get("value"), family, row.where)

    def given(self, row: Map) -> tuple[str, ...]:
        if "given" not in row:
            return ()
        value = row["given"]
        names = value if isinstance(value, Seq) else [value]
        where = row.value("given")
        if not names or not all(isinstance(name, str) for name in names):
            self.report.error(where, "'given' must be a field or a list of fields")
            return ()
        found = []
        for index, name in enumerate(names):
            at = value.item(index) if isinstance(value, Seq) else where
            if self.fields.find(name, at) is not None:
                found.append(name)
        return tuple(found)

    # --- rules ---

    def rules(self) -> Iterator[ir.Rule]:
        seen: dict[str, Location] = {}
        for row in self.rows("rules"):
            _known(row, _ROW, self.report)
            name = row.get("id")
            fits = isinstance(name, str) and re.fullmatch("[a-z0-9-]+", name)
            if not isinstance(name, str) or not (fits or isinstance(row, ImpliedRow)):
                message = "a rule needs an 'id' of a-z, 0-9 and '-'"
                self.report.error(row.value("id"), message)
                continue
            if name in ("type", "unknown"):
                self.report.error(row.value("id"), f"id '{name}' is taken")
            if name in seen:
                message = f"a second rule '{name}', first at {seen[name]}"
                self.report.error(row.value("id"), message)
            seen.setdefault(name, row.value("id"))
            source = self.source(row)
            severity = row.get("severity", "error")
            if severity not in ("error", "warn"):
                message = "'severity' must be error or warn"
                hint = did_you_mean(str(severity), ("error", "warn"))
                self.report.error(row.value("severity"), message + hint)
            for key in ("message", "note", "since", "use", "server"):
                if not isinstance(row.get(key, ""), str):
                    self.report.error(row.value(key), f"'{key}' must be a text")
            checks = tuple(self.checks(row, name, cast(Any, severity), source))
            yield ir.Rule(
                id=name,
                source=source,
                severity=cast(Any, severity),
                checks=checks,
                server=row.get("server"),
                note=row.get("note"),
                since=row.get("since"),
                use=row.get("use"),
                accepts=tuple(self.requests(row, "accepts")),
                rejects=tuple(self.requests(row, "rejects")),
                where=row.value("id"),
            )

    def source(self, row: Map) -> ir.Source:
        value = row.get("source")
        if (
            not isinstance(value, Map)
            or set(value) != {"document", "at"}
            or not all(isinstance(part, str) for part in value.values())
        ):
            message = "a rule needs a 'source' with 'document' and 'at'"
            self.report.error(row.value("source"), message)
            return ir.Source("", "")
        return ir.Source(value["document"], value["at"])

    def requests(self, row: Map, key: str) -> list[Any]:
        value = row.get(key, Seq(row.text, row.offset))
        if not isinstance(value, Seq) or not all(isinstance(v, Map) for v in value):
            message = f"'{key}' must be a list of requests, each a mapping"
            self.report.error(row.value(key), message)
            return []
        return value

    def checks(
        self, row: Map, name: str, severity: ir.Severity, source: ir.Source
    ) -> Iterator[ir.Check]:
        if not self.has_one_body(row, name) or "server" in row:
            return
        parts = list(self.cases(row)) if "cases" in row else [self.body(row)]
        written = row.get("message")
        ending = wording.lifecycle(severity, row.get("since"), row.get("use"))
        for when, given, require, forbid in parts:
            for part in _apart(
                when, given, require, forbid, self.assumed, self.fields.whole
            ):
                yield ir.Check(
                    id=name,
                    severity=severity,
                    blame=part.blame,
                    when=part.when,
                    require=part.require,
                    forbid=part.forbid,
                    message=f"{written or part.text}{ending}",
                    measured=part.measured and not written,
                    source=source,
                    where=row.value("id"),
                )

    def has_one_body(self, row: Map, name: str) -> bool:
        """Whether a row says one thing; records an error if not."""
        bodies = [key for key in ("cases", *SETS, "server") if key in row]
        beside = [key for key in _BODY if key in row]
        if bodies and bodies[0] in SETS and "when" in beside:
            beside.remove("when")
        if len(bodies) == 1 and not beside:
            return True
        if not bodies and {"require", "forbid"} & set(beside):
            return True
        if bodies and len(bodies) + len(beside) > 1:
            other = [*bodies[1:], *beside][0]
            message = f"'{bodies[0]}' stands alone, without '{other}'"
            self.report.error(row.key(other), message)
        else:
            message = f"rule '{name}' needs one body: require and forbid, or cases,"
            message += f" or one of {', '.join(SETS)}, or server"
            self.report.error(row.value("id"), message)
        return False

    def body(self, row: Map) -> Any:
        when = self.fields.tests(row, "when") if "when" in row else ()
        for key in SETS:
            if key in row:
                test = read_set(row, key, self.fields, self.report)
                return when, None, () if test is None else (test,), ()
        given = self.given(row) if "given" in row else None
        return when, given, self.entries(row, "require"), self.entries(row, "forbid")

    def entries(self, row: Map, key: str) -> tuple[ir.Test, ...]:
        """`{field: cond}`, or `[fields]` that must, or must not, be sent."""
        if key not in row:
            return ()
        value = row[key]
        if not isinstance(value, Seq):
            return self.fields.tests(row, key, requiring=key == "require")
        found = []
        for index, name in enumerate(value):
            if not isinstance(name, str):
                self.report.error(value.item(index), f"'{key}' must list fields")
            elif self.fields.find(name, value.item(index)) is not None:
                found.append(ir.Test(name, ((ir.Present(True),),)))
        return tuple(found)

    def cases(self, row: Map) -> Iterator[Any]:
        value = row["cases"]
        if not isinstance(value, Map) or not value:
            message = "'cases' must be a mapping of families to conditions"
            self.report.error(row.value("cases"), message)
            return
        owners = {
            family: field
            for field, families in self.fields.families.items()
            for family in families
        }
        for family in value:
            if family not in owners:
                message = f"no family '{family}'{did_you_mean(family, owners)}"
                self.report.error(value.key(family), message)
                continue
            when = (ir.Test(owners[family], ((ir.Family((family,)),),)),)
            yield when, None, self.fields.tests(value, family, requiring=True), ()


class _Part(NamedTuple):
    """What one check of a row says, and its wording."""

    blame: str
    when: tuple[ir.Test, ...]
    require: tuple[ir.Test, ...]
    forbid: tuple[ir.Test, ...]
    text: str
    measured: bool = False


def _apart(
    when: tuple[ir.Test, ...],
    given: Iterable[str] | None,
    require: tuple[ir.Test, ...],
    forbid: tuple[ir.Test, ...],
    assumed: frozenset[str],
    whole: Callable[[str], str],
) -> Iterator[_Part]:
    """The checks of one body: one a given field, else one an entry (rule S13). `whole`
    gives the field that a pseudo-field is read from, for that is blamed.

    `assumed` are the fields with defaults; what the server assumes has no length.
    """
    if given is not None:
        for field in given:
            sent = ir.Test(field, ((ir.Present(True),),))
            text = wording.dependence(field, require, forbid, when, assumed)
            yield _Part(field, (sent, *when), require, forbid, text)
        return
    for test in require:
        text = wording.requirement(test.field, test, when, assumed)
        measured = test.field not in assumed and wording.measured((test,))
        yield _Part(whole(test.field), when, (test,), (), text, measured)
    for test in forbid:
        text = wording.prohibition(test.field, test, when, assumed)
        yield _Part(whole(test.field), when, (), (test,), text)
