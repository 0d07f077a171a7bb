"""The command line: exit 0 done, 1 the answer is no, 2 usage.

What a run with nothing to do needs is imported at the top, the rest where it is used.
"""

from __future__ import annotations

import os
import sys

from accordant import lock
from accordant.targets import TARGETS

_USAGE = """\
usage: accordant generate [--spec DIR or FILE] [--target T ...] [--out DIR]
                          [--check] [--overwrite] [--strict]
       accordant --version

Writes the targets of a spec, and says what changed.

  --spec DIR   a spec folder, or an OpenAPI document (default: the one that
               pyproject.toml names under [tool.accordant])
  --target T   only this target; may be repeated ({targets})
  --out DIR    where to write (default: generated/, for the default spec only)
  --check      write nothing; show what would change; exit 1 if anything
  --overwrite  replace files that were edited by hand
  --strict     warnings count as errors

example: accordant generate --spec spec/2025-12 --out /tmp/sdk
"""


_FLAGS = ("--check", "--overwrite", "--strict")
_VALUES = ("--spec", "--out", "--target")


def main(arguments: list[str] | None = None) -> int:
    """Run one command; returns the exit code."""
    words = sys.argv[1:] if arguments is None else arguments
    usage = _USAGE.format(targets=", ".join(TARGETS))
    if not words or words[0] in ("-h", "--help") or "--help" in words:
        print(usage, end="")
        return 0 if words else 2
    if words == ["--version"]:
        print(f"accordant {lock.installed_version('accordant') or 'not installed'}")
        return 0
    if words[0] != "generate":
        return _misuse(f"unknown command '{words[0]}'{_hint(words[0], ('generate',))}")
    try:
        options = _options(words[1:])
        return _generate(options)
    except _Misuse as error:
        return _misuse(str(error))
    except lock.WriteError as error:
        print(error, file=sys.stderr)
        return 1


class _Misuse(Exception):
    pass


class _Options:
    def __init__(self) -> None:
        self.spec: str | None = None
        self.out: str | None = None
        self.targets: list[str] = []
        self.flags: set[str] = set()


def _misuse(message: str) -> int:
    print(f"accordant: {message}; see 'accordant --help'", file=sys.stderr)
    return 2


def _hint(word: str, known: tuple[str, ...]) -> str:
    from accordant.location import did_you_mean

    return did_you_mean(word, known)


def _options(words: list[str]) -> _Options:
    options = _Options()
    waiting = list(words)
    while waiting:
        word = waiting.pop(0)
        name, equals, value = word.partition("=")
        if name in _FLAGS and not equals:
            options.flags.add(name)
            continue
        if name not in _VALUES:
            raise _Misuse(f"unknown option '{word}'{_hint(name, _VALUES + _FLAGS)}")
        if not equals:
            if not waiting:
                raise _Misuse(f"'{name}' needs a value")
            value = waiting.pop(0)
        if not value:
            raise _Misuse(f"'{name}' needs a value")
        if name == "--target":
            if value not in TARGETS:
                raise _Misuse(f"unknown target '{value}'{_hint(value, tuple(TARGETS))}")
            options.targets.append(value)
        else:
            setattr(options, name[2:], value)
    return options


def _generate(options: _Options) -> int:
    spec, out = options.spec, options.out
    if spec is None or out is None:
        default = _default_spec()
        spec = spec or default
        if spec is None:
            raise _Misuse("no --spec, and no pyproject.toml here names one")
        if out is None and (
            default is None or os.path.abspath(spec) != os.path.abspath(default)
        ):
            raise _Misuse("--out is required for a spec that is not the default one")
        out = out or "generated"
    if options.spec is not None and not os.path.exists(spec):
        raise _Misuse(f"--spec names nothing: {spec}")
    targets = options.targets or list(TARGETS)
    digests = {target: _inputs(spec, target) for target in targets}
    quiet = "--strict" not in options.flags
    if quiet and os.path.isdir(out) and lock.up_to_date(out, digests):
        print(f"{out}: unchanged")
        return 0
    from accordant.generate import run

    return run(spec, out, digests, options.flags)


def _default_spec() -> str | None:
    """What `[tool.accordant] spec` of the pyproject.toml in this folder names."""
    if not os.path.isfile("pyproject.toml"):
        return None
    import tomllib

    try:
        found = tomllib.loads(lock.read("pyproject.toml").decode())
    except ValueError as error:
        raise lock.WriteError((f"pyproject.toml: not TOML: {error}",)) from None
    for key in ("tool", "accordant"):
        found = found.get(key, {})
        if not isinstance(found, dict):
            return None
    spec = found.get("spec")
    return spec if isinstance(spec, str) else None


def _inputs(spec: str, target: str) -> str:
    """The digest of all that a target's text depends on."""
    here = os.path.dirname(os.path.abspath(__file__))
    shipped = os.path.join(here, "templates")
    root = os.path.dirname(os.path.dirname(here))
    templates = shipped if os.path.isdir(shipped) else os.path.join(root, "templates")
    # An installed package holds the templates of every target; one counts.
    inputs = {"spec": spec} | {
        f"generator/{name}": os.path.join(here, name)
        for name in os.listdir(here)
        if name not in ("templates", "__pycache__") and not name.startswith(".")
    }
    if os.path.isdir(os.path.join(templates, target)):
        inputs["templates"] = os.path.join(templates, target)
    extras = {"target": target}
    for name in ("jinja2", *TARGETS[target]):
        extras[name] = lock.installed_version(name) or "absent"
    return lock.digest_inputs(inputs, extras)
