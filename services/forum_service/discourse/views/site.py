"""What the place is, for programs that ask before all else."""

from flask import Response, request
from flask_babel import lazy_gettext as _
from werkzeug.wrappers import Response as AnyResponse

from corridor.auth import access, viewer
from corridor.errors import NotFound
from corridor.web import see_other, session
from corridor.web.frame import frame
from forum_service.boards.queries import list_boards
from forum_service.discourse.answers import say
from forum_service.discourse.blueprint import blueprint, reads
from forum_service.discourse.groups import group_item, list_groups
from forum_service.discourse.lookups import shown_boards

# The interface of those days that ours follows.
VERSION = "3.5.0"
NOTIFICATION_TYPES = {
    "mentioned": 1,
    "replied": 2,
    "quoted": 3,
    "edited": 4,
    "liked": 5,
    "private_message": 6,
    "posted": 9,
    "watching_first_post": 17,
}
POST_ACTION_TYPES = ((2, "like"), (3, "off_topic"), (4, "inappropriate"), (7, "notify_moderators"))
DESCRIPTION = "Technical and scientific cooperation under the Convention on Biological Diversity"


@blueprint.get("/site/basic-info")
@access.public
def basic_info() -> Response:
    """The little that everybody may know."""
    return say(
        {
            "title": "Corridor",
            "description": DESCRIPTION,
            "logo_url": None,
            "mobile_logo_url": None,
            "favicon_url": None,
            "apple_touch_icon_url": None,
            "header_primary_color": "1f2421",
            "header_background_color": "ffffff",
            "login_required": True,
            "url": frame().settings.base_url,
        }
    )


@reads("/about")
def about() -> Response:
    """Who and how much."""
    boards = list_boards(session(), viewer=viewer())
    return say(
        {
            "about": {
                "title": "Corridor",
                "description": DESCRIPTION,
                "version": VERSION,
                "https": frame().settings.base_url.startswith("https://"),
                "locale": "en",
                "moderators": [],
                "admins": [],
                "stats": {
                    "topics_count": sum(board.topics_count for board in boards),
                    "posts_count": sum(board.posts_count for board in boards),
                },
            }
        }
    )


@reads("/site")
def site() -> Response:
    """What a program needs to know once."""
    return say(
        {
            "default_archetype": "regular",
            "notification_types": NOTIFICATION_TYPES,
            "post_types": {"regular": 1, "moderator_action": 2, "small_action": 3, "whisper": 4},
            "trust_levels": {"newuser": 0, "basic": 1, "member": 2, "regular": 3, "leader": 4},
            "groups": [group_item(one) for one in list_groups(session())],
            "filters": ["latest", "unread", "new", "top"],
            "periods": ["all", "yearly", "quarterly", "monthly", "weekly", "daily"],
            "categories": shown_boards(),
            "post_action_types": [
                {"id": number, "name_key": name, "name": name, "is_flag": number != 2}
                for number, name in POST_ACTION_TYPES
            ],
            "can_create_tag": False,
            "can_tag_topics": True,
            "uncategorized_category_id": None,
            "auth_providers": [],
        }
    )


@blueprint.get("/user-api-key/new")
@access.public
def ask_for_key() -> AnyResponse:
    """The page where a member agrees is one of the accounts; HEAD tells apps that there is one."""
    if request.method == "HEAD":
        return Response("", 200, {"Auth-Api-Version": "4"})
    return _on_the_site(f"/account/user-api-key/new?{request.query_string.decode('ascii', 'ignore')}")


@blueprint.get("/session/<any(sso_provider, sso_login):way>")
@access.public
def sign_in_elsewhere(way: str) -> AnyResponse:
    """DiscourseConnect is a matter of the accounts, too."""
    return _on_the_site(f"/account/session/{way}?{request.query_string.decode('ascii', 'ignore')}")


@blueprint.get("")
@access.public
def root() -> AnyResponse:
    """People who open the address in a browser are shown the forum."""
    return _on_the_site("/forum")


def _on_the_site(path: str) -> AnyResponse:
    """A page for people: they are signed in on the site itself, not on a host of the programs' own."""
    settings = frame().settings
    elsewhere = request.host.partition(":")[0] == str(getattr(settings, "discourse_host", "")).lower()
    return see_other(settings.base_url.rstrip("/") + path if elsewhere else path)


@blueprint.route("/<path:_rest>", methods=["GET", "POST", "PUT", "PATCH", "DELETE"])
@access.public
def nothing(_rest: str) -> Response:
    """Whatever else is called, or called otherwise, is answered in the same shape."""
    raise NotFound(_("The requested URL or resource could not be found."))
