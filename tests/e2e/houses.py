"""Two ways to run the whole of it, with the same door in front: services apart, and all in one."""

import os
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg
import requests

from allinone.nginx import site
from allinone.prepare import make_signing_key, migrate_all, seed_all
from allinone.processes import Child, stop_all
from allinone.services import SERVICES, health_paths
from corridor.db.embedded import PrivatePostgres, free_port
from corridor.demo import person
from corridor.settings import env_name
from corridor.testing.mailbox import open_mailbox
from corridor.testing.rabbitmq import PrivateRabbit
from tests.e2e.mail_server import MailServer, is_possible, open_mail_server
from tests.e2e.mails import Mailbox

PATIENCE = 90


@dataclass(frozen=True, kw_only=True)
class House:
    """A running Corridor: where its pages are, where its mails go, where its processes write."""

    name: str
    base_url: str
    mailbox: Mailbox
    folder: Path
    # The database of notify_service, where a test turns the clock of somebody's digest.
    notify_url: str

    def logs(self) -> str:
        """The end of what each process wrote."""
        return "\n".join(
            f"--- {log.name}\n{log.read_text(errors='replace')[-2000:]}" for log in self.folder.rglob("*.log")
        )


@contextmanager
def open_folder(name: str) -> Iterator[Path]:
    """A folder that other users may pass through: databases and mail servers do not run as root.

    Not one of pytest's own, which it closes to others again and again.
    """
    with tempfile.TemporaryDirectory(prefix=f"corridor-{name}-") as folder:
        Path(folder).chmod(0o711)
        yield Path(folder)


@contextmanager
def separate_house(folder: Path) -> Iterator[House]:
    """Every service as a web and a worker process of its own, behind nginx, over RabbitMQ."""
    with ExitStack() as stack:
        mailbox = stack.enter_context(_mail_server(folder / "mail-server"))
        postgres = stack.enter_context(PrivatePostgres(folder / "postgres", durable=False))
        rabbit = stack.enter_context(PrivateRabbit(folder / "rabbitmq"))
        ports = {service.name: free_port() for service in SERVICES}
        public, live = free_port(), free_port()
        environ = {
            **_common(folder, public, mailbox),
            **_databases(postgres),
            "AMQP_URL": rabbit.url,
            "CORRIDOR_ACCOUNT_URL": f"http://127.0.0.1:{ports['account']}",
            "CORRIDOR_NOTIFY_URL": f"http://127.0.0.1:{ports['notify']}",
            "CORRIDOR_PROXIES": "1",
            "CORRIDOR_LIVE_URL": "/notify/live",
        }
        make_signing_key(environ)
        migrate_all(environ, tell=_say_nothing)
        seed_all(environ, var=folder, tell=_say_nothing)
        children = [
            *(_web(name, port, environ, folder) for name, port in ports.items()),
            *(_worker(name, environ, folder) for name in ports),
            _python(
                "notify-live", ["notify_service", "live", "--bind", f"127.0.0.1:{live}"], environ, folder
            ),
            _nginx(folder, public, {**ports, "live": live}),
        ]
        stack.callback(stop_all, children)
        _start(children, f"http://127.0.0.1:{public}")
        yield House(
            name="separate",
            base_url=f"http://127.0.0.1:{public}",
            mailbox=mailbox,
            folder=folder / "log",
            notify_url=postgres.url("notify"),
        )


@contextmanager
def single_house(folder: Path) -> Iterator[House]:
    """What `bin/run` starts, once the environment is made."""
    with _mail_server(folder / "mail-server") as mailbox:
        port = free_port()
        child = Child(
            name="allinone",
            command=[sys.executable, "-m", "allinone", "--port", str(port)],
            environ={**os.environ, **_mail(mailbox), "CORRIDOR_NOTICE_DELAY": "1"},
            log=folder / "allinone.log",
            folder=folder,
        )
        try:
            _start([child], f"http://127.0.0.1:{port}")
            yield House(
                name="single",
                base_url=f"http://127.0.0.1:{port}",
                mailbox=mailbox,
                folder=folder,
                notify_url=_private_url(folder / "var" / "postgres", "notify"),
            )
        finally:
            stop_all([child], patience=60)


@contextmanager
def _mail_server(folder: Path) -> Iterator[Mailbox]:
    """Postfix and Dovecot where they can be run; elsewhere a server that keeps what it is given."""
    with open_mail_server(folder) if is_possible() else open_mailbox() as server:
        yield server


def wake_everybody(house: House) -> None:
    """Some people of the demo world get no mail at night; tests are run at any hour."""
    with psycopg.connect(house.notify_url) as connection:
        connection.execute("UPDATE preferences SET quiet_start = NULL, quiet_end = NULL")


def let_morning_come(house: House, handle: str) -> None:
    """Make somebody's digest due now; the worker does the rest by itself."""
    with psycopg.connect(house.notify_url) as connection:
        statement = "UPDATE preferences SET next_due_at = now() WHERE account_id = %s"
        moved = connection.execute(statement, (person(handle).account_id,)).rowcount
    assert moved == 1, f"{handle} gets no digest"


def _private_url(folder: Path, database: str) -> str:
    """The address of a database of a house that started its own server."""
    server = PrivatePostgres(folder)
    server.port = int((server.data / "postmaster.pid").read_text().splitlines()[3])
    return server.url(database)


def _common(folder: Path, port: int, mailbox: Mailbox) -> Mapping[str, str]:
    return {
        **os.environ,
        "CORRIDOR_BASE_URL": f"http://127.0.0.1:{port}",
        "CORRIDOR_SECRET_KEY": "the secret key of the end-to-end tests",
        "CORRIDOR_INTERNAL_SECRET": "the internal secret of the end-to-end tests",
        "CORRIDOR_JWKS": str(folder / "keys" / "jwks.json"),
        "CORRIDOR_SIGNING_KEY": str(folder / "keys" / "signing.json"),
        **_mail(mailbox),
        "CORRIDOR_NOTICE_DELAY": "1",
        "CORRIDOR_VAR": str(folder),
    }


def _mail(mailbox: Mailbox) -> Mapping[str, str]:
    """Where mails go, and where answers to them come in if the server can hand any over."""
    answers: Mapping[str, str] = mailbox.environ if isinstance(mailbox, MailServer) else {}
    return {"CORRIDOR_SMTP_URL": mailbox.url, **answers}


def _databases(postgres: PrivatePostgres) -> Mapping[str, str]:
    for service in SERVICES:
        postgres.create_database(service.name)
    return {
        env_name("database_url", service=service.name): postgres.url(service.name) for service in SERVICES
    }


def _web(name: str, port: int, environ: Mapping[str, str], folder: Path) -> Child:
    bind = ["--bind", f"127.0.0.1:{port}", "--workers", "1"]
    return _python(f"{name}-web", [f"{name}_service", "web", *bind], environ, folder)


def _worker(name: str, environ: Mapping[str, str], folder: Path) -> Child:
    return _python(f"{name}-worker", [f"{name}_service", "worker"], environ, folder)


def _python(name: str, module: list[str], environ: Mapping[str, str], folder: Path) -> Child:
    command = [sys.executable, "-m", *module]
    return Child(
        name=name, command=command, environ=environ, log=folder / "log" / f"{name}.log", folder=folder
    )


def _nginx(folder: Path, port: int, ports: Mapping[str, int]) -> Child:
    upstreams = {f"{name.upper()}_UPSTREAM": f"127.0.0.1:{number}" for name, number in ports.items()}
    at = folder / "nginx"
    at.mkdir()
    config = at / "nginx.conf"
    config.write_text(
        f"daemon off; worker_processes 1; pid {at}/pid; error_log {at}/error.log;\n"
        "events { worker_connections 512; }\n"
        f"http {{ access_log {at}/access.log; client_body_temp_path {at}/body; proxy_temp_path {at}/proxy;\n"
        f"fastcgi_temp_path {at}/f; uwsgi_temp_path {at}/u; scgi_temp_path {at}/s;\n"
        f"{site({**upstreams, 'LISTEN': f'127.0.0.1:{port}', 'SCHEME': '$scheme'})} }}\n"
    )
    command = ["/usr/sbin/nginx", "-p", str(at), "-c", str(config)]
    return Child(
        name="nginx", command=command, environ=os.environ, log=folder / "log" / "nginx.log", folder=at
    )


def _start(children: Sequence[Child], base_url: str) -> None:
    """Start all and return when each service says that it can work."""
    for child in children:
        child.start()
    deadline = time.monotonic() + PATIENCE
    waiting = [base_url + path for path in health_paths()]
    while waiting:
        dead = [child for child in children if child.died()]
        assert not dead, "\n".join(f"{child.name} ended:\n{child.log.read_text()[-3000:]}" for child in dead)
        assert time.monotonic() < deadline, f"not ready: {waiting}"
        waiting = [url for url in waiting if not _is_ready(url)]
        time.sleep(0.1)


def _is_ready(url: str) -> bool:
    try:
        return requests.get(url, timeout=5).ok
    except (OSError, requests.RequestException):
        return False


def _say_nothing(_line: str) -> None:
    return None
