"""Asking a machine for a translation, by the interface that LibreTranslate has."""

from typing import Any

import requests
from flask_babel import lazy_gettext as _

from corridor.errors import Unavailable
from forum_service.posts.rules import LONGEST

TIMEOUT = (5, 20)


def ask_machine(settings: Any, raw: str, *, source: str, target: str) -> str:
    """The text in another language; raises Unavailable where the machine does not answer as it should."""
    question = {"q": raw, "source": source, "target": target, "format": "text"}
    if settings.translator_key:
        question["api_key"] = settings.translator_key
    try:
        answer = requests.post(settings.translator_url, json=question, timeout=TIMEOUT, allow_redirects=False)
        answer.raise_for_status()
        said = answer.json()["translatedText"]
    except (requests.RequestException, ValueError, KeyError, TypeError) as error:
        raise Unavailable(_("The translating machine does not answer. Please try again later.")) from error
    if not isinstance(said, str) or not said.strip() or len(said) > LONGEST or "\0" in said:
        raise Unavailable(_("The translating machine gave no usable answer."))
    return said
