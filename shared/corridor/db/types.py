"""Column types every service shares."""

from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

from sqlalchemy import BigInteger, DateTime, Identity, Text, Uuid, func, text
from sqlalchemy.dialects.postgresql import ARRAY, JSONB
from sqlalchemy.orm import mapped_column

from corridor.ids import uuid7

UuidKey = Annotated[UUID, mapped_column(Uuid, primary_key=True, default=uuid7)]
BigKey = Annotated[int, mapped_column(BigInteger, Identity(), primary_key=True)]
# Always aware, always UTC on the wire; a naive datetime is refused by the driver's time zone rule.
Moment = Annotated[datetime, mapped_column(DateTime(timezone=True))]
CreatedAt = Annotated[datetime, mapped_column(DateTime(timezone=True), server_default=func.now())]
BoolFalse = Annotated[bool, mapped_column(server_default=text("false"), default=False)]
BoolTrue = Annotated[bool, mapped_column(server_default=text("true"), default=True)]
Json = Annotated[dict[str, Any], mapped_column(JSONB)]
TextList = Annotated[list[str], mapped_column(ARRAY(Text), server_default=text("'{}'"), default=list)]
