"""The charsets of the world, labelled rightly, wrongly and not at all."""

from tests.notify_service.inbound.corpus.sample import Post, Sample, mail
from tests.notify_service.inbound.corpus.tongues import ARABIC, CHINESE, FRENCH, RUSSIAN, SPANISH, Tongue

_JAPANESE = "ご意見ありがとうございます。資料を確認して、来週までに返事します。"
_TAIWAN = "感謝您的意見，我們同意秘書處提出的案文，並將在會議上作報告。"
_KOREAN = "의견을 주셔서 감사합니다. 우리는 제안에 동의합니다."
_POLISH = "Dziękujemy za uwagi, zgadzamy się z propozycją."
_RIGHT = (
    *((RUSSIAN.own[0], charset) for charset in ("windows-1251", "koi8-r", "iso-8859-5", "utf-8", "cp866")),
    *((ARABIC.own[0], charset) for charset in ("windows-1256", "iso-8859-6", "utf-8")),
    *((CHINESE.own[0], charset) for charset in ("gb2312", "gbk", "gb18030", "utf-8", "hz-gb-2312")),
    *((_TAIWAN, charset) for charset in ("big5", "utf-8")),
    *((_JAPANESE, charset) for charset in ("iso-2022-jp", "shift_jis", "euc-jp", "utf-8")),
    *((_KOREAN, charset) for charset in ("euc-kr", "ks_c_5601-1987")),
    *((FRENCH.own[1], charset) for charset in ("windows-1252", "utf-8")),
    *((SPANISH.own[0], charset) for charset in ("iso-8859-1", "iso-8859-15", "utf-16")),
    (_POLISH, "iso-8859-2"),
)
# The bytes are in the first, the label says the second.
_WRONG = (
    (RUSSIAN.own[0], "windows-1251", "iso-8859-1"),
    (RUSSIAN.own[0], "koi8-r", "us-ascii"),
    (RUSSIAN.own[0], "windows-1251", ""),
    (RUSSIAN.own[0], "koi8-r", "windows-1251"),
    (RUSSIAN.own[0], "utf-8", "koi8-r"),
    (ARABIC.own[0], "windows-1256", "iso-8859-1"),
    (ARABIC.own[0], "windows-1256", "utf-8"),
    (ARABIC.own[0], "utf-8", "windows-1256"),
    (CHINESE.own[0], "gb18030", "iso-8859-1"),
    (CHINESE.own[0], "gb18030", ""),
    (CHINESE.own[0], "gb18030", "us-ascii"),
    (CHINESE.own[0], "utf-8", "gb2312"),
    (_TAIWAN, "big5", "us-ascii"),
    (_TAIWAN, "big5", "x-unknown"),
    (_JAPANESE, "shift_jis", "iso-8859-1"),
    (_JAPANESE, "iso-2022-jp", "us-ascii"),
    (FRENCH.own[0], "windows-1252", "iso-8859-1"),
    (FRENCH.own[0], "windows-1252", "utf-8"),
    (SPANISH.own[0], "iso-8859-1", "utf-8"),
    (SPANISH.own[0], "utf-8", "iso-8859-1"),
)


def sets() -> list[Sample]:
    """Bodies, then headers."""
    right = [_labelled(text, charset, charset) for text, charset in _RIGHT]
    wrong = [_labelled(*row) for row in _WRONG]
    return [
        *right,
        *wrong,
        *(_raw_subject(tongue) for tongue in (RUSSIAN, ARABIC, CHINESE, FRENCH)),
        *_subjects(),
    ]


def _labelled(text: str, charset: str, label: str) -> Sample:
    codec = {"gb2312": "gb18030", "hz-gb-2312": "hz", "ks_c_5601-1987": "cp949"}.get(charset, charset)
    head = (
        "From: Amina <amina@example.org>\r\nTo: reply+a@forum.example\r\nSubject: Re: Draft\r\n"
        "Message-ID: <m1@example.org>\r\nMIME-Version: 1.0\r\nContent-Transfer-Encoding: 8bit\r\n"
        f"Content-Type: text/plain{f'; charset={label}' if label else ''}\r\n\r\n"
    )
    name = f"{charset} labelled {label or 'not at all'} {text[:6]}"
    return Sample(
        name=name, raw=head.encode() + text.encode(codec, "replace"), own=_there_and_back(text, codec)
    )


def _there_and_back(text: str, codec: str) -> str:
    return text.encode(codec, "replace").decode(codec)


def _raw_subject(tongue: Tongue) -> Sample:
    """Eight bits in the header, without any label, as some programs of old."""
    subject = tongue.own[0][:30].strip()
    codec = "gb18030" if tongue.charset == "gb2312" else tongue.charset
    raw = (
        b"From: amina@example.org\r\nSubject: "
        + subject.encode(codec, "replace")
        + b"\r\n\r\nHello there\r\n"
    )
    return Sample(
        name=f"raw subject {tongue.code}", raw=raw, subject=_there_and_back(subject, codec), own="Hello there"
    )


def _subjects() -> list[Sample]:
    """What stands before a subject in many tongues."""
    said = {
        "Re: Re: Draft": "Draft",
        "RE : Draft": "Draft",
        "AW: WG: Draft": "Draft",
        "Rép : Draft": "Draft",
        "RV: Draft": "Draft",
        "Ответ: Проект": "Проект",
        "На: Проект": "Проект",
        "回复：草案": "草案",
        "答复: 转发: 草案": "草案",
        "رد: المسودة": "المسودة",
        "إعادة توجيه: رد: المسودة": "المسودة",
        "Re[2]: Draft": "Draft",
        "SV: [Taxonomy] Draft": "Draft",
        "[EXTERNAL] Re: [Taxonomy] Re: Draft": "Draft",
        "***SPAM*** Re: Draft": "Draft",
        "Reply needed: the draft": "Reply needed: the draft",
        "Re:": "Re:",
        "Antwort: Draft": "Draft",
        "回覆: 草案": "草案",
        "Fwd: Re: Draft [2]": "Draft [2]",
    }
    return [
        Sample(name=f"subject {line}", raw=mail(Post(subject=line, text="Hello")), subject=bare)
        for line, bare in said.items()
    ]
