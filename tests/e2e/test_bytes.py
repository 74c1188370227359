"""Pages are cheap on the wire, counted by the browser itself: for people behind slow and costly lines."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from corridor.demo import person
from tests.e2e.browsing import sign_in
from tests.e2e.houses import House
from tests.e2e.pages import Page as FoundPage

pytestmark = pytest.mark.browser

FIRST_VISIT = 60_000
LATER_VISIT = 15_000
MOST_REQUESTS = 3


@dataclass
class Traffic:
    """What came over the wire; what the browser had kept is not among it."""

    requests: dict[str, str] = field(default_factory=dict)
    received: int = 0


@contextmanager
def traffic(context: BrowserContext, page: Page) -> Iterator[Traffic]:
    """Count what the browser receives in the block, compressed as it comes, headers included."""
    counted = Traffic()
    wire = context.new_cdp_session(page)
    wire.on("Network.requestWillBeSent", lambda event: _note(counted, event))
    wire.on("Network.requestServedFromCache", lambda event: _forget(counted, event))
    wire.on("Network.loadingFinished", lambda event: _add(counted, event))
    wire.send("Network.enable")
    yield counted
    wire.detach()


def _note(counted: Traffic, event: dict[str, Any]) -> None:
    url = event["request"]["url"]
    if url.startswith("http"):
        counted.requests[event["requestId"]] = url


def _forget(counted: Traffic, event: dict[str, Any]) -> None:
    counted.requests.pop(event["requestId"], None)


def _add(counted: Traffic, event: dict[str, Any]) -> None:
    counted.received += int(event["encodedDataLength"])


@pytest.mark.parametrize("path", ["/", "/iag", "/account/sign-in"])
def test_a_first_visit_is_small(single: House, context: BrowserContext, page: Page, path: str) -> None:
    with traffic(context, page) as counted:
        page.goto(single.base_url + path, wait_until="networkidle")

    assert counted.received <= FIRST_VISIT, counted
    assert len(counted.requests) <= MOST_REQUESTS, counted


def test_a_members_first_visit_to_a_topic_is_small(
    single: House, chromium: Browser, found_pages: list[FoundPage]
) -> None:
    topic = next(page.path for page in found_pages if "/forum/t/" in page.path)
    signed_in = chromium.new_context()
    sign_in(signed_in.new_page(), single.base_url, person("helen.marsh"))
    fresh = chromium.new_context(storage_state=signed_in.storage_state())
    page = fresh.new_page()

    with traffic(fresh, page) as counted:
        page.goto(single.base_url + topic, wait_until="networkidle")

    assert counted.received <= FIRST_VISIT, counted
    assert len(counted.requests) <= MOST_REQUESTS, counted
    signed_in.close()
    fresh.close()


def test_each_later_page_is_small(
    single: House, context: BrowserContext, page: Page, found_pages: list[FoundPage]
) -> None:
    sign_in(page, single.base_url, person("helen.marsh"))
    page.goto(f"{single.base_url}/", wait_until="networkidle")
    heavy: dict[str, Traffic] = {}

    for path in _one_of_each_kind(found_pages):
        with traffic(context, page) as counted:
            page.goto(single.base_url + path, wait_until="networkidle")
        if counted.received > LATER_VISIT or len(counted.requests) > MOST_REQUESTS:
            heavy[path] = counted

    assert not heavy


def _one_of_each_kind(pages: list[FoundPage]) -> list[str]:
    kinds = {page.kind: page.path for page in reversed(pages) if page.reader == "helen.marsh"}
    return list(kinds.values())
