"""nginx accepts the site, and sends each path to the service that owns its first segment."""

import re
import subprocess
from pathlib import Path

import pytest

from allinone.nginx import site
from allinone.services import SERVICES
from corridor.service import Service

VALUES = {
    "LISTEN": "127.0.0.1:8080",
    "SCHEME": "$scheme",
    "LIVE_UPSTREAM": "127.0.0.1:8000",
    **{f"{service.name.upper()}_UPSTREAM": "127.0.0.1:8000" for service in SERVICES},
}


def test_nginx_accepts_it(tmp_path: Path) -> None:
    config = tmp_path / "nginx.conf"
    config.write_text(f"pid {tmp_path}/pid; events {{}} http {{ access_log off; {site(VALUES)} }}")

    command = ["/usr/sbin/nginx", "-t", "-p", str(tmp_path), "-c", str(config), "-g", "error_log stderr;"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)

    assert done.returncode == 0, done.stderr


def test_a_missing_value_is_named() -> None:
    with pytest.raises(KeyError, match="SCHEME"):
        site({**{name: value for name, value in VALUES.items() if name != "SCHEME"}})


@pytest.mark.parametrize("service", SERVICES, ids=lambda service: service.name)
def test_each_prefix_has_a_way_to_its_service(service: Service) -> None:
    routes = dict(re.findall(r"location ~ \^(/\w+)\(/\|\$\) \{ proxy_pass http://(\w+);", site(VALUES)))

    # What begins with /dev is for bin/run alone.
    public = [prefix for prefix in service.prefixes if not prefix.startswith("/dev")]

    assert all(routes.get(prefix, "forum") == service.name for prefix in public)
