"""nginx accepts the site, and sends each path to the service that owns its first segment."""

import re
import subprocess
from pathlib import Path

import pytest

from allinone.nginx import site
from allinone.services import SERVICES
from corridor.service import Service
from corridor.web.inputs import takes_files
from tests.architecture.sources import ROOT

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


@pytest.mark.parametrize("service", SERVICES, ids=lambda service: service.name)
def test_files_that_the_service_takes_are_let_through(service: Service) -> None:
    settings = service.settings(service=service.name, database_url="postgresql://nobody@127.0.0.1:1/none")
    app = service.create_app(settings)
    paths = [rule.rule for rule in app.url_map.iter_rules() if takes_files(app.view_functions[rule.endpoint])]
    ingress = (ROOT / "deploy" / "kubernetes" / "ingress.yaml").read_text()
    everywhere = int(re.findall(r"proxy-body-size: (\d+)m", ingress)[0])

    for path in paths:
        assert min(_megabytes(path), everywhere) * 1_000_000 >= app.config["LARGEST_BODY"], path


def _megabytes(path: str) -> int:
    """The largest body that nginx passes on to this path."""
    everywhere, *_ = re.findall(r"^    client_max_body_size (\d+)m;", site(VALUES), re.MULTILINE)
    places = re.findall(r"location ~ (\S+) \{ ([^}]*)\}", site(VALUES))
    rest = re.findall(r"location / \{ ([^}]*)\}", site(VALUES))[0]
    said = next((said for pattern, said in places if re.match(pattern, path)), rest)
    return int(next(iter(re.findall(r"client_max_body_size (\d+)m", said)), everywhere))
