"""`python -m notify_service web|worker|live|migrate|seed|messages`."""

import sys


def main() -> None:
    """Run the command; `live` first lets whatever waits for the network make room for others."""
    if sys.argv[1:2] == ["live"]:
        # Before anything else is imported: the database driver looks once, at its import.
        from gevent import monkey

        monkey.patch_all()
    from corridor.service import run_service
    from notify_service.service import SERVICE

    run_service(SERVICE)


main()
