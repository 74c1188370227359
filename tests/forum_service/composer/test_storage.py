"""What the browser keeps of a member goes when they sign out."""

from pathlib import Path

import forum_service

SCRIPTS = Path(forum_service.__file__).parent / "js"


def test_only_what_names_its_owner_is_kept_in_the_browser() -> None:
    keeping = [path.name for path in SCRIPTS.glob("*.js") if "localStorage.setItem" in path.read_text()]

    assert keeping == ["composer_storage.js"]
