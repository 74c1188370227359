"""Two thousand open pages in one process."""

import pytest

from tests.bench.live import MOST_MEGABYTES, MOST_SECONDS, measure


@pytest.mark.integration
def test_two_thousand_idle_pages_weigh_little_and_hear_soon():
    found = measure(2_000)

    assert found.megabytes_full < MOST_MEGABYTES, str(found)
    assert found.all_heard_in < MOST_SECONDS, str(found)
