"""The bell of an open page, in a browser and through nginx."""

import re

import psycopg
import pytest
from playwright.sync_api import BrowserContext, Page, expect

from corridor.demo import person
from tests.e2e.browsing import sign_in
from tests.e2e.houses import House
from tests.e2e.visitors import Visitor

HELEN = person("helen.marsh")
# A page that is left at once opens no connection.
PATIENCE = 15_000


def let_wait(house: House, unread: int) -> None:
    """Let so much wait for Helen, as the worker would say it."""
    with psycopg.connect(house.notify_url) as connection:
        found = connection.execute(
            "UPDATE counters SET unread = %s, sequence = sequence + 1 WHERE account_id = %s"
            " RETURNING sequence",
            (unread, HELEN.account_id),
        ).fetchone()
        assert found, "nothing has ever waited for Helen"
        told = f"{HELEN.account_id.hex} {found[0]} {unread}"
        connection.execute("SELECT pg_notify('live', %s)", (told,))


@pytest.mark.browser
def test_the_bell_of_all_open_pages_follows_without_a_reload(
    single: House, context: BrowserContext, page: Page
) -> None:
    sign_in(page, single.base_url, HELEN)
    page.goto(f"{single.base_url}/notify")
    with context.expect_event(
        "response", lambda answer: answer.url.endswith("/notify/live"), timeout=PATIENCE
    ):
        other = context.new_page()
        other.goto(f"{single.base_url}/forum")
        page.bring_to_front()

    let_wait(single, 51)

    for one in (page, other):
        expect(one.locator("unread-count")).to_have_text("51")
        expect(one.locator("a.bell")).to_have_attribute("aria-label", "Notifications, 51 unread")
    expect(page.get_by_text("There is something new.")).to_be_visible()


@pytest.mark.e2e
def test_news_come_through_nginx_at_once(separate: House) -> None:
    visitor = Visitor(separate.base_url).sign_in("helen.marsh")
    with visitor.session.get(f"{separate.base_url}/notify/live", stream=True, timeout=(5, 10)) as answer:
        lines = answer.iter_lines(decode_unicode=True)
        first = next(line for line in lines if line.startswith("data: "))

        let_wait(separate, 52)

        told = next(line for line in lines if line.startswith("data: "))

    assert answer.headers["Content-Type"].startswith("text/event-stream")
    assert re.search(r'"unread": \d+', first)
    assert '"unread": 52' in told
