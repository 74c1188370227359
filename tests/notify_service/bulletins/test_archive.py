"""The public archive."""

from xml.etree import ElementTree as ET

import pytest
from sqlalchemy import select

from corridor import clock
from corridor.testing import DATABASES, SECRETARY, persona, settings_for, sign_in
from notify_service.bulletins import actions
from notify_service.bulletins.drafting import Words
from notify_service.bulletins.models import Text
from notify_service.bulletins.printing import markup, print_bulletins
from notify_service.calendar.models import Date
from notify_service.service import SERVICE
from tests.notify_service.bulletins.world import (
    ENGLISH,
    FRENCH,
    HELEN,
    again,
    draft,
    publish,
    recipients,
    register,
    send,
)
from tests.notify_service.world import mailer, members

GRACE = persona("grace", "focal_point:KE")
ARABIC = Words(subject="دعوة إلى إبداء الاهتمام", body="الأطراف **مدعوة**.")


@pytest.fixture
def bulletin(session):
    register(session, "CBD-FP1 KE Grace")
    return publish(session, texts={"en": ENGLISH, "fr": FRENCH, "ar": ARABIC})


def test_everybody_reads_what_is_published_and_nobody_a_draft(client, session, bulletin):
    draft(session, texts={"en": Words(subject="Secret plan", body="Not yet")})

    listed = client.get("/notify/bulletins").text

    assert bulletin.number in listed
    assert "Secret plan" not in listed
    assert client.get("/notify/bulletins/2026-999").status_code == 404
    page = client.get(f"/notify/bulletins/{bulletin.number}").text
    assert "<strong>invited</strong>" in page
    assert "Send the form of the annex." in page


def test_it_is_read_in_each_of_its_languages(client, bulletin):
    arabic = client.get(f"/notify/bulletins/{bulletin.number}?language=ar").text

    assert "دعوة إلى إبداء الاهتمام" in arabic
    assert 'lang="ar" dir="rtl"' in arabic
    assert client.get(f"/notify/bulletins/{bulletin.number}?language=xx").status_code == 200


@pytest.mark.parametrize(
    "asked", ["q=manifestation", "q=expressions+call", "q=مدعوة", "q=SCBD", "kind=CBD-FP1", "open=true"]
)
def test_it_is_found(client, bulletin, asked):
    assert bulletin.number in client.get(f"/notify/bulletins?{asked}").text


@pytest.mark.parametrize("asked", ["q=wetlands", "q=%25", "year=1999", "kind=ABS-FP"])
def test_what_does_not_fit_is_not_listed(client, bulletin, asked):
    page = client.get(f"/notify/bulletins?{asked}").text

    assert bulletin.number not in page
    assert "No notification fits" in page


def test_rubbish_in_the_address_is_left_out(client, bulletin):
    answer = client.get("/notify/bulletins?year=rubbish&kind=rubbish&open=maybe&after=rubbish")

    assert answer.status_code == 200
    assert bulletin.number in answer.text


def test_a_feed_tells_of_it(client, bulletin):
    answer = client.get("/notify/bulletins/feed.atom?language=fr")

    feed = ET.fromstring(answer.data)
    atom = "{http://www.w3.org/2005/Atom}"
    assert feed.find(f"{atom}entry/{atom}title").text == f"{bulletin.number}: {FRENCH.subject}"
    assert feed.find(f"{atom}entry/{atom}id").text == f"http://localhost/notify/bulletins/{bulletin.number}"
    again = client.get(
        "/notify/bulletins/feed.atom?language=fr", headers={"If-None-Match": answer.headers["ETag"]}
    )
    assert again.status_code == 304


def test_there_is_a_pdf_in_each_language(client, session, bulletin):
    assert client.get(f"/notify/bulletins/{bulletin.number}/ar.pdf").status_code == 404

    while print_bulletins(DATABASES.sessions(SERVICE), settings_for(SERVICE)):
        pass

    session.expire_all()
    assert all(pdf.startswith(b"%PDF-") for pdf in session.scalars(select(Text.pdf)))
    answer = client.get(f"/notify/bulletins/{bulletin.number}/ar.pdf")
    assert answer.mimetype == "application/pdf"
    assert (
        f"/notify/bulletins/{bulletin.number}/fr.pdf"
        in client.get(f"/notify/bulletins/{bulletin.number}").text
    )
    assert client.get(f"/notify/bulletins/{bulletin.number}/ru.pdf").status_code == 404


def test_an_addressee_who_is_signed_in_acts_on_the_page(client, session, bulletin):
    sign_in(client, GRACE)

    page = client.get(f"/notify/bulletins/{bulletin.number}").text
    path = page.partition('class="stack" method="post" action="')[2].partition('"')[0]
    client.post(path, data={"note": "Done"})

    assert recipients(session, bulletin)["Grace"].acted_note == "Done"


def test_others_are_not_asked_to_act(client, bulletin):
    sign_in(client, SECRETARY)

    assert "We have acted" not in client.get(f"/notify/bulletins/{bulletin.number}").text


def test_the_date_stands_in_the_calendar_of_the_addressees(session):
    members(session, GRACE)
    register(session, "CBD-FP1 KE Grace")
    bulletin = publish(session)

    date = session.get(Date, f"bulletin/{bulletin.id}")

    assert date.accounts == [GRACE.account_id]
    assert date.whole_days
    assert date.starts_at.date() == bulletin.action_by


def test_an_addressee_finds_it_in_their_inbox_and_gets_one_mail(client, session, mailbox):
    members(session, GRACE)
    register(session, "CBD-FP1 KE Grace")
    bulletin = publish(session)
    send()
    mailer(mailbox.url)
    sign_in(client, GRACE)

    inbox = client.get("/notify?kind=bulletin").text

    assert f"The secretariat wrote to you officially: notification {bulletin.number}" in inbox
    assert "It was also mailed to you" in inbox
    assert len(mailbox.mails) == 1


def test_what_was_withdrawn_says_so_everywhere(client, session, bulletin):
    actions.withdraw(session, again(session, bulletin.id), HELEN, why="The date is wrong.", now=clock.now())
    session.commit()

    while print_bulletins(DATABASES.sessions(SERVICE), settings_for(SERVICE)):
        pass

    session.expire_all()
    text = again(session, bulletin.id).texts[0]
    assert "The date is wrong." in markup(again(session, bulletin.id), text, settings_for(SERVICE))
    assert "The date is wrong." in client.get(f"/notify/bulletins/{bulletin.number}").text
    assert "[Withdrawn]" in client.get("/notify/bulletins/feed.atom?language=en").text
    assert "Withdrawn" in client.get("/notify/bulletins").text
    assert session.get(Date, f"bulletin/{bulletin.id}").removed
