"""The report as JUnit XML: a suite an operation, a test case a check and side."""

from __future__ import annotations

import re
from xml.etree import ElementTree as xml

from accordant.conform.results import Results
from accordant.conform.verdicts import DISAGREES, SERVER, UNDECIDED, Decided
from accordant.shortening import request_text

_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def text(results: Results) -> str:
    """The report as a file, valid XML 1.0 whatever the server said."""
    suites = [_suite(results, to.name) for to in results.plan.operations]
    if results.faults:
        suites.append(_faults(results))
    root = xml.Element("testsuites", {"name": _fit(f"conform {results.subject}")})
    for key in ("tests", "failures", "errors", "skipped"):
        root.set(key, str(sum(int(suite.get(key, "0")) for suite in suites)))
    root.extend(suites)
    xml.indent(root)
    body = xml.tostring(root, "unicode")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{body}\n'


def _suite(results: Results, operation: str) -> xml.Element:
    own = [entry for entry in results.verdicts if entry.row.operation == operation]
    cases = [_case(results, entry) for entry in own]
    return _with_counts(operation, cases)


def _faults(results: Results) -> xml.Element:
    cases = []
    for number, fault in enumerate(results.faults, 1):
        names = {"classname": "validator", "name": f"fault {number}", "time": "0"}
        case = xml.Element("testcase", names)
        xml.SubElement(case, "error", {"message": _fit(fault), "type": "fault"})
        cases.append(case)
    return _with_counts("validator", cases)


def _with_counts(name: str, cases: list[xml.Element]) -> xml.Element:
    def count(tag: str) -> str:
        return str(sum(case.find(tag) is not None for case in cases))

    seconds = sum(float(case.get("time", "0")) for case in cases)
    suite = xml.Element(
        "testsuite",
        {
            "name": _fit(name),
            "tests": str(len(cases)),
            "failures": count("failure"),
            "errors": count("error"),
            "skipped": count("skipped"),
            "time": f"{seconds:.3f}",
        },
    )
    suite.extend(cases)
    return suite


def _case(results: Results, entry: Decided) -> xml.Element:
    met = {case.case.request.id for case in entry.cases}
    outcomes = [results.outcomes[key] for key in met if key in results.outcomes]
    seconds = sum(outcome.seconds for outcome in outcomes)
    case = xml.Element(
        "testcase",
        {
            "classname": _fit(entry.row.operation),
            "name": _fit(entry.name),
            "time": f"{seconds:.3f}",
        },
    )
    note = f": {entry.note}" if entry.note else ""
    message = _fit(f"{entry.verdict}{note}")
    if entry.word in DISAGREES:
        kind = {"message": message, "type": _fit(entry.verdict)}
        xml.SubElement(case, "failure", kind).text = _fit(_told(results, entry))
    elif entry.verdict in (SERVER, UNDECIDED):
        xml.SubElement(case, "skipped", {"message": message})
    return case


def _told(results: Results, entry: Decided) -> str:
    """The requests that made a finding, and what was said to them."""
    requests = [c.case.request for c in entry.cases if c.verdict == entry.verdict]
    requests += [request for request, _ in entry.broken]
    lines = [entry.row.says]
    for request in dict.fromkeys(requests):
        lines.append(f"sent {request_text(request.body)}")
        outcome = results.outcomes.get(request.id)
        if outcome is not None:
            said = f" {outcome.message}" if outcome.message else ""
            lines.append(f"said {outcome.status}{said}")
        for reported in results.reported.get(request.id, ()):
            lines.append(f"said {reported.rule} at {reported.path or 'the top'}")
    return "\n".join(lines)


def _fit(text: str) -> str:
    """A text without what XML 1.0 cannot hold; that is written as escapes."""
    return _NOT_XML.sub(lambda found: ascii(found[0])[1:-1], text)
