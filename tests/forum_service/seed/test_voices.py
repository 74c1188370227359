"""The demo world has something of each way to speak."""

from corridor.demo import person
from corridor.service import Scale
from corridor.testing import settings_for
from forum_service.seed import seed
from forum_service.service import SERVICE
from tests.forum_service.conftest import As


def test_the_demo_world_shows_calls_polls_thanks_translations_and_plans(session, as_: As) -> None:
    seed(session, settings_for(SERVICE), scale=Scale(), progress=lambda *_: None)
    session.commit()
    helen, jean = as_(person("helen.marsh")), as_(person("jean.dubois"))

    calls = helen.get("/forum/calls").get_data(as_text=True)
    assert "How needs are divided" in calls
    assert "The agenda of the next meeting" in calls
    assert "replaced" in helen.get("/forum/calls/1").get_data(as_text=True)
    assert "Adopted, with the concerns noted" in helen.get("/forum/calls/2/panel").get_data(as_text=True)
    assert "9 to 12 March" in helen.get("/forum/polls/1/panel").get_data(as_text=True)
    assert "map of the 19 Parties" in helen.get("/forum/bookmarks").get_data(as_text=True)
    assert "Comments wanted" in helen.get("/forum/planned").get_data(as_text=True)
    assert "bonnes pratiques" in jean.get("/forum/search?q=bonnes+pratiques").get_data(as_text=True)
