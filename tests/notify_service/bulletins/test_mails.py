"""The mails of a notification, the links in them, and the reminders."""

import re
from datetime import timedelta

import pytest
import time_machine
from sqlalchemy import func, select, update

from corridor import clock
from corridor.parties import all_parties
from corridor.testing import DATABASES, SECRETARY, settings_for, sign_in
from notify_service.bulletins import sending
from notify_service.bulletins.following import progress_of
from notify_service.bulletins.models import Reminder
from notify_service.bulletins.reminding import remind_of_bulletins
from notify_service.channels.email.models import Mail
from notify_service.channels.email.suppression import suppress
from notify_service.register.models import Entry
from notify_service.service import SERVICE
from tests.notify_service.bulletins.world import ENGLISH, FRENCH, again, publish, recipients, register, send
from tests.notify_service.world import mailer, members


def _deliver(mailbox):
    send()
    while mailer(mailbox.url):
        pass
    return {mail["To"].addresses[0].addr_spec: mail for mail in mailbox.mails}


def _text(mail):
    return mail.get_body(("plain",)).get_content()


def _own_path(mail):
    return re.search(r"http://localhost(/notify/bulletins/\S+/for/\S+)", _text(mail))[1]


def _remind():
    while remind_of_bulletins(DATABASES.sessions(SERVICE), settings_for(SERVICE)):
        pass
    send()


def test_each_gets_one_mail_in_their_language(session, mailbox):
    register(session, "CBD-FP1 KE Grace", "CBD-FP1 ML Moussa fr", "ABS-FP KE Grace")
    bulletin = publish(session, kinds=("CBD-FP1", "ABS-FP"), texts={"en": ENGLISH, "fr": FRENCH})

    mails = _deliver(mailbox)

    assert set(mails) == {"grace@example.org", "moussa@example.org"}
    grace, moussa = mails["grace@example.org"], mails["moussa@example.org"]
    assert grace["Subject"] == f"Notification {bulletin.number}: Call for expressions of interest"
    assert "Appel à manifestation" in moussa["Subject"]
    assert "CBD primary focal point, Kenya; Access and benefit-sharing focal point, Kenya" in " ".join(
        _text(grace).split()
    )
    assert "1. To host a centre" in " ".join(_text(grace).split())
    assert grace["List-Id"].startswith('"Corridor" <bulletins.')
    assert again(session, bulletin.id).state == "sent"


def test_answers_go_to_the_secretariat(session, mailbox):
    register(session, "CBD-FP1 KE Grace")
    publish(session)
    send()

    mailer(mailbox.url, contact="secretariat@cbd.example")

    (mail,) = mailbox.mails
    assert mail["Reply-To"].addresses[0].addr_spec == "secretariat@cbd.example"
    assert "Answer this mail" in _text(mail)


def test_a_letter_without_a_deadline_asks_for_nothing(session, mailbox):
    register(session, "CBD-FP1 KE Grace")
    publish(session, days=None)

    (mail,) = _deliver(mailbox).values()

    assert "Action required" not in _text(mail)
    assert max(len(line) for line in _text(mail).splitlines() if "://" not in line) < 500


def test_a_crash_between_batches_repeats_nobody(session, mailbox, monkeypatch):
    monkeypatch.setattr(sending, "BATCH", 2)
    register(session, *(f"CBD-FP1 {party} P{party}" for party in ("KE", "ML", "FR", "FJ", "BO")))
    publish(session)

    send()
    send()

    assert session.scalar(select(func.count()).select_from(Mail)) == 5


def test_an_address_that_was_refused_is_shown_as_not_reached(session, mailbox):
    register(session, "CBD-FP1 KE Grace", "CBD-FP1 KE Peter")
    suppress(session, "peter@example.org", "550 5.1.1 no such user")
    bulletin = publish(session)

    assert set(_deliver(mailbox)) == {"grace@example.org"}
    progress = progress_of(session, bulletin.id)
    assert (progress.people, progress.reached, progress.missed) == (2, 1, 1)
    assert (progress.parties, progress.parties_reached) == (1, 1)


def test_following_the_link_shows_that_it_was_opened_but_not_at_once(client, session, mailbox):
    register(session, "CBD-FP1 KE Grace")
    bulletin = publish(session)
    path = _own_path(_deliver(mailbox)["grace@example.org"])

    assert client.get(path).status_code == 200
    assert recipients(session, bulletin)["Grace"].opened_at is None
    with time_machine.travel(clock.now() + timedelta(minutes=5)):
        answer = client.get(path)

    assert recipients(session, bulletin)["Grace"].opened_at is not None
    assert "CBD primary focal point, Kenya" in answer.text
    assert answer.headers["Referrer-Policy"] == "no-referrer"


def test_who_has_acted_says_so_without_signing_in(client, session, mailbox):
    register(session, "CBD-FP1 KE Grace")
    bulletin = publish(session)
    path = _own_path(_deliver(mailbox)["grace@example.org"])
    client.get(path)

    answer = client.post(f"{path}/action", data={"note": "Sent on 12 December."})

    assert answer.status_code == 303
    grace = recipients(session, bulletin)["Grace"]
    assert grace.acted_at is not None
    assert grace.opened_at is not None
    assert "You have acted" in client.get(path).text
    sign_in(client, SECRETARY)
    assert (
        "Sent on 12 December."
        in client.get(f"/notify/bulletins/desk/{bulletin.id}/recipients?view=acted").text
    )


def test_a_link_for_one_opens_nothing_else(client, session, mailbox):
    register(session, "CBD-FP1 KE Grace")
    bulletin, other = publish(session), publish(session)
    path = _own_path(_deliver(mailbox)["grace@example.org"])
    number = path.split("/")[3]
    elsewhere = next(one.number for one in (bulletin, other) if one.number != number)

    assert client.get(path.replace(number, elsewhere)).status_code == 404
    assert client.get(path[:-2] + "xx").status_code == 404
    assert client.post(path[:-2] + "xx/action").status_code == 404


def test_the_wrong_person_leaves_with_one_click(client, session, mailbox):
    members(session, SECRETARY)
    register(session, "CBD-FP1 KE Grace", "CBD-FP1 KE Peter")
    publish(session)
    mail = _deliver(mailbox)["grace@example.org"]
    path = re.fullmatch(r"<http://localhost(/notify/bulletins/leaving/[^>]+)>", mail["List-Unsubscribe"])[1]

    assert "grace@example.org" in client.get(path).text
    assert session.scalar(select(func.count()).where(Entry.declined_at.is_not(None))) == 0
    assert client.post(path, data={"List-Unsubscribe": "One-Click"}, csrf=False).status_code == 200

    session.expire_all()
    assert session.scalars(select(Entry.name).where(Entry.declined_at.is_not(None))).all() == ["Grace"]
    assert set(recipients(session, publish(session))) == {"Peter"}
    sign_in(client, SECRETARY)
    assert "Grace wants no more official notifications" in client.get("/notify").text
    assert client.get("/notify/bulletins/leaving/rubbish").status_code == 404


def test_only_who_has_not_acted_is_reminded_and_once_a_step(client, session, mailbox):
    register(session, "CBD-FP1 KE Grace", "CBD-FP1 ML Moussa fr")
    publish(session, days=20, remind_days=(14, 3))
    mails = _deliver(mailbox)
    client.post(f"{_own_path(mails['grace@example.org'])}/action")
    first = mails["moussa@example.org"]

    _remind()
    assert session.scalar(select(func.count()).select_from(Reminder)) == 0
    with time_machine.travel(clock.now() + timedelta(days=7)):
        _remind()
        _remind()
        while mailer(mailbox.url):
            pass

    assert session.scalars(select(Reminder.days)).all() == [14]
    (reminder,) = mailbox.mails[2:]
    assert reminder["To"].addresses[0].addr_spec == "moussa@example.org"
    assert reminder["In-Reply-To"] == first["Message-ID"]
    assert "Reminder" in reminder["Subject"] or "Rappel" in reminder["Subject"]


def test_the_desk_reminds_by_hand_and_notes_what_it_hears(client, session, mailbox):
    register(session, "CBD-FP1 KE Grace", "CBD-FP1 ML Moussa")
    bulletin = publish(session)
    _deliver(mailbox)
    base = f"/notify/bulletins/desk/{bulletin.id}/recipients"
    grace = recipients(session, bulletin)["Grace"]
    sign_in(client, SECRETARY)

    assert "Grace has acted" in client.get(f"{base}/{grace.id}/action?view=silent").text
    client.post(f"{base}/{grace.id}/action", data={"note": "By letter"})
    client.post(f"{base}/reminders")
    client.post(f"{base}/reminders")

    assert recipients(session, bulletin)["Grace"].acted_by_name == "Secretary"
    assert session.scalar(select(func.count()).select_from(Reminder)) == 1
    page = client.get(base).text
    assert "noted by Secretary" in page
    client.post(f"{base}/{grace.id}/action/removal")
    assert recipients(session, bulletin)["Grace"].acted_at is None
    assert "moussa@example.org" in client.get(f"{base}/recipients.csv?view=silent").text


@pytest.mark.parametrize("view", ["", "missed", "unopened", "silent", "acted", "rubbish"])
def test_each_view_of_the_recipients_opens(client, session, view):
    register(session, "CBD-FP1 KE Grace")
    bulletin = publish(session)
    sign_in(client, SECRETARY)

    assert client.get(f"/notify/bulletins/desk/{bulletin.id}/recipients?view={view}").status_code == 200


def test_of_what_was_withdrawn_nobody_is_reminded(client, session, mailbox):
    register(session, "CBD-FP1 KE Grace")
    bulletin = publish(session, days=20, remind_days=(14,))
    _deliver(mailbox)
    sign_in(client, SECRETARY)
    client.post(
        f"/notify/bulletins/desk/{bulletin.id}/withdrawal", data={"reason": "Replaced by the next one."}
    )

    with time_machine.travel(clock.now() + timedelta(days=7)):
        _remind()

    assert session.scalar(select(func.count()).select_from(Reminder)) == 0
    assert "Replaced by the next one." in client.get(f"/notify/bulletins/{bulletin.number}").text


def test_a_mail_that_came_back_later_did_not_reach(client, session, mailbox):
    register(session, "CBD-FP1 KE Grace")
    bulletin = publish(session)
    _deliver(mailbox)
    session.execute(update(Mail).values(bounced_at=clock.now()))
    session.commit()
    sign_in(client, SECRETARY)

    assert progress_of(session, bulletin.id).missed == 1
    page = client.get(f"/notify/bulletins/desk/{bulletin.id}/recipients?view=missed").text
    assert "Came back" in page


def test_a_bulletin_of_the_whole_world_is_sent_in_batches(session, mailbox):
    register(session, *(f"CBD-FP1 {party.iso2} {party.iso3}" for party in all_parties()), "ORG - IUCN")
    bulletin = publish(session, kinds=("CBD-FP1", "ORG"))

    send()

    assert session.scalar(select(func.count()).select_from(Mail)) == 197
    assert progress_of(session, bulletin.id).parties == 196
