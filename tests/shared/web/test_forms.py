"""A form keeps what was typed and says what is wrong where it is wrong."""

import pytest
from sqlalchemy import func, select

from corridor.testing import ALICE, sign_in
from tests.shared.web.pages import text, texts, value
from tests.support.notes.models import Memo

pytestmark = pytest.mark.integration


@pytest.fixture
def alice(client):
    return sign_in(client, ALICE)


def test_errors_stand_at_the_field_and_in_the_summary(alice):
    answer = alice.post("/notes/new", data={"title": "ab", "weight": "many"})

    assert answer.status_code == 422
    assert texts(answer, ".error-summary a") == [
        "Title: Please write between 3 and 40 characters.",
        "Weight: Please give a number.",
    ]
    assert text(answer, "#field-title-error") == "Please write between 3 and 40 characters."


def test_what_was_typed_stays(alice):
    answer = alice.post(
        "/notes/new", data={"title": "<b>", "weight": "many", "tags": ["b"], "urgent": "true"}
    )

    assert 'value="&lt;b&gt;"' in answer.text
    assert 'value="many"' in answer.text
    assert 'value="b" checked' in answer.text
    assert 'value="a" checked' not in answer.text


def test_empty_and_blank_are_the_same_as_missing(alice):
    for typed in ("", "   ", "\t\r\n"):
        answer = alice.post("/notes/new", data={"title": typed})

        assert text(answer, "#field-title-error") == "Please fill this in."


def test_unknown_fields_are_refused(alice):
    answer = alice.post("/notes/new", data={"title": "Wetlands", "is_admin": "1"})

    assert answer.status_code == 422


def test_buttons_and_technical_fields_are_not_data(alice):
    assert alice.post("/notes/new", data={"title": "Wetlands", "_preview": "1"}).status_code == 303


def test_characters_that_cannot_be_stored_are_told(alice):
    answer = alice.post("/notes/new", data={"title": "Wet\x00lands"})

    assert answer.status_code == 422
    assert "cannot be stored" in text(answer, "#field-title-error")


def test_a_notice_is_shown_once(alice):
    answer = alice.post("/notes/new", data={"title": "Wetlands"}, follow_redirects=True)
    again = alice.get(answer.request.path)

    assert text(answer, ".notice") == "The note is kept."
    assert not texts(again, ".notice")


def test_a_form_sent_twice_takes_effect_once(alice, session):
    page = alice.get("/notes/new")
    typed = {"title": "Wetlands", "_key": value(page, "_key")}

    first, second = (alice.post("/notes/new", data=typed) for _ in range(2))

    assert first.location == second.location
    assert session.scalar(select(func.count()).select_from(Memo)) == 1


def test_a_refused_form_leaves_its_key_free(alice):
    key = {"_key": "the key of this form"}

    refused = alice.post("/notes/new", data=key | {"title": ""})
    corrected = alice.post("/notes/new", data=key | {"title": "Wetlands"})

    assert (refused.status_code, corrected.status_code) == (422, 303)


def test_a_failed_effect_leaves_its_key_free(alice):
    key = {"_key": "the key of this form"}

    failed = alice.post("/notes/new", data=key | {"title": "forbidden"})
    corrected = alice.post("/notes/new", data=key | {"title": "Wetlands"})

    assert (failed.status_code, corrected.status_code) == (400, 303)
