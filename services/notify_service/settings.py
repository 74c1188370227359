"""What notify_service needs to know beyond the common settings."""

from dataclasses import dataclass, field
from pathlib import Path

from corridor.settings import Settings, SettingsError


@dataclass(frozen=True, kw_only=True)
class NotifySettings(Settings):
    """Pauses are in seconds."""

    # How long a mail at once waits, so that what is read on the site meanwhile is not mailed and
    # several replies to one topic travel together. Security mails never wait.
    notice_delay: int = field(default=120)
    # How long a mailer may work on one mail before another one takes it over.
    mail_lease: int = field(default=180)
    smtp_timeout: int = field(default=45)
    # After the final dot a server may think for long (RFC 5321, 4.5.3.2.6 asks for ten minutes).
    smtp_answer_timeout: int = field(default=120)
    # How many mails travel side by side, each on a connection of its own.
    mail_lanes: int = field(default=3)
    # How many mails a minute go to one domain; 0: as many as there are.
    mail_rate: int = field(default=600)
    # Whether each mail has a return address of its own (`bounces+...@`), so that bounces are understood.
    mail_verp: bool = field(default=True)
    # Path of the private RSA key (PEM) that mails are signed with; empty where the mail server signs.
    dkim_key: str = field(default="")
    # The name of the key in the DNS: <selector>._domainkey.<domain>; also when the mail server signs.
    dkim_selector: str = field(default="corridor")
    # Where the records of our own domain are looked up ("127.0.0.1:5353"); empty: the machine's resolver.
    dns_server: str = field(default="")
    # Where mails are written when there is no SMTP server is `var`/mail.
    mail_keep_days: int = field(default=14)
    # How many open pages the process of live news holds; the next ones ask once a minute.
    live_most: int = field(default=4000)
    # Whether webhooks may call addresses in our own network.
    webhooks_private: bool = field(default=False)
    # The domain people write to (replies, forums, commands); empty: that of `mail_from`.
    mail_domain: str = field(default="")
    # Where the worker takes mails from the mail server ("127.0.0.1:8024"); empty: nowhere.
    lmtp: str = field(default="")
    # A mailbox that is emptied now and then: imaps://user:password@host/INBOX (percent-encoded).
    imap_url: str = field(default="")
    # Names of the mail servers whose Authentication-Results are believed, separated by commas.
    mail_trusted_hosts: str = field(default="")
    # The secretariat's address: answers to official notifications go there.
    contact: str = field(default="")
    # What a mail may weigh at most, in bytes.
    mail_size: int = field(default=26_214_400)

    def check(self) -> None:
        """As for all services; and codes must reach people, not lie about in files."""
        super().check()
        if self.production and not self.smtp_url:
            raise SettingsError("CORRIDOR_SMTP_URL must be set in production")
        if self.dkim_key and not Path(self.dkim_key).is_file():
            raise SettingsError("CORRIDOR_DKIM_KEY must name a file that can be read")
        if self.lmtp and not self.lmtp.rpartition(":")[2].isdecimal():
            raise SettingsError("CORRIDOR_LMTP must look like 127.0.0.1:8024")
