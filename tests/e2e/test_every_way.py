"""Every page on a narrow screen, and the ways of a member without any script."""

import pytest
from playwright.sync_api import Browser, expect

from corridor.demo import person
from tests.e2e.browsing import sign_in
from tests.e2e.houses import House
from tests.e2e.pages import Page

pytestmark = pytest.mark.browser

NARROW = 320
# How far the page could be scrolled sideways.
SIDEWAYS = "() => document.scrollingElement.scrollWidth - document.scrollingElement.clientWidth"


@pytest.mark.parametrize("language", ["en", "ar"])
def test_no_page_scrolls_sideways_on_a_narrow_screen(
    single: House, chromium: Browser, found_pages: list[Page], language: str
) -> None:
    context = chromium.new_context(viewport={"width": NARROW, "height": 640}, locale=language)
    page = context.new_page()
    sign_in(page, single.base_url, person("karim.benali" if language == "ar" else "helen.marsh"))
    wide: dict[str, int] = {}

    for path in {one.kind: one.path for one in reversed(found_pages)}.values():
        page.goto(single.base_url + path)
        sideways = int(page.evaluate(SIDEWAYS))
        if sideways > 0:
            wide[path] = sideways

    assert not wide
    context.close()


def test_a_member_opens_a_topic_and_replies_without_scripts(single: House, chromium: Browser) -> None:
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    sign_in(page, single.base_url, person("priya.raman"))

    page.goto(f"{single.base_url}/forum")
    page.locator(".board-list a[href*='/forum/f/']").first.click()
    page.get_by_role("link", name="New topic").first.click()
    page.locator("input[name=title]").fill("Field notes without a script")
    page.locator("textarea").first.fill("Written on an old laptop, **with bold** and a list:\n\n- one\n- two")
    page.locator("form:has(input[name=title]) button.primary").first.click()

    expect(page.locator("h1")).to_contain_text("Field notes without a script")
    expect(page.locator("article strong").first).to_have_text("with bold")

    page.locator("form:has(textarea) textarea").last.fill("And a reply to it, as plain as can be.")
    page.locator("form:has(textarea) button.primary").last.click()

    expect(page.locator("article").last).to_contain_text("as plain as can be")
    context.close()


def test_a_reader_chooses_a_language_without_scripts(single: House, chromium: Browser) -> None:
    context = chromium.new_context(java_script_enabled=False, locale="en")
    page = context.new_page()

    page.goto(f"{single.base_url}/")
    page.locator("#languages button[value=ar]").click()

    expect(page.locator("html")).to_have_attribute("dir", "rtl")
    context.close()
