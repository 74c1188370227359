"""One call to a webhook, as its log shows it."""

from dataclasses import dataclass

from corridor.outbound.calling import Unreachable, call

SECONDS = 15.0
# As much of an answer as the log shows.
SHOWN = 1000


@dataclass(frozen=True, kw_only=True)
class Answer:
    """What came back; no status where there was no answer."""

    status: int | None
    text: str


def call_hook(url: str, body: bytes, headers: dict[str, str], *, private: bool) -> Answer:
    """Post to the address, following no redirect. `private` lets it be in our own network."""
    try:
        answer = call("POST", url, body=body, headers=headers, most=SHOWN, seconds=SECONDS, private=private)
    except Unreachable as error:
        return Answer(status=None, text=str(error)[:SHOWN])
    return Answer(status=answer.status, text=answer.body.decode("utf-8", "replace").replace("\0", ""))
