"""Completions and help carry what is known: names, types, docs and constraints."""

from __future__ import annotations

import ast
import inspect
from itertools import pairwise
from pathlib import Path
from typing import Any

import openai_images
import pytest
from openai_images import AsyncOpenAI, OpenAI

SOURCE = Path(__file__).parents[2] / "generated/python/src"
METHODS = [
    type(client(api_key="test-key").images).generate for client in (OpenAI, AsyncOpenAI)
]


@pytest.mark.parametrize("method", METHODS)
def test_the_signature_names_every_parameter_with_its_type(method: Any) -> None:
    parameters = inspect.signature(method).parameters
    fields = openai_images.ImageGenerateParams.__annotations__
    own = ("extra_headers", "extra_query", "extra_body", "timeout", "validate")
    assert [*parameters] == ["self", *fields, *own]
    for name, annotation in fields.items():
        assert parameters[name].kind is inspect.Parameter.KEYWORD_ONLY
        assert squeezed(str(parameters[name].annotation)) == squeezed(annotation)
        required = parameters[name].default is inspect.Parameter.empty
        assert required == (name == "prompt")


@pytest.mark.parametrize("method", METHODS)
def test_the_docs_say_what_is_known_of_every_parameter(method: Any) -> None:
    """What the fields of the model say, constraints among it, the method says too."""
    told = squeezed(inspect.getdoc(method) or "")
    docs = field_docs("ImageGenerateParams")
    assert {*docs} == {*openai_images.ImageGenerateParams.__annotations__}
    for name, doc in docs.items():
        assert f"{name}:" in told
        assert squeezed(doc) in told
    assert "Must be at least 1. Must be at most 10. Must be 1 when model is" in told
    assert "Not allowed if model is, or is assumed to be, of family gpt-image." in told


def field_docs(model: str) -> dict[str, str]:
    """The texts below the fields of a model."""
    tree = ast.parse((SOURCE / "openai_images/models.py").read_text("utf-8"))
    (body,) = (
        node.body
        for node in tree.body
        if isinstance(node, ast.ClassDef) and node.name == model
    )
    return {
        ast.unparse(field.target): ast.literal_eval(doc.value)
        for field, doc in pairwise(body)
        if isinstance(field, ast.AnnAssign) and isinstance(doc, ast.Expr)
    }


def squeezed(text: str) -> str:
    return " ".join(text.replace("( ", "(").replace(" )", ")").split())
