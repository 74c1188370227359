"""The real clients read, write and follow, unmodified."""

from typing import Any

import pytest

from corridor.testing import ALICE
from tests.forum_service.discourse.clients import VERSIONS

KNOWLEDGE = "knowledge"
# Calls that the older client does not have.
newer = pytest.mark.parametrize("version", VERSIONS[:1], indirect=True)


@pytest.fixture
def category(alice_speaks: Any) -> int:
    """The number of a forum."""
    found: int = next(one["id"] for one in alice_speaks.categories() if one["slug"] == KNOWLEDGE)
    return found


@pytest.fixture
def topic(alice_speaks: Any, category: int) -> dict[str, Any]:
    """Alice's topic, as the post that opened it."""
    opened: dict[str, Any] = alice_speaks.create_post(
        "Who has tried *barcoding*?", category_id=category, title="Taxonomy for small museums"
    )
    return opened


def titles(answer: dict[str, Any]) -> list[str]:
    return [topic["title"] for topic in answer["topic_list"]["topics"]]


def test_a_topic_is_opened_and_answered(alice_speaks, bob_speaks, topic) -> None:
    reply = bob_speaks.create_post("We have, with *good* results.", topic_id=topic["topic_id"])

    assert (topic["post_number"], reply["post_number"]) == (1, 2)
    assert "<em>good</em>" in reply["cooked"]
    read = alice_speaks.topic(topic["topic_slug"], topic["topic_id"])
    assert read["post_stream"]["stream"] == [topic["id"], reply["id"]]
    assert [post["username"] for post in read["post_stream"]["posts"]] == ["alice", "bob"]
    assert read["details"]["created_by"]["username"] == "alice"
    assert read["posts_count"] == 2


@pytest.mark.parametrize("name", ["latest_topics", "hot_topics"])
def test_the_lists_show_it(name, alice_speaks, topic) -> None:
    answer = getattr(alice_speaks, name)()

    assert titles(answer) == ["Taxonomy for small museums"]
    assert {user["username"] for user in answer["users"]} == {"alice"}
    poster = answer["topic_list"]["topics"][0]["posters"][0]
    assert poster["user_id"] == answer["users"][0]["id"]


def test_what_others_opened_is_new_until_it_was_read(bob_speaks, topic) -> None:
    assert titles(bob_speaks.new_topics()) == ["Taxonomy for small museums"]

    assert bob_speaks.topic_timings(topic["topic_id"], 4000, {1: 4000}) is None

    assert titles(bob_speaks.new_topics()) == []


def test_pages_are_counted_from_zero(alice_speaks, category) -> None:
    for number in range(3):
        alice_speaks.create_post("Text", category_id=category, title=f"Topic number {number}")

    first = alice_speaks.latest_topics(per_page=2)
    second = alice_speaks.latest_topics(per_page=2, page=1)

    assert titles(first) + titles(second) == ["Topic number 2", "Topic number 1", "Topic number 0"]
    assert first["topic_list"]["more_topics_url"].endswith("page=1")
    assert "more_topics_url" not in second["topic_list"]


def test_lists_of_a_forum_and_of_a_person(alice_speaks, bob_speaks, topic, category) -> None:
    assert titles(bob_speaks.category_topics(category)) == ["Taxonomy for small museums"]
    assert [one["id"] for one in bob_speaks.topics_by("alice")] == [topic["topic_id"]]
    assert bob_speaks.topics_by("bob") == []


def test_posts_by_id_by_number_and_all_of_them(alice_speaks, topic) -> None:
    reply = alice_speaks.create_post(
        "And *one* more thing.", topic_id=topic["topic_id"], reply_to_post_number=1
    )

    some = alice_speaks.posts(topic["topic_id"], post_ids=[reply["id"]])
    all_ = alice_speaks.topic_posts(topic["topic_id"], include_raw="true")
    near = alice_speaks.post(topic["topic_id"], 2)

    assert [post["id"] for post in some["post_stream"]["posts"]] == [reply["id"]]
    assert [post["raw"] for post in all_["post_stream"]["posts"]][1] == "And *one* more thing."
    assert near["post_stream"]["posts"][0]["id"] == reply["id"]


@newer
def test_a_post_by_its_id_and_by_its_number(alice_speaks, topic) -> None:
    answer = {"topic_id": topic["topic_id"], "reply_to_post_number": 1}
    reply = alice_speaks.create_post("And *one* more thing.", **answer)

    post = alice_speaks.post_by_id(reply["id"])

    assert (post["raw"], post["reply_to_post_number"]) == ("And *one* more thing.", 1)
    assert alice_speaks.post_by_number(topic["topic_id"], 2)["id"] == reply["id"]


@newer
def test_the_firehose_goes_back_by_ids(alice_speaks, topic) -> None:
    reply = alice_speaks.create_post("And one more.", topic_id=topic["topic_id"])

    assert [post["id"] for post in alice_speaks.latest_posts()["latest_posts"]] == [reply["id"], topic["id"]]
    assert [post["id"] for post in alice_speaks.latest_posts(before=reply["id"])["latest_posts"]] == [
        topic["id"]
    ]


def test_an_author_edits(alice_speaks, topic) -> None:
    answer = alice_speaks.update_post(topic["id"], "Who has tried **barcoding**?", edit_reason="Stronger")

    assert "<strong>barcoding</strong>" in answer["post"]["cooked"]


def test_search_finds_posts_topics_and_people(bob_speaks, topic) -> None:
    found = bob_speaks.search("barcoding")

    assert [post["id"] for post in found["posts"]] == [topic["id"]]
    assert found["topics"][0]["title"] == "Taxonomy for small museums"
    assert found["grouped_search_result"]["post_ids"] == [topic["id"]]
    assert bob_speaks.search("nothing of the kind")["posts"] == []


def test_forums_are_categories(alice_speaks, category) -> None:
    one = next(one for one in alice_speaks.categories() if one["id"] == category)

    assert one["name"] == "Forum on Knowledge Management"
    assert one["permission"] == 1
    assert one["read_restricted"] is True


@newer
def test_how_much_to_hear_of_a_forum(alice_speaks, category) -> None:
    assert alice_speaks.notifications(category, notification_level=3)["success"] == "OK"

    assert alice_speaks.user("alice")["watched_category_ids"] == [category]


def test_a_person_is_shown_by_user_name_and_by_account(alice_speaks, bob_speaks) -> None:
    alice = bob_speaks.user("Alice")

    assert (alice["username"], alice["name"], alice["title"]) == ("alice", "Alice", "Alice Institute")
    assert isinstance(alice["id"], int)
    assert "email" not in alice
    assert bob_speaks.user_by_external_id(alice["external_id"])["id"] == alice["id"]
    assert alice_speaks.user("alice")["email"] == ALICE.email


def test_what_somebody_wrote(bob_speaks, topic) -> None:
    actions = bob_speaks.user_actions("alice", "4,5")

    assert [action["post_id"] for action in actions] == [topic["id"]]
    assert "barcoding" in actions[0]["excerpt"]


def test_a_private_message_goes_to_its_readers_alone(
    speak, alice_speaks, bob_speaks, secretary_speaks
) -> None:
    post = alice_speaks.create_post(
        "Between *us*.", title="About the budget", archetype="private_message", target_recipients="bob"
    )

    inbox = bob_speaks.private_messages("bob")
    assert titles(inbox) == ["About the budget"]
    assert {one["username"] for one in inbox["topic_list"]["topics"][0]["participants"]} == {"alice", "bob"}
    assert titles(bob_speaks.private_messages_unread("bob")) == ["About the budget"]
    with pytest.raises(Exception, match="could not be found"):
        secretary_speaks.topic("-", post["topic_id"])
    assert titles(alice_speaks.latest_topics()) == []


@newer
def test_what_the_place_is(alice_speaks) -> None:
    assert alice_speaks.about()["about"]["title"] == "Corridor"
    assert alice_speaks.get_site_info()["notification_types"]["replied"] == 2


@newer
def test_lists_that_the_older_client_does_not_know(alice_speaks, topic) -> None:
    assert titles(alice_speaks.top_topics(period="weekly")) == ["Taxonomy for small museums"]
    assert titles(alice_speaks.category_latest_topics(KNOWLEDGE)) == ["Taxonomy for small museums"]
