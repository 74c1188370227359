"""python -m forum_service web|worker|migrate|seed|messages"""

from corridor.service import run_service
from forum_service.service import SERVICE

run_service(SERVICE)
