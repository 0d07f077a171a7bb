"""Load on a mock of the flagship, in a process of its own on loopback.

    python -m tests.bench.mock [--requests 2000] [--streams 200] [--assert]

Requests go out 50 at a time; of the streams all are open before the first is read to
its end. Each answer is checked: its status, the number of its images, and, of streams,
that the events are those that were asked for. Memory is that of the mock's process
(Linux), told after a tenth of the load, which fills its caches, and at the end.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import re
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import httpx2

ROOT = Path(__file__).resolve().parents[2]
AT_ONCE = 50
REQUESTS: list[dict[str, Any]] = [
    {"prompt": "x"},
    {"prompt": "x", "n": 2, "size": "256x256"},
    {"prompt": "x", "model": "gpt-image-1", "size": "1536x1024"},
    {"prompt": "x", "model": "gpt-image-1", "output_format": "webp", "n": 2},
    {"prompt": "x", "model": "dall-e-3", "n": 2},
]
STREAM = {"prompt": "x", "model": "gpt-image-1", "stream": True, "partial_images": 3}
REFUSED = 4
"""The last of the requests breaks a rule."""


async def load(url: str, number: int) -> int:
    """Send so many requests; how many of the answers were not as they should be."""
    limits = httpx2.Limits(max_connections=AT_ONCE)
    turns, lost = asyncio.Semaphore(AT_ONCE), 0
    async with httpx2.AsyncClient(limits=limits, timeout=60) as http:

        async def one(index: int) -> None:
            nonlocal lost
            kind = index % len(REQUESTS)
            async with turns:
                answer = await http.post(url, json=REQUESTS[kind], headers=KEY)
            good = answer.status_code == (400 if kind == REFUSED else 200)
            if good and kind != REFUSED:
                good = len(answer.json()["data"]) == REQUESTS[kind].get("n", 1)
            lost += not good

        await asyncio.gather(*map(one, range(number)))
    return lost


KEY = {"authorization": "Bearer k"}


async def streams(url: str, number: int) -> int:
    """Hold so many streams open at once; how many did not bring all of their events."""
    limits = httpx2.Limits(max_connections=number)
    opened, lost = asyncio.Barrier(number), 0
    async with httpx2.AsyncClient(limits=limits, timeout=60) as http:

        async def one() -> None:
            nonlocal lost
            async with http.stream("POST", url, json=STREAM, headers=KEY) as answer:
                lines = answer.aiter_lines()
                found = [await anext(lines)]
                await opened.wait()
                found += [line async for line in lines]
            lost += not whole(found)

        await asyncio.gather(*[one() for _ in range(number)])
    return lost


def whole(lines: list[str]) -> bool:
    """Whether a stream brought three partial images, the finished one, and its end."""
    data = [line.removeprefix("data: ") for line in lines if line.startswith("data: ")]
    types = [json.loads(one)["type"].rpartition(".")[2] for one in data[:-1]]
    return types == ["partial_image"] * 3 + ["completed"] and data[-1] == "[DONE]"


def memory(process: int) -> float:
    """What a process has in memory, in MB."""
    text = Path(f"/proc/{process}/status").read_text()
    found = re.search(r"^VmRSS:\s+(\d+) kB", text, re.MULTILINE)
    return int(found[1]) / 1024 if found else 0.0


async def measured(url: str, process: int, requests: int, open_at_once: int) -> bool:
    """Put the load on, and print what came of it; whether all was as it should be."""
    await load(url, requests // 10)
    await streams(url, open_at_once)
    before = memory(process)
    start = time.perf_counter()
    lost = await load(url, requests)
    seconds = time.perf_counter() - start
    print(f"{requests} requests: {lost} lost, {requests / seconds:.0f} a second")
    start = time.perf_counter()
    broken = await streams(url, open_at_once)
    seconds = time.perf_counter() - start
    print(f"{open_at_once} streams at once: {broken} lost, {seconds:.2f} s")
    after = memory(process)
    print(f"memory {before:.0f} MB before, {after:.0f} MB after: {after / before:.2f}")
    return not lost and not broken and after <= 1.1 * before


def main() -> int:
    """Measure and print; the exit code is 1 if something is lost and `--assert`."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--requests", type=int, default=2000)
    parser.add_argument("--streams", type=int, default=200)
    parser.add_argument(
        "--assert", action="store_true", dest="hold", help="fail if something is lost"
    )
    options = parser.parse_args()
    words = [sys.executable, "-m", "accordant", "mock", "--port", "0"]
    start = time.perf_counter()
    with subprocess.Popen(
        [*words, "--spec", str(ROOT / "spec/2025-12")],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        env={**os.environ, "PYTHONPATH": str(ROOT / "generator")},
    ) as process:
        try:
            assert process.stdout is not None
            line = process.stdout.readline()
            print(f"listening after {time.perf_counter() - start:.2f} s")
            base = re.search(r"http://[^/\s]+", line)
            assert base is not None, line
            url = f"{base[0]}/v1/images/generations"
            good = asyncio.run(
                measured(url, process.pid, options.requests, options.streams)
            )
        finally:
            process.terminate()
    return int(options.hold and not good)


if __name__ == "__main__":
    sys.exit(main())
