"""What judges models is loaded by module, in a package of models by resource."""

from __future__ import annotations

import importlib
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from tests import packages

import accordant

CASE = Path(__file__).parent / "cases/resources/openapi.yaml"
NAME = "judged_by_resource"
WRONG = {"name": "Ada", "orders": [{"total": {"amount": 1}}, {"total": {}}]}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("judging")
    packages.write(accordant.load(CASE), folder, NAME)
    return folder


@pytest.fixture(scope="module")
def modules(folder: Path) -> tuple[Any, Any]:
    return packages.load(folder, NAME)


@pytest.mark.parametrize(
    ("code", "loaded"),
    [
        ("", ""),
        ("found = violations(models.Customer, {'name': 'Ada'})", "customers"),
        ("assert is_valid(models.Customer, {'name': 'Ada'})", "customers"),
        ("validate(models.Money, {'amount': 1})", "_order"),
        ("assert not is_valid(models.Customer, {'orders': 1})", "customers"),
        (
            "assert is_valid(models.Customer, "
            "{'name': 'Ada', 'orders': [{'total': {'amount': 1}}]})",
            "_order customers",
        ),
        ("validate(models.ValidateOrderRequest, {'strict': True})", "validate2"),
        (
            "assert is_valid(models.ValidateOrderRequest, "
            "{'order': {'total': {'amount': 1}}})",
            "_order validate2",
        ),
    ],
)
def test_only_what_judges_is_loaded(folder: Path, code: str, loaded: str) -> None:
    code = f"""
import sys
from {NAME} import models
from {NAME}.validators import is_valid, validate, violations
{code}
print(*sorted(m.removeprefix("{NAME}.validators.") for m in sys.modules
              if m.startswith("{NAME}.validators.")))
"""
    command = [sys.executable, "-c", code]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True)
    assert (done.stdout.strip(), done.stderr) == (loaded, "")


def test_what_is_wrong_further_in_is_told_in_place(modules: tuple[Any, Any]) -> None:
    models, validators = modules
    (found,) = validators.violations(models.Customer, WRONG)
    assert found[:2] == ("orders[].total.amount.required", "/orders/1/total/amount")
    assert not validators.is_valid(models.Customer, WRONG)
    customer = models.Customer.from_dict(WRONG)
    with pytest.raises(validators.ConstraintError, match="amount must be sent"):
        validators.validate(models.Customer, customer)


def test_a_resource_that_is_named_like_a_verb_leaves_it(
    modules: tuple[Any, Any],
) -> None:
    models, validators = modules
    request = models.ValidateOrderRequest(strict=True)
    for _ in range(2):
        validators.validate(models.ValidateOrderRequest, request)


def test_other_models_are_refused(modules: tuple[Any, Any]) -> None:
    models, validators = modules
    own = type("Own", (models.Order,), {"__slots__": ()})
    for kind in (models.Receipt, models.Unused, own, "Order"):
        for verb in (validators.violations, validators.is_valid):
            with pytest.raises(TypeError, match="there is one for each model that is"):
                verb(kind, {})


BODY = """\
openapi: 3.1.0
info: {title: Orders, version: '1'}
paths:
  /orders:
    post:
      operationId: createOrder
      requestBody:
        content:
          application/json:
            schema:
              anyOf:
                - {$ref: '#/components/schemas/Courier'}
                - {$ref: '#/components/schemas/Pickup'}
      responses: {'204': {description: Done}}
components:
  schemas:
    Courier:
      type: object
      required: [firm]
      properties: {firm: {type: string, maxLength: 5}}
    Pickup:
      type: object
      required: [shelf]
      properties: {shelf: {type: integer, maximum: 9}}
"""


def test_a_body_is_judged_where_its_keys_tell_what_it_is(tmp_path: Path) -> None:
    (tmp_path / "openapi.yaml").write_text(BODY)
    packages.write(accordant.load(tmp_path), tmp_path, "judged_by_keys")
    _, validators = packages.load(tmp_path, "judged_by_keys")
    client = importlib.import_module("judged_by_keys").Client(
        base_url="http://127.0.0.1:9", max_retries=0
    )
    for wrong in ({"firm": "x" * 6}, {"shelf": 10}, {"shelf": 10, "firm": 1}):
        with pytest.raises(validators.ConstraintError):
            client.orders.create(**wrong)
    failed = importlib.import_module("judged_by_keys").APIConnectionError
    for fine in ({"firm": "x" * 6, "shelf": 10}, {"firm": "x"}, {}):
        with pytest.raises(failed):
            client.orders.create(**fine)
