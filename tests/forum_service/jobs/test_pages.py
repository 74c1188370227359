"""A job has a page that works without a script."""

from sqlalchemy.orm import Session

from corridor.errors import Invalid
from corridor.testing import ALICE
from corridor.testing.browser import Browser
from forum_service.jobs.actions import Result
from tests.forum_service.jobs.conftest import Start, Work


def made(*_: object) -> Result:
    return Result(filename="Übersicht «1».txt", media_type="text/plain", data=b"done")


def test_a_waiting_job_asks_again_by_itself(alice: Browser, start: Start) -> None:
    job = start()

    page = alice.get(f"/forum/jobs/{job.id}").get_data(as_text=True)

    assert '<noscript><meta http-equiv="refresh"' in page
    assert "<job-watch" in page
    assert "<progress" in page


def test_a_finished_job_offers_its_file(alice: Browser, start: Start, work: Work) -> None:
    job = start()
    work(count=made)

    page = alice.get(f"/forum/jobs/{job.id}").get_data(as_text=True)
    answer = alice.get(f"/forum/jobs/{job.id}/result")

    assert "refresh" not in page
    assert f"/forum/jobs/{job.id}/result" in page
    assert answer.data == b"done"
    assert answer.headers["Content-Disposition"].startswith(
        'attachment; filename="Ubersicht 1.txt"; filename*='
    )


def test_a_failed_job_says_why(alice: Browser, start: Start, work: Work) -> None:
    def refuse(*_: object) -> None:
        raise Invalid("100 % of <this> is too long")

    job = start()
    work(count=refuse)

    page = alice.get(f"/forum/jobs/{job.id}").get_data(as_text=True)

    assert "100 % of &lt;this&gt; is too long" in page


def test_my_jobs_are_listed_and_nobody_elses(alice: Browser, bob: Browser, start: Start) -> None:
    job = start()

    assert "Counting" in alice.get("/forum/jobs").get_data(as_text=True)
    assert "No jobs" in bob.get("/forum/jobs").get_data(as_text=True)
    assert bob.get(f"/forum/jobs/{job.id}").status_code == 404
    assert bob.get(f"/forum/jobs/{job.id}/result").status_code == 404
    assert bob.post(f"/forum/jobs/{job.id}/removal").status_code == 404


def test_a_job_can_be_stopped(alice: Browser, session: Session, start: Start, work: Work) -> None:
    page = f"/forum/jobs/{start(who=ALICE).id}"

    assert alice.post(f"{page}/removal").status_code == 303

    assert not work(count=made)
    assert alice.get(page).status_code == 404


def test_no_id_breaks_the_page(alice: Browser) -> None:
    assert alice.get(f"/forum/jobs/{2**70}").status_code == 404
    assert alice.get("/forum/jobs/0").status_code == 404
