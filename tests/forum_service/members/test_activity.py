"""What a member wrote: all that the viewer may see, and nothing else."""

from collections.abc import Callable

from corridor.testing import ALICE, persona
from corridor.testing.browser import Browser
from tests.forum_service.conftest import As, Open

EVE = persona("eve", "expert")


def test_posts_and_topics_of_a_member_are_listed(open_topic: Open, bob: Browser) -> None:
    path = open_topic("Keys for beetles", raw="Does anybody have *keys*?")
    bob.post(f"/forum/t/{path.split('/')[-2]}/replies", data={"raw": "I have two"})

    page = bob.get("/forum/members/alice")
    assert "Keys for beetles" in page.text
    assert "Does anybody have keys?" in page.text
    assert "I have two" in bob.get("/forum/members/bob").text
    assert "Keys for beetles" in bob.get("/forum/members/ALICE/topics").text
    assert "Nothing yet" in bob.get("/forum/members/bob/topics").text


def test_what_one_may_not_read_is_not_there(
    open_topic: Open, as_: As, bob: Browser, private_topic: str
) -> None:
    open_topic("Advice on centres", "iag")

    assert "Advice on centres" in bob.get("/forum/members/alice").text
    assert "Advice on centres" not in as_(EVE).get("/forum/members/alice").text
    assert "Our case" not in bob.get("/forum/members/alice").text
    assert private_topic


def test_pages_follow_one_another(open_topic: Open, alice: Browser) -> None:
    path = open_topic("Long talk")
    for number in range(21):
        alice.post(f"/forum/t/{path.split('/')[-2]}/replies", data={"raw": f"remark {number}."})

    first = alice.get("/forum/members/alice").text
    assert "remark 20." in first
    assert "remark 0." not in first
    assert 'rel="next"' in first


def test_strangers_have_no_page(bob: Browser, know: Callable[..., None]) -> None:
    know(ALICE, persona("dora"))

    for handle in ("nobody", "dora", "x" * 5000):
        assert bob.get(f"/forum/members/{handle}").status_code == 404
