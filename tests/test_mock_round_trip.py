"""What generated clients send, as the mock server reads it: two readings of OpenAPI's
styles and forms that must agree."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Iterator
from typing import Any

import pytest

import packages
from accordant import answers
from accordant.mock import application, parameters
from mocked import document, serving


class Seen:
    """The parameters and the body of the last request, as they were judged."""

    parameters: dict[str, Any]
    body: Any


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Any, Any]]:
    folder = tmp_path_factory.mktemp("packages")
    api = document("library.yaml")
    packages.write(api, folder, "mocked_library")
    sys.path.insert(0, str(folder))
    made = importlib.import_module("mocked_library")
    with serving(api) as url, made.Client(token="t", base_url=f"{url}/v1") as client:
        yield made, client
    sys.path.remove(str(folder))


@pytest.fixture
def seen(monkeypatch: pytest.MonkeyPatch) -> Seen:
    found = Seen()
    judged, kept = parameters.violations, answers.kept

    def watched(judge: Any, operation: Any, given: Any) -> Any:
        found.parameters = parameters.read(operation, given, judge.declarations)
        return judged(judge, operation, given)

    def answered(api: Any, operation: Any, request: Any, *rest: Any) -> Any:
        found.body = request
        return kept(api, operation, request, *rest)

    monkeypatch.setattr(application.parameters, "violations", watched)
    monkeypatch.setattr(answers, "kept", answered)
    return found


def test_a_query_of_many_styles(library: tuple[Any, Any], seen: Seen) -> None:
    _, client = library
    page = client.books.list_(
        cursor="a b&c=d/é",
        limit=7,
        genre=["novel", "poem"],
        shelf=[1, 2, 3],
        published={"from": "2024-01-01", "to": "2025-01-01"},
        x_trace=["a", "b"],
    )
    assert page.data
    assert seen.parameters == {
        "query": {
            "cursor": "a b&c=d/é",
            "limit": 7,
            "genre": ["novel", "poem"],
            "shelf": [1, 2, 3],
            "published": {"from": "2024-01-01", "to": "2025-01-01"},
        },
        "header": {"X-Trace": ["a", "b"]},
    }


def test_variables_of_paths(library: tuple[Any, Any], seen: Seen) -> None:
    _, client = library
    found = client.books.pages.retrieve("b/1 ü", [3, 9])
    assert found == "text"
    assert seen.parameters == {"path": {"book_id": "b/1 ü", "range": [3, 9]}}


def test_a_form(library: tuple[Any, Any], seen: Seen) -> None:
    _, client = library
    loan = client.loans.create(
        book_id="7", days=3, notes=["a&b", "c d", "ü"], paid=False
    )
    assert loan.book.title
    assert seen.body == {
        "book_id": "7",
        "days": 3,
        "notes": ["a&b", "c d", "ü"],
        "paid": False,
    }


def test_files_and_what_goes_with_them(
    library: tuple[Any, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    _, client = library
    bodies: list[Any] = []
    sent = application.bodies.sent

    def watched(*arguments: Any) -> Any:
        found = sent(*arguments)
        bodies.append(found.value)
        return found

    monkeypatch.setattr(application.bodies, "sent", watched)
    answer = client.books.cover.update(
        "b1",
        file=("ü.png", b"\x89PNG\r\n--x", "image/png"),
        caption="Grüße",
        corners=[1, 2],
        camera={"maker": "x"},
    )
    assert answer
    assert bodies == [
        {
            "file": "(file)",
            "caption": "Grüße",
            "corners": [1, 2],
            "camera": {"maker": "x"},
        }
    ]


def test_json_and_a_stream(library: tuple[Any, Any], seen: Seen) -> None:
    made, client = library
    book = client.books.create(title="Emma", form=made.Paper(kind="paper", pages=474))
    assert book.form.kind == "paper"
    assert seen.body == {"title": "Emma", "form": {"kind": "paper", "pages": 474}}
    whole = client.loans.watch()
    events = list(client.loans.watch(stream=True))
    assert [type(event).__name__ for event in events] == [
        "EventWithLent",
        "EventWithReturned",
    ]
    assert type(whole[0]).__name__ == "EventWithLent"


def test_bytes_and_nothing(library: tuple[Any, Any]) -> None:
    _, client = library
    assert client.books.cover.retrieve("b1").read().startswith(b"\x89PNG")
    assert client.books.delete("b1") is None
    assert (
        client.books.update("b1", title="x", form={"kind": "paper", "pages": 1}) is None
    )
