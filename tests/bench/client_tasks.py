"""What each contender of the client benchmark does, in the process that does it.

    python -m tests.bench.client_tasks CONTENDER URL

The process keeps one client. It reads tasks, one a line ("call 200"), and answers each
with a line of JSON. It needs nothing but the contender's own libraries, since two
versions of one library cannot share an environment.
"""

import hashlib
import importlib
import json
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

BODY: dict[str, Any] = {
    "prompt": "A cute baby sea otter",
    "model": "gpt-image-1.5",
    "n": 2,
    "quality": "high",
    "size": "1024x1024",
}
KEY = "no-key"
HEADERS = {"Authorization": f"Bearer {KEY}"}
PATH = "/images/generations"

MAKE_SDK = """\
from {package} import OpenAI
client = OpenAI(api_key={key!r}, base_url={url!r})
"""
CALL_SDK = """\
images = client.images.generate(**{body!r})
print(images.created, len(images.data), flush=True)
"""
MAKE_RAW = """\
import httpx2
client = httpx2.Client(headers={headers!r})
"""
CALL_RAW = """\
images = client.post({url!r} + {path!r}, json={body!r}).json()
print(images["created"], len(images["data"]), flush=True)
"""


def programs(package: str, url: str) -> tuple[str, str]:
    """A program that makes a client, and one that also calls and prints an answer."""
    make, call = (MAKE_RAW, CALL_RAW) if package == "httpx2" else (MAKE_SDK, CALL_SDK)
    words = {"package": package, "url": url, "path": PATH, "body": BODY}
    make = make.format(**words, key=KEY, headers=HEADERS)
    return make, make + call.format(**words)


@dataclass(frozen=True)
class Tasks:
    """What a warm client is asked to do.

    `sizes` reads a stream and gives the length of each image; for a contender that
    knows no events, of each piece. `plain` turns what came into what was served.
    """

    call: Callable[[], Any]
    events: Callable[[], Iterator[Any]] | None
    sizes: Callable[[], Iterator[int]]
    plain: Callable[[Any], Any]


def sdk(package: str, url: str) -> Tasks:
    """A client of the official one's interface: the official one, or ours."""
    client = importlib.import_module(package).OpenAI(api_key=KEY, base_url=url)

    def call() -> Any:
        return client.images.generate(**BODY)

    def events() -> Iterator[Any]:
        yield from client.images.generate(**BODY, stream=True)

    def sizes() -> Iterator[int]:
        for event in events():
            yield len(event.b64_json)

    return Tasks(call, events, sizes, lambda value: value.to_dict())


def raw(url: str) -> Tasks:
    """httpx2 alone, reused; it reads bytes where others read events."""
    import httpx2

    client = httpx2.Client(headers=HEADERS)
    url += PATH

    def call() -> Any:
        return client.post(url, json=BODY).json()

    def sizes() -> Iterator[int]:
        body = {**BODY, "stream": True}
        with client.stream("POST", url, json=body) as response:
            yield from map(len, response.iter_bytes())

    return Tasks(call, None, sizes, lambda value: value)


def digest(value: Any) -> str:
    """A value, short enough for a line."""
    return hashlib.sha256(json.dumps(value, sort_keys=True).encode()).hexdigest()


def read(tasks: Tasks) -> list[str]:
    """Digests of the answer and of every event, to be held against what was served."""
    events = tasks.events() if tasks.events else ()
    return [digest(tasks.plain(value)) for value in (tasks.call(), *events)]


def call(tasks: Tasks, count: int) -> float:
    """CPU seconds of a call."""
    call = tasks.call
    call()  # a connection that was idle for long is made anew
    start = time.process_time()
    for _ in range(count):
        call()
    return (time.process_time() - start) / count


def stream(tasks: Tasks) -> tuple[float, float, int, int]:
    """Seconds on the wall and of CPU to read a stream; how many sizes, and their sum."""
    count = total = 0
    start, start_cpu = time.perf_counter(), time.process_time()
    for size in tasks.sizes():
        count += 1
        total += size
    wall, cpu = time.perf_counter() - start, time.process_time() - start_cpu
    return wall, cpu, count, total


def main() -> None:
    """Do what is asked until standard input ends."""
    package, url = sys.argv[1:]
    tasks = raw(url) if package == "httpx2" else sdk(package, url)
    for line in sys.stdin:
        match line.split():
            case ["read"]:
                result: Any = read(tasks)
            case ["call", count]:
                result = call(tasks, int(count))
            case ["stream"]:
                result = stream(tasks)
            case _:
                raise ValueError(f"no task {line!r}")
        print(json.dumps(result), flush=True)


if __name__ == "__main__":
    main()
