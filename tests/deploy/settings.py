"""Which environment variables a service reads."""

from dataclasses import fields

from corridor.service import Service
from corridor.settings import env_name


def known_names(service: Service) -> set[str]:
    """The variables behind the settings of a service."""
    names = (field.name for field in fields(service.settings) if field.name != "service")
    return {env_name(name, service=service.name) for name in names}
