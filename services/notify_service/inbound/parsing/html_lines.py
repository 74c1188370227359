"""An HTML mail as lines of Markdown that know what they are."""

import re
from typing import Any

from notify_service.inbound.parsing.html_inline import BLOCKS, inline, is_inline
from notify_service.inbound.parsing.html_marks import mark_of
from notify_service.inbound.parsing.html_tables import rows_of
from notify_service.inbound.parsing.html_tree import style, tree_of
from notify_service.inbound.parsing.lines import Kind, Line, lines_of

_MAX_DEPTH = 90
_MAX_LINES = 20_000
_CLOSE = re.compile(r"margin(?:-top|-bottom)?:0|msonormal|msoplaintext|msolist", re.IGNORECASE)
_TIGHT = frozenset({"div", "center", "td", "tr", "tbody", "table", "section", "article", "main", "body"})
_TIGHT |= {
    "span",
    "font",
    "address",
    "header",
    "footer",
    "dd",
    "dt",
    "form",
    "a",
    "b",
    "i",
    "em",
    "strong",
    "u",
}


def lines_of_html(html: str) -> list[Line]:
    """The lines a reader sees."""
    root = tree_of(html)
    if root is None:
        return []
    writer = _Writer()
    writer.children(root.find("body") if root.find("body") is not None else root, 0)
    writer.flush()
    return writer.lines


class _Writer:
    """Goes through the tree once and writes line after line."""

    def __init__(self) -> None:
        self.lines: list[Line] = []
        self._words = ""
        self._prefix = ""
        self._item = ""
        self._kind: Kind = "own"

    def children(self, element: Any, depth: int) -> None:
        """What is inside: text, and elements in their order."""
        self._say(element.text)
        for child in element:
            if isinstance(child.tag, str) and len(self.lines) < _MAX_LINES:
                self._element(child, depth + 1)
            self._say(child.tail)

    def flush(self) -> None:
        """End the line that was begun."""
        for number, row in enumerate(self._words.split("\n") if self._words.strip() else []):
            words = re.sub(r"[ \t\u00a0]+", " ", row).strip()
            lead = self._item if number == 0 and self._item else " " * len(self._item)
            self._put(f"{lead}{words}" if words else "")
        if self._words.strip():
            self._item = " " * len(self._item)
        self._words = ""

    def _say(self, text: str | None) -> None:
        if text:
            self._words += inline(text)

    def _element(self, element: Any, depth: int) -> None:
        mark = mark_of(element) if depth <= _MAX_DEPTH else "own"
        if depth > _MAX_DEPTH:
            self._say(" ".join(element.itertext()))
        elif mark != "own":
            self._marked(element, mark, depth)
        elif element.tag == "br":
            self._break()
        elif element.tag not in BLOCKS and is_inline(element):
            self._words += inline(element)
        else:
            self._block(element, depth)

    def _break(self) -> None:
        if self._words.strip():
            self.flush()
        else:
            self._words = ""
            self._put("")

    def _marked(self, element: Any, mark: Kind, depth: int) -> None:
        self.flush()
        kind, prefix = self._kind, self._prefix
        if kind == "own":
            self._kind = mark
        if mark == "quote":
            self._prefix = f"{prefix}> "
        if mark == "end" and not len(element):
            self._put("")
        self._inside(element, depth)
        self._kind, self._prefix = kind, prefix

    def _inside(self, element: Any, depth: int) -> None:
        if element.tag == "hr":
            self._put("* * *")
        elif element.tag in ("ul", "ol", "table", "pre"):
            self._block(element, depth)
        else:
            self.children(element, depth)
        self.flush()
        self._put("")

    def _block(self, element: Any, depth: int) -> None:
        self.flush()
        if element.tag in ("ul", "ol"):
            self._list(element, depth)
        elif element.tag == "pre":
            self._preformatted(element)
        elif element.tag == "hr":
            self._apart("* * *")
        elif element.tag == "table" and (rows := rows_of(element)):
            self._apart(*rows)
        elif element.tag in ("h1", "h2", "h3", "h4", "h5", "h6"):
            self._apart(f"{'#' * int(element.tag[1])} {inline(element)}".rstrip("# ").strip())
        elif element.tag == "blockquote":
            self._set_in(element, depth)
        else:
            self._paragraph(element, depth)

    def _paragraph(self, element: Any, depth: int) -> None:
        """A paragraph stands apart; Outlook's are lines, as a div is."""
        tight = element.tag in _TIGHT or _CLOSE.search(f"{element.get('class') or ''} {style(element)}")
        if not tight:
            self._put("")
        before = len(self.lines)
        self.children(element, depth)
        if tight and len(self.lines) == before and not self._words.strip() and element.tag in ("p", "div"):
            self._words = ""
            self._put("") if element.tag == "p" or "\u00a0" in "".join(element.itertext()) else None
        self.flush()
        if not tight:
            self._put("")

    def _set_in(self, element: Any, depth: int) -> None:
        """What somebody set in by hand: her own quote, or mere space at the side."""
        prefix = self._prefix
        bare = re.search(r"margin:0(?:px)?0(?:px)?0(?:px)?\d+px|border:none", style(element))
        self._put("")
        self._prefix = prefix if bare else f"{prefix}> "
        self.children(element, depth)
        self.flush()
        while self.lines and self._prefix and self.lines[-1].text == self._prefix.strip():
            self.lines.pop()
        self._prefix = prefix
        self._put("")

    def _list(self, element: Any, depth: int) -> None:
        outer, number = self._item, 0
        if not outer:
            self._put("")
        for child in element:
            if child.tag != "li":
                if isinstance(child.tag, str):
                    self._element(child, depth + 1)
                continue
            number += 1
            self._item = f"{' ' * len(outer)}{f'{number}. ' if element.tag == 'ol' else '- '}"
            self.children(child, depth + 1)
            self.flush()
        self._item = outer
        if not outer:
            self._put("")

    def _preformatted(self, element: Any) -> None:
        """A text in its own lines: often a whole mail; quotes inside are marked as in plain ones."""
        for line in lines_of("".join(element.itertext())[:200_000].strip("\n")):
            self._put(line.text, line.kind if self._kind == "own" else None)

    def _apart(self, *rows: str) -> None:
        self._put("")
        for row in rows:
            self._put(row)
        self._put("")

    def _put(self, text: str, kind: Kind | None = None) -> None:
        if not text and self.lines and self.lines[-1].kind == self._kind and self.lines[-1].blank:
            return
        if not text and self._item and self._kind != "own":
            return
        full = f"{self._prefix}{text}".rstrip() if self._prefix else text
        self.lines.append(Line(text=full, kind=kind or self._kind))
