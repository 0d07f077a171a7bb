"""The command line: exit 0 done, 1 the answer is no, 2 usage."""

from __future__ import annotations

import sys
from importlib import import_module
from typing import Any

from accordant import lock
from accordant.commands import COMMANDS
from accordant.options import Misuse, hint, read_options

_ROWS = "\n".join(f"  {name:9} {text}" for name, text in COMMANDS.items())
_USAGE = f"""\
usage: accordant COMMAND [OPTIONS]
       accordant COMMAND --help
       accordant --version

{_ROWS}

example: accordant generate --spec spec/2025-12 --out /tmp/sdk
"""


def main(arguments: list[str] | None = None) -> int:
    """Run one command; returns the exit code."""
    words = sys.argv[1:] if arguments is None else arguments
    if not words or words[0] in ("-h", "--help"):
        print(_USAGE, end="")
        return 0 if words else 2
    if words == ["--version"]:
        print(f"accordant {lock.installed_version('accordant') or 'not installed'}")
        return 0
    name = words[0]
    if name not in COMMANDS:
        meant = hint(name, tuple(COMMANDS))
        return _misuse(f"unknown command '{name}'{meant}", "accordant")
    command: Any = import_module(f"accordant.commands.{name}")
    if "--help" in words or "-h" in words:
        print(command.SYNTAX.usage, end="")
        return 0
    try:
        code: int = command.run(read_options(words[1:], command.SYNTAX))
    except Misuse as error:
        return _misuse(str(error), f"accordant {name}")
    except lock.WriteError as error:
        print(error, file=sys.stderr)
        return 1
    return code


def _misuse(message: str, command: str) -> int:
    print(f"accordant: {message}; see '{command} --help'", file=sys.stderr)
    return 2
