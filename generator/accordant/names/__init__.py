"""Names: words, casings, reserved words, collisions. No name is made elsewhere.

What all languages share, Python's and pydantic's names are found here; those of the
other languages in the module of each.
"""

from __future__ import annotations

from accordant.names.pydantic import (
    PYDANTIC_INTEGER,
    pydantic_classes,
)
from accordant.names.python import (
    CLIENT_OPTIONS,
    PYTHON_ERRORS,
    PythonClient,
    api_client,
    is_python_client,
    is_python_option,
    python_argument,
    python_attribute,
    python_class,
    python_client,
    python_constant,
    python_field,
    python_inside,
    python_local,
    python_method,
    python_module,
    python_option,
    python_package,
    python_part,
    python_resource,
    python_sending,
)
from accordant.names.words import (
    Taken,
    api_words,
    join_pascal,
    media_word,
    pascal,
    shortened,
    singular,
    snake,
    unique,
    words,
)

__all__ = [
    "CLIENT_OPTIONS",
    "PYDANTIC_INTEGER",
    "PYTHON_ERRORS",
    "PythonClient",
    "Taken",
    "api_client",
    "api_words",
    "is_python_client",
    "is_python_option",
    "join_pascal",
    "media_word",
    "pascal",
    "pydantic_classes",
    "python_argument",
    "python_attribute",
    "python_class",
    "python_client",
    "python_constant",
    "python_field",
    "python_inside",
    "python_local",
    "python_method",
    "python_module",
    "python_option",
    "python_package",
    "python_part",
    "python_resource",
    "python_sending",
    "shortened",
    "singular",
    "snake",
    "unique",
    "words",
]
