"""Templates lay out and decide nothing; the generator knows no API."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from jinja2 import Environment, nodes

ROOT = Path(__file__).parent.parent
TEMPLATES = sorted((ROOT / "templates").rglob("*.jinja"))
NAMES = r"openai|dall-e.*|gpt-image.*"


def faults(source: str) -> list[str]:
    """What of a template is more than output, for, plain if and include."""
    return list(_faults(Environment().parse(source).body))


def _faults(body: list[nodes.Node]) -> list[str]:
    found: list[str] = []
    for node in body:
        match node:
            case nodes.TemplateData():
                continue
            case nodes.Output():
                found += _faults([n for n in node.nodes if not _value(n)])
            case nodes.For(test=None, recursive=False, else_=[]) if _plain(node.iter):
                found += _faults(node.body)
            case nodes.If() if _plain(node.test):
                found += _faults([*node.body, *node.elif_, *node.else_])
            case nodes.Include(template=nodes.Const()):
                continue
            case _:
                found.append(f"line {node.lineno}: {type(node).__name__}")
    return found


def _plain(node: nodes.Node) -> bool:
    """A name, or an attribute of one."""
    if isinstance(node, nodes.Getattr):
        return _plain(node.node)
    return isinstance(node, nodes.Name)


def _value(node: nodes.Node) -> bool:
    """Something plain, or what a few filters that only lay out make of it."""
    if isinstance(node, nodes.Filter):
        arguments = all(isinstance(one, nodes.Const) for one in node.args)
        fine = node.name in ("join", "indent") and arguments and not node.kwargs
        return fine and node.node is not None and _value(node.node)
    return isinstance(node, nodes.TemplateData) or _plain(node)


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.parent.name)
def test_a_template_only_lays_out(path: Path) -> None:
    assert faults(path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    ("source", "fault"),
    [
        ("{% set a = 1 %}", "Assign"),
        ("{% macro a() %}{% endmacro %}", "Macro"),
        ("{{ a() }}", "Call"),
        ("{{ a + 1 }}", "Add"),
        ("{{ a ~ b }}", "Concat"),
        ("{{ a[0] }}", "Getitem"),
        ("{{ a | replace('x', 'y') }}", "Filter"),
        ("{{ b if a }}", "CondExpr"),
        ("{% if a == 1 %}{% endif %}", "If"),
        ("{% if not a %}{% endif %}", "If"),
        ("{% if a and b %}{% endif %}", "If"),
        ("{% if a is defined %}{% endif %}", "If"),
        ("{% if a %}{% elif a > b %}{% endif %}", "If"),
        ("{% for a in b if a %}{% endfor %}", "For"),
        ("{% for a in b | sort %}{% endfor %}", "For"),
        ("{% for a in b %}{{ a.c() }}{% endfor %}", "Call"),
        ("{% include a %}", "Include"),
    ],
)
def test_logic_in_a_template_is_found(source: str, fault: str) -> None:
    assert faults(source) == [f"line 1: {fault}"]


def test_layout_is_not_taken_for_logic() -> None:
    source = "a {{ b.c | join(', ') }}{% for d in e %}{{ d }}{% endfor %}"
    assert faults(source) == []
    assert (
        faults("{% if a.b %}x{% elif c %}y{% else %}{% include 'z' %}{% endif %}") == []
    )


def test_no_api_is_known_to_the_generator() -> None:
    # Whole words only, as `grep -riwE` looks for them.
    pattern = re.compile(rf"(?<!\w)({NAMES})(?!\w)", re.IGNORECASE)
    files = [
        path
        for top in ("generator", "templates")
        for path in (ROOT / top).rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    ]
    assert files
    known = [
        f"{path.relative_to(ROOT)}:{number}"
        for path in files
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1)
        if pattern.search(line)
    ]
    assert known == []
