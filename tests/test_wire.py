"""An independent library accepts what clients send: paths, queries, headers, cookies,
bodies and files of every operation.

Ten documents of the corpus are judged where `ACCORDANT_CORPUS` names its folder; a small
one of our own, which has every style and every kind of body, is always.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.corpus.documents import ABSENT, corpus
from tests.wire.judged import judged

import accordant
from accordant.targets.python.models import Models
from accordant.targets.python.resources import resources

OWN = Path(__file__).parent / "wire" / "everything.yaml"
DOCUMENTS = (
    *("cohere", "mistral", "museum", "qdrant", "resend", "spotify"),
    *("swagger-petstore", "telegram-bot", "train-travel-31", "twilio-verify"),
)


def test_all_that_is_sent_is_accepted(tmp_path: Path) -> None:
    found = judged(OWN, tmp_path)
    assert found.problems == []
    assert found.accepted == 2 * (found.operations + 3)


def test_a_body_of_another_shape_has_a_method() -> None:
    models = Models(accordant.load(OWN))
    root = resources(models, ())
    (shapes,) = (one for one in root.all() if one.path == ("shapes",))
    assert [
        (one.name, [body.media for body in one.operation.bodies])
        for one in shapes.methods
    ] == [
        ("create", ["multipart/form-data"]),
        (
            "create_json",
            ["application/json", "application/x-www-form-urlencoded"],
        ),
        ("create_png", ["image/png"]),
        ("create_html", ["text/html"]),
    ]


@pytest.mark.parametrize("name", DOCUMENTS)
def test_real_apis_accept_what_is_sent(tmp_path: Path, name: str) -> None:
    paths = {path.stem: path for path in corpus()}
    if name not in paths:
        pytest.skip(f"{ABSENT}: {name} is not there")
    found = judged(paths[name], tmp_path)
    assert found.problems == []
    assert found.accepted >= 2 * found.operations
