"""A private RabbitMQ node from the installed Debian packages (or unpacked ones), without systemd.

Everything of it is ours: ports, cookie, data folder, epmd; two nodes on one machine do not meet.
"""

import os
import signal
import subprocess
import time
from pathlib import Path
from typing import Self

import pika
from pika.exceptions import AMQPError

from corridor.child import leashed
from corridor.db.embedded import free_port

_PROGRAMS = Path("/usr/lib/rabbitmq/bin")
_CONFIG = """\
loopback_users.guest = true
vm_memory_high_watermark.absolute = 256MiB
disk_free_limit.absolute = 200MB
raft.wal_max_size_bytes = 32000000
heartbeat = 20
log.console = true
log.file = false
"""


class RabbitError(Exception):
    """The node cannot be started or told something; the message holds what it said."""


class PrivateRabbit:
    """One node; `start` and `stop` may follow each other, the data stays in the folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.port, self._dist_port, self._epmd_port, self._ctl_port = self._ports()
        self._node: subprocess.Popen[bytes] | None = None
        self._epmd: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        return f"amqp://guest:guest@127.0.0.1:{self.port}/%2F"

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def start(self, *, patience: float = 90) -> None:
        """Start the node and return when it answers a handshake (its listener opens last)."""
        if not (_PROGRAMS / "rabbitmq-server").exists():
            raise RabbitError("RabbitMQ is not installed; install the package rabbitmq-server.")
        self._prepare()
        # Own it: the node would start one that stays behind as a daemon.
        epmd = ["epmd", "-port", str(self._epmd_port), "-address", "127.0.0.1"]
        self._epmd = self._spawn(epmd)
        self._node = self._spawn([str(_PROGRAMS / "rabbitmq-server")])
        self._await_handshake(patience)

    def stop(self, *, patience: float = 30) -> None:
        """Stop the node cleanly."""
        self._end(self._node, signal.SIGTERM, patience)
        self._end(self._epmd, signal.SIGKILL, patience)
        self._node = self._epmd = None

    def kill(self) -> None:
        """Crash the node."""
        self._end(self._node, signal.SIGKILL, 10)
        self._end(self._epmd, signal.SIGKILL, 10)
        self._node = self._epmd = None

    def add_virtual_host(self, name: str) -> str:
        """A world of its own on the node; its URL."""
        self._control("add_vhost", name)
        self._control("set_permissions", "-p", name, "guest", ".*", ".*", ".*")
        return self.url.replace("%2F", name)

    def stop_app(self) -> None:
        """Close the broker inside the running node: the cheapest outage."""
        self._control("stop_app")

    def start_app(self) -> None:
        self._control("start_app")

    def freeze(self) -> None:
        """Hold the process of the node: connections stay open and nobody answers."""
        self._signal(signal.SIGSTOP)

    def thaw(self) -> None:
        """Let a frozen node go on."""
        self._signal(signal.SIGCONT)

    def fill_disk(self) -> None:
        """Let the node believe that its disk is full: it takes no messages until `clear_disk`."""
        self._control("set_disk_free_limit", "900000GB")

    def clear_disk(self) -> None:
        self._control("set_disk_free_limit", "1MB")

    def _signal(self, what: signal.Signals) -> None:
        if self._node is None:
            raise RabbitError("There is no node to signal.")
        os.killpg(self._node.pid, what)

    def log(self) -> str:
        return (self.folder / "log" / "console.log").read_text(errors="replace")[-3000:]

    def _ports(self) -> list[int]:
        """Chosen once and noted, so that other processes can speak to the node too."""
        file = self.folder / "ports"
        if not file.exists():
            self.folder.mkdir(parents=True, exist_ok=True)
            file.write_text(" ".join(map(str, _low_ports(4))))
        return [int(word) for word in file.read_text().split()]

    def _prepare(self) -> None:
        for name in ("home", "mnesia", "log", "conf.d"):
            (self.folder / name).mkdir(parents=True, exist_ok=True)
        (self.folder / "empty.env").touch()
        (self.folder / "enabled_plugins").write_text("[].")
        (self.folder / "rabbitmq.conf").write_text(_CONFIG)

    def _environment(self) -> dict[str, str]:
        at = self.folder
        own = {
            "HOME": at / "home",
            "RABBITMQ_CONF_ENV_FILE": at / "empty.env",
            "RABBITMQ_CONFIG_FILE": at / "rabbitmq.conf",
            "RABBITMQ_ADVANCED_CONFIG_FILE": at / "advanced.config",
            "RABBITMQ_CONFIG_FILES": at / "conf.d",
            # Data is tied to the node's name, so never the name of the machine.
            "RABBITMQ_NODENAME": f"corridor{self.port}@localhost",
            "RABBITMQ_NODE_IP_ADDRESS": "127.0.0.1",
            "RABBITMQ_NODE_PORT": self.port,
            "RABBITMQ_DIST_PORT": self._dist_port,
            "RABBITMQ_ENABLED_PLUGINS_FILE": at / "enabled_plugins",
            "RABBITMQ_MNESIA_BASE": at / "mnesia",
            "RABBITMQ_LOG_BASE": at / "log",
            "RABBITMQ_LOGS": "-",
            "RABBITMQ_PID_FILE": at / "pid",
            "ERL_EPMD_PORT": self._epmd_port,
            "ERL_EPMD_ADDRESS": "127.0.0.1",
            "ERL_CRASH_DUMP": at / "log" / "crash.dump",
            "RABBITMQ_CTL_DIST_PORT_MIN": self._ctl_port,
            "RABBITMQ_CTL_DIST_PORT_MAX": self._ctl_port + 9,
            "RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS": "-kernel inet_dist_use_interface {127,0,0,1}",
            # The start script then becomes the node, which makes the node our own child.
            "RUNNING_UNDER_SYSTEMD": "true",
        }
        return {**os.environ, **{name: str(value) for name, value in own.items()}}

    def _spawn(self, command: list[str]) -> subprocess.Popen[bytes]:
        with (self.folder / "log" / "console.log").open("ab") as log:
            return subprocess.Popen(
                leashed(command),
                env=self._environment(),
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                cwd="/",
                process_group=0,
            )

    def _await_handshake(self, patience: float) -> None:
        parameters = pika.URLParameters(f"{self.url}?stack_timeout=2&connection_attempts=1")
        deadline = time.monotonic() + patience
        while True:
            try:
                pika.BlockingConnection(parameters).close()
                return
            except (AMQPError, OSError):
                if self._node is not None and self._node.poll() is not None:
                    raise RabbitError(f"RabbitMQ did not start:\n{self.log()}") from None
                if time.monotonic() > deadline:
                    self.stop()
                    raise RabbitError(f"RabbitMQ does not answer:\n{self.log()}") from None
                time.sleep(0.2)

    def _control(self, *words: str) -> None:
        command = [str(_PROGRAMS / "rabbitmqctl"), *words]
        done = subprocess.run(command, env=self._environment(), capture_output=True, text=True, check=False)
        if done.returncode != 0:
            raise RabbitError(done.stdout + done.stderr)

    def _end(self, process: subprocess.Popen[bytes] | None, how: signal.Signals, patience: float) -> None:
        if process is None or process.poll() is not None:
            return
        process.send_signal(how)
        try:
            process.wait(patience)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _low_ports(count: int) -> list[int]:
    """Free ports below the range that outgoing connections and rabbitmqctl itself take theirs from."""
    # Each node steps by twenty, which leaves room for the range of the control program.
    start = 12000 + (free_port() % 900) * 20
    return [start + offset for offset in range(count)]
