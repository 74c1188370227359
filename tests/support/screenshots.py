"""`bin/screenshots`: starts a house with the demo world and takes the pictures of the README."""

import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from playwright.sync_api import Browser, Page, sync_playwright

from corridor.demo import person
from tests.e2e.browsing import sign_in
from tests.e2e.conftest import CHROMIUM, SWITCHES
from tests.e2e.houses import House, open_folder, single_house

FOLDER = Path("docs/screenshots")


@dataclass(frozen=True, kw_only=True)
class Shot:
    """One picture: who looks at what, on which screen. `follow` is a link on it to follow."""

    name: str
    reader: str
    path: str
    follow: str = ""
    size: tuple[int, int] = (1200, 800)
    scheme: Literal["light", "dark"] = "light"


SHOTS = (
    Shot(name="home", reader="helen.marsh", path="/"),
    Shot(name="forum", reader="helen.marsh", path="/forum"),
    Shot(name="topic", reader="helen.marsh", path="/forum", follow="a.topic-title"),
    Shot(name="topic-dark", reader="helen.marsh", path="/forum", follow="a.topic-title", scheme="dark"),
    Shot(name="needs", reader="helen.marsh", path="/match/needs"),
    Shot(
        name="need",
        reader="helen.marsh",
        path="/match/needs?state=published&language=en",
        follow=".list a",
        size=(1200, 1000),
    ),
    Shot(
        name="centre",
        reader="helen.marsh",
        path="/match/providers",
        follow="main a[href^='/match/providers/']",
    ),
    Shot(name="inbox", reader="fatou.ndiaye", path="/notify"),
    Shot(name="arabic", reader="karim.benali", path="/forum"),
    Shot(name="phone", reader="thandi.mokoena", path="/forum", follow="a.topic-title", size=(360, 720)),
)


def main() -> int:
    """Take all pictures, or those named on the command line."""
    wanted = [shot for shot in SHOTS if not sys.argv[1:] or shot.name in sys.argv[1:]]
    FOLDER.mkdir(parents=True, exist_ok=True)
    with open_folder("shots") as folder, sync_playwright() as playwright, single_house(folder) as house:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=SWITCHES)
        for shot in wanted:
            take(browser, house, shot)
        browser.close()
    return 0


def take(browser: Browser, house: House, shot: Shot) -> None:
    """Take one picture."""
    width, height = shot.size
    context = browser.new_context(color_scheme=shot.scheme, viewport={"width": width, "height": height})
    page = context.new_page()
    sign_in(page, house.base_url, person(shot.reader))
    _open(page, house.base_url, shot)
    page.screenshot(path=FOLDER / f"{shot.name}.png")
    context.close()
    print(f"  {shot.name}.png", flush=True)


def _open(page: Page, base_url: str, shot: Shot) -> None:
    page.goto(base_url + shot.path, wait_until="networkidle")
    if shot.follow:
        href = page.locator(shot.follow).first.get_attribute("href")
        page.goto(f"{base_url}{href}", wait_until="networkidle")
    # The picture shows a page at rest, not one that was just clicked into.
    page.evaluate("document.activeElement?.blur(); scrollTo(0, 0)")


if __name__ == "__main__":
    sys.exit(main())
