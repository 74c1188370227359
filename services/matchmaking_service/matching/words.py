"""Turn a text of any of the six languages into stemmed terms (words and pairs of words)."""

import re
import unicodedata
from functools import lru_cache
from typing import Final

import Stemmer

from matchmaking_service.matching.stopwords import STOP_WORDS

STEMMED: Final = {"ar": "arabic", "en": "english", "es": "spanish", "fr": "french", "ru": "russian"}
LANGUAGES: Final = ("ar", "zh", "en", "fr", "ru", "es")

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_HAN = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff]+")
_ARABIC = re.compile(r"[\u0600-\u06ff]")
_CYRILLIC = re.compile(r"[\u0400-\u04ff]")
_ARABIC_MARKS = re.compile(r"[\u064b-\u065f\u0670\u0640]")
_ARABIC_FOLDS = str.maketrans({"أ": "ا", "إ": "ا", "آ": "ا", "ى": "ي", "ة": "ه", "ؤ": "و", "ئ": "ي"})
_PUNCTUATION = ".,;:!?()[]«»“”\"'’…،؛؟-–—/"
_ELISION = re.compile(r"^(?:[cdjlmnst]|qu|jusqu|lorsqu)['’]")


def detect_language(text: str, *, default: str = "en") -> str:
    """The likeliest of the six languages: by script first, then by stop words."""
    head = text[:4000]
    letters = sum(character.isalpha() for character in head) or 1
    if sum(map(len, _HAN.findall(head))) > letters * 0.3:
        return "zh"
    if len(_ARABIC.findall(head)) > letters * 0.4:
        return "ar"
    if len(_CYRILLIC.findall(head)) > letters * 0.4:
        return "ru"
    return _latin_language(head, default=default if default in {"en", "fr", "es"} else "en")


def _latin_language(text: str, *, default: str) -> str:
    words = text.lower().split()
    hits = {code: sum(word in STOP_WORDS[code] for word in words) for code in ("en", "fr", "es")}
    best = max(hits.values())
    return default if hits[default] == best else max(hits, key=lambda code: hits[code])


def stems(text: str, *, language: str) -> list[str]:
    """The stemmed words of a text in their order, stop words left out; Chinese gives pairs of characters."""
    folded = unicodedata.normalize("NFKC", text).lower()
    if language == "zh":
        return _chinese(folded)
    if language == "ar":
        folded = _ARABIC_MARKS.sub("", folded).translate(_ARABIC_FOLDS)
    stop = STOP_WORDS[language]
    words = (_plain(word, language) for word in _WORD.findall(folded))
    return [stem(word, language) for word in words if len(word) > 1 and word not in stop]


def _plain(word: str, language: str) -> str:
    """Drop the elided article of French ("l'eau") and the English genitive."""
    if language == "fr":
        return _ELISION.sub("", word)
    return re.sub(r"['’]s$", "", word) if language == "en" else word


def _chinese(text: str) -> list[str]:
    found: list[str] = []
    stop = STOP_WORDS["zh"]
    for part in re.findall(r"[\u3400-\u4dbf\u4e00-\u9fff]+|[a-z0-9]{2,}", text):
        if not _HAN.match(part):
            found.append(part)
            continue
        pairs = (part[i : i + 2] for i in range(max(1, len(part) - 1)))
        found.extend(pair for pair in pairs if pair not in stop)
    return found


@lru_cache(maxsize=50_000)
def stem(word: str, language: str) -> str:
    """The stem of one folded word; cached, since a corpus repeats its words."""
    stemmer = _stemmer(language)
    return str(stemmer.stemWord(word)) if stemmer else word


@lru_cache(maxsize=8)
def _stemmer(language: str) -> "Stemmer.Stemmer | None":
    name = STEMMED.get(language)
    # The cache above is ours; the stemmer's own would hold every word twice.
    return Stemmer.Stemmer(name, 0) if name else None


def surface_words(text: str, *, language: str) -> dict[str, str]:
    """Each stem of a text with the first word that gave it, for showing to people."""
    found: dict[str, str] = {}
    for word in unicodedata.normalize("NFKC", text).lower().split() if language != "zh" else [text]:
        for one in stems(word, language=language):
            found.setdefault(one, one if language == "zh" else _plain(word.strip(_PUNCTUATION), language))
    return found
