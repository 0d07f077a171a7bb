"""The methods of one operation, for each way to call it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from accordant import ir
from accordant.names import pascal
from accordant.names.java import (
    java_constant,
    java_member,
    java_segment,
    java_variable,
)
from accordant.surface.access import Access
from accordant.surface.answers import Answer
from accordant.surface.bodies import structured
from accordant.surface.methods import Method, Resource
from accordant.targets.java.homes import Home
from accordant.targets.java.members import Getter, Property, Setter, getter, setters
from accordant.targets.java.models import Classes
from accordant.targets.java.operations import described, head
from accordant.targets.java.text import call, chain, doc, literal
from accordant.targets.java.types import PLAIN, Scope
from accordant.templating import render

_INDENT = "    "
_OPTIONS = "RequestOptions requestOptions"


@dataclass(frozen=True, slots=True)
class Way:
    """How a method is called: its parameters, the names of those, and what becomes of
    them."""

    parameters: tuple[str, ...]
    names: tuple[str, ...]
    arguments: str


@dataclass(frozen=True, slots=True)
class Result:
    """What a method returns; `made` is what makes the response, `tail` its last
    arguments. One that is `direct` has no raw response beside it."""

    java: str
    response: str
    made: str
    tail: tuple[str, ...] = ()
    direct: bool = False


@dataclass(frozen=True, slots=True)
class Later:
    """A method that does not wait for its answer."""

    declared: str
    body: str


@dataclass(slots=True)
class Written:
    """A method as a template lays it out, for one way to call it."""

    doc: str
    java: str
    name: str
    declared: str
    short: str
    brief: str
    raw: str
    response: str
    raw_body: str
    body: str
    direct: bool
    later: tuple[Later, ...]


@dataclass(frozen=True, slots=True)
class Package:
    """What methods are made with: `judges` are the full names of validators by model."""

    classes: Classes
    access: Access
    judges: dict[str, str]


@dataclass(slots=True)
class Maker:
    """Writes the methods of one operation."""

    package: Package
    resource: Resource
    method: Method
    scope: Scope
    name: str

    def write(
        self,
        methods: list[Written],
        constants: list[str],
        taken: set[str],
        files: dict[str, str],
    ) -> None:
        """The methods for each way to call the operation; with a stream, twice."""
        answers = self.method.answers
        ways = self._ways(files)
        main = self._result(answers.answer)
        known = [line.split(" = ")[0].split()[-1] for line in constants]
        constant = java_constant(self.name, known)
        constants.append(self._constant(constant, answers.answer is answers.events))
        self._each(ways, self.name, constant, main, methods, self._said(False))
        if answers.both and answers.events is not None:
            name = f"{self.name}Streaming"
            while name in taken:
                name += "_"
            taken.add(name)
            constant = java_constant(name, [*known, constant])
            constants.append(self._constant(constant, True))
            said = self._said(True)
            self._each(
                ways, name, constant, self._result(answers.events), methods, said
            )

    def _constant(self, name: str, stream: bool) -> str:
        package = self.package
        judged = self.method.body.judge if self.method.body else None
        judge = package.judges.get(judged.name) if judged is not None else None
        if judge is not None:
            self.scope.imports.add(judge)
            judge = f"{judge.rpartition('.')[2]}::violations"
        said = list(
            described(package.classes.api, package.access, self.method, stream, judge)
        )
        if any("List.of(" in one for one in said):
            self.scope.imports.add("java.util.List")
        if any(".pages(" in one for one in said):
            package.classes.types.runtime(self.scope, "Pages")
        target = f"private static final Operation {name} ="
        return chain(target, head(self.method.operation), said, _INDENT)

    def _said(self, stream: bool) -> list[str]:
        operation = self.method.operation
        said = [operation.summary] if operation.summary else []
        if operation.doc and operation.doc != operation.summary:
            said.append(operation.doc)
        if not said:
            said = [f"Calls `{operation.http} {operation.path}`."]
        if stream:
            said.append("What is answered comes as a stream, which the caller closes.")
        if operation.deprecated:
            said.append("Deprecated.")
        return said

    def _each(
        self,
        ways: Sequence[Way],
        name: str,
        constant: str,
        result: Result,
        methods: list[Written],
        said: list[str],
    ) -> None:
        for way in ways:
            full = [*way.parameters, _OPTIONS]
            args = [constant, way.arguments, "requestOptions", *result.tail]
            passed = ", ".join([*way.names, "requestOptions"])
            brief = ", ".join([*way.names, "RequestOptions.none()"])
            inner = _INDENT * 2
            returns = "return " if result.java != "void" else ""
            body = (
                call(f"return calls.{result.made}", args, ";", inner)
                if result.direct
                else f"{inner}{returns}raw.{name}({passed}).parse();"
            )
            methods.append(
                Written(
                    doc(said, _INDENT),
                    result.java,
                    name,
                    _declared(f"public {result.java} {name}", full, _INDENT),
                    _declared(
                        f"public {result.java} {name}", list(way.parameters), _INDENT
                    ),
                    f"{inner}{returns}{name}({brief});",
                    _declared(f"public {result.response} {name}", full, inner),
                    result.response,
                    call(f"return calls.{result.made}", args, ";", inner + _INDENT),
                    body,
                    result.direct,
                    tuple(
                        later(result, name, parameters, names)
                        for parameters, names in (
                            (way.parameters, way.names),
                            (full, (*way.names, "requestOptions")),
                        )
                    ),
                )
            )

    def _result(self, answer: Answer) -> Result:
        types, scope = self.package.classes.types, self.scope
        operation, answers = self.method.operation, self.method.answers
        if answer.kind in ("events", "lines"):
            spelled = types.of(answer.type, scope, f"{self.name}_event")
            stream = types.runtime(scope, "http.StreamResponse")
            java = f"{stream}<{spelled.java}>"
            return Result(java, f"HttpResponseFor<{java}>", "stream", (spelled.read,))
        others = list(answers.others.values())
        kinds = {answer.kind, *(one.kind for one in others)} - {"none"}
        if answer.kind == "none" and not others:
            return Result("void", "HttpResponseFor<Void>", "none")
        if kinds == {"text"}:
            return Result("String", "HttpResponseFor<String>", "text")
        if kinds != {"json"}:
            java = types.runtime(scope, "http.HttpResponse")
            return Result(java, java, "content", direct=True)
        kind: ir.Type = answer.type
        if any(one.kind == "json" for one in others):
            kind = ir.Anything()
        spelled = types.of(kind, scope, f"{self.name}_response")
        if operation.pages is not None and answers.item is not None:
            item = types.of(answers.item, scope, f"{self.name}_item")
            page = types.runtime(scope, "Page")
            java = f"{page}<{item.java}, {spelled.java}>"
            tail = (spelled.read, item.read)
            return Result(java, f"HttpResponseFor<{java}>", "page", tail)
        empty = operation.may_be_empty or any(one.kind == "none" for one in others)
        if empty or answer.kind == "none":
            scope.imports.add("java.util.Optional")
            java = f"Optional<{spelled.java}>"
            return Result(java, f"HttpResponseFor<{java}>", "maybe", (spelled.read,))
        java = spelled.java
        return Result(java, f"HttpResponseFor<{java}>", "json", (spelled.read,))

    def _ways(self, files: dict[str, str]) -> list[Way]:
        """Without arguments, with those of the path alone, and with all there may be."""
        method, types = self.method, self.package.classes.types
        body = method.body
        path = [one for one in method.parameters if one.place == "path"]
        needed = [one for one in method.parameters if one.required]
        bare = body is None or not body.chosen.required
        ways: list[Way] = []
        if bare and len(path) == len(needed) and len(path) <= 3:
            ways.append(self._positional(path))
        if body is not None and not method.parameters:
            spelled = types.of(self._body_type(), self.scope, f"{self.name}_body")
            name = "params" if body.model is not None else "body"
            java = PLAIN.get(spelled.java, spelled.java)
            ways.append(Way((f"{java} {name}",), (name,), f"Arguments.body({name})"))
        elif len(method.parameters) > len(path) or body is not None or len(path) > 3:
            home = self._params(files)
            java = types.named(self.scope, home)
            ways.append(Way((f"{java} params",), ("params",), "Arguments.of(params)"))
        return ways

    def _body_type(self) -> ir.Type:
        body = self.method.body
        assert body is not None
        if structured(body.chosen.media):
            return body.chosen.type
        if body.chosen.media.startswith("text/"):
            return ir.Primitive("string")
        return ir.Primitive("string", "binary")

    def _positional(self, path: Sequence[ir.Parameter]) -> Way:
        types = self.package.classes.types
        parameters, names, arguments = [], list[str](), "Arguments.none()"
        for one in path:
            spelled = types.of(one.type, self.scope, one.wire)
            name = java_variable(one.wire, [*names, "requestOptions"])
            names.append(name)
            parameters.append(f"{PLAIN.get(spelled.java, spelled.java)} {name}")
            arguments += f'.put("path", {literal(one.wire)}, {name})'
        return Way(tuple(parameters), tuple(names), arguments)

    def _params(self, files: dict[str, str]) -> Home:
        """The class of all that a method may be given."""
        classes = self.package.classes
        words = self.resource.words
        models = f"{classes.homes.root}.models"
        if words:
            models += f".{java_segment(words[0])}"
        wanted = pascal("_".join([*words, self.name])) + "Params"
        home = classes.homes.top(models, wanted)
        scope = Scope(home, set())
        types = classes.types
        types.runtime(scope, "Params")
        taken: set[str] = set()
        getters: list[Getter] = []
        changes: list[Setter] = []
        needed: list[str] = []
        found = self._properties()
        taken |= {one.name for one in found}
        for one in found:
            getters.append(getter(types, scope, one, _INDENT))
            changes += setters(types, scope, one, taken, _INDENT * 2)
            if one.required:
                needed.append(f"check({', '.join(one.key)});")
        operation = self.method.operation
        text = render(
            "java/params.java.jinja",
            doc=doc([f"What `{operation.http} {operation.path}` is given."]),
            name=home.name,
            getters=getters,
            setters=changes,
            needed=needed,
        )
        text = classes.with_unions(text, scope)
        files[home.top] = classes.file(home, text, scope.imports)
        return home

    def _properties(self) -> list[Property]:
        found: list[Property] = []
        for one in self.method.parameters:
            said = [one.doc or f"The parameter `{one.wire}`."]
            if one.deprecated:
                said.append("Deprecated.")
            name = java_member(one.wire, [*(p.name for p in found), "_body"])
            if name.lower() in (p.name.lower() for p in found):
                name += pascal(one.place)
            found.append(
                Property(one.wire, one.type, one.required, tuple(said), name, one.place)
            )
        body = self.method.body
        if body is not None:
            name = java_member("body", [p.name for p in found])
            kind = self._body_type()
            said = ["The body."]
            found.append(
                Property("", kind, body.chosen.required, tuple(said), name, "body")
            )
        return found


def later(
    result: Result, name: str, parameters: Sequence[str], names: Sequence[str]
) -> Later:
    """The method that does the same without waiting."""
    made = f"sync.{name}({', '.join(names)})"
    if result.made == "stream":
        java = f"Async{result.java}"
        verb = "stream"
    else:
        java = "Void" if result.java == "void" else result.java
        java = f"CompletableFuture<{java}>"
        verb = "run" if result.java == "void" else "of"
    head = _declared(f"public {java} {name}", parameters, _INDENT)
    return Later(head, f"{_INDENT * 2}return Async.{verb}(() -> {made});")


def _declared(head: str, parameters: Sequence[str], indent: str) -> str:
    """The head of a method."""
    return call(head, parameters, " {", indent)
