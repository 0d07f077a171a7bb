"""What methods answer with, as types."""

from __future__ import annotations

from accordant.surface.answers import Answer
from accordant.surface.methods import Method
from accordant.targets.typescript.modules import Module
from accordant.targets.typescript.printing import Code
from accordant.targets.typescript.types import Types, generic, union


class Answers:
    """Spells what a method answers with, and imports what that needs to `made`."""

    def __init__(self, types: Types, method: Method, made: Module) -> None:
        self.types = types
        self.method = method
        self.made = made

    def _parts(self, answer: Answer) -> list[Code]:
        match answer.kind:
            case "json":
                self.types.files = False
                found = self.types.parts(answer.type)
                self.types.files = True
                return found
            case "text":
                return ["string"]
            case "bytes":
                return ["Response"]
            case "none":
                return ["undefined"]
            case _:
                return ["unknown"]

    def result(self) -> Code:
        """The type of a success that is no stream."""
        answers = self.method.answers
        if answers.answer.kind in ("events", "lines"):
            return self.stream(answers.answer)
        parts: list[Code] = []
        for answer in (answers.answer, *answers.others.values()):
            parts += [part for part in self._parts(answer) if part not in parts]
        if self.method.operation.may_be_empty and "undefined" not in parts:
            parts.append("undefined")
        if "unknown" in parts:
            return "unknown"
        return "void" if parts == ["undefined"] else union(parts, indented=False)

    def stream(self, answer: Answer) -> Code:
        self.made.take("streams", "type Stream")
        self.types.files = False
        found = generic("Stream", [self.types.argument(answer.type)])
        self.types.files = True
        return found

    def promise(self, result: Code) -> Code:
        self.made.take("promise", "type APIPromise")
        return generic("APIPromise", [result])
