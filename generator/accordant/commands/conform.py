"""`accordant conform`: whether a live server, or a validator, follows the table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from accordant.options import Options, Syntax
from accordant.project import SPEC_USAGE, chosen_spec

if TYPE_CHECKING:
    from accordant.conform.settings import Settings

SYNTAX = Syntax(
    usage=f"""\
usage: accordant conform BASE_URL [OPTIONS]
       accordant conform --validator COMMAND [OPTIONS]

Sends for each check of the constraint table requests that pass it, at its limit if it
has one, and requests that break it alone, and says where the server is laxer or
stricter than the table, blames another parameter, or breaks a rule of answers.
Exit 0: all that was decided agrees; 1: something does not; 2: nothing could be done.

{SPEC_USAGE}
  --dry-run             say what would be sent; nothing is
  --budget N            send N requests at most, the most telling ones first
  --only-refusals       send only what the table refuses (mostly free of charge)
  --rule GLOB           only checks whose name fits; may come again
  --skip-rule GLOB      no checks whose name fits; may come again
  --model NAME          try each check at this value of the field that has families,
                        and at no others; may come again
  --parameter NAME=VALUE  of the path, the query or a header; may come again
  --fail-on WORDS       what exits 1, with commas: laxer, stricter, blames, answer,
                        other, undecided (default: all but undecided)

A server:
  --key-variable NAME   the environment variable that holds the key (default: the one
                        that sdk.yaml names)
  --header NAME=VALUE   send this too; may come again
  --concurrency N       so many requests at a time (1)
  --rate N              so many requests a minute at most
  --timeout SECONDS     for one answer (120)
  --resume FILE         keep what was answered, and do not send it again

A validator program:
  --validator COMMAND   reads lines {{"id", "operation", "model", "request"}} and writes
                        a line {{"id", "violations": [{{"rule", "path"}}]}} for each
  --timeout SECONDS     for one line (30)

Reports, beside the table that is printed; '-' is stdout:
  --json FILE  --junit FILE  --html FILE

example: accordant conform http://127.0.0.1:4010/v1 --only-refusals --html report.html
""",
    flags=("--dry-run", "--only-refusals"),
    values={
        "--spec": (),
        "--budget": (),
        "--rule": (),
        "--skip-rule": (),
        "--model": (),
        "--parameter": (),
        "--fail-on": (),
        "--key-variable": (),
        "--header": (),
        "--concurrency": (),
        "--rate": (),
        "--timeout": (),
        "--resume": (),
        "--validator": (),
        "--json": (),
        "--junit": (),
        "--html": (),
    },
    repeated=("--rule", "--skip-rule", "--model", "--parameter", "--header"),
    operands=("[BASE_URL]",),
)


def run(options: Options) -> int:
    """Ask the server or the program, and print the verdicts."""
    from accordant.conform.settings import settings

    chosen = settings(options)
    spec = chosen_spec(options.value("--spec"))
    from accordant.loading import deeply

    return deeply(lambda: _run(spec, chosen))


def _run(spec: str, chosen: Settings) -> int:
    from accordant.conform.run import run as ask
    from accordant.loading import loaded

    api = loaded(spec, strict=False)
    return 2 if api is None else ask(api, chosen)
