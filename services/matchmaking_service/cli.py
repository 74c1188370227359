"""Commands of matchmaking."""

import click

from corridor.db import make_engine, make_sessions, transaction
from corridor.settings import Settings


@click.command("fit-ranking", help="Fit the constants of the ranking over all needs and providers.")
def fit_ranking_command() -> None:
    """Make a new model version; open needs are scored by it within minutes."""
    # The ranking is imported where it is asked for: it takes numpy along.
    from matchmaking_service.matching.actions import FEWEST_PAIRS, fit_ranking

    settings = Settings.from_env("matchmaking")
    with transaction(make_sessions(make_engine(settings))) as session:
        model = fit_ranking(session)
        if model is None:
            raise click.ClickException(f"fewer than {FEWEST_PAIRS} pairs of need and provider")
        click.echo(f"model {model.version} from {model.pairs} pairs: {model.constants}")


COMMANDS = (fit_ranking_command,)
