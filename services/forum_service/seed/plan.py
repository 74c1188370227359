"""Which generated post goes into which topic: discussions overlap as they do in life."""

from dataclasses import dataclass
from random import Random


@dataclass(frozen=True, kw_only=True)
class Plan:
    """Posts in the order of time; topics by index from `first_topic`."""

    first_topic: int
    topic_of_post: list[int]
    number_of_post: list[int]
    counts: list[int]
    first_of_topic: list[int]
    last_of_topic: list[int]


def make_plan(random: Random, *, topics: int, posts: int, first_topic: int) -> Plan:
    """Topics open evenly over time; the others' posts go to topics opened of late, rarely to old ones."""
    topic_of_post: list[int] = []
    number_of_post: list[int] = []
    counts, first, last = [0] * topics, [0] * topics, [0] * topics
    opened = 0
    for index in range(max(topics, posts)):
        if opened < topics and index * topics >= opened * max(topics, posts):
            topic, opened = opened, opened + 1
            first[topic] = index
        else:
            topic = max(0, opened - 1 - int(random.expovariate(1 / 200)))
        counts[topic] += 1
        last[topic] = index
        topic_of_post.append(topic)
        number_of_post.append(counts[topic])
    return Plan(
        first_topic=first_topic,
        topic_of_post=topic_of_post,
        number_of_post=number_of_post,
        counts=counts,
        first_of_topic=first,
        last_of_topic=last,
    )
