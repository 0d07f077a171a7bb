"""Mutants of the constraint tables: each is one change that a test must notice.

    python -m tests.mutants [REVISION ...]

deletes and inverts every check, drops every row, shifts every bound by one both ways,
drops every value that a row lists, every member of a family and every default row.
From each mutant validators are generated; the vectors of the whole table, by rule id
and path alone, must catch them, and `diff` must name the row (or the field) that was
changed. What neither notices must be proved equivalent by the solver. The score is
printed; the exit code is 1 if a mutant survives.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / "tests"), str(ROOT / "generator")]

from tests import packages  # noqa: E402

import accordant  # noqa: E402
from accordant import ir, names  # noqa: E402
from accordant.targets.python import validators  # noqa: E402
from accordant.targets.python.models import Models  # noqa: E402
from accordant.targets.python.text import laid_out  # noqa: E402
from accordant.templating import render as template  # noqa: E402
from inline import request_of  # noqa: E402

REVISIONS = ("2025-12", "2026-11")
NOWHERE = "in no request"
"""Takes the place of the last member of a family, which may not be empty."""


class Mutant(NamedTuple):
    """A changed table. `subjects` are what a diff may name: rows, or a field."""

    kind: str
    name: str
    subjects: frozenset[str]
    table: ir.Table


# --- what is changed -----------------------------------------------------------------


def mutants(table: ir.Table) -> Iterator[Mutant]:
    """Every mutant of a table; rows that only the server decides have none."""
    for rule in table.rules:
        if rule.checks:
            yield Mutant("row deleted", rule.id, _of(rule), _without_row(table, rule))
        for index, check in enumerate(rule.checks):
            change = partial(_with_check, table, rule, index)
            name = f"{rule.id}#{index}"
            if len(rule.checks) > 1:
                yield Mutant("check deleted", name, _of(rule), change(None))
            swapped = replace(check, require=check.forbid, forbid=check.require)
            yield Mutant("inverted", name, _of(rule), change(swapped))
            for kind, what, changed in _shifted(check):
                yield Mutant(kind, f"{name} {what}", _of(rule), change(changed))
    for number, family in enumerate(table.families):
        for value in family.values:
            name = f"{family.name}: {value}"
            subjects = _readers(table, family)
            yield Mutant("member", name, subjects, _without(table, number, value))
    for number, row in enumerate(table.defaults):
        rows = (*table.defaults[:number], *table.defaults[number + 1 :])
        name = f"{row.field}: {row.value or row.family}"
        subjects = _readers(table, row)
        yield Mutant("default", name, subjects, replace(table, defaults=rows))


def _of(rule: ir.Rule) -> frozenset[str]:
    return frozenset([rule.id])


def _without_row(table: ir.Table, rule: ir.Rule) -> ir.Table:
    return replace(table, rules=tuple(other for other in table.rules if other != rule))


def _with_check(
    table: ir.Table, rule: ir.Rule, index: int, check: ir.Check | None
) -> ir.Table:
    """The table with one check of a row changed, or dropped."""
    between = () if check is None else (check,)
    checks = (*rule.checks[:index], *between, *rule.checks[index + 1 :])
    rules = tuple(
        replace(rule, checks=checks) if other == rule else other
        for other in table.rules
    )
    return replace(table, rules=rules)


def _without(table: ir.Table, number: int, value: ir.Json) -> ir.Table:
    family = table.families[number]
    values = tuple(other for other in family.values if other != value) or (NOWHERE,)
    changed = replace(family, values=values)
    families = (*table.families[:number], changed, *table.families[number + 1 :])
    return replace(table, families=families)


def _shifted(check: ir.Check) -> Iterator[tuple[str, str, ir.Check]]:
    """The check with one limit moved by one, or one value of a list dropped."""
    for key in ("when", "require", "forbid"):
        tests: tuple[ir.Test, ...] = getattr(check, key)
        for place, test in enumerate(tests):
            for kind, what, changed in _test_shifted(test):
                found: Any = (*tests[:place], changed, *tests[place + 1 :])
                yield kind, f"{key} {what}", replace(check, **{key: found})


def _test_shifted(test: ir.Test) -> Iterator[tuple[str, str, ir.Test]]:
    for number, way in enumerate(test.any_of):
        for place, atom in enumerate(way):
            for kind, what, changed in _atom_shifted(atom):
                inner = (*way[:place], changed, *way[place + 1 :])
                ways = (*test.any_of[:number], inner, *test.any_of[number + 1 :])
                yield kind, f"{test.field} {what}", replace(test, any_of=ways)


def _atom_shifted(atom: ir.Atom) -> Iterator[tuple[str, str, ir.Atom]]:
    match atom:
        case ir.Bound(limit=limit) | ir.Length(limit=limit) | ir.Items(limit=limit):
            for step in (-1, 1):
                if isinstance(atom, ir.Bound) or limit + step >= 0:
                    moved: Any = limit + step
                    yield "bound", f"{atom.op} {limit:g}{step:+}", replace(
                        atom, limit=moved
                    )
        case ir.Relative(op=op, times=times):
            for step in (-1, 1):
                if times + step > 0:
                    yield "bound", f"{op} times {times}{step:+}", replace(
                        atom, times=times + step
                    )
        case ir.MultipleOf(factor=factor):
            for step in (-1, 1):
                if factor + step > 0:
                    yield "bound", f"multipleOf {factor}{step:+}", replace(
                        atom, factor=factor + step
                    )
        case ir.OneOf(values=values) if len(values) > 1:
            for value in values:
                rest = tuple(other for other in values if other != value)
                yield "listed value", f"without {value}", ir.OneOf(rest)


def _readers(table: ir.Table, found: ir.FamilyOf | ir.Default) -> frozenset[str]:
    """The field of a family or default row, and the rows that read it."""
    reading = [
        rule.id
        for rule in table.rules
        for check in rule.checks
        for test in (*check.when, *check.require, *check.forbid)
        if found.field in table.read_by(test)
    ]
    return frozenset([found.field, *reading])


# --- who notices ---------------------------------------------------------------------


class Whole(NamedTuple):
    """The whole table of one revision, its vectors, and a package to hang mutants in."""

    api: ir.Api
    model: ir.Model
    vectors: list[tuple[Any, list[tuple[str, str]]]]
    folder: Path
    classes: dict[str, str]


def whole(revision: str, folder: Path) -> Whole:
    """A revision, its package written to `folder` as `subject`."""
    api = accordant.load(ROOT / "spec" / revision)
    (model,) = (m for m in api.judged() if m.table.rules)
    packages.write(api, folder, "subject")
    files = accordant.render(api, "vectors")
    lines = files[f"{names.snake(model.name)}.jsonl"].splitlines()
    vectors = [
        (request_of(line), [(rule, path) for rule, path, _ in line["violations"]])
        for line in map(json.loads, lines)
    ]
    return Whole(api, model, vectors, folder, Models(api).classes)


def mutated(subject: Whole, table: ir.Table) -> ir.Api:
    """The API with another table."""
    model = replace(subject.model, table=table)
    declarations = {**subject.api.declarations, model.name: model}
    return replace(subject.api, declarations=declarations)


def judge_of(subject: Whole, api: ir.Api, name: str) -> Callable[[Any], Any]:
    """`violations` of validators generated from an API, as a module `name`."""
    view = validators.view(api, subject.classes)
    text = laid_out(template("python/validators.py.jinja", **view))
    file = subject.folder / "subject" / f"{name}.py"
    file.write_text(text, encoding="utf-8")
    models, found = packages.load(subject.folder, "subject", name)
    kind = getattr(models, subject.classes[subject.model.name])
    return lambda request: found.violations(kind, request)


def caught(subject: Whole, judge: Callable[[Any], Any]) -> bool:
    """Whether a vector of the whole table gets other rule ids or paths."""
    return any(
        [(entry.rule, entry.path) for entry in judge(request)] != wanted
        for request, wanted in subject.vectors
    )
