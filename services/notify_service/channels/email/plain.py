"""A rendered post as plain text that people like to read."""

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser
from textwrap import indent

_SILENT = frozenset({"script", "style", "template"})
_VOID = frozenset({"br", "hr", "img", "input", "wbr", "col"})
_BLOCKS = frozenset({"p", "div", "section", "aside", "article", "figure", "h1", "h2", "h3", "h4", "h5", "h6"})
_BLOCKS |= {"ul", "ol", "li", "dl", "dt", "dd", "blockquote", "pre", "table", "hr", "details", "summary"}
_FORMULA = re.compile(r'<math[^>]* alttext="([^"]*)"[^>]*>.*?</math>', re.DOTALL)


@dataclass
class _Node:
    tag: str
    attributes: dict[str, str | None] = field(default_factory=dict)
    children: list["_Node | str"] = field(default_factory=list)


def to_plain(html: str) -> str:
    """Paragraphs apart, quotes behind `> `, lists with their marks, links followed by their address."""
    reader = _Reader()
    reader.feed(without_formulas(html))
    reader.close()
    return "\n\n".join(_blocks(reader.root))


def without_formulas(html: str) -> str:
    """The HTML with formulas as they were written: what reads mails draws none."""
    return _FORMULA.sub(r"<code>\1</code>", html)


def shorten(text: str, limit: int) -> tuple[str, bool]:
    """The text, cut after a word when it is longer than the limit, and whether it was cut."""
    if len(text) <= limit:
        return text, False
    head = text[: limit - 1]
    # Scripts without spaces are cut where they are.
    space = max(head.rfind(" "), head.rfind("\n"))
    return (head[:space] if space > limit * 0.7 else head).rstrip(" \n,;:.-") + "…", True


class _Reader(HTMLParser):
    """Builds the tree; what is closed wrongly closes what stands in between."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root = _Node("div")
        self._open = [self.root]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        node = _Node(tag, dict(attrs))
        self._open[-1].children.append(node)
        # Nobody nests so deep by hand; beyond, text is kept without its structure.
        if tag not in _VOID and len(self._open) < 60:
            self._open.append(node)

    def handle_endtag(self, tag: str) -> None:
        depths = [depth for depth, node in enumerate(self._open) if depth and node.tag == tag]
        if depths:
            del self._open[depths[-1] :]

    def handle_data(self, data: str) -> None:
        self._open[-1].children.append(data)


def _blocks(node: _Node) -> list[str]:
    """The paragraphs inside a node: runs of words, and the blocks between them."""
    found: list[str] = []
    run: list[_Node | str] = []
    for child in node.children:
        if isinstance(child, str) or child.tag not in _BLOCKS:
            run.append(child)
            continue
        found += [_inline(run), _block(child)]
        run = []
    return [text for text in [*found, _inline(run)] if text.strip()]


def _block(node: _Node) -> str:
    if node.tag == "hr":
        return "* * *"
    if node.tag == "pre":
        return indent(_raw(node).strip("\n"), "    ")
    if node.tag == "table":
        return "\n".join(_rows(node))
    if node.tag in ("ul", "ol"):
        return "\n".join(_list_items(node))
    inner = "\n\n".join(_blocks(node))
    if node.tag == "blockquote":
        return indent(inner, "> ", lambda _line: True).replace("> \n", ">\n")
    return inner


def _list_items(node: _Node) -> list[str]:
    items = [child for child in node.children if isinstance(child, _Node) and child.tag == "li"]
    marks = [f"{number}. " if node.tag == "ol" else "- " for number in range(1, len(items) + 1)]
    return [mark + _hang("\n".join(_blocks(item)), mark) for mark, item in zip(marks, items, strict=True)]


def _hang(text: str, mark: str) -> str:
    return text.replace("\n", "\n" + " " * len(mark))


def _rows(node: _Node) -> list[str]:
    rows: list[str] = []
    for child in node.children:
        if isinstance(child, _Node) and child.tag == "tr":
            cells = [cell for cell in child.children if isinstance(cell, _Node)]
            rows.append(" | ".join(" ".join(_blocks(cell)) for cell in cells))
        elif isinstance(child, _Node):
            rows += _rows(child)
    return rows


def _inline(children: list[_Node | str]) -> str:
    text = re.sub(r"[ \t\r\f]*\n[ \t\r\f]*", "\n", _words(children))
    return re.sub(r"[ \t]+", " ", text).strip()


def _words(children: list[_Node | str]) -> str:
    return "".join(
        re.sub(r"\s+", " ", child) if isinstance(child, str) else _word(child) for child in children
    )


def _word(node: _Node) -> str:
    if node.tag == "br":
        return "\n"
    if node.tag in _SILENT:
        return ""
    if node.tag == "img":
        return node.attributes.get("alt") or ""
    if node.tag == "input":
        return "[x] " if "checked" in node.attributes else "[ ] "
    inner = _words(node.children)
    address = node.attributes.get("href") or ""
    if node.tag == "a" and address.startswith("http") and address != inner.strip():
        return f"{inner} ({address})"
    return inner


def _raw(node: _Node) -> str:
    return "".join(child if isinstance(child, str) else _raw(child) for child in node.children)
