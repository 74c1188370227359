"""The addresses of this service's pages."""

from corridor.settings import Settings

INBOX = "/notify"
PREFERENCES = "/notify/preferences"
PREVIEW = "/notify/preferences/preview"
UNSUBSCRIBE = "/notify/unsubscribe"
STEER = "/notify/steer"
DELIVERIES = "/notify/deliveries"
DELIVERED_MAILS = "/notify/deliveries/mails"
REACHED_MEMBERS = "/notify/deliveries/members"
INCOMING = "/notify/incoming"
CONFIRM = "/notify/incoming/confirm"
BY_MAIL = "/notify/by-mail"
BULLETINS = "/notify/bulletins"
DESK = "/notify/bulletins/desk"
REGISTER = "/notify/register"
CALENDAR = "/notify/calendar"
LIVE = "/notify/live"
WEBHOOKS = "/notify/webhooks"


def absolute(settings: Settings, path: str) -> str:
    """The address of a page for use in mails; what is final already stays as it is."""
    return path if "://" in path else settings.base_url.rstrip("/") + path


def bulletin(number: str) -> str:
    """The page of an official notification, for good."""
    return f"{BULLETINS}/{number}"
