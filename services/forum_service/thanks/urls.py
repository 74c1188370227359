"""Where thanks live."""


def thanks_url(post_id: int) -> str:
    return f"/forum/posts/{post_id}/thanks"
