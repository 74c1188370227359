"""What the forum tells beyond posts, as sentences."""

from types import SimpleNamespace

import pytest

from notify_service.inbox.forum_phrases import told_sentence


@pytest.mark.parametrize(
    ("what", "sentence"),
    [
        ("call_opened", "Grace opened a call for consensus"),
        ("call_closing", "A call for consensus closes on 2026-11-12 12:00 UTC: you have not spoken yet"),
        ("call_withdrawn", "Grace withdrew a call for consensus"),
        ("call_extended", "Grace extended a call for consensus until 2026-11-12 12:00 UTC"),
        ("call_replaced", "Grace spoke in your place in a call for consensus"),
        ("mention_added", "Grace mentioned you"),
        ("thanks_given", "Grace thanks you for a post"),
        ("reminder_refused", "What you planned could not be posted"),
    ],
)
def test_each_matter_has_its_sentence(what: str, sentence: str) -> None:
    notice = SimpleNamespace(what=what, words={"closes": "2026-11-12 12:00 UTC"})

    assert told_sentence(notice, "Grace", lambda text, **words: text % words) == sentence
