// Validators, held against the vectors of the document.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { test } from "node:test";
import { ArgumentError, violations } from "../dist/index.js";

const lines = readFileSync(new URL("vectors.jsonl", import.meta.url), "utf8")
  .split("\n")
  .filter(Boolean)
  .map((line) => JSON.parse(line));

test("every vector is judged as it says", () => {
  const judge = fileURLToPath(new URL("judge.mjs", import.meta.url));
  const input = lines
    .map(({ model, request, repeat }, id) =>
      JSON.stringify({ id: String(id), model, request, repeat }),
    )
    .join("\n");
  const { stdout, status } = spawnSync(process.execPath, [judge], {
    input,
    encoding: "utf8",
    maxBuffer: 2 ** 30,
  });
  assert.equal(status, 0);
  const answers = stdout
    .split("\n")
    .filter(Boolean)
    .map((line) => JSON.parse(line));
  assert.equal(answers.length, lines.length);
  for (const [index, { name, violations: wanted }] of lines.entries()) {
    const found = answers[index].violations.map((one) => [
      one.rule,
      one.path,
      one.message,
    ]);
    assert.deepEqual(found, wanted, name);
  }
});

test("a name that is no model's is refused", () => {
  for (const name of ["toString", "__proto__", "NoSuchModel"])
    assert.throws(() => violations(name, {}), ArgumentError);
});
