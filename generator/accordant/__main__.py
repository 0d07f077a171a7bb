"""`python -m accordant`."""

import sys

from accordant.cli import main

if __name__ == "__main__":
    sys.exit(main())
