"""Ways to a post: the first unread one, one by its number or day, and one that was moved."""
