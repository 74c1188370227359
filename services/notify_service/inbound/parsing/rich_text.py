"""The words inside of Outlook's rich text: compressed (MS-OXRTFCP), then RTF."""

import re
from struct import unpack_from

_MAX_WORDS = 2_000_000
# What every compressed text may refer to without containing it.
_DICTIONARY = (
    rb"{\rtf1\ansi\mac\deff0\deftab720{\fonttbl;}{\f0\fnil \froman \fswiss \fmodern \fscript \fdecor MS Sans "
    rb"SerifSymbolArialTimes New RomanCourier{\colortbl\red0\green0\blue0" + b"\r\n" + rb"\par "
    rb"\pard\plain\f0\fs20\b\i\u\tab\tx"
)
_TABLES = re.compile(
    r"\{\\\*[^{}]*\}|\{\\(?:fonttbl|colortbl|stylesheet|info)[^{}]*(?:\{[^{}]*\}[^{}]*){0,500}\}"
)
_PAGES = frozenset({"cp932", "cp936", "cp949", "cp950", "cp874", *(f"cp125{number}" for number in range(9))})
# HTML hidden in RTF (MS-OXRTFEX): the tags, and what is there for programs without HTML.
_TAG = re.compile(r"\{\\\*\\htmltag\d{0,4} ?([^{}]*)\}")
_REPEATED = re.compile(r"\\htmlrtf\b(?!0) ?[^\x04]{0,4000}?\\htmlrtf0 ?")


def read_rtf(data: bytes) -> tuple[str, str]:
    """The words without their looks, and the HTML when it was made from such; empty what is not there."""
    rtf = _uncompressed(data).decode("latin-1").replace("\r", "").replace("\n", "")
    rtf = _letters(rtf.replace("\\\\", "\x01").replace("\\{", "\x02").replace("\\}", "\x03"))
    if "\\fromhtml" in rtf[:2000]:
        return "", _finished(_TAG.sub(r"\1", _REPEATED.sub("", rtf)))
    return _finished(rtf), ""


def _finished(rtf: str) -> str:
    """What is left when the commands are gone."""
    text = re.sub(r"\\(?:par|line|row)\b ?", "\n", _TABLES.sub("", rtf)).replace("\\tab ", " ")
    text = re.sub(r"\\u(-?\d{1,6}) ?\??", lambda found: chr(int(found[1]) % 65536), text)
    text = re.sub(r"\\[a-z]+-?\d{0,9} ?|[{}]", "", text)
    text = text.replace("\x01", "\\").replace("\x02", "{").replace("\x03", "}")
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace").strip("\0 \n")


def _letters(rtf: str) -> str:
    """Letters beyond ASCII, written as bytes of the code page the text names."""
    named = re.search(r"\\ansicpg(\d{3,5})", rtf[:2000])
    page = f"cp{named[1]}" if named and f"cp{named[1]}" in _PAGES else "cp1252"
    return re.sub(
        r"(?:\\'[0-9a-fA-F]{2})+",
        lambda found: bytes.fromhex(found[0].replace("\\'", "")).decode(page, "replace"),
        rtf,
    )


def _uncompressed(data: bytes) -> bytes:
    if data.startswith(b"{\\rtf"):
        return data[:_MAX_WORDS]
    if len(data) < 16 or data[8:12] not in (b"LZFu", b"MELA"):
        return b""
    size = min(int(unpack_from("<I", data, 4)[0]), _MAX_WORDS)
    if data[8:12] == b"MELA":
        return data[16 : 16 + size]
    return _expanded(data[16:], size)


def _expanded(packed: bytes, size: int) -> bytes:
    """Eight tokens a flag byte: a byte as it is, or where in the last 4096 to copy from, and how many."""
    found = bytearray(_DICTIONARY)
    start = len(found)
    place = 0
    while place < len(packed) and len(found) - start < size:
        flags = packed[place]
        place += 1
        for bit in range(8):
            if not flags >> bit & 1:
                found += packed[place : place + 1]
                place += 1
                continue
            if place + 1 >= len(packed) or not _copy(found, packed[place] << 8 | packed[place + 1]):
                return bytes(found[start:])
            place += 2
    return bytes(found[start : start + size])


def _copy(found: bytearray, token: int) -> bool:
    """Copy what the token points at; false at the end, where it points at itself."""
    here, there = len(found) % 4096, token >> 4
    if here == there:
        return False
    source = len(found) - ((here - there) % 4096)
    if source < 0:
        return False
    for step in range((token & 15) + 2):
        found.append(found[source + step])
    return True
