"""Mails are signed where the mail server does not do it."""

import base64

import dkim
import pytest
from cryptography.hazmat.primitives.asymmetric.rsa import generate_private_key
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
)
from sqlalchemy import select

from corridor.settings import SettingsError
from corridor.testing import ALICE, settings_for
from notify_service.channels.email.models import Mail
from notify_service.channels.email.signing import sign
from notify_service.service import SERVICE
from tests.notify_service.world import happen, mailer, members, reply

KEY = generate_private_key(65537, 2048)


@pytest.fixture
def key(tmp_path):
    file = tmp_path / "dkim.pem"
    file.write_bytes(KEY.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    return str(file)


def _record(name, **_options):
    public = KEY.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
    assert name == b"corridor._domainkey.corridor.example."
    return b"v=DKIM1; k=rsa; p=" + base64.b64encode(public)


def test_a_signed_mail_can_be_checked_and_not_be_changed(session, mailbox, key):
    members(session)
    happen(session, reply((ALICE, "mentioned")))
    mailer(mailbox.url, dkim_key=key)

    mime = session.scalars(select(Mail.mime)).one()

    assert len(mailbox.mails) == 1
    assert dkim.verify(mime, dnsfunc=_record)
    assert not dkim.verify(mime.replace(b"wetlands", b"drylands"), dnsfunc=_record)
    assert not dkim.verify(mime.replace(b"\r\nTo:", b"\r\nFrom: x@y.example\r\nTo:", 1), dnsfunc=_record)


def test_one_click_unsubscribing_is_part_of_what_is_signed(session, mailbox, key):
    members(session)
    happen(session, reply((ALICE, "mentioned")))
    mailer(mailbox.url, dkim_key=key)

    signed = mailbox.mails[0]["DKIM-Signature"].partition("h=")[2].partition(";")[0].replace(" ", "")

    assert {"list-unsubscribe", "list-unsubscribe-post"} <= set(signed.lower().split(":"))


def test_without_a_key_mails_stay_as_they_are():
    assert sign(b"From: a@b.example\r\n\r\nhello\r\n", settings_for(SERVICE)) == (
        b"From: a@b.example\r\n\r\nhello\r\n"
    )


def test_a_key_that_is_not_there_is_told_at_the_start(tmp_path):
    with pytest.raises(SettingsError, match="CORRIDOR_DKIM_KEY"):
        settings_for(SERVICE, dkim_key=str(tmp_path / "none.pem")).check()
