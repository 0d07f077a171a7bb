// JSON values, and how they are written in requests.
import assert from "node:assert/strict";
import { test } from "node:test";
import { contentOf } from "../dist/core/bodies.js";
import { ArgumentError, toFile } from "../dist/index.js";
import { cookie, target } from "../dist/core/requests.js";
import { reason, wait } from "../dist/core/retries.js";
import { line, pairs, step } from "../dist/core/styles.js";
import * as values from "../dist/core/values.js";

test("integers are whole, and kept exact", () => {
  for (const one of [0, -0, 1.0, 2 ** 53 - 1]) assert.ok(values.isInteger(one));
  for (const other of [1.5, 2 ** 53, NaN, Infinity, true, "1", 1n, null])
    assert.ok(!values.isInteger(other));
});

test("length counts code points", () => {
  assert.equal(values.length("abc"), 3);
  assert.equal(values.length("\u{1f600}\u00e9"), 2);
  assert.equal(values.length("\ud800a"), 2);
  assert.ok(values.isUnicode("\u{1f600}"));
  assert.ok(!values.isUnicode("a\ud800"));
  assert.ok(!values.isUnicode("\udc00\ud800"));
});

test("values are equal as JSON has it", () => {
  assert.ok(
    values.same({ a: 1, b: [1, { c: null }] }, { b: [1, { c: null }], a: 1.0 }),
  );
  for (const [one, other] of [
    [1, true],
    [0, ""],
    [null, false],
    [[], {}],
    [
      [1, 2],
      [2, 1],
    ],
    [{ a: 1 }, { a: 1, b: 2 }],
    [JSON.parse('{"__proto__": 1}'), {}],
  ])
    assert.ok(!values.same(one, other));
  assert.ok(values.hasTwins([{ a: 1 }, 2, { a: 1 }]));
  assert.ok(!values.hasTwins([1, true, "1", null, [1], { a: 1 }]));
});

test("paths are filled with care", () => {
  assert.equal(
    target("http://a/v1/", "/x/{id}", { id: "a/b c?" }),
    "http://a/v1/x/a%2Fb%20c%3F",
  );
  for (const id of ["", ".", "..", null, undefined])
    assert.throws(() => target("http://a", "/x/{id}", { id }), ArgumentError);
  assert.throws(
    () => target("http://a", "/{id}", { id: "\ud800" }),
    ArgumentError,
  );
});

for (const [style, explode, wanted] of [
  ["form", true, ["a=1&a=2", "x=1&y=2"]],
  ["form", false, ["a=1,2", "a=x,1,y,2"]],
  ["spaceDelimited", false, ["a=1%202", "a=x%201%20y%202"]],
  ["pipeDelimited", false, ["a=1%7C2", "a=x%7C1%7Cy%7C2"]],
  ["deepObject", true, ["a%5B0%5D=1&a%5B1%5D=2", "a%5Bx%5D=1&a%5By%5D=2"]],
]) {
  test(`a query in style ${style}, ${explode ? "exploded" : "joined"}`, () => {
    const made = [[1, 2], { x: 1, y: 2 }].map((value) =>
      pairs("a", value, { style, explode })
        .map((pair) => pair.join("="))
        .join("&"),
    );
    assert.deepEqual(made, wanted);
  });
}

test("paths, headers and cookies have styles", () => {
  assert.equal(
    step("a", [1, 2], { style: "matrix", explode: true }),
    ";a=1;a=2",
  );
  assert.equal(step("a", { x: 1 }, { style: "label", explode: true }), ".x=1");
  assert.equal(line({ x: 1, y: true }, { explode: true }), "x=1,y=true");
  assert.equal(cookie({ a: "b c", d: [1, 2] }), "a=b%20c; d=1; d=2");
});

test("retries: what passes, and after how long", () => {
  const none = new Headers();
  assert.equal(reason(503, none), "status 503");
  assert.equal(reason(400, none), undefined);
  const after = (headers) => wait(0, new Headers(headers), 1000, 0);
  assert.equal(after({ "retry-after-ms": "1500" }), 1.5);
  assert.equal(after({ "retry-after": "2" }), 2);
  assert.equal(after({ "retry-after": "Thu, 01 Jan 1970 00:16:45 GMT" }), 5);
  for (const useless of ["61", "-1", "soon", "0", ""])
    assert.equal(after({ "retry-after": useless }), 0.5);
  assert.deepEqual(
    [0, 1, 5, 99].map((n) => wait(n, none, 0, 1)),
    [0.375, 0.75, 6, 6],
  );
});

test("forms: pairs", async () => {
  const media = "application/x-www-form-urlencoded";
  const { body } = await contentOf(media, {
    a: "x y",
    b: [1, 2],
    c: { d: 1 },
    e: undefined,
  });
  assert.equal(body, "a=x%20y&b=1&b=2&c=%7B%22d%22%3A1%7D");
});

test("forms: parts, with files", async () => {
  const file = await toFile(new Uint8Array([1, 2]), 'a"b.png', {
    type: "image/png",
  });
  const { media, body } = await contentOf("multipart/form-data", {
    file,
    text: "t\u00e9",
    many: ["1", 2],
    deep: { x: 1 },
    none: null,
    plain: new Uint8Array([3]),
  });
  const [, boundary] = media.split("boundary=");
  const parts = (await body.text()).split(`--${boundary}`).slice(1, -1);
  assert.deepEqual(
    parts.map((part) => part.replaceAll("\r\n", "|")),
    [
      '|Content-Disposition: form-data; name="file"; filename="a%22b.png"|Content-Type: image/png||\x01\x02|',
      '|Content-Disposition: form-data; name="text"||t\u00e9|',
      '|Content-Disposition: form-data; name="many"||1|',
      '|Content-Disposition: form-data; name="many"||2|',
      '|Content-Disposition: form-data; name="deep"|Content-Type: application/json||{"x":1}|',
      '|Content-Disposition: form-data; name="plain"; filename="plain"|Content-Type: application/octet-stream||\x03|',
    ],
  );
});

test("a stream can be a file", async () => {
  async function* content() {
    yield new Uint8Array([104]);
    yield "i";
  }
  const file = await toFile(content(), "a.txt");
  assert.deepEqual([await file.text(), file.name], ["hi", "a.txt"]);
});
