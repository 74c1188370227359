"""python -m matchmaking_service web|worker|migrate|seed|messages|fit-ranking"""

from corridor.service import run_service
from matchmaking_service.service import SERVICE

run_service(SERVICE)
