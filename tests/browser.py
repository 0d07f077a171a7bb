"""Chromium without a window, driven by WebDriver (W3C) over loopback."""

from __future__ import annotations

import base64
import re
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx2

_ELEMENT = "element-6066-11e4-a52e-4f735466cecf"
_FLAGS = (
    "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run"
    " --disable-background-networking --disable-component-update --disable-sync"
    " --disable-dev-shm-usage"
)


def missing() -> str | None:
    """Why there is no browser here; None if there is one."""
    for program in ("chromium", "chromedriver"):
        if shutil.which(program) is None:
            return f"{program} is not installed (Debian: chromium, chromium-driver)"
    return None


class Page:
    """The one window of a session."""

    def __init__(self, http: httpx2.Client, session: str) -> None:
        self.http = http
        self.path = f"/session/{session}"

    def call(self, way: str, **body: Any) -> Any:
        answer = self.http.post(f"{self.path}/{way}", json=body).json()["value"]
        if isinstance(answer, dict) and "error" in answer:
            raise AssertionError(answer["message"])
        return answer

    def open(self, url: str) -> None:
        self.call("url", url=url)

    def run(self, script: str, *arguments: Any) -> Any:
        """What a function body of JavaScript returns."""
        return self.call("execute/sync", script=script, args=list(arguments))

    def click(self, selector: str) -> None:
        """Click as a person does: what is hidden or covered cannot be clicked."""
        found = self.call("element", using="css selector", value=selector)
        self.call(f"element/{found[_ELEMENT]}/click")

    def press(self, key: str) -> None:
        """Press and release a key; `\\ue00c` is Escape, `\\ue007` Enter."""
        keys = [{"type": kind, "value": key} for kind in ("keyDown", "keyUp")]
        self.call("actions", actions=[{"type": "key", "id": "k", "actions": keys}])

    def text(self, selector: str) -> str:
        return str(
            self.run("return document.querySelector(arguments[0]).innerText", selector)
        )

    def size(self, width: int, height: int) -> None:
        """The size of what a page sees, in CSS pixels; narrower than windows may be."""
        self.cdp(
            "Emulation.setDeviceMetricsOverride",
            width=width,
            height=height,
            deviceScaleFactor=1,
            mobile=False,
        )

    def media(self, **features: str) -> None:
        """What `@media` sees: `type`, and features such as prefers_color_scheme."""
        kind = features.pop("type", "")
        told = [
            {"name": name.replace("_", "-"), "value": value}
            for name, value in features.items()
        ]
        self.cdp("Emulation.setEmulatedMedia", media=kind, features=told)

    def cdp(self, command: str, **parameters: Any) -> Any:
        return self.call("goog/cdp/execute", cmd=command, params=parameters)

    def log(self) -> list[str]:
        """What the browser complained of."""
        return [entry["message"] for entry in self.call("se/log", type="browser")]

    def screenshot(self, file: Path) -> None:
        answer = self.http.get(f"{self.path}/screenshot").json()["value"]
        file.write_bytes(base64.b64decode(answer))


@contextmanager
def page(profile: Path) -> Iterator[Page]:
    """A page with a profile of its own, an empty folder."""
    driver = subprocess.Popen(
        ["chromedriver", "--port=0"], stdout=subprocess.PIPE, text=True
    )
    assert driver.stdout is not None
    try:
        port = next(
            found[1]
            for line in driver.stdout
            if (found := re.search(r"on port (\d+)", line)) and found[1] != "0"
        )
        options = {
            "args": [*_FLAGS.split(), f"--user-data-dir={profile}"],
            "binary": shutil.which("chromium"),
        }
        wanted = {
            "goog:chromeOptions": options,
            "goog:loggingPrefs": {"browser": "ALL"},
        }
        with httpx2.Client(
            base_url=f"http://127.0.0.1:{port}", timeout=60, trust_env=False
        ) as http:
            body = {"capabilities": {"alwaysMatch": wanted}}
            answer = http.post("/session", json=body).json()["value"]
            assert "sessionId" in answer, answer
            found = Page(http, answer["sessionId"])
            try:
                yield found
            finally:
                http.delete(found.path)
    finally:
        driver.terminate()
        driver.wait(10)
        driver.stdout.close()
