"""The words of an official notification: Markdown as typed, HTML as shown, plain lines as mailed."""

import re
from functools import cache
from typing import Any

import nh3
from markupsafe import Markup

_TAGS = {"p", "br", "a", "ul", "ol", "li", "blockquote", "strong", "em", "s", "code", "pre", "hr"}
_TAGS |= {"h2", "h3", "h4", "h5", "h6", "table", "thead", "tbody", "tr", "th", "td"}
_OWN_LINK = re.compile(r'(\shref=")/(?!/)')


def to_html(body: str) -> str:
    """The body as HTML that may be shown as it is; the heading of the page is not in it."""
    # The page has the first heading.
    rendered = _markdown().render(body).replace("<h1>", "<h2>").replace("</h1>", "</h2>")
    return _cleaner().clean(rendered)


def shown(html: str, *, base_url: str = "") -> Markup:
    """Cleaned HTML for a template; with a base its own links have a host, as mails and feeds want them."""
    if base_url:
        html = _OWN_LINK.sub(rf"\g<1>{base_url.rstrip('/')}/", html)
    return Markup(html)  # noqa: S704  cleaned when it was written


@cache
def _markdown() -> Any:
    from markdown_it import MarkdownIt

    return MarkdownIt("commonmark", {"html": False}).enable(["table", "strikethrough"])


@cache
def _cleaner() -> nh3.Cleaner:
    return nh3.Cleaner(
        tags=_TAGS,
        clean_content_tags={"script", "style"},
        attributes={"a": {"href"}, "ol": {"start"}},
        url_schemes={"http", "https", "mailto"},
        link_rel="noopener",
    )
