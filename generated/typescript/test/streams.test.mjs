// Streams: what is read of them, and how they end.
import assert from "node:assert/strict";
import { test } from "node:test";
import * as sdk from "../dist/index.js";
import { EventDecoder } from "../dist/core/events.js";
import { LineDecoder } from "../dist/core/lines.js";
import { events, json, serve } from "./loopback.mjs";
import { END, ENVELOPE, client } from "./subject.mjs";

const encoder = new TextEncoder();

/** What a decoder makes of bytes, cut in pieces of some length. */
function decoded(bytes, length, decoder = new EventDecoder(1000)) {
  const found = [];
  for (let start = 0; start < bytes.length; start += length)
    found.push(...decoder.feed(bytes.subarray(start, start + length)));
  found.push(...decoder.rest());
  return found.map(({ event, data }) => [event, data]);
}

for (const [name, text, wanted] of [
  ["fields", "event: a\ndata: 1\n\n", [["a", "1"]]],
  ["several lines", "data: 1\ndata:2\ndata\n\n", [["message", "1\n2\n"]]],
  ["a byte order mark", "\ufeffdata: 1\n\n", [["message", "1"]]],
  ["no data", "event: a\n\ndata: 2\n\n", [["message", "2"]]],
  ["comments", ": hi\n\n:\ndata: 1\n\n", [["message", "1"]]],
  ["other fields", "id: 1\nretry: 5\nfoo: 2\ndata: 1\n\n", [["message", "1"]]],
  ["one blank only", "data:  1\n\n", [["message", " 1"]]],
  ["an unfinished event", "data: 1\n\ndata: 2\n", [["message", "1"]]],
  ["signs of four bytes", "data: \u{1f600}\n\n", [["message", "\u{1f600}"]]],
  ["a colon in data", "data: a:b\n\n", [["message", "a:b"]]],
]) {
  for (const end of ["\n", "\r", "\r\n"])
    test(`events: ${name}, lines end with ${JSON.stringify(end)}`, () => {
      const bytes = encoder.encode(text.replaceAll("\n", end));
      for (let length = 1; length <= bytes.length; length += 1)
        assert.deepEqual(decoded(bytes, length), wanted, String(length));
    });
}

test("an event is not longer than its limit, however it is cut", () => {
  const bytes = encoder.encode("data: 12\n\ndata: 123456789\n\n");
  for (let length = 1; length <= bytes.length; length += 1) {
    const decoder = new EventDecoder(10);
    const found = [];
    assert.throws(() => {
      for (let start = 0; start < bytes.length; start += length)
        for (const { data } of decoder.feed(
          bytes.subarray(start, start + length),
        ))
          found.push(data);
    }, /an event of more than 10 bytes/);
    assert.deepEqual(found, ["12"]);
  }
});

test("lines of JSON need no last end", () => {
  const bytes = encoder.encode('{"a":1}\r\n\n\x1e[2]\n3');
  for (let length = 1; length <= bytes.length; length += 1) {
    const found = decoded(bytes, length, new LineDecoder(100));
    assert.deepEqual(
      found.map(([, data]) => data),
      ['{"a":1}', "[2]", "3"],
    );
  }
});

/** The stream of a server that sends these pieces. */
async function streamed(pieces, options = {}, how = {}) {
  const server = await serve((_, response) => events(response, pieces, how));
  const made = client(server.url, { maxRetries: 0, ...options });
  return await made.request("post", "/s", { stream: true, content: {} });
}

async function all(stream) {
  const found = [];
  for await (const item of stream) found.push(item);
  return found;
}

test("items come one by one, once", async () => {
  const stream = await streamed(['data: {"a":1}\n\nda', "ta: 2\n\n"]);
  assert.deepEqual(await all(stream), [{ a: 1 }, 2]);
  assert.throws(() => stream[Symbol.asyncIterator](), /iterated once/);
});

test("the word that ends a stream ends it", async (t) => {
  if (END === null) return t.skip("the API has no such word");
  const stream = await streamed(
    [`data: 1\n\ndata: ${END}\n\ndata: 2\n\n`],
    {},
    { end: false },
  );
  assert.deepEqual(await all(stream), [1]);
});

test("an event named error rejects", async () => {
  const stream = await streamed([
    'data: 1\n\nevent: error\ndata: {"message":"no"}\n\n',
  ]);
  await assert.rejects(all(stream), (error) => {
    assert.ok(error instanceof sdk.APIError);
    assert.equal(error.message, "no");
    return true;
  });
});

test("an error in the envelope rejects", async (t) => {
  if (ENVELOPE === null) return t.skip("the API has no envelope");
  const data = JSON.stringify({ [ENVELOPE]: { message: "no", code: "c" } });
  await assert.rejects(all(await streamed([`data: ${data}\n\n`])), {
    code: "c",
  });
});

test("what is no JSON, or too large, cannot be read", async () => {
  await assert.rejects(
    all(await streamed(["data: {oops\n\n"])),
    sdk.APIResponseValidationError,
  );
  await assert.rejects(
    all(
      await streamed([`data: "${"x".repeat(100)}"\n\n`], { maxEventSize: 50 }),
    ),
    sdk.APIResponseValidationError,
  );
});

test("a stream that breaks off, or falls silent, rejects", async () => {
  const server = await serve((request, response) => {
    response.writeHead(200, { "content-type": "text/event-stream" });
    response.write("data: 1\n\n");
    if (request.url.startsWith("/cut"))
      setTimeout(() => response.destroy(), 10);
  });
  const made = client(server.url, { timeout: 80, maxRetries: 0 });
  for (const [path, kind] of [
    ["/cut", sdk.APIConnectionError],
    ["/silent", sdk.APIConnectionTimeoutError],
  ]) {
    const stream = await made.request("post", path, { stream: true });
    const found = [];
    await assert.rejects(async () => {
      for await (const item of stream) found.push(item);
    }, kind);
    assert.deepEqual(found, [1]);
  }
});

test("an answer that is no stream is an error", async () => {
  const { url } = await serve((_, response) => json(response, {}));
  await assert.rejects(
    client(url).request("post", "/s", { stream: true }),
    sdk.APIResponseValidationError,
  );
});

test("leaving the loop, close and abort give the connection back", async () => {
  for (const leave of [
    (stream) => stream.close(),
    (stream) => stream.controller.abort(),
    undefined,
  ]) {
    let closed;
    const gone = new Promise((resolve) => (closed = resolve));
    const { url } = await serve((request, response) => {
      response.on("close", closed);
      response.writeHead(200, { "content-type": "text/event-stream" });
      response.write("data: 1\n\ndata: 2\n\n");
    });
    const stream = await client(url).request("post", "/s", { stream: true });
    const found = [];
    for await (const item of stream) {
      found.push(item);
      if (leave === undefined) break;
      leave(stream);
    }
    assert.deepEqual(found, [1]);
    await gone;
  }
});

test("the caller's signal rejects in mid-stream", async () => {
  const controller = new AbortController();
  const { url } = await serve((_, response) =>
    events(response, ["data: 1\n\n"], { end: false }),
  );
  const stream = await client(url).request("post", "/s", {
    stream: true,
    signal: controller.signal,
  });
  await assert.rejects(async () => {
    for await (const item of stream) {
      assert.equal(item, 1);
      setTimeout(() => controller.abort(), 5);
    }
  }, sdk.APIUserAbortError);
});

test("tee gives all items twice", async () => {
  const [one, other] = (await streamed(["data: 1\n\ndata: 2\n\n"])).tee();
  assert.deepEqual(await all(one), [1, 2]);
  assert.deepEqual(await all(other), [1, 2]);
});

test("a stream can be passed on as lines of JSON", async () => {
  const stream = await streamed(['data: {"a":1}\n\ndata: 2\n\n']);
  const again = sdk.Stream.fromReadableStream(stream.toReadableStream());
  assert.deepEqual(await all(again), [{ a: 1 }, 2]);
});
