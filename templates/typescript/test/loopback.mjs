// A server on a free port of this machine, which answers as a test says.
import { createServer } from "node:http";
import { after } from "node:test";

/**
 * Starts a server that stops with the tests. `answer` is called with each request, whose
 * body has been read as `text`, and with the response to be written. What was asked is
 * kept in `asked`.
 */
export async function serve(answer) {
  const asked = [];
  const server = createServer(async (request, response) => {
    const parts = [];
    for await (const part of request) parts.push(part);
    request.text = Buffer.concat(parts).toString("latin1");
    asked.push(request);
    await answer(request, response, asked.length);
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  after(() => {
    server.closeAllConnections();
    server.close();
  });
  return { url: `http://127.0.0.1:${server.address().port}`, asked };
}

/** Answers with JSON. */
export function json(response, value, status = 200, headers = {}) {
  response.writeHead(status, {
    "content-type": "application/json",
    ...headers,
  });
  response.end(JSON.stringify(value));
}

/** Answers with pieces of an event stream, then ends it, unless it is to stay open. */
export async function events(response, pieces, { end = true } = {}) {
  response.writeHead(200, { "content-type": "text/event-stream" });
  for (const piece of pieces) {
    response.write(piece);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  if (end) response.end();
}
