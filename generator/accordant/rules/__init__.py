"""The constraint table: rows to checks (`table`), schemas to structural checks
(`structure`), one wording for both (`wording`), and the evaluator that says what they
mean (`evaluate`)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from accordant.ir import Decl, Model
from accordant.location import Location, Report
from accordant.rules import lint
from accordant.rules.implied import Asserted, with_implied
from accordant.rules.structure import positions
from accordant.rules.table import read_table
from accordant.source import Map


def with_rules(
    declarations: dict[str, Decl],
    tables: Mapping[str, Map],
    asserted: Mapping[str, Asserted],
    defaults_at: Mapping[tuple[str, str], Location],
    report: Report,
) -> dict[str, Decl]:
    """The declarations, their models with `positions`, `rest` and `table` filled in.

    `asserted` are the schemas that imply rules; `defaults_at` tells where the schema default of a model's property stands.
    """
    shaped: dict[str, Decl] = {}
    for name, decl in declarations.items():
        if isinstance(decl, Model):
            below, rest = positions(decl, declarations, report)
            decl = replace(decl, positions=below, rest=rest)
        shaped[name] = decl
    lint.schema_defaults(shaped, defaults_at, report)
    for name in dict.fromkeys((*tables, *asserted)):
        model, node = shaped[name], tables.get(name)
        assert isinstance(model, Model)
        if node is not None and not model.sent:
            message = f"no operation sends {name}, so its rules judge nothing"
            report.warn(node.where, message)
        if name in asserted:
            node = with_implied(node, asserted[name], model, shaped, report)
        if node is None:
            continue
        table = read_table(node, model, shaped, report)
        shaped[name] = replace(model, table=table)
    return shaped
