"""Vectors: JSON Lines of named requests and their ordered violations.

Witnesses of the checks come from the spec folder, where `accordant witness --write`
stores them; proofs that a check has none go to a second file. What needs no search is
made here. `templates/vectors/README.md` describes the lines.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from accordant import ir, names
from accordant.pointers import pointer
from accordant.rules.evaluate import Violation, evaluate
from accordant.rules.labels import Target, labels, targets
from accordant.rules.samples import Plains, Samples, unused
from accordant.rules.walk import Walk
from accordant.shortening import shortened
from accordant.templating import copied
from accordant.witnesses import as_json


def render(api: ir.Api) -> dict[str, str]:
    """Two files a judged model, the second one only if it has lines."""
    found = {"README.md": copied("vectors/README.md")}
    plains: Plains = {}
    for model in api.judged():
        lines = _Lines(api, model, plains)
        stem = names.snake(model.name)
        found[f"{stem}.jsonl"] = "".join(lines.all())
        proofs = "".join(lines.proofs())
        if proofs:
            found[f"{stem}.shadowed.jsonl"] = proofs
    return found


class _Lines:
    """The lines of one model, in report order of its checks."""

    def __init__(self, api: ir.Api, model: ir.Model, plains: Plains) -> None:
        self.api = api
        self.model = model
        self.targets, _ = targets(model, api.declarations)
        self.names = labels(self.targets)
        self.plain = Samples(api.declarations, set(), plains).object(model.name)
        self.positions = {position.wire: position for position in model.positions}
        self.apart = not model.table.rules and not self.found(self.plain)
        """Whether one field tells all that is wrong with the plain object."""
        self.shown: dict[str, list[ir.Witness]] = {}
        for entry in api.witnesses:
            if isinstance(entry, ir.Witness) and entry.model == model.name:
                self.shown.setdefault(entry.check, []).append(entry)

    def all(self) -> Iterator[str]:
        yield self.line("type/invalid", [])
        structural = sum(target.structural for target in self.targets)
        for name, target in zip(self.names[:structural], self.targets, strict=False):
            yield from self.check(name)
            yield from self.null(name, target)
        if self.model.extra in ("warn", "error"):
            extra = {**self.plain, unused(self.model): 1}
            yield self.line("unknown/invalid", extra)
        rules = iter(self.names[structural:])
        for rule in self.model.table.rules:
            for _ in rule.checks:
                yield from self.check(next(rules))
            for kind, requests in (
                ("accepts", rule.accepts),
                ("rejects", rule.rejects),
            ):
                for number, request in enumerate(requests, 1):
                    yield self.line(f"{rule.id}/{kind}/{number}", request)
        yield from self.examples()

    def check(self, name: str) -> Iterator[str]:
        """The lines of one check."""
        for entry in self.shown.get(name, ()):
            yield self.line(entry.name, entry.request)

    def proofs(self) -> Iterator[str]:
        """Why a check has no line that passes it, or none that breaks it."""
        for entry in self.api.witnesses:
            if isinstance(entry, ir.Proof) and entry.model == self.model.name:
                line = as_json(entry)
                del line["model"]
                yield json.dumps(line) + "\n"

    def null(self, name: str, target: Target) -> Iterator[str]:
        """Null where a field of the model itself has a type (rule S5)."""
        wire = target.check.blame
        position = None if target.prefix else self.positions.get(wire)
        if position is None or not isinstance(target.check.atom, ir.OfType):
            return
        request, found = {**self.plain, wire: None}, None
        if self.apart:
            walk = Walk(self.api.declarations)
            walk.value(position, None, pointer("", wire), "")
            found = walk.found
        yield self.line(f"{name}/null", request, found)

    def examples(self) -> Iterator[str]:
        seen = set()
        wanted = ir.Ref(self.model.name)
        for operation in self.api.operations:
            for body in operation.bodies:
                if not body.examples or body.type != wanted:
                    continue
                for example in body.examples:
                    name = f"example/{operation.name}/{example.name}"
                    if name not in seen:
                        seen.add(name)
                        yield self.line(name, example.value)

    def found(self, request: ir.Json) -> list[Violation]:
        """All that is wrong with a request."""
        return evaluate(self.model, self.api.declarations, request)

    def line(
        self, name: str, request: ir.Json, found: list[Violation] | None = None
    ) -> str:
        """A line; `found` is what is wrong with the request, if that is known."""
        found = self.found(request) if found is None else found
        line: dict[str, Any] = {"name": name, **shortened(request)}
        line["violations"] = [
            [entry.rule, entry.path, entry.message] for entry in found
        ]
        return json.dumps(line) + "\n"
