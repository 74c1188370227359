"""Mails drawn by lot: every program, language and manner in every mixture, to measure by."""

from random import Random
from textwrap import fill

from tests.notify_service.inbound.corpus.programs import PROGRAMS, Answer, Forms
from tests.notify_service.inbound.corpus.sample import Post, Sample, mail
from tests.notify_service.inbound.corpus.tongues import TONGUES, Tongue

# Sentences that look like what is cut.
_TRAPS = (
    "In 2020 the Parties wrote the following into decision 14/8:",
    "On 3 May 2026 we sent our comments to the Secretariat.",
    "From Nairobi to Montreal: the way of the draft.",
    "Date: 12 May. Place: Rome.",
    "To: be decided.",
    "The subject is confidential, so let us be careful.",
    "See https://www.cbd.int/decisions and https://www.cbd.int/meetings for more.",
    "--> the second paragraph is the important one",
    "Thanks to all who wrote to us.",
    "Please write to info@example.org for the list of names, or call +254 20 762 1234.",
    "* first\n* second",
    "Best practice is described in chapter 2.",
    "Le message d'origine était plus clair.",
    "Сообщение отправлено всем Сторонам 12 мая в 10:15.",
    "原始邮件的附件在网站上。",
)


def drawn(count: int = 2000, seed: int = 4) -> list[Sample]:
    """The same mails at each run."""
    lot = Random(seed)
    return [_draw(lot, number) for number in range(count)]


def _draw(lot: Random, number: int) -> Sample:
    program, tongue, writing = lot.choice(PROGRAMS), lot.choice(TONGUES), lot.choice(TONGUES)
    own = _words(lot, writing)
    quoted = _quoted(lot)
    answer = Answer(tongue=tongue, own=own, quote=(*quoted, *_older(lot)))
    text, html = _form(lot, program(answer))
    wrapped = lot.random() < 0.5
    post = Post(
        sender=f"{tongue.author} <amina@example.org>",
        text=_wrapped(text) if text and wrapped else text,
        html=html,
        encoding=lot.choice(("quoted-printable", "base64", "8bit")),
    )
    return Sample(
        name=f"{number}: {program.__name__} {tongue.code}, {'both' if text and html else 'text' if text else 'html'}"
        f"{', wrapped' if wrapped else ''}",
        raw=mail(post),
        own="\n\n".join(own),
        quoted=quoted,
    )


def _words(lot: Random, tongue: Tongue) -> tuple[str, ...]:
    words = lot.sample(tongue.own, lot.randint(1, 2))
    if lot.random() < 0.3:
        words.insert(lot.randint(0, len(words)), lot.choice(_TRAPS).partition("\n")[0])
    if lot.random() < 0.4:
        words += [tongue.closing, tongue.author]
    return tuple(words)


def _quoted(lot: Random) -> tuple[str, ...]:
    found: list[str] = []
    for tongue in lot.sample(TONGUES, lot.randint(1, 2)):
        found += tongue.quote
    return tuple(found)


def _older(lot: Random) -> tuple[str, ...]:
    """What the quoted mail quoted itself, by another program."""
    if lot.random() < 0.6:
        return ()
    tongue = lot.choice(TONGUES)
    text, _html = lot.choice(PROGRAMS)(
        Answer(tongue=tongue, own=("An older word.",), quote=("The oldest word.",))
    )
    return tuple((text or "").split("\n"))


def _form(lot: Random, forms: Forms) -> Forms:
    text, html = forms
    if text is None or html is None:
        return forms
    return lot.choice((forms, forms, (text, None), (None, html)))


def _wrapped(text: str) -> str:
    """As programs break lines at 72 columns, those above a quote too."""
    rows = [
        row
        if row.startswith((">", "-", "_")) or len(row) < 73
        else fill(row, 72, break_long_words=False, break_on_hyphens=False)
        for row in text.split("\n")
    ]
    return "\n".join(rows)
