"""The last gate: whatever the renderer made, only this passes."""

import re

import nh3

_TAGS = {
    *("a", "abbr", "b", "blockquote", "br", "code", "del", "em", "h3", "h4", "h5", "h6", "hr", "i"),
    *("input", "kbd", "li", "ol", "p", "pre", "s", "section", "strong", "sub", "sup"),
    *("table", "tbody", "td", "th", "thead", "tr", "ul"),
}
_CLASSES = {
    "a": {"mention", "footnote-backref"},
    "section": {"footnotes"},
    "ol": {"footnotes-list"},
    "ul": {"contains-task-list"},
    "li": {"footnote-item", "task-list-item"},
    "sup": {"footnote-ref"},
    "td": {"end", "centre"},
    "th": {"end", "centre"},
}
_ATTRIBUTES = {
    "a": {"href", "title", "id", "dir"},
    "blockquote": {"dir"},
    "li": {"id"},
    "ol": {"start"},
    "input": {"type", "checked", "disabled"},
}
_FOOTNOTE_ID = re.compile(r"fn(?:ref)?-[0-9a-f]{10}-\d+(?::\d+)?(?:-\d+)?")
# Browsers leave the site for `//e`, `/\e` and the like; a path of ours starts with one slash.
_STRANGE_PATH = re.compile(r"[/\\]\s*[/\\]|.*[\x00-\x20\x7f\\]")


def clean(html: str) -> str:
    """`html` with nothing in it but what a post may hold."""
    return _CLEANER.clean(html)


def _filter(tag: str, attribute: str, value: str) -> str | None:
    if attribute == "id":
        return value if _FOOTNOTE_ID.fullmatch(value) else None
    if attribute == "href":
        return None if _STRANGE_PATH.match(value) else value
    if attribute == "dir":
        return "auto"
    if tag == "input" and attribute == "type":
        return "checkbox"
    return value


_CLEANER = nh3.Cleaner(
    tags=_TAGS,
    attributes=_ATTRIBUTES,
    allowed_classes=_CLASSES,
    attribute_filter=_filter,
    url_schemes={"http", "https", "mailto"},
    link_rel="nofollow ugc noopener",
    set_tag_attribute_values={"input": {"type": "checkbox", "disabled": ""}},
)
