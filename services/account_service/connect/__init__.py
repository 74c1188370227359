"""DiscourseConnect: other sites sign people in through us, and we through another site."""
