from tests.matchmaking_service.test_seed import load
from tests.matchmaking_service.conftest import session, app, client
from matchmaking_service.matching.queries import current_model
def test_c(session):
    load(session); m=current_model(session); print("CONST",m.version,m.pairs,m.constants); assert 0
