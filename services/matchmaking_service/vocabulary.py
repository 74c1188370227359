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

# The 23 targets of the Framework in a few words each.
TARGETS: Final[Labels] = {
    "GBF-TARGET-01": lazy_gettext("Plan and manage all areas"),
    "GBF-TARGET-02": lazy_gettext("Restore 30 per cent of degraded ecosystems"),
    "GBF-TARGET-03": lazy_gettext("Conserve 30 per cent of land, waters and seas"),
    "GBF-TARGET-04": lazy_gettext("Halt extinction, keep genetic diversity, live with wildlife"),
    "GBF-TARGET-05": lazy_gettext("Sustainable, safe and legal harvest and trade"),
    "GBF-TARGET-06": lazy_gettext("Halve invasive alien species"),
    "GBF-TARGET-07": lazy_gettext("Reduce pollution"),
    "GBF-TARGET-08": lazy_gettext("Climate change and ocean acidification"),
    "GBF-TARGET-09": lazy_gettext("Wild species that benefit people"),
    "GBF-TARGET-10": lazy_gettext("Agriculture, aquaculture, fisheries and forestry"),
    "GBF-TARGET-11": lazy_gettext("Nature's contributions to people"),
    "GBF-TARGET-12": lazy_gettext("Green and blue spaces in cities"),
    "GBF-TARGET-13": lazy_gettext("Share the benefits of genetic resources"),
    "GBF-TARGET-14": lazy_gettext("Biodiversity in every decision"),
    "GBF-TARGET-15": lazy_gettext("Businesses assess and disclose"),
    "GBF-TARGET-16": lazy_gettext("Sustainable consumption"),
    "GBF-TARGET-17": lazy_gettext("Biosafety and biotechnology"),
    "GBF-TARGET-18": lazy_gettext("Reduce harmful incentives"),
    "GBF-TARGET-19": lazy_gettext("Mobilise finance"),
    "GBF-TARGET-20": lazy_gettext("Capacity, technology and scientific cooperation"),
    "GBF-TARGET-21": lazy_gettext("Knowledge for all"),
    "GBF-TARGET-22": lazy_gettext("Participation, justice and rights"),
    "GBF-TARGET-23": lazy_gettext("Gender equality"),
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


def target_number(identifier: str) -> str:
    """What people call a target: 7 for GBF-TARGET-07."""
    return identifier.removeprefix("GBF-TARGET-").lstrip("0")


def target_options() -> list[tuple[str, str]]:
    """Targets for a form field, with their numbers."""
    return [(key, f"{target_number(key)} · {label}") for key, label in TARGETS.items()]


def options(labels: Labels | dict[str, str]) -> list[tuple[str, str]]:
    """(value, label) pairs for a form field."""
    return [(value, str(label)) for value, label in labels.items()]
