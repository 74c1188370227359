"""The head of the page is kept for a reader, and shown to nobody else."""

import re

from corridor.testing import ALICE, BOB, sign_in

TOKEN = re.compile(r'name="_csrf" value="([^"]+)"')


def test_each_reader_sees_their_own_head(client):
    first = sign_in(client, ALICE).get("/notes/new").text
    second = sign_in(client, BOB).get("/notes/new").text
    again = sign_in(client, ALICE).get("/notes/new").text

    assert "alice@example.org" in first
    assert "bob@example.org" in second
    assert "alice@example.org" not in second
    assert "alice@example.org" in again


def test_the_form_token_and_the_way_back_are_of_this_page(client):
    sign_in(client, ALICE)

    one, two = client.get("/notes/new").text, client.get("/notes/new?a=1&b=%22").text

    assert set(TOKEN.findall(one)).isdisjoint(TOKEN.findall(two))
    assert len(set(TOKEN.findall(two))) == 1
    assert 'name="return_to" value="/notes/new?a=1&amp;b=%22"' in two
    assert "goes-here" not in one + two
