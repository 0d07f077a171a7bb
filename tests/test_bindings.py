"""All languages say the same of the same requests: rule, path, message, severity, in
order. `python -m tests.bindings` does so with more of them, and prints a table."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from functools import partial
from pathlib import Path

import pytest

from bindings import ablations, core, shapes, specs
from bindings.__main__ import known
from bindings.built import built
from bindings.executors import BUILDS, ask
from bindings.requests import Vector
from bindings.table import Row, compare
from oracles.revisions import REVISIONS

DRAWN = 3000


@pytest.mark.parametrize("revision", REVISIONS)
def test_the_core_is_what_the_table_says(revision: str) -> None:
    written = core.file(revision).read_text(encoding="utf-8")
    again = "'python -m tests.bindings.core' writes it anew"
    assert written == core.text(revision), again


@pytest.fixture(scope="module", params=specs.NAMES)
def vectors(request: pytest.FixtureRequest) -> tuple[str, list[Vector]]:
    """The committed vectors of a spec, and drawn ones."""
    name: str = request.param
    return name, [*specs.core(name), *specs.drawn(name, 7, DRAWN)]


@pytest.mark.parametrize("language", BUILDS)
def test_a_language(
    language: str,
    vectors: tuple[str, list[Vector]],
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    revision, asked = vectors
    package = built(tmp_path_factory, language, revision)
    unique = [vector._replace(id=f"{number}") for number, vector in enumerate(asked)]
    row = Row(language, revision)
    answers = ask(package.command, package.folder, unique)
    compare(row, unique, answers, known()[language])
    assert row.differences == []


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("language", BUILDS)
def test_a_language_on_random_specs(
    language: str, seed: int, tmp_path_factory: pytest.TempPathFactory
) -> None:
    name = f"random-{seed}"
    package = built(tmp_path_factory, language, name, partial(shapes.api, seed))
    api = shapes.api(seed, tmp_path_factory.mktemp(name))
    asked = [*shapes.vectors(name, api)]
    row = Row(language, name)
    compare(row, asked, ask(package.command, package.folder, asked), {})
    assert row.differences == []


@pytest.mark.parametrize("language", BUILDS)
def test_mistakes_that_are_put_back_are_told(
    language: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    def copied(language: str, name: str, folder: Path) -> Sequence[str]:
        package = built(tmp_path_factory, language, name)
        shutil.copytree(package.folder, folder, symlinks=True)
        return package.command

    lines: list[str] = []
    assert ablations.tell([language], lines.append, copied) == []
    assert lines
