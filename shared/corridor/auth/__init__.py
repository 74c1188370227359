"""One sign-in for all services: who is here, what they may do, and how a service finds out by itself.

`viewer()` says who asks; every view declares its access with a decorator of `corridor.auth.access`;
`install(app)` is called by `corridor.web.create_app`, `check_routes(app)` once all routes are there.
"""

from corridor.auth.install import install
from corridor.auth.routes import check_routes
from corridor.auth.viewer import ANONYMOUS, Viewer, viewer

__all__ = ["ANONYMOUS", "Viewer", "check_routes", "install", "viewer"]
