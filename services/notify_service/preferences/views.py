"""The pages of the preferences."""

from datetime import time
from uuid import UUID

from babel.dates import format_time, get_day_names
from flask import Blueprint, Response, request
from flask_babel import LazyString, get_locale, ngettext
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from werkzeug.wrappers import Response as WerkzeugResponse

from corridor import clock
from corridor.auth import access, viewer
from corridor.web import Form, idempotent, notice, render, see_other, session, transaction
from notify_service import urls
from notify_service.channels.email.framing import framed_mail, with_frame
from notify_service.inbox import phrases
from notify_service.inbox.presenting import KIND_LABELS
from notify_service.preferences import actions, modes, rules
from notify_service.preferences.previewing import preview
from notify_service.preferences.queries import list_forums, wishes_of
from notify_service.preferences.schemas import (
    CAPS,
    CHOSEN_KINDS,
    channels_from,
    kind_field,
    mode_field,
    modes_from,
    preferences_schema,
    rhythm_from,
    typed_from,
)
from notify_service.reach.queries import find_hold

blueprint = Blueprint("preferences", __name__)

_CHANNELS: dict[str, LazyString] = {
    rules.MAIL: _l("Mail at once"),
    rules.DIGEST: _l("In my digest"),
    rules.SITE: _l("On the site only"),
    rules.NONE: _l("Not at all"),
}
MODE_LABELS: dict[str, LazyString] = {
    modes.OFF: _l("No mail"),
    modes.IN_DIGEST: _l("In my digest"),
    modes.TOPICS: _l("New topics at once"),
    modes.ALL: _l("Every post at once"),
}
_RHYTHMS: dict[str, LazyString] = {
    rules.DAILY: _l("Every day"),
    rules.WEEKLY: _l("Once a week"),
    rules.NEVER: _l("Never"),
}


@blueprint.get("/notify/preferences")
@access.signed_in
def edit() -> Response:
    """What reaches the viewer, how and when."""
    forums = list_forums(session())
    form = Form(preferences_schema(forums), initial=typed_from(wishes_of(session(), _me()), forums))
    return _show(form)


@blueprint.post("/notify/preferences")
@access.signed_in
@idempotent
def save() -> Response | WerkzeugResponse:
    """Keep what was chosen."""
    forums, before = list_forums(session()), wishes_of(session(), _me())
    form = Form(preferences_schema(forums))
    data = form.load(request.form)
    if data is None:
        return _show(form, 422)
    with transaction() as work:
        actions.choose_channels(work, _me(), channels_from(data))
        for slug, mode in modes_from(data, before, forums).items():
            actions.choose_mode(work, _me(), slug, mode, now=clock.now())
        actions.choose_rhythm(work, _me(), rhythm_from(data), now=clock.now())
    notice(_("Your settings are saved."))
    return see_other(urls.PREFERENCES)


@blueprint.get("/notify/preferences/preview")
@access.signed_in
def show_preview() -> Response:
    """The next digest as it would be now: "what will I get tomorrow?"."""
    shown = preview(session(), _me(), now=clock.now())
    answer = render("preferences/preview.html", preview=shown, wishes=wishes_of(session(), _me()))
    return with_frame(answer)


@blueprint.get("/notify/preferences/preview/mail")
@access.signed_in
def show_preview_mail() -> Response:
    """The HTML part of that digest, alone and powerless."""
    shown = preview(session(), _me(), now=clock.now())
    return framed_mail(shown.letter.html if shown.letter else "")


def _show(form: Form, status: int = 200) -> Response:
    forums = list_forums(session())
    return render(
        "preferences/edit.html",
        status,
        form=form,
        forums=forums,
        forum_rows=[(forum.slug, phrases.forum_name(forum.slug, forum.name, _)) for forum in forums],
        kinds={kind: KIND_LABELS[kind] for kind in CHOSEN_KINDS},
        modes=MODE_LABELS,
        channels=_CHANNELS,
        rhythms=list(_RHYTHMS.items()),
        hours=_hours(),
        weekdays=sorted(get_day_names(locale=get_locale()).items()),
        caps=_caps(),
        kind_field=kind_field,
        mode_field=mode_field,
        next_due_at=wishes_of(session(), _me()).next_due_at,
        zone=viewer().time_zone,
        hold=find_hold(session(), _me()),
    )


def _hours() -> list[tuple[int, str]]:
    locale = get_locale()
    return [(hour, format_time(time(hour), "HH:mm", locale=locale)) for hour in range(24)]


def _caps() -> list[tuple[int, str]]:
    few = [(cap, ngettext("%(num)s mail", "%(num)s mails", cap)) for cap in CAPS if cap]
    return [*few, (0, _("As many as there are"))]


def _me() -> UUID:
    account_id = viewer().id
    assert account_id is not None  # noqa: S101  the views are for people who are signed in
    return account_id
