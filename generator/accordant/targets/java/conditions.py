"""Conditions as text that may have to be broken into lines."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias, Union


@dataclass(frozen=True, slots=True)
class Joined:
    """Expressions with an operator between them."""

    sign: Literal["&&", "||"]
    parts: tuple[Asked, ...]


Asked: TypeAlias = Union[str, "Joined"]
