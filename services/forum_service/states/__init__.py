"""The states of topics: pinned in a forum or everywhere, archived, unlisted."""
