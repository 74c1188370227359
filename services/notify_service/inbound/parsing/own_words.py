"""The sender's own words out of a letter that may exist in two forms."""

import re

from notify_service.inbound.parsing.bodies import Body
from notify_service.inbound.parsing.html_lines import lines_of_html
from notify_service.inbound.parsing.lines import lines_of
from notify_service.inbound.parsing.splitting import Split, split
from notify_service.inbound.parsing.wrapping import with_breaks

_PICTURE = re.compile(r"!\[[^\[\]]{0,300}\]\(cid:[^()]{0,300}\)")


def own_words(body: Body, *, passed_on: bool, name: str = "") -> Split:
    """Own words as Markdown, and what was cut; the HTML knows more, unless only the text shows the quote."""
    plain = split(lines_of(body.text), forwarded=passed_on, name=name)
    plain = Split(own=with_breaks(plain.own, wrapped=True), cut=plain.cut, quoted=plain.quoted)
    if not body.html:
        return plain
    rich = split(lines_of_html(body.html), forwarded=passed_on, name=name)
    rich = Split(own=with_breaks(rich.own, wrapped=False), cut=rich.cut, quoted=rich.quoted)
    return plain if _prefers_plain(plain, rich) else rich


def _prefers_plain(plain: Split, rich: Split) -> bool:
    said, seen = _weight(plain.own), _weight(rich.own)
    if not seen or not said:
        return bool(said) or (not seen and not rich.cut)
    if plain.quoted and not rich.quoted:
        return said < seen
    # The text says far less than the HTML, and calls the rest a quote.
    return plain.quoted and said * 2 < seen and not _weight(rich.cut) * 2 > _weight(plain.cut)


def _weight(text: str) -> int:
    return len(re.sub(r"\W+", "", text)) + 20 * len(_PICTURE.findall(text))
