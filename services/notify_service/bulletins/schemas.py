"""The forms of notifications."""

from collections.abc import Mapping
from typing import Any

from flask_babel import gettext as _
from marshmallow import Schema, ValidationError, fields, validates_schema
from marshmallow.validate import URL, Length, OneOf, Range

from corridor.parties import party_by_code
from notify_service.bulletins.addressing import Addressees
from notify_service.bulletins.drafting import Draft, Words
from notify_service.bulletins.rules import LANGUAGES, REMIND_DAYS
from notify_service.register.rules import GROUPS, KINDS

_TEXTS = {
    f"{name}_{language}": fields.String(load_default="", validate=Length(max=most))
    for language in LANGUAGES
    for name, most in (("subject", 200), ("action", 300), ("body", 40_000))
}
# Six sets of three fields; a form may have a megabyte, and Arabic takes two bytes a letter.
_Texts: type[Schema] = Schema.from_dict(_TEXTS, name="_Texts")  # type: ignore[arg-type]


class BulletinForm(_Texts):  # type: ignore[misc,valid-type]
    """A notification as written: a subject and a body in each language there is, at least in the original."""

    symbol = fields.String(load_default="", validate=Length(max=80))
    language = fields.String(required=True, validate=OneOf(LANGUAGES))
    kinds = fields.List(fields.String(validate=OneOf(KINDS)), load_default=list)
    groups = fields.List(fields.String(validate=OneOf(GROUPS)), load_default=list)
    parties = fields.List(fields.String(validate=OneOf(list(party_by_code()))), load_default=list)
    organisations = fields.List(fields.String(validate=Length(max=300)), load_default=list)
    deputies = fields.Boolean(load_default=False)
    action_by = fields.Date(load_default=None)
    action_url = fields.String(
        load_default="", validate=[Length(max=500), URL(schemes={"http", "https"}, require_tld=False)]
    )
    remind_days = fields.List(fields.Integer(validate=OneOf(REMIND_DAYS)), load_default=list)
    version = fields.Integer(load_default=1, validate=Range(1, 2_000_000_000))

    @validates_schema
    def whole_in_each_language(self, data: Mapping[str, Any], **_options: Any) -> None:
        """Both or neither, and both in the original."""
        wrong: dict[str, list[str]] = {}
        for language in LANGUAGES:
            needed = language == data.get("language")
            subject, body = (
                str(data.get(f"{name}_{language}") or "").strip() for name in ("subject", "body")
            )
            if (needed or body) and not subject:
                wrong[f"subject_{language}"] = [_("A subject is needed.")]
            if (needed or subject) and not body:
                wrong[f"body_{language}"] = [_("A text is needed.")]
        if wrong:
            raise ValidationError(wrong)

    @validates_schema
    def something_to_do(self, data: Mapping[str, Any], **_options: Any) -> None:
        """Whoever is asked to act is told until when."""
        asks = any(str(data.get(f"action_{language}") or "").strip() for language in LANGUAGES)
        if (asks or data.get("remind_days")) and not data.get("action_by"):
            raise ValidationError(_("Please say until when."), "action_by")


def draft_of(data: Mapping[str, Any]) -> Draft:
    """What the form says, as the actions want it."""
    lists = ("kinds", "parties", "groups", "organisations")
    chosen = {name: tuple(dict.fromkeys(data[name])) for name in lists}
    return Draft(
        symbol=data["symbol"].strip(),
        language=data["language"],
        texts={language: words for language in LANGUAGES if (words := _words(data, language)).subject},
        addressees=Addressees(**chosen, deputies=data["deputies"]),
        action_by=data["action_by"],
        action_url=data["action_url"],
        remind_days=tuple(sorted(set(data["remind_days"]), reverse=True)),
    )


def _words(data: Mapping[str, Any], language: str) -> Words:
    said = {name: str(data[f"{name}_{language}"]).strip() for name in ("subject", "body", "action")}
    return Words(**said)


def form_values(draft: Any) -> dict[str, Any]:
    """A notification as the form shows it."""
    texts = {
        f"{name}_{text.language}": getattr(text, name)
        for text in draft.texts
        for name in ("subject", "action", "body")
    }
    plain = {
        name: getattr(draft, name) for name in ("symbol", "language", "action_url", "remind_days", "version")
    }
    until = draft.action_by.isoformat() if draft.action_by else ""
    return {**texts, **plain, **draft.addressees, "action_by": until}


class ReasonForm(Schema):
    """Why it is returned or withdrawn."""

    reason = fields.String(required=True, validate=Length(min=1, max=1000))


class NoteForm(Schema):
    """What was done, in a sentence."""

    note = fields.String(load_default="", validate=Length(max=1000))


class FileForm(Schema):
    """What comes beside a file."""

    language = fields.String(load_default="", validate=OneOf(["", *LANGUAGES]))


class ArchiveQuery(Schema):
    """What the archive is narrowed to."""

    q = fields.String(load_default="", validate=Length(max=200))
    year = fields.Integer(load_default=None, validate=Range(1990, 2200))
    kind = fields.String(load_default="", validate=OneOf(KINDS))
    open = fields.Boolean(load_default=False)
