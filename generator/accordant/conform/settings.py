"""What a run was asked for, held against what makes sense together."""

from __future__ import annotations

import os
import shlex
from dataclasses import dataclass, field
from typing import Literal, TypeAlias
from urllib.parse import urlsplit

from accordant.conform.verdicts import DISAGREES, WORDS
from accordant.options import Misuse, Options, hint

Format: TypeAlias = Literal["json", "junit", "html"]
_FORMATS: tuple[Format, ...] = ("json", "junit", "html")
_OF_SERVERS = (
    "--key-variable --header --concurrency --rate --resume --parameter".split()
)


@dataclass(frozen=True, slots=True)
class Settings:
    """What to ask, of whom, and what to write. Without a server and a program it is a
    dry run. Times are in seconds, the rate in requests a minute."""

    url: str = ""
    validator: tuple[str, ...] = ()
    dry: bool = False
    budget: int | None = None
    only_refusals: bool = False
    rules: tuple[str, ...] = ()
    skipped: tuple[str, ...] = ()
    models: tuple[str, ...] = ()
    parameters: dict[str, str] = field(default_factory=dict)
    fail_on: tuple[str, ...] = DISAGREES
    key_variable: str | None = None
    headers: dict[str, str] = field(default_factory=dict, repr=False)
    concurrency: int = 1
    rate: float | None = None
    timeout: float = 120.0
    resume: str | None = None
    reports: dict[Format, str] = field(default_factory=dict)

    @property
    def quiet(self) -> bool:
        """Whether stdout is taken by a report, so that the table goes to stderr."""
        return "-" in self.reports.values()


def settings(options: Options) -> Settings:
    """The settings that options mean. Raises Misuse."""
    url = next(iter(options.operands), "")
    command = options.value("--validator")
    dry = "--dry-run" in options.flags
    if url and command:
        raise Misuse("BASE_URL and --validator: only one can be asked")
    if not (url or command or dry):
        raise Misuse("BASE_URL is missing, or --validator")
    if command:
        for name in _OF_SERVERS:
            if options.value(name) and name != "--parameter":
                raise Misuse(f"'{name}' means nothing to a validator")
    return Settings(
        _url(url) if url else "",
        _words(command) if command else (),
        dry,
        _count(options, "--budget"),
        "--only-refusals" in options.flags,
        tuple(options.values.get("--rule", ())),
        tuple(options.values.get("--skip-rule", ())),
        tuple(options.values.get("--model", ())),
        _pairs(options, "--parameter"),
        _fail_on(options),
        options.value("--key-variable"),
        _headers(options),
        _count(options, "--concurrency") or 1,
        _number(options, "--rate"),
        _number(options, "--timeout") or (30.0 if command else 120.0),
        options.value("--resume"),
        _reports(options),
    )


def _url(text: str) -> str:
    wrong = "BASE_URL must be a URL such as http://127.0.0.1:4010/v1"
    try:
        parts = urlsplit(text)
        parts.port  # noqa: B018 - raises where it is no number
    except ValueError:
        raise Misuse(wrong) from None
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise Misuse(wrong)
    if parts.username is not None or parts.query or parts.fragment:
        raise Misuse("BASE_URL must have no user, query or fragment")
    return text.rstrip("/")


def _words(command: str) -> tuple[str, ...]:
    try:
        words = tuple(shlex.split(command))
    except ValueError as error:
        raise Misuse(f"--validator: {str(error).lower()}") from None
    if not words:
        raise Misuse("--validator: no command")
    return words


def _count(options: Options, name: str) -> int | None:
    text = options.value(name)
    if text is None:
        return None
    if not (text.isascii() and text.isdigit() and int(text[:9]) > 0 and len(text) < 10):
        raise Misuse(f"'{name}' needs a number, 1 or more, not '{text}'")
    return int(text)


def _number(options: Options, name: str) -> float | None:
    text = options.value(name)
    try:
        number = None if text is None else float(text)
    except ValueError:
        number = -1.0
    if number is not None and not 0 < number <= 1_000_000:
        raise Misuse(f"'{name}' needs a number above 0, not '{text}'")
    return number


def _pairs(options: Options, name: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for number, text in enumerate(options.values.get(name, ()), 1):
        key, equals, value = text.partition("=")
        if not (key and equals):  # the text may be a secret, so it is not repeated
            raise Misuse(f"'{name}' needs NAME=VALUE (number {number})")
        found[key] = value
    return found


def _headers(options: Options) -> dict[str, str]:
    found = _pairs(options, "--header")
    for key, value in found.items():
        name = key.replace("-", "").replace("_", "")
        if not (name.isascii() and name.isalnum()):
            raise Misuse("--header: a name has signs that no header can have")
        if not (value.isascii() and value.isprintable()):
            raise Misuse(f"--header {key}: a value has signs that no header can hold")
    return {key.lower(): value for key, value in found.items()}


def _fail_on(options: Options) -> tuple[str, ...]:
    text = options.value("--fail-on")
    if text is None:
        return DISAGREES
    found = tuple(filter(None, (word.strip() for word in text.split(","))))
    for word in found:
        if word not in WORDS:
            meant = hint(word, tuple(WORDS))
            raise Misuse(f"--fail-on: unknown verdict '{word}'{meant}")
    return found


def _reports(options: Options) -> dict[Format, str]:
    found: dict[Format, str] = {}
    for kind in _FORMATS:
        path = options.value(f"--{kind}")
        if path is None:
            continue
        if path in found.values():
            raise Misuse(f"'--{kind}' and another report have the same place: {path}")
        folder = os.path.dirname(path) or "."
        if path != "-" and (os.path.isdir(path) or not os.path.isdir(folder)):
            raise Misuse(f"'--{kind}' cannot be written: {path}")
        found[kind] = path
    return found
