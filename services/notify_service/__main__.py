"""`python -m notify_service web|worker|migrate|seed|messages`."""

from corridor.service import run_service
from notify_service.service import SERVICE

run_service(SERVICE)
