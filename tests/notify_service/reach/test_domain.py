"""What the records of our own domain mean for its mail."""

import base64

import pytest
from cryptography.hazmat.primitives.asymmetric.rsa import generate_private_key
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
)
from sqlalchemy import select

from corridor.testing import DATABASES, SECRETARY, settings_for, sign_in
from notify_service.reach.checking import ask_again, look_after_addresses
from notify_service.reach.domain_rules import read_dkim, read_dmarc, read_mx, read_spf
from notify_service.reach.models import DomainCheck
from notify_service.reach.words import FINDINGS
from notify_service.service import SERVICE

KEY = generate_private_key(65537, 2048)
PUBLIC = KEY.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
RECORD = f"v=DKIM1; k=rsa; p={base64.b64encode(PUBLIC).decode()}"
DOMAIN = "corridor.example"
IN_ORDER = {
    (DOMAIN, "MX"): ["10 mail.corridor.example."],
    (DOMAIN, "TXT"): ['"google-site-verification=1"', '"v=spf1 mx include:_spf.example.org -all"'],
    (f"_dmarc.{DOMAIN}", "TXT"): ['"v=DMARC1; p=quarantine; rua=mailto:dmarc@corridor.example"'],
    (f"corridor._domainkey.{DOMAIN}", "TXT"): [f'"{RECORD[:200]}" "{RECORD[200:]}"'],
}


@pytest.mark.parametrize(
    ("texts", "finding"),
    [
        ([], "spf_missing"),
        (["some other text", "v=spf10 -all"], "spf_missing"),
        (["v=spf1 mx -all"], "spf_good"),
        (["V=SPF1 ip4:192.0.2.0/24 ~all"], "spf_good"),
        (["v=spf1 redirect=_spf.example.org"], "spf_good"),
        (["v=spf1 mx -all", "v=spf1 a -all"], "spf_twice"),
        (["v=spf1 mx +all"], "spf_open"),
        (["v=spf1 mx ?all"], "spf_open"),
        (["v=spf1 mx"], "spf_no_end"),
        (["v=spf1"], "spf_no_end"),
        (["v=spf1 " + " ".join(f"include:{n}.example" for n in range(11)) + " -all"], "spf_long"),
    ],
)
def test_who_sends_for_us(texts, finding):
    assert read_spf(texts).finding == finding


@pytest.mark.parametrize(
    ("texts", "finding"),
    [
        ([], "dmarc_missing"),
        (["v=DMARC1; p=reject"], "dmarc_good"),
        (["v=DMARC1;p=quarantine;pct=20"], "dmarc_part"),
        (["v=DMARC1; p=none; rua=mailto:a@b.example"], "dmarc_none"),
        (["v=DMARC1; p=perhaps"], "dmarc_broken"),
        (["v=DMARC1; p=reject", "v=DMARC1; p=none"], "dmarc_twice"),
    ],
)
def test_what_is_done_with_forgeries(texts, finding):
    assert read_dmarc(texts).finding == finding


@pytest.mark.parametrize(
    ("texts", "finding"),
    [
        ([], "dkim_missing"),
        ([RECORD], "dkim_good"),
        (["v=DKIM1; p="], "dkim_revoked"),
        (["v=DKIM1; p=not*base64"], "dkim_broken"),
        (["v=DKIM1; k=rsa; p=" + base64.b64encode(b"k" * 162).decode()], "dkim_short"),
    ],
)
def test_whether_our_signatures_can_be_checked(texts, finding):
    assert read_dkim(texts).finding == finding


def test_a_published_key_that_is_not_ours_is_found_out():
    assert read_dkim([RECORD], own_key=PUBLIC).finding == "dkim_good"
    assert read_dkim([RECORD], own_key=b"another").finding == "dkim_other_key"


def test_a_domain_may_say_that_it_takes_no_mail():
    assert read_mx([""]).finding == "mx_null"
    assert read_mx([]).finding == "mx_missing"
    assert read_mx(["mail.example"]).finding == "mx_good"


def _check(session, **changes):
    settings = settings_for(SERVICE, smtp_url="smtp://127.0.0.1:1", **changes)
    look_after_addresses(DATABASES.sessions(SERVICE), settings)
    session.rollback()
    return {check.topic: check.finding for check in session.scalars(select(DomainCheck))}


def test_the_worker_looks_the_records_up_and_the_page_explains_them(client, session, name_server, tmp_path):
    name_server.records = IN_ORDER
    key = tmp_path / "dkim.pem"
    key.write_bytes(KEY.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))

    found = _check(session, dns_server=name_server.address, dkim_key=str(key))
    sign_in(client, SECRETARY)
    page = client.get("/notify/deliveries").text

    assert found == {"mx": "mx_good", "spf": "spf_good", "dkim": "dkim_good", "dmarc": "dmarc_good"}
    assert "v=spf1 mx include:_spf.example.org -all" in page
    assert str(FINDINGS["dmarc_good"]) in page


def test_records_are_looked_up_again_when_asked_for(session, name_server):
    assert _check(session, dns_server=name_server.address)["spf"] == "spf_missing"
    name_server.records = IN_ORDER
    assert _check(session, dns_server=name_server.address)["spf"] == "spf_missing"

    ask_again(session)
    session.commit()

    assert _check(session, dns_server=name_server.address)["spf"] == "spf_good"


def test_a_name_service_that_is_down_is_not_a_missing_record(session):
    found = _check(session, dns_server="127.0.0.1:1")

    assert set(found.values()) == {"no_answer"}


def test_without_a_mail_server_nothing_is_looked_up(session):
    look_after_addresses(DATABASES.sessions(SERVICE), settings_for(SERVICE, dns_server="127.0.0.1:1"))

    assert session.scalars(select(DomainCheck)).all() == []
