"""Reads a page as a person would."""

import re

from lxml import html

_PART = re.compile(r"(?P<tag>^[a-z0-9]+)|\.(?P<class>[\w-]+)|#(?P<id>[\w-]+)|\[(?P<attribute>[^\]]+)\]")


def texts(answer, selector):
    """The words of every element that the selector finds (tags, classes, ids, attributes, descendants)."""
    found = html.fromstring(answer.text).xpath("".join(_step(part) for part in selector.split()))
    return [" ".join(element.text_content().split()) for element in found]


def text(answer, selector):
    """The words of the only such element."""
    (only,) = texts(answer, selector)
    return only


def value(answer, name):
    """The value of a hidden field."""
    return html.fromstring(answer.text).xpath(f"//main//input[@name='{name}']/@value")[0]


def _step(part):
    tag, conditions = "*", []
    for match in _PART.finditer(part):
        kind, word = match.lastgroup, match.group(match.lastgroup)
        tag = word if kind == "tag" else tag
        conditions += {
            "class": [f"contains(concat(' ', @class, ' '), ' {word} ')"],
            "id": [f"@id='{word}'"],
            "attribute": [f"@{word}"],
        }.get(kind, [])
    return f"//{tag}" + "".join(f"[{condition}]" for condition in conditions)
