"""`accordant mock`: a server that answers as a spec says, and holds requests to it."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING, cast

from accordant import ir
from accordant.options import Misuse, Options, Syntax
from accordant.project import SPEC_USAGE, chosen_spec

if TYPE_CHECKING:
    from starlette.applications import Starlette

SYNTAX = Syntax(
    usage=f"""\
usage: accordant mock [--spec DIR or FILE] [--host HOST] [--port N] [--mode MODE]
                      [--seed N] [--fault SPEC ...] [--key VARIABLE]

Serves every operation of a spec, with or without the path of its servers. A request
that breaks a rule is refused with all that is wrong with it; else the answer is made of
the examples and schemas of the document, and images are real ones.

{SPEC_USAGE}
  --host HOST  the address to listen on (default: 127.0.0.1)
  --port N     the port (default: 4010); 0 for a free one
  --mode MODE  error: refuse what breaks rules (default); warn: answer, and tell of it
               in headers; off: do not judge
  --seed N     another number gives other answers (default: 0)
  --fault SPEC what to do wrong with all answers, as in 'status=500,200;delay=0.1'; a
               request asks for it by the header x-accordant-fault
  --key VARIABLE
               an environment variable that holds the only good credential (default:
               any is good that is not empty)

Faults: status=N,N  retry-after=SECONDS or http-date:SECONDS  retry-after-ms=N
  should-retry=true  delay=SECONDS  slow=BYTES a second  cut=BYTES  cut-events=N
  error-event=N  keep-alive=N  content-type=TYPE  redirect=URL  garbage  empty  bom
  crlf  reset

example: accordant mock --port 4010 --fault 'status=503,200;retry-after=1'
""",
    values={
        "--spec": (),
        "--host": (),
        "--port": (),
        "--mode": ("error", "warn", "off"),
        "--seed": (),
        "--fault": (),
        "--key": (),
    },
    repeated=("--fault",),
)


def run(options: Options) -> int:
    """Serve until a signal; 1 if the spec is wrong or the port is taken."""
    spec = chosen_spec(options.value("--spec"))
    host = options.value("--host") or "127.0.0.1"
    port = _number(options.value("--port") or "4010", "--port", 65535)
    seed = _number(options.value("--seed") or "0", "--seed", 2**53 - 1)
    key = _key(options.value("--key"))
    from accordant import mock

    message = mock.missing()
    if message:
        raise Misuse(message)
    from accordant.mock.faults import WrongFault, parsed

    faults = options.values.get("--fault", [])
    try:
        parsed(faults)
    except WrongFault as error:
        raise Misuse(str(error)) from None
    api = _api(spec)
    if api is None:
        return 1
    mode = cast("mock.Mode", options.value("--mode") or "error")
    app = mock.app(api, mode, seed, faults, key)
    return _serve(app, host, port, lambda url: _started(api, url, mode))


def _api(spec: str) -> ir.Api | None:
    from accordant.loading import deeply, loaded

    api = None

    def load() -> int:
        nonlocal api
        api = loaded(spec, strict=False, stored=False)
        return 0

    deeply(load)
    return api


def _serve(app: Starlette, host: str, port: int, started: Callable[[str], None]) -> int:
    """Serve until a signal. `started` is told the address that it listens on."""
    from accordant.mock.serving import Listener, bound

    try:
        listening = bound(host, port)
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        print(f"accordant: cannot listen on {host}:{port}: {reason}", file=sys.stderr)
        return 1
    name = f"[{host}]" if ":" in host else host
    url = f"http://{name}:{listening.getsockname()[1]}"
    Listener(app, listening, lambda: started(url)).listen()
    return 0


def _started(api: ir.Api, url: str, mode: str) -> None:
    from accordant.mock.routing import bases

    name = " ".join(f"{api.title} {api.version}".split())
    print(f"accordant: {name} on {url}{bases(api)[0]} (mode {mode})", flush=True)


def _number(text: str, option: str, most: int) -> int:
    if not (text.isascii() and text.isdigit()) or len(text) > 16 or int(text) > most:
        raise Misuse(f"'{option}' must be a whole number from 0 to {most}")
    return int(text)


def _key(variable: str | None) -> str | None:
    """The credential that a variable holds. Raises Misuse if it holds none."""
    if variable is None:
        return None
    key = os.environ.get(variable, "")
    if not key:
        raise Misuse(f"the environment variable {variable} is not set, or empty")
    return key
