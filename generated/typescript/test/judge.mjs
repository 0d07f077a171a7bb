// Judges requests: reads lines of JSON on stdin, answers each with one on stdout.
import { createInterface } from "node:readline";
import { violations } from "../dist/validators.js";

/** Models that are called otherwise in the document. */
const NAMES = {};

/** What stands at a pointer is repeated so many times. */
function lengthened(request, repeat) {
  const whole = [request];
  for (const [pointer, times] of Object.entries(repeat)) {
    let holder = whole;
    let key = "0";
    for (const step of pointer.split("/").slice(1)) {
      holder = holder[key];
      key = step.replaceAll("~1", "/").replaceAll("~0", "~");
    }
    const value = holder[key];
    holder[key] =
      typeof value === "string"
        ? value.repeat(times)
        : Array.from({ length: times }, () => value).flat();
  }
  return whole[0];
}

function answer({ id, model, request, text, repeat = {} }) {
  let value;
  try {
    value = lengthened(text === undefined ? request : JSON.parse(text), repeat);
  } catch (error) {
    return { id, error: error.message };
  }
  const name = Object.hasOwn(NAMES, model) ? NAMES[model] : model;
  const found = violations(name, value).map(
    ({ rule, path, message, severity }) => ({ rule, path, message, severity }),
  );
  return { id, violations: found };
}

/** JSON in ASCII, half surrogates too. */
function ascii(value) {
  return JSON.stringify(value).replace(
    /[^\0-\x7f]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}

let waiting = [];
for await (const line of createInterface({ input: process.stdin })) {
  waiting.push(`${ascii(answer(JSON.parse(line)))}\n`);
  if (waiting.length === 1000) {
    process.stdout.write(waiting.join(""));
    waiting = [];
  }
}
process.stdout.write(waiting.join(""));
