"""A Maven project: client, models and validators in Java, on OkHttp and Jackson."""

from __future__ import annotations

from accordant import ir
from accordant.names import api_client
from accordant.names.java import (
    JavaClient,
    java_artifact,
    java_client,
    java_package,
)
from accordant.surface.methods import resources
from accordant.targets import vectors
from accordant.targets.java import examples, options, readme
from accordant.targets.java.homes import Home, Homes, homes
from accordant.targets.java.models import Classes
from accordant.targets.java.moved import moved, ordered
from accordant.targets.java.services import Services, with_nested
from accordant.targets.java.text import doc, html
from accordant.targets.java.types import Scope, Types
from accordant.targets.java.validators import Validators
from accordant.templating import copied, render as template

_MAIN = "src/main/java"


def render(api: ir.Api) -> dict[str, str]:
    """The files of the project by path."""
    facts = api.sdk.get("java", {})
    package = facts.get("package") or java_package(api.title)
    client = java_client(api.sdk.get("client", {}), api_client(api.title))
    found = homes(api, package)
    classes = Classes(api, found, Types(api, found))
    project = {
        "package": package,
        "group": facts.get("group", package),
        "artifact": facts.get("artifact") or java_artifact(api.title),
        "version": facts.get("version", "0.1.0"),
    }
    sources = classes.all()
    access = options.credentials(api)
    validators = Validators(classes)
    services = Services(classes, access, validators.of)
    root = resources(api)
    services.name_all(root)
    sources |= services.files(root)
    sources |= validators.files()
    sources |= _client(api, services, client, project, sources)
    files = {
        f"{_MAIN}/{name.replace('.', '/')}.java": text for name, text in sources.items()
    }
    folder = package.replace(".", "/")
    for path, text in moved("main", package, client).items():
        files[f"{_MAIN}/{folder}/{path}"] = text
    files |= _tests(api, found, project, client)
    judge = template(
        "java/judge.java.jinja", package=package, judges=validators.named()
    )
    files[f"src/test/java/{folder}/Judge.java"] = ordered(judge)
    files |= _packages(api, package, sources)
    known = options.options(api, access)
    told = readme.view(api, services, root, client, known, project)
    files["README.md"] = template("java/README.md.jinja", **told)
    files["pom.xml"] = template("java/pom.xml.jinja", **project, title=html(api.title))
    return files


def _tests(
    api: ir.Api, found: Homes, project: dict[str, str], client: JavaClient
) -> dict[str, str]:
    """The tests of the project, and what they read."""
    resources = "src/test/resources"
    folder = f"src/test/java/{project['package'].replace('.', '/')}"
    files = {
        f"{folder}/{path}": text
        for path, text in moved("test", project["package"], client).items()
    }
    files[f"{resources}/examples.jsonl"] = examples.of_models(api, found)
    lines = examples.of_validators(api, vectors.render(api))
    files[f"{resources}/vectors.jsonl"] = lines
    return files


def _client(
    api: ir.Api,
    services: Services,
    client: JavaClient,
    project: dict[str, str],
    files: dict[str, str],
) -> dict[str, str]:
    """The class of the client, and the one that makes clients."""
    package, classes = project["package"], services.classes
    home = Home(f"{package}.client", (client.name,))
    maker = Home(f"{package}.client.okhttp", (client.maker,))
    scope = Scope(home, {"java.util.function.Consumer", maker.top})
    view = services.view(resources(api), scope, files)
    said = [f"A client of {html(api.title)}. Threads may share it."]
    names = {"name": client.name, "maker": client.maker}
    text = template("java/client.java.jinja", **names, **view, doc=doc(said))
    text = classes.with_unions(text, scope)
    made = Scope(maker, {home.top})
    for name in ("Calls", "ClientOptions", "Facts"):
        classes.types.runtime(made, name)
    known = options.options(api, services.access)
    if any(option.secret for option in known):
        made.imports.add("java.util.function.Supplier")
    agent = f"{project['artifact']}-java/{project['version']}"
    making = template(
        "java/maker.java.jinja",
        **names,
        doc=doc([f"Makes clients of {html(api.title)} that use OkHttp."]),
        facts=options.facts(api, services.access, package, agent),
        options=options.methods(known),
    )
    later = Home(home.package, (f"{client.name}Async",))
    calm = f"A client of {html(api.title)} whose methods do not wait for their answers."
    quick = services.without_waiting(home, later, calm, view, with_nested(scope))
    quick_maker = Home(maker.package, (f"{client.maker}Async",))
    making_quick = template(
        "java/maker_async.java.jinja", **names, later=later.name, quick=quick_maker.name
    )
    return {
        later.top: quick,
        quick_maker.top: classes.file(quick_maker, making_quick, {later.top}),
        home.top: classes.file(home, text, scope.imports),
        maker.top: classes.file(maker, making, made.imports),
    }


def _packages(api: ir.Api, package: str, sources: dict[str, str]) -> dict[str, str]:
    """What is said of each package."""
    said = {
        f"{package}.client": "The client.",
        f"{package}.client.okhttp": "What makes clients.",
        f"{package}.validators": "What must hold of requests, and what of it is broken.",
        f"{package}.models": "What several resources send and receive.",
        f"{package}.services.blocking": "The methods of the API, by resource.",
        f"{package}.services.async": "The methods of the API, none of which waits.",
    }
    files = {}
    for name in dict.fromkeys(name.rpartition(".")[0] for name in sources):
        text = said.get(
            name, f"What <code>{name.rpartition('.')[2]}</code> sends and receives."
        )
        path = f"{_MAIN}/{name.replace('.', '/')}/package-info.java"
        files[path] = f"/** {text} */\npackage {name};\n"
    return files


__all__ = ["copied", "render"]
