"""The demo world shows messages and meetings to whom they concern."""

from corridor.demo import person
from corridor.service import Scale
from corridor.testing import app_for
from forum_service.service import SERVICE
from tests.forum_service.conftest import As


def test_messages_and_meetings_are_there(as_: As) -> None:
    parts = app_for(SERVICE).extensions["corridor"]
    with parts.sessions.begin() as session:
        assert SERVICE.seed is not None
        SERVICE.seed(session, parts.settings, scale=Scale(), progress=lambda *_: None)
    yuki, wei = as_(person("yuki.tanabe")), as_(person("wei.chen"))

    assert "Who presents the figures in Nairobi" in yuki.get("/forum/messages").text
    assert "Who presents the figures in Nairobi" not in wei.get("/forum/messages").text
    meeting = wei.get("/iag/meetings/fourth-meeting").text
    assert "Seven hours ahead" in meeting
    assert "Renewal of the membership" in meeting
    assert b"Africa/Nairobi" in wei.get("/iag/meetings/fourth-meeting/meeting.ics").data
