"""Where translations live."""


def translations_url(post_id: int) -> str:
    return f"/forum/posts/{post_id}/translations"


def original_url(post_id: int) -> str:
    return f"/forum/posts/{post_id}/original"
