"""How values stand in paths, queries, headers and cookies (OpenAPI 3.2, 4.12)."""

from __future__ import annotations

from typing import Any

import pytest
from subject import UNSET, ArgumentError, Style, cookie, line, pairs, step, target

LIST = ["blue", "a b", "x,y"]
OBJECT = {"R": 100, "a b": "c&d"}


@pytest.mark.parametrize(
    ("value", "style", "query"),
    [
        ("", Style(), "c="),
        ("a b&c=d/\u00e9", Style(), "c=a%20b%26c%3Dd%2F%C3%A9"),
        (True, Style(), "c=true"),
        (1.5, Style(), "c=1.5"),
        (None, Style(), ""),
        (UNSET, Style(), ""),
        (LIST, Style(), "c=blue&c=a%20b&c=x%2Cy"),
        (LIST, Style(explode=False), "c=blue,a%20b,x%2Cy"),
        ([], Style(), ""),
        ([], Style(explode=False), ""),
        (OBJECT, Style(), "R=100&a%20b=c%26d"),
        (OBJECT, Style(explode=False), "c=R,100,a%20b,c%26d"),
        (LIST, Style("spaceDelimited", False), "c=blue%20a%20b%20x%2Cy"),
        (LIST, Style("pipeDelimited", False), "c=blue%7Ca%20b%7Cx%2Cy"),
        (LIST, Style("pipeDelimited"), "c=blue&c=a%20b&c=x%2Cy"),
        (OBJECT, Style("pipeDelimited", False), "c=R%7C100%7Ca%20b%7Cc%26d"),
        (OBJECT, Style("deepObject"), "c%5BR%5D=100&c%5Ba%20b%5D=c%26d"),
        (
            {"a": {"b": [1, {"c": 2}]}, "n": None},
            Style("deepObject"),
            "c%5Ba%5D%5Bb%5D%5B0%5D=1&c%5Ba%5D%5Bb%5D%5B1%5D%5Bc%5D=2",
        ),
        ("a/b?c:d", Style(reserved=True), "c=a/b?c:d"),
        ("a&b=c#d+e", Style(reserved=True), "c=a%26b%3Dc%23d%2Be"),
        ({"a": [1]}, Style(media="application/json"), "c=%7B%22a%22%3A%5B1%5D%7D"),
        ("a", Style(media="application/json"), "c=%22a%22"),
        ([{"a": 1}], Style(), "c=%7B%22a%22%3A1%7D"),
    ],
)
def test_a_query(value: Any, style: Style, query: str) -> None:
    found = "&".join(f"{name}={item}" for name, item in pairs("c", value, style))
    assert found == query


@pytest.mark.parametrize(
    ("value", "style", "path"),
    [
        ("a b/c", Style("simple", False), "a%20b%2Fc"),
        (LIST, Style("simple", False), "blue,a%20b,x%2Cy"),
        (OBJECT, Style("simple", False), "R,100,a%20b,c%26d"),
        (OBJECT, Style("simple", True), "R=100,a%20b=c%26d"),
        ("blue", Style("label", False), ".blue"),
        (LIST, Style("label", False), ".blue,a%20b,x%2Cy"),
        (LIST, Style("label", True), ".blue.a%20b.x%2Cy"),
        (OBJECT, Style("label", True), ".R=100.a%20b=c%26d"),
        ("blue", Style("matrix", False), ";c=blue"),
        (LIST, Style("matrix", False), ";c=blue,a%20b,x%2Cy"),
        (LIST, Style("matrix", True), ";c=blue;c=a%20b;c=x%2Cy"),
        (OBJECT, Style("matrix", False), ";c=R,100,a%20b,c%26d"),
        (OBJECT, Style("matrix", True), ";R=100;a%20b=c%26d"),
        ({"a": 1}, Style(media="application/json"), "%7B%22a%22%3A1%7D"),
    ],
)
def test_a_path(value: Any, style: Style, path: str) -> None:
    assert step("c", value, style) == path


@pytest.mark.parametrize("value", ["", ".", "..", [], ["."]])
@pytest.mark.parametrize("style", ["simple", "label"])
def test_a_path_parameter_leads_to_no_other_path(value: Any, style: str) -> None:
    with pytest.raises(ArgumentError, match="path parameter 'c' must not be"):
        target("http://a", "/x/{c}", {"c": value}, {"c": Style(style, False)})


def test_a_value_fills_no_other_parameter() -> None:
    url = target("http://a", "/{a}/{b}", {"a": "{b}", "b": "x"})
    assert url == "http://a/%7Bb%7D/x"


@pytest.mark.parametrize(
    ("value", "style", "header"),
    [
        (["a", "b c"], Style("simple", False), "a,b c"),
        (OBJECT, Style("simple", False), "R,100,a b,c&d"),
        (OBJECT, Style("simple", True), "R=100,a b=c&d"),
        ({"a": "\u00e9"}, Style(media="application/json"), '{"a":"\\u00e9"}'),
        (False, Style("simple", False), "false"),
    ],
)
def test_a_header(value: Any, style: Style, header: str) -> None:
    assert line(value, style) == header


def test_cookies() -> None:
    found = cookie({"a": "b c", "list": [1, 2], "none": None, "left out": UNSET})
    assert found == "a=b%20c; list=1; list=2"
    assert cookie({"a": "b,c"}, {"a": Style("cookie")}) == "a=b,c"
    assert cookie({"a": [1, 2]}, {"a": Style(explode=False)}) == "a=1,2"
