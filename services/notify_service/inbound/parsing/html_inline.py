"""Words inside of a line: emphasis, links, pictures, as Markdown."""

import re
from typing import Any

BLOCKS = frozenset(
    {
        "p",
        "div",
        "center",
        "table",
        "tbody",
        "thead",
        "tfoot",
        "tr",
        "td",
        "th",
        "ul",
        "ol",
        "li",
        "dl",
        "dt",
        "dd",
    }
    | {
        "blockquote",
        "pre",
        "hr",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "section",
        "article",
        "header",
        "footer",
    }
    | {"main", "nav", "aside", "address", "figure", "figcaption", "form", "fieldset", "details", "summary"}
)
_MAX_DEPTH = 40
_STRONG = frozenset({"b", "strong"})
_LEANING = frozenset({"i", "em", "cite", "var", "dfn"})
# A sign that would begin something in Markdown, in words that mean none of it.
_SPECIAL = re.compile(r"([\\`*]|(?<!\w)_|_(?!\w)|<(?=[A-Za-z/!?]))")
_LIST_MARK = re.compile(r"mso-list\s*:\s*ignore", re.IGNORECASE)


def is_inline(element: Any) -> bool:
    """Whether nothing inside begins a line of its own."""
    return not any(inner.tag in BLOCKS for inner in element.iterdescendants())


def inline(thing: Any, depth: int = 0) -> str:
    """The words of a text or an element; a line break where one was made."""
    if isinstance(thing, str):
        return _SPECIAL.sub(r"\\\1", re.sub(r"[ \t\r\n\f]+", " ", thing))
    if depth > _MAX_DEPTH:
        return inline("".join(thing.itertext()))
    if thing.tag == "br":
        return "\n"
    if thing.tag == "img":
        return _picture(thing)
    if _LIST_MARK.search(thing.get("style") or ""):
        return _list_mark("".join(thing.itertext()))
    words = inline(thing.text or "") + "".join(
        (inline(child, depth + 1) if isinstance(child.tag, str) else "") + inline(child.tail or "")
        for child in thing
    )
    return _dressed(thing, words)


def _dressed(element: Any, words: str) -> str:
    if not words.strip() or "\n" in words.strip():
        return words
    if element.tag in _STRONG:
        return _around(words, "**")
    if element.tag in _LEANING:
        return _around(words, "*")
    if element.tag in ("s", "del", "strike"):
        return _around(words, "~~")
    if element.tag in ("code", "tt", "kbd", "samp"):
        return _around(re.sub(r"\\(.)", r"\1", words), "`")
    return _link(element, words) if element.tag == "a" else words


def _around(words: str, sign: str) -> str:
    """The sign close to the words, spaces outside; none around what bears it already."""
    inner = words.strip()
    if inner.startswith(sign[0]) or inner.endswith(sign[0]) or not re.search(r"\w", inner):
        return words
    start = words[: len(words) - len(words.lstrip())]
    return f"{start}{sign}{inner}{sign}{words[len(words.rstrip()) :]}"


def _link(element: Any, words: str) -> str:
    address = re.sub(r"\s", "", element.get("href") or "")[:2000]
    shown = re.sub(r"\\(.)", r"\1", words.strip())
    if not re.match(r"https?://", address, re.IGNORECASE) or "](" in words:
        return words
    if shown in (
        address,
        address.removeprefix("https://"),
        address.removeprefix("http://"),
        address.rstrip("/"),
    ):
        return words.replace(words.strip(), address)
    if re.match(r"https?://|www\.", shown):
        # What names one address and leads to another is shown as where it leads.
        return words.replace(words.strip(), address)
    target = address.replace("(", "%28").replace(")", "%29")
    return words.replace(words.strip(), f"[{words.strip().replace('[', '').replace(']', '')}]({target})")


def _picture(element: Any) -> str:
    source = (element.get("src") or "").strip()
    alt = re.sub(r"[\[\]\s]+", " ", element.get("alt") or "").strip()[:120]
    if source.lower().startswith("cid:"):
        return f"![{alt}](cid:{source[4:].strip('<>')[:200]})"
    # Emoji are pictures to some programs; other remote pictures are never shown.
    return alt if alt and len(alt) <= 4 and not alt.isascii() else ""


def _list_mark(text: str) -> str:
    number = re.match(r"\s*\(?(\d{1,3})[.)]", text)
    return f"{number[1]}. " if number else "- "
