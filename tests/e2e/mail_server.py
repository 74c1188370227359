"""A real mail server, private to the tests: Postfix takes mails by SMTP, Dovecot shows them by IMAP."""

import imaplib
import os
import pwd
import smtplib
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

from corridor.child import leashed
from corridor.db.embedded import free_port

PASSWORD = "letters"
# What people write to the house goes to addresses of this domain.
DOMAIN = "answers.corridor.example"
POSTFIX = Path("/usr/sbin/postfix")
POSTFIX_MASTER = Path("/usr/lib/postfix/sbin/master")
DOVECOT = Path("/usr/sbin/dovecot")
PATIENCE = 30

# Every address is somebody: the mails of the demo world all end here.
DOVECOT_CONF = """
base_dir = {at}/run
state_dir = {at}/state
log_path = {at}/dovecot.log
protocols = imap lmtp
listen = 127.0.0.1
ssl = no
disable_plaintext_auth = no
first_valid_uid = 1
mail_location = maildir:{at}/mail/%u
passdb {{
  driver = static
  args = password={password}
}}
userdb {{
  driver = static
  args = uid=mail gid=mail home={at}/mail/%u allow_all_users=yes
}}
service imap-login {{
  inet_listener imap {{
    port = {imap}
  }}
}}
service lmtp {{
  inet_listener lmtp {{
    address = 127.0.0.1
    port = {lmtp}
  }}
}}
"""
MAIN_CF = """
compatibility_level = 3.6
queue_directory = {at}/queue
data_directory = {at}/data
command_directory = /usr/sbin
daemon_directory = /usr/lib/postfix/sbin
mail_owner = postfix
setgid_group = postdrop
myhostname = mail.corridor.example
mydestination =
inet_interfaces = 127.0.0.1
inet_protocols = ipv4
mynetworks = 127.0.0.0/8
smtpd_relay_restrictions = permit_mynetworks, reject
default_transport = lmtp:inet:127.0.0.1:{lmtp}
transport_maps = inline:{{{domain}=lmtp:inet:127.0.0.1:{answers}}}
lmtp_destination_recipient_limit = 1
maillog_file = {at}/postfix.log
maillog_file_prefixes = {at}
"""
MASTER_CF = """
127.0.0.1:{smtp} inet n - n - - smtpd
pickup unix n - n 60 1 pickup
cleanup unix n - n - 0 cleanup
qmgr unix n - n 300 1 qmgr
tlsmgr unix - - n 1000? 1 tlsmgr
rewrite unix - - n - - trivial-rewrite
bounce unix - - n - 0 bounce
defer unix - - n - 0 bounce
trace unix - - n - 0 bounce
verify unix - - n - 1 verify
flush unix n - n 1000? 0 flush
proxymap unix - - n - - proxymap
showq unix n - n - - showq
error unix - - n - - error
retry unix - - n - - error
discard unix - - n - - discard
lmtp unix - - n - - lmtp
anvil unix - - n - 1 anvil
scache unix - - n - 1 scache
postlog unix-dgram n - n - 1 postlogd
"""


@dataclass(frozen=True, kw_only=True)
class MailServer:
    """Where to deliver, and every address's own mailbox."""

    smtp: int
    imap: int
    # Where Postfix hands over what people write to the house.
    answers: int

    @property
    def url(self) -> str:
        return f"smtp://127.0.0.1:{self.smtp}"

    @property
    def environ(self) -> dict[str, str]:
        """What the house is to be told, so that it is there when Postfix comes."""
        return {"CORRIDOR_MAIL_DOMAIN": DOMAIN, "CORRIDOR_LMTP": f"127.0.0.1:{self.answers}"}

    def to(self, address: str) -> list[EmailMessage]:
        """What lies in somebody's mailbox, oldest first, as a mail program fetches it."""
        client = imaplib.IMAP4("127.0.0.1", self.imap)
        try:
            client.login(address, PASSWORD)
            if client.select("INBOX", readonly=True)[0] != "OK":
                # Nothing has come so far: the mailbox is being made this moment.
                return []
            _, found = client.search(None, "ALL")
            return [_fetch(client, number) for number in found[0].split()]
        finally:
            client.logout()


def _fetch(client: imaplib.IMAP4, number: bytes) -> EmailMessage:
    _, parts = client.fetch(number.decode(), "(BODY.PEEK[])")
    assert isinstance(parts[0], tuple)
    message = message_from_bytes(parts[0][1], policy=policy.default)
    assert isinstance(message, EmailMessage)
    return message


def is_possible() -> bool:
    """Both servers are installed, and we may run them as their own users."""
    return POSTFIX.exists() and DOVECOT.exists() and os.geteuid() == 0


@contextmanager
def open_mail_server(folder: Path) -> Iterator[MailServer]:
    """Both servers, for as long as the block lasts."""
    server = MailServer(smtp=free_port(), imap=free_port(), answers=free_port())
    ports = {"smtp": server.smtp, "imap": server.imap, "lmtp": free_port(), "answers": server.answers}
    _lay_out(folder, ports)
    # Makes the folders of its queue; `postfix start` itself would outlive us.
    subprocess.run([POSTFIX, "-c", folder / "postfix", "check"], check=True, capture_output=True)
    postfix = [str(POSTFIX_MASTER), "-c", str(folder / "postfix"), "-d"]
    dovecot = [str(DOVECOT), "-F", "-c", str(folder / "dovecot.conf")]
    children = [_start(command, folder) for command in (dovecot, postfix)]
    try:
        _await(server, folder)
        yield server
    finally:
        for child in children:
            child.terminate()
        for child in children:
            child.wait(20)


def _lay_out(folder: Path, ports: dict[str, int]) -> None:
    for name in ("postfix", "queue", "data", "mail"):
        (folder / name).mkdir(parents=True)
    values = {**ports, "at": folder, "password": PASSWORD, "domain": DOMAIN}
    (folder / "dovecot.conf").write_text(DOVECOT_CONF.format(**values))
    (folder / "postfix" / "main.cf").write_text(MAIN_CF.format(**values))
    (folder / "postfix" / "master.cf").write_text(MASTER_CF.format(**values))
    _give(folder / "data", "postfix")
    _give(folder / "mail", "mail")


def _give(path: Path, user: str) -> None:
    entry = pwd.getpwnam(user)
    os.chown(path, entry.pw_uid, entry.pw_gid)


def _start(command: list[str], folder: Path) -> "subprocess.Popen[bytes]":
    with (folder / "servers.log").open("ab") as log:
        return subprocess.Popen(
            leashed(command, signal="TERM"),
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            process_group=0,
        )


def _await(server: MailServer, folder: Path) -> None:
    deadline = time.monotonic() + PATIENCE
    while True:
        try:
            smtplib.SMTP("127.0.0.1", server.smtp, timeout=5).quit()
            imaplib.IMAP4("127.0.0.1", server.imap, timeout=5).logout()
            return
        except (OSError, smtplib.SMTPException, imaplib.IMAP4.error):
            logs = "\n".join(path.read_text() for path in folder.glob("*.log"))
            assert time.monotonic() < deadline, f"the mail server does not answer:\n{logs}"
            time.sleep(0.1)
