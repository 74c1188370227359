"""The local copy of accounts each service keeps, fed by account.* events (never a cross-database join).

A service writes `class Member(MemberMixin, Base)` in its `members/models.py`, puts `member_handlers(Member)`
into its HANDLERS and calls `create_members_table(op)` in its first migration.
"""

from corridor.members.handlers import member_handlers, upsert_demo_members
from corridor.members.models import MemberMixin
from corridor.members.my_data import data_handlers
from corridor.members.schema import create_members_table

__all__ = [
    "MemberMixin",
    "create_members_table",
    "data_handlers",
    "member_handlers",
    "upsert_demo_members",
]
