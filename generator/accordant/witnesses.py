"""Stored witnesses: `witnesses.jsonl` of a spec folder, one JSON object a line.

`accordant witness --write` writes them, every target may read them. Those that the
spec has outgrown are told, so that nobody takes them for what they no longer are.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, cast, get_args

from accordant import ir
from accordant.jsonvalue import is_count
from accordant.location import Location, Report, did_you_mean
from accordant.pointers import field_pointer
from accordant.rules.evaluate import evaluate
from accordant.rules.labels import Target, labels, targets
from accordant.rules.wording import listed
from accordant.shortening import lengthened, shortened
from accordant.source import Text, read_text

FILE = "witnesses.jsonl"
_KINDS: tuple[ir.Showing, ...] = get_args(ir.Showing)

_MOST = 1_000_000
"""How often a value may be repeated, so that a line of a few words stays small."""
_AGAIN = "run 'accordant witness --write'"


def written(found: Iterable[ir.Shown]) -> str:
    """The text of a file of witnesses."""
    return "".join(json.dumps(as_json(entry)) + "\n" for entry in found)


def as_json(entry: ir.Shown) -> dict[str, Any]:
    """A witness, or a proof, as its line says it."""
    line: dict[str, Any] = {"model": entry.model, "check": entry.check}
    if isinstance(entry, ir.Proof):
        by = entry.shadowed_by
        shadows = None if by is None else [*by]
        return line | {
            "blame": entry.blame,
            "lacks": entry.lacks,
            "shadowed_by": shadows,
        }
    line["kind"] = entry.kind
    if entry.limit:
        line["limit"] = entry.limit
    return line | shortened(entry.request)


def read(path: Path, api: ir.Api, report: Report) -> tuple[ir.Shown, ...]:
    """The witnesses of a file; what is wrong with it goes to `report`."""
    text = read_text(path, str(path))
    reader = _Reader(api, report)
    found = tuple(reader.lines(text))
    reader.lacking(found, Location(text.file))
    return found


def proves(
    model: ir.Model,
    declarations: Mapping[str, ir.Decl],
    target: Target,
    kind: str,
    request: ir.Json,
) -> bool:
    """Whether a request passes a check without any error, or (`invalid`) breaks it and
    nothing else, beside an error perhaps warnings, or (`together`) breaks it at all."""
    found = evaluate(model, declarations, request)
    errors = [entry for entry in found if entry.severity == "error"]
    reported = [entry for entry in found if _is(target, entry.rule, entry.path)]
    if kind == "together":
        return bool(reported)
    if kind != "invalid":
        return not errors and not reported
    alone = errors if target.check.severity == "error" else found
    return len(alone) == len(reported) == 1


def _is(target: Target, rule: str, path: str) -> bool:
    """Whether a violation is that of a check; one in a list is known by its id."""
    if target.structural or rule != target.id:
        return rule == target.id
    return path == field_pointer(target.blame)


class _Reader:
    """Lines of a file, held against the API they speak of."""

    def __init__(self, api: ir.Api, report: Report) -> None:
        self.api = api
        self.report = report
        self.models = {model.name: model for model in api.judged()}
        self.targets = {n: _labelled(api, model) for n, model in self.models.items()}

    def lines(self, text: Text) -> Iterator[ir.Shown]:
        for number, content in enumerate(text.content.split("\n"), 1):
            where = Location(text.file, number, 1)
            if not content:
                continue
            try:
                line = json.loads(content)
            except json.JSONDecodeError as error:
                at = where._replace(column=error.colno)
                self.report.error(at, f"not JSON: {error.msg.lower()}")
                continue
            except (RecursionError, ValueError):
                self.report.error(where, "nested too deep, or a number too long")
                continue
            message = _malformed(line)
            if message:
                self.report.error(where, message)
            elif self.known(line, where):
                yield self.entry(line, where)

    def lacking(self, found: Iterable[ir.Shown], where: Location) -> None:
        """Warn of checks that nothing is known of yet."""
        met = {(entry.model, entry.check) for entry in found}
        for model, checks in self.targets.items():
            names = [f"'{check}'" for check in checks if (model, check) not in met]
            if names:
                more = f" and {len(names) - 1} more" if len(names) > 1 else ""
                message = f"no witness of {names[0]}{more} in {model}; {_AGAIN}"
                self.report.warn(where, message)

    def known(self, line: dict[str, Any], where: Location) -> bool:
        """Whether the check is still there; a warning if not."""
        model, check = line["model"], line["check"]
        if model not in self.models:
            hint = did_you_mean(model, self.models)
            message = f"no operation sends a model '{model}'{hint}"
        elif check not in self.targets[model]:
            hint = did_you_mean(check, self.targets[model])
            message = f"no check '{check}' in {model}{hint}"
        else:
            return True
        self.report.warn(where, f"{message}; {_AGAIN}")
        return False

    def entry(self, line: dict[str, Any], where: Location) -> ir.Shown:
        model, check = self.models[line["model"]], line["check"]
        if "lacks" in line:
            by = line["shadowed_by"]
            shadows = None if by is None else tuple(by)
            self.current(model, shadows or (), where)
            blame, lacks = line["blame"], cast(Any, line["lacks"])
            return ir.Proof(model.name, check, blame, lacks, shadows, where)
        request = lengthened(line)
        kind, target = cast(Any, line["kind"]), self.targets[model.name][check]
        if not proves(model, self.api.declarations, target, kind, request):
            does = {"invalid": "breaks only", "together": "breaks"}.get(kind, "passes")
            message = f"this request no longer {does} '{check}'; {_AGAIN}"
            self.report.warn(where, message)
        return ir.Witness(
            model.name, check, kind, line.get("limit", ""), request, where
        )

    def current(
        self, model: ir.Model, shadows: tuple[str, ...], where: Location
    ) -> None:
        """Warn of a proof that speaks of checks that are gone."""
        for name in shadows:
            if name not in self.targets[model.name]:
                message = f"no check '{name}' in {model.name}; {_AGAIN}"
                self.report.warn(where, message)


def _labelled(api: ir.Api, model: ir.Model) -> dict[str, Target]:
    found, _ = targets(model, api.declarations)
    return dict(zip(labels(found), found, strict=True))


def _malformed(line: Any) -> str | None:
    """What is wrong with a line by itself."""
    if not isinstance(line, dict):
        return "a witness must be an object"
    for key in ("model", "check"):
        if not isinstance(line.get(key), str):
            return f"a witness needs '{key}', a text"
    if "lacks" in line:
        return _malformed_proof(line)
    if line.get("kind") not in _KINDS:
        hint = did_you_mean(str(line.get("kind")), _KINDS)
        return f"'kind' must be {listed(_KINDS, 'or')}{hint}"
    if not isinstance(line.get("limit", ""), str):
        return "'limit' must be a text"
    repeat = line.get("repeat", {})
    counts: list[Any] = [*repeat.values()] if isinstance(repeat, dict) else [None]
    if not all(is_count(times) and times <= _MOST for times in counts):
        return f"'repeat' must map pointers to counts, at most {_MOST}"
    try:
        lengthened(line)
    except (LookupError, TypeError, ValueError):
        return "a witness needs a 'request', and 'repeat' points into it"
    return None


def _malformed_proof(line: dict[str, Any]) -> str | None:
    by = line.get("shadowed_by", 0)
    if line["lacks"] not in ("valid", "invalid"):
        return "'lacks' must be valid or invalid"
    if not isinstance(line.get("blame"), str):
        return "a proof needs 'blame', a text"
    listed = isinstance(by, list) and all(isinstance(name, str) for name in by)
    return (
        None if by is None or listed else "'shadowed_by' must list checks, or be null"
    )
