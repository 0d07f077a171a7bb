"""`parse` of a table: templates that give the numbers in a string names."""

from __future__ import annotations

import re
from collections.abc import Iterator

from accordant import ir
from accordant.location import Report, did_you_mean
from accordant.rules.conditions import Fields
from accordant.source import Map, Seq

_KEYS = ("template", "product")
_NAME = "[a-z][a-z0-9_]*"


def read_forms(node: Map, fields: Fields, report: Report) -> Iterator[ir.Form]:
    """The forms of a table, `{field: {template, product}}`; faults go to `report`."""
    listed = node.get("parse", Map(node.text, node.offset))
    if not isinstance(listed, Map):
        report.error(node.value("parse"), "'parse' must be a mapping of fields")
        return
    for name, entry in listed.items():
        position = fields.find(name, listed.key(name))
        if position is None:
            continue
        if position.kind != "string":
            has = f"is of type {position.kind}" if position.kind else "has no one type"
            message = f"'parse' needs a string, and '{name}' {has}"
            report.error(listed.key(name), message)
        elif not isinstance(entry, Map):
            message = f"the form of '{name}' must be a mapping with a 'template'"
            report.error(listed.value(name), message)
        else:
            form = _form(name, entry, report)
            if form is not None:
                yield form


def _form(name: str, entry: Map, report: Report) -> ir.Form | None:
    errors = report.count_errors()
    for key in entry:
        if key not in _KEYS:
            message = f"unknown key '{key}'{did_you_mean(key, _KEYS)}"
            report.error(entry.key(key), message)
    template = entry.get("template")
    if not isinstance(template, str) or not template:
        message = f"the form of '{name}' needs a 'template', a text with {{names}}"
        report.error(entry.value("template"), message)
        return None
    texts, captures = _parted(template)
    for message in _faults(texts, captures):
        report.error(entry.value("template"), message)
    products = tuple(_products(entry, captures, report))
    if report.count_errors() > errors:
        return None
    return ir.Form(name, texts, captures, products, entry.value("template"))


def _parted(template: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The texts around the captures, and the names of those."""
    parts = re.split(r"\{([^{}]*)\}", template)
    return tuple(parts[::2]), tuple(parts[1::2])


def _faults(texts: tuple[str, ...], captures: tuple[str, ...]) -> Iterator[str]:
    if not captures:
        yield "the template names no part; write one as {name}"
    for capture in captures:
        if not re.fullmatch(_NAME, capture):
            yield f"'{capture}' is no name of a part: a-z, then a-z, 0-9 and '_'"
    for capture in dict.fromkeys(captures):
        if captures.count(capture) > 1:
            yield f"a second part '{capture}' in the template"
    for text in texts:
        if "{" in text or "}" in text:
            yield "a template has braces around the names of parts only"
    for text in texts[1:-1]:
        if not text or text[0] in "0123456789":
            yield "something else than a digit must part two numbers"


def _products(
    entry: Map, captures: tuple[str, ...], report: Report
) -> Iterator[ir.Product]:
    listed = entry.get("product", Map(entry.text, entry.offset))
    if not isinstance(listed, Map):
        message = "'product' must be a mapping of names to two parts"
        report.error(entry.value("product"), message)
        return
    for name, factors in listed.items():
        if not re.fullmatch(_NAME, name):
            message = f"'{name}' is no name of a part: a-z, then a-z, 0-9 and '_'"
            report.error(listed.key(name), message)
        if name in captures:
            message = f"'{name}' is a part of the template already"
            report.error(listed.key(name), message)
        if not isinstance(factors, Seq) or len(factors) != 2:
            message = f"'{name}' must be a product of two parts"
            report.error(listed.value(name), message)
            continue
        known = True
        for index, factor in enumerate(factors):
            if factor not in captures:
                known = False
                hint = did_you_mean(str(factor), captures)
                message = f"no part '{factor}' in the template{hint}"
                report.error(factors.item(index), message)
        if known:
            yield ir.Product(name, (str(factors[0]), str(factors[1])))
