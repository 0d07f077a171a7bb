"use strict";
// All words of the data go into the page by textContent, never as markup.
const data = JSON.parse(document.getElementById("data").textContent);
const requests = new Map(data.requests.map((request) => [request.id, request]));
const LOOKS = [
  ["agrees", "good", "\u2713"],
  ["undecided", "unsure", "?"],
  ["only the server can decide", "server", "\u2013"],
];
const SIDES = { valid: "passes it", invalid: "breaks it" };
let opener = null;

function make(tag, text, ...inner) {
  const found = document.createElement(tag);
  if (text !== "") found.textContent = text;
  found.append(...inner);
  return found;
}

function look(verdict) {
  const [, name, sign] = LOOKS.find(([known]) => known === verdict) ?? [0, "bad", "\u2717"];
  return { name, sign, bad: name === "bad" };
}

function worst(verdicts) {
  const order = (verdict) => ({ bad: 0, good: 1, unsure: 2, server: 3 })[look(verdict).name];
  return [...verdicts].sort((one, other) => order(one) - order(other))[0];
}

function pretty(value) {
  const text = JSON.stringify(value, null, 2) ?? "null";
  return text.length > 6000 ? `${text.slice(0, 6000)}\n... (${text.length} characters)` : text;
}

// What a cell is about: the cases of a check in one column, each with its verdict.
function entries(check) {
  const found = [];
  for (const side of check.sides) {
    for (const one of side.cases) found.push({ ...one, side: side.side });
    for (const one of side.broken) {
      found.push({ name: one.message, request: one.request, verdict: side.verdict, note: "", side: null });
    }
  }
  return found;
}

function cell(check, found, label, verdict, note) {
  const style = look(verdict);
  const such = found.filter((one) => one.verdict === verdict).length;
  const part = such && such < found.length ? `${such} of ${found.length}` : found.length;
  const text = found.length > 1 ? `${verdict} (${part})` : verdict;
  const button = make("button", `${style.sign} ${text}`);
  button.type = "button";
  button.setAttribute("aria-label", `${check.check}, ${label}: ${text}`);
  button.addEventListener("click", () => open(button, check, label, verdict, note, found));
  const box = make("td", "", button);
  box.className = style.name;
  return box;
}

function row(check, columns) {
  const head = make("th", check.check, make("small", check.severity === "warn" ? "warning" : ""));
  head.scope = "row";
  head.title = check.says;
  const line = make("tr", "", head);
  line.dataset.bad = check.sides.some((side) => look(side.verdict).bad);
  const note = check.sides.map((side) => side.note).filter(Boolean).join("; ");
  const all = entries(check);
  line.append(cell(check, all, "all requests", check.verdict, note));
  for (const column of columns) {
    const own = all.filter((one) => requests.get(one.request).column === column.name);
    const verdict = own.length ? worst(own.map((one) => one.verdict)) : "";
    line.append(own.length ? cell(check, own, column.name, verdict, "") : make("td", ""));
  }
  return line;
}

function matrix(operation) {
  const checks = data.checks.filter((check) => check.operation === operation.name);
  const head = make("tr", "", make("th", "check"), make("th", "all"));
  for (const column of operation.columns) {
    head.append(make("th", column.name, make("small", column.families.join(", "))));
  }
  for (const one of head.children) one.scope = "col";
  const about = operation.field === null ? "Each check" : `Each check by ${operation.field}`;
  const table = make("table", "", make("caption", `${about}; a cell shows its requests.`));
  table.append(make("thead", "", head));
  table.append(make("tbody", "", ...checks.map((check) => row(check, operation.columns))));
  const box = make("div", "", table);
  box.className = "scroll";
  box.tabIndex = 0;
  box.setAttribute("role", "region");
  box.setAttribute("aria-label", operation.name);
  const title = make("h2", `${operation.name}  ${operation.http} ${operation.path}`);
  return make("section", "", title, box);
}

function said(request) {
  if (request.reported !== null) return ["reported", request.reported];
  const outcome = request.outcome;
  if (outcome === null) return ["nothing was sent", null];
  if (outcome.status === null) return [outcome.reason, null];
  return [`answered ${outcome.status}${outcome.reason ? `, ${outcome.reason}` : ""}`, outcome.answer];
}

function exchange(entry) {
  const request = requests.get(entry.request);
  const side = entry.side === null ? "" : ` (${SIDES[entry.side]})`;
  const title = make("h3", `${look(entry.verdict).sign} ${entry.verdict}: ${entry.name}${side}`);
  const sent = make("div", "", make("p", "sent"), make("pre", pretty(request.body)));
  for (const [path, times] of Object.entries(request.repeat)) {
    sent.append(make("p", `${path} is repeated ${times} times`));
  }
  const [words, answer] = said(request);
  const came = make("div", "", make("p", words), make("pre", answer === null ? "" : pretty(answer)));
  const pair = make("div", "", sent, came);
  pair.className = "pair";
  const wanted = request.expected.map((one) => `${one.severity} ${one.rule}: ${one.message}`);
  const table = make("p", `the table says: ${wanted.join("; ") || "valid"}`);
  return make("article", "", title, ...(entry.note ? [make("p", entry.note)] : []), table, pair);
}

function open(button, check, label, verdict, note, found) {
  opener = button;
  document.getElementById("about").textContent = `${check.check}, ${label}: ${verdict}`;
  const lines = [check.says, check.source, note].filter(Boolean).map((text) => make("p", text));
  const first = [...found].sort((one, other) => look(other.verdict).bad - look(one.verdict).bad);
  document.getElementById("exchanges").replaceChildren(...lines, ...first.map(exchange));
  const detail = document.getElementById("detail");
  detail.hidden = false;
  detail.scrollTop = 0;
  detail.focus();
}

function close() {
  document.getElementById("detail").hidden = true;
  opener?.focus();
}

function filter() {
  const only = document.getElementById("disagreements").checked;
  for (const line of document.querySelectorAll("tbody tr")) {
    line.hidden = only && line.dataset.bad === "false";
  }
}

const spec = `${data.spec.title} ${data.spec.version}`;
document.getElementById("subject").textContent = `${data.subject} beside ${spec}`;
for (const [verdict, number] of Object.entries(data.counts)) {
  if (number === 0) continue;
  const item = make("li", `${look(verdict).sign} ${verdict}: ${number}`);
  item.className = look(verdict).name;
  document.getElementById("counts").append(item);
}
for (const [id, lines] of [["faults", data.faults], ["stopped", data.stopped ? [data.stopped] : []]]) {
  const box = document.getElementById(id);
  box.hidden = lines.length === 0;
  box.append(...lines.map((text) => make(id === "faults" ? "li" : "span", text)));
}
document.getElementById("operations").append(...data.operations.map(matrix));
for (const one of data.left_out) {
  document.getElementById("operations").append(make("p", `${one.operation}: nothing is sent: ${one.reason}`));
}
document.getElementById("disagreements").addEventListener("change", filter);
document.getElementById("close").addEventListener("click", close);
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") close();
});
