"""The strategies of a generated package draw what they promise, and all of it.

Both revisions of the flagship are held to the reference evaluator and to the one that
was written by hand, the cases to the reference evaluator.
"""

from __future__ import annotations

import importlib
import re
import subprocess
import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from hypothesis import find, given, settings
from hypothesis.strategies import SearchStrategy
from tests import packages

import accordant
from accordant import ir
from accordant.analysis.witness import witnesses
from accordant.rules.evaluate import evaluate
from accordant.targets.python.models import class_names
from oracles import pages, pages_2026_11

ROOT = Path(__file__).parents[1]
CASES = [path for path in (ROOT / "tests/cases").iterdir() if path.is_dir()]
LARGE = (*pages_2026_11.GPT_IMAGE_2, *pages_2026_11.GPT_IMAGE_2_5)
Request = dict[str, Any]
Judge = Callable[[Any], list[tuple[str, str, str]]]
PAGES: dict[str, Judge] = {
    "2025-12": pages.violations,
    "2026-11": pages_2026_11.violations,
}


@dataclass(slots=True)
class Package:
    """A generated package, and the API that it is made from."""

    api: ir.Api
    testing: ModuleType
    models: ModuleType

    def reference(self, model: ir.Model) -> Judge:
        """Rule, path and severity of what the reference evaluator finds."""
        return lambda request: [
            (entry.rule, entry.path, entry.severity)
            for entry in evaluate(model, self.api.declarations, request)
        ]

    def drawn(self) -> list[tuple[ir.Model, Any]]:
        """The models that requests are drawn of, with their classes."""
        names = class_names(self.api)
        return [(m, getattr(self.models, names[m.name])) for m in self.api.requests()]


def package(spec: Path, folder: Path, name: str) -> Package:
    api = accordant.load(spec)
    if not api.witnesses:  # a case stores none
        api = replace(api, witnesses=tuple(witnesses(api)))
    packages.write(api, folder, name)
    models, _ = packages.load(folder, name)
    return Package(api, importlib.import_module(f"{name}.testing"), models)


@dataclass(frozen=True, slots=True)
class Revision:
    """The package of a revision of the flagship, the evaluator that was written by hand,
    and what `valid_requests` draws in 1500 examples."""

    name: str
    package: Package
    by_hand: Judge
    drawn: list[Request]


@pytest.fixture(scope="module", params=PAGES)
def revision(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Revision:
    name = f"drawn_{request.param.replace('-', '_')}"
    spec = ROOT / "spec" / request.param
    made = package(spec, tmp_path_factory.mktemp(name), name)
    drawn: list[Request] = []
    each_draw(made.testing.valid_requests(), 1500, drawn.append)
    return Revision(request.param, made, PAGES[request.param], drawn)


def each_draw(
    strategy: SearchStrategy[Request], count: int, look: Callable[[Request], None]
) -> None:
    """Look at so many draws, the same ones in every run; all health checks are on."""

    @settings(max_examples=count, deadline=None, database=None, derandomize=True)
    @given(strategy)
    def drawn(request: Request) -> None:
        look(request)

    drawn()


def errors(found: Iterable[tuple[str, str, str]]) -> set[str]:
    return {rule for rule, _, severity in found if severity == "error"}


def alone(rule: str, found: list[tuple[str, str, str]]) -> bool:
    """Whether a rule is the only error, or a warning beside no error."""
    return errors(found) == {rule} or (
        not errors(found) and any(rule == other for other, _, _ in found)
    )


def test_valid_requests_are_valid(revision: Revision) -> None:
    model, _ = revision.package.drawn()[0]
    reference = revision.package.reference(model)
    for request in revision.drawn:
        assert errors(reference(request)) == set(), request
        assert errors(revision.by_hand(request)) == set(), request


def test_a_broken_rule_is_broken_alone(revision: Revision) -> None:
    model, _ = revision.package.drawn()[0]
    reference = revision.package.reference(model)
    for rule in revision.package.testing.rules():

        def look(request: Request) -> None:
            assert alone(rule, reference(request)), request  # noqa: B023
            assert alone(rule, revision.by_hand(request)), request  # noqa: B023

        each_draw(revision.package.testing.violating(rule), 20, look)


def test_every_check_is_broken_or_said_to_be_inseparable(revision: Revision) -> None:
    model, _ = revision.package.drawn()[0]
    known = {*revision.package.testing.rules()}
    for rule in {check.id for check in model.checks()} - known:
        with pytest.raises(ValueError, match=f"breaks '{rule}' alone"):
            revision.package.testing.violating(rule)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_so_do_the_cases(case: Path, tmp_path: Path) -> None:
    made = package(case, tmp_path, f"drawn_case_{case.name.replace('-', '_')}")
    for model, kind in made.drawn():
        reference = made.reference(model)

        def valid(request: Request) -> None:
            assert errors(reference(request)) == set()  # noqa: B023

        each_draw(made.testing.valid_requests(kind), 20, valid)
        for rule in made.testing.rules(kind):

            def broken(request: Request) -> None:
                assert alone(rule, reference(request))  # noqa: B023

            each_draw(made.testing.violating(rule, kind), 5, broken)


# --- variety -------------------------------------------------------------------------


def test_each_field_is_sent_and_left_out_with_each_value(revision: Revision) -> None:
    model, _ = revision.package.drawn()[0]
    fields = {field.wire for field in model.fields}
    left_out = {name for request in revision.drawn for name in fields - request.keys()}
    assert left_out == {field.wire for field in model.fields if not field.required}
    assert any(request.keys() - fields for request in revision.drawn)
    for position in model.positions:
        name = position.wire
        values = [request[name] for request in revision.drawn if name in request]
        assert values, name
        assert (None in values) == position.nullable, name
        assert [wanted for wanted in closed(position) if wanted not in values] == []
        for family in model.table.families_of(name):
            met = any(value in family for value in values)
            assert met != retired(model, family), family.name


def closed(position: ir.Position) -> list[Any]:
    """The values of an enum that is not open."""
    return [
        value
        for check in position.checks
        for test in check.require
        for atom in test.atoms()
        if isinstance(atom, ir.OneOf)
        for value in atom.values
    ]


def retired(model: ir.Model, family: ir.FamilyOf) -> bool:
    """Whether a rule refuses the whole family, whatever else is sent."""
    gone = ir.Test(family.field, ((ir.Family((family.name,)),),))
    return any(
        check.severity == "error" and not check.when and check.forbid == (gone,)
        for check in model.table.checks()
    )


SIDES: dict[str, dict[str, Callable[[Request], bool]]] = {
    "2025-12": {
        "a prompt of any length": lambda r: len(r["prompt"]) <= 1000,
        "one that is too long for dall-e-2": lambda r: 1000 < len(r["prompt"]) <= 4000,
        "one for GPT image models only": lambda r: len(r["prompt"]) > 4000,
        "one image": lambda r: r.get("n") == 1,
        "the most images": lambda r: r.get("n") == 10,
        "no compression": lambda r: r.get("output_compression") == 0,
        "an unlisted model": lambda r: "style" in r and "stream" in r,
        "the assumed dall-e-2": lambda r: "model" not in r
        and (r.get("size") == "512x512" or r.get("quality") == "standard"),
    },
    "2026-11": {
        "a wide picture": lambda r: ratio(r) > 2,
        "a high picture": lambda r: 0 < ratio(r) < 0.5,
        "an experimental size": lambda r: pixels(r) > 3686400,
        "an ordinary one": lambda r: 0 < pixels(r) <= 3686400,
        "frames": lambda r: r.get("frame_count") is not None,
        "a certain effort": lambda r: effort(r) is not None,
        "an svg in a picture of its own": lambda r: (r.get("svg") or {}).get("model")
        not in (None, "x"),
        "users by both names": lambda r: r.get("safety_identifier") and "user" in r,
    },
}


BROKEN = {
    "2025-12": {"n.maximum": "n", "prompt-length": "prompt", "model.type": "model"},
    "2026-11": dict.fromkeys(
        ("size-form", "size-multiple", "size-ratio", "size-limit"), "size"
    ),
}
"""For some rules the field that they refuse, which has many wrong values."""


def any_size(request: Request) -> bool:
    """Whether width and height of a picture are judged."""
    form = re.fullmatch(r"\d+x\d+", str(request.get("size")))
    return form is not None and request.get("model") in LARGE


def sides(request: Request) -> tuple[int, int]:
    width, _, height = request["size"].partition("x")
    return int(width), int(height)


def ratio(request: Request) -> float:
    return sides(request)[0] / sides(request)[1] if any_size(request) else 0


def pixels(request: Request) -> int:
    return sides(request)[0] * sides(request)[1] if any_size(request) else 0


def effort(request: Request) -> Any:
    return ((request.get("svg") or {}).get("reasoning") or {}).get("effort")


def test_both_sides_are_drawn(revision: Revision) -> None:
    for name, met in SIDES[revision.name].items():
        assert any(met(request) for request in revision.drawn), name


def test_what_is_broken_differs_from_draw_to_draw(revision: Revision) -> None:
    for rule, name in BROKEN[revision.name].items():
        values = set()
        drawn = revision.package.testing.violating(rule)
        each_draw(drawn, 100, lambda r: values.add(str(r[name])))  # noqa: B023
        assert len(values) > 4, rule


def test_draws_shrink_to_the_smallest_request(revision: Revision) -> None:
    strategy = revision.package.testing.valid_requests()
    assert find(strategy, lambda request: True) == {"prompt": "x"}
    assert find(strategy, lambda request: request.get("stream") is True) == {
        "prompt": "x",
        "stream": True,
    }


# --- how -----------------------------------------------------------------------------


def test_nothing_is_filtered_and_no_health_check_is_off() -> None:
    texts = [
        (ROOT / "templates/python" / name).read_text("utf-8")
        for name in ("_testing.py", "_forms.py", "testing.py.jinja")
    ]
    texts.append((ROOT / "templates/python/tests/test_testing.py.jinja").read_text())
    words = ("assume(", ".filter(", "reject(", "suppress" + "_health_check")
    assert [word for word in words for text in texts if word in text] == []
    assert words[-1] not in Path(__file__).read_text("utf-8")


def test_only_testing_imports_hypothesis(revision: Revision) -> None:
    package = revision.package.testing.__package__
    folder = Path(str(revision.package.testing.__file__)).parents[1]
    lines = [
        f"import sys; sys.path.insert(0, {str(folder)!r})",
        f"import {package}, {package}.validators, {package}.models",
        f"{package}.Timeout",
        "print('hypothesis' in sys.modules)",
        "sys.modules['hypothesis'] = None",
        f"try: import {package}.testing",
        "except ModuleNotFoundError as error: print(error)",
    ]
    run = subprocess.run(
        [sys.executable, "-c", "\n".join(lines)],
        capture_output=True,
        text=True,
        check=True,
    )
    needs = f"{package}.testing needs Hypothesis: pip install "
    told = run.stdout.replace("openai_images", str(package))
    assert told == f"False\n{needs}'openai-images[testing]'\n"


@pytest.mark.parametrize(
    ("rule", "message"),
    [
        (
            "n.maxinum",
            "no rule 'n.maxinum' of ImageGenerateParams; did you mean 'n.max",
        ),
        ("promptlength", "did you mean 'prompt-length'?"),
        ("?", r"no rule '\?' of ImageGenerateParams; rules\(\) lists them"),
        ("type", "'type' is broken by what is no object, so by no request"),
    ],
)
def test_what_cannot_be_broken_is_refused(
    revision: Revision, rule: str, message: str
) -> None:
    with pytest.raises(ValueError, match=message):
        revision.package.testing.violating(rule)
