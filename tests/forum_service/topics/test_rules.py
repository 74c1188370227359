"""Numbered pages."""

from forum_service.topics.rules import first_unread, page_of_topic, page_with_post


def test_twenty_posts_a_page() -> None:
    page = page_of_topic(highest=41, number=2)

    assert page is not None
    assert (page.first, page.last, page.previous, page.next, page.pages) == (21, 40, 1, 3, 3)


def test_there_is_no_page_behind_the_last_or_before_the_first() -> None:
    assert page_of_topic(highest=20, number=2) is None
    assert page_of_topic(highest=20, number=0) is None
    assert page_of_topic(highest=0, number=1) is not None


def test_a_post_stands_on_the_page_of_its_number() -> None:
    assert [page_with_post(number) for number in (1, 20, 21, 40, 41)] == [1, 1, 2, 2, 3]


def test_reading_goes_on_at_the_first_unread_post() -> None:
    assert first_unread(last_read=None, highest=9) == 1
    assert first_unread(last_read=4, highest=9) == 5
    assert first_unread(last_read=9, highest=9) == 9
