"""The Ruby gem: what Ruby, RuboCop, YARD, RBS and RubyGems say of it, and its own tests."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

import accordant
from accordant import ir
from accordant.location import Report
from accordant.rules.pattern import python_pattern
from accordant.targets.ruby.regexps import regexp
from accordant.targets.ruby.text import doc, literal, symbol
from bindings.built import built, skip
from mocked import flagship, serving

HERE = Path(__file__).parent
SCRIPTS = HERE / "bindings/ruby"
SEED = HERE / "bindings/samples/sample.rb"
HOSTILE = sorted((HERE / "hostile").glob("*.yaml"))


def need(*programs: str) -> None:
    for program in programs:
        if shutil.which(program) is None:
            skip(f"no '{program}' here")


def run(folder: Path, *command: str, **variables: str) -> str:
    """What a command says; it must not fail."""
    done = subprocess.run(
        command,
        cwd=folder,
        env={**os.environ, "RUBYOPT": "-w", **variables},
        capture_output=True,
        text=True,
        timeout=300,
    )
    assert done.returncode == 0, done.stdout[-5000:] + done.stderr[-5000:]
    return done.stdout + done.stderr


@pytest.fixture(scope="module")
def gem(tmp_path_factory: pytest.TempPathFactory) -> Path:
    need("ruby")
    return built(tmp_path_factory, "ruby", "2025-12").folder


def test_its_own_tests_pass(gem: Path) -> None:
    need("rake")
    said = run(gem, "rake", "test")
    assert " 0 failures, 0 errors, 0 skips" in said
    ours = [line for line in said.splitlines() if f"{gem}/lib" in line]
    assert ours == []  # no warnings of Ruby


def test_rubocop(gem: Path) -> None:
    need("rubocop")
    assert "no offenses detected" in run(gem, "rubocop", "--cache", "false", RUBYOPT="")


def test_yard(gem: Path) -> None:
    need("yard")
    said = run(gem, "yard", "stats", "--no-cache", "--no-save", RUBYOPT="")
    assert "[warn]" not in said
    assert "[error]" not in said


def test_rbs(gem: Path) -> None:
    command = rbs()
    options = ["-r", "date", "-r", "time", "-r", "pathname", "-I", "sig"]
    run(gem, *command, *options, "validate", "--silent", RUBYOPT="")


def rbs() -> list[str]:
    """The command of RBS, which comes with Ruby, if not in the path."""
    if shutil.which("rbs"):
        return ["rbs"]
    need("ruby")
    found = "puts Gem::Specification.find_by_name('rbs').full_gem_path"
    done = subprocess.run(["ruby", "-e", found], capture_output=True, text=True)
    if done.returncode:
        skip("no 'rbs' here")
    home = done.stdout.strip()
    return ["ruby", "-I", f"{home}/lib", f"{home}/exe/rbs"]


def test_an_empty_project_can_use_it(gem: Path, tmp_path: Path) -> None:
    need("gem")
    home, project = str(tmp_path / "home"), tmp_path / "project"
    project.mkdir()
    out = str(tmp_path / "it.gem")
    run(gem, "gem", "build", "openai.gemspec", "--output", out, RUBYOPT="")
    where = {"GEM_HOME": home, "GEM_PATH": home}
    words = ("install", "--local", "--no-document", out)
    run(tmp_path, "gem", *words, RUBYOPT="", **where)
    sample = SEED.read_text(encoding="utf-8")
    (project / "sample.rb").write_text(sample, encoding="utf-8")
    with serving(flagship()) as server:
        known = {"OPENAI_API_KEY": "k", "OPENAI_BASE_URL": f"{server}/v1", **where}
        assert '"created": ' in run(project, "ruby", "sample.rb", **known)
        said = run(project, "ruby", str(SCRIPTS / "calls.rb"), **known)
    assert said == "all is well\n"


@pytest.mark.parametrize("document", HOSTILE, ids=lambda path: path.stem)
def test_hostile_documents(document: Path, tmp_path: Path) -> None:
    need("ruby")
    api = accordant.load(document, Report())
    for path, text in accordant.render(api, "ruby").items():
        file = tmp_path / path
        assert file.resolve().is_relative_to(tmp_path)
        file.parent.mkdir(exist_ok=True, parents=True)
        file.write_text(text, encoding="utf-8")
    (spec,) = tmp_path.glob("*.gemspec")
    name = spec.stem.replace("-", "/")
    module = re.search(
        r"^module (\w+)", (tmp_path / f"lib/{name}.rb").read_text(), re.M
    )
    assert module is not None
    script = str(SCRIPTS / "load.rb")
    said = run(tmp_path, "ruby", script, f"lib/{name}.rb", module[1])
    assert said == f"{len(api.declarations)}\n"
    run(tmp_path, "ruby", "-Ilib", "-Itest", "test/vectors_test.rb")


TEXTS = [
    "",
    "a",
    "a\nb",
    "b\r",
    "\u2028",
    "A1",
    "1.5",
    "#{a}",
    "a/b",
    "\u00e9\U0001f600",
]
PATTERNS = [
    *("^a$", "a|b", ".", "^.$", r"\d+", r"^\w+\.\d$", "[^a]", "[#{}]", "^a{0,1}$"),
    *(r"a\/b", "a/b", "#", r"[\x41-\x5a]", r"\u2028"),
    *(r"^[^\n]*$", r"\bA1\b", "^(?:a|1)+", r"\$", "é", "[\U0001f600]", "^$", r"[\]]"),
]


def test_patterns_search_the_same(tmp_path: Path) -> None:
    need("ruby")
    lines = ["texts = ["]
    lines += [f"  {literal(text)}," for text in TEXTS]
    lines.append("]")
    for pattern in PATTERNS:
        lines.append(
            f"puts texts.map {{ |text| text.match?(/{regexp(pattern)}/) }}.join(' ')"
        )
    (tmp_path / "patterns.rb").write_text("\n".join(lines), encoding="utf-8")
    said = run(tmp_path, "ruby", "patterns.rb").splitlines()
    for pattern, line in zip(PATTERNS, said, strict=True):
        known = re.compile(python_pattern(pattern), re.ASCII)
        wanted = [str(bool(known.search(text))).lower() for text in TEXTS]
        assert line.split() == wanted, pattern


VALUES: list[ir.Json] = [
    *(
        "",
        'a"b',
        "#{x} #$y #@z #",
        "\\",
        "\n\t\0\x7f",
        "\u00e9\u2028\u202e",
        "\U0001f600",
    ),
    *(0, -1, 123456, 1.0, -2.5e-8, 1e300, 123456.5, True, False, None),
    *([1, "a b", ["x", "y-z"]], {"a": {"b": [None]}, "#{c}": "d"}, [], {}),
]


def test_literals_are_what_they_stand_for(tmp_path: Path) -> None:
    need("ruby")
    lines = ["require 'json'", *(f"puts JSON.generate({literal(v)})" for v in VALUES)]
    lines += [f"puts JSON.generate({symbol(v)})" for v in VALUES if isinstance(v, str)]
    (tmp_path / "literals.rb").write_text("\n".join(lines), encoding="ascii")
    said = [
        json.loads(line)
        for line in run(tmp_path, "ruby", "literals.rb").split("\n")[:-1]
    ]
    assert said == [*VALUES, *(value for value in VALUES if isinstance(value, str))]


def test_comments_are_no_directives() -> None:
    text = (
        "# rubocop:disable all\n@param x {Foo} -*- warn_indent: true -*- \u2028 `{id}`"
    )
    (line,) = doc([text])
    assert line == (
        "# # rubocop\\:disable all \\@param x \\{Foo} - * - warn_indent\\: true - * - `{id}`"
    )
