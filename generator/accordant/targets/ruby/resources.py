"""The tree of resources: methods, their names and arguments."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from accordant import ir, names
from accordant.names import ruby as naming
from accordant.surface import methods as surface
from accordant.surface.bodies import FORMS, structured
from accordant.targets.ruby.models import Models


@dataclass(frozen=True, slots=True)
class Argument:
    """An argument: what it is for in the request, its types, what is said of it."""

    name: str
    wire: str
    place: str
    required: bool
    yard: list[str]
    rbs: str
    said: list[str]


@dataclass(slots=True)
class Method:
    """An operation as a method; `asks` is the argument that asks for its stream,
    `streaming` the method that always does."""

    found: surface.Method
    name: str
    arguments: list[Argument]
    asks: str | None = None
    streaming: str = ""
    constant: str = ""


@dataclass(slots=True)
class Resource:
    """A resource: its class, the file of that, and what is reached below it."""

    words: tuple[str, ...]
    name: str
    file: str
    methods: list[Method] = field(default_factory=list)
    below: dict[str, Resource] = field(default_factory=dict)

    def all(self) -> Iterator[Resource]:
        """Those below it, however deep."""
        for resource in self.below.values():
            yield resource
            yield from resource.all()


def resources(models: Models, options: Iterable[str]) -> Resource:
    """The client as a resource; its methods are none of its `options`."""
    taken, files = names.Taken(), names.Taken()
    return _resource(models, surface.resources(models.api), {*options}, taken, files)


def _resource(
    models: Models,
    found: surface.Resource,
    members: set[str],
    taken: names.Taken,
    files: names.Taken,
) -> Resource:
    name = ""
    if found.words:
        name = naming.ruby_resource(found.words, taken, models.gem.module)
        taken.add(name)
    made = Resource(found.words, name, naming.ruby_file(name, files))
    files.add(made.file)
    for word, below in found.below.items():
        attribute = naming.ruby_method(word, members, of_client=not found.words)
        members.add(attribute)
        made.below[attribute] = _resource(models, below, set(), taken, files)
    constants: set[str] = set()
    first = ""
    for one in sorted(found.methods, key=lambda method: method.beside):
        word = one.operation.method
        if one.beside and one.body is not None:
            first = naming.ruby_method(word, (), of_client=not found.words)
            word = naming.ruby_sending(first, one.body.chosen.media)
        name = naming.ruby_method(word, members, of_client=not found.words)
        members.add(name)
        method = Method(one, name, list(_arguments(models, one)))
        if one.stream_field is not None:
            method.asks = next(
                a.name
                for a in method.arguments
                if a.place == "body" and a.wire == one.stream_field
            )
        if one.answers.both:
            method.streaming = naming.ruby_method(
                naming.ruby_streaming(name), members, of_client=not found.words
            )
            members.add(method.streaming)
        method.constant = naming.ruby_constant(constants, name)
        constants.add(method.constant)
        made.methods.append(method)
    return made


def _arguments(models: Models, method: surface.Method) -> Iterator[Argument]:
    """Those of the path, then those by name: what is required comes first."""
    taken: set[str] = set()
    placed = [_parameter(models, one, taken) for one in method.parameters]
    path = [one for one in placed if one.place == "path"]
    named = [*_of_body(models, method, taken)]
    named += [one for one in placed if one.place != "path"]
    yield from path
    yield from sorted(named, key=lambda argument: not argument.required)


def _name(wanted: str, place: str, taken: set[str]) -> str:
    """A name that no other argument has: of two, the later one tells its place."""
    name = naming.ruby_argument(wanted, ())
    if name in taken:
        name = naming.ruby_argument(f"{name.rstrip('_')}_{place}", taken)
    taken.add(name)
    return name


def _parameter(models: Models, found: ir.Parameter, taken: set[str]) -> Argument:
    kind = found.type
    return Argument(
        _name(found.wire, found.place, taken),
        found.wire,
        found.place,
        found.required or found.place == "path",
        models.types.yard_given(kind),
        models.types.rbs_given(kind),
        [
            *([found.doc] if found.doc else []),
            *(["Deprecated."] if found.deprecated else []),
        ],
    )


def _of_body(
    models: Models, method: surface.Method, taken: set[str]
) -> Iterator[Argument]:
    body = method.body
    if body is None:
        return
    chosen, types = body.chosen, models.types
    if body.fields is None:
        said = "The body." if structured(chosen.media) else f"The body: {chosen.media}."
        yard, rbs = types.yard_given(chosen.type), types.rbs_given(chosen.type)
        if not structured(chosen.media):
            yard = [
                "String",
                "Pathname",
                "StringIO",
                "IO",
                f"{models.gem.module}::FilePart",
            ]
            rbs = "untyped"
        name = _name("body", "whole", taken)
        yield Argument(name, "", "body", chosen.required, yard, rbs, [said])
        return
    form = chosen.media == FORMS[0]
    for one in body.fields:
        told = [one.doc] if one.doc else []
        if body.model is not None:
            told = [" ".join(part) for part in models.notes(body.model).of(one)]
        yield Argument(
            _name(one.wire, "body", taken),
            one.wire,
            "body",
            one.required and chosen.required,
            types.yard_given(one.type, form),
            types.rbs_given(one.type, form),
            told,
        )
