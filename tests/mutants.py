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
import math
import sys
import tempfile
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
from accordant.diff import compare  # noqa: E402
from accordant.diff.solver import prove  # noqa: E402
from accordant.rules.evaluate import evaluate  # noqa: E402
from accordant.targets.python import validators  # noqa: E402
from accordant.targets.python.layout import laid_out  # noqa: E402
from accordant.targets.python.models import Models  # noqa: E402
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
    """The whole table of one revision, its vectors, and the package to hang mutants in."""

    api: ir.Api
    model: ir.Model
    vectors: list[tuple[Any, list[tuple[str, str]]]]
    folder: Path
    classes: dict[str, str]


def whole(revision: str, folder: Path) -> Whole:
    """A revision, its package written into `folder`."""
    folder.mkdir(exist_ok=True, parents=True)
    api = accordant.load(ROOT / "spec" / revision)
    (model,) = (m for m in api.judged() if m.table.rules)
    package = f"whole_{revision.replace('-', '_')}"
    packages.write(api, folder, package)
    files = accordant.render(api, "vectors")
    lines = files[f"{names.snake(model.name)}.jsonl"].splitlines()
    vectors = [
        (request_of(line), [(rule, path) for rule, path, _ in line["violations"]])
        for line in map(json.loads, lines)
    ]
    return Whole(api, model, vectors, folder / package, Models(api).classes)


def mutated(subject: Whole, table: ir.Table) -> ir.Api:
    """The API with another table."""
    model = replace(subject.model, table=table)
    declarations = {**subject.api.declarations, model.name: model}
    return replace(subject.api, declarations=declarations)


def judge_of(subject: Whole, api: ir.Api, name: str) -> Callable[[Any], Any]:
    """`violations` of validators generated from an API, as a module `name`."""
    view = validators.view(api, subject.classes)
    text = laid_out(template("python/validators.py.jinja", **view))
    package = subject.folder
    (package / f"{name}.py").write_text(text, encoding="utf-8")
    models, found = packages.load(package.parent, package.name, name)
    kind = getattr(models, subject.classes[subject.model.name])
    return lambda request: found.violations(kind, request)


def caught(subject: Whole, judge: Callable[[Any], Any]) -> bool:
    """Whether a vector of the whole table gets other rule ids or paths."""
    return any(
        [(entry.rule, entry.path) for entry in judge(request)] != wanted
        for request, wanted in subject.vectors
    )


def named(subject: Whole, mutant: Mutant, api: ir.Api) -> str:
    """What diff says: "named" if it speaks of what was changed, "equivalent" if it is
    proved that nothing changed for callers, else "missed"."""
    for prover in (None, prove):  # requests at hand are asked first: they cost less
        found = compare(subject.api, api, ("whole", "mutant"), prover)
        shown = [c for c in found.for_callers if c.kind != "rule-unshown"]
        if any(mutant.subjects & {c.rule, *c.places} for c in shown):
            return "named"
        if by_divisors(subject, mutant):
            return "equivalent"
    settled = found.proved and not found.unproved and not found.for_callers
    return "equivalent" if settled else "missed"


def by_divisors(subject: Whole, mutant: Mutant) -> bool:
    """Whether a bound of a product moved without effect, which a solver finds hard: all
    strings between the two limits are tried, for a number has few divisors."""
    table = subject.model.table
    before, after = _products(table), _products(mutant.table)
    moved = before ^ after
    if len(moved) != 2 or len({name for name, _ in moved}) != 1:
        return False
    (name, low), (_, high) = sorted(moved)
    part = table.part_of(name)
    assert part is not None
    form = part[0]
    for number in range(low, high + 1):
        for one in range(1, math.isqrt(number) + 1):
            if number % one == 0 and number // one <= ir.forms.MOST:
                for pair in ((one, number // one), (number // one, one)):
                    text = form.write(dict(zip(form.captures, pair, strict=True)))
                    if not _alike(subject, mutant, form.field, text):
                        return False
    return True


def _products(table: ir.Table) -> set[tuple[str, int]]:
    """The limits that rows set to products of two captures."""
    return {
        (test.field, atom.limit)
        for test in table.tests()
        for part in [table.part_of(test.field)]
        if part is not None and part[1] not in part[0].captures
        for atom in test.atoms()
        if isinstance(atom, ir.Bound) and isinstance(atom.limit, int)
    }


def _alike(subject: Whole, mutant: Mutant, field: str, text: str) -> bool:
    """Whether both tables let the same requests pass that send a text, whatever values
    of other fields they name."""
    families = subject.model.table.families
    other = replace(subject.model, table=mutant.table)
    for name, value in {(f.field, v) for f in families for v in f.values}:
        request = {"prompt": "x", name: value, field: text}
        verdicts = [
            {e.severity for e in evaluate(m, subject.api.declarations, request)}
            for m in (subject.model, other)
        ]
        if verdicts[0] != verdicts[1]:
            return False
    return True


class Score(NamedTuple):
    """How a mutant fared."""

    mutant: Mutant
    caught: bool
    diff: str

    @property
    def survives(self) -> bool:
        """Whether nobody noticed, and nobody proved that there is nothing to notice."""
        return self.diff == "missed" or not (self.caught or self.diff == "equivalent")


def scores(revision: str, folder: Path, every: int = 1) -> Iterator[Score]:
    """Each mutant of a revision (or each of so many), after a table left as it is."""
    subject = whole(revision, folder)
    table = subject.model.table
    assert not caught(subject, judge_of(subject, mutated(subject, table), "unchanged"))
    for number, mutant in enumerate(mutants(table)):
        if number % every == 0:
            api = mutated(subject, mutant.table)
            noticed = caught(subject, judge_of(subject, api, f"mutant_{number}"))
            yield Score(mutant, noticed, named(subject, mutant, api))


def main(revisions: tuple[str, ...] = REVISIONS) -> int:
    """Print the score of each revision; 1 if a mutant survives."""
    surviving = 0
    for revision in revisions or REVISIONS:
        with tempfile.TemporaryDirectory() as folder:
            found = list(scores(revision, Path(folder) / revision))
        print(f"{revision:16}{'mutants':>9}{'caught':>9}{'named':>9}{'equivalent':>12}")
        for kind in dict.fromkeys(score.mutant.kind for score in found):
            mine = [score for score in found if score.mutant.kind == kind]
            noticed = sum(score.caught for score in mine)
            said = [score.diff for score in mine]
            line = f"{len(mine):9}{noticed:9}{said.count('named'):9}"
            print(f"  {kind:14}{line}{said.count('equivalent'):12}")
        for score in found:
            if score.diff == "equivalent":
                print(f"  proved equivalent: {score.mutant.name}")
            if score.survives:
                surviving += 1
                print(f"  survives: {score.mutant.kind} {score.mutant.name}")
    print(f"{surviving} mutants survive")
    return int(surviving > 0)


if __name__ == "__main__":
    sys.exit(main(tuple(sys.argv[1:])))
