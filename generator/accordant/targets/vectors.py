"""Vectors: JSON Lines of named requests and their ordered violations.

Every check gets a request that passes it, at its limit where it has one, and one
that breaks it alone. What has none is listed with the proof in a second file.
`templates/vectors/README.md` describes the lines.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from accordant import ir, names
from accordant.rules.evaluate import evaluate, pointer
from accordant.rules.labels import Target, labels, targets
from accordant.templating import copied

_SHORT = 64
"""Characters or items of the longest value that is written out."""


def render(api: ir.Api) -> dict[str, str]:
    """Two files a judged model, the second one only if it has lines."""
    found = {"README.md": copied("vectors/README.md")}
    for model in api.judged():
        lines = _Lines(api, model)
        stem = names.snake(model.name)
        found[f"{stem}.jsonl"] = "".join(lines.all())
        if lines.shadowed:
            found[f"{stem}.shadowed.jsonl"] = "".join(lines.shadowed)
    return found


class _Lines:
    """The lines of one model, in report order of its checks."""

    def __init__(self, api: ir.Api, model: ir.Model) -> None:
        self.api = api
        self.model = model
        self.search = Search(model, api.declarations)
        self.names = labels(self.search.targets)
        self.plain = self.search.plain()
        self.shadowed: list[str] = []

    def all(self) -> Iterator[str]:
        yield self.line("type/invalid", [])
        structural = sum(target.structural for target in self.search.targets)
        for index in range(structural):
            yield from self.check(index)
            yield from self.null(index)
        if self.model.extra in ("warn", "error"):
            extra = {**self.plain, unused(self.model): 1}
            yield self.line("unknown/invalid", extra)
        index = structural
        for rule in self.model.table.rules:
            for _ in rule.checks:
                yield from self.check(index)
                index += 1
            for kind, requests in (
                ("accepts", rule.accepts),
                ("rejects", rule.rejects),
            ):
                for number, request in enumerate(requests, 1):
                    yield self.line(f"{rule.id}/{kind}/{number}", request)
        yield from self.examples()

    def check(self, index: int) -> Iterator[str]:
        """The lines of one check; what it lacks goes to `shadowed`."""
        edges = self.search.edges(index)
        for breaking, kind in ((False, "boundary"), (True, "invalid")):
            found = False
            for edge, label in zip(edges, _edge_labels(edges), strict=True):
                request = self.find(index, breaking, edge)
                if request is not None:
                    found = True
                    parts = (self.names[index], *label, kind)
                    yield self.line("/".join(parts), request)
            if found:
                continue
            kind = "invalid" if breaking else "valid"
            request = self.find(index, breaking, None)
            if request is not None:
                yield self.line(f"{self.names[index]}/{kind}", request)
            else:
                self.shadowed.append(self.proof(index, breaking))

    def find(self, index: int, breaking: bool, edge: Edge | None) -> ir.Json:
        try:
            if breaking:
                return self.search.breaking(index, edge)
            return self.search.accepting(index, edge)
        except GaveUp:
            return None

    def proof(self, index: int, breaking: bool) -> str:
        target = self.search.targets[index]
        by: list[str] | None = None
        if not any(_too_long(edge, target) for edge in self.search.edges(index)):
            try:
                others = self.search.shadows(index, breaking)
                by = [self.names[other] for other in others]
            except GaveUp:
                pass
        line = {
            "check": self.names[index],
            "blame": target.prefix + target.check.blame,
            "lacks": "invalid" if breaking else "valid",
            "shadowed_by": by,
        }
        return json.dumps(line) + "\n"

    def null(self, index: int) -> Iterator[str]:
        """Null where a field of the model itself has a type (rule S5)."""
        target = self.search.targets[index]
        known = {field.wire for field in self.model.fields}
        atom = target.check.require[0].any_of[0][0]
        wire = target.check.blame
        if isinstance(atom, ir.OfType) and not target.prefix and wire in known:
            yield self.line(f"{self.names[index]}/null", {**self.plain, wire: None})

    def examples(self) -> Iterator[str]:
        seen = set()
        for operation in self.api.operations:
            for body in operation.bodies:
                if body.type != ir.Ref(self.model.name):
                    continue
                for example in body.examples:
                    name = f"example/{operation.name}/{example.name}"
                    if name not in seen:
                        seen.add(name)
                        yield self.line(name, example.value)

    def line(self, name: str, request: ir.Json) -> str:
        found = evaluate(self.model, self.api.declarations, request)
        repeat: dict[str, int] = {}
        line: dict[str, Any] = {"name": name, "request": _short(request, "", repeat)}
        if repeat:
            line["repeat"] = repeat
        line["violations"] = [
            [entry.rule, entry.path, entry.message] for entry in found
        ]
        return json.dumps(line) + "\n"


def labels(targets: Sequence[Target]) -> list[str]:
    """A name for each check, unique in its model.

    It is the rule id, with what tells apart the checks of one row: families of the
    row's `when`, the blamed field, and if need be a number within the row.
    """
    together: dict[str, list[Target]] = {}
    for target in targets:
        together.setdefault(target.id, []).append(target)
    found = []
    used: Counter[str] = Counter()
    for target in targets:
        group = together[target.id]
        parts = [target.id]
        if len({_families(other.check) for other in group}) > 1:
            parts += filter(None, [_families(target.check)])
        if len({other.check.blame for other in group}) > 1:
            parts.append(target.check.blame)
        name = "/".join(parts)
        used[name] += 1
        found.append(name if used[name] == 1 else f"{name}/{used[name]}")
    return found


def _families(check: ir.Check) -> str:
    atoms = [atom for test in check.when for way in test.any_of for atom in way]
    return "+".join(
        n for atom in atoms if isinstance(atom, ir.Family) for n in atom.names
    )


def _edge_labels(edges: list[Edge]) -> list[tuple[str, ...]]:
    """What tells the limits of one check apart; nothing if there is only one."""
    if len(edges) < 2:
        return [() for _ in edges]
    parts = [edge for edge in edges if isinstance(edge, tuple)]
    several = len({field for field, _ in parts}) > 1
    found: list[tuple[str, ...]] = []
    for field, atom in parts:
        assert isinstance(atom, ir.Bound | ir.Length | ir.Items)
        same = [a for f, a in parts if f == field and getattr(a, "op", "") == atom.op]
        name = f"{field}.{atom.op}" if several else atom.op
        found.append((name,) if len(same) == 1 else (name, str(atom.limit)))
    return found


def _too_long(edge: Edge, target: Target) -> bool:
    atom = edge[1] if isinstance(edge, tuple) else target.check.require[0].any_of[0][0]
    return isinstance(atom, ir.Length | ir.Items) and atom.limit >= LARGEST


def _short(value: ir.Json, path: str, repeat: dict[str, int]) -> ir.Json:
    """The value with long repetitions cut to one; how often they stand in `repeat`."""
    if isinstance(value, dict):
        return {
            key: _short(inner, pointer(path, key), repeat)
            for key, inner in value.items()
        }
    long = isinstance(value, str | list) and len(value) > _SHORT
    if isinstance(value, str | list) and long and value == value[:1] * len(value):
        repeat[path] = len(value)
        return value[:1]
    if isinstance(value, list):
        return [
            _short(inner, f"{path}/{number}", repeat)
            for number, inner in enumerate(value)
        ]
    return value
