"""What account_service needs to know beyond the common settings."""

from dataclasses import dataclass

from corridor.settings import Settings, SettingsError


@dataclass(frozen=True, kw_only=True)
class AccountSettings(Settings):
    """The upstream provider is offered when its issuer is set."""

    oidc_issuer: str = ""
    oidc_client_id: str = ""
    oidc_client_secret: str = ""
    # The name of the upstream account, as people know it.
    oidc_name: str = "CBD account"
    # Another site that signs people in by DiscourseConnect, the secret shared with it, and its name
    # (without one it is called “the other site” in the language of the reader).
    connect_url: str = ""
    connect_secret: str = ""
    connect_name: str = ""

    @property
    def has_upstream(self) -> bool:
        return bool(self.oidc_issuer and self.oidc_client_id)

    @property
    def has_connect(self) -> bool:
        return bool(self.connect_url and self.connect_secret)

    def check(self) -> None:
        """As for all services; and what signs people in comes over TLS alone."""
        super().check()
        if self.production and self.oidc_issuer and not self.oidc_issuer.startswith("https://"):
            raise SettingsError("CORRIDOR_OIDC_ISSUER must begin with https:// in production")
        if self.production and self.connect_url and not self.connect_url.startswith("https://"):
            raise SettingsError("CORRIDOR_CONNECT_URL must begin with https:// in production")
