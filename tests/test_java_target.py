"""The generated Java package: it compiles without warnings, passes its own tests, is
documented and formatted, and runs the reference page's sample; names and texts of Java.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import accordant
from accordant.names import java
from accordant.targets.java.patterns import java_pattern
from accordant.targets.java.text import doc, literal
from bindings.built import Built, built, skip
from bindings.executors import Failed, Missing, need, run, write

ROOT = Path(__file__).parent.parent
SAMPLE = ROOT / "tests/bindings/samples/Main.java"
FORMATTER = "com.palantir.javaformat:palantir-java-format:2.50.0"
OPENED = ("api", "code", "file", "main", "parser", "processing", "tree", "util")
POM = """<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>x</groupId><artifactId>x</artifactId><version>1</version>
  <dependencies><dependency>
    <groupId>{}</groupId><artifactId>{}</artifactId><version>{}</version>
  </dependency></dependencies>
</project>
"""


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """A copy, for Maven compiles it anew."""
    found = built(tmp_path_factory, "java", "2025-12")
    folder = tmp_path_factory.mktemp("java") / "package"
    shutil.copytree(found.folder, folder)
    return Built(folder, found.command)


def test_it_is_built_tested_and_documented(package: Built) -> None:
    """Warnings of javac and of javadoc are errors in its own build."""
    maven = ["mvn", "--quiet", "--batch-mode", "package", "javadoc:javadoc"]
    run(maven, package.folder)
    reports = list((package.folder / "target/surefire-reports").glob("*.txt"))
    ran = [re.search(r"Tests run: (\d+)", path.read_text()) for path in reports]
    assert sum(int(found[1]) for found in ran if found) > 50
    assert list((package.folder / "target").glob("*.jar"))


def test_the_formatter_has_nothing_to_change(package: Built, tmp_path: Path) -> None:
    group, artifact, version = FORMATTER.split(":")
    (tmp_path / "pom.xml").write_text(POM.format(group, artifact, version))
    copy = "dependency:copy-dependencies"
    try:
        run(["mvn", "--quiet", "--batch-mode", copy], tmp_path)
    except Failed as error:
        skip(f"the formatter cannot be had: {str(error)[:200]}")
    jars = map(str, (tmp_path / "target/dependency").glob("*.jar"))
    opened = [
        f"--add-exports=jdk.compiler/com.sun.tools.javac.{part}=ALL-UNNAMED"
        for part in OPENED
    ]
    main = "com.palantir.javaformat.java.Main"
    files = map(str, (package.folder / "src").rglob("*.java"))
    command = ["java", *opened, "-cp", os.pathsep.join(jars), main, "--palantir"]
    assert run([*command, "--dry-run", *files], package.folder) == ""


@pytest.fixture
def mock() -> Iterator[str]:
    """The address of a mock server."""
    command = [sys.executable, "-m", "accordant", "mock", "--port", "0"]
    spec = ["--spec", str(ROOT / "spec/2025-12")]
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "generator")}
    with subprocess.Popen(
        [*command, *spec], stdout=subprocess.PIPE, text=True, env=environment
    ) as server:
        assert server.stdout is not None
        found = re.search(r"http://\S+", server.stdout.readline())
        assert found is not None
        yield found[0]
        server.terminate()


def test_the_sample_of_the_page_runs(package: Built, mock: str, tmp_path: Path) -> None:
    jars = (package.folder / "target/classpath.txt").read_text().strip()
    classes = os.pathsep.join([str(package.folder / "target/classes"), jars])
    lint = ["javac", "-Xlint:all", "-Werror", "-d", str(tmp_path), "-cp", classes]
    run([*lint, str(SAMPLE)], tmp_path)
    command = ["java", "-cp", os.pathsep.join([str(tmp_path), classes])]
    said = run(
        [*command, "com.openai.example.Main"],
        tmp_path,
        OPENAI_API_KEY="sk-1234567890",
        OPENAI_BASE_URL=mock,
    )
    assert said == ""


@pytest.mark.parametrize("name", ["names", "shapes", "texts"])
def test_hostile_names_and_texts_compile(
    package: Built, name: str, tmp_path: Path
) -> None:
    try:
        need("javac")
    except Missing as missing:
        skip(str(missing))
    api = accordant.load(ROOT / f"tests/hostile/{name}.yaml")
    folder = write(api, "java", tmp_path / "package")
    jars = (package.folder / "target/classpath.txt").read_text().strip()
    files = sorted(map(str, (folder / "src").rglob("*.java")))
    lint = ["javac", "-Xlint:all", "-Werror", "-d", str(tmp_path / "classes")]
    run([*lint, "-cp", jars, *files], folder)
    assert len({path.lower() for path in files}) == len(files)


def test_texts_stay_data() -> None:
    assert literal('a"b\\c\n\u00e9\U0001f600\ud800') == (
        '"a\\"b\\\\c\\n\\u00e9\\ud83d\\ude00\\ud800"'
    )
    assert literal("\\u0022") == '"\\\\u0022"'
    said = doc(["*/ class X {} /* \\u002a/ @throws <b> & `a*/`"])
    assert said.count("*/") == 1
    assert "\\" not in said and "@" not in said and "<b>" not in said


def test_names() -> None:
    assert java.java_member("b64_json") == "b64Json"
    assert java.java_member("class") == "class_"
    assert java.java_member("getClass") == "getClass_"
    assert java.java_member("2x") == "_2x"
    assert java.java_class("string", ()) == "StringModel"
    assert java.java_class("Optional", ()) == "OptionalModel"
    assert java.java_class("image", ["IMAGE"]) == "image".title() + "2"
    assert java.java_constant("1024x1024", ()) == "_1024X1024"
    assert java.java_constant("-1", ()) == "MINUS_1"
    assert java.java_constant("", ()) == "EMPTY"
    assert java.java_constant("a-b", ["A_B"]) == "A_B_2"
    assert java.java_package("The Museum API") == "com.museum"
    assert java.java_segment("new") == "new_"


def test_patterns_mean_the_same() -> None:
    assert java_pattern(r"^a.\v$") == "^a[^\\n\\r\\u2028\\u2029]\\x0B\\z"
    assert java_pattern(r"[\b$.]{,3}") == r"[\x08$.]{0,3}"
