"""openai 2.33.0 is an oracle of event streams: the same bytes, the same events."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given, settings, strategies as st

from client.alike import differences, error_differences
from client.drawn import JSON, TEXT, events
from client.pair import KINDS, Pair, paired
from client.server import Answer

CALL = {"prompt": "x", "stream": True}
ODD: st.SearchStrategy[Any] = st.sampled_from((None, "many", 1.5, [1], {"a": 1}))
OURS = pytest.mark.parametrize("kind", KINDS)
LINE = TEXT.filter(lambda text: not set(text) & set("\r\n"))
ENDINGS = st.sampled_from(("\n", "\r\n", "\r"))


@pytest.fixture(scope="module")
def pair() -> Iterator[Pair]:
    with paired() as both:
        yield both


@st.composite
def blocks(draw: st.DrawFn, value: st.SearchStrategy[Any]) -> list[str]:
    """The lines of one event: its data on one line or several, and other fields."""
    indent = draw(st.sampled_from((None, 1)))
    text = json.dumps(draw(value), indent=indent, ensure_ascii=draw(st.booleans()))
    space = draw(st.sampled_from(("", " ")))
    data = [f"data:{space}{line}" for line in text.split("\n")]
    before = draw(st.lists(st.one_of(LINE.map(":{}".format), OTHER), max_size=2))
    return [*before, *data]


OTHER = st.sampled_from(
    ("event: image_generation.partial_image", "retry: 100", "nothing", "x-field: 1")
)


@st.composite
def streams(draw: st.DrawFn, value: st.SearchStrategy[Any]) -> list[bytes]:
    """A stream with one kind of line end, cut into chunks anywhere."""
    end = draw(ENDINGS)
    lines: list[str] = []
    for block in draw(st.lists(blocks(value), max_size=4)):
        lines += [*draw(st.lists(st.sampled_from((": alive", "")), max_size=2))]
        lines += [*block, ""]
    if draw(st.booleans()):
        lines += ["data: [DONE]", "", "data: what comes after the end", ""]
    whole = "".join(line + end for line in lines).encode()
    places = draw(st.lists(st.integers(0, len(whole)), max_size=6).map(sorted))
    starts = [0, *places]
    return [whole[a:b] for a, b in zip(starts, [*places, len(whole)], strict=True)]


@OURS
@settings(max_examples=200, deadline=None)
@given(chunks=streams(events(ODD)))
def test_the_same_stream_gives_the_same_events(
    pair: Pair, kind: str, chunks: list[bytes]
) -> None:
    served = [Answer.events(*chunks)]
    theirs, ours = pair.official(served, CALL), pair.ours(kind, served, CALL)
    assert theirs.error is None and ours.error is None
    assert theirs.value.error is None and ours.value.error is None
    assert differences([*theirs.value], [*ours.value]) == []


ENVELOPE = st.fixed_dictionaries(
    {
        "error": st.one_of(
            st.fixed_dictionaries(
                {},
                optional={
                    name: st.one_of(TEXT, st.none(), st.integers())
                    for name in ("message", "code", "param", "type")
                },
            ).filter(bool),
            JSON.filter(bool),
        )
    },
    optional={"type": TEXT},
)


@OURS
@settings(max_examples=100, deadline=None)
@given(
    before=st.lists(events(st.none()), max_size=2),
    envelope=ENVELOPE,
    name=st.sampled_from(("", "event: error\n", "event: other\n")),
)
def test_the_same_error_ends_a_stream(
    pair: Pair, kind: str, before: list[Any], envelope: Any, name: str
) -> None:
    texts = [f"data: {json.dumps(event)}\n\n" for event in before]
    texts.append(f"{name}data: {json.dumps(envelope)}\n\n")
    served = [Answer.events(*(text.encode() for text in texts))]
    theirs, ours = pair.official(served, CALL), pair.ours(kind, served, CALL)
    assert differences([*theirs.value], [*ours.value]) == []
    assert theirs.value.error is not None
    # What stands for a message that did not come is nothing to rely on.
    silent = theirs.value.error.message == "An error occurred during streaming"
    known = ("message",) if silent else ()
    assert error_differences(theirs.value.error, ours.value.error, known) == []
    assert ours.value.error.message
