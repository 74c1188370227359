"""The examples of the page on formatting, each as it is written and as it will look."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from flask_babel import gettext as _
from markupsafe import Markup

from forum_service.posts.rendering import parse, rendered, to_html


@dataclass(frozen=True, kw_only=True)
class Lesson:
    """One thing a text may hold."""

    name: str
    source: str
    hint: str = ""

    @property
    def shown(self) -> Markup:
        return rendered(_html(self.source))


def lessons() -> Sequence[Lesson]:
    """All that a text may hold, the usual first, in the reader's language."""
    return [*_usual(), *_special()]


def _usual() -> list[Lesson]:
    strong, light, code = _("bold"), _("italic"), _("as typed")
    one, two, three = _("one"), _("two"), _("three")
    return [
        Lesson(name=_("Emphasis"), source=f"**{strong}**, *{light}*, ~~{_('struck out')}~~, `{code}`"),
        Lesson(
            name=_("Paragraphs"),
            source=f"{_('A first paragraph.')}\n\n{_('A second one, after an empty line.')}",
        ),
        Lesson(name=_("Headings"), source=f"## {_('A heading')}\n\n### {_('A smaller one')}"),
        Lesson(name=_("Lists"), source=f"- {one}\n- {two}\n  - {three}\n\n1. {one}\n2. {two}"),
        Lesson(name=_("Tasks"), source=f"- [x] {_('done')}\n- [ ] {_('to do')}"),
        Lesson(name=_("Links"), source=f"[{_('The Convention')}](https://www.cbd.int) · www.cbd.int"),
        Lesson(name=_("Quotations"), source=f"> {_('Somebody said this.')}\n\n{_('And I answer.')}"),
        Lesson(
            name=_("People"),
            source="@amina.diallo",
            hint=_("Who is named is told, once, if they may read the text."),
        ),
    ]


def _special() -> list[Lesson]:
    place, area = _("Place"), _("Area")
    return [
        Lesson(
            name=_("Tables"), source=f"| {place} | {area} |\n|---|--:|\n| Naivasha | 139 |\n| Nakuru | 188 |"
        ),
        Lesson(name=_("Footnotes"), source=f"{_('A claim.')}[^1]\n\n[^1]: {_('Where it comes from.')}"),
        Lesson(
            name=_("Dates"),
            source="[date=2026-12-01T14:00Z]",
            hint=_("Everybody sees the moment in their own time zone."),
        ),
        Lesson(
            name=_("Text to be opened"),
            source=f'[details="{_("More about this")}"]\n{_("Shown when somebody opens it.")}\n[/details]',
        ),
        Lesson(
            name=_("Formulas"),
            source="$H' = -\\sum_{i=1}^{S} p_i \\ln p_i$",
            hint=_(
                "LaTeX between dollar signs, or between two of them on lines of its own. Prices stay prices."
            ),
        ),
        Lesson(name=_("Code"), source="```\nselect species from records\n```"),
    ]


@lru_cache(maxsize=200)
def _html(source: str) -> str:
    return to_html(parse(source), people={})
