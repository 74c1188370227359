"""The people of the tests: alice and bob are members, charlie is a stranger, mod and secretary are staff."""

from corridor.demo import Person


def persona(handle: str, *roles: str, language: str = "en", country: str = "KE") -> Person:
    """Somebody with these roles, e.g. persona("grace", "focal_point:KE")."""
    return Person(
        handle=handle,
        name=handle.title(),
        email=f"{handle}@example.org",
        organisation=f"{handle.title()} Institute",
        country=country,
        languages=[language],
        ui_language=language,
        time_zone="UTC",
        roles=roles,
    )


ALICE = persona("alice", "iag_member", "expert")
BOB = persona("bob", "iag_member", "expert")
CHARLIE = persona("charlie")
MOD = persona("mod", "moderator")
SECRETARY = persona("secretary", "secretariat")
