"""Private messages between members: topics that name their own readers, with boxes of their own."""
