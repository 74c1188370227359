"""Bytes to text in the charsets of the world, when the label is wrong or missing too."""

import codecs
import re

from notify_service.inbound.parsing.guessing import best_charset, plausibility

# The supersets that programs use under the names of the older sets.
_MEANT = {
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "cp936": "gb18030",
    "x-gbk": "gb18030",
    "chinese": "gb18030",
    "gb2312-80": "gb18030",
    "big5": "big5hkscs",
    "big5-hkscs": "big5hkscs",
    "x-x-big5": "big5hkscs",
    "ks_c_5601-1987": "cp949",
    "ks_c_5601": "cp949",
    "euc-kr": "cp949",
    "shift_jis": "cp932",
    "shift-jis": "cp932",
    "x-sjis": "cp932",
    "sjis": "cp932",
    "iso-2022-jp": "iso2022_jp_ext",
    "iso-2022-jp-ms": "iso2022_jp_ext",
    "cp50220": "iso2022_jp_ext",
    "iso-8859-8-i": "iso8859_8",
    "iso-8859-6-i": "iso8859_6",
    "iso-8859-9": "cp1254",
    "iso-8859-11": "cp874",
    "tis-620": "cp874",
    "koi8-ru": "koi8_u",
    "win-1251": "cp1251",
    "cp-1251": "cp1251",
    "win1256": "cp1256",
    "unicode-1-1-utf-7": "utf_7",
    "unicode-1-1-utf-8": "utf_8",
    "utf8mb4": "utf_8",
}
# Labels that are put on anything by programs that know no better.
_EMPTY_WORDS = frozenset(
    {
        "us-ascii",
        "ascii",
        "ansi_x3.4-1968",
        "iso-8859-1",
        "latin1",
        "latin-1",
        "windows-1252",
        "cp1252",
        "8bit",
    }
    | {"iso-8859-15", "unknown-8bit", "x-unknown", "unknown", "utf-8", "utf8", "default", "binary", "none"}
    | {"user-defined", "x-user-defined", "8bit", ""}
)
_STATEFUL = (b"\x1b$", b"\x1b(")
_BOMS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufeff\ufffe\uffff]")


def to_text(data: bytes, label: str) -> str:
    """What the bytes say; nothing is refused and, where a charset fits, nothing replaced."""
    label = label.strip().strip("\"'").lower()
    return _CONTROLS.sub("", _read(data, label)).encode("utf-8", "replace").decode("utf-8")


def _read(data: bytes, label: str) -> str:
    for mark, charset in _BOMS:
        if data.startswith(mark):
            return data.decode(charset, "replace")
    codec = _codec(label)
    if codec.startswith(("utf-16", "utf-32", "utf-7", "iso2022", "hz")):
        text = _strictly(data, codec)
        if text is not None:
            return text
    if any(mark in data for mark in _STATEFUL):
        text = _strictly(data, "iso2022_kr" if b"\x1b$)C" in data else "iso2022_jp_ext")
        if text is not None:
            return text
    text = _strictly(data, "utf-8")
    if text is None:
        return _legacy(data, label, codec)
    return text if text.isascii() or label in _EMPTY_WORDS else _likelier(data, text, codec)


def _likelier(data: bytes, text: str, codec: str) -> str:
    """A few letters may be UTF-8 by chance, or be labelled as something else though they are."""
    declared = _strictly(data, codec)
    if declared is None or plausibility(declared) <= plausibility(text):
        return text
    return declared


def _legacy(data: bytes, label: str, codec: str) -> str:
    """One of the older charsets; a cut or spoilt UTF-8 text stays UTF-8."""
    text = data.decode("utf-8", "replace")
    if text.count("\ufffd") * 20 < sum(1 for sign in text if ord(sign) > 127):
        return text
    declared = _strictly(data, codec) if codec and label not in _EMPTY_WORDS else None
    guessed = best_charset(data)
    if declared is not None and plausibility(declared) >= 0.7 * plausibility(_loosely(data, guessed)):
        return declared
    if label not in _EMPTY_WORDS and declared is None and codec:
        # A byte or two are spoilt; the label may be right all the same.
        loose = _loosely(data, codec)
        if plausibility(loose) >= plausibility(_loosely(data, guessed)):
            return loose
    return _loosely(data, guessed)


def _codec(label: str) -> str:
    if not label:
        return ""
    try:
        return codecs.lookup(_MEANT.get(label, label)).name
    except (LookupError, ValueError):
        return ""


def _strictly(data: bytes, codec: str) -> str | None:
    try:
        return data.decode(codec) if codec else None
    except (UnicodeError, ValueError, LookupError):
        return None


def _loosely(data: bytes, codec: str) -> str:
    return data.decode(codec, "replace")
