"""What is read of a document: its words by page, sheet or slide, up to a limit."""

import re
from dataclasses import dataclass, field

# Characters and pages that are kept; a book has more, but is found by its beginning.
LONGEST = 200_000
MOST = 400

_BLANK = re.compile(r"[^\S\n]+")
_LINES = re.compile(r"\n{3,}")
_BROKEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


@dataclass(kw_only=True)
class Pages:
    """Pages as they come in, each with a title (a number, or the name of a sheet)."""

    items: list[dict[str, str]] = field(default_factory=list)
    room: int = LONGEST
    cut: bool = False

    @property
    def full(self) -> bool:
        return self.room <= 0 or len(self.items) >= MOST

    def add(self, text: str, *, title: str = "") -> None:
        """Keep a page, or as much of it as there is room for; pages without words are left out."""
        tidy = _LINES.sub("\n\n", _BLANK.sub(" ", _BROKEN.sub(" ", text))).strip()
        if not tidy:
            return
        if self.full:
            self.cut = True
            return
        self.cut = self.cut or len(tidy) > self.room
        self.items.append({"title": title[:200], "text": tidy[: self.room]})
        self.room -= len(tidy)
