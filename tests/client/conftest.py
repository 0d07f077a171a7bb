"""The generated flagship package is imported from where it is committed."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2] / "generated/python/src"))
