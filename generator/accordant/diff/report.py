"""A difference as text, as Markdown and as JSON."""

from __future__ import annotations

import json
import re
import textwrap
from collections.abc import Iterable, Iterator
from typing import Any

from accordant.diff.change import Change, Difference, Section, Witness
from accordant.diff.grouping import said
from accordant.rules import wording
from accordant.rules.evaluate import Violation
from accordant.shortening import printable, request_text, shortened

_TITLES: dict[Section, str] = {
    "breaking": "Breaking",
    "new": "New",
    "changed": "Changed",
    "judged": "Newly judged (used to be unlisted)",
    "warnings": "Warnings",
    "documentation": "Documentation",
}
_WIDTH = 88


def text(found: Difference) -> str:
    """For a terminal."""
    lines = list(_head(found))
    for title, groups in sections(found.changes):
        lines += ["", title]
        for where, changes in groups:
            lines.append(f"  {where or 'everywhere'}")
            for change in changes:
                lines += _wrapped(f"- {headline(change)}", "    ", "      ")
                for witness in change.witnesses:
                    if change.rule:
                        lines += _wrapped(witness.shows, "      ", "      ")
                    lines.append(f"        {request_text(witness.request)}")
                    lines.append(f"        {verdicts(witness, found)}")
    return "\n".join([*lines, *_foot(found)]) + "\n"


def markdown(found: Difference, level: int = 2) -> str:
    """For a changelog; `level` is that of the headings."""
    lines = [] if level > 2 else [*_head(found), ""]
    several = len({change.where for change in found.changes if change.where}) > 1
    for title, groups in sections(found.changes):
        lines += [f"{'#' * level} {title}", ""]
        for where, changes in groups:
            for change in changes:
                prefix = f"{_code(where)}: " if several and where else ""
                lines += _wrapped(f"- {prefix}{_marked(change)}", "", "  ")
                for witness in change.witnesses:
                    if change.rule:
                        lines += _wrapped(f"- {_escaped(witness.shows)}", "  ", "    ")
                    lines.append(f"  - {_code(request_text(witness.request))}")
                    lines += _wrapped(verdicts(witness, found), "    ", "    ")
        lines.append("")
    return "\n".join(lines).rstrip("\n") + "\n"


def as_json(found: Difference) -> str:
    """For machines."""
    whole = {
        "old": found.old,
        "new": found.new,
        "bump": found.level,
        "proved": found.proved,
        "unproved": list(found.unproved),
        "changes": [_change(change) for change in found.changes],
    }
    return printable(json.dumps(whole, indent=2, ensure_ascii=False)) + "\n"


def sections(
    changes: Iterable[Change],
) -> Iterator[tuple[str, list[tuple[str, list[Change]]]]]:
    """The changes by heading, then by operation."""
    all_of = list(changes)
    for section, title in _TITLES.items():
        mine = [change for change in all_of if change.section == section]
        groups: dict[str, list[Change]] = {}
        for change in mine:
            groups.setdefault(change.where, []).append(change)
        if groups:
            yield title, list(groups.items())


def headline(change: Change) -> str:
    """A change in one line."""
    words = _with_others(change)
    if change.rule:
        return f"{change.rule} {words}" if change.witnesses else words
    places = ", ".join(change.places)
    return f"{places}: {words}" if places else words


def _with_others(change: Change) -> str:
    if not change.also:
        return change.text
    return f"{change.text} (also in {wording.listed(change.also, 'and')})"


def _head(found: Difference) -> Iterator[str]:
    if not found.for_callers:
        yield "no change for callers"
        if found.changes:
            yield f"{found.old} -> {found.new}: {found.level}; only words changed"
        return
    yield f"{found.old} -> {found.new}: {found.level}; {reason(found)}"


def reason(found: Difference) -> str:
    """Why the bump is what it is."""
    if found.level == "major":
        count = sum(change.level == "major" for change in found.changes)
        return f"{count} {'changes' if count > 1 else 'change'} may break callers"
    if found.level == "minor":
        return "nothing breaks callers, and more is possible or said"
    if found.unproved or not found.proved:
        return "nothing was found that is judged or shaped otherwise"
    return "every verdict and every shape is as it was"


def _foot(found: Difference) -> Iterator[str]:
    yield ""
    if not found.proved:
        yield (
            "Found by trying requests; nothing was proved."
            " pip install 'accordant[analysis]' for proofs."
        )
        return
    named = "named neither above nor below" if found.unproved else "not named above"
    yield f"Proved: every check that is {named} judges as before."
    for what in found.unproved:
        yield from _wrapped(f"Not proved: {what}", "", "  ")


def verdicts(witness: Witness, found: Difference) -> str:
    """What each revision says of a request."""
    return "; ".join(
        f"{name}: {verdict(violations)}"
        for name, violations in ((found.old, witness.old), (found.new, witness.new))
    )


def verdict(violations: tuple[Violation, ...]) -> str:
    """`refused (n.maximum)`: the word, and the ids that are behind it."""
    word = said(violations)
    errors = [v.rule for v in violations if v.severity == "error"]
    ids = dict.fromkeys(errors or [v.rule for v in violations])
    return f"{word} ({', '.join(ids)})" if ids else word


def _change(change: Change) -> dict[str, Any]:
    found: dict[str, Any] = {
        "kind": change.kind,
        "section": change.section,
        "level": change.level,
        "operation": change.where or None,
        "also": list(change.also),
        "places": list(change.places),
        "text": change.text,
    }
    if change.rule:
        found["rule"] = change.rule
    if change.witnesses:
        found["witnesses"] = [_witness(witness) for witness in change.witnesses]
    return found


def _witness(witness: Witness) -> dict[str, Any]:
    found: dict[str, Any] = {"shows": witness.shows, **shortened(witness.request)}
    for name, violations in (("old", witness.old), ("new", witness.new)):
        found[name] = [
            {
                "rule": v.rule,
                "path": v.path,
                "severity": v.severity,
                "message": v.message,
            }
            for v in violations
        ]
    return found


def _marked(change: Change) -> str:
    words = _escaped(_with_others(change))
    if change.rule:
        return f"`{change.rule}` {words}" if change.witnesses else words
    places = ", ".join(map(_code, change.places))
    return f"{places}: {words}" if places else words


def _code(words: str) -> str:
    """Text as Markdown shows code, whatever signs of its own are in it."""
    fence = "`" * (max(map(len, re.findall("`+", words)), default=0) + 1)
    space = " " if "`" in (words[:1], words[-1:]) else ""
    return f"{fence}{space}{words}{space}{fence}"


def _escaped(words: str) -> str:
    """Text that Markdown shows as it is."""
    for sign in ("\\", "*", "_", "<", "[", "|"):
        words = words.replace(sign, f"\\{sign}")
    return words


def _wrapped(words: str, first: str, later: str) -> list[str]:
    return textwrap.wrap(
        words,
        _WIDTH,
        initial_indent=first,
        subsequent_indent=later,
        break_long_words=False,
        break_on_hyphens=False,
    )
