// Run by Node.js: requests on stdin (JSON Lines), what the official client made of the
// answers on stdout.
import { createInterface } from 'node:readline';
import { createRequire } from 'node:module';

const require = createRequire(process.argv[2] + '/package.json');
const { default: OpenAI } = require('openai');
const { VERSION: version } = require('openai/version');
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
