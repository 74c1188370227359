"""Typed settings, read once from an environment mapping; nothing else reads the environment."""

import os
import types
import typing
from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any, Self

INSECURE = "insecure-development-key"


class SettingsError(Exception):
    """A setting is missing or unusable; the message names the variable."""


@dataclass(frozen=True, kw_only=True)
class Settings:
    """What a service needs to know of the world it runs in.

    A field `x` is read from `CORRIDOR_X`; `database_url` from `DATABASE_URL_<SERVICE>` and `amqp_url`
    from `AMQP_URL`. Services add fields of their own in a subclass.
    """

    service: str
    database_url: str
    base_url: str = "http://127.0.0.1:8080"
    # Signs form tokens, cursors and links; the same for all services of one origin.
    secret_key: str = INSECURE
    # What a service shows another one on internal calls.
    internal_secret: str = INSECURE
    # Where the library reaches account_service from server to server.
    account_url: str = "http://127.0.0.1:8080"
    # Path or URL of the public keys (JWKS) that tokens are checked with.
    jwks: str = "var/keys/jwks.json"
    # Path of the private Ed25519 JWK; account_service alone has it.
    signing_key: str = "var/keys/signing.json"
    amqp_url: str | None = None
    var: Path = Path("var")
    production: bool = False
    smtp_url: str | None = None
    mail_from: str = "Corridor <corridor@corridor.example>"
    db_pool: int = 8
    proxies: int = 0
    # Where open pages hear of news at once (`notify_service live`); empty: they ask once a minute.
    live_url: str = ""
    # Multiplies how often an account may do something (corridor.web.limits); 0: nothing is counted.
    limits: int = 1

    @classmethod
    def from_env(cls, service: str, environ: Mapping[str, str] = os.environ) -> Self:
        """Read the settings of `service`; raises SettingsError that names a bad variable."""
        hints = typing.get_type_hints(cls)
        values: dict[str, Any] = {"service": service}
        for field in fields(cls):
            name = env_name(field.name, service=service)
            if field.name != "service" and environ.get(name, "") != "":
                values[field.name] = _convert(name, environ[name], hints[field.name])
        if "database_url" not in values:
            raise SettingsError(f"{env_name('database_url', service=service)} is not set")
        settings = cls(**values)
        settings.check()
        return settings

    def check(self) -> None:
        """Refuse known keys in production: they are printed in the source."""
        if self.production and INSECURE in (self.secret_key, self.internal_secret):
            raise SettingsError("CORRIDOR_SECRET_KEY and CORRIDOR_INTERNAL_SECRET must be set in production")
        if self.production and not self.base_url.startswith("https://"):
            raise SettingsError("CORRIDOR_BASE_URL must begin with https:// in production")


def env_name(field: str, *, service: str) -> str:
    """The environment variable behind a settings field."""
    special = {"database_url": f"DATABASE_URL_{service.upper()}", "amqp_url": "AMQP_URL"}
    return special.get(field, f"CORRIDOR_{field.upper()}")


def _convert(name: str, text: str, hint: Any) -> Any:
    if isinstance(hint, types.UnionType):
        hint = next(arg for arg in typing.get_args(hint) if arg is not type(None))
    if hint is bool:
        return _flag(name, text)
    try:
        return hint(text)
    except ValueError as error:
        raise SettingsError(f"{name} must be of type {hint.__name__}, not {text!r}") from error


def _flag(name: str, text: str) -> bool:
    known = {"1": True, "true": True, "yes": True, "0": False, "false": False, "no": False}
    if text.lower() not in known:
        raise SettingsError(f"{name} must be yes or no, not {text!r}")
    return known[text.lower()]
