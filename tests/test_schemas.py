"""What schemas become: one small document for each construct."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from tests.schemas import fields, read, warned

from accordant import ir

TEXT, WHOLE, ANY = ir.Primitive("string"), ir.Primitive("integer"), ir.Anything()


def union(api: ir.Api, name: str) -> ir.Union:
    found = api.declarations[name]
    assert isinstance(found, ir.Union)
    return found


def arms(api: ir.Api, name: str) -> list[tuple[Any, tuple[str, ...]]]:
    return [(getattr(a.type, "name", a.type), a.tags) for a in union(api, name).arms]


TYPES = {
    "{type: [string, 'null']}": ir.Nullable(TEXT),
    "{type: string, nullable: true}": ir.Nullable(TEXT),
    "{oneOf: [{type: string}, {type: 'null'}]}": ir.Nullable(TEXT),
    "{anyOf: [{type: string}, {nullable: true}]}": ir.Nullable(TEXT),
    "{anyOf: [{type: string}, {enum: [null]}]}": ir.Nullable(TEXT),
    "{anyOf: [{type: string}, {const: null}]}": ir.Nullable(TEXT),
    "{allOf: [{type: string}], nullable: true}": ir.Nullable(TEXT),
    "{allOf: [{$ref: '#/components/schemas/S'}], nullable: true}": ir.Nullable(TEXT),
    "{$ref: '#/components/schemas/S', nullable: true}": ir.Nullable(TEXT),
    "{$ref: '#/components/schemas/S', description: d}": TEXT,
    "{enum: [a, null]}": ir.Nullable(ir.Const("a", "enum")),
    "{const: 1}": ir.Const(1),
    "{type: string, enum: [1]}": ir.Const("1", "enum"),
    "{enum: [1, 1.0]}": ir.Const(1, "enum"),
    "{enum: [1, true]}": ir.AnyOf((ir.Const(1, "enum"), ir.Const(True, "enum"))),
    "{type: integer, enum: [2.0]}": ir.Const(2, "enum"),
    "{oneOf: [{type: integer}, {type: number}]}": ir.Primitive("number"),
    "{type: [string, integer]}": ir.AnyOf((TEXT, WHOLE)),
    "{oneOf: [{type: string}]}": TEXT,
    "{anyOf: [{type: string, format: a}, {type: string}]}": TEXT,
    "{anyOf: [{$ref: '#/components/schemas/S'}, {type: integer}]}": ir.AnyOf(
        (TEXT, WHOLE)
    ),
    "{}": ANY,
    "true": ANY,
    "{type: object}": ir.MapOf(ANY),
    "{additionalProperties: {type: string}}": ir.MapOf(TEXT),
    "{type: object, patternProperties: {a: {type: string}},"
    " additionalProperties: false}": ir.MapOf(TEXT),
    "{type: array}": ir.ListOf(ANY),
    "{items: {type: string}}": ir.ListOf(TEXT),
    "{prefixItems: [{type: string}, {type: integer}], items: false}": ir.ListOf(
        ir.AnyOf((TEXT, WHOLE))
    ),
    "{anyOf: [{type: array, items: {type: string}},"
    " {type: array, items: {type: integer}}]}": ir.ListOf(ir.AnyOf((TEXT, WHOLE))),
    "{allOf: [{type: number}, {type: integer}]}": WHOLE,
    "{allOf: [{type: string}, {const: a}]}": ir.Const("a"),
    "{allOf: [{type: string, maxLength: 3}, {maxLength: 5}]}": ir.Primitive(
        "string", None, (ir.Length("maxLength", 3),)
    ),
    "{type: string, format: date-time}": ir.Primitive("string", "date-time"),
    "{type: integer, format: date-time}": ir.Primitive("integer", "date-time"),
    "{$ref: '#/components/schemas/a~1%7Bb%7D/items'}": TEXT,
    "{$ref: '#here'}": WHOLE,
}


@pytest.mark.parametrize("schema", TYPES)
def test_the_type(schema: str, tmp_path: Path) -> None:
    text = f"""
Thing: {{type: object, properties: {{a: {schema}}}}}
S: {{type: string}}
'a/{{b}}': {{type: array, items: {{type: string}}}}
N: {{type: integer, $anchor: here}}
"""
    api, _ = read(tmp_path, text)
    assert fields(api, "Thing") == {"a": TYPES[schema]}


def test_a_union_of_strings_is_one_enum(tmp_path: Path) -> None:
    api, _ = read(
        tmp_path,
        """
Open: {anyOf: [{type: string}, {type: string, enum: [a, b]}, {const: c}]}
Closed: {oneOf: [{$ref: '#/components/schemas/Letters'}, {const: c}]}
Letters: {enum: [a, b]}
""",
    )
    for name, is_open in (("Open", True), ("Closed", False)):
        enum = api.declarations[name]
        assert isinstance(enum, ir.Enum)
        assert ([v.value for v in enum.values], enum.open) == (["a", "b", "c"], is_open)


def test_joined_objects_are_one_model(tmp_path: Path) -> None:
    api, report = read(
        tmp_path,
        """
Base:
  type: object
  required: [id]
  properties:
    id: {type: string}
    kind: {type: string}
    note: {type: object, properties: {text: {type: string}}}
Child:
  description: A child
  allOf:
    - {$ref: '#/components/schemas/Base'}
    - type: object
      required: [kind]
      properties: {kind: {const: child}, id: {description: Own words}}
    - {description: only told}
Alias: {allOf: [{$ref: '#/components/schemas/Base'}], description: told}
Narrow: {allOf: [{$ref: '#/components/schemas/Base'}, {required: [kind]}]}
""",
    )
    child = ir.model_of(api.declarations, "Child")
    assert [(f.wire, f.required) for f in child.fields] == [
        ("id", True),
        ("kind", True),
        ("note", False),
    ]
    assert child.doc == "A child"
    note = ir.Ref("BaseNote")
    assert fields(api, "Child") == {"id": TEXT, "kind": ir.Const("child"), "note": note}
    assert fields(api, "Narrow")["note"] == note
    assert list(api.declarations) == ["Base", "BaseNote", "Child", "Narrow"]
    assert warned(report) == [
        "property 'kind' replaces the one at"
        f" {tmp_path}/openapi.yaml:14:9; what that one says is not enforced"
    ]


def test_null_must_be_admitted_by_all_parts(tmp_path: Path) -> None:
    api, _ = read(
        tmp_path,
        """
Thing: {type: object, properties: {a: {$ref: '#/components/schemas/B'}}}
B: {allOf: [{$ref: '#/components/schemas/N'}, {properties: {y: {type: string}}}]}
N: {type: object, nullable: true, properties: {x: {type: string}}}
""",
    )
    assert fields(api, "Thing") == {"a": ir.Ref("B")}
    assert list(fields(api, "B")) == ["x", "y"]


def test_a_union_beside_properties_has_them_in_each_arm(tmp_path: Path) -> None:
    api, _ = read(
        tmp_path,
        """
Event:
  allOf: [{$ref: '#/components/schemas/Body'}, {$ref: '#/components/schemas/Head'}]
Body:
  oneOf:
    - {title: made, type: object, properties: {kind: {const: made}}}
    - {title: lost, type: object, properties: {kind: {const: lost}}}
Head: {type: object, properties: {at: {type: object, properties: {t: {}}}}}
""",
    )
    assert arms(api, "Event") == [("EventMade", ("made",)), ("EventLost", ("lost",))]
    for name in ("EventMade", "EventLost"):
        assert fields(api, name)["at"] == ir.Ref("HeadAt")
    assert arms(api, "Body") == [("BodyMade", ("made",)), ("BodyLost", ("lost",))]


PETS = """
Pet:
  oneOf: [{$ref: '#/components/schemas/Cat'}, {$ref: '#/components/schemas/Dog'}]
  DISCRIMINATOR
Cat: {type: object, required: [kind], properties: {kind: CAT, claws: {type: integer}}}
Dog: {type: object, required: [kind], properties: {kind: DOG, tail: {type: integer}}}
"""


@pytest.mark.parametrize(
    ("discriminator", "cat", "dog", "tags"),
    [
        # Without a discriminator, what each says.
        ("title: p", "{const: c}", "{enum: [d, e]}", [("c",), ("d", "e")]),
        # The arm's own constant is right, not the name that is implied.
        (
            "discriminator: {propertyName: kind}",
            "{const: c}",
            "{const: d}",
            [("c",), ("d",)],
        ),
        # A mapping is right, where constants are those of a base.
        (
            "discriminator: {propertyName: kind, mapping: {x: '#/components/schemas/Cat',"
            " y: Dog, z: Dog}}",
            "{enum: [x, y, z]}",
            "{enum: [x, y, z]}",
            [("x",), ("y", "z")],
        ),
        (
            "discriminator: {propertyName: kind}",
            "{type: string}",
            "{type: string}",
            [("Cat",), ("Dog",)],
        ),
        (
            "discriminator: {propertyName: kind}",
            "{enum: [x, y]}",
            "{enum: [x, y]}",
            [("Cat",), ("Dog",)],
        ),
    ],
)
def test_a_tag_chooses(
    discriminator: str, cat: str, dog: str, tags: list[Any], tmp_path: Path
) -> None:
    text = PETS.replace("DISCRIMINATOR", discriminator)
    api, report = read(tmp_path, text.replace("CAT", cat).replace("DOG", dog))
    assert union(api, "Pet").tag == "kind"
    assert [arm.tags for arm in union(api, "Pet").arms] == tags
    assert not report.warnings()


def test_keys_choose_where_no_tag_does(tmp_path: Path) -> None:
    api, report = read(
        tmp_path,
        """
Either:
  anyOf:
    - {type: object, required: [url], properties: {url: {type: string}}}
    - {$ref: '#/components/schemas/Data'}
Data:
  type: object
  required: [bytes]
  properties: {bytes: {type: [string, 'null']}, size: {type: number}, any: {}}
""",
    )
    first, second = union(api, "Either").arms
    assert union(api, "Either").tag is None
    assert (first.type, first.keys) == (
        ir.Ref("EitherWithUrl"),
        (("url", True, ("string",)),),
    )
    assert (second.type, second.keys) == (
        ir.Ref("Data"),
        (
            ("bytes", True, ("null", "string")),
            ("size", False, ("integer", "number")),
            ("any", False, ()),
        ),
    )
    assert not report.warnings()


def test_unions_in_unions(tmp_path: Path) -> None:
    api, _ = read(
        tmp_path,
        """
Outer:
  oneOf: [{$ref: '#/components/schemas/Inner'}, {$ref: '#/components/schemas/C'}]
Inner:
  anyOf: [{$ref: '#/components/schemas/A'}, {$ref: '#/components/schemas/B'},
          {type: string}, {type: 'null'}]
Self: {anyOf: [{$ref: '#/components/schemas/Self'}, {type: string}]}
A: {type: object, properties: {t: {const: a}}}
B: {type: object, properties: {t: {const: b}}}
C: {type: object, properties: {t: {const: c}}}
Thing: {type: object, properties: {o: {$ref: '#/components/schemas/Outer'},
                                   s: {$ref: '#/components/schemas/Self'}}}
""",
    )
    assert arms(api, "Outer") == [("A", ("a",)), ("B", ("b",)), ("C", ("c",))]
    assert fields(api, "Thing") == {
        "o": ir.Nullable(ir.AnyOf((ir.Ref("Outer"), TEXT))),
        "s": TEXT,
    }


def test_a_base_with_a_discriminator_stands_for_all_made_of_it(tmp_path: Path) -> None:
    api, _ = read(
        tmp_path,
        """
Owner: {type: object, properties: {pet: {$ref: '#/components/schemas/Pet'}}}
Pet:
  type: object
  required: [kind]
  properties: {kind: {type: string}}
  discriminator: {propertyName: kind, mapping: {c: Cat}}
Cat: {allOf: [{$ref: '#/components/schemas/Pet'}, {properties: {claws: {}}}]}
Kitten: {allOf: [{$ref: '#/components/schemas/Cat'}]}
Dog: {allOf: [{$ref: '#/components/schemas/Pet'}]}
""",
    )
    assert fields(api, "Owner") == {"pet": ir.Ref("AnyPet")}
    assert arms(api, "AnyPet")[0:2] == [("Pet", ("Pet",)), ("Cat", ("c",))]
    assert fields(api, "Dog") == fields(api, "Pet") == {"kind": TEXT}


def test_recursion(tmp_path: Path) -> None:
    api, _ = read(
        tmp_path,
        """
Value: {anyOf: [{type: string}, {type: array, items: {$ref: '#/components/schemas/Value'}},
                {type: object, additionalProperties: {$ref: '#/components/schemas/Value'}}]}
Tree: {type: object, properties: {all: {type: array, items: {$ref: '#/components/schemas/Tree'}}}}
Filter: {type: object, properties: {of: {$recursiveRef: '#'}}}
Deep: {type: object, properties: {in: {type: object, properties: {
  back: {$ref: '#/components/schemas/Deep/properties/in'}}}}}
Thing: {type: object, properties: {v: {$ref: '#/components/schemas/Value'}}}
""",
    )
    value = api.declarations["Value"]
    assert isinstance(value, ir.Alias)
    again = ir.Ref("Value")
    assert value.type == ir.AnyOf((TEXT, ir.ListOf(again), ir.MapOf(again)))
    assert fields(api, "Thing") == {"v": again}
    assert fields(api, "Tree") == {"all": ir.ListOf(ir.Ref("Tree"))}
    assert fields(api, "Filter") == {"of": ir.Ref("Filter")}
    assert fields(api, "DeepIn") == {"back": ir.Ref("DeepIn")}
