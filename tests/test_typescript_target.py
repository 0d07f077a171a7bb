"""The TypeScript package: what compilers, formatters, linters and users say of it."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import ClassVar

import pytest

import accordant
import browser
from accordant import ir
from accordant.generate import render
from accordant.names import snake
from accordant.shortening import lengthened
from accordant.targets.typescript.tables import said_of
from accordant.targets.typescript.text import doc, literal
from bindings.built import Built, built, skip
from bindings.executors import Missing, need, run, write
from oracles.revisions import REVISIONS

HERE = Path(__file__).parent
TYPES = HERE / "bindings/typescript/types.ts"
STRICT = (
    *("--noEmit", "--strict", "--exactOptionalPropertyTypes"),
    *("--noUncheckedIndexedAccess", "--target", "es2022"),
    *("--lib", "es2022,dom,dom.iterable,dom.asynciterable"),
)
SPECS = [
    *sorted((HERE / "hostile").iterdir()),
    *sorted(path for path in (HERE / "cases").iterdir() if path.is_dir()),
]


@pytest.fixture(scope="module", params=REVISIONS)
def package(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Built:
    return built(tmp_path_factory, "typescript", request.param)


@pytest.fixture(scope="module")
def flagship(tmp_path_factory: pytest.TempPathFactory) -> Built:
    return built(tmp_path_factory, "typescript", "2025-12")


@pytest.fixture(scope="module")
def installed(flagship: Built, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty project that the packed package was installed into."""
    folder = tmp_path_factory.mktemp("project")
    run(
        ["npm", "pack", "--ignore-scripts", "--pack-destination", str(folder)],
        flagship.folder,
    )
    (folder / "package.json").write_text('{"type": "module", "private": true}')
    (archive,) = folder.glob("*.tgz")
    run(["npm", "install", "--offline", "--ignore-scripts", str(archive)], folder)
    return folder


def tool(package: Built, name: str) -> str:
    return str(package.folder / "node_modules/.bin" / name)


def test_compiler_formatter_and_linter_are_content(package: Built) -> None:
    for command in (
        [tool(package, "tsc"), "-p", "tsconfig.json"],
        [tool(package, "prettier"), "--check", "."],
        [tool(package, "eslint"), "--max-warnings", "0", "."],
    ):
        run(command, package.folder)


def test_its_own_tests_pass(package: Built) -> None:
    files = sorted(map(str, (package.folder / "test").glob("*.test.mjs")))
    said = run(["node", "--test", *files], package.folder)
    assert "# fail 0" in said and "# skipped 0" in said


def test_it_has_no_dependencies(flagship: Built) -> None:
    told = json.loads((flagship.folder / "package.json").read_text())
    assert "dependencies" not in told
    api = accordant.load(REVISIONS["2025-12"].spec)
    locked = render(api, "typescript")["package-lock.json"]
    assert '"resolved"' not in locked and "http" not in locked


@pytest.mark.parametrize(
    "modules", [("nodenext", "nodenext"), ("esnext", "bundler")], ids=" ".join
)
def test_what_compiles_and_what_must_not(
    flagship: Built, installed: Path, modules: tuple[str, str]
) -> None:
    (installed / "types.ts").write_text(TYPES.read_text())
    kind, resolution = modules
    ways = ["--module", kind, "--moduleResolution", resolution]
    run([tool(flagship, "tsc"), *STRICT, *ways, "types.ts"], installed)


def test_a_refused_request_is_refused_in_words(
    flagship: Built, installed: Path
) -> None:
    (installed / "refused.ts").write_text(
        'import OpenAI from "openai-images";\n'
        'new OpenAI().images.generate({ prompt: "x", model: "dall-e-3", n: 2 });\n'
    )
    done = subprocess.run(
        [tool(flagship, "tsc"), *STRICT, "--module", "nodenext", "refused.ts"],
        cwd=installed,
        capture_output=True,
        text=True,
    )
    assert done.stdout.startswith("refused.ts(2,64): error TS2322")
    assert "n must be 1 when model is, or is assumed to be, of family" in done.stdout


@pytest.mark.parametrize("revision", REVISIONS)
def test_types_say_what_the_table_says(
    revision: str, tmp_path: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Of every vector that holds only what types know: it compiles, unless it breaks a
    rule that types can say; and then it does not."""
    package = built(tmp_path_factory, "typescript", revision)
    api = accordant.load(REVISIONS[revision].spec)
    lines = list(_typed(api))
    assert sum(line.startswith("// @ts-expect-error") for line in lines) > 20
    folder = tmp_path / "package"
    shutil.copytree(package.folder, folder, symlinks=True)
    (folder / "vectors.ts").write_text("\n".join(lines))
    config = folder / "tsconfig.vectors.json"
    config.write_text('{"extends": "./tsconfig.json", "include": ["vectors.ts"]}')
    run([tool(package, "tsc"), "-p", config.name], folder)


def _typed(api: ir.Api) -> Iterator[str]:
    yield 'import { OpenAI } from "./dist/index.js";'
    yield "const { images } = new OpenAI();"
    (operation,) = api.operations
    (body,) = operation.bodies
    assert isinstance(body.type, ir.Ref)
    model = ir.model_of(api.declarations, body.type.name)
    sayable = set(said_of(model))
    text = render(api, "vectors")[f"{snake(model.name)}.jsonl"]
    for line in map(json.loads, text.splitlines()):
        request = lengthened(line)
        pairs = [(rule, path) for rule, path, _ in line["violations"]]
        structural = [rule for rule, _ in pairs if "." in rule or rule == "type"]
        if structural or len(json.dumps(request)) > 300:
            continue
        unknown = any(rule == "unknown" for rule, _ in pairs)
        said = any((rule, path) in sayable for rule, path in pairs)
        if said or unknown:
            yield "// @ts-expect-error"
        yield f"void images.generate({literal(request)});"


def test_it_runs_in_an_empty_project(installed: Path) -> None:
    (installed / "used.mjs").write_text(
        'import OpenAI, { ConstraintError } from "openai-images";\n'
        'import { violations } from "openai-images/validators";\n'
        'const client = new OpenAI({ apiKey: "k", fetch: async (url) => '
        "Response.json({ created: 1, url }) });\n"
        'const { created, url } = await client.images.generate({ prompt: "x" });\n'
        'const wrong = { prompt: "x", quality: "high" };\n'
        "const failure = await client.images.generate(wrong).catch((e) => e);\n"
        "console.log(JSON.stringify([created, url, failure instanceof ConstraintError,"
        ' violations("ImageGenerateParams", wrong).length]));\n'
    )
    found = json.loads(run(["node", "used.mjs"], installed))
    assert found == [1, "https://api.openai.com/v1/images/generations", True, 1]


def test_it_loads_in_a_browser(flagship: Built, tmp_path: Path) -> None:
    """The modules themselves: a call, a stream, and the key that is refused."""
    missing = browser.missing()
    if missing:
        skip(missing)
    (flagship.folder / "page.html").write_text("<!doctype html><title>t</title>")
    handler = partial(_Quiet, directory=str(flagship.folder))
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    Thread(target=server.serve_forever, daemon=True).start()
    url = f"http://127.0.0.1:{server.server_address[1]}"
    try:
        with browser.page(tmp_path) as page:
            page.open(f"{url}/page.html")
            found = page.run(_SCRIPT, url)
            complaints = page.log()
    finally:
        server.shutdown()
        server.server_close()
    assert found == {"refused": True, "data": 7, "events": [1, 2]}, complaints


_SCRIPT = """
const [url] = arguments;
return import(url + '/dist/index.js').then(async ({ OpenAI, OpenAIError }) => {
  let refused = false;
  try { new OpenAI({ apiKey: 'k' }); } catch (e) { refused = e instanceof OpenAIError; }
  const client = new OpenAI({
    apiKey: 'k',
    baseURL: url,
    dangerouslyAllowBrowser: true,
  });
  const answer = await client.request('post', '/answer', { content: {} });
  const stream = await client.request('post', '/events', { stream: true });
  const events = [];
  for await (const event of stream) events.push(event.n);
  return { refused, data: answer.data, events };
});
"""


class _Quiet(SimpleHTTPRequestHandler):
    """Serves files of the package, one answer and one stream."""

    extensions_map: ClassVar[dict[str, str]] = {
        ".js": "text/javascript",
        ".html": "text/html",
    }

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers.get("content-length", 0)))
        streams = self.path == "/events"
        kind = "text/event-stream" if streams else "application/json"
        body = b'data: {"n":1}\n\ndata: {"n":2}\n\n' if streams else b'{"data": 7}'
        self.send_response(200)
        self.send_header("content-type", kind)
        self.send_header("content-length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        pass


@pytest.mark.parametrize("spec", SPECS, ids=lambda path: path.stem)
def test_any_document_compiles_and_is_formatted(
    spec: Path, flagship: Built, tmp_path: Path
) -> None:
    folder = write(accordant.load(spec), "typescript", tmp_path)
    modules = flagship.folder / "node_modules"
    (folder / "node_modules").symlink_to(modules, target_is_directory=True)
    run([tool(flagship, "tsc"), "-p", "tsconfig.json"], folder)
    run([tool(flagship, "prettier"), "--check", "."], folder)


def test_text_stays_text(tmp_path: Path) -> None:
    try:
        need("node")
    except Missing as missing:
        skip(str(missing))
    evil = "\"'`\\\n\r\t\0\u2028\u2029${x}*/</script>\ud83dx\U0001f600\x7f"
    values: list[ir.Json] = [
        *(evil, evil * 2, "__proto__", "", 1.0, 0.1, 1e21, 1e-7, -0.5, 2**53 - 1, None),
        *(True, [], {}, [1, [2]], {"__proto__": 1, "a b": {evil: evil}, "c": None}),
    ]
    shown = "".join(f"console.log(JSON.stringify({literal(v)}));\n" for v in values)
    comment = "\n".join(doc([f"{evil} @internal {{@link x}}"]))
    file = tmp_path / "text.mjs"
    file.write_text(f"{comment}\n{shown}", encoding="utf-8")
    assert comment.count("*/") == 1
    found = [
        json.loads(line) for line in run(["node", str(file)], tmp_path).split("\n")[:-1]
    ]
    assert found == values
