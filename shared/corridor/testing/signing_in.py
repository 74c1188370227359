"""Puts a person into a service's database and a token into a browser."""

from typing import Any

from sqlalchemy import select

from corridor.auth.cookies import cookie_names
from corridor.auth.state import EXTENSION
from corridor.demo import Person
from corridor.members.handlers import COPIED, keep_member
from corridor.members.models import MemberMixin
from corridor.testing.browser import Browser
from corridor.testing.tokens import token_for


def sign_in(client: Browser, who: Person | MemberMixin) -> Browser:
    """Sign `client` in as a persona (who becomes a member of the service) or as one of its Members."""
    app = client.application
    base_url = app.extensions["corridor"].settings.base_url
    with app.extensions["corridor"].sessions.begin() as session:
        member = add_member(session, app.extensions[EXTENSION].member_model, who)
        token = token_for(
            member.account_id,
            roles=tuple(member.roles),
            version=member.version,
            base_url=base_url,
        )
    client.set_cookie(cookie_names(base_url).token, token)
    return client


def add_member(session: Any, model: type[MemberMixin], who: Person | MemberMixin) -> Any:
    """The service's copy of a persona, inserted if need be."""
    if isinstance(who, Person):
        values = {name: getattr(who, name) for name in COPIED}
        values |= {"roles": list(who.roles), "active": True}
        keep_member(session, model, who.account_id, values, version=1)
    return session.execute(select(model).where(model.account_id == who.account_id)).scalar_one()
