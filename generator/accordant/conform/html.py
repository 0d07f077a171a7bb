"""The report as one HTML page that needs nothing else."""

from __future__ import annotations

import json

from accordant.conform.document import document
from accordant.conform.results import Results
from accordant.templating import copied, render


def text(results: Results) -> str:
    """The page. All words of servers and specs stand in it as JSON in which no `<` is,
    so that none of them can become markup."""
    data = json.dumps(document(results)).replace("<", "\\u003c")
    return render(
        "conform/report.html.jinja",
        style=copied("conform/report.css"),
        script=copied("conform/report.js"),
        data=data,
    )
