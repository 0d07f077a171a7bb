"""openai 2.33.0 is an oracle: the same call, answer, error and retry, read alike.

What the official client does otherwise is listed, with reasons, in
`test_official_defects.py`; nothing of that is drawn here.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import example, given, settings, strategies as st

from client.alike import differences, error_differences, same
from client.drawn import JSON, TEXT, any_requests, responses, valid_requests
from client.pair import KINDS, Pair, paired
from client.server import Answer, Request

CALL = {"prompt": "A cute baby sea otter"}
FINE = Answer.json({"created": 1})
OURS = pytest.mark.parametrize("kind", KINDS)
HEADERS = ("authorization", "content-type", "openai-organization", "openai-project")
ODD: st.SearchStrategy[Any] = st.sampled_from((None, "many", 1.5, [1], {"a": 1}))
"""What a field may hold without the official client turning it into something else."""


@pytest.fixture(scope="module")
def pair() -> Iterator[Pair]:
    with paired() as both:
        yield both


def sent(request: Request) -> tuple[Any, ...]:
    """What both clients are to send alike."""
    headers = {name: request.headers.get(name) for name in (*HEADERS, "x-own")}
    return request.method, request.path, request.query, headers


@OURS
@settings(max_examples=150, deadline=None)
@given(body=st.one_of(any_requests(), valid_requests()))
def test_the_same_call_sends_the_same_body(
    pair: Pair, kind: str, body: dict[str, Any]
) -> None:
    answer = Answer.values([]) if body.get("stream") else FINE
    theirs, ours = pair.official([answer], body), pair.ours(kind, [answer], body)
    assert theirs.error is None and ours.error is None
    assert len(theirs.seen) == len(ours.seen) == 1
    assert sent(theirs.seen[0]) == sent(ours.seen[0])
    assert same(theirs.seen[0].json, ours.seen[0].json)
    assert same(ours.seen[0].json, body)


VALUE = st.one_of(TEXT.filter(bool), st.integers(), st.booleans(), st.none())
QUERY = st.dictionaries(TEXT, VALUE | st.dictionaries(TEXT, VALUE), max_size=3)
OWN = st.fixed_dictionaries(
    {}, optional={"x-own": st.sampled_from(("a", "b c", "é"[:0]))}
)


@OURS
@settings(max_examples=100, deadline=None)
@given(
    base=st.sampled_from(("", "/", "/deep", "/deep/")),
    client=st.fixed_dictionaries(
        {},
        optional={
            "default_headers": OWN,
            "default_query": QUERY,
            "organization": st.sampled_from(("org-1", None)),
            "project": st.sampled_from(("proj-1", None)),
        },
    ),
    call=st.fixed_dictionaries(
        {},
        optional={
            "extra_headers": OWN,
            "extra_query": QUERY,
            "extra_body": st.dictionaries(TEXT.filter(bool), JSON, max_size=2),
        },
    ),
)
def test_the_same_options_send_the_same_request(
    pair: Pair, kind: str, base: str, client: dict[str, Any], call: dict[str, Any]
) -> None:
    client = {**client, "base_url": pair.server.url + base}
    call = {**CALL, **call}
    theirs = pair.official([FINE], call, client)
    ours = pair.ours(kind, [FINE], call, client)
    assert theirs.error is None and ours.error is None
    assert sent(theirs.seen[0]) == sent(ours.seen[0])
    assert same(theirs.seen[0].json, ours.seen[0].json)


@OURS
@settings(max_examples=150, deadline=None)
@given(answer=responses(ODD), request_id=st.sampled_from((None, "req_1")))
def test_the_same_answer_is_read_alike(
    pair: Pair, kind: str, answer: dict[str, Any], request_id: str | None
) -> None:
    headers: Any = {} if request_id is None else {"x_request_id": request_id}
    served = [Answer.json(answer, **headers)]
    theirs, ours = pair.official(served, CALL), pair.ours(kind, served, CALL)
    assert theirs.error is None and ours.error is None
    assert differences(theirs.value, ours.value) == []
    assert theirs.value._request_id == ours.value.request_id == request_id


DETAILS = st.one_of(TEXT, st.none(), st.integers())
FACTS = st.fixed_dictionaries(
    {}, optional=dict.fromkeys(("message", "code", "param", "type", "x"), DETAILS)
)
ERROR_BODY = st.one_of(
    st.fixed_dictionaries({"error": FACTS}, optional={"more": JSON}),
    st.fixed_dictionaries({"error": JSON}),
    FACTS,
    JSON.filter(lambda value: not isinstance(value, str)),
)
STATUS = st.one_of(
    st.sampled_from((400, 401, 403, 404, 408, 409, 422, 429, 500, 502, 503)),
    st.integers(402, 599),
)


@OURS
@settings(max_examples=200, deadline=None)
@given(
    status=STATUS,
    body=ERROR_BODY.map(lambda value: Answer.json(value).body)
    | TEXT.filter(str.strip).map(str.encode),
    request_id=st.sampled_from((None, "req_1")),
)
@example(status=400, body=b'{"error": null}', request_id=None)
@example(status=300, body=b"elsewhere", request_id="req_1")
def test_the_same_error_is_raised(
    pair: Pair, kind: str, status: int, body: bytes, request_id: str | None
) -> None:
    headers = {"content-type": "application/json"}
    headers |= {} if request_id is None else {"x-request-id": request_id}
    served, options = [Answer(status, body, headers)], {"max_retries": 0}
    theirs = pair.official(served, CALL, options)
    ours = pair.ours(kind, served, CALL, options)
    assert theirs.error is not None
    assert error_differences(theirs.error, ours.error) == []
