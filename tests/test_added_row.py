"""A row that is added to the table reaches everything that is generated, by `generate`
alone: validators of all languages, schema, vectors, and what is read."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import jsonschema_rs
import pytest

from accordant.cli import main
from bindings.built import skip
from bindings.executors import BUILDS, Missing, ask
from bindings.requests import MODEL, Vector

SPEC = Path(__file__).parents[1] / "spec/2025-12"
ROW = """
          - id: square-for-users
            source: {document: a test, at: here}
            when: {user: {present: true}}
            require: {size: [auto, 1024x1024]}
            rejects:
              - {prompt: x, user: u, size: 1536x1024, model: gpt-image-1}
"""
ID, PATH = "square-for-users", "/size"
MESSAGE = 'size must be "auto" or "1024x1024" when user is sent'
SENTENCE = 'Must be "auto" or "1024x1024" when user is sent.'
WRONG = {"prompt": "x", "user": "u", "size": "1536x1024", "model": "gpt-image-1"}
MODELS = {
    "python": "src/*/models.py",
    "ruby": "lib/**/*.rb",
    "java": "src/main/java/**/ImageGenerateParams.java",
    "typescript": "src/**/*.ts",
}
"""Where each language documents a field."""


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What `generate` writes for the table with one more row."""
    folder = tmp_path_factory.mktemp("added")
    shutil.copytree(SPEC, folder / "spec")
    file = folder / "spec/constraints.yaml"
    table = file.read_text(encoding="utf-8")
    before = "          - id: answer-url-lifetime"
    assert table.count(before) == 1
    file.write_text(table.replace(before, ROW.lstrip("\n") + "\n" + before))
    words = ["generate", "--spec", str(folder / "spec"), "--out", str(folder / "out")]
    assert main(words) == 0
    return folder / "out"


@pytest.mark.parametrize("language", BUILDS)
def test_it_reaches_a_validator(out: Path, language: str) -> None:
    right = {**WRONG, "size": "auto"}
    asked = [
        Vector(name, MODEL, json.dumps(request), {}, ())
        for name, request in (("right", right), ("wrong", WRONG))
    ]
    try:
        command = BUILDS[language](out / language)
    except Missing as missing:
        skip(str(missing))
    found = ask(command, out / language, asked)
    assert found["right"].entries == ()
    assert found["wrong"].entries == ((ID, PATH, MESSAGE, "error"),)


def test_it_reaches_the_schema(out: Path) -> None:
    text = (out / "jsonschema/image_generate_params.schema.json").read_text()
    validator = jsonschema_rs.validator_for(json.loads(text))
    assert not validator.is_valid(WRONG)
    assert validator.is_valid({**WRONG, "size": "auto"})


def test_it_reaches_the_vectors(out: Path) -> None:
    text = (out / "vectors/image_generate_params.jsonl").read_text()
    lines = {line["name"]: line for line in map(json.loads, text.splitlines())}
    line = lines[f"{ID}/rejects/1"]
    assert line["request"] == WRONG
    assert line["violations"] == [[ID, PATH, MESSAGE]]


@pytest.mark.parametrize("language", BUILDS)
def test_it_reaches_what_is_read(out: Path, language: str) -> None:
    readme = (out / language / "README.md").read_text(encoding="utf-8")
    assert f"| {ID} |" in readme
    texts = [
        path.read_text("utf-8") for path in (out / language).glob(MODELS[language])
    ]
    words = [
        " ".join(text.replace("*", " ").replace("#", " ").split()) for text in texts
    ]
    assert any(SENTENCE in text for text in words)
