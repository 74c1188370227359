"""Load the Parties from the library's data file."""

from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from corridor.parties import all_parties
from matchmaking_service.parties.models import Party


def load_parties(session: Session) -> int:
    """Bring the table to the state of the data file; returns how many Parties there are."""
    rows = [
        {
            "code": party.iso2,
            "iso3": party.iso3,
            "names": party.names,
            "region": party.group,
            "subregion": party.subregion,
            "ldc": party.ldc,
            "sids": party.sids,
            "lldc": party.lldc,
        }
        for party in all_parties()
    ]
    statement = insert(Party).values(rows)
    changed = {name: statement.excluded[name] for name in rows[0] if name != "code"}
    session.execute(statement.on_conflict_do_update(index_elements=["code"], set_=changed))
    return len(rows)
