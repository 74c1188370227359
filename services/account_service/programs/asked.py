"""What an act is told: who asks for what, and when."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask_babel import lazy_gettext as _
from marshmallow import Schema

from account_service.accounts.models import Account
from account_service.audit.actions import Actor
from account_service.groups.acting import By
from corridor.auth import roles
from corridor.auth.roles import SECRETARIAT
from corridor.errors import Forbidden, Invalid
from corridor.settings import Settings


@dataclass(frozen=True, kw_only=True)
class Asked:
    """Who asks for what, and when."""

    account: Account
    data: Mapping[str, Any]
    settings: Settings
    now: datetime

    @property
    def actor(self) -> Actor:
        return Actor(id=self.account.account_id, name=self.account.name)

    @property
    def by(self) -> By:
        return By(actor=self.actor, settings=self.settings, now=self.now)

    def words(self, name: str) -> str:
        return str(self.data.get(name) or "")

    def need_secretariat(self) -> None:
        if not roles.has(frozenset(self.account.roles), SECRETARIAT):
            raise Forbidden(_("Only the secretariat may do this."))


def check(schema: Schema, values: dict[str, Any]) -> None:
    """Raises Invalid where a form of ours would not take it."""
    errors = schema.validate(values)
    if errors:
        raise Invalid(_("Please check what you sent."), errors=errors)
