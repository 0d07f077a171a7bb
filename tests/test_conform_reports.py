"""The reports of `conform` for programs: JSON of a stable shape, and JUnit XML."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

import accordant
from accordant.cli import main
from accordant.rules.evaluate import Violation
from serving import Fake, serving

ROOT = Path(__file__).parent.parent
SPEC = str(ROOT / "spec/2025-12")
HOSTILE = "]]> <a & 'b' \"c\" \x00\x0b\x1f\ud800\ufffe\x7f"


def differs(body: Any, found: list[Violation]) -> list[Violation]:
    """Two differences: style is not looked at, and ten images are too many, which is
    said with signs that no XML can hold."""
    found = [entry for entry in found if entry.rule != "style-models"]
    if isinstance(body, dict) and body.get("n") == 10:
        return [Violation("n.maximum", "/n", HOSTILE, "error")]
    return found


@pytest.fixture
def fake() -> Iterator[Fake]:
    with serving(Fake(accordant.load(SPEC), differs)) as found:
        yield found


def text(fake: Fake, tmp_path: Path, kind: str, *words: str) -> str:
    file = tmp_path / "report"
    options = ["--spec", SPEC, f"--{kind}", str(file), *words]
    assert main(["conform", fake.url, *options]) == 1
    return file.read_text("utf-8")


def shape(value: Any) -> Any:
    """The kinds of a JSON value; of a list, that of its first item."""
    if isinstance(value, dict):
        return {key: shape(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [shape(item) for item in value[:1]]
    return type(value).__name__


def test_the_document_has_the_shape_that_is_documented(
    fake: Fake, tmp_path: Path
) -> None:
    words = ("--rule", "n.maximum", "--rule", "style-models", "--budget", "5")
    found = json.loads(text(fake, tmp_path, "json", *words))
    expected = json.loads((ROOT / "tests/conform/shape.json").read_text())
    assert shape(found) == expected
    assert found["version"] == 1
    ids = [request["id"] for request in found["requests"]]
    assert len(set(ids)) == len(ids)
    for check in found["checks"]:
        for side in check["sides"]:
            assert {case["request"] for case in side["cases"]} <= {*ids}
    assert sum(found["counts"].values()) == len(found["checks"])


def test_the_document_of_a_request_is_short(fake: Fake, tmp_path: Path) -> None:
    words = ("--rule", "prompt-length", "--rule", "n.maximum")
    written = text(fake, tmp_path, "json", *words)
    assert len(written) < 40_000
    found = json.loads(written)
    assert {"/prompt": 32001} in [request["repeat"] for request in found["requests"]]


def test_junit_is_valid_xml_whatever_was_said(fake: Fake, tmp_path: Path) -> None:
    written = text(fake, tmp_path, "junit")
    root = ElementTree.fromstring(written)
    (failure,) = (
        case.find("failure")
        for case in root.iter("testcase")
        if case.get("name") == "n.maximum/valid"
    )
    assert failure is not None
    said = "status 400: ]]> <a & 'b' \"c\" \\x00\\x0b\\x1f\\ud800\\ufffe\x7f"
    assert failure.attrib == {
        "message": f"server stricter: {said}",
        "type": "server stricter",
    }
    assert failure.text == (
        "n must be at most 10\n"
        'sent {"prompt": "x", "n": 10}\n'
        f"said 400 {said.removeprefix('status 400: ')}"
    )


def test_junit_keeps_the_rules_of_the_common_schema(fake: Fake, tmp_path: Path) -> None:
    root = ElementTree.fromstring(text(fake, tmp_path, "junit", "--only-refusals"))
    assert faults(root) == []
    found = {
        case.get("name"): case[0].get("message")
        for case in root.iter("testcase")
        if len(case) and case[0].tag == "skipped"
    }
    assert found["n.minimum/valid"] == (
        "undecided: not sent: the table accepts it (--only-refusals)"
    )
    assert found["answer-url-lifetime"] == (
        "only the server can decide: Links work for 60 minutes after the image was made."
    )


def faults(root: ElementTree.Element) -> list[str]:
    """What common readers of JUnit would not take: the rules of the Jenkins schema."""
    found: list[str] = []
    counts = {"tests", "failures", "errors", "skipped"}
    allowed = {
        "testsuites": {"name", "time", *counts},
        "testsuite": {"name", "time", "timestamp", "hostname", "id", *counts},
        "testcase": {"name", "classname", "time", "file", "line"},
        "failure": {"message", "type"},
        "error": {"message", "type"},
        "skipped": {"message"},
    }
    children = {
        "testsuites": {"testsuite"},
        "testsuite": {"testcase", "properties", "system-out", "system-err"},
        "testcase": {"failure", "error", "skipped", "system-out", "system-err"},
    }
    tags = {"failures": "failure", "errors": "error", "skipped": "skipped"}
    for element in root.iter():
        if not set(element.attrib) <= allowed.get(element.tag, set()):
            found.append(f"attributes of {element.tag}")
        for child in element:
            if child.tag not in children.get(element.tag, set()):
                found.append(f"{child.tag} in {element.tag}")
        if element.tag in ("testsuites", "testsuite"):
            if int(element.attrib["tests"]) != len(list(element.iter("testcase"))):
                found.append(f"tests of {element.tag}")
            for name, tag in tags.items():
                if int(element.attrib[name]) != len(list(element.iter(tag))):
                    found.append(f"{name} of {element.tag}")
        if element.tag == "testcase":
            float(element.attrib["time"])
            if not element.get("name") or not element.get("classname"):
                found.append("a testcase without a name")
            if len(element) > 1:
                found.append("two results of a testcase")
    names = [(c.get("classname"), c.get("name")) for c in root.iter("testcase")]
    if len(set(names)) != len(names):
        found.append("two testcases of one name")
    return found


def test_faults_of_junit_are_found() -> None:
    wrong = (
        "<testsuites tests='1' failures='1' errors='0' skipped='0'>"
        "<testsuite name='a' tests='2' failures='0' errors='0' skipped='0' x=''>"
        "<testcase name='' classname='a' time='0'><skipped/><skipped/><b/></testcase>"
        "</testsuite></testsuites>"
    )
    assert faults(ElementTree.fromstring(wrong)) == [
        "failures of testsuites",
        "skipped of testsuites",
        "attributes of testsuite",
        "tests of testsuite",
        "skipped of testsuite",
        "b in testcase",
        "a testcase without a name",
        "two results of a testcase",
    ]


def test_a_report_may_go_to_stdout(
    fake: Fake, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ["--spec", SPEC, "--rule", "n.maximum", "--json", "-"]
    assert main(["conform", fake.url, *words]) == 1
    out, err = capsys.readouterr()
    assert json.loads(out)["subject"] == fake.url
    assert err.startswith(f"{fake.url} beside ") and err.endswith("1 server stricter\n")


def test_a_report_that_cannot_be_written_is_told(
    fake: Fake, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "report"
    file.symlink_to(tmp_path / "no" / "folder")
    words = ["--spec", SPEC, "--rule", "n.maximum", "--json", str(file)]
    assert main(["conform", fake.url, *words]) == 2
    assert capsys.readouterr().err == (
        f"accordant: cannot write {file}: No such file or directory\n"
    )
