"""The modules of resources: methods, and the types of what they take."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from accordant import ir
from accordant.names.typescript import (
    typescript_argument,
    typescript_class,
    typescript_constant,
)
from accordant.surface.access import Access
from accordant.targets.typescript.answers import Answers
from accordant.targets.typescript.arguments import Argument, Parameters
from accordant.targets.typescript.models import Models
from accordant.targets.typescript.modules import Module
from accordant.targets.typescript.operations import described
from accordant.targets.typescript.printing import (
    HARD,
    LINE,
    SOFT,
    Behind,
    Code,
    Group,
    IfBreak,
    Indent,
    enclosed,
    flat,
    joined,
    printed,
)
from accordant.targets.typescript.resources import Named, Resource
from accordant.targets.typescript.statements import lines
from accordant.targets.typescript.text import (
    code,
    doc,
    literal,
    member,
    said,
)
from accordant.targets.typescript.types import braced, generic, union


@dataclass(slots=True)
class Writer:
    """Writes modules; `ruled` are the models whose rules are types."""

    models: Models
    access: Access
    ruled: frozenset[str]
    taken: set[str]
    """The types that the package has."""

    def module(self, resource: Resource) -> Module:
        """The methods of a resource."""
        made = Module()
        for named in resource.methods:
            made.methods += _Method(self, resource, named, made).text()
        return made


class _Method:
    """One method of a resource."""

    def __init__(
        self, writer: Writer, resource: Resource, named: Named, made: Module
    ) -> None:
        self.writer = writer
        self.models = writer.models
        self.types = writer.models.types
        self.resource = resource
        self.named = named
        self.method = named.method
        self.operation = named.method.operation
        self.made = made
        self.answers = Answers(self.types, self.method, made)
        words = [*resource.words, named.name]
        taken = writer.taken
        self.parameters = Parameters(self.models, self.method, words, taken, made)
        self.types.used.clear()
        self.types.files = True

    def text(self) -> Iterator[str]:
        """The method, and the one beside it that asks for a stream."""
        words = [*self.resource.words, self.named.name]
        constant = typescript_constant("_".join(words), self.made.names)
        self.made.names.append(constant)
        facts = described(
            self.models.api, self.writer.access, self.method, self.models.names
        )
        self.made.constants += self._constant(constant, facts)
        paths = [p for p in self.operation.parameters if p.place == "path"]
        taken: list[str] = []
        arguments: list[Argument] = []
        in_path: dict[str, str] = {}
        for one in paths:
            name = typescript_argument(one.wire, taken)
            taken.append(name)
            in_path[one.wire] = name
            arguments.append(
                Argument(name, self.types.member(one.type), False, one.doc)
            )
        body = self._body_argument()
        if body is not None and not self.parameters.is_spread:
            arguments.append(body)
        params = self.parameters.declared(body if self.parameters.is_spread else None)
        if params is not None:
            arguments.append(params)
        given = self.parameters.given(in_path, body)
        yield from self._spelled(self.named.name, constant, arguments, given)
        if self.named.streamed:
            answer = self.method.answers.events
            assert answer is not None
            streamed = f"{constant}_STREAM"
            self.made.names.append(streamed)
            kind = "lines" if answer.kind == "lines" else "events"
            self.made.constants += self._constant(streamed, {**facts, "answer": kind})
            result = self.answers.promise(self.answers.stream(answer))
            yield from self._plain(
                self.named.streamed, streamed, arguments, given, result, answer.doc
            )
        self._use_types()

    def _constant(self, name: str, facts: dict[str, ir.Json]) -> Iterator[str]:
        self.made.take("operations", "type Operation")
        yield "\n".join(printed([f"const {name}: Operation = ", code(facts), ";"]))

    # --- arguments ---

    def _body_argument(self) -> Argument | None:
        body = self.method.body
        if body is None:
            return None
        media = body.chosen.media.partition(";")[0].strip().lower()
        optional = not body.chosen.required
        kind: Code
        if ir.is_json(media) or self.parameters.is_spread or "form" in media:
            kind = self.types.member(body.chosen.type)
        elif media.startswith("text/"):
            kind = " string"
        else:
            self.types.used.add("Uploadable")
            kind = union(["Uploadable", "string"])
        if self.parameters.is_spread and body.fields is not None:
            optional = optional or not any(f.required for f in body.fields)
        return Argument("body", kind, optional)

    # --- text ---

    def _spelled(
        self, name: str, constant: str, arguments: list[Argument], given: list[Code]
    ) -> Iterator[str]:
        answers = self.method.answers
        about = answers.answer.doc
        if self.operation.pages is not None and answers.item is not None:
            self.made.take("pages", "type PagePromise")
            item = self.types.argument(answers.item)
            result = generic("PagePromise", [item, self.answers.result()])
            yield from self._plain(name, constant, arguments, given, result, about)
            return
        if self.method.stream_field is None or answers.events is None:
            result = self.answers.promise(self.answers.result())
            yield from self._plain(name, constant, arguments, given, result, about)
            return
        plain, stream = self.answers.result(), self.answers.stream(answers.events)
        last = arguments[-1]
        model = self.method.body.model if self.method.body else None
        if (
            model is not None
            and model.name in self.writer.ruled
            and not self.parameters.others()
        ):
            yield from self._ruled(name, constant, arguments, given, plain, stream)
            return
        field_ = self.method.stream_field
        both = union([plain, stream], indented=False)
        rest = arguments[:-1]
        quiet, loud = self._streaming(flat(last.kind).strip(), field_)
        ways: list[tuple[str, Code, bool]] = [
            (quiet, plain, last.optional),
            (loud, stream, False),
            ("", both, last.optional),
        ]
        texts = self._doc(arguments, about)
        for more, result, optional in ways:
            kind: Code = f" {more}" if more else last.kind
            one = Argument(last.name, kind, optional)
            head = self._head(name, [*rest, one], self.answers.promise(result))
            yield "\n".join([*texts, *printed([head, ";"], "  ")])
        head = self._head(name, arguments, self.answers.promise(both))
        yield "\n".join(
            printed([head, " ", self._body(constant, arguments, given)], "  ")
        )

    def _streaming(self, kind: str, wire: str) -> tuple[str, str]:
        """The types of what does not ask for a stream, and of what does."""
        found: list[str] = []
        base = kind if kind.isidentifier() else f"({kind})" if " | " in kind else kind
        words = "_".join([*self.resource.words, self.named.name, "params"])
        for ending, value in (
            ("NonStreaming", "?: false | null"),
            ("Streaming", ": true"),
        ):
            start = kind if kind.isidentifier() else typescript_class(words, ())
            name = typescript_class(f"{start}{ending}", self.writer.taken)
            self.writer.taken.add(name)
            self.made.exported.append(name)
            asks = braced(f"{member(wire)}{value}")
            text = printed([f"export type {name} =", Behind([f"{base} & ", asks]), ";"])
            self.made.types.append("\n".join(text))
            found.append(name)
        return found[0], found[1]

    def _ruled(
        self,
        name: str,
        constant: str,
        arguments: list[Argument],
        given: list[Code],
        plain: Code,
        stream: Code,
    ) -> Iterator[str]:
        """A method whose table is said in types."""
        last = arguments[-1]
        kind = flat(last.kind).strip()
        rules = f"{kind}Rules"
        self.made.take("rules", "type Chosen")
        self.made.take("../rules", f"type {rules}")
        field_ = literal(str(self.method.stream_field))
        result = generic("Chosen", ["P", field_, plain, stream])
        one = Argument(last.name, f" P & {rules}<P>", last.optional)
        head = self._head(
            f"{name}<const P extends {kind}>",
            [*arguments[:-1], one],
            self.answers.promise(result),
        )
        texts = self._doc(arguments, self.method.answers.answer.doc)
        body = self._body(constant, arguments, given)
        yield "\n".join([*texts, *printed([head, " ", body], "  ")])

    def _plain(
        self,
        name: str,
        constant: str,
        arguments: list[Argument],
        given: list[Code],
        result: Code,
        about: str,
    ) -> Iterator[str]:
        head = self._head(name, arguments, result)
        texts = self._doc(arguments, about)
        body = self._body(constant, arguments, given)
        yield "\n".join([*texts, *printed([head, " ", body], "  ")])

    def _head(self, name: str, arguments: list[Argument], result: Code) -> Code:
        """The signature; what may be left out has a default or a question mark."""
        self.made.take("options", "type RequestOptions")
        must = max(
            (i for i, one in enumerate(arguments) if not one.optional), default=-1
        )
        parts: list[Code] = []
        for index, one in enumerate(arguments):
            if not one.optional:
                parts.append([f"{one.name}:", one.kind])
            elif index < must:
                kind = union([flat(one.kind).strip(), "undefined"])
                parts.append([f"{one.name}:", kind])
            else:
                parts.append([f"{one.name}?:", one.kind])
        options: Code = "options?: RequestOptions"
        if self.method.body is not None and self.method.body.others:
            media = [self.method.body.chosen.media, *self.method.body.others]
            chosen = braced(["contentType?:", union([*map(literal, media)])])
            options = ["options?: RequestOptions & ", chosen]
        parts.append(options)
        inside = Indent([SOFT, *joined(parts, [",", LINE])])
        return Group([f"{name}(", inside, IfBreak(","), SOFT, "): ", result])

    def _body(
        self, constant: str, arguments: list[Argument], given: list[Code]
    ) -> Code:
        """The call."""
        inside: list[Code] = []
        params = next((a for a in arguments if a.name == "params"), None)
        if params is not None:
            inside.append(self.parameters.unpacked(params))
        paged = (
            self.operation.pages is not None and self.method.answers.item is not None
        )
        start = "return this._client._page" if paged else "return this._client._call"
        if not self.resource.file:
            start = start.replace("this._client", "this")
        parts: list[Code] = [constant, enclosed("{", given, "}", blank=True), "options"]
        inside.append(_call(start, parts))
        return ["{", Indent(lines(inside)), HARD, "}"]

    def _doc(self, arguments: list[Argument], answer: str) -> list[str]:
        operation = self.operation
        paragraphs = [text for text in (operation.summary, operation.doc) if text]
        if paragraphs[1:] and paragraphs[0].rstrip(".") == paragraphs[1].rstrip("."):
            del paragraphs[1]
        if not paragraphs:
            paragraphs = [f"{operation.http} {operation.path}"]
        tags = [f"@param {a.name} - {said(a.doc)}" for a in arguments if a.doc]
        if answer:
            tags.append(f"@returns {said(answer)}")
        if operation.deprecated:
            tags.append("@deprecated")
        return doc(paragraphs, "  ", tags)

    def _use_types(self) -> None:
        """Import what was spelled."""
        for name in sorted(self.types.used):
            if name == "Uploadable":
                self.made.take("files", "type Uploadable")
            else:
                self.made.take("../models", f"type {name}")


def _call(start: str, parts: list[Code]) -> Code:
    return [enclosed(f"{start}(", parts, ")"), ";"]
