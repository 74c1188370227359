"""All models, so that the metadata is whole."""

from account_service.accounts.models import Account
from account_service.api_keys.models import ApiKey
from account_service.audit.models import AuditRow
from account_service.bulk.models import Batch, Line
from account_service.challenges.models import Challenge
from account_service.connect.models import ConnectPartner
from account_service.db import Base
from account_service.farewells.models import Farewell
from account_service.groups.models import Group, GroupOwner, GroupRequest
from account_service.invitations.models import Invitation
from account_service.limits.models import TryCount
from account_service.my_data.models import DataPart, DataRequest
from account_service.roles.models import Centre, RoleGrant
from account_service.sessions.models import BrowserLogin, SessionId
from account_service.upstream.models import UpstreamIdentity, UpstreamVisit

METADATA = Base.metadata

__all__ = [
    "METADATA",
    "Account",
    "ApiKey",
    "AuditRow",
    "Batch",
    "BrowserLogin",
    "Centre",
    "Challenge",
    "ConnectPartner",
    "DataPart",
    "DataRequest",
    "Farewell",
    "Group",
    "GroupOwner",
    "GroupRequest",
    "Invitation",
    "Line",
    "RoleGrant",
    "SessionId",
    "TryCount",
    "UpstreamIdentity",
    "UpstreamVisit",
]
