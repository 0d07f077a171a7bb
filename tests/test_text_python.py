"""Python text: whatever a spec says comes out as data."""

from __future__ import annotations

import ast

import black
from hypothesis import example, given, settings, strategies as st

from accordant.ir import Json
from accordant.targets.python.text import doc, literal

# Surrogates and control signs too: a spec's JSON may hold them escaped.
TEXT = st.text(st.characters(exclude_categories=()))
EVIL = st.text(st.sampled_from(list("\"'\\n uUxN{}a\n\r\t\0\x85\u2028\ud83d\ude00😀")))
JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | TEXT
    | EVIL,
    lambda inner: st.lists(inner) | st.dictionaries(TEXT | EVIL, inner),
    max_leaves=10,
)


@given(JSON)
@example("\\/")
@example("\\ud83d\ude00")
def test_a_literal_gives_its_value_back(value: Json) -> None:
    text = literal(value)
    assert text.isascii() and text.isprintable()
    back = ast.literal_eval(text)
    assert (back, repr(back)) == (value, repr(value))


@settings(max_examples=50)
@given(EVIL)
def test_black_leaves_a_literal_alone(value: str) -> None:
    line = f"x = {literal(value)}\n"
    assert black.format_str(line, mode=black.Mode()) == line


def source(paragraphs: list[str], indent: str) -> str:
    lines = doc(paragraphs, indent)
    return "\n".join(["class A:", *lines, f"{indent}b = 1", ""])


@given(st.lists(TEXT | EVIL, max_size=3))
def test_a_docstring_is_one_string_and_no_code(paragraphs: list[str]) -> None:
    text = source(paragraphs, "    ")
    body = ast.parse(text).body
    assert len(body) == 1 and isinstance(body[0], ast.ClassDef)
    *said, last = body[0].body
    assert isinstance(last, ast.Assign)
    assert len(said) == bool("".join(paragraphs).split())
    if said:
        assert isinstance(said[0], ast.Expr) and isinstance(said[0].value, ast.Constant)
        words = "".join(paragraphs).split()
        found = ast.get_docstring(body[0]) or ""
        shown = "".join(s if s.isprintable() else "?" for s in "".join(words))
        assert "".join(found.split()) == shown


@settings(max_examples=60)
@example(["x" * 39 + " " + "y" * 40])
@example(["x" * 120])
@example(['"' + "x" * 38 + " " + "y" * 40 + '"', "z"])
@given(st.lists(EVIL | st.text(st.sampled_from('"\\ ab'), min_size=60), max_size=2))
def test_black_leaves_a_docstring_alone(paragraphs: list[str]) -> None:
    text = source(paragraphs, "    ")
    # What a class holds after its docstring is set off by a line of its own.
    said = doc(paragraphs, "    ")
    text = text.replace("\n    b = 1", "\n\n    b = 1") if said else text
    assert black.format_str(text, mode=black.Mode()) == text
