"""What the official clients need: an environment each, below `.venv/official`."""

from __future__ import annotations

import subprocess
import sys
import tarfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
HOME = ROOT / ".venv" / "official"
FIRST, NEWEST = "openai==2.33.0", "openai==3.54.0"
NPM = "openai@7.57.0"
MAVEN = "com.openai:openai-java:4.101.0"
TOOLS = (
    *("pytest==8.4.2", "pytest-asyncio==1.5.0", "pytest-xdist==3.8.0", "respx==0.23.1"),
    *("httpx-aiohttp==0.2.0", "inline-snapshot==0.36.1", "rich==15.0.0"),
    *("time-machine==3.6.0", "nest-asyncio==1.6.0"),
)


def python(name: str, *packages: str) -> Path:
    """The interpreter of an environment that has these packages."""
    folder = HOME / name
    program = folder / "bin" / "python"
    done = folder / "installed.txt"
    wanted = "\n".join(packages)
    if not done.exists() or done.read_text() != wanted:
        print(f"installing {', '.join(packages)}", flush=True)
        _run(sys.executable, "-m", "venv", str(folder))
        _run(str(program), "-m", "pip", "install", "--quiet", *packages)
        done.write_text(wanted)
    return program


def node(package: str) -> Path:
    """A folder whose `node_modules` has a package of npm."""
    folder = HOME / package.replace("@", "-")
    if not (folder / "node_modules" / package.partition("@")[0]).exists():
        print(f"installing {package}", flush=True)
        folder.mkdir(parents=True, exist_ok=True)
        _run("npm", "install", "--silent", "--prefix", str(folder), package)
    return folder


def jars(coordinates: str) -> str:
    """The class path of a library of Maven's repository, with all that it needs."""
    folder = HOME / coordinates.replace(":", "-")
    listed = folder / "classpath.txt"
    if not listed.exists():
        print(f"fetching {coordinates}", flush=True)
        folder.mkdir(parents=True, exist_ok=True)
        group, artifact, version = coordinates.split(":")
        (folder / "pom.xml").write_text(
            "<project><modelVersion>4.0.0</modelVersion><groupId>x</groupId>"
            "<artifactId>x</artifactId><version>1</version><dependencies><dependency>"
            f"<groupId>{group}</groupId><artifactId>{artifact}</artifactId>"
            f"<version>{version}</version></dependency></dependencies></project>"
        )
        goal = ["dependency:build-classpath", f"-Dmdep.outputFile={listed}"]
        _run("mvn", "--quiet", "--batch-mode", "-f", str(folder / "pom.xml"), *goal)
    return listed.read_text().strip()


def source(requirement: str) -> Path:
    """The unpacked source distribution of a package, where its tests are."""
    folder = HOME / "source"
    name = requirement.replace("==", "-")
    if not (folder / name).exists():
        print(f"fetching the source of {requirement}", flush=True)
        folder.mkdir(parents=True, exist_ok=True)
        package = requirement.partition("==")[0]
        pip = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps"]
        _run(*pip, "--no-binary", package, requirement, "--dest", str(folder))
        with tarfile.open(folder / f"{name}.tar.gz") as archive:
            archive.extractall(folder, filter="data")
    return folder / name


def _run(*words: str) -> None:
    subprocess.run(words, check=True)
