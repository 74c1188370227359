"""The bundle: one style sheet, one script, each under a name that changes with its content."""

from corridor.web.assets.manifest import asset_url
from corridor.web.assets.serve import install

__all__ = ["asset_url", "install"]
