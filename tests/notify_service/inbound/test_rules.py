"""What becomes of a mail, from plain facts."""

from dataclasses import replace

import pytest

from notify_service.inbound.rules import Case, decide, language_of

REPLY = Case(
    nature="letter",
    act="reply",
    known=True,
    active=True,
    fits=True,
    has_text=True,
    has_subject=True,
    about_topic=True,
)
TOPIC = replace(REPLY, act="topic", about_topic=False, proven=True)


def verdict(case: Case, **changes: object) -> str:
    found = decide(replace(case, **changes))  # type: ignore[arg-type]
    return " ".join(part for part in (found.step, found.reason, found.act) if part)


def test_a_reply_of_who_the_address_was_made_for_goes_to_the_forum() -> None:
    assert verdict(REPLY) == "hand reply"
    assert verdict(REPLY, proven=True) == "hand reply"


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"nature": "auto_reply"}, "drop auto_reply"),
        ({"nature": "loop"}, "drop loop"),
        ({"nature": "bounce"}, "report bounce"),
        ({"nature": "complaint"}, "report complaint"),
        ({"nature": "unreadable"}, "hold unreadable"),
        ({"to_bounces": True}, "drop no_report"),
        ({"early_reason": "too_big"}, "refuse too_big"),
        ({"act": ""}, "refuse no_such_address"),
        ({"to_house": True}, "hold to_house"),
        ({"known": False}, "refuse unknown_sender"),
        ({"active": False}, "refuse closed_account"),
        ({"fits": False}, "ask other_address"),
        ({"proven": False}, "ask not_proven"),
        ({"too_many": True}, "hold too_many"),
        ({"has_text": False}, "refuse empty"),
        ({"has_text": False, "has_files": True}, "hand reply"),
    ],
)
def test_what_speaks_against_a_reply(changes: dict[str, object], expected: str) -> None:
    assert verdict(REPLY, **changes) == expected


def test_who_opens_a_topic_has_to_be_proven() -> None:
    assert verdict(TOPIC) == "hand topic"
    assert verdict(TOPIC, proven=None) == "ask not_proven"
    assert verdict(TOPIC, proven=None, inside=True) == "hand topic"
    assert verdict(TOPIC, has_subject=False) == "refuse no_subject"


def test_commands_are_not_posted() -> None:
    assert verdict(REPLY, command="thanks") == "hand thanks"
    assert verdict(REPLY, command="mute") == "carry_out mute"
    assert verdict(REPLY, command="help") == "help help"
    assert verdict(TOPIC, command="watch") == "carry_out watch"
    # There is no post to thank for, so it is the text of a topic.
    assert verdict(TOPIC, command="thanks") == "hand topic"


def test_a_signed_address_for_a_command_needs_no_sender() -> None:
    assert verdict(REPLY, act="unsubscribe", fits=False, proven=False) == "carry_out unsubscribe"
    assert verdict(REPLY, act="unsubscribe", nature="auto_reply") == "carry_out unsubscribe"
    assert verdict(REPLY, act="mute", nature="auto_reply") == "drop auto_reply"


def test_only_the_account_itself_confirms() -> None:
    assert verdict(REPLY, act="confirm") == "release"
    assert verdict(REPLY, act="confirm", fits=False) == "drop not_theirs"
    assert verdict(REPLY, act="confirm", proven=False) == "drop not_theirs"


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Thank you for the maps, we have not seen them", "en"),
        ("Bonjour, merci pour les cartes que vous avez faites", "fr"),
        ("Estimados colegas, gracias por los mapas", "es"),
        ("Спасибо за карты", "ru"),
        ("شكرا على الخرائط", "ar"),
        ("谢谢你们的地图", "zh"),
        ("", "en"),
    ],
)
def test_a_stranger_is_answered_in_their_language(text: str, language: str) -> None:
    assert language_of(text) == language
