"""The words of a post without their markup."""

import html as entities
import re

_BREAKS = re.compile(r"</(?:p|li|h[3-6]|tr|pre|blockquote|td|th|summary)>|<br>|<hr>")
_TAG = re.compile(r"<[^>]*>")
_SPACE = re.compile(r"\s+")
# A formula is read, cited and found as it was written.
_FORMULA = re.compile(r'<math[^>]* alttext="([^"]*)"[^>]*>.*?</math>', re.DOTALL)
_QUOTATION = re.compile(r"<blockquote[^>]*>.*?</blockquote>", re.DOTALL)


def plain_text(html: str) -> str:
    """The text of clean HTML on one line."""
    words = _TAG.sub("", _BREAKS.sub(" ", _FORMULA.sub(r"\1", html)))
    return _SPACE.sub(" ", entities.unescape(words)).strip()


def excerpt_of(html: str, *, length: int = 300) -> str:
    """The beginning of what the author says: quotations are left out where there is more."""
    text = plain_text(_QUOTATION.sub(" ", html)) or plain_text(html)
    if len(text) <= length:
        return text
    cut = text[:length].rsplit(" ", 1)[0]
    # Chinese has no spaces: a cut that would lose more than half is made at the length itself.
    return (cut if len(cut) > length // 2 else text[:length]) + "…"
