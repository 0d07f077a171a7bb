"""The pydantic models: formatted, and as strict as the structural half of the spec.

datamodel-code-generator and pydantic read the schemas without our evaluator, so where
they and the pages agree, two strangers do.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from pydantic import MISSING, BaseModel, TypeAdapter, ValidationError

from accordant import ir, load
from accordant.rules.evaluate import evaluate
from accordant.targets.pydantic import render
from oracles import draw, pages

ROOT = Path(__file__).parent.parent
SOURCE = ROOT / "generated/pydantic/src"
SPEC = ROOT / "spec/2025-12"
sys.path[:0] = [str(SOURCE), str(ROOT / "generated/python/src")]

Request = dict[str, Any]


def fits(model: Any, value: object) -> bool:
    try:
        TypeAdapter(model).validate_python(value)
    except ValidationError:
        return False
    return True


def models_of(spec: Path | ir.Api) -> dict[str, Any]:
    """What the models module of a spec defines."""
    api = spec if isinstance(spec, ir.Api) else load(spec)
    files = render(api)
    (text,) = (t for path, t in files.items() if path.endswith("/models.py"))
    # Classes that speak of later ones look them up in their module.
    module = type(sys)(f"models_{len(sys.modules)}")
    sys.modules[module.__name__] = module
    exec(compile(text, "models.py", "exec"), module.__dict__)
    return vars(module)


def document(tmp_path: Path, schemas: dict[str, Any]) -> Path:
    """An OpenAPI document whose only operation sends the schema `Thing`."""
    reference = {"$ref": "#/components/schemas/Thing"}
    body = {"content": {"application/json": {"schema": reference}}}
    answers = {"200": {"description": "Done."}}
    operation = {"operationId": "go", "requestBody": body, "responses": answers}
    path = tmp_path / "openapi.json"
    whole = {
        "openapi": "3.1.0",
        "info": {"title": "t", "version": "1"},
        "paths": {"/things": {"post": operation}},
        "components": {"schemas": schemas},
    }
    path.write_text(json.dumps(whole))
    return path


def test_black_has_nothing_to_change() -> None:
    command = [sys.executable, "-m", "black", "--check", "--quiet", str(SOURCE)]
    assert subprocess.run(command, check=False).returncode == 0


def test_every_declaration_with_a_name_is_exported() -> None:
    import openai_images_pydantic as package
    from openai_images.models import __all__ as others

    assert sorted(package.__all__) == sorted(others)
    assert all(hasattr(package, name) for name in package.__all__)


# --- the structural half --------------------------------------------------------------


def whole_floats(request: Request) -> bool:
    """Rule S6 takes 1.0 for an integer; a strict int of pydantic is never a float."""
    names = ("n", "output_compression", "partial_images")
    return any(isinstance(request.get(name), float) for name in names)


def lone_surrogates(request: Request) -> bool:
    """Rule S7 refuses them; pydantic hands a Python string on as it is."""
    texts = [request.get(name) for name in ("prompt", "model", "user")]
    return any(isinstance(text, str) and not _encodes(text) for text in texts)


def _encodes(text: str) -> bool:
    try:
        return bool(text.encode()) or not text
    except UnicodeEncodeError:
        return False


DIFFERENCES = {whole_floats: False, lone_surrogates: True}
"""Where the two may differ, each with its reason and with what pydantic then says.

Nothing else is passed over: true for 1, "1" for 1, integers that no double can tell,
null where it is not allowed, unknown keys and bodies that are no objects read alike.
"""


def structurally_fine(request: object) -> bool:
    """No id with a dot, and no `type` of the body: what a schema can say."""
    return all(
        "." not in rule and rule != "type" for rule, _, _ in pages.violations(request)
    )


def test_models_accept_what_the_pages_find_no_structural_fault_in() -> None:
    from openai_images_pydantic import ImageGenerateParams

    excused = dict.fromkeys(DIFFERENCES, 0)
    verdicts = {True: 0, False: 0}
    for request in draw.requests(seed=11, count=6000):
        wanted, got = structurally_fine(request), fits(ImageGenerateParams, request)
        if wanted == got:
            verdicts[got] += 1
            continue
        assert isinstance(request, dict), request
        reasons = [
            differs
            for differs, verdict in DIFFERENCES.items()
            if verdict == got and differs(request)
        ]
        assert reasons, (wanted, request)
        for reason in reasons:
            excused[reason] += 1
    assert min(verdicts.values()) > 1000
    assert all(excused.values()), "a difference that no longer is one"


def test_what_pydantic_takes_it_gives_back() -> None:
    from openai_images_pydantic import ImageGenerateParams

    for request in draw.requests(seed=12, count=2000):
        if fits(ImageGenerateParams, request):
            model = ImageGenerateParams.model_validate(request)
            assert model.model_dump() == request


@pytest.mark.parametrize(
    ("field", "line"),
    [
        ("n", "          maximum: 10\n"),
        ("n", "          minimum: 1\n"),
        ("partial_images", "          maximum: 3\n"),
        ("partial_images", "          minimum: 0\n"),
    ],
)
def test_pydantic_catches_a_dropped_structural_bound(
    tmp_path: Path, field: str, line: str
) -> None:
    from openai_images_pydantic import ImageGenerateParams

    copy = tmp_path / "spec"
    shutil.copytree(SPEC, copy)
    openapi = copy / "openapi.yaml"
    before, after = openapi.read_text().split(f"        {field}:\n", 1)
    openapi.write_text(f"{before}        {field}:\n{after.replace(line, '', 1)}")
    mutant = load(copy)
    model = mutant.declarations["ImageGenerateParams"]
    assert isinstance(model, ir.Model)

    def caught(request: object) -> bool:
        found = evaluate(model, mutant.declarations, request)
        fine = all("." not in entry.rule for entry in found)
        return fine and not fits(ImageGenerateParams, request)

    drawn = (r for r in draw.requests(seed=13, count=3000) if isinstance(r, dict))
    assert any(caught(r) for r in drawn if not whole_floats(r))


# --- what the flagship has no example of ----------------------------------------------

THING: dict[str, Any] = {
    "type": "object",
    "required": ["class", "shade", "kind"],
    "additionalProperties": False,
    "properties": {
        "class": {"type": "string", "minLength": 1, "pattern": r"^\w+\d$"},
        "b64-json": {"type": "string"},
        "shade": {"$ref": "#/components/schemas/Shade"},
        "kind": {"const": "thing"},
        "tags": {
            "type": "array",
            "maxItems": 2,
            "items": {"type": "string", "maxLength": 3},
        },
        "meta": {"type": "object", "additionalProperties": {"type": "integer"}},
        "event": {"$ref": "#/components/schemas/Event"},
        "ratio": {"type": "number", "exclusiveMinimum": 0, "maximum": 1.5},
        "level": {"type": "integer", "enum": [1, 2]},
        "on": {"type": "boolean", "enum": [True]},
        "self": {"anyOf": [{"$ref": "#/components/schemas/Thing"}, {"type": "null"}]},
        "either": {
            "anyOf": [
                {"type": "string", "minLength": 2},
                {"type": "array", "items": {"type": "string"}},
            ]
        },
        "copy": {"type": "string"},
        "any": {},
    },
}
SCHEMAS: dict[str, Any] = {
    "Thing": THING,
    "Shade": {
        "anyOf": [{"type": "string"}, {"type": "string", "enum": ["red", "blue"]}]
    },
    "Event": {
        "oneOf": [
            {"$ref": "#/components/schemas/Start"},
            {"$ref": "#/components/schemas/Field"},
        ],
        "discriminator": {"propertyName": "type"},
    },
    "Start": {
        "type": "object",
        "required": ["type"],
        "properties": {"type": {"const": "start"}, "at": {"type": "integer"}},
    },
    "Field": {
        "type": "object",
        "required": ["type"],
        "properties": {"type": {"const": "field"}, "Any": {"type": "string"}},
    },
}
BASE: Request = {"class": "a1", "shade": "red", "kind": "thing"}
CASES: list[tuple[str, object, bool]] = [
    ("shade", "any word", True),
    ("shade", 1, False),
    ("class", "", False),
    ("class", "é1", False),
    ("class", "a\u0661", False),
    ("class", "a1\n", False),
    ("kind", "other", False),
    ("b64-json", "x", True),
    ("b64-json", None, False),
    ("tags", ["abc", "d"], True),
    ("tags", ["abcd"], False),
    ("tags", ["\U0001f600\U0001f600\U0001f600"], True),
    ("tags", ["a", "b", "c"], False),
    ("meta", {"a": 1}, True),
    ("meta", {"a": True}, False),
    ("meta", {"a": 2**53}, False),
    ("event", {"type": "start", "at": 1, "more": None}, True),
    ("event", {"type": "start", "at": "1"}, False),
    ("event", {"type": "field", "Any": "x"}, True),
    ("event", {"type": "stop"}, False),
    ("event", {}, False),
    ("ratio", 1, True),
    ("ratio", 1.5, True),
    ("ratio", 0, False),
    ("ratio", True, False),
    ("ratio", "1", False),
    ("level", 2, True),
    ("level", 3, False),
    ("level", "2", False),
    ("on", True, True),
    ("on", False, False),
    ("self", None, True),
    ("self", BASE, True),
    ("self", BASE | {"class": ""}, False),
    ("either", "ab", True),
    ("either", "a", False),
    ("either", ["a"], True),
    ("either", 1, False),
    ("copy", "x", True),
    ("copy", 1, False),
    ("any", [None, {}], True),
    ("unknown", 1, False),
]


def test_every_kind_of_type_is_as_strict_as_the_evaluator(tmp_path: Path) -> None:
    api = load(document(tmp_path, SCHEMAS))
    thing = models_of(api)["Thing"]
    model = api.declarations["Thing"]
    assert isinstance(model, ir.Model)
    for field, value, good in [("shade", "red", True), *CASES]:
        request = BASE | {field: value}
        found = evaluate(model, api.declarations, request)
        assert fits(thing, request) is good, (field, value)
        assert all(e.severity == "warn" for e in found) is good, (field, value, found)
    for missing in BASE:
        rest = {key: value for key, value in BASE.items() if key != missing}
        assert not fits(thing, rest)


def test_absent_null_and_value_are_told_apart() -> None:
    from openai_images_pydantic import Image, ImageGenerateParams

    absent, null = ImageGenerateParams(prompt="x"), ImageGenerateParams(
        prompt="x", n=None
    )
    assert (absent.n, absent.model_dump()) == (MISSING, {"prompt": "x"})
    assert (null.n, null.model_dump()) == (None, {"prompt": "x", "n": None})
    assert Image.model_validate({}).url is None


HOSTILE = [
    '"""',
    "'''",
    "a\\",
    '\\"""\nimport os\n"""',
    "{% raw %}{{ 7 }}",
    "#}\r\n\u2028x",
    "\x00\x1b[0m",
    'ends with "',
    "f'{1}'",
    "\U0001f600 é",
    "*/ #{x}",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_text_never_becomes_code(tmp_path: Path, text: str) -> None:
    thing = {
        "type": "object",
        "description": text,
        "properties": {
            "a": {"type": "string", "description": text, "default": text},
            "b": {"type": "string", "enum": [text, "x"]},
            text: {"type": "string", "description": text},
        },
    }
    spec = document(tmp_path, {"Thing": thing})
    found = models_of(spec)["Thing"]
    assert issubclass(found, BaseModel)
    assert fits(found, {"b": text, text: "y"})
    assert not fits(found, {"b": text + "z"})
    assert not fits(found, {text: 1})


def test_settings_of_the_folder_change_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = (
        "[tool.black]\nline-length = 40\nskip-string-normalization = true\n"
        "[tool.isort]\nforce_single_line = true\n"
        "[tool.datamodel-codegen]\nsnake-case-field = true\n"
    )
    (tmp_path / "pyproject.toml").write_text(settings)
    monkeypatch.chdir(tmp_path)
    for path, text in render(load(SPEC)).items():
        assert (ROOT / "generated/pydantic" / path).read_text() == text
