"""Sites that we sign people in for, and what we tell them."""

from collections.abc import Sequence
from datetime import datetime

from flask_babel import lazy_gettext as _
from sqlalchemy import delete, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from account_service.audit.actions import Actor, write_down
from account_service.connect.models import ConnectPartner
from account_service.connect.rules import ConnectRefused, host_of, read, unpack
from corridor.auth import Viewer
from corridor.auth.roles import MODERATOR, SECRETARIAT
from corridor.errors import NotFound


def add_partner(session: Session, host: str, *, name: str, secret: str, actor: Actor, now: datetime) -> None:
    """Let a site sign people in through us; a host that is known gets the new name and secret."""
    values = {"name": name, "secret": secret}
    row = insert(ConnectPartner).values(host=host, created_by=actor.id, created_at=now, **values)
    session.execute(row.on_conflict_do_update(index_elements=["host"], set_=values))
    write_down(session, actor, "connect_partner_added", on=host)


def remove_partner(session: Session, host: str, *, actor: Actor) -> None:
    """The site can sign nobody in any more."""
    session.execute(delete(ConnectPartner).where(ConnectPartner.host == host))
    write_down(session, actor, "connect_partner_removed", on=host)


def list_partners(session: Session) -> Sequence[ConnectPartner]:
    """All of them."""
    return session.scalars(select(ConnectPartner).order_by(ConnectPartner.host)).all()


def get_partner(session: Session, host: str) -> ConnectPartner:
    """One of them."""
    partner = session.get(ConnectPartner, host)
    if partner is None:
        raise NotFound(_("There is nothing here."))
    return partner


def understood(
    session: Session, text: str, signature: str, *, only_tls: bool
) -> tuple[ConnectPartner, dict[str, str]]:
    """Which site asks, and with what; raises ConnectRefused."""
    said = read(text)
    partner = session.get(ConnectPartner, host_of(said.get("return_sso_url", ""), only_tls=only_tls))
    if partner is None or not said.get("nonce"):
        raise ConnectRefused(_("This site is not known here. Its keepers can ask the secretariat."))
    return partner, unpack(text, signature, secret=partner.secret)


def told_of(viewer: Viewer, *, nonce: str) -> dict[str, str]:
    """What the other site learns of whoever signs in there."""
    groups = sorted(role.partition(":")[2] for role in viewer.roles if role.startswith("group:"))
    return {
        "nonce": nonce,
        "external_id": str(viewer.id),
        "email": viewer.email,
        "username": viewer.handle,
        "name": viewer.name,
        "locale": viewer.language,
        "admin": _flag(viewer.has(SECRETARIAT)),
        "moderator": _flag(viewer.has(MODERATOR)),
        "groups": ",".join(groups),
    }


def _flag(holds: bool) -> str:
    return "true" if holds else "false"
