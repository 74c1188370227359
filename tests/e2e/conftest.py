"""Running houses and browsers, one of each for all tests of this room."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from tests.e2e.houses import House, open_folder, separate_house, single_house
from tests.e2e.pages import Page as FoundPage
from tests.e2e.pages import find_pages

CHROMIUM = Path("/usr/bin/chromium")
# The last one proves that nothing is loaded from outside.
SWITCHES = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
]


@pytest.fixture(scope="session")
def single() -> Iterator[House]:
    """The all-in-one house with the demo world."""
    with open_folder("single") as folder, single_house(folder) as house:
        yield house


@pytest.fixture(scope="session")
def separate() -> Iterator[House]:
    """Every service as processes of its own, over RabbitMQ, behind nginx."""
    with open_folder("separate") as folder, separate_house(folder) as house:
        yield house


@pytest.fixture(scope="session")
def found_pages(single: House) -> list[FoundPage]:
    """The pages of the demo world, for several readers."""
    return find_pages(single.base_url)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """Debian's Chromium, without a window."""
    if not CHROMIUM.exists():
        pytest.skip("Debian's package chromium is not installed")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=SWITCHES)
        yield browser
        browser.close()


@pytest.fixture
def context(chromium: Browser) -> Iterator[BrowserContext]:
    """A browser that has never been here."""
    context = chromium.new_context()
    yield context
    context.close()


@pytest.fixture
def page(context: BrowserContext) -> Page:
    """A page of that browser."""
    return context.new_page()
