"""Where a signature, the line of a telephone or the small print begins."""

import re

from notify_service.inbound.parsing.lines import Line
from notify_service.inbound.parsing.words import pattern

# Nobody signs longer; what is longer is no signature.
_LONGEST = 25
_DELIMITER = re.compile(r"^(?:--|—|––|–-|_{2,}|-- ?|-{2,5}|={3,}|\*{3,})$")
_SENT_FROM = pattern("sent_from")
_CLOSING = pattern("closings")
_DISCLAIMER = pattern("disclaimers")
_CONTACT = re.compile(
    r"[\w.+-]@[\w-]+\.\w|(?:https?://|www\.)\S|(?<!\d)\+?\(?\d[\d ()./-]{6,}\d|"
    r"^(?:tel|phone|mobile|mob|cell|fax|skype|e-?mail|mail|web|tél|móvil|correo|тел|моб|факс|هاتف|جوال|فاكس|"
    r"电话|電話|手机|邮箱|传真|地址|p\.? ?o\.? box|whatsapp)\b\.?\s?[:：(+\d]|^[mtfpew][:.]\s?[+\w]",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\W\d_]{2,}")
_LIST_FOOT = re.compile(
    r"^(?:_{30,}|-{30,})$|mailing list|unsubscribe|groups\.google|@googlegroups", re.IGNORECASE
)


def signature_at(lines: list[Line], *, name: str = "") -> int:
    """The first line that is no longer said to the readers; as many as there are when all is.

    `name` is the sender's: what stands under it at the end are her telephone and address.
    """
    end = _trimmed(lines, len(lines))
    for find in (_marked, _small_print, _delimiter, _sent_from, _small_print, _contact_block):
        end = _trimmed(lines, find(lines, end))
    return _trimmed(lines, _under_name(lines, end, name))


def banner_ends(lines: list[Line]) -> int:
    """How many lines at the top are a warning that a mail server put there."""
    place = next((place for place, line in enumerate(lines[:12]) if not line.blank), 0)
    if place >= len(lines) or not _DISCLAIMER.match(_plain(lines[place])):
        return 0
    while place < len(lines) and not lines[place].blank:
        place += 1
    # A mail that is nothing but this is somebody's words after all.
    return place if any(not line.blank for line in lines[place:]) else 0


def _marked(lines: list[Line], end: int) -> int:
    """A signature that the mail program marked itself, with nothing of the sender's below."""
    for place in range(end):
        if lines[place].kind == "signature" and all(
            line.kind == "signature" or line.blank for line in lines[place:end]
        ):
            return place
    return end


def _delimiter(lines: list[Line], end: int) -> int:
    for place in range(end - 1, -1, -1):
        if lines[place].kind != "own":
            continue
        text = lines[place].text.strip("\u00a0\\*")
        if text in ("-- ", "--  ", "--"):
            # The proper mark counts even when the signature is long, if something stands above it.
            return place if end - place <= 2 * _LONGEST else end
        if _DELIMITER.match(text.strip()) and _is_signature(lines[place + 1 : end]):
            return place
    return end


def _is_signature(lines: list[Line]) -> bool:
    said = [line for line in lines if not line.blank]
    if not 0 < len(said) <= _LONGEST or max(len(line.text) for line in said) > 200:
        return False
    return any(_CONTACT.search(line.bare) or _LIST_FOOT.search(line.bare) for line in said) or (
        len(said) <= 4
        and all(len(line.text) < 60 and not line.text.rstrip().endswith((".", "?")) for line in said)
    )


def _sent_from(lines: list[Line], end: int) -> int:
    """ "Sent from my iPhone", with at most a name or an advertisement under it."""
    said = [place for place in range(end) if not lines[place].blank]
    found = next((place for place in reversed(said[-4:]) if _is_sent_from(lines[place])), end)
    # Several programs may each have added theirs.
    for place in reversed(said):
        if place < found and not _is_sent_from(lines[place]):
            break
        found = min(found, place) if found < end else found
    return found


def _is_sent_from(line: Line) -> bool:
    text = line.bare.lstrip("-—–([< ")
    return line.kind != "quote" and len(text) < 120 and bool(_SENT_FROM.match(text))


def _small_print(lines: list[Line], end: int) -> int:
    """The first paragraph from the end that begins as small print does, when only such follow."""
    found = end
    for place in range(end - 1, max(end - 80, -1), -1):
        if lines[place].kind == "own" and _begins_paragraph(lines, place):
            if not _DISCLAIMER.match(_plain(lines[place], lines, end, place)):
                if _is_print_already(found, end):
                    break
                continue
            found = place
    return found if _worth(lines, found, end) else end


def _is_print_already(found: int, end: int) -> bool:
    return found < end


def _worth(lines: list[Line], found: int, end: int) -> bool:
    """Above small print stand words, or else it is what somebody wanted to say."""
    return found == end or any(not line.blank for line in lines[:found])


def _begins_paragraph(lines: list[Line], place: int) -> bool:
    return not lines[place].blank and (place == 0 or lines[place - 1].blank)


def _plain(line: Line, lines: list[Line] | None = None, end: int = 0, place: int = 0) -> str:
    """The words of the line, and of those it runs on to."""
    words = " ".join(one.bare for one in (lines[place : min(place + 6, end)] if lines else [line]))
    return words.lstrip("#*_-–=[( \u26a0\ufe0f!")[:700]


def _contact_block(lines: list[Line], end: int) -> int:
    """Telephone and address under the name, after the closing words: "Best regards, Amina" stays."""
    said = [place for place in range(end) if not lines[place].blank]
    for index in range(len(said) - 1, max(len(said) - 14, 0), -1):
        text = lines[said[index]].bare.strip(" ,.!،。，;–-")
        if len(text) < 140 and _CLOSING.fullmatch(text):
            rest = said[index + 2 :]
            return rest[0] if rest and _is_contact([lines[place] for place in rest]) else end
    return end


def _under_name(lines: list[Line], end: int, name: str) -> int:
    """As above, where no closing words stand: the name itself stays."""
    known = set(_WORD.findall(name.lower()))
    said = [place for place in range(end) if not lines[place].blank]
    for index in range(len(said) - 2, max(len(said) - 12, 0), -1) if known else ():
        text = lines[said[index]].bare.lower()
        if len(text) < 80 and (text == name.lower() or len(known & set(_WORD.findall(text))) > 1):
            below = said[index + 1 :]
            return below[0] if _is_contact([lines[place] for place in below]) else end
    return end


def is_address(lines: list[Line]) -> bool:
    """Whether the lines are an address and nothing is said in them."""
    said = [line for line in lines if not line.blank]
    return (
        1 < len(said) < 9
        and not any(line.bare.endswith((".", "?", "!", "。")) for line in said)
        and _is_contact(said)
    )


def _is_contact(lines: list[Line]) -> bool:
    short = all(len(line.bare) < 110 and line.kind == "own" for line in lines)
    return short and any(_CONTACT.search(line.bare) for line in lines)


def _trimmed(lines: list[Line], end: int) -> int:
    while end and lines[end - 1].blank:
        end -= 1
    return end
