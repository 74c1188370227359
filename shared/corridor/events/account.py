"""What account_service tells the others."""

from dataclasses import dataclass, field
from typing import Any, ClassVar

from corridor.messaging.event import Event


@dataclass(frozen=True, kw_only=True)
class AccountChanged(Event):
    """An account is new or changed; carries its whole public state (sequence = version of the account)."""

    type: ClassVar[str] = "account.account_changed.v1"
    account_id: str
    handle: str
    name: str
    email: str
    organisation: str
    country: str
    languages: list[str]
    ui_language: str
    time_zone: str
    roles: list[str]
    active: bool

    @property
    def subject(self) -> str:
        return f"account/{self.account_id}"


@dataclass(frozen=True, kw_only=True)
class SessionsRevoked(Event):
    """Tokens of this session, or of the whole account, issued before `not_before` (ISO 8601) are void.

    Emitted on sign-out, "sign out everywhere", suspension, and whenever roles change.
    """

    type: ClassVar[str] = "account.sessions_revoked.v1"
    account_id: str
    not_before: str
    session_id: str | None = None
    reason: str = "signed_out"

    @property
    def subject(self) -> str:
        return f"account/{self.account_id}"


@dataclass(frozen=True, kw_only=True)
class RoleGranted(Event):
    """A role was given to somebody: "focal_point" for the Party "KE", or without a scope."""

    type: ClassVar[str] = "account.role_granted.v1"
    account_id: str
    role: str
    scope: str | None
    granted_by: str
    granted_by_name: str
    url: str

    @property
    def subject(self) -> str:
        return f"account/{self.account_id}"


@dataclass(frozen=True, kw_only=True)
class GroupChanged(Event):
    """A group is new or changed (sequence = its version); its members hold the role `group:<slug>`.

    `writable`: members outside of it may write to it. A group that is no longer `active` has no members.
    """

    type: ClassVar[str] = "account.group_changed.v1"
    slug: str
    name: str
    description: str
    writable: bool
    active: bool

    @property
    def subject(self) -> str:
        return f"group/{self.slug}"


@dataclass(frozen=True, kw_only=True)
class AccountLeft(Event):
    """Somebody left for good: the account is without their name, and `posts` says what becomes of the posts.

    "keep": they stay, under "A former member"; "remove": their text is taken away.
    """

    type: ClassVar[str] = "account.account_left.v1"
    account_id: str
    posts: str

    @property
    def subject(self) -> str:
        return f"account/{self.account_id}"


@dataclass(frozen=True, kw_only=True)
class DataRequested(Event):
    """A member asked for all that is kept about them: each service answers with DataCollected."""

    type: ClassVar[str] = "account.data_requested.v1"
    request_id: str
    account_id: str

    @property
    def subject(self) -> str:
        return f"account/{self.account_id}"


@dataclass(frozen=True, kw_only=True)
class DataCollected(Event):
    """What one service keeps about a member: `records` of one `name`, numbered by `chunk`.

    The `last` event of a service has none; its `chunk` says how many parts there were.
    """

    type: ClassVar[str] = "account.data_collected.v1"
    request_id: str
    account_id: str
    service: str
    name: str
    records: list[dict[str, Any]]
    chunk: int = 1
    last: bool = False

    @property
    def subject(self) -> str:
        return f"account/{self.account_id}"


@dataclass(frozen=True, kw_only=True)
class ApiKeyRevoked(Event):
    """An API key no longer opens anything."""

    type: ClassVar[str] = "account.api_key_revoked.v1"
    key_id: str
    account_id: str

    @property
    def subject(self) -> str:
        return f"api-key/{self.key_id}"


@dataclass(frozen=True, kw_only=True)
class SecurityMailRequested(Event):
    """A code or a link is to reach an address at once, whatever the preferences.

    `purpose`: confirm_email, sign_in, reset_password, invitation, already_registered, security_notice.
    `expires_at` is ISO 8601; `values` holds further words for the text (inviter's name, roles).
    """

    type: ClassVar[str] = "account.security_mail_requested.v1"
    purpose: str
    email: str
    name: str
    language: str
    code: str | None = None
    url: str | None = None
    expires_at: str | None = None
    account_id: str | None = None
    values: dict[str, Any] = field(default_factory=dict)

    @property
    def subject(self) -> str:
        return f"mail/{self.purpose}"
