"""Who takes part in the benchmark, and the statement that is timed of each."""

import json
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import fastjsonschema
import jsonschema_rs
import msgspec
import pydantic

from tests.bench import peers as written


@dataclass(frozen=True)
class Contender:
    """One way to judge a request.

    `statement` is what is timed, spelled as a user would, over `request` and `names`.
    """

    name: str
    knows_rules: bool
    statement: str
    names: dict[str, Any]
    accepts: Callable[[dict[str, Any]], bool]

    def can_judge(self, group: str) -> bool:
        """Whether it can tell this group from valid requests."""
        return self.knows_rules or group != "rules"


def caught(expression: str) -> str:
    """A statement for a library that says no by raising."""
    return f"try:\n    {expression}\nexcept Error:\n    pass"


def raises_no(
    error: type[Exception], call: Callable[..., object]
) -> Callable[..., bool]:
    """The verdict of a library that says no by raising."""

    def accepts(request: dict[str, Any]) -> bool:
        try:
            call(request)
        except error:
            return False
        return True

    return accepts


def ours(source: Path) -> list[Contender]:
    """The two verbs of the generated package."""
    sys.path.insert(0, str(source))
    from openai_images.models import ImageGenerateParams
    from openai_images.validators import is_valid, violations

    def lists_no_error(request: dict[str, Any]) -> bool:
        found = violations(ImageGenerateParams, request)
        return all(violation.severity != "error" for violation in found)

    names = {
        "Model": ImageGenerateParams,
        "is_valid": is_valid,
        "violations": violations,
    }
    return [
        Contender(
            name="is_valid",
            knows_rules=True,
            statement="is_valid(Model, request)",
            names=names,
            accepts=lambda request: is_valid(ImageGenerateParams, request),
        ),
        Contender(
            name="violations",
            knows_rules=True,
            statement="violations(Model, request)",
            names=names,
            accepts=lists_no_error,
        ),
    ]


def schema_contenders(name: str, schema: Any, knows_rules: bool) -> list[Contender]:
    """jsonschema-rs with a schema: its verdict, and its first error."""
    validator = jsonschema_rs.validator_for(schema)
    error = jsonschema_rs.ValidationError
    return [
        Contender(
            name=f"{name} is_valid",
            knows_rules=knows_rules,
            statement="is_valid(request)",
            names={"is_valid": validator.is_valid},
            accepts=validator.is_valid,
        ),
        Contender(
            name=f"{name} validate",
            knows_rules=knows_rules,
            statement=caught("validate(request)"),
            names={"validate": validator.validate, "Error": error},
            accepts=raises_no(error, validator.validate),
        ),
    ]


def peers(jsonschema: Path) -> list[Contender]:
    """The other libraries, each as its users would call it.

    The schema with rules is the smallest we could write by hand; `jsonschema` is the
    folder of the generated one, which has an entry a check. Those without rules say
    what the rules cost; they accept what only rules refuse.
    """
    [path] = jsonschema.glob("*.schema.json")
    published = json.loads(path.read_text(encoding="utf-8"))
    contenders = [
        *schema_contenders("jsonschema-rs", written.SCHEMA_WITH_RULES, True),
        *schema_contenders("jsonschema-rs, generated", published, True),
        *schema_contenders("jsonschema-rs, no rules", written.SCHEMA, False),
    ]
    for name, struct in [
        ("msgspec", written.StructRequestWithRules),
        ("msgspec, no rules", written.StructRequest),
    ]:
        contenders.append(
            Contender(
                name=name,
                knows_rules=struct is written.StructRequestWithRules,
                statement=caught("convert(request, Struct)"),
                names={
                    "convert": msgspec.convert,
                    "Struct": struct,
                    "Error": msgspec.ValidationError,
                },
                accepts=raises_no(
                    msgspec.ValidationError,
                    lambda request, struct=struct: msgspec.convert(request, struct),
                ),
            )
        )
    model_validate = written.PydanticRequest.model_validate
    contenders.append(
        Contender(
            name="pydantic",
            knows_rules=True,
            statement=caught("model_validate(request)"),
            names={"model_validate": model_validate, "Error": pydantic.ValidationError},
            accepts=raises_no(pydantic.ValidationError, model_validate),
        )
    )
    error = fastjsonschema.JsonSchemaValueException
    for name, schema in [
        ("fastjsonschema", written.SCHEMA_WITH_RULES),
        ("fastjsonschema, no rules", written.SCHEMA),
    ]:
        compiled = fastjsonschema.compile(schema)
        contenders.append(
            Contender(
                name=name,
                knows_rules=schema is not written.SCHEMA,
                statement=caught("compiled(request)"),
                names={"compiled": compiled, "Error": error},
                accepts=raises_no(error, compiled),
            )
        )
    return contenders
