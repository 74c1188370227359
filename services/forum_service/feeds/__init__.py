"""Feeds: what is new, for programs that read them in a member's place."""
