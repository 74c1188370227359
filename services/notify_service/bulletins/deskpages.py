"""The page of one notification at the desk, which several acts show again with what was wrong."""

from flask import Response

from corridor import clock
from corridor.auth import viewer
from corridor.web import Form, render, session
from corridor.web.i18n import LANGUAGES
from notify_service.bulletins import following, labels, queries, rules
from notify_service.bulletins.addressing import Addressees
from notify_service.bulletins.models import Bulletin
from notify_service.bulletins.schemas import FileForm, ReasonForm
from notify_service.bulletins.writing import shown


def show_page(
    bulletin: Bulletin,
    *,
    file_form: Form | None = None,
    reason_form: Form | None = None,
    status: int = 200,
) -> Response:
    """As it reads, to whom it goes or went, what became of it, what can be done now."""
    published = bulletin.published_at is not None
    addressees = Addressees.read(bulletin.addressees)
    found = [] if published else queries.who_is_addressed(session(), addressees)
    edited_by, submitted_by = bulletin.edited_by, bulletin.submitted_by
    return render(
        "bulletins/desk_show.html",
        status,
        bulletin=bulletin,
        documents={text.language: shown(text.html) for text in bulletin.texts},
        directions={code: language.direction for code, language in LANGUAGES.items()},
        days_left=rules.days_left(clock.now().date(), bulletin.action_by),
        count=len(found),
        parties=len({one.party for one in found if one.party}),
        progress=following.progress_of(session(), bulletin.id),
        steps=following.steps_of(session(), bulletin.id),
        approves=rules.may_approve(viewer().id, edited_by=edited_by, submitted_by=submitted_by),
        file_form=file_form or Form(FileForm),
        reason_form=reason_form or Form(ReasonForm),
        states=labels.STATE_LABELS,
        tones=labels.STATE_TONES,
        step_labels=labels.STEP_LABELS,
        writing_languages=labels.choices()["writing_languages"],
        **labels.names(),
    )
