"""Files, pictures in the text, signed and sealed mails, and mails without form."""

from struct import pack

from tests.notify_service.inbound.corpus.sample import Post, Sample, mail, part, several

_PNG = b"\x89PNG\r\n\x1a\n" + bytes(300)
_HEAD = b"From: Amina <amina@example.org>\r\nTo: reply+a@forum.example\r\nSubject: Re: Draft\r\nMIME-Version: 1.0\r\n"


def holdings() -> list[Sample]:
    """All kinds."""
    return [*_files(), *_pictures(), *_keys(), *_formless()]


def _files() -> list[Sample]:
    word = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    names = {
        "plain": ("annex.docx", "annex.docx"),
        "a path": ("C:\\docs\\annex.docx", "annex.docx"),
        "climbing": ("../../etc/annex.docx", "annex.docx"),
        "encoded word": ("=?utf-8?b?0J/RgNC+0LXQutGCLmRvY3g=?=", "Проект.docx"),
    }
    found = [
        Sample(
            name=f"file {name}",
            raw=mail(Post(text="See the annex.", files=((sent, word, b"PK" + bytes(50)),))),
            own="See the annex.",
            files=(kept,),
        )
        for name, (sent, kept) in names.items()
    ]
    continued = (
        b"Content-Type: application/pdf\r\nContent-Disposition: attachment;\r\n filename*0*=utf-8''%D8%AA%D9%82;\r\n"
        b" filename*1*=%D8%B1%D9%8A%D8%B1.pdf\r\nContent-Transfer-Encoding: base64\r\n\r\nJVBERi0xLjQK"
    )
    text = part("text/plain; charset=utf-8", b"See the annex.", "8bit")
    passed = part("message/rfc822", _HEAD + b"\r\nAn older mail.\r\n", "8bit")
    return [
        *found,
        Sample(name="file RFC 2231", raw=_HEAD + several("mixed", [text, continued]), files=("تقرير.pdf",)),
        Sample(
            name="file a mail",
            raw=_HEAD + several("mixed", [text, passed]),
            own="See the annex.",
            files=("message.eml",),
        ),
        Sample(name="winmail.dat", raw=_winmail(text), own="See the annex.", files=("report.txt",)),
    ]


def _winmail(text: bytes) -> bytes:
    def attribute(level: int, code: int, kind: int, data: bytes) -> bytes:
        return pack("<BHHI", level, code, kind, len(data)) + data + pack("<H", sum(data) % 65536)

    tnef = b"\x78\x9f\x3e\x22\x01\x00" + attribute(1, 0x9006, 8, pack("<I", 0x10000))
    tnef += attribute(2, 0x9002, 6, bytes(14)) + attribute(2, 0x8010, 1, b"report.txt\0")
    tnef += attribute(2, 0x800F, 6, b"The words of the report.")
    return _HEAD + several("mixed", [text, part("application/ms-tnef", tnef, "base64", "winmail.dat")])


def _pictures() -> list[Sample]:
    def picture(identifier: str) -> bytes:
        head = f"Content-Type: image/png; name=map.png\r\nContent-ID: <{identifier}>\r\nContent-Disposition: inline\r\n"
        return head.encode() + b"Content-Transfer-Encoding: binary\r\n\r\n" + _PNG

    own = part("text/html; charset=utf-8", b'<p>See:</p><p><img src="cid:map@x" alt="Map"></p>', "8bit")
    quoted = b'<p>We agree.</p><blockquote type="cite"><img src="cid:logo@x"></blockquote>'
    quote = part("text/html; charset=utf-8", quoted, "8bit")
    tracked = b'<p>We agree.</p><img src="https://spy.example/pixel.gif" width="1" height="1">'
    return [
        Sample(
            name="picture in the text",
            raw=_HEAD + several("related", [own, picture("map@x")]),
            own="See:\n\n![Map](cid:map@x)",
            files=("map.png",),
        ),
        Sample(
            name="picture in the quote",
            raw=_HEAD + several("related", [quote, picture("logo@x")]),
            own="We agree.",
            files=(),
        ),
        Sample(name="tracking picture", raw=_HEAD + part("text/html", tracked, "8bit"), own="We agree."),
    ]


def _keys() -> list[Sample]:
    text = part("text/plain; charset=utf-8", b"We agree.", "8bit")
    key = part("application/pgp-signature", b"-----BEGIN PGP SIGNATURE-----", "8bit")
    sealed = part("application/octet-stream", b"-----BEGIN PGP MESSAGE-----\r\nabc", "8bit")
    armoured = (
        b"-----BEGIN PGP SIGNED MESSAGE-----\nHash: SHA256\n\nWe agree.\n-----BEGIN PGP SIGNATURE-----\n\nabc\n"
        b"-----END PGP SIGNATURE-----\n"
    )
    return [
        Sample(name="signed with PGP", raw=_HEAD + several("signed", [text, key]), own="We agree.", files=()),
        Sample(name="sealed with PGP", raw=_HEAD + several("encrypted", [sealed]), nature="unreadable"),
        Sample(name="signed inside", raw=_HEAD + part("text/plain", armoured, "8bit"), own="We agree."),
        Sample(
            name="sealed inside", raw=_HEAD + b"\r\n-----BEGIN PGP MESSAGE-----\n\nabc\n", nature="unreadable"
        ),
    ]


def _formless() -> list[Sample]:
    return [
        Sample(name="no headers but from", raw=b"From: amina@example.org\n\nWe agree.\n", own="We agree."),
        Sample(
            name="no empty line", raw=b"From: amina@example.org\nSubject: x\nWe agree.\n", own="We agree."
        ),
        Sample(
            name="from a mailbox file",
            raw=b"From amina Fri Nov 20\nFrom: amina@example.org\n\nWe agree.",
            own="We agree.",
        ),
        Sample(name="empty", raw=b"", nature="unreadable", own=""),
        Sample(name="nothing but zeros", raw=bytes(200), nature="unreadable"),
        Sample(
            name="a boundary that never comes",
            raw=_HEAD + b'Content-Type: multipart/mixed; boundary="never"\r\n\r\nWe agree.\r\n',
            own="We agree.",
        ),
        Sample(
            name="a part that never ends",
            raw=_HEAD + b"Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\nWe agree.\r\n",
            own="We agree.",
        ),
        Sample(
            name="broken base64",
            raw=_HEAD
            + b"Content-Type: text/plain\r\nContent-Transfer-Encoding: base64\r\n\r\nV2UgYWdyZWUu!!!\r\n____\r\nlist\r\n",
            own="We agree.",
        ),
    ]
