"""Which parts of an HTML mail are quotes, signatures, other mails: by the marks of mail programs."""

import re
from typing import Any

from notify_service.inbound.parsing.html_tree import style, words
from notify_service.inbound.parsing.lines import Kind

_ENDS = re.compile(
    r"(?:^|\s)(?:x_)*(?:divrplyfwdmsg|appendonsend|ms-outlook-mobile-reference-message|"
    r"mail-editor-reference-message-container|zwchr|__quoted_text__|__divider__|messagereplysection|"
    r"gmail_quote_end|original-content|isforwardcontent|divneteasemailcard|olk_src_body_section|"
    r"reference-message|reply_message_header|lotus_reply|orighead(?:er)?|k9mail-quote-header|"
    r"mail-quote-collapse|wpsquote|foxmail_quote|qt-quote|hmquote|stopspelling|htccmailoriginalmessage)(?:\s|$)"
)
_QUOTES = re.compile(
    r"(?:^|\s)(?:x_)*(?:yahoo_quoted\w*|ydp\w*yahoo_quoted|protonmail_quote|tutanota_quote|isreplycontent|"
    r"ntes_not_fresh_quote|blockquote_zmail|zmail_extra(?:_hr)?|gmx_quote|front-blockquote|clean_bq|"
    r"mail-app-auto-quote|mailcontent_quote|moz-forward-container|quoted-content|quote_content|"
    r"cite2?|jive-quote|yj6qo|__zoho_quote|bloop_original_html|hey_quote|replymessage|"
    r"fastmail-quoted|qt|includetail|original_message|spark_quote|mailbird_quote|quotebody)(?:\s|$)"
)
_NAMES = re.compile(
    r"(?:^|\s)(?:x_)*(?:gmail_attr|moz-cite-prefix|moz-email-headers-table|reply-intro|protonmail_quote_header|"
    r"tutanota_quote_header|k9mail-header|cite-prefix|reply-header|bloop_markdown_quote)(?:\s|$)"
)
_SIGNATURES = re.compile(
    r"(?:^|\s)(?:x_)*(?:gmail_signature(?:_prefix)?|moz-signature|protonmail_signature_block\S*|signature|"
    r"ms-outlook-mobile-signature|outlook-mobile-signature|messagesignaturesection|applemailsignature|"
    r"yahoo-signature|ydp\w*signature|ymail_\w+_signature|bloop_sign\S*|tutanota_signature|__sig_pre__|__sig_post__|"
    r"zm_signature|mobile_?signature|mobile-signature|email-?signature|mail-signature|sig|signature_old|"
    r"wise_signature|spark_signature|k9mail-signature|_signature|-signature|ox-default-signature)(?:\s|$)"
)
_OUTLOOK_LINE = re.compile(r"border-top:solid(?:#e1e1e1|#b5c4df|#[0-9a-f]{6}|windowtext)")
_HEADERS = re.compile(r"[^\W\d_][\w .'’]{0,18}\s?[:：]")


def mark_of(element: Any) -> Kind:
    """What the element is, to the mail program that wrote it."""
    keys = _keys(element)
    if _SIGNATURES.search(keys):
        return "signature"
    if _NAMES.search(keys):
        return "name"
    if element.tag == "blockquote":
        return _blockquote(element, keys)
    if "gmail_quote" in keys and element.tag in ("div", "span"):
        return "own" if element.find(".//blockquote") is not None else "end"
    if _ENDS.search(keys) or _begins_outlook(element):
        return "end"
    return "quote" if element.get("name") == "quote" or _is_quote(element, keys) else "own"


def _is_quote(element: Any, keys: str) -> bool:
    return bool(_QUOTES.search(keys)) and element.tag in ("div", "section", "span", "table")


def _keys(element: Any) -> str:
    """All by which programs name it, in lower case."""
    names = ("id", "class", "name", "data-marker", "data-smartmail")
    return " ".join((element.get(name) or "")[:300] for name in names).strip().lower()


def _blockquote(element: Any, keys: str) -> Kind:
    """What somebody set in by hand bears no sign of a program, and is her own."""
    if element.get("type") == "cite" or element.get("cite") or "quote" in keys or _QUOTES.search(keys):
        return "quote"
    look = style(element)
    return (
        "quote"
        if re.search(r"border-(?:left|right|inline-start)(?::|-style:)?(?!:?(?:0|none))", look)
        else "own"
    )


def _begins_outlook(element: Any) -> bool:
    """The line Outlook draws above From, Sent, To and Subject, in whatever language."""
    if element.tag != "div" or not _OUTLOOK_LINE.search(style(element)):
        return False
    return len(_HEADERS.findall(words(element, 600))) >= 3
