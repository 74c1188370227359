"""The composer with scripts: names and topics by keyboard, files by pasting, a line that comes and goes."""

import base64
import io
import re

import pytest
from PIL import Image
from playwright.sync_api import BrowserContext, Page, Route, expect

from corridor.demo import person
from tests.e2e.browsing import sign_in
from tests.e2e.houses import House

pytestmark = pytest.mark.browser

PASTE = """
(field, data) => {
  const bytes = Uint8Array.from(atob(data), letter => letter.charCodeAt(0))
  const clipboardData = new DataTransfer()
  clipboardData.items.add(new File([bytes], "map.png", { type: "image/png" }))
  field.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }))
}
"""


@pytest.fixture
def topic(single: House, page: Page) -> Page:
    """A page of a topic with its composer, read by a member."""
    sign_in(page, single.base_url, person("priya.raman"))
    page.goto(f"{single.base_url}/forum/f/knowledge")
    page.locator("a.topic-title").last.click()
    page.wait_for_selector("#reply textarea")
    return page


def _picture() -> str:
    file = io.BytesIO()
    Image.new("RGB", (40, 30), "green").save(file, "PNG")
    return base64.b64encode(file.getvalue()).decode()


def _post_it(page: Page) -> None:
    page.locator("#reply").get_by_role("button", name="Post the reply").click()


def _expect_posted_once(page: Page, words: str) -> None:
    posted = page.locator(".post .prose", has_text=words)
    expect(posted).to_have_count(1)
    page.reload()
    expect(posted).to_have_count(1)


def test_names_topics_and_pictures_come_by_keyboard_and_paste(topic: Page) -> None:
    field = topic.locator("#reply textarea")

    offered = topic.locator("#reply").get_by_role("listbox").get_by_role("option")

    field.press_sequentially("Ask @ami")
    expect(offered.first).to_contain_text("Amina")
    expect(field).to_have_attribute("aria-activedescendant", "composer-suggestion-0")
    field.press("Enter")
    expect(field).to_have_value("Ask @amina.diallo ")

    field.press_sequentially("about #museu")
    expect(offered.first).to_be_visible()
    field.press("Escape")
    expect(offered).to_have_count(0)
    field.press("Backspace")
    offered.first.click()
    expect(field).to_have_value(re.compile(r"about \[.+\]\(/forum/t/[^)]+\) $"))

    field.evaluate(PASTE, _picture())
    expect(field).to_have_value(re.compile(r"\n!\[map\.png\]\(/forum/files/[0-9a-f-]{36}/map\.png\)\n$"))
    expect(topic.locator(".live-preview img")).to_be_visible()


def test_a_text_waits_for_the_line_and_goes_out_once(topic: Page, context: BrowserContext) -> None:
    words = "Written on the boat, posted from the harbour"
    context.set_offline(True)
    topic.locator("#reply textarea").fill(words)
    _post_it(topic)
    expect(topic.locator("#reply .draft-state")).to_contain_text("Waiting for the line")

    context.set_offline(False)

    _expect_posted_once(topic, words)


def test_a_text_whose_answer_was_lost_is_not_posted_again(topic: Page) -> None:
    words = "The line broke while this was on its way"

    def lose_the_answer(route: Route) -> None:
        route.fetch(max_redirects=0)
        route.abort("connectionreset")

    topic.route("**/replies", lose_the_answer, times=1)
    topic.locator("#reply textarea").fill(words)
    _post_it(topic)

    _expect_posted_once(topic, words)


def test_what_was_written_without_a_line_is_there_again(topic: Page) -> None:
    words = "Half a thought, then the battery was empty"
    topic.route("**/forum/drafts", lambda route: route.abort())
    topic.locator("#reply textarea").fill(words)
    expect(topic.locator("#reply .draft-state")).to_contain_text("kept on this device")

    topic.reload()

    expect(topic.locator("#reply textarea")).to_have_value(words)
    topic.unroute("**/forum/drafts")
    expect(topic.locator("#reply .draft-state")).to_contain_text("Draft saved")
