"""Who works in the demonstration: plainly invented people, one or more for each role."""

from dataclasses import dataclass

from foundation.staff.roles import Role

PASSWORD = "a quiet word at seven"  # everybody's: the demonstration listens on loopback only


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody on the staff; `shown` is how the public sees them on a panel."""

    email: str
    name: str
    roles: tuple[Role, ...]
    rank: str = ""
    shown: str = ""
    organisation: str | None = None


def officer(first: str, last: str, rank: str, *, organisation: str | None = None) -> Member:
    """Somebody who sits on panels: partners under their whole name, officers by rank."""
    shown = f"{rank} {last}" if rank else f"{first} {last}"
    return Member(f"{first}.{last}@example.org".lower(), f"{first} {last}", (Role.OFFICER,), rank,
                  shown, organisation)  # fmt: skip


PRIYA = Member("priya.shah@example.org", "Priya Shah", (Role.MODERATOR,))
SAM = Member("sam.okoro@example.org", "Sam Okoro", (Role.MODERATOR,))
ROBIN = Member("robin.hale@example.org", "Robin Hale", (Role.MODERATOR,))
BETH = Member("beth.lowe@example.org", "Beth Lowe", (Role.SCHEDULER,))
COLE = officer("Daniel", "Cole", "Sgt")
ADEYEMI = officer("Tolu", "Adeyemi", "PC")
LEWIS = officer("Ruth", "Lewis", "PCSO")
PARK = officer("Jo", "Park", "", organisation="Bristol City Council")
TANNER = officer("Helen", "Tanner", "Sgt")
WEBBER = officer("Owen", "Webber", "PC")
MISTRY = officer("Anjali", "Mistry", "PC")
SHORE = officer("Nick", "Shore", "PCSO")
VALE = officer("Imogen", "Vale", "Chief Constable")

OFFICES = (
    PRIYA,
    SAM,
    BETH,
    Member("marcus.dean@example.org", "Marcus Dean", (Role.COMMUNICATIONS,)),
    Member("fiona.grant@example.org", "Fiona Grant", (Role.PRESS,)),
    Member("anita.rowe@example.org", "Anita Rowe", (Role.HEAD_OF_ESERVICES,)),
    Member("callum.birch@example.org", "Callum Birch", (Role.HEAD_OF_COMMUNICATIONS,)),
    Member("dev.malik@example.org", "Dev Malik", (Role.INTELLIGENCE,)),
    Member("laura.finch@example.org", "Laura Finch", (Role.FIM,), "Inspector"),
    Member("theo.grange@example.org", "Theo Grange", (Role.ADMINISTRATOR,)),
)
OFFICERS = (COLE, ADEYEMI, LEWIS, PARK, TANNER, WEBBER, MISTRY, SHORE, VALE)
STAFF = (*OFFICES, *OFFICERS, ROBIN)

# These are played; Sgt Cole's seat is left to whoever is shown round. Nobody is told Robin's
# password, so that anybody else at the desk is known to be a person.
SIMULATED_MODERATOR = ROBIN
SIMULATED_OFFICERS = (ADEYEMI, LEWIS, PARK)
