"""openai 2.33.0 is an oracle of retries: as often, after the same waits."""

from __future__ import annotations

from collections.abc import Iterator
from email.utils import formatdate

import pytest
from hypothesis import example, given, settings, strategies as st

from client.alike import error_differences
from client.pair import KINDS, Pair, paired
from client.server import Answer

CALL = {"prompt": "A cute baby sea otter"}
FINE = Answer.json({"created": 1})
OURS = pytest.mark.parametrize("kind", KINDS)
JSON_TYPE = {"content-type": "application/json"}


@pytest.fixture(scope="module")
def pair() -> Iterator[Pair]:
    with paired() as both:
        yield both


STATUS = st.integers(402, 599)
NOW = 1_700_000_000.0
SECONDS = st.one_of(
    st.floats(-1, 70).map(str),
    st.integers(-1, 62).map(str),
    st.sampled_from(("nan", "inf", "-inf", "1e1", "soon", "", " 3 ", "60", "60.01")),
)
DATES = st.integers(-5, 65).map(lambda more: formatdate(NOW + more, usegmt=True))
ADVICE = st.fixed_dictionaries(
    {},
    optional={
        "retry-after": st.one_of(SECONDS, DATES, st.just("Fri, 31 Nonsense")),
        "retry-after-ms": st.one_of(
            st.integers(-1, 61_000).map(str), st.sampled_from(("x", "0", "1.5", "nan"))
        ),
        "x-should-retry": st.sampled_from(("true", "false", "TRUE", "")),
    },
)
PASSING = st.sampled_from((408, 409, 429, 500, 503))
FAILURE = st.one_of(
    st.builds(lambda status, headers: Answer(status, b"{}", headers), PASSING, ADVICE),
    st.builds(lambda status, headers: Answer(status, b"{}", headers), STATUS, ADVICE),
    st.sampled_from((200, 400, 500)).map(
        lambda status: Answer(status, b'{"created"', JSON_TYPE, cut=True)
    ),
)


@OURS
@settings(max_examples=200, deadline=None)
@given(
    failures=st.lists(FAILURE, max_size=5),
    retries=st.integers(0, 4),
    chance=st.floats(0, 1, exclude_max=True),
)
@example(failures=[Answer(503, b"{}")] * 9, retries=8, chance=0.0)
@example(failures=[Answer(503, b"{}", {"retry-after": "60"})], retries=1, chance=0.5)
@example(
    failures=[Answer(429, b"{}", {"retry-after-ms": "60001"})], retries=1, chance=0
)
def test_the_same_failures_are_retried_after_the_same_waits(
    pair: Pair, kind: str, failures: list[Answer], retries: int, chance: float
) -> None:
    pair.clock.chance = chance
    served, options = [*failures, FINE], {"max_retries": retries}
    theirs = pair.official(served, CALL, options)
    ours = pair.ours(kind, served, CALL, options)
    assert len(theirs.seen) == len(ours.seen)
    assert theirs.waits == pytest.approx(ours.waits, rel=1e-12)
    assert error_differences(theirs.error, ours.error) == []
    assert [request.body for request in ours.seen] == [ours.seen[0].body] * len(
        ours.seen
    )
