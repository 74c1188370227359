"""Statements written as SQL where a page must be quick, put together from constant parts."""

from sqlalchemy import TextClause, text


def statement(template: str, **parts: str) -> TextClause:
    """A statement with its `{part}`s put in. Parts are constants of the code; values are bound by `:name`."""
    for name, part in parts.items():
        template = template.replace("{" + name + "}", part)
    return text(template)
