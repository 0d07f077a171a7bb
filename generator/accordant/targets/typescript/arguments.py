"""What methods take beside a body: an object of all parameters that are in no path."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from accordant import ir
from accordant.names.typescript import (
    typescript_argument,
    typescript_class,
    typescript_parameter,
)
from accordant.rules import wording
from accordant.surface.methods import Method
from accordant.targets.typescript.models import Models
from accordant.targets.typescript.modules import Module
from accordant.targets.typescript.printing import (
    LINE,
    Behind,
    Code,
    Group,
    Indent,
    enclosed,
    flat,
    printed,
)
from accordant.targets.typescript.text import doc, key, member

_PLACES = ("query", "header", "cookie", "querystring")


@dataclass(slots=True)
class Argument:
    """A positional argument: its name, its type, whether it may be left out."""

    name: str
    kind: Code
    optional: bool = False
    doc: str = ""


class Parameters:
    """The parameters of a method. `words` lead to it, `taken` are the types that the
    package has; what is declared here is added to them and to `made`."""

    def __init__(
        self,
        models: Models,
        method: Method,
        words: list[str],
        taken: set[str],
        made: Module,
    ) -> None:
        self.models = models
        self.types = models.types
        self.method = method
        self.operation = method.operation
        self.words = words
        self.taken = taken
        self.made = made

    @property
    def is_spread(self) -> bool:
        """Whether the fields of the body and other parameters are in one object."""
        body = self.method.body
        return body is not None and body.fields is not None

    def others(self) -> list[ir.Parameter]:
        """The parameters that are neither in the path nor in the body."""
        return [p for p in self.operation.parameters if p.place in _PLACES]

    def _keys(self) -> dict[tuple[str, str], str]:
        """The keys of parameters in the object of all, by place and wire name."""
        body = self.method.body
        taken = {f.wire for f in (body.fields if body and body.fields else ())}
        found: dict[tuple[str, str], str] = {}
        for one in self.others():
            name = typescript_parameter(one.wire, one.place, taken)
            taken.add(name)
            found[(one.place, one.wire)] = name
        return found

    def declared(self, spread: Argument | None) -> Argument | None:
        """The object of all that is no part of the path."""
        others = self.others()
        if not others:
            return spread
        words = "_".join([*self.words, "params"])
        name = typescript_class(words, self.taken)
        self.taken.add(name)
        self.made.exported.append(name)
        keys = self._keys()
        inside: list[str] = []
        for one in others:
            inside += [""] * bool(inside) + [*self._parameter(one, keys)]
        kind = flat(spread.kind).strip() if spread is not None else ""
        head = f"export interface {name} {{"
        end = "}"
        if spread is not None and kind in self._models():
            head = f"export interface {name} extends {kind} {{"
        elif spread is not None:
            head = f"export type {name} = {kind} & {{"
            end = "};"
        about = f"What `{self.words[-1]}` takes."
        self.made.types.append("\n".join([*doc([about]), head, *inside, end]))
        optional = not any(p.required for p in others)
        return Argument(
            "params", f" {name}", optional and (spread is None or spread.optional)
        )

    def _models(self) -> set[str]:
        """The types that are interfaces."""
        api = self.models.api
        return {self.models.names[m.name] for m in api.models() if m.fields}

    def _parameter(
        self, one: ir.Parameter, keys: dict[tuple[str, str], str]
    ) -> Iterator[str]:
        wire = keys[(one.place, one.wire)]
        texts = [one.doc] if one.doc else []
        if one.default is not None:
            shown = wording.shown(one.default)
            texts.append(f"Default: {shown}, assumed by the server.")
        if one.place == "header":
            texts.append(f"Sent as the header `{one.wire}`.")
        yield from doc(texts, "  ", ["@deprecated"] if one.deprecated else [])
        mark = "" if one.required else "?"
        kind = self.types.member(one.type)
        yield from printed([f"{member(wire)}{mark}:", kind, ";"], "  ")

    def given(self, in_path: dict[str, str], body: Argument | None) -> list[Code]:
        """What the call is made of: path, query, headers and body by their place."""
        found: list[Code] = []
        if in_path:
            pairs: list[Code] = [
                name if wire == name else f"{key(wire)}: {name}"
                for wire, name in in_path.items()
            ]
            found.append(["path: ", enclosed("{", pairs, "}", blank=True)])
        keys, known = self._keys(), self._locals()
        for place in _PLACES:
            pairs = []
            for one in self.others():
                if one.place != place:
                    continue
                name = known[keys[(place, one.wire)]]
                if place == "querystring":
                    found.append(f"querystring: {name}")
                else:
                    pairs.append(
                        name if one.wire == name else f"{key(one.wire)}: {name}"
                    )
            if pairs:
                found.append([f"{place}: ", enclosed("{", pairs, "}", blank=True)])
        if body is not None:
            found.append("body")
        if self.method.body is not None and self.method.body.others:
            found.append("media: options?.contentType")
        return found

    def _locals(self) -> dict[str, str]:
        """The variables that hold what stands at the keys."""
        found: dict[str, str] = {}
        for name in self._keys().values():
            taken = [*self._path_names(), *found.values()]
            found[name] = typescript_argument(name, taken)
        return found

    def _path_names(self) -> list[str]:
        taken: list[str] = []
        for one in self.operation.parameters:
            if one.place == "path":
                taken.append(typescript_argument(one.wire, taken))
        return taken

    def unpacked(self, params: Argument) -> Code:
        """Parameters in variables, and the rest of the object as the body."""
        parts: list[Code] = []
        for name, local in self._locals().items():
            parts.append(name if local == name else f"{key(name)}: {local}")
        if self.is_spread:
            parts.append("...body")
        end = "params ?? {}" if params.optional else "params"
        made = enclosed("const {", parts, "}", blank=True)
        if self.is_spread:
            made = _without_comma(parts)
        renamed = any(": " in str(part) for part in parts)
        if len(parts) > 2 and renamed:
            return [made, f" = {end};"]
        return [made, " =", Behind(end), ";"]


def _without_comma(parts: list[Code]) -> Code:
    """A pattern that ends with the rest, behind which no comma may stand."""
    inside: list[Code] = []
    for part in parts:
        inside += [",", LINE, part] if inside else [LINE, part]
    return Group(["const {", Indent(inside), LINE, "}"])
