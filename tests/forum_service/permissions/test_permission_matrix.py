"""Each route, feed, search, export, upload and call of the API, as everybody who might try."""

import re

import pytest
from flask import Flask
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from corridor.testing.browser import Browser
from tests.forum_service.permissions.policies import OUTSIDE, PEOPLE, Policy
from tests.forum_service.permissions.rows import ROWS, Row
from tests.forum_service.permissions.world import SECRET, WHISPER, World, build, snapshot

REFUSED = (401, 403, 404)


@pytest.fixture
def world(session: Session) -> World:
    return build(session)


def ask(browser: Browser, row: Row, world: World) -> TestResponse:
    path = row.path.format(message=world.message)
    return browser.open(path, method=row.method, data=row.form)


def is_turned_away(answer: TestResponse) -> bool:
    return answer.status_code in REFUSED or "/account/sign-in" in answer.headers.get("Location", "")


def test_whoever_must_not_is_turned_away_and_changes_nothing(world: World, session: Session) -> None:
    before, wrong = snapshot(session), []

    for row in ROWS:
        for name in PEOPLE.keys() - row.policy.let_in:
            answer = ask(world.browsers[name], row, world)
            if not is_turned_away(answer):
                wrong.append((str(row), name, answer.status_code))
            if reveals(answer, name):
                wrong.append((str(row), name, "reveals"))

    assert not wrong, "\n".join(map(str, wrong))
    assert snapshot(session) == before


def test_whoever_may_is_let_in_and_sees_no_more_than_that(world: World) -> None:
    wrong = []

    for row in ROWS:
        for name in row.policy.let_in if row.method == "GET" else ():
            answer = ask(world.browsers[name], row, world)
            if answer.status_code in (401, 403) or answer.status_code >= 500:
                wrong.append((str(row), name, answer.status_code))
            if reveals(answer, name):
                wrong.append((str(row), name, "reveals"))

    assert not wrong, "\n".join(map(str, wrong))


def reveals(answer: TestResponse, name: str) -> bool:
    """Whether somebody learns what is in the group's forum or in the message without being in it.

    What they typed themselves comes back to them: the words of a search do.
    """
    if answer.request.query_string and SECRET.encode() in answer.request.query_string:
        return b"The " + SECRET.encode() in answer.data and name in OUTSIDE
    outside = name in OUTSIDE and SECRET.encode() in answer.data
    return outside or (name != "member" and WHISPER.encode() in answer.data)


def test_what_one_may_not_see_looks_as_if_it_were_not_there(world: World) -> None:
    outsider = world.browsers["outsider"]

    def page(path: str) -> str:
        answer = outsider.get(path)
        assert answer.status_code == 404
        body = answer.get_data(as_text=True)
        bare = re.sub(r'(content|value)="[^"]*"', "", body)
        return bare.replace(answer.headers["X-Request-Id"], "").replace(path, "")

    for path in ("/forum/t/{}", "/forum/posts/{}", "/forum/t/{}/print", "/forum/calls/{}", "/forum/polls/{}"):
        assert page(path.format(1)) == page(path.format(999))


def test_each_route_has_a_row(app: Flask) -> None:
    adapter = app.url_map.bind("localhost")
    named = {
        (adapter.match(row.path.partition("?")[0].format(message=1), method=row.method)[0], row.method)
        for row in ROWS
    }
    routes = {
        (rule.endpoint, method)
        for rule in app.url_map.iter_rules()
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}
    }

    assert not routes - named, sorted(routes - named)


def test_what_is_one_members_own_is_nobody_elses() -> None:
    own = [row for row in ROWS if row.policy is Policy.OWNER]

    assert len(own) > 20
    assert all(row.policy.let_in == {"member"} for row in own)
