"""The controlled words of matchmaking: what a centre does, what help is asked for, where and how far."""

from typing import Final

from flask_babel import LazyString, lazy_gettext

Labels = dict[str, LazyString]

# The twelve functions a support centre is expected to fulfil.
FUNCTIONS: Final[Labels] = {
    "one_stop": lazy_gettext("One-stop service for knowledge, tools and expertise"),
    "joint_research": lazy_gettext("Joint research and technology development"),
    "opportunities": lazy_gettext("Information on opportunities"),
    "resources": lazy_gettext("Mobilising resources for needs"),
    "matchmaking": lazy_gettext("Matchmaking"),
    "projects": lazy_gettext("Development of projects and programmes"),
    "partnerships": lazy_gettext("Partnerships"),
    "technology": lazy_gettext("Technology development and transfer"),
    "institutions": lazy_gettext("Stronger institutions"),
    "learning": lazy_gettext("Knowledge sharing and learning"),
    "practices": lazy_gettext("Good practices and lessons learned"),
    "synergies": lazy_gettext("Synergies with other mechanisms"),
}

ASSISTANCE: Final[Labels] = {
    "training": lazy_gettext("Training"),
    "advice": lazy_gettext("Technical advice"),
    "expert_mission": lazy_gettext("Expert mission"),
    "technology": lazy_gettext("Technology transfer"),
    "data": lazy_gettext("Data and monitoring"),
    "research": lazy_gettext("Joint research"),
    "planning": lazy_gettext("Planning and policy"),
    "legal": lazy_gettext("Legal and regulatory advice"),
    "exchange": lazy_gettext("Exchange between peers"),
    "resources": lazy_gettext("Help with finding resources"),
}

ECOSYSTEMS: Final[Labels] = {
    "forest": lazy_gettext("Forests"),
    "dryland": lazy_gettext("Drylands and savannas"),
    "mountain": lazy_gettext("Mountains"),
    "freshwater": lazy_gettext("Rivers, lakes and wetlands"),
    "coastal": lazy_gettext("Coasts and mangroves"),
    "marine": lazy_gettext("Seas and oceans"),
    "coral": lazy_gettext("Coral reefs"),
    "island": lazy_gettext("Islands"),
    "agricultural": lazy_gettext("Farmland and pastures"),
    "urban": lazy_gettext("Cities"),
}

LEVELS: Final[Labels] = {
    "local": lazy_gettext("Local"),
    "subnational": lazy_gettext("Subnational"),
    "national": lazy_gettext("National"),
    "regional": lazy_gettext("Regional"),
}

# Each language under its own name, which needs no translation.
LANGUAGES: Final[dict[str, str]] = {
    "ar": "العربية",
    "zh": "中文",
    "en": "English",
    "fr": "Français",
    "ru": "Русский",
    "es": "Español",
}

EVIDENCE_KINDS: Final[Labels] = {
    "project": lazy_gettext("Project"),
    "training": lazy_gettext("Training"),
    "publication": lazy_gettext("Publication"),
    "tool": lazy_gettext("Tool"),
}

PROVIDER_KINDS: Final[Labels] = {
    "centre": lazy_gettext("Support centre"),
    "provider": lazy_gettext("Provider"),
}

HOST_ROLES: Final[Labels] = {
    "lead": lazy_gettext("Lead"),
    "partner": lazy_gettext("Partner"),
}


def options(labels: Labels | dict[str, str]) -> list[tuple[str, str]]:
    """(value, label) pairs for a form field."""
    return [(value, str(label)) for value, label in labels.items()]
