"""`python -m account_service web|worker|migrate|seed|keys|...`"""

from account_service.service import SERVICE
from corridor.service import run_service

run_service(SERVICE)
