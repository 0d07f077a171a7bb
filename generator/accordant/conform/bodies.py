"""Which operations can be asked: those with a JSON body whose model is judged."""

from __future__ import annotations

from dataclasses import dataclass

from accordant import ir


@dataclass(frozen=True, slots=True)
class BodyOf:
    """An operation, its JSON body, and the model that judges it."""

    operation: ir.Operation
    body: ir.Body
    model: ir.Model

    @property
    def name(self) -> str:
        """What the operation is called: `images.generate`."""
        return title(self.operation)


def bodies(
    api: ir.Api, parameters: set[str]
) -> tuple[list[BodyOf], list[tuple[str, str]]]:
    """The operations that can be asked, and those that cannot, with the reason.

    `parameters` are the names of those that values are known for.
    """
    found: list[BodyOf] = []
    left_out: list[tuple[str, str]] = []
    for operation in api.operations:
        body = next((b for b in operation.bodies if ir.is_json(b.media)), None)
        if body is None:
            continue
        model = _model(api, body.type)
        needed = [
            f"--parameter {parameter.wire}=VALUE"
            for parameter in operation.parameters
            if parameter.required and parameter.wire not in parameters
        ]
        if model is None:
            left_out.append((title(operation), "its body is no model that is judged"))
        elif needed:
            left_out.append((title(operation), f"needs {' '.join(needed)}"))
        else:
            found.append(BodyOf(operation, body, model))
    return found, left_out


def title(operation: ir.Operation) -> str:
    """What an operation is called: its resource and its method."""
    return ".".join((*operation.resource, operation.method))


def _model(api: ir.Api, kind: ir.Type) -> ir.Model | None:
    while True:
        if isinstance(kind, ir.Nullable):
            kind = kind.type
            continue
        found = api.declarations.get(kind.name) if isinstance(kind, ir.Ref) else None
        if not isinstance(found, ir.Alias):
            return found if isinstance(found, ir.Model) and found.sent else None
        kind = found.type
