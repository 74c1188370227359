"""The blueprint of all routes, and who may call them."""

from collections.abc import Callable
from typing import Any, ParamSpec
from uuid import UUID

from flask import Blueprint, Response, request
from flask_babel import lazy_gettext as _

from corridor import clock
from corridor.auth import Viewer, access, viewer
from corridor.auth.resolve import KEY_HEADERS, act_as
from corridor.errors import Forbidden
from corridor.web import session, transaction
from forum_service.discourse.answers import refuse
from forum_service.discourse.members import find_viewer_named
from forum_service.discourse.paths import PREFIX
from forum_service.discourse.traces import note_acting

READ, WRITE = "forum:read", "forum:write"
# Deciding about accounts and groups is not writing in the forums: only keys of the secretariat have this.
ACCOUNTS = "forum:accounts"
# The scope of keys of the secretariat that speak for any member.
ALL_USERS = "forum:all_users"
# In place of a name: whoever the key belongs to.
NOBODY_ELSE = ("", "system")

blueprint = Blueprint("discourse", __name__, url_prefix=PREFIX)
blueprint.register_error_handler(Exception, refuse)
P = ParamSpec("P")
View = Callable[P, Response]


class BadKey(Forbidden):
    """The key opens nothing, or not for the name it came with."""

    code = "invalid_access"


def reads(path: str, **options: Any) -> Callable[[View[P]], View[P]]:
    """A GET of a program that may read, or of a signed-in member."""
    return _route(path, READ, methods=["GET"], **options)


def writes(path: str, method: str, **options: Any) -> Callable[[View[P]], View[P]]:
    """A call that changes something."""
    return _route(path, WRITE, methods=[method], **options)


def administers(path: str, method: str, **options: Any) -> Callable[[View[P]], View[P]]:
    """A call that changes accounts, or who is in a group."""
    return _route(path, ACCOUNTS, methods=[method], **options)


def check_administers() -> None:
    """Raises Forbidden where the key that calls may not change accounts."""
    one = viewer()
    if one.via == "api_key" and ACCOUNTS not in one.scopes:
        raise Forbidden(_("This key does not have the scope %(scope)s.", scope=ACCOUNTS))


def reads_by_post(path: str, **options: Any) -> Callable[[View[P]], View[P]]:
    """A POST that even a key which only reads may make."""
    return _route(path, READ, methods=["POST"], **options)


def _route(path: str, scope: str, **options: Any) -> Callable[[View[P]], View[P]]:
    def declare(view: View[P]) -> View[P]:
        # Several paths may lead to one view: it is guarded once.
        guarded = view if hasattr(view, "guarded") else access.api(scope)(view)
        guarded.guarded = True  # type: ignore[attr-defined]
        blueprint.add_url_rule(path, view_func=guarded, endpoint=view.__name__, **options)
        return guarded

    return declare


@blueprint.before_request
def take_key() -> None:
    """Refuse a key that opens nothing, and go on as the member it names."""
    if not any(name in request.headers for name in KEY_HEADERS):
        return
    owner = viewer()
    if not owner.signed_in:
        raise BadKey(_("You are not permitted to view the requested resource. The key is invalid."))
    named = _named()
    if named is not None and named.id != owner.id:
        _speak_for(owner, named)


def _named() -> Viewer | None:
    """Whom the request names; None where it names nobody."""
    headers = request.headers
    if "Api-Key" not in headers:
        return None
    name = headers.get("Api-Username", "").strip()
    number, external = headers.get("Api-User-Id", ""), headers.get("Api-User-External-Id", "")
    if name.lower() in NOBODY_ELSE and not number and not external:
        return None
    found = find_viewer_named(session(), name=name, number=number, external=external)
    if found is None:
        raise BadKey(_("The key is not for this user name."))
    return found


def _speak_for(owner: Viewer, other: Viewer) -> None:
    """Only a key for all users, of somebody who is of the secretariat now, and it is written down."""
    if ALL_USERS not in owner.scopes or not owner.has("secretariat"):
        raise BadKey(_("The key is not for this user name."))
    with transaction() as work:
        note_acting(work, owner, as_id=_id(other), method=request.method, path=request.path, now=clock.now())
    act_as(
        Viewer(
            **{
                **{name: getattr(other, name) for name in other.__dataclass_fields__},
                "session_id": owner.session_id,
                "via": "api_key",
                "scopes": owner.scopes,
            }
        )
    )


def _id(who: Viewer) -> UUID:
    if who.id is None:
        raise BadKey(_("The key is not for this user name."))
    return who.id


def me() -> UUID:
    """The member who calls."""
    return _id(viewer())


@blueprint.after_request
def keep_private(answer: Response) -> Response:
    """What a key opens stays in no cache on the way."""
    answer.headers.setdefault("Cache-Control", "private, no-store")
    return answer
