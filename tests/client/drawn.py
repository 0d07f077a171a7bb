"""Hypothesis strategies for what travels: requests, answers, events and errors."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from oracles import draw

Json = Any
TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
SCALAR = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(2**63), 2**64),
    st.floats(allow_nan=False, allow_infinity=False),
    TEXT,
)
KEY = st.one_of(TEXT, st.sampled_from(("x-new", "_extra", "self", "from_dict", "a.b")))
JSON: st.SearchStrategy[Json] = st.recursive(
    SCALAR,
    lambda inner: st.one_of(
        st.lists(inner, max_size=3), st.dictionaries(KEY, inner, max_size=3)
    ),
    max_leaves=6,
)


@st.composite
def valid_requests(draw_: st.DrawFn) -> dict[str, Any]:
    """A request in which the pages find no fault, made so that none can be found."""
    family = draw_(st.sampled_from(draw.FAMILIES))
    random = draw_(st.randoms(use_true_random=False))
    body = draw._fitting(random, family)
    body["prompt"] = draw_(st.one_of(st.just(body["prompt"]), TEXT))
    if "user" in body:
        body["user"] = draw_(TEXT)
    if family == "unlisted":
        body["model"] = draw_(st.one_of(st.just(body["model"]), TEXT))
    return body


def any_requests() -> st.SearchStrategy[dict[str, Any]]:
    """Any parameters with values of any kind, the prompt always among them."""
    fields: dict[str, st.SearchStrategy[Any]] = {
        name: st.one_of(st.sampled_from(values), st.none(), JSON)
        for name, values in draw.PLAIN.items()
    }
    fields["stream"] = st.sampled_from((False, None))
    prompt = {"prompt": fields.pop("prompt")}
    return st.fixed_dictionaries(prompt, optional=fields)


def objects(
    required: dict[str, Any], optional: dict[str, Any], odd: st.SearchStrategy[Any]
) -> st.SearchStrategy[dict[str, Any]]:
    """Objects whose declared fields may be missing, odd or null, with others beside."""
    fields = {
        name: st.one_of(value, value, odd)
        for name, value in {**required, **optional}.items()
    }
    declared = st.one_of(
        st.fixed_dictionaries(required, optional=optional),
        st.fixed_dictionaries({}, optional=fields),
    )
    beside = st.dictionaries(KEY, JSON, max_size=2)
    return st.builds(lambda known, more: {**more, **known}, declared, beside)


def responses(odd: st.SearchStrategy[Any]) -> st.SearchStrategy[dict[str, Any]]:
    """Answers to a call; `odd` is what else may stand in a field."""
    details = objects({"image_tokens": NUMBER, "text_tokens": NUMBER}, {}, odd)
    image = objects({}, {"b64_json": TEXT, "revised_prompt": TEXT, "url": TEXT}, odd)
    counts = {"input_tokens": NUMBER, "output_tokens": NUMBER, "total_tokens": NUMBER}
    usage = objects(
        {**counts, "input_tokens_details": details},
        {"output_tokens_details": details},
        odd,
    )
    optional = {
        "background": words("transparent", "opaque"),
        "data": st.lists(image, max_size=3),
        "output_format": words("png", "webp", "jpeg"),
        "quality": words("low", "medium", "high"),
        "size": words("1024x1024", "1024x1536"),
        "usage": usage,
    }
    return objects({"created": NUMBER}, optional, odd)


def events(odd: st.SearchStrategy[Any]) -> st.SearchStrategy[dict[str, Any]]:
    """Events of the two kinds that are known."""
    details = objects({"image_tokens": NUMBER, "text_tokens": NUMBER}, {}, odd)
    counts = {"input_tokens": NUMBER, "output_tokens": NUMBER, "total_tokens": NUMBER}
    shared = {
        "b64_json": TEXT,
        "background": words("transparent", "opaque", "auto"),
        "created_at": NUMBER,
        "output_format": words("png", "webp", "jpeg"),
        "quality": words("low", "auto"),
        "size": words("1024x1024", "auto"),
    }
    partial = objects({**shared, "partial_image_index": NUMBER}, {}, odd)
    usage = objects({**counts, "input_tokens_details": details}, {}, odd)
    completed = objects({**shared, "usage": usage}, {}, odd)
    return st.one_of(_tagged(partial, "partial_image"), _tagged(completed, "completed"))


def _tagged(
    event: st.SearchStrategy[dict[str, Any]], kind: str
) -> st.SearchStrategy[dict[str, Any]]:
    tag = {"type": f"image_generation.{kind}"}
    return event.map(lambda value: {**value, **tag}).filter(
        lambda value: not value.get("error")
    )


def words(*known: str) -> st.SearchStrategy[str]:
    """A known word, or one of tomorrow."""
    return st.one_of(st.sampled_from(known), TEXT)


NUMBER = st.integers(-(2**63), 2**63)
