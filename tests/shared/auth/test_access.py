"""Who may open what."""

import pytest
from flask import Flask
from flask.views import MethodView

from corridor.auth import access, check_routes
from corridor.auth.routes import UndeclaredAccess
from corridor.testing import ALICE, CHARLIE, sign_in


def test_an_app_with_a_silent_route_does_not_start():
    app = Flask("silent", static_folder=None)
    app.add_url_rule("/open", view_func=access.public(lambda: "x"), endpoint="open")
    app.add_url_rule("/silent", view_func=lambda: "x", endpoint="silent")

    with pytest.raises(UndeclaredAccess, match="/silent"):
        check_routes(app)


def test_each_method_of_a_class_has_to_say():
    class Notes(MethodView):
        @access.public
        def get(self):
            return "x"

        def post(self):
            return "x"

    app = Flask("classes", static_folder=None)
    app.add_url_rule("/notes", view_func=Notes.as_view("notes"))

    with pytest.raises(UndeclaredAccess, match="/notes"):
        check_routes(app)


def test_a_stranger_is_sent_to_sign_in_and_comes_back(client):
    answer = client.get("/notes/new?title=a")

    assert answer.status_code == 303
    assert answer.location == "/account/sign-in?return_to=%2Fnotes%2Fnew%3Ftitle%3Da"


def test_a_strangers_form_leads_back_to_its_page(client):
    answer = client.post("/notes/new", headers={"Referer": "http://localhost/notes/new?title=a"})

    assert answer.location == "/account/sign-in?return_to=%2Fnotes%2Fnew%3Ftitle%3Da"


def test_a_page_elsewhere_is_no_way_back(client):
    answer = client.post("/notes/new", headers={"Referer": "http://evil.example/notes"})

    assert answer.location == "/account/sign-in?return_to=%2F"


def test_a_program_is_told_plainly(client):
    answer = client.post("/notes/api/v1/notes", json={"title": "x"})

    assert (answer.status_code, answer.content_type) == (401, "application/problem+json")


def test_a_member_may_use_the_api_by_cookie(client):
    sign_in(client, ALICE)

    assert client.post("/notes/api/v1/notes", json={"title": "x"}).status_code == 201


def test_an_account_without_a_role_may_not(client):
    sign_in(client, CHARLIE)

    assert client.post("/notes/api/v1/notes", json={"title": "x"}).status_code == 403


def test_a_bearer_header_makes_the_cookie_count_for_nothing(client):
    sign_in(client, ALICE)

    answer = client.get("/notes/new", headers={"Authorization": "Bearer corridor_none"})

    assert answer.status_code == 401


def test_a_page_before_that_is_no_address_is_no_way_back(client):
    answer = client.post("/notes/new", headers={"Referer": "http://[notes"})

    assert answer.location == "/account/sign-in?return_to=%2F"
