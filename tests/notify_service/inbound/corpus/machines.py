"""Mails that no person sent: by header, by subject in six languages, receipts, loops, and people who look like it."""

from tests.notify_service.inbound.corpus.sample import Post, Sample, mail

_SUBJECTS = (
    *(
        "Automatic reply: Draft decision",
        "Out of Office: Draft",
        "Auto: Re: Draft",
        "Autoreply: away",
        "Away from office",
    ),
    *("Réponse automatique : Projet", "Absence du bureau : Projet", "Absent du bureau"),
    *("Respuesta automática: Proyecto", "Fuera de la oficina: Proyecto", "Aviso de ausencia"),
    *("Автоматический ответ: Проект", "Автоответ", "Нет на рабочем месте: Проект"),
    *("رد تلقائي: المسودة", "الرد الآلي", "خارج المكتب"),
    *("自动回复：草案", "自動回覆: 草案", "外出自动回复"),
    *(
        "Automatische Antwort: Entwurf",
        "Abwesenheitsnotiz: Entwurf",
        "Resposta automática: rascunho",
        "自動応答: 件名",
    ),
    *("Accepted: Meeting", "Read: Draft decision", "Report domain: example.org Submitter: google.com"),
)
_HEADERS = (
    *("Auto-Submitted: auto-replied", "Auto-Submitted: auto-generated (vacation)", "X-Autoreply: yes"),
    *("X-Autorespond: Draft", "Precedence: auto_reply", "X-FC-MachineGenerated: true", "X-Vacation: yes"),
)
_PEOPLE = (
    *("Re: Out of office hours at COP", "Auto industry and biodiversity", "Automatic monitoring of forests"),
    *(
        "Absence of data on pollinators",
        "Re: Automatic reply: Draft",
        "Vacation homes and wetlands",
        "Reading list",
    ),
)


def machines() -> list[Sample]:
    """All kinds."""
    robots = [
        _robot(f"subject {line}", Post(subject=line, text="I am away until Monday.")) for line in _SUBJECTS
    ]
    headers = [_robot(f"header {line}", Post(text="I am away.", headers=(line,))) for line in _HEADERS]
    people = [
        Sample(name=f"person {line}", raw=mail(Post(subject=line, text="A thought.")), own="A thought.")
        for line in _PEOPLE
    ]
    return [*robots, *headers, *people, *_addresses(), *_receipts(), *_loops(), *_lists()]


def _robot(name: str, post: Post) -> Sample:
    return Sample(name=name, raw=mail(post), nature="auto_reply", answerable=False)


def _addresses() -> list[Sample]:
    senders = (
        "noreply@example.org",
        "no-reply@example.org",
        "ne-pas-repondre@example.org",
        "listserv@example.org",
    )
    return [
        _robot(f"from {sender}", Post(sender=sender, text="Your request was received.")) for sender in senders
    ]


def _receipts() -> list[Sample]:
    read = (
        b"From: amina@example.org\r\nSubject: Lu: Projet\r\nContent-Type: multipart/report; report-type=disposition-notification;"
        b' boundary="b"\r\n\r\n--b\r\nContent-Type: text/plain\r\n\r\nYour message was read.\r\n--b\r\n'
        b"Content-Type: message/disposition-notification\r\n\r\nDisposition: manual-action/MDN-sent-manually; displayed\r\n--b--\r\n"
    )
    invitation = (
        b"From: amina@example.org\r\nSubject: Re: Meeting\r\nContent-Type: multipart/alternative; boundary=b\r\n\r\n"
        b"--b\r\nContent-Type: text/plain\r\n\r\nAmina has accepted.\r\n--b\r\n"
        b"Content-Type: text/calendar; method=REPLY\r\n\r\nBEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n--b--\r\n"
    )
    return [
        Sample(name="receipt for reading", raw=read, nature="auto_reply"),
        Sample(name="answer to an invitation", raw=invitation, nature="auto_reply"),
    ]


def _loops() -> list[Sample]:
    hops = tuple(
        f"Received: from a{number} by b{number}; Fri, 20 Nov 2026 10:12:00 +0000" for number in range(60)
    )
    own = Post(
        sender="forum@forum.example",
        to="forum@forum.example",
        text="x",
        headers=("Auto-Submitted: auto-generated",),
    )
    return [
        Sample(
            name="sixty hops", raw=mail(Post(text="Hello", headers=hops)), nature="loop", answerable=False
        ),
        Sample(name="to itself", raw=mail(own), nature="loop", answerable=False),
        Sample(name="marked", raw=mail(Post(text="x", headers=("X-Corridor-Loop: 1",))), nature="loop"),
    ]


def _lists() -> list[Sample]:
    """A person whose mail came over a list is read, but not answered by a machine."""
    post = Post(text="We agree.", headers=("List-Id: <experts.example.org>", "Precedence: list"))
    null = Post(text="We agree with it.", headers=("Return-Path: <>",))
    return [
        Sample(name="over a list", raw=mail(post), own="We agree.", answerable=False),
        Sample(name="null sender", raw=mail(null), own="We agree with it.", answerable=False),
        Sample(
            name="a person",
            raw=mail(Post(text="We agree with it.")),
            own="We agree with it.",
            answerable=True,
        ),
    ]
