"""Ways of answering: below, in between, above a signature, with small print, without a word."""

from tests.notify_service.inbound.corpus.sample import FORUM, REPLY_ADDRESS, Post, Sample, mail
from tests.notify_service.inbound.corpus.tongues import TONGUES, Tongue


def manners() -> list[Sample]:
    """In six languages each."""
    makers = (_below, _between, _between_html, _signed, _contact, _phone, _small_print, _banner, _flowed)
    others = (_quote_alone, _passed_on, _quotes_somebody, _listed, _card, _print_below, _card_below)
    found = [make(tongue) for tongue in TONGUES for make in (*makers, *others)]
    return [*found, *_odd()]


def _sample(name: str, tongue: Tongue, own: str, post: Post, **more: object) -> Sample:
    quoted = more.pop("quoted", tongue.quote)
    return Sample(name=f"{name} {tongue.code}", raw=mail(post), own=own, quoted=quoted, **more)  # type: ignore[arg-type]


def _name(tongue: Tongue) -> str:
    return tongue.gmail.format(name=FORUM, address=REPLY_ADDRESS)


def _marked(tongue: Tongue) -> str:
    return "\n> \n".join(f"> {row}" for row in tongue.quote)


def _below(tongue: Tongue) -> Sample:
    own = "\n\n".join(tongue.own)
    text = f"{_name(tongue)}\n{_marked(tongue)}\n\n{own}\n\n-- \n{tongue.author}\n"
    return _sample("below", tongue, own, Post(text=text))


def _between(tongue: Tongue) -> Sample:
    first, second = tongue.quote
    own = f"> {first}\n\n{tongue.own[0]}\n\n> {second}\n\n{tongue.own[1]}"
    return _sample("between", tongue, own, Post(text=f"{_name(tongue)}\n\n{own}\n"))


def _between_html(tongue: Tongue) -> Sample:
    first, second = tongue.quote
    own = f"> {first}\n\n{tongue.own[0]}\n\n> {second}\n\n{tongue.own[1]}"
    quote = '<blockquote type="cite"><div>{}</div></blockquote>'
    html = (
        f"<html><body><div><div>{_name(tongue).replace('<', '&lt;')}</div>{quote.format(first)}<div><br></div>"
        f"<div>{tongue.own[0]}</div><br>{quote.format(second)}<div>{tongue.own[1]}</div></div></body></html>"
    )
    return _sample("between in HTML", tongue, own, Post(html=html))


def _signed(tongue: Tongue) -> Sample:
    own = "\n\n".join(tongue.own)
    text = f"{own}\n\n-- \n{tongue.author}\nMinistry of Environment\nTel: +254 20 762 1234\n\n{_name(tongue)}\n{_marked(tongue)}\n"
    return _sample("signed", tongue, own, Post(text=text))


def _contact(tongue: Tongue) -> Sample:
    own = f"{tongue.own[0]}\n\n{tongue.closing}\n{tongue.author}"
    text = f"{own}\nMinistry of Environment\nTel: +254 20 762 1234\nwww.environment.example\n\n{_name(tongue)}\n{_marked(tongue)}"
    return _sample("contact", tongue, own, Post(text=text))


def _phone(tongue: Tongue) -> Sample:
    text = f"{tongue.own[0]}\n\n{tongue.phone}\n\n{_name(tongue)}\n\n{_marked(tongue)}"
    return _sample("phone", tongue, tongue.own[0], Post(text=text))


def _small_print(tongue: Tongue) -> Sample:
    text = f"{tongue.own[0]}\n\n{tongue.print}\n\n{_name(tongue)}\n\n{_marked(tongue)}"
    return _sample("small print", tongue, tongue.own[0], Post(text=text))


def _banner(tongue: Tongue) -> Sample:
    warning = "CAUTION: This email originated from outside of the organization. Do not click links."
    html = (
        f"<div style='background:#ff0'>{warning}</div><br><div>{tongue.own[0]}</div>"
        f'<blockquote type="cite">{tongue.quote[0]}</blockquote>'
    )
    return _sample("banner", tongue, tongue.own[0], Post(html=html))


def _flowed(tongue: Tongue) -> Sample:
    cut = len(tongue.own[0]) // 2
    first = tongue.own[0][:cut].rstrip() + " \n" + tongue.own[0][cut:].lstrip()
    text = f"{first}\n\n{_name(tongue)}\n> {tongue.quote[0]} \n> {tongue.quote[1]}\n"
    joined = f"{tongue.own[0][:cut].rstrip()} {tongue.own[0][cut:].lstrip()}"
    return _sample("flowed", tongue, joined, Post(text=text, text_type="; format=flowed"))


def _quote_alone(tongue: Tongue) -> Sample:
    return _sample("nothing but a quote", tongue, "", Post(text=f"{_name(tongue)}\n{_marked(tongue)}\n"))


def _passed_on(tongue: Tongue) -> Sample:
    """Of a mail handed on without a word, all of it is meant."""
    labels = tongue.labels
    text = (
        f"---------- Forwarded message ---------\n{labels[0]}: Wei <wei@example.org>\n{labels[1]}: {tongue.sent}\n"
        f"{labels[3]}: Draft\n{labels[2]}: {tongue.author}\n\n{tongue.quote[0]}\n"
    )
    post = Post(subject="Fwd: Draft", to="taxonomy@forum.example", text=text, answers=False)
    return _sample("passed on", tongue, text.strip(), post, quoted=(), subject="Draft")


def _quotes_somebody(tongue: Tongue) -> Sample:
    """A quote of one's own choosing, set in by hand, is part of what one says."""
    html = f"<p>{tongue.own[0]}</p><blockquote><p>{tongue.quote[0]}</p></blockquote><p>{tongue.own[1]}</p>"
    own = f"{tongue.own[0]}\n\n> {tongue.quote[0]}\n\n{tongue.own[1]}"
    return _sample("quotes somebody", tongue, own, Post(html=html, answers=False))


def _card(tongue: Tongue) -> Sample:
    """Name, office and telephone in HTML, without any closing words."""
    own = f"{tongue.own[0]}\n\n**{tongue.author}**"
    html = (
        f"<div>{tongue.own[0]}</div><div><br></div><div><b>{tongue.author}</b></div><div>Ministry of Environment</div>"
        f"<div>P.O. Box 30552, Nairobi</div><div>+254 20 762 1234</div><blockquote type=cite>{tongue.quote[0]}</blockquote>"
    )
    post = Post(sender=f"{tongue.author} <amina@example.org>", html=html)
    return _sample("card", tongue, own, post)


def _print_below(tongue: Tongue) -> Sample:
    """Small print that a server put under everything."""
    virus = "--\nThis email has been checked for viruses by Avast antivirus software.\nwww.avast.com"
    text = f"{tongue.own[0]}\n\n{_name(tongue)}\n{_marked(tongue)}\n\n{tongue.print}\n\n{virus}\n"
    return _sample("print below", tongue, tongue.own[0], Post(text=text))


def _card_below(tongue: Tongue) -> Sample:
    """An address that a server put under everything."""
    card = "Ministry of Environment\nP.O. Box 30552, Nairobi\nwww.environment.example"
    text = f"{tongue.own[0]}\n\n{_name(tongue)}\n{_marked(tongue)}\n\n{card}\n"
    return _sample("card below", tongue, tongue.own[0], Post(text=text))


def _listed(tongue: Tongue) -> Sample:
    own = f"{tongue.own[0]}\n\n- one\n- two\n\n1. first\n2. second\n\n{tongue.own[1]}"
    html = (
        f"<div>{tongue.own[0]}</div><ul><li>one</li><li>two</li></ul><ol><li>first</li><li>second</li></ol>"
        f"<div>{tongue.own[1]}</div>"
    )
    return _sample("listed", tongue, own, Post(text="see HTML", html=html))


def _odd() -> list[Sample]:
    """What looks like a quote or a signature and is none."""
    kept = {
        "travel": "My flights:\n\nFrom: Nairobi\nTo: Montreal\nDate: 12 May\n\nSee you there.",
        "a sentence that ends with wrote": "On Monday Anna wrote:\n\nthe text is fine.\n\nI think so too.",
        "dashes": "Two points\n\n---\n\nFirst we wait. Then we decide on it together.",
        "a list with dashes": "Please add:\n- Kenya\n- Peru\n- Chad",
        "greater than": "We need a value where x > 3 and y < 4.",
        "thanks at the end": "Please find our comments above.\n\nThanks,\nAmina",
        "original message in a sentence": "The original message was lost, please send it again.",
        "confidential in a sentence": "Is the list of names confidential? We would like to publish it.",
        "code": "Use this:\n\n    SELECT 1;\n\nIt works.",
        "one word": "Yes, please.",
        "a colon at the end": "We have written to the Secretariat on 3 May 2026 at 10:15, as follows:\n\nPlease extend the deadline.",
        "best": "Which option is best?\n\nThe second one is best in our view.",
    }
    return [Sample(name=name, raw=mail(Post(text=own)), own=own) for name, own in kept.items()]
