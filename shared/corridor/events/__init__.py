"""The contracts between services, nothing else. Importing the package knows every event."""

from corridor.events import account, forum, matchmaking, messaging, notify

__all__ = ["account", "forum", "matchmaking", "messaging", "notify"]
