"""The form of the preferences; its fields depend on the forums there are."""

from collections.abc import Mapping, Sequence
from typing import Any

from flask_babel import gettext as _
from marshmallow import Schema, ValidationError, fields, validates_schema
from marshmallow.validate import OneOf, Range

from notify_service.inbox.rules import FORUM_KINDS, KINDS
from notify_service.preferences import rules
from notify_service.preferences.models import Forum
from notify_service.preferences.queries import Wishes

RHYTHM_FIELDS = ("rhythm", "digest_hour", "digest_weekday", "quiet_start", "quiet_end")


class RhythmSchema(Schema):
    """When mails come; quiet hours have both ends or none."""

    rhythm = fields.String(required=True, validate=OneOf(rules.RHYTHMS))
    digest_hour = fields.Integer(required=True, validate=Range(0, 23))
    digest_weekday = fields.Integer(required=True, validate=Range(0, 6))
    quiet_start = fields.Integer(load_default=None, allow_none=True, validate=Range(0, 23))
    quiet_end = fields.Integer(load_default=None, allow_none=True, validate=Range(0, 23))

    @validates_schema
    def both_ends(self, data: Mapping[str, Any], **_options: Any) -> None:
        """Quiet hours without an end would never end."""
        if (data.get("quiet_start") is None) != (data.get("quiet_end") is None):
            missing = "quiet_end" if data.get("quiet_end") is None else "quiet_start"
            raise ValidationError({missing: [_("Give both ends of your quiet hours, or neither.")]})


def preferences_schema(forums: Sequence[Forum]) -> type[Schema]:
    """The whole form: rhythm, a channel a kind, and one a forum where it differs."""
    channel = OneOf(rules.CHANNELS)
    known: dict[str, Any] = {
        kind_field(kind): fields.String(required=True, validate=channel) for kind in KINDS
    }
    for forum in forums:
        for kind in FORUM_KINDS:
            known[forum_field(forum.slug, kind)] = fields.String(load_default="", validate=channel)
    return type("PreferencesSchema", (RhythmSchema,), known)


def kind_field(kind: str) -> str:
    """The name of the field of a kind."""
    return f"channel-{kind}"


def forum_field(slug: str, kind: str) -> str:
    """The name of the field of a kind in one forum."""
    return f"forum-{slug}-{kind}"


def typed_from(wishes: Wishes, forums: Sequence[Forum]) -> dict[str, Any]:
    """What the form shows before anything is typed."""
    shown = {name: getattr(wishes, name) for name in RHYTHM_FIELDS}
    shown = {name: "" if value is None else value for name, value in shown.items()}
    shown |= {kind_field(kind): wishes.chosen(kind) for kind in KINDS}
    return shown | {
        forum_field(forum.slug, kind): wishes.chosen(kind, forum.slug)
        for forum in forums
        for kind in FORUM_KINDS
    }


def channels_from(data: Mapping[str, Any], forums: Sequence[Forum]) -> dict[tuple[str, str], str]:
    """The channels chosen in the form."""
    chosen = {(kind, ""): data[kind_field(kind)] for kind in KINDS}
    for forum in forums:
        chosen |= {(kind, forum.slug): data[forum_field(forum.slug, kind)] for kind in FORUM_KINDS}
    return chosen
