"""How stories about safety begin: people with roles, and a visit that is on."""

from __future__ import annotations

from tests.stories.favours import agree
from tests.stories.neighbours import Neighbour, Street

ROLES = {
    "lead": "Add a safeguarding lead",
    "organiser": "Add an organiser",
    "facilitator": "Add a facilitator",
}


async def gives(olga: Neighbour, role: str, *names: str) -> None:
    """An organiser gives a role to people, by name."""
    for name in names:
        await olga.says("/roles")
        await olga.taps(ROLES[role])
        await olga.says(name)
        await olga.hears("This is noted", name)


async def visit_begins(street: Street, asker: Neighbour, helper: Neighbour) -> None:
    """They agree on Tuesday at two, and it is five past two."""
    await agree(asker, helper)
    await street.later(days=1, hours=5, minutes=5)


async def raises(who: Neighbour, *taps: str, words: str) -> None:
    """Raises a concern: opened by its command, then these buttons, then the words."""
    await who.says("/concern")
    await who.taps_each(*taps)
    await who.says(words)
    await who.hears("Thank you for telling us")
