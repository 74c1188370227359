"""What matchmaking_service tells the others.

Those that concern people carry `recipients` (`account_id`, `reason`), a final `url`, a `title` and an
`excerpt` in `language`, so that notify_service needs to ask nobody.
"""

from dataclasses import dataclass, field
from typing import Any, ClassVar

from corridor.messaging.event import Event


@dataclass(frozen=True, kw_only=True)
class ProviderListed(Event):
    """A centre or provider is listed or changed (state: sequence = its version)."""

    type: ClassVar[str] = "matchmaking.provider_listed.v1"
    provider_id: str
    slug: str
    name: str
    kind: str
    url: str
    active: bool = True

    @property
    def subject(self) -> str:
        return f"provider/{self.slug}"


@dataclass(frozen=True, kw_only=True)
class _NeedEvent(Event):
    need_id: str
    title: str
    party: str
    party_name: str
    url: str
    language: str
    excerpt: str
    actor_id: str | None
    actor_name: str
    happened_at: str
    recipients: list[dict[str, Any]]

    @property
    def subject(self) -> str:
        return f"need/{self.need_id}"


@dataclass(frozen=True, kw_only=True)
class NeedSubmitted(_NeedEvent):
    """A Party's representative registered a need; its focal points are asked to endorse it."""

    type: ClassVar[str] = "matchmaking.need_submitted.v1"


@dataclass(frozen=True, kw_only=True)
class NeedEndorsed(_NeedEvent):
    """The focal point endorsed a need; the secretariat is asked to screen it."""

    type: ClassVar[str] = "matchmaking.need_endorsed.v1"


@dataclass(frozen=True, kw_only=True)
class NeedReturned(_NeedEvent):
    """The focal point gave a need back to its author with a reason."""

    type: ClassVar[str] = "matchmaking.need_returned.v1"
    reason: str


@dataclass(frozen=True, kw_only=True)
class NeedPublished(_NeedEvent):
    """A need is open for offers; recipients are its people and the staff of the best-fitting centres."""

    type: ClassVar[str] = "matchmaking.need_published.v1"


@dataclass(frozen=True, kw_only=True)
class NeedDeclined(_NeedEvent):
    """The secretariat did not publish a need, for a reason."""

    type: ClassVar[str] = "matchmaking.need_declined.v1"
    reason: str


@dataclass(frozen=True, kw_only=True)
class NeedWithdrawn(_NeedEvent):
    """The Party took a need back."""

    type: ClassVar[str] = "matchmaking.need_withdrawn.v1"


@dataclass(frozen=True, kw_only=True)
class OfferMade(_NeedEvent):
    """A provider offers to answer a need."""

    type: ClassVar[str] = "matchmaking.offer_made.v1"
    offer_id: str
    provider_slug: str
    provider_name: str


@dataclass(frozen=True, kw_only=True)
class OfferAccepted(_NeedEvent):
    """The Party accepted an offer."""

    type: ClassVar[str] = "matchmaking.offer_accepted.v1"
    offer_id: str
    provider_slug: str
    provider_name: str


@dataclass(frozen=True, kw_only=True)
class OfferDeclined(_NeedEvent):
    """The Party declined an offer, for a reason."""

    type: ClassVar[str] = "matchmaking.offer_declined.v1"
    offer_id: str
    provider_slug: str
    provider_name: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class OfferWithdrawn(_NeedEvent):
    """The provider took its offer back."""

    type: ClassVar[str] = "matchmaking.offer_withdrawn.v1"
    offer_id: str
    provider_slug: str
    provider_name: str


@dataclass(frozen=True, kw_only=True)
class CaseOpened(_NeedEvent):
    """An accepted offer became a case; the forum opens a private topic for the recipients."""

    type: ClassVar[str] = "matchmaking.case_opened.v1"
    case_id: str
    provider_slug: str
    provider_name: str


@dataclass(frozen=True, kw_only=True)
class CaseProgressed(_NeedEvent):
    """Something happened in a case: `change` is milestone_added, milestone_reached, at_risk, note,
    delivered, evaluated or closed; the excerpt says what."""

    type: ClassVar[str] = "matchmaking.case_progressed.v1"
    case_id: str
    provider_slug: str
    provider_name: str
    change: str


@dataclass(frozen=True, kw_only=True)
class DateSet(Event):
    """A date of a need or a case is new or changed (state: sequence = its version).

    `key` is "need/<id>/wanted", "case/<id>/milestone/<id>" and the like, `what` "milestone", "answer_due",
    "wanted_by"; the other fields as in `forum.date_set.v1`.
    """

    type: ClassVar[str] = "matchmaking.date_set.v1"
    key: str
    what: str
    title: str
    url: str
    starts_at: str
    ends_at: str | None = None
    place: str = ""
    time_zone: str = "UTC"
    language: str = "en"
    roles: list[str] = field(default_factory=list)
    accounts: list[str] = field(default_factory=list)
    removed: bool = False

    @property
    def subject(self) -> str:
        return self.key
