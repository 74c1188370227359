"""Markdown to HTML, once, on write.

`parse` reads a text and says whom it names and what it quotes; `to_html` turns what was read into clean
HTML. RENDERER is stored with the HTML, so that a later renderer can make the older ones anew.
"""

from markupsafe import Markup

from forum_service.posts.rendering.dates import in_readers_time
from forum_service.posts.rendering.markdown import Parsed, parse, to_html
from forum_service.posts.rendering.plain import excerpt_of, plain_text

RENDERER = 2

__all__ = ["RENDERER", "Parsed", "excerpt_of", "parse", "plain_text", "rendered", "to_html"]


def rendered(html: str) -> Markup:
    """Stored HTML for a template: the one place that says it is clean, because `to_html` made it.

    Its moments are turned into the time of who reads.
    """
    return Markup(in_readers_time(html))  # noqa: S704
