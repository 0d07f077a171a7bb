"""The program: `accordant`, or `python -m accordant`."""

import gc
import os
import sys

from accordant.cli import main


def program() -> int:
    """Run the command that was asked for; returns the exit code."""
    try:
        code = main()
        sys.stdout.flush()
    except BrokenPipeError:
        # Who reads has had enough, and nothing is to be said about that at the end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    # Nearly all that a run made is in use to its end: a last look for what is not takes
    # long and frees nothing.
    gc.freeze()
    return code


if __name__ == "__main__":
    sys.exit(program())
