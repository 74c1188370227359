"""The last gate: whatever the renderer made, only this passes."""

import re

import nh3

_TAGS = {
    *("a", "abbr", "b", "blockquote", "br", "code", "del", "em", "h3", "h4", "h5", "h6", "hr", "i", "label"),
    *("input", "kbd", "li", "ol", "p", "pre", "s", "section", "strong", "sub", "sup"),
    *("table", "tbody", "td", "th", "thead", "tr", "ul"),
    *("details", "summary", "time"),
    # Files of ours alone: see _VALUES.
    *("img", "span"),
    # Formulas. Neither links, styles, scripts nor HTML within: no maction, semantics, annotation-xml.
    *("math", "mrow", "mi", "mo", "mn", "mtext", "mspace", "mfrac", "msqrt", "mroot", "mstyle", "mphantom"),
    *("msub", "msup", "msubsup", "munder", "mover", "munderover", "mtable", "mtr", "mtd", "menclose"),
}
_CLASSES = {
    "a": {"mention", "footnote-backref", "file", "picture"},
    "span": {"file-note", "picture-note"},
    "section": {"footnotes"},
    "ol": {"footnotes-list"},
    "ul": {"contains-task-list"},
    "li": {"footnote-item", "task-list-item"},
    "sup": {"footnote-ref"},
    "td": {"end", "centre"},
    "th": {"end", "centre"},
    "time": {"local"},
}
_ATTRIBUTES = {
    "a": {"href", "title", "id", "dir"},
    "blockquote": {"dir"},
    "li": {"id"},
    "ol": {"start"},
    "input": {"type", "checked", "disabled"},
    "time": {"datetime"},
    "img": {"src", "srcset", "sizes", "width", "height", "alt", "loading", "decoding"},
    "span": {"dir"},
    "math": {"display", "alttext"},
    "mi": {"mathvariant"},
    "mo": {
        "stretchy",
        "fence",
        "form",
        "separator",
        "largeop",
        "movablelimits",
        "minsize",
        "maxsize",
        "accent",
    },
    "mfrac": {"linethickness"},
    "mover": {"accent"},
    "munder": {"accentunder"},
    "mspace": {"width", "linebreak"},
    "mstyle": {"displaystyle", "scriptlevel"},
    "mtable": {"columnalign", "columnlines", "rowlines", "displaystyle"},
    "mtd": {"columnalign"},
    "menclose": {"notation"},
}
_FILE = r"/forum/files/[0-9a-f-]{36}(?:/\d{1,4})?/[\w.~%-]+"
# What may stand in some attributes, wherever they are allowed.
_VALUES = {
    "id": re.compile(r"fn(?:ref)?-[0-9a-f]{10}-\d+(?::\d+)?(?:-\d+)?"),
    "datetime": re.compile(r"\d{4}-\d\d-\d\d(?:T\d\d:\d\dZ)?"),
    "src": re.compile(_FILE),
    "srcset": re.compile(rf"{_FILE} \d+w(?:, {_FILE} \d+w)*"),
    "alttext": re.compile(r"[^\x00]*"),
    "class": re.compile(r"[^\x00]*"),
}
_MATHS = {tag for tag in _ATTRIBUTES if tag.startswith("m")}
# Words, or a small number or length: a formula cannot cover the page.
_MATHS_VALUE = re.compile(r"[a-z -]{1,40}|[+-]?(?:\d?(?:\.\d{1,3})?(?:em|ex|cm|in)?|\d\d?(?:mu|pt|px|mm))")
# Browsers leave the site for `//e`, `/\e` and the like; a path of ours starts with one slash.
_STRANGE_PATH = re.compile(r"[/\\]\s*[/\\]|.*[\x00-\x20\x7f\\]")


def clean(html: str) -> str:
    """`html` with nothing in it but what a post may hold."""
    return _CLEANER.clean(html)


def _filter(tag: str, attribute: str, value: str) -> str | None:
    if tag == "input" and attribute == "type":
        return "checkbox"
    if attribute == "dir":
        return "auto"
    if attribute == "href":
        return None if _STRANGE_PATH.match(value) else value
    allowed = _VALUES.get(attribute) or (_MATHS_VALUE if tag in _MATHS else None)
    return value if allowed is None or allowed.fullmatch(value) else None


_CLEANER = nh3.Cleaner(
    tags=_TAGS,
    attributes=_ATTRIBUTES,
    allowed_classes=_CLASSES,
    attribute_filter=_filter,
    url_schemes={"http", "https", "mailto"},
    link_rel="nofollow ugc noopener",
    set_tag_attribute_values={"input": {"type": "checkbox", "disabled": ""}},
)
