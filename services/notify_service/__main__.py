"""`python -m notify_service web|worker|live|lmtp|migrate|seed|messages`."""

import sys


def main() -> None:
    """Run the command; `live` first lets whatever waits for the network make room for others."""
    if sys.argv[1:2] == ["live"]:
        _live(sys.argv[2:])
    from corridor.service import run_service
    from notify_service.service import SERVICE

    run_service(SERVICE)


def _live(options: list[str]) -> None:
    # Before anything else is imported: the database driver looks once, at its import.
    from gevent import monkey

    monkey.patch_all()
    # And without the rest of the service, which open pages do not need.
    from notify_service.live.cli import live

    live.main(args=options, prog_name="notify_service live")


main()
