"""What schemas are called, and those of other files."""

from __future__ import annotations

from pathlib import Path

from tests.schemas import fields, read, warned

import accordant
from accordant import ir


def test_names(tmp_path: Path) -> None:
    api, report = read(
        tmp_path,
        """
order: {type: array, items: {type: string}}
Order:
  type: object
  properties:
    lines: {type: array, items: {type: object, properties: {n: {}}}}
    extra: {type: object, additionalProperties: {type: object, properties: {m: {}}}}
    order: {type: object, properties: {inner: {}}}
    kind: {enum: [a, b]}
    either:
      anyOf:
        - {type: string}
        - {type: object, properties: {x: {}}}
Other: {allOf: [{$ref: '#/components/schemas/Order'}, {properties: {y: {}}}]}
OrderKind: {type: string, enum: [a, b]}
Pair_of: {type: object, properties: {z: {type: object, properties: {q: {}}}}}
PairOfZ: {type: object, properties: {r: {}}}
""",
    )
    assert set(api.declarations) == {
        *("Order", "OrderLine", "OrderExtraValue", "OrderOrder", "OrderKind"),
        *("OrderEither", "Other", "PairOf", "PairOfZ", "PairOfZData"),
    }
    assert report.coined == {"PairOfZData": "a role word"}


def test_files_of_the_folder(tmp_path: Path) -> None:
    api, _ = read(
        tmp_path,
        "Thing: {type: object, properties: {a: {$ref: 'parts.yaml#/$defs/part'},"
        " b: {$ref: 'whole-one.yaml'}}}",
        parts="$defs: {part: {type: object, properties: {n: {$ref: '#/$defs/n'}}},"
        " n: {type: integer}}",
        **{
            "whole-one": "{type: object, properties: {p: {$ref: 'parts.yaml#/$defs/part'}}}"
        },
    )
    assert fields(api, "Thing") == {"a": ir.Ref("Part"), "b": ir.Ref("WholeOne")}
    assert fields(api, "Part") == {"n": ir.Primitive("integer")}
    assert fields(api, "WholeOne") == {"p": ir.Ref("Part")}
    assert list(accordant.spec.files(tmp_path)) == [
        "openapi.yaml",
        "parts.yaml",
        "whole-one.yaml",
    ]


def test_a_list_has_items_where_the_name_of_one_is_taken(tmp_path: Path) -> None:
    api, report = read(
        tmp_path,
        """
Results: {type: array, items: {type: object, properties: {id: {}}}}
Result: {type: object, properties: {value: {}}}
Shade: {type: string, enum: [a, b], x-of: one}
Lamp: {type: object, properties: {shade: {type: string, enum: [a, b]}}}
LampShade: {type: string, enum: [a, b], x-of: two}
""",
    )
    wanted = ["ResultsItem", "Result", "Shade", "Lamp", "LampShade"]
    assert list(api.declarations) == wanted
    assert report.coined == {}


def test_a_name_that_is_too_long_keeps_its_ends(tmp_path: Path) -> None:
    long = "First" + "And" * 50 + "Last"
    inner = f"{{type: object, properties: {{{long}: {{required: [a]}}}}}}"
    api, report = read(tmp_path, f"A: {inner}\n{long}: {{required: [b]}}")
    short = "First" + "And" * 22 + "Last"
    assert list(api.declarations) == ["A", f"A{short.replace('And', '', 1)}", short]
    assert f"it is '{short}'" in warned(report)[1]
