"""The secretariat's page on mails, and the viewer of those written to files."""

from sqlalchemy import select

from corridor.testing import ALICE, MOD, SECRETARY, app_for, settings_for, sign_in
from notify_service.channels.email.models import Mail
from notify_service.service import SERVICE
from tests.notify_service.world import code_requested, happen, mailer, members, reply


def test_only_the_secretariat_sees_the_mails(client):
    sign_in(client, MOD)

    assert client.get("/notify/deliveries").status_code == 403


def test_mails_stand_with_their_state(client, session, mailbox):
    sign_in(client, SECRETARY)
    members(session)
    happen(session, reply((ALICE, "mentioned")))
    happen(session, code_requested())
    mailer(mailbox.url)

    page = client.get("/notify/deliveries/mails?state=sent").text

    assert "Re: Which wetlands have been mapped?" in page
    assert "250 OK" in page


def test_a_code_can_be_sent_again_as_the_same_message(client, session, mailbox):
    sign_in(client, SECRETARY)
    happen(session, code_requested())
    mailer(mailbox.url)
    mail_id = session.scalar(select(Mail.id))

    client.post(f"/notify/deliveries/{mail_id}/resending")
    mailer(mailbox.url)

    first, second = mailbox.mails
    assert first["Message-ID"] == second["Message-ID"]


def test_a_notice_is_never_sent_again(client, session, mailbox):
    sign_in(client, SECRETARY)
    members(session)
    happen(session, reply((ALICE, "mentioned")))
    mailer(mailbox.url)
    mail_id = session.scalar(select(Mail.id))

    assert client.post(f"/notify/deliveries/{mail_id}/resending").status_code == 409


def test_mails_in_files_can_be_read(client, session):
    happen(session, code_requested())
    mailer(None)
    mail_id = session.scalar(select(Mail.id))

    listed, shown = client.get("/dev/mail"), client.get(f"/dev/mail/{mail_id}")

    assert "482 913 is your code to sign in" in listed.text
    assert "Type this code" in shown.text
    assert "482 913" in client.get(f"/dev/mail/{mail_id}/html").text
    assert client.get("/dev/mail/0190a0e2-0000-7000-8000-000000000001").status_code == 404


def test_in_production_there_is_no_viewer(client):
    settings = settings_for(SERVICE, production=True, base_url="https://corridor.example")

    rules = {rule.rule for rule in SERVICE.create_app(settings).url_map.iter_rules()}

    assert not any(rule.startswith("/dev/mail") for rule in rules)
    assert any(rule.rule.startswith("/dev/mail") for rule in app_for(SERVICE).url_map.iter_rules())
