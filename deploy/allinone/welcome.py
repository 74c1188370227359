"""What a person reads when everything runs."""

from collections.abc import Sequence

from allinone.options import Options
from corridor.auth.roles import SCOPE_KINDS, parse
from corridor.demo import API_KEY, PASSWORD, Person, people


def welcome(options: Options, *, mails: str) -> str:
    """The address, who can sign in, where the mails are, how to stop."""
    lines = ["", f"  Corridor is ready       {options.address}", ""]
    if options.demo:
        lines += [f"  Sign in                 {options.address}/account/sign-in   password: {PASSWORD}"]
        lines += [f"    {role:<22}{person.email:<40}{person.name}" for role, person in one_a_role(people())]
        lines += [f"    {'programs':<22}Authorization: Bearer {API_KEY}", ""]
    lines += [f"  Mails                   {mails}"]
    lines += ["  Logs                    var/log/web.log, var/log/worker.log"]
    lines += ["  Stop                    Ctrl-C", ""]
    return "\n".join(lines)


def one_a_role(everybody: Sequence[Person]) -> list[tuple[str, Person]]:
    """For each role somebody who has it: another person each time, as far as there are enough."""
    found: dict[str, Person] = {}
    # The rarest role chooses first.
    for name in reversed(SCOPE_KINDS):
        holders = [person for person in everybody if _holds(person, name)]
        fresh = [person for person in holders if person not in found.values()]
        found.update((name, person) for person in (fresh or holders)[:1])
    return [(name.replace("_", " "), person) for name, person in reversed(found.items())]


def _holds(person: Person, name: str) -> bool:
    return any(parse(role).name == name for role in person.roles)
