"""The parts of the forum that are for programs, as the application takes them in."""

from types import SimpleNamespace

from forum_service.discourse import views as _views
from forum_service.discourse.blueprint import blueprint

# Importing the views has put them on it.
discourse = SimpleNamespace(blueprint=blueprint, calls=_views)
PAGES = (discourse,)
