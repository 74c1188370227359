"""An HTML mail as a tree, without what nobody sees."""

import re
from typing import Any

# Longer bodies are cut; with all its markup a letter of a person is far below.
MAX_HTML = 1_500_000
_CONDITIONS = re.compile(
    r"<!\[(?:if|endif)[^>]{0,200}\]>|<\?xml[^>]{0,500}>|</?o:p[^>]{0,80}>", re.IGNORECASE
)
_NULL = re.compile(r"&#(?:x0*|0+);", re.IGNORECASE)
_UNSEEN = frozenset(
    {"head", "style", "script", "title", "meta", "link", "template", "noscript", "object", "iframe", "svg"}
    | {"select", "input", "button", "textarea", "audio", "video", "map", "xml"}
)
_HIDDEN = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all|"
    r"(?:font-size|max-height)\s*:\s*0(?:px|pt|em|;|\s*$)",
    re.IGNORECASE,
)


def tree_of(html: str) -> Any:
    """The body as an element of lxml; None when there is nothing in it."""
    from lxml import html as reader

    text = _NULL.sub("", _CONDITIONS.sub("", html[:MAX_HTML])).encode("utf-8", "replace")
    if not text.strip():
        return None
    parser = reader.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=True)
    try:
        root = reader.document_fromstring(text, parser=parser, ensure_head_body=True)
    except (ValueError, reader.etree.LxmlError):
        return None
    _remove_unseen(root)
    return root


def _remove_unseen(root: Any) -> None:
    for element in list(root.iter()):
        if not isinstance(element.tag, str) or element.tag in ("html", "body"):
            continue
        if element.tag in _UNSEEN or _HIDDEN.search(element.get("style") or "") or "hidden" in element.attrib:
            _remove(element)


def _remove(element: Any) -> None:
    if element.getparent() is not None:
        element.drop_tree()


def style(element: Any) -> str:
    """Its style, without spaces, in lower case."""
    return re.sub(r"\s+", "", element.get("style") or "").lower()


def words(element: Any, limit: int = 400) -> str:
    """The first words inside of it."""
    found: list[str] = []
    length = 0
    for text in element.itertext():
        found.append(text)
        length += len(text)
        if length > limit:
            break
    return re.sub(r"\s+", " ", "".join(found)).strip()[:limit]
