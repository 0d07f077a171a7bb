"""The image tests that openai-python ships with its source, against the mock.

    ACCORDANT_CORPUS=DIR python -m tests.official.suite

Those of generation run against the flagship, in mode warn and in mode error; all of
them against OpenAI's own document under our overlay, if DIR has `openai.yaml`.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path

from tests.official.environments import FIRST, TOOLS, python, source
from tests.official.served import FLAGSHIP, mock, whole_document

_OUTCOME = re.compile(r"^(PASSED|FAILED|ERROR) \S*?::(\S+)(?: - (.*))?$", re.MULTILINE)


def outcomes(url: str, wanted: str = "") -> dict[str, tuple[str, str]]:
    """Each test with its outcome, and with what it failed."""
    program, folder = python("suite", FIRST, *TOOLS), source(FIRST)
    words = [str(program), "-m", "pytest", "tests/api_resources/test_images.py"]
    words += ["-n0", "-q", "-rA", "--color=no", "-p", "no:cacheprovider", "-k", wanted]
    done = subprocess.run(
        words,
        cwd=folder,
        env={**os.environ, "TEST_API_BASE_URL": url, "COLUMNS": "9000"},
        stdout=subprocess.PIPE,
        text=True,
        timeout=600,
    )
    found = _OUTCOME.findall(done.stdout)
    if not found:
        raise RuntimeError(done.stdout[-2000:])
    return {name: (outcome, reason) for outcome, name, reason in found}


def told(name: str, found: dict[str, tuple[str, str]]) -> int:
    """Print what became of a run; how many tests did not pass."""
    counted = Counter(outcome for outcome, _ in found.values())
    numbers = ", ".join(f"{number} {one.lower()}" for one, number in counted.items())
    print(f"{name}: {numbers}")
    return len(found) - counted["PASSED"]


def rules_in(reason: str) -> str:
    """The rules that a refusal names."""
    found = re.findall(r"'rule': '([^']+)'.*?'severity': '([a-z]+)'", reason)
    errors = dict.fromkeys(rule for rule, severity in found if severity == "error")
    return ", ".join(errors) or reason[:200]


def main() -> int:
    """Run all; the exit code is 1 if a test fails that should not."""
    with mock(FLAGSHIP, "--mode", "warn") as url:
        missed = told("generation, mode warn", outcomes(url, "generate"))
    with mock(FLAGSHIP, "--mode", "error") as url:
        refused = outcomes(url, "generate")
    told("generation, mode error", refused)
    for name, (outcome, reason) in refused.items():
        if outcome != "PASSED":
            print(f"  {rules_in(reason)}  {name}")
    with tempfile.TemporaryDirectory() as folder:
        spec = whole_document(Path(folder))
        if spec is None:
            print("ACCORDANT_CORPUS names no folder with openai.yaml: not all were run")
            return int(missed > 0)
        with mock(spec, "--mode", "warn") as url:
            found = outcomes(url)
    missed += told("all, OpenAI's own document, mode warn", found)
    for name, (outcome, reason) in found.items():
        if outcome != "PASSED":
            print(f"  {name}  {reason[:300]}")
    return int(missed > 0)


if __name__ == "__main__":
    sys.exit(main())
