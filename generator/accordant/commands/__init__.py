"""The commands, a module each: its SYNTAX, and `run(options)` that gives the exit code.

What a command needs beyond the start of `generate` is imported where it is used.
"""

from __future__ import annotations

COMMANDS: dict[str, str] = {
    "init": "make a spec folder of an OpenAPI document",
    "generate": "write the targets of a spec, and say what changed",
    "diff": "say what changed for callers between two specs",
    "lint": "tell what is wrong with a spec, or doubtful, with proofs",
    "mock": "serve every operation of a spec, and hold requests to its rules",
    "witness": "show what each check lets pass, and what breaks it alone",
    "conform": "check whether a live server, or a validator, follows the table",
}
"""What each command does, in one line."""
