"""Making spellings equal before they are indexed or sought: case, accents, Arabic letters, Chinese words."""

import re
import unicodedata

# Tashkeel, the dagger alef, Quranic marks and the tatweel carry no meaning for search.
_ARABIC_SILENT = re.compile(r"[\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed\u0640]")
_ARABIC_LETTERS = str.maketrans("أإآٱىئؤة", "اااايي" + "وه")
# "and" is written onto the article: the stemmer of PostgreSQL leaves both on the word.
_ARABIC_AND_THE = re.compile(r"\b[وف](?=ال\w{2})")
_CYRILLIC_LETTERS = str.maketrans({"ё": "е"})
_LATIN_MARKS = re.compile(r"(?<=[a-z])[\u0300-\u036f]+")
_CJK = re.compile(r"[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uac00-\ud7af]+")


def fold(text: str) -> str:
    """The text as it is compared: lower case, no accents on Latin letters, Arabic letters unified."""
    if text.isascii():
        return text.lower()
    folded = unicodedata.normalize("NFKC", text).casefold().translate(_CYRILLIC_LETTERS)
    folded = _ARABIC_SILENT.sub("", folded).translate(_ARABIC_LETTERS)
    folded = _ARABIC_AND_THE.sub("", folded)
    return unicodedata.normalize("NFC", _LATIN_MARKS.sub("", unicodedata.normalize("NFD", folded)))


def without_cjk(text: str) -> str:
    """The words of the scripts that write spaces between them."""
    return _CJK.sub(" ", text)


def cjk_runs(text: str) -> list[str]:
    """The stretches of Chinese, Japanese or Korean."""
    return _CJK.findall(text)


def bigrams(run: str) -> list[str]:
    """Overlapping pairs: 数据库 is 数据 据库, so that any part of two characters or more is found."""
    return [run[n : n + 2] for n in range(len(run) - 1)] or [run]


def cjk_words(text: str) -> str:
    """The pairs of all stretches, with spaces between, as the `simple` configuration reads them."""
    return " ".join(pair for run in cjk_runs(text) for pair in bigrams(run))
