"""What an API sends: each webhook by name, and all of them by what tells them apart."""

from __future__ import annotations

import importlib
from typing import Any

import pytest
from tests import packages

import accordant

DOCUMENT = """\
openapi: 3.1.0
info: {title: Bank, version: '1'}
paths: {}
webhooks:
  paid: {post: {requestBody: {content: {application/json: {schema: {$ref: '#/components/schemas/Paid'}}}}}}
  failed: {post: {requestBody: {content: {application/json: {schema: {$ref: '#/components/schemas/Failed'}}}}}}
components:
  schemas:
    Paid: {type: object, required: [type], properties: {type: {const: paid}, at: {type: string, format: date-time}}}
    Failed: {type: object, required: [type], properties: {type: {const: failed}, why: {type: string}}}
"""


@pytest.fixture(scope="module")
def bank(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """The package of the document."""
    folder = tmp_path_factory.mktemp("bank")
    (folder / "openapi.yaml").write_text(DOCUMENT)
    packages.write(accordant.load(folder / "openapi.yaml"), folder, "bank")
    packages.load(folder, "bank")
    return importlib.import_module("bank")


def webhooks() -> Any:
    return importlib.import_module("bank.webhooks")


def test_a_webhook_is_read_by_its_name(bank: Any) -> None:
    found = webhooks().paid(b'{"type": "paid", "at": "2026-01-02T03:04:05Z", "new": 1}')
    assert type(found) is bank.models.Paid
    assert (found.at.year, found.extra_fields) == (2026, {"new": 1})
    assert found.to_dict() == {"type": "paid", "at": "2026-01-02T03:04:05Z", "new": 1}


def test_any_webhook_is_read_by_its_tag(bank: Any) -> None:
    found = webhooks().parse('{"type": "failed", "why": "no money"}')
    assert type(found) is bank.models.Failed
    assert webhooks().parse({"type": "paid"}).at is None
    assert webhooks().parse({"type": "unheard of"}) == {"type": "unheard of"}


@pytest.mark.parametrize("body", ["[1]", "", b"\xff", '"paid"', "[" * 100_000])
def test_what_is_no_object_is_refused(bank: Any, body: str | bytes) -> None:
    for read in (webhooks().paid, webhooks().parse):
        with pytest.raises(bank.ArgumentError, match="webhook cannot be read"):
            read(body)
