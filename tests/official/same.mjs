// Run by Node.js: the same calls with the official client and with ours, a line each.
import { createInterface } from 'node:readline';
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';

const [, , official, ours] = process.argv;
const require = createRequire(official + '/package.json');
const { OpenAI: Theirs } = require('openai');
const { OpenAI: Ours } = await import(pathToFileURL(ours).href);

/** What a call came to: the answer or its events, its id, or how it failed. */
async function outcome(client, { request, options }) {
  try {
    const { data, response, request_id } = await client.images.generate(request, options).withResponse();
    const found = { status: response.status, id: request_id !== null };
    if (!request.stream) return { ...found, data, own: data._request_id === request_id };
    const events = [];
    for await (const event of data) events.push(event);
    return { ...found, events };
  } catch (error) {
    const { status, code, param, type, requestID } = error;
    return { name: error.constructor.name, status, code, param, type, id: typeof requestID === 'string', message: error.message };
  }
}

const theirs = new Theirs();
const mine = new Ours({ validate: 'off' });
for await (const line of createInterface({ input: process.stdin })) {
  const call = JSON.parse(line);
  const found = [await outcome(theirs, call), await outcome(mine, call)];
  console.log(JSON.stringify(found));
}
