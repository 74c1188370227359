"""kill -9 again and again while the digests go out: none is lost, and only what was in hand comes twice.

The full run, with ten thousand members, is `python -m tests.bench.mails --kill 3`.
"""

import pytest

from corridor.testing import new_database
from notify_service.service import SERVICE
from tests.bench.mails import LANES, prepare, run_mailer, sink, taken

pytestmark = pytest.mark.integration


def test_no_digest_is_lost_and_few_come_twice(tmp_path):
    database = new_database(f"mails_{SERVICE.name}")
    expected = prepare(database, members=50, posts=4)

    with sink(tmp_path) as (url, notes):
        run = run_mailer(database, url, notes, kill_every=0.4)
        got = taken(notes)

    assert run.kills > 0
    assert set(got) == expected
    assert sum(got.values()) - len(got) <= run.kills * LANES
    assert max(got.values()) == 1 + (sum(got.values()) > len(got))
