// Makes calls, a line of JSON each, with the generated package; says how each ended.
import { createInterface } from 'node:readline';
import { pathToFileURL } from 'node:url';

const { OpenAI, OpenAIError } = await import(pathToFileURL(process.argv[2]).href);

async function outcome({ id, url, timeout, headers, request }) {
  const client = new OpenAI({
    apiKey: 'k',
    baseURL: url,
    timeout: timeout * 1000,
    defaultHeaders: headers,
  });
  let events = 0;
  let ends = 'answer';
  try {
    const answer = await client.images.generate(request);
    if (request.stream) for await (const _ of answer) events += 1;
  } catch (error) {
    if (!(error instanceof OpenAIError)) throw error;
    ends = error.constructor.name;
  }
  return { id, ends, events };
}

const calls = [];
for await (const line of createInterface({ input: process.stdin })) {
  calls.push(outcome(JSON.parse(line)));
}
for (const call of calls) console.log(JSON.stringify(await call));
