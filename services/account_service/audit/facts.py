"""What a row of the record says."""

from typing import Any

from account_service.audit.models import AuditRow


def facts(row: AuditRow) -> dict[str, Any]:
    """What a row says, as it is hashed."""
    return {
        "actor": [str(row.actor_id or ""), row.actor_name],
        "subject": [str(row.subject_id or ""), row.subject_name],
        "act": row.act,
        "object": row.object,
        "ip": row.ip,
        "details": row.details,
    }
