"""axe finds nothing to complain about on any kind of page, light and dark, English and Arabic."""

import subprocess
from pathlib import Path
from typing import Any, Literal

import pytest
from playwright.sync_api import Browser

from corridor.demo import person
from corridor.web.assets import places
from tests.e2e.browsing import await_shown, sign_in
from tests.e2e.houses import House
from tests.e2e.pages import Page

pytestmark = pytest.mark.browser

AXE = places.BUILD / "node_modules" / "axe-core" / "axe.min.js"
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
RUN = f"() => axe.run(document, {{runOnly: {{type: 'tag', values: {TAGS}}}}})"
# Each language and each scheme once: the four together take twice as long and find the same.
LOOKS: tuple[tuple[str, Literal["light", "dark"]], ...] = (("en", "light"), ("ar", "dark"))


@pytest.fixture(scope="module")
def axe() -> str:
    """The checker's own script; evaluated in the page, which its policy does not stop."""
    if not AXE.exists():
        subprocess.run(["npm", "ci", "--ignore-scripts"], cwd=places.BUILD, check=True, capture_output=True)
    return Path(AXE).read_text()


@pytest.mark.parametrize(("language", "scheme"), LOOKS)
def test_no_page_has_a_violation(
    single: House,
    chromium: Browser,
    found_pages: list[Page],
    axe: str,
    language: str,
    scheme: Literal["light", "dark"],
) -> None:
    found: dict[str, list[str]] = {}

    for reader, pages in _by_reader(_one_of_each_kind(found_pages)).items():
        context = chromium.new_context(color_scheme=scheme, locale=language)
        page = context.new_page()
        if reader is not None:
            sign_in(page, single.base_url, person(reader))
        _choose_language(page, single.base_url, language)
        for one in pages:
            page.goto(single.base_url + one.path)
            assert page.locator("html").get_attribute("dir") == ("rtl" if language == "ar" else "ltr")
            page.evaluate(axe)
            violations = page.evaluate(RUN)["violations"]
            if violations:
                found[f"{one.kind} {one.path} as {reader}"] = [
                    _summary(violation) for violation in violations
                ]
        _choose_language(page, single.base_url, "en")
        context.close()

    assert not found, "\n".join(f"{place}: {'; '.join(said)}" for place, said in found.items())


def _one_of_each_kind(pages: list[Page]) -> list[Page]:
    """The first page of each kind: for each reader, since staff sees other buttons on the same page."""
    return list({(page.kind, page.reader is None): page for page in reversed(pages)}.values())


def _by_reader(pages: list[Page]) -> dict[str | None, list[Page]]:
    readers: dict[str | None, list[Page]] = {}
    for page in pages:
        readers.setdefault(page.reader, []).append(page)
    return readers


def _choose_language(page: Any, base_url: str, language: str) -> None:
    page.goto(f"{base_url}/")
    if not str(page.locator("html").get_attribute("lang")).startswith(language):
        page.locator(f"#languages button[value={language}]").click()
        # A choice of a signed-in reader travels to the other services by an event.
        await_shown(page, f"{base_url}/", f"html[lang^={language}]")


def _summary(violation: dict[str, Any]) -> str:
    nodes = ", ".join(str(node["target"][0]) for node in violation["nodes"][:3])
    return f"{violation['id']} ({nodes})"
