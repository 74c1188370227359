"""The contracts between services, nothing else. Importing the package knows every event."""

from corridor.events import account, forum, matchmaking, notify

__all__ = ["account", "forum", "matchmaking", "notify"]
