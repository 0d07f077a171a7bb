"""A table that lost a line gives validators that the other readings catch.

Each mutant drops one line of a `cases` row, or one bound of the schema; validators are
generated from it. The evaluator written by hand, the evaluator of the whole table and
its compiled schema must each notice.
"""

from __future__ import annotations

import itertools
import json
import re
import shutil
from pathlib import Path

import pytest
from tests import agreement, mutants, packages

import accordant
from accordant.ir import Api
from oracles.revisions import REVISIONS

REVISION = REVISIONS["2025-12"]
SPEC = REVISION.spec
TABLE = (SPEC / "constraints.yaml").read_text(encoding="utf-8")
DOCUMENT = (SPEC / "openapi.yaml").read_text(encoding="utf-8")
LINE = re.compile(r"^ +(gpt-image|dall-e-[23]): \{(\w+): .*\}\n", re.MULTILINE)
CASES = {f"{m[2]}-{m[1]}": m[0] for m in LINE.finditer(TABLE)}
BOUNDS = {
    "n.minimum": ("          minimum: 1\n", "n"),
    "n.maximum": ("          maximum: 10\n", "n"),
    "partial_images.maximum": ("          maximum: 3\n", "partial_images"),
}
SEED, MOST = 77, 20_000


def test_every_line_is_among_the_mutants() -> None:
    assert len(CASES) == 10, CASES
    assert all(DOCUMENT.count(line) == 1 for line, _ in BOUNDS.values())


def mutant(folder: Path, table: str, document: str) -> Api:
    """The API of a spec that was changed."""
    shutil.copytree(SPEC, folder)
    (folder / "constraints.yaml").write_text(table, encoding="utf-8")
    (folder / "openapi.yaml").write_text(document, encoding="utf-8")
    return accordant.load(folder)


def without(line: str) -> str:
    """The table without a line of a row, or the row if that was its only line.

    Without examples as well, for these would catch the mutant before it is generated.
    """
    table = re.sub(r"(?m)^ +(accepts|rejects):\n( +- \{.*\n)+", "", TABLE)
    table = table.replace(line, "", 1)
    return re.sub(r" +- id: .*\n +source: .*\n +cases:\n(?=\n)", "", table)


def caught(api: Api, folder: Path, name: str) -> set[str]:
    """The readings of the whole table that differ from the mutant's validators."""
    packages.write(api, folder, name)
    models, validators = packages.load(folder, name)
    kind = models.ImageGenerateParams
    whole = agreement.judges()
    found: set[str] = set()
    for request in itertools.islice(REVISION.requests(SEED, MOST), MOST):
        entries = [tuple(entry[:4]) for entry in validators.violations(kind, request)]
        if [(e[0], e[1], e[3]) for e in entries] != REVISION.violations(request):
            found.add("pages")
        if entries != whole.reference(request):
            found.add("evaluator")
        verdict = whole.schema(request, slow=False)
        if verdict not in (None, validators.is_valid(kind, request)):
            found.add("schema")
        if len(found) == 3:
            break
    return found


@pytest.mark.parametrize("case", CASES)
def test_a_dropped_line_is_caught(case: str, tmp_path: Path) -> None:
    api = mutant(tmp_path / "spec", without(CASES[case]), DOCUMENT)
    name = f"mutant_{re.sub('[^a-z0-9]', '_', case)}"
    assert caught(api, tmp_path, name) == {"pages", "evaluator", "schema"}


@pytest.mark.parametrize("bound", BOUNDS)
def test_a_dropped_bound_is_caught(bound: str, tmp_path: Path) -> None:
    api = mutant(tmp_path / "spec", TABLE, DOCUMENT.replace(BOUNDS[bound][0], ""))
    name = f"mutant_{bound.replace('.', '_')}"
    assert caught(api, tmp_path, name) == {"pages", "evaluator", "schema"}


def test_an_unchanged_table_is_not(tmp_path: Path) -> None:
    api = mutant(tmp_path / "spec", TABLE, DOCUMENT)
    schema = json.loads(accordant.render(api, "jsonschema")[agreement.SCHEMA])
    packages.write(api, tmp_path, "unchanged")
    models, validators = packages.load(tmp_path, "unchanged")
    kind = models.ImageGenerateParams
    judges = agreement.Judges(REVISION, api, validators, kind, schema)
    for request in REVISION.requests(SEED, 2000):
        assert judges.differences(request) == []


@pytest.mark.parametrize("revision", mutants.REVISIONS)
def test_mutants_are_caught_by_vectors_and_named_by_diff(
    revision: str, tmp_path: Path
) -> None:
    """Each ninth of them; `python -m tests.mutants` prints the score of all."""
    found = list(mutants.scores(revision, tmp_path / revision, every=9))
    assert len(found) > 8
    assert [score for score in found if score.survives] == []
