"""A validator that agrees but for one thing: its first word says which."""

import json
import os
import signal
import sys
import time

FAULT, SPEC = sys.argv[1:]
if FAULT == "silent":
    time.sleep(60)
while FAULT == "endless":
    print("y")

import accordant  # noqa: E402 - the faults above need not wait for it
from accordant.rules.evaluate import evaluate  # noqa: E402

api = accordant.load(SPEC)


def answer(asked):
    model = api.declarations[asked["model"]]
    found = evaluate(model, api.declarations, asked["request"])
    entries = [entry._asdict() for entry in found]
    if FAULT == "laxer":
        entries = [entry for entry in entries if entry["rule"] != "gift-text"]
    elif FAULT == "stricter" and asked["request"] == {"count": 9, "card": "x"}:
        entries = [{"rule": "mine", "path": "/count"}]
    elif FAULT == "rule":
        for entry in entries:
            entry["rule"] = entry["rule"].replace("gift-text", "gifts")
    elif FAULT == "path":
        for entry in entries:
            if entry["rule"] == "gift-text":
                entry["path"] = "/gift"
    elif FAULT == "warning":
        entries = [entry for entry in entries if entry["severity"] == "error"]
    return {"id": asked["id"], "violations": entries}


lines = list(sys.stdin) if FAULT == "backwards" else sys.stdin
for number, line in enumerate(reversed(lines) if FAULT == "backwards" else lines, 1):
    asked = json.loads(line)
    if FAULT == "dies" and number == 4:
        sys.exit("no more\nof this")
    if FAULT == "killed" and number == 4:
        os.kill(os.getpid(), signal.SIGKILL)
    if FAULT == "hangs" and number == 4:
        time.sleep(60)
    if FAULT == "leaves-out" and number == 4:
        continue
    if FAULT == "garbage" and number == 4:
        print("valid, I think")
        continue
    if FAULT == "unasked" and number == 4:
        print(json.dumps({"id": "me", "violations": []}))
    if FAULT == "no-id" and number == 4:
        print(json.dumps({"violations": []}))
    if FAULT == "no-list" and number == 4:
        print(json.dumps({"id": asked["id"], "violations": None}))
        continue
    if FAULT == "no-path" and number == 4:
        print(json.dumps({"id": asked["id"], "violations": [{"rule": "x"}]}))
        continue
    if FAULT == "severity" and number == 4:
        entry = {"rule": "x", "path": "", "severity": "bad"}
        print(json.dumps({"id": asked["id"], "violations": [entry]}))
        continue
    print(json.dumps(answer(asked)), flush=True)
    if FAULT == "twice" and number == 4:
        print(json.dumps(answer(asked)), flush=True)
if FAULT == "status":
    sys.exit(3)
if FAULT == "stays":
    os.close(1)
    time.sleep(60)
