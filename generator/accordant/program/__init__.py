"""What validators do, as a tree of statements that languages only spell.

`program(api)` gives a `Judge` for each model that is sent. What is checked, in which
order, under which conditions and with which message is decided here, once; a target
turns statements into its own, one to one.

A judge works in two steps. Its `structure` looks at an object as it came and reports
what breaks the schema. Its `rules` look at fields again, each as one of: a value; absent
(also null); invalid, for something is wrong with it or with an object around it; and,
of those with defaults, some value of a family. A condition holds only where that is
certain (rule S12): of an absent or invalid field only `Sent`, `Unsent` and counts speak.
"""

from accordant.program.judges import Judge, models_in, program
from accordant.program.nodes import (
    All,
    Any,
    Assume,
    AtLeast,
    AtMost,
    Compared,
    Condition,
    Constant,
    Enter,
    Entries,
    Field,
    If,
    Is,
    Items,
    Known,
    Meets,
    OnlyArm,
    Parse,
    Path,
    Read,
    Report,
    Sent,
    Set,
    SomeOf,
    Statement,
    Tagged,
    Undecided,
    Unsent,
    Value,
    Var,
    Within,
    variables,
)
from accordant.program.rows import words_of

__all__ = [
    "All",
    "Any",
    "Assume",
    "AtLeast",
    "AtMost",
    "Compared",
    "Condition",
    "Constant",
    "Enter",
    "Entries",
    "Field",
    "If",
    "Is",
    "Items",
    "Judge",
    "Known",
    "Meets",
    "OnlyArm",
    "Parse",
    "Path",
    "Read",
    "Report",
    "Sent",
    "Set",
    "SomeOf",
    "Statement",
    "Tagged",
    "Undecided",
    "Unsent",
    "Value",
    "Var",
    "Within",
    "models_in",
    "program",
    "variables",
    "words_of",
]
