"""The desk: written by one person, approved by another one."""

import io
from typing import Any

import pytest
from sqlalchemy import func, select

from corridor.testing import ALICE, MOD, SECRETARY, persona, sign_in
from notify_service.bulletins.models import Bulletin, File, Recipient
from notify_service.bulletins.schemas import form_values
from tests.notify_service.bulletins.world import again, draft, in_days, publish, register
from tests.notify_service.world import members

SECOND = persona("second", "secretariat")
PDF = b"%PDF-1.7 annex"


def _fields(**changes: Any) -> dict[str, Any]:
    start = {
        "language": "en",
        "subject_en": "Call for centres",
        "body_en": "Parties are invited.",
        "kinds": ["CBD-FP1"],
        "action_by": in_days(40).isoformat(),
        "remind_days": ["14", "3"],
        "version": "1",
    }
    return start | changes


def _path(bulletin):
    return f"/notify/bulletins/desk/{bulletin.id}"


@pytest.mark.parametrize("who", [ALICE, MOD])
def test_it_is_for_the_secretariat_alone(client, session, who):
    bulletin = draft(session)
    sign_in(client, who)

    for path in ("", "/new", f"/{bulletin.id}", f"/{bulletin.id}/edit", f"/{bulletin.id}/recipients"):
        assert client.get(f"/notify/bulletins/desk{path}").status_code == 403
    assert client.post(f"{_path(bulletin)}/submission").status_code == 403


def test_a_draft_is_written_and_shown(client, session):
    register(session, "CBD-FP1 KE Grace", "CBD-FP1 ML Moussa")
    sign_in(client, SECRETARY)

    url = client.post(
        "/notify/bulletins/desk", data=_fields(body_en="# Annex\n\n<script>x</script> **now**")
    ).headers["Location"]

    page = client.get(url).text
    assert "<strong>now</strong>" in page
    assert "<script>x" not in page
    assert "It would go to 2 people · 2 Parties" in page
    assert "Call for centres" in client.get("/notify/bulletins/desk").text
    assert "Grace" in client.get(f"{url}/recipients").text


def test_what_is_missing_is_said_at_its_field_and_nothing_typed_is_lost(client):
    sign_in(client, SECRETARY)

    answer = client.post(
        "/notify/bulletins/desk", data=_fields(subject_fr="Appel", body_en="", action_by="", symbol="SCBD/7")
    )

    assert answer.status_code == 422
    assert answer.text.count("A text is needed.") >= 2
    assert "Please say until when." in client.post("/notify/bulletins/desk", data=_fields(action_by="")).text
    assert 'value="SCBD/7"' in answer.text
    assert client.post("/notify/bulletins/desk", data=_fields(action_url="javascript:x")).status_code == 422


def test_two_who_write_at_once_do_not_overwrite_each_other(client, session):
    bulletin = draft(session)
    sign_in(client, SECRETARY)
    values = form_values(bulletin)

    first = client.post(_path(bulletin), data=values | {"symbol": "FIRST"})
    second = client.post(_path(bulletin), data=values | {"symbol": "SECOND"})

    assert first.status_code == 303
    assert second.status_code == 409
    assert 'value="SECOND"' in second.text
    assert again(session, bulletin.id).symbol == "FIRST"
    assert client.post(_path(bulletin), data=values | {"symbol": "SECOND", "version": "2"}).status_code == 303


def test_files_go_with_it(client, session):
    bulletin = draft(session)
    sign_in(client, SECRETARY)
    file = {"file": (io.BytesIO(PDF), "../An  nex.PDF"), "language": "en"}

    client.post(f"{_path(bulletin)}/files", data=file)

    kept = session.scalars(select(File)).one()
    assert (kept.name, kept.media_type, kept.language) == ("An nex.pdf", "application/pdf", "en")
    answer = client.get(f"{_path(bulletin)}/files/{kept.id}")
    assert answer.data == PDF
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert client.get(f"/notify/bulletins/2026-001/files/{kept.id}").status_code == 404
    client.post(f"{_path(bulletin)}/files/{kept.id}/removal")
    assert session.scalar(select(func.count()).select_from(File)) == 0


@pytest.mark.parametrize(
    ("name", "data"), [("a.exe", b"MZ"), ("a.pdf", b"<html>"), ("a.pdf", b""), ("a.txt", b"a\x00b")]
)
def test_a_file_that_is_not_what_it_says_is_refused(client, session, name, data):
    bulletin = draft(session)
    sign_in(client, SECRETARY)

    assert client.post(f"{_path(bulletin)}/files", data={"file": (io.BytesIO(data), name)}).status_code == 422
    assert client.post(f"{_path(bulletin)}/files").status_code == 422


def test_one_person_alone_publishes_nothing(client, session):
    register(session, "CBD-FP1 KE Grace")
    bulletin = draft(session)
    sign_in(client, SECRETARY)
    client.post(f"{_path(bulletin)}/submission")

    answer = client.post(f"{_path(bulletin)}/approval")

    assert answer.status_code == 403
    assert again(session, bulletin.id).published_at is None


def test_a_second_person_publishes_it_under_the_next_number(client, session):
    register(session, "CBD-FP1 KE Grace")
    publish(session)
    bulletin = draft(session)
    sign_in(client, SECRETARY)
    client.post(f"{_path(bulletin)}/submission")
    sign_in(client, SECOND)

    answer = client.post(f"{_path(bulletin)}/approval")

    assert answer.status_code == 303
    assert again(session, bulletin.id).number == f"{in_days(0).year}-002"
    assert session.scalars(select(Recipient.name).where(Recipient.bulletin_id == bulletin.id)).all() == [
        "Grace"
    ]
    assert client.post(f"{_path(bulletin)}/approval").status_code == 409
    assert client.post(_path(bulletin), data=form_values(bulletin)).status_code == 409


def test_what_nobody_would_get_is_not_submitted(client, session):
    bulletin = draft(session)
    sign_in(client, SECRETARY)

    answer = client.post(f"{_path(bulletin)}/submission")

    assert answer.status_code == 422
    assert "Nobody in the register is addressed." in answer.text


def test_the_second_person_can_return_it_with_a_reason(client, session):
    register(session, "CBD-FP1 KE Grace")
    bulletin = draft(session)
    members(session, SECOND)
    sign_in(client, SECRETARY)
    client.post(f"{_path(bulletin)}/submission")
    sign_in(client, SECOND)

    assert "Secretary asks for your approval of a notification" in client.get("/notify").text
    assert client.post(f"{_path(bulletin)}/return").status_code == 422
    client.post(f"{_path(bulletin)}/return", data={"reason": "The date is a Sunday."})

    assert again(session, bulletin.id).state == "draft"
    assert "The date is a Sunday." in client.get(_path(bulletin)).text
    sign_in(client, SECRETARY)
    assert "Second asks for changes in your notification" in client.get("/notify").text


def test_a_draft_can_be_thrown_away_and_a_published_one_cannot(client, session):
    register(session, "CBD-FP1 KE Grace")
    gone, stays = draft(session), publish(session)
    sign_in(client, SECRETARY)

    assert client.post(f"{_path(gone)}/deletion").status_code == 303
    assert client.post(f"{_path(stays)}/deletion").status_code == 409
    assert session.scalars(select(Bulletin.id)).all() == [stays.id]


def test_the_pages_are_there_in_each_state(client, session):
    register(session, "CBD-FP1 KE Grace")
    bulletin = publish(session)
    sign_in(client, SECRETARY)

    assert client.get(f"{_path(bulletin)}/edit").status_code == 409
    for path in ("/new", "?state=sent", "?state=rubbish"):
        assert client.get(f"/notify/bulletins/desk{path}").status_code == 200
    assert client.get("/notify/bulletins/desk/0190a0e2-0000-7000-8000-000000000001").status_code == 404


def test_the_mail_can_be_looked_at_in_each_language(client, session):
    bulletin = draft(session)
    sign_in(client, SECRETARY)

    for language in ("en", "ar", "rubbish"):
        page = client.get(f"{_path(bulletin)}/mail?language={language}")
        assert "Call for expressions of interest" in page.text
    sheet = client.get(f"{_path(bulletin)}/mail/sheet?language=fr")
    assert "sandbox" in sheet.headers["Content-Security-Policy"]
    assert "invited" in sheet.text


RUBBISH = ("", " ", "\u202e", "9" * 40, "null", "[]", "../..", "%00", "<script>", "2026-13-45")


@pytest.mark.parametrize("value", RUBBISH)
def test_rubbish_is_refused_and_never_breaks_a_page(client, session, value):
    bulletin = draft(session)
    sign_in(client, SECRETARY)
    typed = dict.fromkeys(_fields(), value)

    posts = {
        "/notify/bulletins/desk": typed,
        _path(bulletin): typed,
        f"{_path(bulletin)}/return": {"reason": value},
        f"{_path(bulletin)}/withdrawal": {"reason": value},
        f"{_path(bulletin)}/files": {"language": value, "file": (io.BytesIO(value.encode()), value or "x")},
        "/notify/register": dict.fromkeys(("kind", "party", "name", "email", "language", "deputy"), value),
        "/notify/register/imports": {"complete": value, "file": (io.BytesIO(value.encode()), value or "x")},
    }

    for path, data in posts.items():
        assert client.post(path, data=data).status_code in (409, 422), path
