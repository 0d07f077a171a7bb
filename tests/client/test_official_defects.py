"""The defects of openai 2.33.0 are still there, and still not in the generated client."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import httpx
import httpx2
import pytest

from client.defects import CALL, CALLS, Defect
from client.defects_streams import STREAMS
from client.pair import KEY, KINDS, Pair, paired
from client.server import Answer, Server

OURS = pytest.mark.parametrize("kind", KINDS)


@pytest.fixture(scope="module")
def pair() -> Iterator[Pair]:
    with paired() as both:
        yield both


def test_each_defect_has_a_name_of_its_own_and_a_reason() -> None:
    names = [defect.name for defect in (*STREAMS, *CALLS)]
    assert len({*names}) == len(names)
    assert all(defect.reason.endswith(".") for defect in (*STREAMS, *CALLS))
    assert all(defect.theirs != defect.ours for defect in (*STREAMS, *CALLS))


@OURS
@pytest.mark.parametrize(
    "defect", [*STREAMS, *CALLS], ids=lambda defect: defect.name.replace(" ", "-")
)
def test_the_defect_is_theirs_alone(pair: Pair, kind: str, defect: Defect) -> None:
    told, theirs = defect.theirs
    found = pair.official([defect.answer], defect.call, defect.options)
    assert told(found) == theirs, f"the entry is outdated: {found}"
    told, ours = defect.ours
    outcome = pair.ours(kind, [defect.answer], defect.call, defect.options)
    assert told(outcome) == ours, outcome


@OURS
def test_identifying_headers_stay_with_their_host(pair: Pair, kind: str) -> None:
    """The official client sends organization and project along to any host."""
    with Server(lambda _: Answer.json({"created": 1})) as other:
        away = Answer(307, b"", {"location": f"{other.url}/images/generations"})
        options: dict[str, Any] = {"organization": "org-1", "project": "proj-1"}
        pair.official([away], CALL, options)
        pair.ours(kind, [away], CALL, options)
    theirs, ours = (request.headers for request in other.seen)
    assert theirs["openai-organization"] == "org-1"
    assert theirs["openai-project"] == "proj-1"
    assert not {"openai-organization", "openai-project"} & ours.keys()
    assert not any(KEY in value for value in (*theirs.values(), *ours.values()))


@OURS
def test_what_a_hook_raises_is_the_users(pair: Pair, kind: str) -> None:
    """The official client retries it, and calls it a connection error."""

    def refuse(_: object) -> None:
        raise LookupError("mine")

    async def arefuse(_: object) -> None:
        raise LookupError("mine")

    answers = [Answer.json({"created": 1})]
    theirs = pair.official(
        answers,
        CALL,
        {"http_client": httpx.Client(event_hooks={"request": [refuse]})},
    )
    assert type(theirs.error).__name__ == "APIConnectionError"
    assert len(theirs.waits) == 2
    own: Any = (
        httpx2.Client(event_hooks={"request": [refuse]})
        if kind == "sync"
        else httpx2.AsyncClient(event_hooks={"request": [arefuse]})
    )
    ours = pair.ours(kind, answers, CALL, {"http_client": own})
    assert isinstance(ours.error, LookupError) and ours.waits == []
