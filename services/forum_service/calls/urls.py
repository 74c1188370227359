"""Where calls live."""


def call_url(call_id: int) -> str:
    return f"/forum/calls/{call_id}"
