"""What a solver knows of a spec: witnesses, proofs, lint. Only modules in here import
z3; who needs them asks `missing` first, since the solver is an extra."""

from __future__ import annotations

from importlib.util import find_spec


def missing() -> str | None:
    """What to install before anything else in here can be imported; None if nothing."""
    if find_spec("z3") is not None:
        return None
    return "the solver is not installed: pip install 'accordant[analysis]'"
