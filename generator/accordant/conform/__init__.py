"""Whether a server, or a validator program, follows a spec's constraint table.

plan -> sending (or validator) -> verdicts -> reports. Only `sending` imports the HTTP
library; who needs it asks `missing` first, since it is an extra.
"""

from __future__ import annotations

from importlib.util import find_spec


def missing() -> str | None:
    """What to install before anything can be sent; None if nothing."""
    if find_spec("httpx2") is not None:
        return None
    return "the HTTP library is not installed: pip install 'accordant[conform]'"
