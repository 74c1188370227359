"""The pages of notify_service."""

from flask import Blueprint, Flask

from corridor.web import create_app as create_corridor_app
from notify_service.bulletins.desk import blueprint as bulletin_desk
from notify_service.bulletins.files import LARGEST_BODY
from notify_service.bulletins.mailing import blueprint as bulletin_mails
from notify_service.bulletins.opening import blueprint as bulletin_links
from notify_service.bulletins.reached import blueprint as bulletin_recipients
from notify_service.bulletins.views import blueprint as bulletins
from notify_service.calendar.views import blueprint as calendar
from notify_service.channels.email import viewer
from notify_service.deliveries.views import blueprint as deliveries
from notify_service.inbound.api import blueprint as incoming_api
from notify_service.inbound.trial_views import blueprint as dev_answers
from notify_service.inbound.views import blueprint as incoming
from notify_service.inbox.views import blueprint as inbox
from notify_service.members.models import Member
from notify_service.preferences.views import blueprint as preferences
from notify_service.reach.views import blueprint as reach
from notify_service.register.imports import blueprint as register_imports
from notify_service.register.views import blueprint as register
from notify_service.settings import NotifySettings
from notify_service.unsubscribing.views import blueprint as unsubscribing
from notify_service.webhooks.views import blueprint as webhooks


def create_app(settings: NotifySettings) -> Flask:
    """The application; mails written to files can be read at /dev/mail, but never in production."""
    app = create_corridor_app(
        settings,
        package="notify_service",
        blueprints=[
            inbox,
            calendar,
            preferences,
            unsubscribing,
            deliveries,
            reach,
            incoming,
            incoming_api,
            bulletins,
            bulletin_links,
            bulletin_desk,
            bulletin_recipients,
            bulletin_mails,
            register,
            register_imports,
            webhooks,
            *_for_development(settings),
        ],
        member_model=Member,
    )
    app.config["LARGEST_BODY"] = LARGEST_BODY
    return app


def _for_development(settings: NotifySettings) -> list[Blueprint]:
    return [] if settings.production else [viewer.blueprint, dev_answers]
