"""The program: `accordant`, or `python -m accordant`."""

import gc
import sys

from accordant.cli import main


def program() -> int:
    """Run the command that was asked for; returns the exit code."""
    code = main()
    # Nearly all that a run made is in use to its end: a last look for what is not takes
    # long and frees nothing.
    gc.freeze()
    return code


if __name__ == "__main__":
    sys.exit(program())
