"""The acts, each by the rules of the page that does the same."""

from collections.abc import Callable
from typing import Any

from flask_babel import lazy_gettext as _
from sqlalchemy.orm import Session

from account_service.accounts.actions import NewAccount, open_account
from account_service.accounts.models import Account
from account_service.accounts.queries import find_by_email, get_by_handle, is_free
from account_service.accounts.rules import LONGEST_HANDLE, is_handle
from account_service.api_keys.actions import revoke_key
from account_service.api_keys.queries import get_own_key
from account_service.audit.actions import write_down
from account_service.connect.rules import unpack
from account_service.groups import queries
from account_service.groups.rules import role_of
from account_service.invitations.actions import Invitee, invite
from account_service.invitations.schemas import InvitationForm
from account_service.profile.actions import edit_profile
from account_service.profile.schemas import ProfileForm
from account_service.programs import groups
from account_service.programs.asked import Asked, check
from account_service.sessions.actions import end_sessions
from account_service.upstream.actions import find_account, link_identity
from account_service.upstream.provider import Person
from corridor.auth.roles import EXPERT
from corridor.errors import Conflict, Invalid
from corridor.members.handlers import COPIED


def send_invitation(session: Session, asked: Asked) -> dict[str, Any]:
    """Invite by mail, as an expert unless groups are named."""
    asked.need_secretariat()
    email = asked.words("email").strip()
    check(InvitationForm(only=["email"]), {"email": email})
    slugs = [str(slug) for slug in asked.data.get("groups", [])]
    for slug in slugs:
        queries.get_group(session, slug)
    held = [role_of(slug) for slug in slugs] or [EXPERT]
    who = Invitee(
        email=email,
        name=asked.words("name"),
        language=asked.words("language") or asked.account.ui_language,
        roles=held,
        role_words=[role.partition(":")[2] or role for role in held],
    )
    invitation, link = invite(session, who, actor=asked.actor, settings=asked.settings, now=asked.now)
    session.flush()
    return {"id": str(invitation.id), "link": link, "expires_at": invitation.expires_at.isoformat()}


def change_profile(session: Session, asked: Asked) -> dict[str, Any]:
    """Change one's own profile, or as the secretariat anybody's."""
    account = get_by_handle(session, asked.words("handle"))
    if account.account_id != asked.account.account_id:
        asked.need_secretariat()
    changes = {name: value for name, value in dict(asked.data["changes"]).items() if value is not None}
    check(ProfileForm(only=list(changes)), changes)
    edit_profile(session, account.account_id, changes)
    return {"handle": account.handle}


def create_account(session: Session, asked: Asked) -> dict[str, Any]:
    """Open an account for somebody whose address the secretariat vouches for; they sign in by mailed code."""
    asked.need_secretariat()
    handle = asked.words("handle").strip().lower()
    email, name = asked.words("email").strip(), asked.words("name").strip() or handle
    check(InvitationForm(only=["email"]), {"email": email})
    check(ProfileForm(only=["name"]), {"name": name})
    if find_by_email(session, email):
        raise Invalid(_("There is an account with this address."), errors={"email": [_("Has an account")]})
    _check_handle(session, handle)
    new = NewAccount(email=email, name=name, handle=handle)
    account = open_account(session, new, password=None, now=asked.now)
    subject = account.account_id
    write_down(session, asked.actor, "account_opened", subject_id=subject, subject_name=account.name)
    return {
        "account_id": str(subject),
        "version": account.version,
        "copy": {name: getattr(account, name) for name in (*COPIED, "roles", "active")},
    }


def _check_handle(session: Session, handle: str) -> None:
    """Another one than the program asked for would be nobody's it knows."""
    if handle and not is_handle(handle):
        message = _("A user name has at most %(most)s small letters, digits and dots.", most=LONGEST_HANDLE)
        raise Invalid(message, errors={"username": [message]})
    if handle and not is_free(session, handle):
        message = _("Somebody has this user name.")
        raise Invalid(message, errors={"username": [message]})


def sign_out(session: Session, asked: Asked) -> dict[str, Any]:
    """End all sessions of somebody."""
    asked.need_secretariat()
    account = get_by_handle(session, asked.words("handle"))
    end_sessions(session, account.account_id, because="signed_out_by_staff", now=asked.now)
    return {"handle": account.handle}


def give_up_key(session: Session, asked: Asked) -> dict[str, Any]:
    """End the very key that the call was made with."""
    key = get_own_key(session, asked.words("key_id"), account_id=asked.account.account_id)
    revoke_key(session, asked.account, key, actor=asked.actor, now=asked.now)
    return {"key_id": key.id}


def sync_person(session: Session, asked: Asked) -> dict[str, Any]:
    """Open or change the account of somebody whom the other site names, signed with the secret we share."""
    asked.need_secretariat()
    settings: Any = asked.settings
    if not settings.has_connect:
        raise Invalid(_("No other site signs people in here."))
    said = unpack(asked.words("sso"), asked.words("sig"), secret=settings.connect_secret)
    person = Person(
        issuer=settings.connect_url,
        subject=said.get("external_id", "")[:200],
        email=said.get("email", ""),
        email_verified=said.get("require_activation") != "true",
        name=said.get("name", "") or said.get("username", ""),
    )
    if not person.subject:
        raise Invalid(_("The parameter %(name)s is missing.", name="external_id"))
    account = find_account(session, person)
    if account is None:
        account = _open_proven(session, asked, person)
        link_identity(session, account, issuer=person.issuer, subject=person.subject)
        subject = account.account_id
        write_down(
            session,
            asked.actor,
            "upstream_linked",
            subject_id=subject,
            subject_name=account.name,
            on=person.issuer,
        )
    if person.name and person.name != account.name:
        check(ProfileForm(only=["name"]), {"name": person.name})
        edit_profile(session, account.account_id, {"name": person.name})
    return {"account_id": str(account.account_id), "handle": account.handle, "name": account.name}


def _open_proven(session: Session, asked: Asked, person: Person) -> Account:
    """An account for somebody new. An address alone ties nobody to an account that is there."""
    if not person.email_verified:
        raise Conflict(_("The other site has not confirmed this address, so no account is opened for it."))
    if find_by_email(session, person.email):
        raise Conflict(
            _("There is an account with this address. Its owner ties the two by signing in at both sites.")
        )
    check(InvitationForm(only=["email"]), {"email": person.email})
    check(ProfileForm(only=["name"]), {"name": person.name})
    new = NewAccount(email=person.email, name=person.name)
    return open_account(session, new, password=None, now=asked.now)


ACTS: dict[str, Callable[[Session, Asked], dict[str, Any]]] = {
    "invite": send_invitation,
    "join-group": groups.join_group,
    "leave-group": groups.leave_group,
    "owners": groups.list_owners,
    "found-group": groups.found,
    "change-group": groups.change,
    "close-group": groups.close,
    "add-owners": groups.name_owners,
    "remove-owners": groups.drop_owners,
    "profile": change_profile,
    "create-account": create_account,
    "sign-out": sign_out,
    "give-up-key": give_up_key,
    "sync-person": sync_person,
}
