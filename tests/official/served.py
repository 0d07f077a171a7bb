"""A mock in a process of its own, and spec folders for it."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
FLAGSHIP = ROOT / "spec" / "2025-12"


@contextmanager
def mock(spec: Path, *options: str) -> Iterator[str]:
    """The URL of a mock of a spec, without the path of its servers."""
    words = [sys.executable, "-m", "accordant", "mock", "--spec", str(spec)]
    path = os.pathsep.join([str(ROOT / "generator"), os.environ.get("PYTHONPATH", "")])
    with subprocess.Popen(
        [*words, "--port", "0", *options],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        env={**os.environ, "PYTHONPATH": path, "PYTHONUNBUFFERED": "1"},
    ) as process:
        assert process.stdout is not None
        line = process.stdout.readline()
        found = re.search(r"http://[^/\s]+", line)
        try:
            if found is None:
                raise RuntimeError(f"the mock did not start: {line!r}")
            yield found[0]
        finally:
            process.terminate()


def whole_document(folder: Path) -> Path | None:
    """OpenAI's own document under our overlay and names; None without the corpus."""
    corpus = os.environ.get("ACCORDANT_CORPUS")
    document = Path(corpus or "", "openai.yaml")
    if not corpus or not document.is_file():
        return None
    shutil.copy(document, folder / "openapi.yaml")
    shutil.copy(FLAGSHIP / "sdk.yaml", folder)
    # The document has another name for the same schema.
    text = (FLAGSHIP / "constraints.yaml").read_text(encoding="utf-8")
    text = text.replace("schemas.ImageGenerateParams", "schemas.CreateImageRequest")
    (folder / "constraints.yaml").write_text(text, encoding="utf-8")
    return folder
