"""What templates of matchmaking may use besides the frame's functions."""

from flask import Flask

from corridor.web.i18n import current_language
from matchmaking_service import labels, urls, vocabulary
from matchmaking_service.dates.rules import answer_due
from matchmaking_service.matching.reasons import bar_parts, gate_reasons, reasons
from matchmaking_service.needs.rules import count_words


def install(app: Flask) -> None:
    """Give templates the words, the addresses and the reasons."""
    app.jinja_env.globals.update(
        answer_due=answer_due,
        words=vocabulary,
        labels=labels,
        urls=urls,
        bar_parts=bar_parts,
        gate_reasons=gate_reasons,
        reasons_of=lambda one: reasons(one, language=current_language().code),
        count_words=count_words,
        party_name=lambda party: party.name(current_language().code),
    )
