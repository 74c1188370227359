"""A need as matching sees it: plain values, from a stored need or from a preview."""

from dataclasses import dataclass, field
from functools import cached_property

from matchmaking_service.matching.concepts import find_concepts
from matchmaking_service.matching.lexical import Vector, text_of, vectorise
from matchmaking_service.matching.words import LANGUAGES, detect_language


@dataclass(frozen=True, kw_only=True)
class Wish:
    """What is looked for. Empty fields ask nothing, so their gates stay open."""

    title: str
    description: str
    language: str = ""
    languages: frozenset[str] = frozenset()
    targets: frozenset[str] = frozenset()
    assistance: frozenset[str] = frozenset()
    ecosystems: frozenset[str] = frozenset()
    party: str = ""
    subregion: str = ""
    ldc: bool = False
    sids: bool = False
    lldc: bool = False
    # Providers that already answer the need keep it even when their capacity is used up by it.
    served_by: frozenset[str] = field(default=frozenset())

    @property
    def text(self) -> str:
        return text_of(self.title, self.description)

    @cached_property
    def written(self) -> str:
        """The language the text is compared in."""
        return self.language if self.language in LANGUAGES else detect_language(self.text)

    def vector(self) -> Vector:
        return vectorise(self.text, language=self.written)

    def concepts(self) -> frozenset[str]:
        return find_concepts(self.text, language=self.written)
