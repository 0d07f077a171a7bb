// Run by Node.js: requests on stdin (JSON Lines), what a client made of the answers on
// stdout. Its arguments are the module of the client, and its version.
import { createInterface } from 'node:readline';
import { pathToFileURL } from 'node:url';

const [, , module, version] = process.argv;
const { OpenAI } = await import(pathToFileURL(module).href);
const client = new OpenAI();
for await (const line of createInterface({ input: process.stdin })) {
  const answer = await client.images.generate(JSON.parse(line));
  let found;
  if (answer.data) {
    found = { images: answer.data.map((one) => ({ b64_json: one.b64_json ?? null, url: one.url ?? null })) };
  } else {
    const events = [];
    for await (const { type, b64_json, size } of answer) events.push({ type, b64_json, size });
    found = { events };
  }
  console.log(JSON.stringify({ version, same: true, ...found }));
}
