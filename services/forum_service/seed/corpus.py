"""Texts without end for measuring: sentences of the words that the demo discussions use."""

import re
from collections import Counter
from dataclasses import dataclass
from random import Random

from forum_service.seed.script import read_script

_WORD = re.compile(r"[^\W\d_]{2,}")


@dataclass(frozen=True, kw_only=True)
class Body:
    """One generated text."""

    language: str
    raw: str
    html: str


class Corpus:
    """Words of each language with their frequencies, plus numbered words that are rare."""

    def __init__(self, random: Random) -> None:
        self.random = random
        self.words: dict[str, list[str]] = {}
        self.weights: dict[str, list[int]] = {}
        for language, counted in _count_words().items():
            self.words[language] = list(counted)
            self.weights[language] = list(counted.values())
        self.languages = sorted(self.words)

    def title(self) -> tuple[str, str]:
        """A language and a title in it."""
        language = self.random.choice(self.languages)
        return language, self._sentence(language, 6).capitalize()

    def body(self, number: int) -> Body:
        """Two paragraphs; each body has a word that few others have."""
        language = self.random.choice(self.languages)
        first = f"{self._sentence(language, 18).capitalize()} (site{number})."
        second = f"{self._sentence(language, 22).capitalize()}."
        html = f"<p>{first}</p>\n<p>{second}</p>\n"
        return Body(language=language, raw=f"{first}\n\n{second}", html=html)

    def _sentence(self, language: str, length: int) -> str:
        chosen = self.random.choices(self.words[language], self.weights[language], k=length)
        return " ".join(chosen)


def _count_words() -> dict[str, Counter[str]]:
    counts: dict[str, Counter[str]] = {}
    for topic in read_script():
        for post in topic.posts:
            counts.setdefault(post.language, Counter()).update(_WORD.findall(post.raw))
    return counts
