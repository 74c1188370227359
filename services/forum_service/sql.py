"""Statements written as SQL where a page must be quick, put together from constant parts."""

from sqlalchemy import TextClause, text


def part(template: str, **parts: str) -> str:
    """A piece of SQL with its `{part}`s put in: constants of the code. Values are bound by `:name`."""
    for name, piece in parts.items():
        template = template.replace("{" + name + "}", piece)
    return template


def statement(template: str, **parts: str) -> TextClause:
    """A statement with its `{part}`s put in."""
    return text(part(template, **parts))
