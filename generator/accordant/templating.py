"""Jinja: templates lay out what a view holds, and decide nothing."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined


def templates() -> Path:
    """The folder of all templates: inside an installed package, else the project's."""
    inside = Path(__file__).parent / "templates"
    return inside if inside.is_dir() else Path(__file__).parents[2] / "templates"


@cache
def _environment() -> Environment:
    return Environment(
        loader=FileSystemLoader(templates()),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        autoescape=False,
    )


def render(template: str, **view: object) -> str:
    """The text of one file."""
    return _environment().get_template(template).render(view)


def copies(folder: str) -> dict[str, str]:
    """The Python modules of a folder, which are copied as they are, by name."""
    found = sorted((templates() / folder).glob("*.py"))
    return {path.name: path.read_text(encoding="utf-8") for path in found}


def copied(template: str) -> str:
    """The text of a file that is copied as it is."""
    return (templates() / template).read_text(encoding="utf-8")


def tree(folder: str) -> dict[str, str]:
    """The files below a folder that are copied as they are, by path: all that are no
    templates."""
    top = templates() / folder
    return {
        path.relative_to(top).as_posix(): path.read_text(encoding="utf-8")
        for path in sorted(top.rglob("*"))
        if path.is_file()
        and path.suffix != ".jinja"
        and "__pycache__" not in path.parts
    }
