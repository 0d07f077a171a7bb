"""The plan of `conform`: what is asked of each check, once, the most telling first."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

import accordant
from accordant import ir
from accordant.conform.cases import Request, Row
from accordant.conform.choosing import narrowed, sendable
from accordant.conform.plan import Plan, plan
from accordant.options import Misuse
from accordant.rules.labels import labels, targets

ROOT = Path(__file__).parent.parent
SPECS = [ROOT / "spec/2025-12", ROOT / "spec/2026-11"]
ORDERS = Path(__file__).parent / "conform/orders"


@pytest.fixture(params=SPECS, ids=lambda path: path.name)
def api(request: pytest.FixtureRequest) -> ir.Api:
    return accordant.load(request.param)


def orders() -> ir.Api:
    return accordant.load(ORDERS)


def row(found: Plan, check: str) -> dict[str, list[object]]:
    """The bodies of a check's cases, by side."""
    one = next(row for row in found.rows if row.check == check)
    return {
        side: [case.request.body for case in one.of(side)]
        for side in ("valid", "invalid")
    }


def test_every_check_has_a_row_in_report_order(api: ir.Api) -> None:
    (model,) = (model for model in api.judged() if model.body)
    known, _ = targets(model, api.declarations)
    found = plan(api)
    told = [row.check for row in found.rows if row.kind in ("structure", "rule")]
    structural = sum(target.structural for target in known)
    names = labels(known)
    # Two that every object is judged for stand around the rest of the structure.
    assert told == [
        "type",
        *names[:structural],
        "unknown",
        *names[structural:],
    ]
    server = [rule.id for rule in model.table.rules if rule.server is not None]
    assert [row.check for row in found.rows if row.kind == "server"] == server


TYPES = ("type", "unknown")


def requests(row: Row) -> list[Request]:
    return [case.request for case in row.cases]


def test_every_stored_witness_is_a_case_and_identical_ones_are_sent_once(
    api: ir.Api,
) -> None:
    found = plan(api)
    (model,) = (model for model in api.judged() if model.body)
    witnesses = [
        w for w in api.witnesses if isinstance(w, ir.Witness) and w.model == model.name
    ]
    bodies = {json.dumps(w.request, sort_keys=True) for w in witnesses}
    rows = [
        row for row in found.rows if row.check not in TYPES and row.kind != "answer"
    ]
    asked = {r.id for row in found.rows if row.kind == "answer" for r in requests(row)}
    shown = {r.id for row in found.rows if row.kind != "answer" for r in requests(row)}
    sent = [
        json.dumps(request.body, sort_keys=True)
        for request in found.requests
        if request.id in shown or request.id not in asked
    ]
    made = [row.of("invalid")[0] for row in found.rows if row.check in TYPES]
    assert len(made) == 2
    assert sorted(sent) == sorted(
        [*bodies, *(json.dumps(case.request.body, sort_keys=True) for case in made)]
    )
    cases = {case.name for row in rows for case in row.cases}
    assert cases and cases <= {w.name for w in witnesses}
    served = {case.request.id for row in found.rows for case in row.cases}
    assert served == {request.id for request in found.requests}


def test_what_has_no_request_has_its_proof(api: ir.Api) -> None:
    proofs = {
        (p.check, p.lacks): p.shadowed_by or ()
        for p in api.witnesses
        if isinstance(p, ir.Proof)
    }
    assert proofs
    lacks = {
        (row.check, side): why
        for row in plan(api).rows
        for side, why in row.lacks.items()
        if row.kind in ("structure", "rule")
    }
    assert lacks.keys() == proofs.keys()
    for key, why in lacks.items():
        assert all(name in why for name in proofs[key])
        assert why.startswith("what breaks it breaks ") and why.endswith(" as well")


def test_one_violation_of_each_check_comes_first() -> None:
    found = plan(orders(), ["shop"])
    checks = [row for row in found.rows if row.cases]
    first = [request.id for request in found.requests[: len(checks)]]
    assert first == list(
        dict.fromkeys(row.of("invalid")[0].request.id for row in checks)
    )
    for one, request in zip(checks, found.requests, strict=False):
        assert request.refused == (one.severity == "error")


def test_a_warning_is_no_refusal() -> None:
    found = plan(orders(), ["shop"])
    one = next(row for row in found.rows if row.check == "few-gifts")
    assert one.severity == "warn"
    assert not one.of("invalid")[0].request.refused


def test_a_set_rule_may_blame_each_of_its_fields() -> None:
    rows = {row.check: row for row in plan(orders(), ["shop"]).rows}
    assert rows["one-payment"].fields == ("card", "voucher")
    assert rows["to.street.maxLength"].fields == ("to",)


def test_what_cannot_be_asked_is_told() -> None:
    found = plan(orders())
    assert found.rows == ()
    assert found.left_out == (
        ("shops.orders.create", "needs --parameter shop=VALUE"),
        ("labels.create", "its body is no model that is judged"),
    )


def test_without_witnesses_it_says_how_to_have_some() -> None:
    found = plan(replace(orders(), witnesses=()), ["shop"])
    assert found.requests == ()
    for one in found.rows:
        if one.kind == "rule":
            why = "no witness stored; run 'accordant witness --write'"
            assert one.lacks == {"valid": why, "invalid": why}


def test_a_witness_that_the_spec_outgrew_is_not_sent() -> None:
    api = orders()
    stale = ir.Witness(
        "OrderParams",
        "gift-text",
        "invalid",
        "",
        {"card": "x"},
        api.operations[0].where,
    )
    found = plan(replace(api, witnesses=(stale,)), ["shop"])
    assert found.requests == ()
    (one,) = (row for row in found.rows if row.check == "gift-text")
    assert one.lacks["invalid"] == (
        "the stored witness no longer fits; run 'accordant witness --write'"
    )


def test_models_that_are_named_are_tried_with_every_check_that_they_can_show() -> None:
    api = accordant.load(SPECS[0])
    found = plan(api, (), ["gpt-image-1", "dall-e-3"])
    assert {request.column for request in found.requests} == {"gpt-image-1", "dall-e-3"}
    assert row(found, "n-one") == {
        "valid": [{"prompt": "x", "model": "dall-e-3", "n": 1}],
        "invalid": [{"prompt": "x", "model": "dall-e-3", "n": 2}],
    }
    assert row(found, "n.maximum") == {
        # Ten of dall-e-3 break another rule.
        "valid": [{"prompt": "x", "n": 10, "model": "gpt-image-1"}],
        "invalid": [
            {"prompt": "x", "n": 11, "model": "gpt-image-1"},
            {"prompt": "x", "n": 11, "model": "dall-e-3"},
        ],
    }
    two = next(row for row in found.rows if row.check == "prompt-length/dall-e-2")
    why = "no request of these models shows it"
    assert two.cases == () and two.lacks == {"valid": why, "invalid": why}


def test_checks_are_chosen_by_name() -> None:
    found = plan(orders(), ["shop"])
    chosen = narrowed(found, ["count.*", "one-*"], ["*.type"])
    assert [row.check for row in chosen.rows] == [
        "count.minimum",
        "count.maximum",
        "one-payment",
    ]
    assert {r.id for r in chosen.requests} == {
        case.request.id for row in chosen.rows for case in row.cases
    }
    with pytest.raises(
        Misuse, match="--rule: no check is called 'one-paymet'; did you"
    ):
        narrowed(found, ["one-paymet"], [])


def test_a_budget_and_refusals_only_say_what_is_not_sent() -> None:
    found = plan(orders(), ["shop"])
    chosen, unsent = sendable(found, True, None)
    assert chosen and all(request.refused for request in chosen)
    rest = {request.id for request in found.requests} - {r.id for r in chosen}
    assert unsent == dict.fromkeys(
        rest, "not sent: the table accepts it (--only-refusals)"
    )
    chosen, unsent = sendable(found, False, 3)
    assert chosen == list(found.requests[:3])
    rest = {request.id for request in found.requests[3:]}
    assert unsent == dict.fromkeys(rest, "not sent: the budget of 3 is used up")


def test_the_fingerprint_is_that_of_what_is_asked_and_expected() -> None:
    api = orders()
    one = plan(api, ["shop"]).fingerprint({"shop": "a"})
    assert one == plan(api, ["shop"]).fingerprint({"shop": "a"})
    assert one != plan(api, ["shop"]).fingerprint({"shop": "b"})
    fewer = replace(api, witnesses=api.witnesses[:-1])
    assert one != plan(fewer, ["shop"]).fingerprint({"shop": "a"})
