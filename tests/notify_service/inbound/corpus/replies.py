"""Answers on top of what they answer: each program in each language, with both forms and with each alone."""

from tests.notify_service.inbound.corpus.programs import PROGRAMS, Answer, Forms
from tests.notify_service.inbound.corpus.sample import Post, Sample, mail
from tests.notify_service.inbound.corpus.tongues import TONGUES, Tongue

_ENCODINGS = ("quoted-printable", "base64", "8bit")


def replies() -> list[Sample]:
    """22 programs in six languages; every second letter ends with a greeting and a name."""
    found = []
    for number, (program, tongue) in enumerate((one, two) for one in PROGRAMS for two in TONGUES):
        own = (*tongue.own, tongue.closing, tongue.author) if number % 2 else tongue.own
        text, html = program(Answer(tongue=tongue, own=own, quote=tongue.quote))
        for form, forms in _alone(text, html).items():
            name = f"{program.__name__} {tongue.code} {form}".strip()
            found.append(_sample(name, tongue, own, forms, _ENCODINGS[number % 3]))
    return found


def _alone(text: str | None, html: str | None) -> dict[str, Forms]:
    if text is None or html is None:
        return {"": (text, html)}
    return {"": (text, html), "text": (text, None), "html": (None, html)}


def _sample(name: str, tongue: Tongue, own: tuple[str, ...], forms: Forms, encoding: str) -> Sample:
    text, html = forms
    sender = f"{tongue.author} <amina@example.org>"
    return Sample(
        name=name,
        raw=mail(Post(sender=sender, text=text, html=html, encoding=encoding)),
        own="\n\n".join(own),
        quoted=tongue.quote,
        subject="Draft decision",
        sender="amina@example.org",
    )
