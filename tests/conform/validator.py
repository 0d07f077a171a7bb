"""A validator for `accordant conform --validator`, made of the generated package."""

import json
import sys

import openai_images
from openai_images import violations

for line in sys.stdin:
    asked = json.loads(line)
    found = [
        {"rule": v.rule, "path": v.path, "message": v.message, "severity": v.severity}
        for v in violations(getattr(openai_images, asked["model"]), asked["request"])
    ]
    print(json.dumps({"id": asked["id"], "violations": found}), flush=True)
