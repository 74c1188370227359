"""The addresses of this service's pages."""

from datetime import date
from urllib.parse import urlencode
from uuid import UUID

from corridor.settings import Settings

PREFIX = "/account"
SIGN_IN = f"{PREFIX}/sign-in"
SIGN_IN_CODE = f"{PREFIX}/sign-in/code"
CONFIRM = f"{PREFIX}/sign-in/again"
SIGN_UP = f"{PREFIX}/sign-up"
SIGN_UP_CODE = f"{PREFIX}/sign-up/code"
SIGN_UP_DETAILS = f"{PREFIX}/sign-up/details"
SIGN_UP_PASSWORD = f"{PREFIX}/sign-up/password"
FORGOT = f"{PREFIX}/password/forgotten"
RESET_CODE = f"{PREFIX}/password/code"
RESET_PASSWORD = f"{PREFIX}/password/new"
CHANGE_PASSWORD = f"{PREFIX}/password"
PROFILE = f"{PREFIX}/profile"
SESSIONS = f"{PREFIX}/sessions"
API_KEYS = f"{PREFIX}/api-keys"
MEMBERS = f"{PREFIX}/members"
INVITATIONS = f"{PREFIX}/invitations"
GROUPS = f"{PREFIX}/groups"
BULK = f"{INVITATIONS}/lists"
LEAVING = f"{PREFIX}/leaving"
MY_DATA = f"{PREFIX}/my-data"
AUDIT = f"{PREFIX}/audit"
UPSTREAM_CALLBACK = f"{PREFIX}/upstream/callback"
UPSTREAM_LINK = f"{PREFIX}/upstream/link"
# Where somebody lands who came from nowhere in particular.
HOME = "/"


def absolute(settings: Settings, path: str) -> str:
    """The address of a page for mails: from the settings, never from the request's Host."""
    return settings.base_url.rstrip("/") + path


def sign_in_link(token: str) -> str:
    return f"{SIGN_IN}/link/{token}"


def reset_link(token: str) -> str:
    return f"{PREFIX}/password/link/{token}"


def invitation_link(token: str) -> str:
    return f"{INVITATIONS}/accept/{token}"


def member(handle: str) -> str:
    return f"{MEMBERS}/{handle}"


def group(slug: str) -> str:
    return f"{GROUPS}/{slug}"


def group_desk(slug: str) -> str:
    return f"{GROUPS}/{slug}/desk"


def handover(slug: str, grant_id: UUID) -> str:
    return f"{GROUPS}/{slug}/members/{grant_id}/handover"


def new_role(handle: str) -> str:
    return f"{MEMBERS}/{handle}/roles/new"


def confirm_role(handle: str, role: str, scope: str | None, **term: date | None) -> str:
    days = {name: day.isoformat() for name, day in term.items() if day}
    query = {"role": role} | ({"scope": scope} if scope else {}) | days
    return f"{MEMBERS}/{handle}/roles/confirm?{urlencode(query)}"


def with_return(url: str, return_to: str) -> str:
    """A page that knows where to go on."""
    return url if return_to in ("", HOME) else f"{url}?{urlencode({'return_to': return_to})}"
