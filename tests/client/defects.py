"""What openai 2.33.0 does otherwise than the generated client, with a reason each.

`tests/client/test_official_defects.py` asserts every entry of both clients, so that an
entry which no longer holds fails.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from client.pair import Outcome
from client.server import Answer

Said = Callable[[Outcome], object]

CALL = {"prompt": "x"}
USAGE = {
    "input_tokens": 1,
    "input_tokens_details": {"image_tokens": 0, "text_tokens": 1},
    "output_tokens": 2,
    "total_tokens": "3",
}
DEEP = b"[" * 200_000
HTML = Answer(200, b"<h1>Good night</h1>", {"content-type": "text/html"})


@dataclass(frozen=True, slots=True)
class Defect:
    """`theirs` and `ours` say in one word or value what each client makes of it."""

    name: str
    reason: str
    answer: Answer
    theirs: tuple[Said, object]
    ours: tuple[Said, object]
    call: dict[str, Any] = field(default_factory=lambda: CALL)
    options: dict[str, Any] = field(default_factory=dict)


def error(outcome: Outcome) -> str:
    """The class of the error, of the call or of its stream."""
    found = getattr(outcome.value, "error", None) or outcome.error
    return type(found).__name__


def error_of(outcome: Outcome) -> Any:
    """The error itself, whatever it has."""
    return outcome.error


def count(outcome: Outcome) -> object:
    """How many events came, and the class of the error after them."""
    return len(outcome.value), error(outcome)


def first(name: str) -> Said:
    """A field of the first event."""
    return lambda outcome: getattr(outcome.value[0], name)


def kind(outcome: Outcome) -> str:
    """The class of what came, or of the first event."""
    found = outcome.value
    return type(found[0] if isinstance(found, list) and found else found).__name__


def waits(outcome: Outcome) -> object:
    """How often it was retried."""
    return len(outcome.waits)


TAXONOMY = "An error of the server's answer belongs in the error taxonomy."
KEPT = "What came is handed on as it came; nothing is coerced behind one's back."
OWN = "What cannot be sent is an error of this package, and says so."
BROKEN = "APIResponseValidationError"
FINE = "NoneType"

CALLS = [
    Defect("page instead of JSON", TAXONOMY, HTML, (kind, "str"), (error, BROKEN)),
    Defect("no content", TAXONOMY, Answer(204), (kind, "str"), (error, BROKEN)),
    Defect(
        "list instead of an object",
        TAXONOMY,
        Answer.json([1]),
        (lambda outcome: outcome.value, [1]),
        (error, BROKEN),
    ),
    Defect(
        "JSON that breaks off",
        TAXONOMY,
        Answer(200, b'{"created"', {"content-type": "application/json"}),
        (error, "JSONDecodeError"),
        (error, BROKEN),
    ),
    Defect(
        "JSON that nests too deep",
        TAXONOMY,
        Answer(200, DEEP, {"content-type": "application/json"}),
        (error, "RecursionError"),
        (error, BROKEN),
    ),
    Defect(
        "number as text in the usage",
        KEPT,
        Answer.json({"created": 1, "usage": USAGE}),
        (lambda outcome: outcome.value.usage.total_tokens, 3),
        (lambda outcome: outcome.value.usage.total_tokens, "3"),
    ),
    Defect(
        "error without a word",
        "Nothing was said; that is no text.",
        Answer(404),
        (lambda outcome: error_of(outcome).body, ""),
        (lambda outcome: error_of(outcome).body, None),
    ),
    Defect(
        "error that is a JSON text",
        "A text says the same with quotes and without.",
        Answer.json("Good night", 418),
        (lambda outcome: str(outcome.error), "Error code: 418 - Good night"),
        (lambda outcome: str(outcome.error), "Good night"),
    ),
    Defect(
        "empty value in the query",
        "It was given, so it is sent; null is what is left out.",
        Answer.json({}),
        (lambda outcome: outcome.seen[0].query, []),
        (lambda outcome: outcome.seen[0].query, [("empty", "")]),
        {**CALL, "extra_query": {"empty": "", "null": None}},
    ),
    Defect(
        "list in the query",
        "As OpenAPI has it, a list is a pair an item; brackets are a habit of that client.",
        Answer.json({}),
        (lambda outcome: outcome.seen[0].query, [("a[]", "1"), ("a[]", "2")]),
        (lambda outcome: outcome.seen[0].query, [("a", "1"), ("a", "2")]),
        {**CALL, "extra_query": {"a": [1, 2]}},
    ),
    Defect(
        "unreadable compression",
        "The same bytes would come again, and cost as much again.",
        Answer.json({"created": 1}, content_encoding="gzip"),
        (waits, 2),
        (waits, 0),
    ),
    Defect(
        "illegal header",
        "No second try makes it legal.",
        Answer.json({}),
        (waits, 2),
        (waits, 0),
        {**CALL, "extra_headers": {"x-own": "a\nb"}},
    ),
    Defect(
        "header beyond ASCII",
        OWN,
        Answer.json({}),
        (error, "UnicodeEncodeError"),
        (error, "ArgumentError"),
        {**CALL, "extra_headers": {"x-own": "\u00e9"}},
    ),
    Defect(
        "number that is no JSON",
        OWN,
        Answer.json({}),
        (error, "ValueError"),
        (error, "ArgumentError"),
        {**CALL, "extra_body": {"seed": float("nan")}},
    ),
    Defect(
        "half of a surrogate pair",
        OWN,
        Answer.json({}),
        (error, "UnicodeEncodeError"),
        (error, "ArgumentError"),
        {"prompt": "\ud83d"},
    ),
    Defect(
        "scheme that is none",
        "No second try makes it one.",
        Answer.json({}),
        (waits, 2),
        (waits, 0),
        options={"base_url": "gopher://127.0.0.1/"},
    ),
    Defect(
        "redirects without end",
        "They are followed once, not once per retry.",
        Answer(307, b"", {"location": "/v1/images/generations"}),
        (lambda outcome: len(outcome.seen), 63),
        (lambda outcome: len(outcome.seen), 21),
    ),
]
