"""Services: the classes that hold the methods of a resource."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from accordant.names import Taken
from accordant.names.java import (
    java_method,
    java_resource,
    java_sending,
    java_service,
)
from accordant.surface.access import Access
from accordant.surface.methods import Resource
from accordant.targets.java.homes import Home
from accordant.targets.java.methods import Maker, Package, Written
from accordant.targets.java.models import Classes
from accordant.targets.java.text import doc
from accordant.targets.java.types import Scope
from accordant.templating import render


@dataclass(slots=True)
class Services:
    """Makes services; `of` are their classes by the words that lead to them."""

    classes: Classes
    access: Access
    judges: dict[str, str]
    of: dict[tuple[str, ...], Home] = field(default_factory=dict)

    def async_of(self, home: Home) -> Home:
        """The class with the same methods that do not wait."""
        package = f"{self.classes.homes.root}.services.async"
        return Home(package, (f"{home.name}Async",))

    def without_waiting(
        self,
        sync: Home,
        home: Home,
        said: str,
        view: Mapping[str, Any],
        imports: set[str],
    ) -> str:
        """The text of a class whose methods do not wait for their answers."""
        scope = Scope(home, {*imports})
        types = self.classes.types
        below = [
            {**one, "async": types.named(scope, one["home"])} for one in view["below"]
        ]
        methods = view["methods"]
        heads = "".join(way.declared for one in methods for way in one.later)
        if methods:
            types.runtime(scope, "Async")
        if "AsyncStreamResponse<" in heads:
            types.runtime(scope, "http.AsyncStreamResponse")
        if "CompletableFuture<" in heads:
            scope.imports.add("java.util.concurrent.CompletableFuture")
        text = render(
            "java/async.java.jinja",
            doc=doc([said]),
            name=home.name,
            sync=types.named(scope, sync),
            below=below,
            methods=methods,
        )
        return self.classes.file(home, text, scope.imports)

    def name_all(self, root: Resource) -> None:
        """Give every resource a class."""
        taken = Taken()
        package = f"{self.classes.homes.root}.services.blocking"
        for found in root.all():
            if found.words:
                name = java_service(found.words, taken)
                taken.add(name)
                self.of[found.words] = Home(package, (name,))

    def files(self, root: Resource) -> dict[str, str]:
        """The text of every service, and of what their methods are given."""
        files: dict[str, str] = {}
        for found in root.all():
            if found.words:
                home = self.of[found.words]
                scope = Scope(home, set())
                view = self.view(found, scope, files)
                text = render(
                    "java/service.java.jinja",
                    doc=doc([f"The methods of `{'.'.join(found.words)}`."]),
                    name=home.name,
                    **view,
                )
                text = self.classes.with_unions(text, scope)
                files[home.top] = self.classes.file(home, text, scope.imports)
                later = self.async_of(home)
                said = f"The methods of `{'.'.join(found.words)}`, none of which waits."
                files[later.top] = self.without_waiting(
                    home, later, said, view, with_nested(scope)
                )
        return files

    def view(
        self, found: Resource, scope: Scope, files: dict[str, str]
    ) -> dict[str, Any]:
        """What a template needs of a resource."""
        types = self.classes.types
        below = []
        for word, inner in found.below.items():
            home = self.of[inner.words]
            below.append(
                {
                    "name": java_resource(word, ()),
                    "class": types.named(scope, home),
                    "home": self.async_of(home),
                    "words": ".".join(inner.words),
                }
            )
        taken = {str(one["name"]) for one in below}
        for name in ("Calls",):
            types.runtime(scope, name)
        package = Package(self.classes, self.access, self.judges)
        constants: list[str] = []
        methods: list[Written] = []
        for method in found.methods:
            name = java_method(method.operation.method, ())
            if method.beside and method.body is not None:
                name = java_sending(name, method.body.chosen.media)
            while name in taken:
                name += "_"
            taken.add(name)
            one = Maker(package, found, method, scope, name)
            one.write(methods, constants, taken, files)
        if methods:
            for name in ("Arguments", "Operation", "RequestOptions"):
                types.runtime(scope, name)
            if any(not one.direct for one in methods):
                types.runtime(scope, "http.HttpResponseFor")
        return {
            "below": below,
            "operations": constants,
            "methods": methods,
            "raw": bool(methods),
            "holds": not found.words or any(one.direct for one in methods),
        }


def with_nested(scope: Scope) -> set[str]:
    """The imports of a class, and of the classes inside of it."""
    nested = (f"{home.package}.{home.dotted}" for home, _ in scope.unions)
    return {*scope.imports, *nested}
