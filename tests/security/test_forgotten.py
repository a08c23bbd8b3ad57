"""Proves that somebody who is forgotten in the database is not remembered by the log."""

from __future__ import annotations

import io

from tests.stories.favours import asks_for_shopping
from tests.stories.neighbours import Street


async def test_the_log_never_knew_who_is_forgotten(street: Street, log: io.StringIO) -> None:
    """At its most talkative the log has no name, word or number of somebody who is forgotten."""
    zelda, ben = await street.neighbour("Zelda"), await street.neighbour("Ben", "shopping")
    await asks_for_shopping(zelda, directions="Purple gate", note="My cockatoo bites")
    await ben.taps("Yes, Tuesday 2pm")
    street.refusals_allowed = True
    street.messenger.fail_next("sendMessage", status=500, chat_id=zelda.person.chat_id)
    await zelda.says("/hours")
    await street.later(minutes=10)
    await zelda.says("/leave")
    await zelda.taps_each("Leave and be forgotten", "Yes, delete it all")
    await ben.hears("A former member no longer needs this")
    written = log.getvalue().casefold()
    assert written
    assert [one for one in ("zelda", "purple", "cockatoo", str(zelda.person.id)) if one in written] == []
