"""All models, so that the metadata is whole."""

from account_service.accounts.models import Account
from account_service.api_keys.models import ApiKey
from account_service.audit.models import AuditRow
from account_service.challenges.models import Challenge
from account_service.db import Base
from account_service.invitations.models import Invitation
from account_service.limits.models import TryCount
from account_service.roles.models import Centre, RoleGrant
from account_service.sessions.models import BrowserLogin, SessionId
from account_service.upstream.models import UpstreamIdentity, UpstreamVisit

METADATA = Base.metadata

__all__ = [
    "METADATA",
    "Account",
    "ApiKey",
    "AuditRow",
    "BrowserLogin",
    "Centre",
    "Challenge",
    "Invitation",
    "RoleGrant",
    "SessionId",
    "TryCount",
    "UpstreamIdentity",
    "UpstreamVisit",
]
