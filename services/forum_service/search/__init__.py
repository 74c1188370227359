"""Search over titles and posts, each in its own language."""
