"""The words that steer from inside an answer, in the reader's language.

They are not translations of a sentence but words that mails that come in are read for, so they stand here.
"""

from collections.abc import Mapping

_WORDS: Mapping[str, tuple[str, str]] = {
    "en": ("mute", "watch"),
    "fr": ("sourdine", "suivre"),
    "es": ("silenciar", "seguir"),
    "ru": ("заглушить", "следить"),
    "ar": ("كتم", "متابعة"),
    "zh": ("静音", "关注"),
}


def command_words(language: str) -> dict[str, str]:
    """What to answer, with this word alone, to hear no more of a topic, and to get all of it."""
    mute, watch = _WORDS.get(language, _WORDS["en"])
    return {"mute": mute, "watch": watch, "thanks": "+1"}
