"""What is read in mails of the programs and languages of the world."""

import pytest

from notify_service.inbound.parsing import read_mail
from notify_service.inbound.parsing.measure import measure
from tests.notify_service.inbound.corpus import Sample, drawn, samples

CORPUS = samples()


@pytest.mark.parametrize("sample", CORPUS, ids=lambda sample: sample.name)
def test_a_mail_is_read_as_a_person_would_read_it(sample: Sample) -> None:
    mail = read_mail(sample.raw)

    assert mail.nature == sample.nature, mail.why
    assert mail.command == sample.command
    for asked, expected, said in (
        ("own", sample.own and _flat(sample.own), _flat(mail.own)),
        ("subject", sample.subject, mail.subject),
        ("sender", sample.sender, mail.sender),
        ("files", sample.files, tuple(file.name for file in mail.attachments)),
        ("bounce", sample.bounce, mail.bounce and (mail.bounce.kind, mail.bounce.address)),
        ("answerable", sample.answerable, mail.answerable),
    ):
        assert expected is None or said == expected, asked


def test_the_corpus_is_large() -> None:
    assert len(CORPUS) >= 600
    assert len({sample.name for sample in CORPUS}) == len(CORPUS)


def test_hardly_any_quoted_text_would_be_published_as_own_words() -> None:
    corpus = measure(CORPUS)
    lot = measure(drawn(150, seed=7))

    assert (corpus.rate, corpus.empty) == (0, 0)
    assert lot.rate < 0.02
    assert lot.empty <= 1


def _flat(text: str) -> str:
    return " ".join(text.split())
