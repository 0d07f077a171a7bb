"""`accordant generate`. A run with nothing to do ends here, with next to no imports."""

from __future__ import annotations

import os

from accordant import lock
from accordant.options import Misuse, Options, Syntax
from accordant.project import SPEC_USAGE, chosen_spec, default_spec
from accordant.targets import TARGETS

SYNTAX = Syntax(
    usage=f"""\
usage: accordant generate [--spec DIR or FILE] [--target T ...] [--out DIR]
                          [--check] [--overwrite] [--strict]

Writes the targets of a spec, and says what changed.

{SPEC_USAGE}
  --target T   only this target; may be repeated ({", ".join(TARGETS)})
  --out DIR    where to write (default: generated/, for the default spec only)
  --check      write nothing; show what would change; exit 1 if anything
  --overwrite  replace files that were edited by hand
  --strict     warnings count as errors

example: accordant generate --spec spec/2025-12 --out /tmp/sdk
""",
    flags=("--check", "--overwrite", "--strict"),
    values={"--spec": (), "--out": (), "--target": tuple(TARGETS)},
    repeated=("--target",),
)


def run(options: Options) -> int:
    """Write the targets, or say that they are unchanged."""
    given, out = options.value("--spec"), options.value("--out")
    spec = chosen_spec(given)
    if out is None:
        default = default_spec()
        if default is None or os.path.abspath(spec) != os.path.abspath(default):
            raise Misuse("--out is required for a spec that is not the default one")
        out = "generated"
    targets = options.values.get("--target") or list(TARGETS)
    known: lock.Digests = {}
    named = {"jinja2", *(name for target in targets for name in TARGETS[target])}
    versions = {name: lock.installed_version(name) or "absent" for name in named}
    digests = {target: _inputs(spec, target, known, versions) for target in targets}
    quiet = "--strict" not in options.flags
    if quiet and os.path.isdir(out) and lock.up_to_date(out, digests):
        print(f"{out}: unchanged")
        return 0
    from accordant.generate import run

    return run(spec, out, digests, options.flags)


def _inputs(
    spec: str, target: str, known: lock.Digests, versions: dict[str, str]
) -> str:
    """The digest of all that a target's text depends on, `versions` of distributions
    among it; `known` keeps what was read."""
    here = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
    shipped = os.path.join(here, "templates")
    root = os.path.dirname(os.path.dirname(here))
    templates = shipped if os.path.isdir(shipped) else os.path.join(root, "templates")
    # An installed package holds the templates of every target; one counts.
    inputs = {"spec": spec} | {
        f"generator/{name}": os.path.join(here, name)
        for name in os.listdir(here)
        if name not in ("templates", "__pycache__") and not name.startswith(".")
    }
    if os.path.isdir(os.path.join(templates, target)):
        inputs["templates"] = os.path.join(templates, target)
    extras = {name: versions[name] for name in ("jinja2", *TARGETS[target])}
    extras["target"] = target
    return lock.digest_inputs(inputs, extras, known)
