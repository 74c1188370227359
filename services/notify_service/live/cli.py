"""The command that starts the process of open pages."""

import click

from corridor.settings import SettingsError
from notify_service.settings import NotifySettings


@click.command("live", help="Hold the connections of open pages, which hear of news at once.")
@click.option("--bind", default="127.0.0.1:8010", show_default=True)
def live(bind: str) -> None:
    """Only `python -m notify_service live` may start it: the network has to be made patient beforehand."""
    from gevent import monkey

    if not monkey.is_module_patched("socket"):
        raise click.ClickException("start it as `python -m notify_service live`")
    from notify_service.live.server import serve

    host, _, port = bind.rpartition(":")
    if not port.isdigit():
        raise click.BadParameter("an address and a port, as in 127.0.0.1:8010", param_hint="--bind")
    try:
        settings = NotifySettings.from_env("notify")
    except SettingsError as error:
        raise click.ClickException(str(error)) from None
    serve(settings, host=host.strip("[]"), port=int(port))
