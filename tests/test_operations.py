"""Operations: parameters, bodies, answers, servers and security as documents have them."""

from __future__ import annotations

from pathlib import Path

import pytest

from accordant import ir
from lowered import lowered, operation

STRING = ir.Primitive("string")
INTEGER = ir.Primitive("integer")


def test_parameters_keep_how_they_are_written(tmp_path: Path) -> None:
    found = operation(
        tmp_path,
        """\
        paths:
          /a/{p}/{q}.json:
            parameters:
              - {name: q, in: path, required: true, style: label, schema: {type: string}}
              - {name: X-A, in: header, schema: {type: string}}
            get:
              operationId: a
              parameters:
                - {name: s, in: query, schema: {type: array, items: {type: string}}}
                - {name: t, in: query, style: pipeDelimited, schema: {type: array}}
                - {name: u, in: query, style: deepObject, explode: true, schema: {}}
                - {name: v, in: query, content: {application/json: {schema: {}}}}
                - {name: w, in: cookie, deprecated: true, schema: {type: string}}
                - {name: x, in: cookie, style: cookie, schema: {type: string}}
                - {name: p, in: path, required: true, schema: {type: integer}}
                - {name: x-a, in: header, required: true, schema: {type: integer}}
                - {name: y, in: query, allowReserved: true, schema: {default: z}}
        """,
    )
    told = {
        p.wire: (p.place, p.style, p.explode, p.media, p.required)
        for p in found.parameters
    }
    assert told == {
        "p": ("path", "simple", False, None, True),
        "q": ("path", "label", False, None, True),
        "x-a": ("header", "simple", False, None, True),
        "s": ("query", "form", True, None, False),
        "t": ("query", "pipeDelimited", False, None, False),
        "u": ("query", "deepObject", True, None, False),
        "v": ("query", "form", True, "application/json", False),
        "w": ("cookie", "form", True, None, False),
        "x": ("cookie", "cookie", True, None, False),
        "y": ("query", "form", True, None, False),
    }
    by_wire = {p.wire: p for p in found.parameters}
    assert by_wire["w"].deprecated
    assert by_wire["y"].allow_reserved
    assert by_wire["y"].default == "z"


def test_a_query_as_a_whole(tmp_path: Path) -> None:
    found = operation(
        tmp_path,
        """\
        paths:
          /a:
            query:
              operationId: a
              parameters:
                - name: filter
                  in: querystring
                  content:
                    application/x-www-form-urlencoded:
                      schema: {type: object, properties: {n: {type: integer}}}
        """,
    )
    (whole,) = found.parameters
    assert (found.http, whole.place) == ("QUERY", "querystring")
    assert whole.media == "application/x-www-form-urlencoded"


def test_shared_parameters_are_lowered_once(tmp_path: Path) -> None:
    api, _ = lowered(
        tmp_path,
        """\
        paths:
          /a/{id}:
            parameters: [{$ref: '#/components/parameters/Order'}]
            get: {operationId: a}
            put: {operationId: b}
        components:
          parameters:
            Order: {name: order, in: query, schema: {type: string, enum: [up, down]}}
        """,
    )
    assert [name for name, d in api.declarations.items()] == ["Order"]
    one, other = (o.parameters[-1] for o in api.operations)
    assert one is other
    assert one.type == ir.Ref("Order")


def test_undeclared_variables_are_texts(tmp_path: Path) -> None:
    api, warnings = lowered(tmp_path, "paths: {'/a/{b}': {get: {operationId: a}}}")
    (variable,) = api.operations[0].parameters
    assert (variable.wire, variable.place, variable.type) == ("b", "path", STRING)
    assert warnings == ["GET /a/{b} declares no parameter 'b' in path; it is a text"]


def test_a_query_in_a_path(tmp_path: Path) -> None:
    api, warnings = lowered(
        tmp_path,
        """\
        paths:
          /a:
            get: {operationId: a}
          /a?beta=true&v={n}#x:
            get:
              operationId: b
              parameters: [{name: n, in: path, schema: {type: integer}}]
        """,
    )
    found = api.operations[1]
    assert (found.path, found.fixed_query) == ("/a", (("beta", "true"),))
    (variable,) = found.parameters
    assert (variable.wire, variable.place) == ("v", "query")
    assert warnings == []


def test_everything_an_item_of_a_path_shares(tmp_path: Path) -> None:
    api, warnings = lowered(
        tmp_path,
        """\
        servers:
          - url: 'https://{region}.example.com:{port}'
            description: The default
            variables:
              region: {default: eu, enum: [eu, us], description: Where}
              port: {default: 443}
        paths:
          /a: {$ref: '#/components/pathItems/a', description: Ours}
          /b:
            servers: [{url: 'https://b.example.com'}]
            get: {operationId: b, servers: [{url: 'https://c.example.com'}]}
            put: {operationId: c}
        components:
          pathItems:
            a:
              summary: Theirs
              description: Theirs
              get: {operationId: a, tags: [one, two], deprecated: true}
              additionalOperations: {COPY: {operationId: copy}}
        """,
    )
    first, copy, own, inherited = api.operations
    assert warnings == []
    assert (first.summary, first.doc) == ("Theirs", "Ours")
    assert (first.tags, first.deprecated) == (("one", "two"), True)
    assert (copy.http, copy.servers) == ("COPY", ())
    assert [s.url for s in own.servers] == ["https://c.example.com"]
    assert [s.url for s in inherited.servers] == ["https://b.example.com"]
    (server,) = api.servers
    assert server.plain == "https://eu.example.com:443"
    assert server.variables == (
        ir.Variable("region", "eu", ("eu", "us"), "Where"),
        ir.Variable("port", "443", (), ""),
    )


def test_security_of_every_kind(tmp_path: Path) -> None:
    api, warnings = lowered(
        tmp_path,
        """\
        security: [{bearer: []}]
        paths:
          /a:
            get: {operationId: a}
            put: {operationId: b, security: []}
            post: {operationId: c, security: [{}, {basic: [], header: []}]}
            patch: {operationId: d, security: [{query: []}, {cookie: []}]}
            delete: {operationId: e, security: [{oauth: [all]}, {open: []}, {tls: []}]}
        components:
          securitySchemes:
            bearer: {type: http, scheme: Bearer, description: A token}
            basic: {type: http, scheme: basic}
            header: {type: apiKey, in: header, name: X-Key}
            query: {type: apiKey, in: query, name: key}
            cookie: {type: apiKey, in: cookie, name: key}
            oauth: {type: oauth2, flows: {}}
            open: {type: openIdConnect, openIdConnectUrl: 'https://example.com'}
            tls: {type: mutualTLS}
        """,
    )
    assert warnings == []
    asked = {
        o.name: [[scheme.name for scheme in way] for way in o.security]
        for o in api.operations
    }
    assert asked == {
        "a": [["bearer"]],
        "b": [],
        "c": [[], ["basic", "header"]],
        "d": [["query"], ["cookie"]],
        "e": [["oauth"], ["open"], ["tls"]],
    }
    ((bearer,),) = api.operations[0].security
    assert bearer == ir.Security("bearer", "http", "bearer", None, None, "A token")
    assert api.operations[3].security[1][0].place == "cookie"


def test_the_body_to_prefer_stands_first(tmp_path: Path) -> None:
    found, _ = lowered(
        tmp_path,
        """\
        paths:
          /a:
            post:
              operationId: a
              requestBody:
                required: true
                content:
                  text/plain: {schema: {type: string}}
                  application/octet-stream: {}
                  application/x-www-form-urlencoded:
                    schema: &form {type: object, properties: {n: {type: integer}}}
                  application/vnd.a+json: {schema: *form}
                  multipart/form-data:
                    schema:
                      type: object
                      properties:
                        file: {type: array, items: {type: string, format: binary}}
                        meta: {type: object}
                    encoding:
                      meta: {contentType: application/json}
                      tags: {style: spaceDelimited, explode: false, allowReserved: true}
        """,
    )
    bodies = found.operations[0].bodies
    assert [body.media for body in bodies] == [
        "multipart/form-data",
        "application/vnd.a+json",
        "application/x-www-form-urlencoded",
        "application/octet-stream",
        "text/plain",
    ]
    assert bodies[1].type == bodies[2].type
    assert bodies[0].parts == (
        ir.Part("meta", media="application/json"),
        ir.Part("tags", None, "spaceDelimited", False, True),
    )


@pytest.mark.parametrize(
    ("media", "content", "wanted"),
    [
        ("'*/*'", "{schema: {type: object}}", "application/json"),
        ("'*/*'", "{schema: {type: string}}", "text/plain"),
        (
            "'*/*'",
            "{schema: {type: string, format: binary}}",
            "application/octet-stream",
        ),
        ("'*/*'", "{}", "application/octet-stream"),
        ("image/*", "{}", "application/octet-stream"),
        ("text/*", "{}", "text/plain"),
        ("Application/JSON;  charset=UTF-8", "{}", "application/json; charset=UTF-8"),
    ],
)
def test_media_types_that_are_meant(
    media: str, content: str, wanted: str, tmp_path: Path
) -> None:
    found = operation(
        tmp_path,
        f"""\
        paths:
          /a:
            post: {{operationId: a, requestBody: {{content: {{{media}: {content}}}}}}}
        """,
    )
    assert [body.media for body in found.bodies] == [wanted]
