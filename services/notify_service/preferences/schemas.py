"""The form of the preferences; its fields depend on the forums there are."""

from collections.abc import Mapping, Sequence
from typing import Any

from flask_babel import gettext as _
from marshmallow import Schema, ValidationError, fields, validates_schema
from marshmallow.validate import OneOf, Range

from notify_service.inbox.rules import FORUM_KINDS, KINDS
from notify_service.preferences import rules
from notify_service.preferences.models import Forum
from notify_service.preferences.modes import MODES
from notify_service.preferences.queries import Wishes

RHYTHM_FIELDS = ("rhythm", "digest_hour", "digest_weekday", "quiet_start", "quiet_end", "daily_cap")
# What is chosen forum by forum is not chosen by kind as well.
CHOSEN_KINDS = tuple(kind for kind in KINDS if kind not in FORUM_KINDS)
CAPS = (3, 5, 10, 20, 50, 0)


class RhythmSchema(Schema):
    """When mails come; quiet hours have both ends or none, and some day of the week is not quiet."""

    rhythm = fields.String(required=True, validate=OneOf(rules.RHYTHMS))
    digest_hour = fields.Integer(required=True, validate=Range(0, 23))
    digest_weekday = fields.Integer(required=True, validate=Range(0, 6))
    quiet_start = fields.Integer(load_default=None, allow_none=True, validate=Range(0, 23))
    quiet_end = fields.Integer(load_default=None, allow_none=True, validate=Range(0, 23))
    quiet_days = fields.List(fields.Integer(validate=Range(0, 6)), load_default=list)
    daily_cap = fields.Integer(load_default=50, validate=Range(0, 1000))

    @validates_schema
    def both_ends(self, data: Mapping[str, Any], **_options: Any) -> None:
        """Quiet hours without an end would never end."""
        if (data.get("quiet_start") is None) != (data.get("quiet_end") is None):
            missing = "quiet_end" if data.get("quiet_end") is None else "quiet_start"
            raise ValidationError({missing: [_("Give both ends of your quiet hours, or neither.")]})

    @validates_schema
    def some_day_is_loud(self, data: Mapping[str, Any], **_options: Any) -> None:
        """Nobody can be told anything on no day."""
        quiet = set(data.get("quiet_days") or ())
        if len(quiet) == 7:
            raise ValidationError({"quiet_days": [_("Leave at least one day on which mails may come.")]})
        if data.get("rhythm") == rules.WEEKLY and data.get("digest_weekday") in quiet:
            raise ValidationError(
                {"digest_weekday": [_("This is one of your quiet days. Choose another day for the digest.")]}
            )


def preferences_schema(forums: Sequence[Forum]) -> type[Schema]:
    """The whole form: rhythm, a mode a forum, a channel a kind."""
    channel = OneOf(rules.CHANNELS)
    known: dict[str, Any] = {
        kind_field(kind): fields.String(required=True, validate=channel) for kind in CHOSEN_KINDS
    }
    for forum in forums:
        known[mode_field(forum.slug)] = fields.String(load_default="", validate=OneOf(("", *MODES)))
    return type("PreferencesSchema", (RhythmSchema,), known)


def kind_field(kind: str) -> str:
    """The name of the field of a kind."""
    return f"channel-{kind}"


def mode_field(slug: str) -> str:
    """The name of the field of a forum."""
    return f"mode-{slug}"


def typed_from(wishes: Wishes, forums: Sequence[Forum]) -> dict[str, Any]:
    """What the form shows before anything is typed."""
    shown = {name: getattr(wishes, name) for name in RHYTHM_FIELDS}
    shown = {name: "" if value is None else value for name, value in shown.items()}
    shown["quiet_days"] = [day for day in range(7) if wishes.quiet_days >> day & 1]
    shown |= {kind_field(kind): wishes.chosen(kind) for kind in CHOSEN_KINDS}
    return shown | {mode_field(forum.slug): wishes.mode(forum.slug) for forum in forums}


def rhythm_from(data: Mapping[str, Any]) -> dict[str, Any]:
    """When mails come, as it is kept."""
    days = sum(1 << day for day in set(data["quiet_days"]))
    return {name: data[name] for name in RHYTHM_FIELDS} | {"quiet_days": days}


def channels_from(data: Mapping[str, Any]) -> dict[tuple[str, str], str]:
    """The channels chosen in the form."""
    return {(kind, ""): data[kind_field(kind)] for kind in CHOSEN_KINDS}


def modes_from(data: Mapping[str, Any], wishes: Wishes, forums: Sequence[Forum]) -> dict[str, str]:
    """The forums that are to be followed otherwise than before."""
    chosen = {forum.slug: data[mode_field(forum.slug)] for forum in forums}
    return {slug: mode for slug, mode in chosen.items() if mode and mode != wishes.mode(slug)}
