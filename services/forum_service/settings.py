"""What forum_service needs to know beyond the common settings."""

from dataclasses import dataclass, field

from corridor.settings import Settings


@dataclass(frozen=True, kw_only=True)
class ForumSettings(Settings):
    """Sizes are in megabytes of 1,000,000 bytes."""

    # The largest file, and how much a member may keep in all.
    upload_size: int = field(default=25)
    upload_quota: int = field(default=500)
    # Days after which a file that nothing refers to is removed.
    upload_keep_days: int = field(default=7)
    # A program that is given the path of a file and ends with 0 (clean) or 1 (infected) ...
    scan_command: str | None = field(default=None)
    # ... or clamd: the path of its socket, or host:port.
    clamd: str | None = field(default=None)
    # Whom members write to; shown on the page about the site.
    contact: str = field(default="secretariat@corridor.example")
    # A host name of its own for the interface for programs: there it stands at the root.
    discourse_host: str = field(default="")
    # A service that translates posts when a member asks for it (LibreTranslate's interface): its address,
    # its key, and what readers are told it is called. Without an address members translate by hand.
    translator_url: str = field(default="")
    translator_key: str = field(default="")
    translator_name: str = field(default="LibreTranslate")
    # Where notify_service is reached from server to server; without it, where everybody does (`base_url`).
    notify_url: str = field(default="")
    # Whether webhooks may call addresses in our own network.
    webhooks_private: bool = field(default=False)

    @property
    def scans(self) -> bool:
        """Whether files are held until a scanner has seen them."""
        return bool(self.scan_command or self.clamd)
