"""`accordant lint`: what is wrong with a spec, or doubtful, with proofs."""

from __future__ import annotations

import json
import sys

from accordant.options import Options, Syntax
from accordant.project import SPEC_USAGE, chosen_spec

SYNTAX = Syntax(
    usage=f"""\
usage: accordant lint [--spec DIR or FILE] [--json] [--strict]

Tells what is wrong with a spec, and what a solver proves of its rules. Warnings: rules
that never apply, that no request can violate, and that no valid request meets. Notes:
rules that are never the only ones broken, family values that no valid request can use,
and defaults that a request may be refused for if it sends them.

{SPEC_USAGE}
  --json       a list of findings
  --strict     exit 1 for warnings too

example: accordant lint --spec spec/2025-12
""",
    flags=("--json", "--strict"),
    values={"--spec": ()},
)


def run(options: Options) -> int:
    """Print the findings; 1 if there are errors, 2 if nothing could be proved."""
    spec = chosen_spec(options.value("--spec"))
    from accordant.loading import deeply

    return deeply(lambda: _run(spec, options.flags))


def _run(spec: str, flags: set[str]) -> int:
    from accordant import analysis
    from accordant.analysis.findings import located, text_lines
    from accordant.location import Report, SpecError
    from accordant.spec import load

    report, proving = Report(), analysis.missing() is None
    api = None
    found = []
    try:
        api = load(spec, report)
    except SpecError as error:
        found = [located(problem) for problem in error.problems]
    found += map(located, report.warnings())
    if api is not None and proving:
        from accordant.analysis.lint import findings

        found += findings(api)
    if "--json" in flags:
        print(json.dumps([finding.as_json() for finding in found], indent=2))
    else:
        print("\n".join(text_lines(found)))
    counted = {finding.level for finding in found}
    if "error" in counted or ("--strict" in flags and "warning" in counted):
        return 1
    if not proving:
        print(f"accordant: nothing was proved: {analysis.missing()}", file=sys.stderr)
        return 2
    return 0
