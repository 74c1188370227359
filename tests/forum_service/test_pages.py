"""The story of a topic, by the pages a browser without scripts sees."""

import re

from corridor.testing import ALICE, BOB, sign_in


def _location(response):
    assert response.status_code == 303, response.get_data(as_text=True)[:3000]
    return response.headers["Location"]


def test_a_topic_is_opened_answered_and_read(client):
    sign_in(client, ALICE)
    form = {"title": "Taxonomy for small museums", "forum": "knowledge", "raw": "Who has *tried* barcoding?"}

    path = _location(client.post("/forum/topics", data=form))
    page = client.get(path).get_data(as_text=True)

    assert path == "/forum/t/taxonomy-for-small-museums/1/1"
    assert "<em>tried</em>" in page

    sign_in(client, BOB)
    answer = _location(client.post("/forum/t/1/replies", data={"raw": "We have, @alice.", "reply_to": "1"}))
    page = client.get(answer).get_data(as_text=True)
    assert answer.endswith("/1/2")
    assert re.search(r'href="/account/members/alice" class="mention"', page)
    for url in (
        "/",
        "/iag",
        "/forum",
        "/forum/new",
        "/forum/unread",
        "/forum/f/knowledge",
        "/forum/drafts",
        "/forum/topics/new?forum=knowledge",
        "/forum/search?q=barcoding",
        "/forum/search",
        "/forum/posts/2/edit",
        "/forum/posts/1/revisions",
        "/forum/t/taxonomy-for-small-museums/1/reply?quote=1",
    ):
        response = client.get(url)
        assert response.status_code == 200, (url, response.get_data(as_text=True)[:2000])
