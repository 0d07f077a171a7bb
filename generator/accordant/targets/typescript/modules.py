"""What the module of a resource holds, while it is written."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(slots=True)
class Module:
    """What a module of a resource holds, in the order in which it stands there."""

    imports: dict[str, set[str]] = field(default_factory=dict)
    """What is imported, by module; of the runtime without its folder."""
    types: list[str] = field(default_factory=list)
    exported: list[str] = field(default_factory=list)
    constants: list[str] = field(default_factory=list)
    methods: list[str] = field(default_factory=list)
    names: list[str] = field(default_factory=list)
    """The constants' names."""

    def take(self, module: str, *names: str) -> None:
        self.imports.setdefault(module, set()).update(names)
