"""Validators: the language-free program, spelled as Java."""

from __future__ import annotations

from collections.abc import Iterable

from accordant.names import Taken
from accordant.names.java import java_class
from accordant.program import Judge, program
from accordant.targets.java.homes import Home
from accordant.targets.java.judging import Judging
from accordant.targets.java.models import Classes
from accordant.targets.java.text import doc, literal
from accordant.targets.java.types import Scope
from accordant.templating import render


class Validators:
    """The classes that judge models; `of` are their full names by the model's."""

    def __init__(self, classes: Classes) -> None:
        self.classes = classes
        self.package = f"{classes.homes.root}.validators"
        self.judges = program(classes.api)
        self.names: dict[str, str] = {}
        taken = Taken(("Validators", "Judge", "Findings", "Checks"))
        for judge in self.judges:
            wanted = "".join(classes.homes.of[judge.model.name].path)
            name = java_class(f"{wanted}Validator", taken)
            taken.add(name)
            self.names[judge.model.name] = name

    @property
    def of(self) -> dict[str, str]:
        return {model: f"{self.package}.{name}" for model, name in self.names.items()}

    def files(self) -> dict[str, str]:
        """The text of every class, by its full name."""
        found = dict(self.file(judge) for judge in self.judges)
        home = Home(self.package, ("Validators",))
        core = f"{self.classes.homes.root}.core"
        imports = {
            *(f"{core}.{name}" for name in ("Json", "JsonValue", "Model", "Violation")),
            f"{self.classes.homes.root}.errors.ConstraintException",
            "com.fasterxml.jackson.databind.JsonNode",
            "java.util.List",
        }
        text = render("java/validators.java.jinja", judges=list(self.cases()))
        found[home.top] = self.classes.file(home, text, imports)
        return found

    def cases(self) -> Iterable[dict[str, str]]:
        """Each model's class, as the machine names it, and its validator."""
        for judge in self.judges:
            home = self.classes.homes.of[judge.model.name]
            binary = f"{home.package}.{'$'.join(home.path)}"
            yield {"class": literal(binary), "judge": self.names[judge.model.name]}

    def named(self) -> list[dict[str, str]]:
        """Each model's name in the spec, and its validator."""
        found = []
        for model, name in self.names.items():
            full = f"{self.package}.{name}"
            found.append({"model": literal(model), "judge": name, "full": full})
        return found

    def file(self, judge: Judge) -> tuple[str, str]:
        """The class of one judge."""
        name = self.names[judge.model.name]
        home = Home(self.package, (name,))
        scope = Scope(home, set())
        scope.imports |= {
            "com.fasterxml.jackson.databind.JsonNode",
            "java.util.List",
            "java.util.Set",
            f"{self.classes.homes.root}.core.Violation",
            f"{self.classes.homes.root}.core.Violation.Severity",
        }
        spelled = Judging(judge, self.names)
        structures = spelled.structures()
        rules = spelled.rules()
        if spelled.patterns:
            scope.imports.add("java.util.regex.Pattern")
        severity = (
            f"Severity.{judge.undeclared.upper()}" if judge.undeclared else "null"
        )
        named = self.classes.homes.of[judge.model.name]
        text = render(
            "java/validator.java.jinja",
            doc=doc([f"What judges `{named.dotted}`."]),
            name=name,
            constants=spelled.constants(),
            severity=severity,
            structures=structures,
            rules=rules,
        )
        return home.top, self.classes.file(home, text, scope.imports)
