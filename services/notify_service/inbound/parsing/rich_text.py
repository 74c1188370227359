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


def words_of_rtf(data: bytes) -> str:
    """The words without their looks; empty when nothing can be read."""
    rtf = _uncompressed(data).decode("latin-1")
    text = _TABLES.sub("", rtf).replace("\r", "").replace("\n", "")
    text = re.sub(r"\\(?:par|line|row)\b ?", "\n", text).replace("\\tab ", " ")
    text = re.sub(r"\\u(-?\d{1,6}) ?\??", lambda found: chr(int(found[1]) % 65536), text)
    text = re.sub(
        r"\\'([0-9a-f]{2})", lambda found: bytes.fromhex(found[1]).decode("cp1252", "replace"), text
    )
    text = re.sub(r"\\[a-z]+-?\d{0,9} ?|[{}]", "", text)
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace").strip("\0 \n")


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
