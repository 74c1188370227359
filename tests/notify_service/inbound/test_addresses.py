"""Signed addresses: what they say, and that nobody else can make or change one."""

import pytest

from corridor.testing import ALICE, BOB
from notify_service.inbound.addresses import (
    confirm_address,
    find_stream,
    is_ours,
    mail_domain,
    read_address,
    reply_address,
)
from notify_service.inbox.rules import KINDS
from tests.notify_service.inbound.mails import command, reply_to, settings


def test_an_address_names_the_person_the_post_and_the_purpose() -> None:
    found = read_address(settings(), reply_to(ALICE, topic=12, number=3, private=True))

    assert found is not None
    assert (found.act, found.owner, found.topic_id, found.post_number) == ("private", ALICE.account_id, 12, 3)


def test_an_address_survives_servers_that_change_the_case() -> None:
    assert read_address(settings(), reply_to().upper()) == read_address(settings(), reply_to())


def test_the_part_before_the_at_sign_is_never_too_long() -> None:
    largest = reply_address(
        settings(), account_id=ALICE.account_id, topic_id=2**40 - 1, post_number=2**24 - 1
    )

    assert len(largest.partition("@")[0]) <= 64


@pytest.mark.parametrize("place", range(6, 62, 5))
def test_no_letter_of_it_can_be_changed(place: int) -> None:
    address = reply_to()
    other = "a" if address[place] != "a" else "b"

    assert read_address(settings(), address[:place] + other + address[place + 1 :]) is None


def test_an_address_of_one_kind_is_none_of_another() -> None:
    assert read_address(settings(), command("mute", topic_id=12).replace("do+", "reply+")) is None
    assert (
        read_address(settings(), confirm_address(settings(), BOB.account_id).replace("confirm", "do")) is None
    )


@pytest.mark.parametrize(
    "odd", ["", "@", "reply+@corridor.example", "reply+ß@corridor.example", "reply+é" * 40]
)
def test_odd_addresses_ask_for_nothing(odd: str) -> None:
    assert read_address(settings(), odd) is None


def test_another_house_has_other_addresses() -> None:
    assert read_address(settings(secret_key="another"), reply_to()) is None


def test_a_stream_of_mails_is_found_again_by_its_mark() -> None:
    found = read_address(settings(), command("unsubscribe", kind="forum_reply", forum="a-forum"))

    assert found is not None
    assert find_stream(found.stream, kinds=KINDS, forums=["another", "a-forum"]) == ("forum_reply", "a-forum")
    assert find_stream(found.stream, kinds=KINDS, forums=["another"]) is None


def test_the_domain_is_that_of_the_sender_unless_it_is_set() -> None:
    assert mail_domain(settings(mail_from="Corridor <x@Mail.Example>")) == "mail.example"
    assert mail_domain(settings(mail_domain="In.Example")) == "in.example"
    assert is_ours(settings(mail_domain="in.example"), "anybody@IN.example")
