"""A key in a header, a query or a cookie: the package's own tests of it pass."""

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


@pytest.mark.parametrize("place", ["query", "cookie"])
def test_its_own_tests_pass(place: str, tmp_path: Path) -> None:
    (tmp_path / "keys.yaml").write_text(DOCUMENT.format(place=place))
    api = accordant.load(tmp_path / "keys.yaml", Report())
    for path, text in accordant.render(api, "python").items():
        file = tmp_path / path
        file.parent.mkdir(exist_ok=True, parents=True)
        file.write_text(text, encoding="utf-8")
    words = ["-q", "-W", "error", "-p", "no:cacheprovider", "-p", "no:xdist"]
    own = [f"tests/test_{name}.py" for name in OWN]
    run = subprocess.run(
        [sys.executable, "-m", "pytest", *words, *own, "tests/test_errors.py"],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": "src"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stdout
