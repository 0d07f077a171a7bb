"""Every operation of a document is called, and what is sent is judged."""

from __future__ import annotations

import importlib
import sys
from pathlib import Path
from typing import Any, NamedTuple

from tests import packages
from tests.corpus.documents import read
from tests.wire.calls import Call, calls, options
from tests.wire.listener import BASE, Judge, Listener

import accordant


class Judged(NamedTuple):
    """How many requests were taken, and what was wrong with the others."""

    operations: int
    accepted: int
    problems: list[str]


def judged(document: Path, folder: Path) -> Judged:
    """Call each method of a document's package: with all that may be given, and with no
    more than must be."""
    api = accordant.load(document)
    package = "wire_" + "".join(c if c.isalnum() else "_" for c in document.stem)
    packages.write(api, folder, package)
    sys.path.insert(0, str(folder))
    try:
        client_class = importlib.import_module(package).Client
    finally:
        sys.path.remove(str(folder))
    written = read(document)
    problems: list[str] = []
    accepted = 0
    with Listener() as server:
        judge = Judge(written, server.url)
        made = client_class(
            base_url=server.url + BASE, validate="off", max_retries=0, **options(api)
        )
        with made:
            for full in (False, True):
                for call in calls(api, written, full):
                    found = _made(call, made, server, judge)
                    problems += found
                    accepted += not found
    return Judged(len(api.operations), accepted, problems)


def _made(call: Call | str, made: Any, server: Listener, judge: Judge) -> list[str]:
    """Make a call; what is wrong with what was sent."""
    if isinstance(call, str):
        return [call]
    *way, method = call.method.split(".")
    found = made
    for name in way:
        found = getattr(found, name)
    before = len(server.requests)
    getattr(found.with_raw_response, method)(**call.given)
    (sent,) = server.requests[before:]
    said = f"{call.http} {call.path}: {sent.target} {sent.body!r:.200}: "
    return [said + problem for problem in judge.problems(sent)]
