"""Named places at which a fault test may kill the process, as a power cut would.

`CORRIDOR_FAULT=mailer.after_dot` kills at the first passage of that place, without any clean-up.
Only what stands between two steps that cannot be one is named: relay, consumer, mailer.
Production ignores it.
"""

import os
import signal


def fault(place: str) -> None:
    """Die here, if a test asked for it."""
    production = os.environ.get("CORRIDOR_PRODUCTION", "").lower() in ("1", "true", "yes")
    if os.environ.get("CORRIDOR_FAULT") == place and not production:
        os.kill(os.getpid(), signal.SIGKILL)
