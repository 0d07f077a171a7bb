"""A package's own tests pass wherever its key stands, and whatever its models are."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

import accordant
from accordant.location import Report

DOCUMENT = """
openapi: 3.0.3
info: {{title: Keys, version: '1'}}
servers: [{{url: 'https://keys.test/v1'}}]
security: [{{key: []}}]
paths:
  /things:
    get:
      operationId: listThings
      responses: {{'204': {{description: Nothing.}}}}
components:
  securitySchemes: {{key: {{type: apiKey, in: {place}, name: x-key}}}}
"""
OWN = ("headers", "redirects", "requests", "http_client", "secrets", "answers")


OF_MODELS = ("methods", "models", "validators", "testing")
HABITS = Path(__file__).parent / "documents" / "habits.yaml"


@pytest.mark.parametrize("place", ["query", "cookie"])
def test_with_a_key(place: str, tmp_path: Path) -> None:
    (tmp_path / "keys.yaml").write_text(DOCUMENT.format(place=place))
    own_tests(tmp_path / "keys.yaml", tmp_path, (*OWN, "errors"))


def test_with_odd_models(tmp_path: Path) -> None:
    own_tests(HABITS, tmp_path, OF_MODELS)


def own_tests(document: Path, folder: Path, names: tuple[str, ...]) -> None:
    """Generate a package and run some of its tests."""
    api = accordant.load(document, Report())
    for path, text in accordant.render(api, "python").items():
        file = folder / path
        file.parent.mkdir(exist_ok=True, parents=True)
        file.write_text(text, encoding="utf-8")
    words = ["-q", "-W", "error", "-p", "no:cacheprovider", "-p", "no:xdist"]
    run = subprocess.run(
        [
            sys.executable,
            "-m",
            "pytest",
            *words,
            *(f"tests/test_{n}.py" for n in names),
        ],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": "src"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stdout
