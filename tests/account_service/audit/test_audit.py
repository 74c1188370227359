"""The chained record."""

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from account_service.audit.actions import Actor, write_down
from account_service.audit.queries import first_broken
from account_service.audit.rules import network_of

SOMEBODY = Actor(id=None, name="Somebody", ip="198.51.100.77")


@pytest.fixture
def rows(session):
    for number in range(3):
        write_down(session, SOMEBODY, "role_granted", on=f"role {number}")
    session.commit()


def test_the_chain_holds(session, rows):
    assert first_broken(session) is None


@pytest.mark.parametrize("statement", ["UPDATE audit_rows SET act = 'x'", "DELETE FROM audit_rows"])
def test_the_database_refuses_changes(session, rows, statement):
    with pytest.raises(DBAPIError, match="append-only"):
        session.execute(text(statement))


def test_a_change_behind_its_back_is_found(session, rows):
    session.execute(text("ALTER TABLE audit_rows DISABLE TRIGGER audit_rows_append_only"))
    session.execute(text("UPDATE audit_rows SET object = 'nothing' WHERE id = 2"))

    assert first_broken(session) == 2


@pytest.mark.parametrize(
    ("ip", "network"),
    [("198.51.100.77", "198.51.100.0/24"), ("2001:db8:1:2::3", "2001:db8:1::/48"), ("", "")],
)
def test_addresses_are_cut_to_their_network(ip, network):
    assert network_of(ip) == network
