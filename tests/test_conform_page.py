"""The HTML report of `conform`, in a browser: what people see and what clicks show."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

import accordant
import browser
from accordant import ir
from accordant.cli import main
from accordant.rules.evaluate import Violation
from serving import Fake, refusal, serving

SPEC = str(Path(__file__).parent.parent / "spec/2025-12")
NO_BROWSER = browser.missing()
pytestmark = pytest.mark.skipif(NO_BROWSER is not None, reason=str(NO_BROWSER))
HOSTILE = "</script><img src=x onerror='window.hit=1'><script>window.hit=1</script>"


def differs(body: Any, found: list[Violation]) -> list[Violation]:
    """Style is not looked at, and what is said of `n` is hostile."""
    return [
        v._replace(message=HOSTILE) if v.path == "/n" else v
        for v in found
        if v.rule != "style-models"
    ]


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("report") / "report.html"
    with serving(Fake(accordant.load(SPEC), differs)) as fake:
        assert main(["conform", fake.url, "--spec", SPEC, "--html", str(file)]) == 1
    return file


@pytest.fixture(scope="module")
def window(tmp_path_factory: pytest.TempPathFactory) -> Iterator[browser.Page]:
    with browser.page(tmp_path_factory.mktemp("profile")) as page:
        yield page


@pytest.fixture
def page(window: browser.Page, report: Path) -> browser.Page:
    window.media()
    window.size(1200, 900)
    window.open(report.as_uri())
    return window


def cell(check: str, column: str) -> str:
    return f"button[aria-label^='{check}, {column}:']"


def visible_rows(page: browser.Page) -> list[str]:
    found: list[str] = page.run(
        "return [...document.querySelectorAll('tbody tr')]"
        ".filter((row) => row.offsetParent !== null)"
        ".map((row) => row.firstChild.firstChild.textContent)"
    )
    return found


def families(api: ir.Api) -> list[str]:
    (model,) = (model for model in api.judged() if model.body)
    return [str(v) for family in model.table.families for v in family.values]


def test_the_matrix_has_a_row_a_check_and_a_column_a_model(page: browser.Page) -> None:
    heads = page.run(
        "return [...document.querySelectorAll('thead th')]"
        ".map((head) => head.firstChild.textContent)"
    )
    api = accordant.load(SPEC)
    assert heads == ["check", "all", *families(api), "(not sent)", "(another value)"]
    assert {"prompt.required", "n-one", "style-models", "schema"} <= {
        *visible_rows(page)
    }
    assert page.text(cell("style-models", "dall-e-2")) == "\u2717 server laxer"
    assert page.text(cell("n-one", "dall-e-3")) == "\u2713 agrees (2)"
    assert "\u2717 server laxer: 1" in page.text("#counts")


def test_a_click_shows_the_request_and_the_answer(page: browser.Page) -> None:
    page.click(cell("style-models", "dall-e-2"))
    told = page.text("#detail")
    assert "style-models, dall-e-2: server laxer" in told
    assert '"style": "vivid"' in told and '"model": "dall-e-2"' in told
    assert "answered 200" in told and '"created": 0' in told
    assert "the table says: error style-models: style is only allowed if" in told


def test_it_works_with_keys_alone(page: browser.Page) -> None:
    page.run(
        "document.querySelector(arguments[0]).focus()", cell("n-one", "all requests")
    )
    page.press("\ue007")
    assert page.run("return document.activeElement.id") == "detail"
    page.press("\ue00c")
    assert page.run("return document.getElementById('detail').hidden") is True
    label = page.run("return document.activeElement.getAttribute('aria-label')")
    assert label == "n-one, all requests: agrees (2)"


def test_disagreements_can_be_seen_alone(page: browser.Page) -> None:
    everything = visible_rows(page)
    page.click("#disagreements")
    assert visible_rows(page) == ["style-models"]
    page.click("#disagreements")
    assert visible_rows(page) == everything


def test_words_of_a_server_never_become_markup(page: browser.Page) -> None:
    page.click(cell("n-one", "dall-e-3"))
    assert HOSTILE in page.text("#detail")
    assert page.run("return window.hit === undefined") is True
    assert page.run("return document.images.length") == 0
    assert page.log() == []


def test_nothing_is_fetched(report: Path) -> None:
    text = report.read_text()
    assert "default-src 'none'" in text
    head = text[: text.index('id="data"')]
    assert "src=" not in head and "href=" not in head and "url(" not in head


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_signs_can_be_read_in_both_schemes(page: browser.Page, scheme: str) -> None:
    """The contrast of text and ground is at least 4.5 (WCAG 2.2, 1.4.3)."""
    page.media(prefers_color_scheme=scheme)
    for check in ("n-one", "style-models", "answer-url-lifetime"):
        pair = page.run(
            "const button = document.querySelector(arguments[0]);"
            "return [getComputedStyle(button).color,"
            " getComputedStyle(button.parentElement).backgroundColor]",
            cell(check, "all requests"),
        )
        one, other = sorted(map(luminance, pair))
        assert (other + 0.05) / (one + 0.05) >= 4.5, (check, pair)
    ground = page.run("return getComputedStyle(document.body).backgroundColor")
    assert (luminance(ground) > 0.5) == (scheme == "light")


def luminance(color: str) -> float:
    """Relative luminance of `rgb(r, g, b)` (WCAG 2.2)."""
    parts = [
        int(part) / 255 for part in color[color.index("(") + 1 : -1].split(",")[:3]
    ]
    linear = [
        c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def test_a_phone_is_wide_enough(page: browser.Page) -> None:
    page.size(360, 740)
    wide = (
        "const page = document.documentElement;"
        "return page.scrollWidth > page.clientWidth"
    )
    assert page.run(wide) is False
    page.click(cell("style-models", "all requests"))
    assert page.run(wide) is False
    assert "sent" in page.text("#detail")


def test_paper_shows_what_is_said_and_no_controls(page: browser.Page) -> None:
    page.media(type="print")
    shown = "return document.querySelector(arguments[0]).offsetParent !== null"
    assert page.run(shown, ".filter") is False
    assert page.run(shown, "table") is True
    assert len(page.cdp("Page.printToPDF")["data"]) > 10_000


def test_it_is_a_picture(page: browser.Page, tmp_path: Path) -> None:
    file = tmp_path / "report.png"
    page.click(cell("style-models", "all requests"))
    page.screenshot(file)
    assert file.read_bytes().startswith(b"\x89PNG") and file.stat().st_size > 20_000


def test_a_spec_cannot_write_into_the_page_either(
    window: browser.Page, tmp_path: Path
) -> None:
    api = replace(accordant.load(SPEC), title=HOSTILE)
    from accordant.conform.html import text
    from accordant.conform.plan import plan
    from accordant.conform.results import Results
    from accordant.conform.verdicts import by_outcome, decided

    asked = plan(api)
    verdicts = decided(asked, by_outcome({}, {}), {})
    results = Results(api, HOSTILE, asked, verdicts, faults=[HOSTILE], stopped=HOSTILE)
    file = tmp_path / "report.html"
    file.write_text(text(results))
    window.open(file.as_uri())
    told = window.text("header")
    assert told.count(HOSTILE) == 4
    assert window.run("return window.hit === undefined") is True


def test_the_refusal_that_is_tried_is_hostile() -> None:
    entry = Violation("n-one", "/n", HOSTILE, "error")
    assert b"</script>" in refusal([entry]).body
