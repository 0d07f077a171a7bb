"""The other files of a spec folder, which references may lead into."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import unquote

from accordant.location import Location, Report, SpecError
from accordant.source import Map, Value, read

ENDINGS = (".yaml", ".yml", ".json")
_NAMED = re.compile(r"""["']?\$ref["']?\s*:\s*["']?([^"'#\s,}]+)""")


class Files:
    """What the files of a folder hold; each is read once, when it is first named.

    `main` is the document, by the name its locations show. Without a folder the
    document stands alone, and every other file is refused.
    """

    def __init__(self, root: Map, folder: Path | None, report: Report) -> None:
        self.main = root
        self.folder = folder
        self.report = report
        self._names: dict[str, str] = {}
        self._roots: dict[str, Value] = {}
        self._unreadable: set[str] = set()

    def name(self, file: str) -> str:
        """A file that locations show, relative to the folder; "" for the document."""
        return self._names.get(file, "")

    def root(self, file: str) -> Value:
        """What a file holds, by the name that locations show; else the document."""
        name = self.name(file)
        return self._roots[name] if name else self.main

    def open(self, named: str, file: str, where: Location) -> tuple[str, Value] | None:
        """The file that is `named` in another: its name in the folder, and what it
        holds. None after an error was recorded."""
        shown = f"$ref '{named}'"
        if self.folder is None:
            message = f"{shown} is another file, which a document alone cannot have;"
            self.report.error(where, f"{message} put both into a spec folder")
            return None
        path = self._path(unquote(named), file)
        if path is None:
            message = f"{shown} is no YAML or JSON file of the spec folder"
            self.report.error(where, message)
            return None
        name = path.relative_to(self.folder.resolve()).as_posix()
        if path == Path(self.main.text.file).resolve():
            return "", self.main
        if name not in self._roots:
            shown_as = str(self.folder / name)
            self._names[shown_as] = name
            self._roots[name] = self._read(path, shown_as)
        if name in self._unreadable:
            return None
        return name, self._roots[name]

    def _path(self, named: str, file: str) -> Path | None:
        """The path that a file names, if that is a file inside the folder."""
        assert self.folder is not None
        inside = self.folder.resolve()
        if "\0" in named or ":" in named or named.startswith(("/", "\\")):
            return None
        path = Path(file).parent.resolve().joinpath(named).resolve()
        if not path.is_relative_to(inside) or path.suffix not in ENDINGS:
            return None
        hidden = any(part.startswith(".") for part in path.relative_to(inside).parts)
        return path if path.is_file() and not hidden else None

    def _read(self, path: Path, name: str) -> Value:
        try:
            return read(path, name)
        except SpecError as error:
            for problem in error.problems:
                self.report.error(problem.where, problem.message)
            self._unreadable.add(self._names[name])
            return None


def named_in(folder: Path, document: Path) -> dict[str, Path]:
    """The files of a folder that a document may name, and those that these may, by
    their names in the folder. The text alone is looked at."""
    found: dict[str, Path] = {}
    inside, waiting = folder.resolve(), [document]
    while waiting:
        here = waiting.pop()
        text = here.read_bytes().decode("utf-8", "replace")
        for named in dict.fromkeys(_NAMED.findall(text)):
            if ":" in named or not named.endswith(ENDINGS):
                continue
            path = here.parent.joinpath(unquote(named)).resolve()
            if path.is_relative_to(inside) and path.is_file():
                name = path.relative_to(inside).as_posix()
                if name not in found and path != document.resolve():
                    found[name] = path
                    waiting.append(path)
    return dict(sorted(found.items()))
