"""What `diff` says: a folder of `tests/diff` is two specs and the whole text.

`ACCORDANT_RECORD=1 pytest tests/test_diff.py` writes what is expected anew. Every
case has `expected.txt`; where `expected.md` or `expected.json` stands, that is held
too.
"""

from __future__ import annotations

import os
from functools import cache
from pathlib import Path

import pytest

import accordant
from accordant import diff
from accordant.diff import report
from accordant.diff.change import Difference
from accordant.diff.solver import prove
from accordant.rules.evaluate import evaluate
from inline import spec

ROOT = Path(__file__).parent.parent
HERE = Path(__file__).parent / "diff"
CASES = sorted(path.name for path in HERE.iterdir())
WRITERS = {
    "expected.txt": report.text,
    "expected.md": report.markdown,
    "expected.json": report.as_json,
}
ONLY_PROVED = {"nested-rule", "only-proved", "rule-moved-to-the-schema"}
"""Cases of which the candidates alone do not show everything."""


@cache
def compared(folder: Path, proving: bool = True) -> Difference:
    old, new = (accordant.load(folder / side) for side in ("old", "new"))
    return diff.compare(old, new, diff.names(old, new), prove if proving else None)


@pytest.mark.parametrize("case", CASES)
def test_what_is_said(case: str) -> None:
    found = compared(HERE / case)
    assert found.proved and not found.unproved
    for name, write in WRITERS.items():
        path = HERE / case / name
        if os.environ.get("ACCORDANT_RECORD") and (
            path.exists() or name == "expected.txt"
        ):
            path.write_text(write(found), encoding="utf-8")
        if path.exists():
            assert write(found) == path.read_text(encoding="utf-8")


@pytest.mark.parametrize("case", CASES)
def test_candidates_say_the_same_without_a_proof(case: str) -> None:
    found = compared(HERE / case, proving=False)
    assert not found.proved
    same = report.text(found._replace(proved=True)) == report.text(
        compared(HERE / case)
    )
    assert same == (case not in ONLY_PROVED)


@pytest.mark.parametrize("case", CASES)
def test_a_revision_does_not_differ_from_itself(case: str) -> None:
    for side in ("old", "new"):
        api = accordant.load(HERE / case / side)
        found = diff.compare(api, api, ("a", "b"), prove)
        assert found.changes == () and found.level == "none"


@pytest.mark.parametrize("case", CASES)
def test_witnesses_are_what_the_evaluator_says(case: str) -> None:
    """Judged by the specs as they are, renamed rules under their own names."""
    old, new = (accordant.load(HERE / case / side) for side in ("old", "new"))
    found = compared(HERE / case)
    back = {
        c.rule: c.text.split()[2] for c in found.changes if c.kind == "rule-renamed"
    }
    for change in found.changes:
        for witness in change.witnesses:
            assert witness.old != witness.new
            for api, said in ((old, witness.old), (new, witness.new)):
                (model,) = (m for m in api.judged() if _is_body(api, m.name))
                judged = evaluate(model, api.declarations, witness.request)
                names = [(v.rule, v.path, v.message, v.severity) for v in judged]
                assert [
                    (back.get(v.rule, v.rule) if api is old else v.rule, *v[1:])
                    for v in said
                ] == names


def _is_body(api: accordant.ir.Api, name: str) -> bool:
    return any(
        body.type == accordant.ir.Ref(name)
        for operation in api.operations
        for body in operation.bodies
    )


UNSHOWN = """
rules:
- {{id: pack, when: {{kind: box, size: 7, speed: fast, loud: true}}, forbid: {{note: {word}}}}}
"""
FEW = """
Thing:
  type: object
  properties:
    kind: {type: string}
    size: {type: integer}
    speed: {type: string}
    loud: {type: boolean}
    note: {type: string}
"""


def test_a_rule_that_no_request_shows_is_told_unless_the_solver_settles_it(
    tmp_path: Path,
) -> None:
    old = spec(tmp_path / "old", FEW, UNSHOWN.format(word="here"))
    new = spec(tmp_path / "new", FEW, UNSHOWN.format(word="there"))
    (change,) = diff.compare(old, new, ("1", "2")).changes
    told = (change.kind, change.level, change.places)
    assert told == ("rule-unshown", "major", ("pack",))
    found = diff.compare(old, new, ("1", "2"), prove).changes
    assert {change.kind for change in found} == {"rule-refuses", "rule-accepts"}


def test_the_form_of_strings_with_a_pattern_is_not_settled(tmp_path: Path) -> None:
    schema = (
        "Thing: {type: object, properties: {size: {type: string, pattern: '^[0-9]+x'}}}"
    )
    table = """
    parse: {{size: {{template: '{{width}}x{{height}}', product: {{area: [width, height]}}}}}}
    rules: [{{id: area, require: {{size.area: {{maximum: {most}}}}}}}]
    """
    old = spec(tmp_path / "old", schema, table.format(most=8294400))
    new = spec(tmp_path / "new", schema, table.format(most=8294401))
    found = diff.compare(old, new, ("1", "2"), prove)
    assert found.level == "major"
    assert found.unproved == (
        "what area asks of the form of 'size', which has a pattern",
    )


def test_signs_of_markdown_in_a_request_stay_inside_the_code(tmp_path: Path) -> None:
    row = "rules: [{id: sign, forbid: {note: '`<b>'}}]"
    old = spec(tmp_path / "old", FEW, "rules: []")
    new = spec(tmp_path / "new", FEW, row)
    found = report.markdown(diff.compare(old, new, ("1", "2")))
    assert '  - ``{"note": "`<b>"}``\n' in found
