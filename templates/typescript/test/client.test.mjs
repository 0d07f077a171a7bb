// Calls: what is sent, how often, and what comes of it.
import assert from "node:assert/strict";
import { test } from "node:test";
import { inspect } from "node:util";
import * as sdk from "../dist/index.js";
import { json, serve } from "./loopback.mjs";
import { ENVELOPE, KEY, REQUEST_ID, SECRETS, client } from "./subject.mjs";

const QUICK = { "retry-after-ms": "1" };

test("a call sends JSON and gives JSON", async () => {
  const { url, asked } = await serve((_, response) => json(response, { a: 1 }));
  const found = await client(`${url}/v1/`).request("post", "/x", {
    content: { b: "\u00e9", n: 1.0, none: undefined },
    query: { q: "a b", list: [1, 2] },
  });
  assert.deepEqual(found, { a: 1 });
  assert.equal(asked[0].method, "POST");
  assert.equal(asked[0].url.split("?")[0], "/v1/x");
  assert.match(asked[0].url, /[?&]q=a%20b&list=1&list=2/);
  assert.equal(asked[0].headers["content-type"], "application/json");
  assert.deepEqual(JSON.parse(Buffer.from(asked[0].text, "latin1")), {
    b: "\u00e9",
    n: 1,
  });
});

test("unknown fields, __proto__ too, are kept", async () => {
  const text = '{"z": 1, "__proto__": {"x": 2}}';
  const { url } = await serve((_, response) => {
    response.writeHead(200, { "content-type": "application/json" });
    response.end(text);
  });
  const found = await client(url).request("get", "/x");
  assert.deepEqual(Object.keys(found), ["z", "__proto__"]);
  assert.equal(found.x, undefined);
});

test("the id of a request is there and is not shown", async (t) => {
  if (REQUEST_ID === null) return t.skip("the API has no ids of requests");
  const { url } = await serve((_, response) =>
    json(response, {}, 200, { [REQUEST_ID]: "r1" }),
  );
  const found = await client(url).request("get", "/x");
  assert.equal(found._request_id, "r1");
  assert.deepEqual(Object.keys(found), []);
  const both = await client(url).request("get", "/x").withResponse();
  assert.equal(both.request_id, "r1");
  assert.equal(both.response.status, 200);
});

test("asResponse leaves the body unread", async () => {
  const { url } = await serve((_, response) => json(response, [1]));
  const response = await client(url).request("get", "/x").asResponse();
  assert.equal(response.bodyUsed, false);
  assert.deepEqual(await response.json(), [1]);
});

for (const [status, name] of [
  [400, "BadRequestError"],
  [401, "AuthenticationError"],
  [403, "PermissionDeniedError"],
  [404, "NotFoundError"],
  [409, "ConflictError"],
  [418, "APIStatusError"],
  [422, "UnprocessableEntityError"],
  [429, "RateLimitError"],
  [500, "InternalServerError"],
]) {
  test(`status ${status} is a ${name}`, async () => {
    const said = { message: `no, ${KEY}`, code: "c", param: "p", type: "t" };
    const body = ENVELOPE === null ? said : { [ENVELOPE]: said };
    const { url } = await serve((_, response) => json(response, body, status));
    await assert.rejects(
      client(url, { maxRetries: 0 }).request("get", "/x"),
      (error) => {
        assert.ok(error instanceof sdk[name] && error instanceof sdk.APIError);
        assert.equal(error.name, name);
        assert.equal(error.status, status);
        assert.deepEqual(
          [error.code, error.param, error.type],
          ["c", "p", "t"],
        );
        if (Object.keys(SECRETS).length > 0)
          assert.ok(!inspect(error, { depth: 9 }).includes(KEY));
        return true;
      },
    );
  });
}

test("a success that is no JSON is an error of this package", async () => {
  const { url } = await serve((_, response) => {
    response.writeHead(200, { "content-type": "application/json" });
    response.end("{oops");
  });
  await assert.rejects(
    client(url).request("get", "/x"),
    sdk.APIResponseValidationError,
  );
});

test("what may pass is tried again", async () => {
  const { url, asked } = await serve((_, response, number) =>
    number < 3 ? json(response, {}, 503, QUICK) : json(response, { number }),
  );
  assert.deepEqual(await client(url).request("get", "/x"), { number: 3 });
  assert.equal(asked.length, 3);
});

test("a body that breaks off is asked for again", async () => {
  const { url, asked } = await serve((_, response, number) => {
    if (number > 1) return json(response, { number });
    response.writeHead(200, { "content-type": "application/json", ...QUICK });
    response.write('{"a"');
    setTimeout(() => response.destroy(), 10);
  });
  assert.deepEqual(await client(url).request("get", "/x"), { number: 2 });
  assert.equal(asked.length, 2);
});

test("x-should-retry is obeyed", async () => {
  const { url, asked } = await serve((_, response, number) =>
    json(response, {}, number === 1 ? 400 : 503, {
      ...QUICK,
      "x-should-retry": number === 1 ? "true" : "false",
    }),
  );
  await assert.rejects(
    client(url).request("get", "/x"),
    sdk.InternalServerError,
  );
  assert.equal(asked.length, 2);
});

test("nobody there is a connection error", async () => {
  const gone = client("http://127.0.0.1:1", { maxRetries: 0 });
  await assert.rejects(gone.request("get", "/x"), (error) => {
    assert.ok(error instanceof sdk.APIConnectionError);
    assert.ok(error.cause instanceof Error);
    return true;
  });
});

test("silence ends in a timeout, also in the middle of a body", async () => {
  const { url } = await serve((request, response) => {
    if (request.url.startsWith("/late")) return;
    response.writeHead(200, { "content-type": "application/json" });
    response.write("[");
  });
  const hasty = client(url, { timeout: 50, maxRetries: 0 });
  for (const path of ["/late", "/half"])
    await assert.rejects(
      hasty.request("get", path),
      sdk.APIConnectionTimeoutError,
    );
});

test("a signal ends a call, a wait and a body", async () => {
  const { url } = await serve((request, response) => {
    if (request.url.startsWith("/busy"))
      return json(response, {}, 503, { "retry-after": "30" });
    if (request.url.startsWith("/late")) return;
    response.writeHead(200, { "content-type": "application/json" });
    response.write("[");
  });
  for (const path of ["/busy", "/late", "/half"]) {
    const controller = new AbortController();
    setTimeout(() => controller.abort(), 60);
    await assert.rejects(
      client(url).request("get", path, { signal: controller.signal }),
      sdk.APIUserAbortError,
    );
  }
  await assert.rejects(
    client(url).request("get", "/late", { signal: AbortSignal.abort() }),
    sdk.APIUserAbortError,
  );
});

test("another server gets neither the key nor what the caller set", async () => {
  const other = await serve((_, response) => json(response, { moved: true }));
  const { url, asked } = await serve((request, response) => {
    const home = request.url.startsWith("/home");
    const location = home ? "/next" : `${other.url}/away`;
    response.writeHead(home ? 307 : 302, { location });
    response.end();
  });
  const found = await client(url, {
    defaultHeaders: { "x-mine": "m" },
  }).request("post", "/home", { content: { a: 1 }, headers: { "x-too": "t" } });
  assert.deepEqual(found, { moved: true });
  assert.deepEqual(
    asked.map(({ method, headers }) => [method, headers["x-mine"]]),
    [
      ["POST", "m"],
      ["POST", "m"],
    ],
  );
  const [{ method, headers, text, url: path }] = other.asked;
  assert.deepEqual([method, text], ["GET", ""]);
  assert.equal(headers["x-mine"] ?? headers["x-too"], undefined);
  assert.ok(!JSON.stringify([headers, path]).includes(KEY));
});

test("redirects come to an end", async () => {
  const { url, asked } = await serve((_, response) => {
    response.writeHead(302, { location: "/again" });
    response.end();
  });
  await assert.rejects(client(url).request("get", "/x"), /Too many redirects/);
  assert.equal(asked.length, 21);
});

test("headers: later ones win, null removes, nothing illegal is sent", async () => {
  const { url, asked } = await serve((_, response) => json(response, {}));
  const made = client(url, { defaultHeaders: { "X-A": "1", "X-B": "1" } });
  await made.request("get", "/x", { headers: { "x-a": "2", "x-b": null } });
  assert.equal(asked[0].headers["x-a"], "2");
  assert.equal(asked[0].headers["x-b"], undefined);
  for (const headers of [{ "a b": "1" }, { a: "x\nsecret" }, { a: " secret" }])
    await assert.rejects(made.request("get", "/x", { headers }), (error) => {
      assert.ok(error instanceof sdk.ArgumentError);
      assert.ok(!error.message.includes("secret"));
      return true;
    });
  assert.equal(asked.length, 1);
});

test("paths do not lead out of the base URL", async () => {
  const made = client("http://127.0.0.1:1/v1");
  for (const path of ["/../x", "/a/%2e%2e/x", "/a\\..\\x", "/x#y"])
    await assert.rejects(made.request("get", path), sdk.ArgumentError);
});

test("what JSON cannot hold is refused", async () => {
  const made = client("http://127.0.0.1:1");
  const circle = {};
  circle.self = circle;
  for (const content of [{ a: NaN }, { a: [-Infinity] }, { a: 1n }, circle])
    await assert.rejects(
      made.request("post", "/x", { content }),
      sdk.ArgumentError,
    );
});

test("options that mean nothing are refused", () => {
  for (const options of [
    { timeout: 0 },
    { timeout: "1" },
    { maxRetries: -1 },
    { validate: "maybe" },
    { maxEventSize: 0 },
    { ignoreRules: "one" },
  ])
    assert.throws(
      () => client("http://127.0.0.1:1", options),
      sdk.ArgumentError,
    );
  for (const url of [
    "ftp://a",
    "//a",
    "http://u:p@a",
    "http://a/#b",
    "http://",
  ])
    assert.throws(() => client(url), sdk.ArgumentError);
});

test("keys are never shown", () => {
  const made = client("http://127.0.0.1:1", {
    defaultHeaders: { "x-mine": KEY },
  });
  for (const shown of [
    inspect(made, { depth: 9, showHidden: true }),
    JSON.stringify({ ...made }, (name, value) =>
      name === "_client" ? undefined : value,
    ),
    String(made),
  ])
    assert.ok(!shown.includes(KEY), shown);
});

test("withOptions changes some and keeps the others", async () => {
  const { url, asked } = await serve((_, response) => json(response, {}));
  const made = client(url, { maxRetries: 5 }).withOptions({ timeout: 1000 });
  assert.deepEqual([made.maxRetries, made.timeout], [5, 1000]);
  await made.request("get", "/x");
  assert.equal(asked.length, 1);
});

test("a fetch of one's own is used", async () => {
  const fetch = async (url, init) =>
    Response.json({ url, method: init.method, extra: init.keepalive });
  const made = client("http://nowhere.invalid/v1", {
    fetch,
    fetchOptions: { keepalive: true },
  });
  const { url, method, extra } = await made.request("get", "/x");
  assert.ok(url.startsWith("http://nowhere.invalid/v1/x"));
  assert.deepEqual([method, extra], ["GET", true]);
});

test("nothing that is told shows bodies, headers, queries or keys", async () => {
  const told = [];
  const tell = (message) => told.push(message);
  const logger = { error: tell, warn: tell, info: tell, debug: tell };
  const { url } = await serve((_, response, number) =>
    json(response, { said: "body" }, number === 1 ? 503 : 200, QUICK),
  );
  const made = client(url, { logger, logLevel: "debug" });
  await made.request("post", "/x", {
    content: { said: "body" },
    query: { q: "query" },
    headers: { "x-h": "header" },
  });
  assert.equal(told.length, 3);
  assert.doesNotMatch(told.join("\n"), /body|query|header|nobody/);
});
