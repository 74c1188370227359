"""What people do in a browser, in the words of the pages."""

import time

from playwright.sync_api import Locator, Page, expect

from corridor.demo import PASSWORD, Person

PATIENCE = 30_000
expect.set_options(timeout=15_000)


def sign_in(page: Page, base_url: str, who: Person) -> None:
    """Sign in with the password of the demo world."""
    page.goto(f"{base_url}/account/sign-in")
    form = page.locator("form:has(input[name=password])")
    form.locator("input[name=email]").fill(who.email)
    form.locator("input[name=password]").fill(PASSWORD)
    form.locator("button").first.click()
    page.wait_for_url(lambda url: "/account/sign-in" not in url, timeout=PATIENCE)


def await_in(page: Page, url: str, words: str) -> None:
    """Look at a page again and again until it shows the words."""
    _look_again(page, url, page.locator("main").get_by_text(words))


def await_shown(page: Page, url: str, selector: str) -> None:
    """Look at a page again and again until it has what the selector means."""
    _look_again(page, url, page.locator(selector))


def _look_again(page: Page, url: str, sought: Locator) -> None:
    deadline = time.monotonic() + PATIENCE / 1000
    while time.monotonic() < deadline:
        page.goto(url)
        if sought.count():
            return
        page.wait_for_timeout(500)
    raise AssertionError(f"{url} never showed {sought}; it says: {page.locator('body').inner_text()[:1500]}")


def sign_out(page: Page) -> None:
    """Leave by the menu."""
    page.locator("form[data-signs-out] button").dispatch_event("click")
    page.wait_for_load_state()
