"""What operations are called: resources and methods by their paths, hints, sdk.yaml."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from accordant.location import SpecError
from lowered import lowered

Routes = list[tuple[str, str]]


def names_of(folder: Path, routes: Routes, sdk: str = "") -> list[str]:
    """What operations are called, given as `GET /path` and the id."""
    paths: dict[str, dict[str, object]] = {}
    for title, name in routes:
        http, path = title.split()
        paths.setdefault(path, {})[http.lower()] = {"operationId": name}
    api, _ = lowered(folder, json.dumps({"paths": paths})[1:-1], sdk)
    return [".".join((*o.resource, o.method)) for o in api.operations]


@pytest.mark.parametrize(
    ("title", "name", "wanted"),
    [
        ("GET /things", "getThings", "things.list"),
        ("POST /things", "newThing", "things.create"),
        ("GET /things/{id}", "showThing", "things.retrieve"),
        ("PATCH /things/{id}", "a", "things.update"),
        ("PUT /things/{id}", "a", "things.update"),
        ("POST /things/{id}", "changeThing", "things.update"),
        ("POST /things/{id}", "cancelThing", "things.cancel"),
        ("DELETE /things/{id}", "a", "things.delete"),
        ("HEAD /things/{id}", "a", "things.exists"),
        ("PUT /things/{id}", "createThing", "things.create"),
        ("PUT /things", "upsertThings", "things.upsert"),
        ("GET /a/{id}/big-things/{n}", "x", "a.big_things.retrieve"),
        ("GET /api/v1/things", "x", "things.list"),
        ("GET /v1beta1/things", "x", "things.list"),
        ("GET /2010-04-01/Things/{Sid}.json", "x", "things.retrieve"),
        ("GET /things.json", "x", "things.list"),
        ("GET /v2", "x", "v2.retrieve"),
        ("POST /things/{id}/cancel", "x", "things.cancel"),
        ("GET /things/{id}/content", "x", "things.content"),
        ("POST /things/{id}/submit_parts", "x", "things.submit_parts"),
        ("GET /things/findByColour", "x", "things.find_by_colour"),
        ("POST /things/{id}:cancel", "x", "things.cancel"),
        ("POST /things:batchGet", "x", "things.batch_get"),
        ("GET /things/{id}/parts", "x", "things.parts.list"),
        ("POST /audio/speech", "createSpeech", "audio.speech.create"),
        ("POST /player/next", "skip", "player.next"),
        ("POST /images/generations", "createImage", "images.generate"),
        ("POST /texts/completions", "createText", "texts.complete"),
        ("POST /texts/classifications", "createText", "texts.classify"),
        ("POST /images/edits", "createImage", "images.edit"),
        ("POST /images/edits", "createImageEdit", "images.edits.create"),
        ("POST /sendMessage", "sendMessage", "send_message"),
        ("POST /embeddings", "embeddings", "embeddings.create"),
        ("POST /authenticate", "login", "authenticate"),
        ("GET /", "root", "root"),
        ("GET /{a}/{b}", "pair", "pair"),
        ("GET /settings", "x", "settings.retrieve"),
        ("GET /permissions", "retrievePermissions", "permissions.retrieve"),
        ("GET /limits", "x_limits_get", "limits.list"),
        ("OPTIONS /things", "x", "things.options"),
    ],
)
def test_by_path(title: str, name: str, wanted: str, tmp_path: Path) -> None:
    assert names_of(tmp_path, [(title, name)]) == [wanted]


@pytest.mark.parametrize(
    ("routes", "wanted"),
    [
        (
            [("PUT /a/{id}", "putA"), ("PATCH /a/{id}", "patchA")],
            ["a.replace", "a.update"],
        ),
        (
            [("GET /v1/things", "x"), ("GET /v2/things", "y")],
            ["things.list", "v2.things.list"],
        ),
        (
            [("GET /things?beta=true", "x"), ("GET /things", "y")],
            ["beta.things.list", "things.list"],
        ),
        (
            [("POST /things", "x"), ("POST /things#stream", "y")],
            ["things.create", "things.create_stream"],
        ),
        (
            [("GET /things/{id}", "x"), ("GET /things/by-name/{n}", "y")],
            ["things.retrieve", "things.by_name.retrieve"],
        ),
        (
            [("GET /a/{id}", "getA"), ("GET /a/{id}/{part}", "getAPart")],
            ["a.retrieve", "a.get_part"],
        ),
        (
            [("POST /a/runs", "createAAndRun"), ("POST /a/{id}/runs", "createRun")]
            + [("GET /a/{id}/runs/{run}", "getRun")],
            ["a.runs.create_a_and_run", "a.runs.create", "a.runs.retrieve"],
        ),
        (
            [("POST /search", "search"), ("GET /search/{id}", "getSearch")],
            ["search.search", "search.retrieve"],
        ),
        (
            [("POST /a/{id}/run", "start"), ("GET /a/run/{run}", "getRun")],
            ["a.start", "a.run.retrieve"],
        ),
        (
            [
                ("POST /a/applyAll", "applyAllOfThem"),
                ("POST /a/{id}/applyAll", "applyAll"),
            ],
            ["a.apply_all", "a.apply_all_by_id"],
        ),
    ],
)
def test_names_that_would_be_the_same(
    routes: Routes, wanted: list[str], tmp_path: Path
) -> None:
    assert names_of(tmp_path, routes) == wanted


def test_names_of_operations_differ(tmp_path: Path) -> None:
    api, warnings = lowered(
        tmp_path,
        """\
        paths:
          /a/{id}:
            get: {operationId: getThing, parameters: &p [{name: id, in: path}]}
            put: {operationId: get_thing, parameters: *p}
            patch: {parameters: *p}
          /v1/items/{item_id}:
            get:
              operationId: read_item_v1_items__item_id__get
              parameters: [{name: item_id, in: path}]
        """,
    )
    assert [o.name for o in api.operations] == [
        "get_thing",
        "get_thing_a_by_id",
        "patch_a_by_id",
        "read_item",
    ]
    assert warnings == ["PATCH /a/{id} has no 'operationId' to name it by"]


def test_hints_of_the_document(tmp_path: Path) -> None:
    api, _ = lowered(
        tmp_path,
        """\
        paths:
          /a:
            get: {operationId: a, x-fern-sdk-group-name: [big, things],
                  x-fern-sdk-method-name: showAll}
            put: {operationId: b, x-speakeasy-group: big.things,
                  x-speakeasy-name-override: put}
            post: {operationId: c, x-methodName: make}
          /big/things: {get: {operationId: d, x-methodName: show_all}}
        """,
    )
    assert [".".join((*o.resource, o.method)) for o in api.operations] == [
        "big.things.show_all",
        "big.things.put",
        "a.make",
        "big.things.d",
    ]


def test_sdk_yaml_has_the_last_word(tmp_path: Path) -> None:
    routes = [
        ("GET /organization/users", "a"),
        ("GET /organization/users/{id}", "b"),
        ("POST /organization/users/{id}/ban", "c"),
        ("POST /images/edits", "d"),
        ("GET /status", "e"),
    ]
    sdk = """\
        methods:
          organization: admin.organization
          organization.users: people
          organization.users.ban: people.block
          images.edits.create: images.edit
          GET /status: status
    """
    assert names_of(tmp_path, routes, sdk) == [
        "people.list",
        "people.retrieve",
        "people.block",
        "images.edit",
        "status",
    ]


def test_entries_of_sdk_yaml_that_fit_nothing(tmp_path: Path) -> None:
    sdk = "methods: {organisation: admin, images.edits.create: images.edit}"
    with pytest.raises(SpecError) as caught:
        names_of(tmp_path, [("GET /organization/users", "a")], sdk)
    assert [problem.message for problem in caught.value.problems] == [
        "'organisation' names nothing in the document; did you mean 'organization'?",
        "'images.edits.create' names nothing in the document",
    ]
