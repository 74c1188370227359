"""What concerns accounts: invitations, profiles, people opened by the secretariat."""

import secrets
from typing import Any

from flask import Response, request
from flask_babel import lazy_gettext as _

from corridor import clock
from corridor.auth import viewer
from corridor.auth.api_keys import key_id_of
from corridor.auth.roles import SECRETARIAT
from corridor.errors import Invalid
from corridor.web import session, transaction
from corridor.web.frame import frame
from forum_service.discourse.accounts import ask_accounts, know_account
from forum_service.discourse.answers import done, say
from forum_service.discourse.blueprint import (
    administers,
    check_administers,
    reads,
    reads_by_post,
    writes,
)
from forum_service.discourse.given import Given, Unusable, given
from forum_service.discourse.members import get_user, get_user_by_number, list_users
from forum_service.discourse.shapes.users import full_user
from forum_service.messages.actions import add_people
from forum_service.messages.queries import get_message_for
from forum_service.posts.place import Author, Place

# Their names for what our profile has.
_PROFILE = {"name": "name", "locale": "ui_language", "timezone": "time_zone", "location": "country"}


@administers("/invites", "POST")
def create_invite() -> Response:
    """Invite somebody by mail."""
    return say(_invite(given()))


@administers("/invites/link", "POST")
def create_invite_link() -> Response:
    """The same; the link is in the answer."""
    return say(_invite(given()))


def _invite(asked: Given) -> dict[str, Any]:
    groups = asked.many("group_names")
    made = ask_accounts("invite", email=asked.need("email"), groups=groups)
    return {
        "id": made["id"],
        "invite_key": made["link"].rpartition("/")[2],
        "link": made["link"],
        "email": asked.text("email"),
        "emailed": True,
        "custom_message": asked.text("custom_message") or None,
        "created_at": clock.now().isoformat(),
        "expires_at": made["expires_at"],
        "expired": False,
        "topics": [],
        "groups": [{"name": name} for name in groups],
    }


@writes("/t/<int:topic_id>/invite", "POST")
def invite_to_topic(topic_id: int) -> Response:
    """Bring a member into a private message."""
    asked = given()
    message = get_message_for(session(), topic_id, viewer=viewer())
    member = _meant(asked)
    with transaction() as work:
        add_people(
            work,
            Place.of(message),
            Author.of(viewer()),
            {member.account_id: None},
            now=clock.now(),
            origin=frame().settings.base_url,
        )
    return done(user={"id": member.number, "username": member.handle})


def _meant(asked: Given) -> Any:
    if asked.text("user") or asked.text("username"):
        return get_user(session(), asked.text("user") or asked.text("username"))
    email = asked.need("email")
    if not viewer().has(SECRETARIAT):
        # Who is behind an address, or whether anybody is, is nobody else's business.
        raise Invalid(_("Name members by their user names."))
    found = list_users(session(), flag="active", email=email, page=0, size=1)
    if not found:
        raise Invalid(_("There is no member with this address."))
    return found[0]


@writes("/u/<name>", "PUT")
def update_user(name: str) -> Response:
    """Change a profile; what we do not have is passed over."""
    asked = given()
    member = get_user(session(), name)
    own = member.account_id == viewer().id
    if not own:
        check_administers()
    changes = {ours: asked.text(theirs) for theirs, ours in _PROFILE.items() if theirs in asked}
    if "user_fields[organisation]" in asked:
        changes["organisation"] = asked.text("user_fields[organisation]")
    if changes:
        ask_accounts("profile", handle=member.handle, changes=changes)
    shown = {
        **full_user(member, own=own, groups=[]),
        **({"name": changes["name"]} if "name" in changes else {}),
    }
    return done(user=shown)


@writes("/u/<name>/preferences/username", "PUT")
@writes("/u/<name>/preferences/email", "PUT")
def change_elsewhere(name: str) -> Response:
    """Said in words, so that whoever runs the program knows where to do it instead."""
    get_user(session(), name)
    raise Invalid(_("Members change their address on their own page, and keep their user name."))


@reads("/session/hp")
def honeypot() -> Response:
    """What the form of a new user sends back; a key is proof enough here."""
    return say({"value": secrets.token_hex(16), "challenge": secrets.token_hex(16)})


@administers("/u", "POST")
def create_user() -> Response:
    """Open an account: the secretariat vouches for the address, the person signs in by a mailed code."""
    asked = given()
    made = ask_accounts(
        "create-account", email=asked.need("email"), name=asked.text("name"), handle=asked.text("username")
    )
    with transaction() as work:
        number = know_account(work, made)
    message = str(_("The account is open. It has no role yet: grant one."))
    named = {"username": made["copy"]["handle"], "external_id": made["account_id"]}
    return say({"success": True, "active": True, "message": message, "user_id": number, **named})


@reads_by_post("/user-api-key/revoke")
def revoke_key() -> Response:
    """An app gives up its own key."""
    key_id = key_id_of(request.headers.get("User-Api-Key", ""))
    if key_id is None:
        raise Unusable(_("The header %(name)s is missing.", name="User-Api-Key"))
    ask_accounts("give-up-key", key_id=key_id)
    return done()


@administers("/admin/users/sync_sso", "POST")
def sync_sso() -> Response:
    """Another site tells of one of its people, signed."""
    asked = given()
    made = ask_accounts("sync-person", sso=asked.need("sso"), sig=asked.need("sig"))
    shown = {"username": made["handle"], "name": made["name"], "external_id": made["account_id"]}
    return say({**shown, "active": True, "success": True})


@administers("/admin/users/<int:number>/log_out", "POST")
def log_out(number: int) -> Response:
    """End all sessions of somebody."""
    ask_accounts("sign-out", handle=get_user_by_number(session(), number).handle)
    return done()
