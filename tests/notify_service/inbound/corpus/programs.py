"""How mail programs put an answer and what it answers into one mail: text and HTML of each."""

from collections.abc import Callable
from dataclasses import dataclass
from html import escape

from tests.notify_service.inbound.corpus.sample import FORUM, REPLY_ADDRESS
from tests.notify_service.inbound.corpus.tongues import Tongue

Forms = tuple[str | None, str | None]


@dataclass(frozen=True, kw_only=True)
class Answer:
    """What is written, and to what, in which language."""

    tongue: Tongue
    own: tuple[str, ...]
    quote: tuple[str, ...]


def gmail(answer: Answer) -> Forms:
    name = _named(answer.tongue.gmail)
    html = (
        f'<div dir="ltr">{_divs(answer.own)}</div><br><div class="gmail_quote gmail_quote_container">'
        f'<div dir="ltr" class="gmail_attr">{escape(name)}<br></div><blockquote class="gmail_quote" '
        f'style="margin:0px 0px 0px 0.8ex;border-left:1px solid rgb(204,204,204)">{_divs(answer.quote)}</blockquote></div>'
    )
    return _text(answer, name), html


def gmail_app(answer: Answer) -> Forms:
    name = _named(answer.tongue.gmail)
    html = (
        f'<div dir="auto">{_divs(answer.own)}</div><br><div class="gmail_quote"><div dir="ltr">{escape(name)}<br></div>'
        f'<blockquote class="gmail_quote" style="margin:0 0 0 .8ex">{_paragraphs(answer.quote)}</blockquote></div>'
    )
    return _text(answer, name), html


def apple_mail(answer: Answer) -> Forms:
    name = _named(answer.tongue.apple)
    html = (
        f'<html><body style="overflow-wrap: break-word;">{_divs(answer.own)}<br id="lineBreakAtBeginningOfMessage">'
        f'<div><br><blockquote type="cite"><div>{escape(name)}</div><br class="Apple-interchange-newline"><div>'
        f"{_divs(answer.quote)}</div></blockquote></div><br></body></html>"
    )
    return _text(answer, name), html


def iphone(answer: Answer) -> Forms:
    name = _named(answer.tongue.apple)
    html = (
        f'<html><body dir="auto">{_divs(answer.own)}<br id="lineBreakAtBeginningOfSignature"><div dir="ltr">'
        f'{answer.tongue.phone}</div><div dir="ltr"><br><blockquote type="cite">{escape(name)}<br><br></blockquote></div>'
        f'<blockquote type="cite"><div dir="ltr">\ufeff{_divs(answer.quote)}</div></blockquote></body></html>'
    )
    own = _joined(answer.own) + f"\n\n{answer.tongue.phone}"
    return f"{own}\n\n> {name}\n> \n{_marked(answer.quote)}", html


def thunderbird(answer: Answer) -> Forms:
    name = _named(answer.tongue.thunderbird)
    html = (
        f'<html><body>{_paragraphs(answer.own)}<div class="moz-cite-prefix">{escape(name)}<br></div>'
        f'<blockquote type="cite" cite="mid:topic.12@forum.example">{_paragraphs(answer.quote)}</blockquote>'
        f'<div class="moz-signature">-- <br>{answer.tongue.author}<br>Nairobi</div></body></html>'
    )
    return _text(answer, name) + f"\n\n-- \n{answer.tongue.author}\nNairobi\n", html


def thunderbird_plain(answer: Answer) -> Forms:
    return _text(answer, _named(answer.tongue.thunderbird)), None


def _outlook_block(answer: Answer, wrap: Callable[[str, str], str]) -> str:
    values = (f"{FORUM} <{REPLY_ADDRESS}>", answer.tongue.sent, answer.tongue.author, "Draft decision")
    return "".join(wrap(label, value) for label, value in zip(answer.tongue.labels, values, strict=True))


def outlook_desktop(answer: Answer) -> Forms:
    block = _outlook_block(answer, lambda label, value: f"<b>{label}:</b> {escape(value)}<br>")
    html = (
        '<html xmlns:o="urn:schemas-microsoft-com:office:office"><head><style>p.MsoNormal{margin:0}</style></head>'
        f'<body lang="EN-GB"><div class="WordSection1">{_mso(answer.own)}<p class="MsoNormal"><o:p>&nbsp;</o:p></p>'
        '<div style="border:none;border-top:solid #E1E1E1 1.0pt;padding:3.0pt 0cm 0cm 0cm"><p class="MsoNormal">'
        f'{block}<o:p></o:p></p></div><p class="MsoNormal"><o:p>&nbsp;</o:p></p>{_mso(answer.quote)}</div></body></html>'
    )
    plain = _outlook_block(answer, lambda label, value: f"{label}: {value}\n")
    return f"{_joined(answer.own)}\n\n{plain}\n{_joined(answer.quote)}\n", html


def outlook_plain(answer: Answer) -> Forms:
    plain = _outlook_block(answer, lambda label, value: f"{label}: {value}\n")
    return f"{_joined(answer.own)}\n\n{answer.tongue.original}\n{plain}\n{_joined(answer.quote)}\n", None


def outlook_web(answer: Answer) -> Forms:
    block = _outlook_block(answer, lambda label, value: f"<b>{label}:</b> {escape(value)}<br>")
    html = (
        f'<html><body dir="ltr">{_elements(answer.own)}<div id="appendonsend"></div>'
        '<hr style="display:inline-block;width:98%" tabindex="-1"><div id="divRplyFwdMsg" dir="ltr"><font face="Calibri">'
        f"{block}</font><div>&nbsp;</div></div><div>{_paragraphs(answer.quote)}</div></body></html>"
    )
    plain = _outlook_block(answer, lambda label, value: f"{label}: {value}\n")
    return f"{_joined(answer.own)}\n{'_' * 32}\n{plain}\n{_joined(answer.quote)}\n", html


def outlook_mobile(answer: Answer) -> Forms:
    block = _outlook_block(answer, lambda label, value: f"<b>{label}:</b> {escape(value)}<br>")
    signature = f'<a href="https://aka.ms/o0ukef">{answer.tongue.outlook_mobile}</a>'
    html = (
        f'<html><body><div dir="auto">{_elements(answer.own)}</div><div id="ms-outlook-mobile-signature"><div><br></div>'
        f'{signature}</div><div id="mail-editor-reference-message-container"><hr style="width:98%">'
        f'<div id="divRplyFwdMsg">{block}<br></div>{_paragraphs(answer.quote)}</div></body></html>'
    )
    plain = _outlook_block(answer, lambda label, value: f"{label}: {value}\n")
    own = f"{_joined(answer.own)}\n\n{answer.tongue.outlook_mobile}<https://aka.ms/o0ukef>"
    return f"{own}\n{'_' * 32}\n{plain}\n{_joined(answer.quote)}\n", html


def yahoo(answer: Answer) -> Forms:
    name = _named(answer.tongue.gmail)
    html = (
        f'<html><body><div class="ydp7d4b0f1ayahoo-style-wrap">{_divs(answer.own)}<div><br></div></div>'
        f'<div id="ydp1234yahoo_quoted_9988" class="ydp1234yahoo_quoted"><div><div>{escape(name)}</div><div><br></div>'
        f"<div>{_divs(answer.quote)}</div></div></div></body></html>"
    )
    unmarked = "\n".join(f"    {row}" for row in (name, "", *answer.quote))
    return f"{_joined(answer.own)}\n\n{unmarked}", html


def proton(answer: Answer) -> Forms:
    name = _named(answer.tongue.apple)
    html = (
        f'<div style="font-family: Arial">{_divs(answer.own)}</div><div class="protonmail_signature_block '
        'protonmail_signature_block-empty"></div><div class="protonmail_quote">'
        f'{escape(name)}<br><blockquote class="protonmail_quote" type="cite">{_divs(answer.quote)}</blockquote></div>'
    )
    return _text(answer, name), html


def zimbra(answer: Answer) -> Forms:
    block = _outlook_block(answer, lambda label, value: f"<b>{label}: </b>{escape(value)}<br>")
    html = (
        f'<html><body><div style="font-family: arial">{_divs(answer.own)}<div><br></div><hr id="zwchr" '
        f'data-marker="__DIVIDER__"><div data-marker="__HEADERS__">{block}</div><div><br></div>'
        f'<div data-marker="__QUOTED_TEXT__">{_divs(answer.quote)}</div></div></body></html>'
    )
    plain = _outlook_block(answer, lambda label, value: f"{label}: {value}\n")
    return f"{_joined(answer.own)}\n\n----- {plain}\n{_joined(answer.quote)}", html


def roundcube(answer: Answer) -> Forms:
    name = _named(answer.tongue.thunderbird)
    html = (
        f'<html><body>{_paragraphs(answer.own)}<p id="reply-intro">{escape(name)}</p>'
        f'<blockquote type="cite" style="padding: 0 0.4em; border-left: #1010ff 2px solid; margin: 0">'
        f'<div id="replybody1">{_divs(answer.quote)}</div></blockquote></body></html>'
    )
    return _text(answer, name), html


def gmx(answer: Answer) -> Forms:
    block = _outlook_block(answer, lambda label, value: f"<b>{label}:</b> {escape(value)}<br>")
    html = (
        f'<html><body><div style="font-family: Verdana">{_divs(answer.own)}<div>&nbsp;<div name="quote" '
        'style="margin:10px 5px 5px 10px; padding: 10px 0 10px 10px; border-left:2px solid #C3D9E5;">'
        f'<div style="margin:0 0 10px 0;">{block}</div><div name="quoted-content">{_divs(answer.quote)}</div>'
        "</div></div></div></body></html>"
    )
    return None, html


def yandex(answer: Answer) -> Forms:
    name = f'20.11.2026, 10:12, "{FORUM}" <{REPLY_ADDRESS}>:'
    html = f"{_divs(answer.own)}<div>\xa0</div><div>{escape(name)}</div><blockquote>{_paragraphs(answer.quote)}</blockquote>"
    return None, html


def mail_ru(answer: Answer) -> Forms:
    name = f"Пятница, 20 ноября 2026, 10:12 +03:00 от {FORUM} <{REPLY_ADDRESS}>:"
    html = (
        f'<HTML><BODY>{_divs(answer.own)}<br><br><blockquote style="border-left:1px solid #0857A6; margin:10px; '
        f'padding:0 0 0 10px;">{escape(name)}<br><div id="">{_divs(answer.quote)}</div></blockquote></BODY></HTML>'
    )
    return f"{_joined(answer.own)}\n\n{name}\n{_marked(answer.quote, '>')}", html


def qq(answer: Answer) -> Forms:
    html = (
        f'<div>{_divs(answer.own)}</div><div><br></div><div style="font-size: 12px;font-family: Arial Narrow;padding:2px 0;">'
        '------------------&nbsp;原始邮件&nbsp;------------------</div><div style="font-size: 12px;background:#efefef;">'
        f'<div><b>发件人:</b> "{FORUM}" &lt;{REPLY_ADDRESS}&gt;;</div><div><b>发送时间:</b> 2026年11月20日(星期五) 上午10:12'
        f'</div><div><b>收件人:</b> "{answer.tongue.author}";</div><div><b>主题:</b> Draft decision</div></div>'
        f"<div><br></div>{_divs(answer.quote)}"
    )
    return None, html


def netease(answer: Answer) -> Forms:
    name = f'At 2026-11-20 10:12:11, "{FORUM}" <{REPLY_ADDRESS}> wrote:'
    html = (
        f'<div style="line-height:1.7">{_divs(answer.own)}<br><p>{escape(name)}</p><blockquote id="isReplyContent" '
        f'style="PADDING-LEFT: 1ex; MARGIN: 0px 0px 0px 0.8ex; BORDER-LEFT: #ccc 1px solid">{_divs(answer.quote)}'
        "</blockquote></div>"
    )
    return f"{_joined(answer.own)}\n\n{name}\n{_marked(answer.quote, '>')}", html


def lotus_notes(answer: Answer) -> Forms:
    block = _outlook_block(answer, lambda label, value: f"{label}:        {value}\n")
    return f"{_joined(answer.own)}\n\n\n\n{block}\n\n\n{_joined(answer.quote)}\n", None


def samsung(answer: Answer) -> Forms:
    block = _outlook_block(answer, lambda label, value: f"<div>{label}: {escape(value)} </div>")
    html = (
        f"<html><body><div>{_divs(answer.own)}</div><div><br></div><div>"
        f'<div style="font-size:100%;color:#000000"><!-- originalMessage --><div>{answer.tongue.original}</div>{block}'
        f"<div><br></div></div>{_paragraphs(answer.quote)}</div></body></html>"
    )
    return None, html


def mutt(answer: Answer) -> Forms:
    name = f"On Fri, Nov 20, 2026 at 10:12:11AM +0300, {FORUM} wrote:"
    return f"{_joined(answer.own)}\n\n{name}\n{_marked(answer.quote)}\n\n-- \n{answer.tongue.author}", None


def _named(sentence: str) -> str:
    return sentence.format(name=FORUM, address=REPLY_ADDRESS)


def _text(answer: Answer, name: str) -> str:
    return f"{_joined(answer.own)}\n\n{name}\n\n{_marked(answer.quote)}\n"


def _joined(words: tuple[str, ...]) -> str:
    return "\n\n".join(words)


def _marked(words: tuple[str, ...], mark: str = "> ") -> str:
    return "\n".join(f"{mark}{row}" if row else mark.strip() for row in _joined(words).split("\n"))


def _divs(words: tuple[str, ...]) -> str:
    return "<div><br></div>".join(f"<div>{escape(row)}</div>" for row in words)


def _paragraphs(words: tuple[str, ...]) -> str:
    return "".join(f"<p>{escape(row)}</p>\n" for row in words)


def _mso(words: tuple[str, ...]) -> str:
    blank = '<p class="MsoNormal"><o:p>&nbsp;</o:p></p>'
    return blank.join(f'<p class="MsoNormal">{escape(row)}<o:p></o:p></p>' for row in words)


def _elements(words: tuple[str, ...]) -> str:
    return "<div><br></div>".join(f'<div class="elementToProof">{escape(row)}</div>' for row in words)


PROGRAMS: tuple[Callable[[Answer], Forms], ...] = (
    *(gmail, gmail_app, apple_mail, iphone, thunderbird, thunderbird_plain, outlook_desktop, outlook_plain),
    *(outlook_web, outlook_mobile, yahoo, proton, zimbra, roundcube, gmx, yandex, mail_ru, qq, netease),
    *(lotus_notes, samsung, mutt),
)
