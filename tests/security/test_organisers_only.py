"""Proves that what is for organisers does not exist for anybody else, and that what they cannot take back
takes two taps, the second one fresh.
"""

from __future__ import annotations

import io

import pytest
from sqlmodel import Session

from models import member, timebank
from models.access import AccessEntry
from models.attestation import Attestation
from models.member import State
from models.request import State as RequestState
from models.store import Store
from tests.stories.favours import asks_for_shopping
from tests.stories.joinings import joins, row_of
from tests.stories.neighbours import Neighbour, Street, opened_street
from tests.stories.test_odd_messages import message_from

UNKNOWN = "We don't know that one, sorry"
DOOR = "Blue door behind the chapel"
ORGANISERS_COMMANDS = (
    "/admin", "/announce", "/concerns", "/correct", "/for", "/hold", "/hoursfor", "/import", "/journal",
    "/kinds", "/members", "/nosuchthing", "/pictures", "/poll", "/report", "/roles", "/safety", "/seemed",
    "/settings", "/shortages",
)  # fmt: skip
# What help demands, and what was seen of whom: the buttons of both, as an organiser would have them.
CHECKING = (
    "demands", "demands:1", "demand:lift", "demand:lift:check", "demand:lift:references",
    "demandset:lift:check:basic", "demandset:lift:references:2", "demandset:lift:company:1", "kinds",
    "kinds:1", "kindsnation", "kindsnation:scotland", "kindsread:x", "kindsyes:x:1", "demand:lift:ban",
    "demandset:lift:ban:1", "sets", "sets:hours", "set:wave_size", "set:wave_size:change", "givehours:1",
    "hourswanted:1", "checks", "checks:1", "saw:1", "unseen:1", "unseenyes:1:1", "demand:surgery",
    "checks:999999", "overdue:1", "overduetake:1", "overduewell:1", "overduehelp:1", "overduewrite:1:1",
    "checkins:all", "checkins:said", "emergency", "seemed", "seemedread:1", "worrydone:1", "task:worried:1",
    "lonelyask:1",
)  # fmt: skip


async def resigns(street: Street, who: Neighbour) -> None:
    """Takes the keys away."""

    def take(session: Session) -> None:
        row = who.row(session)
        row.is_organiser = False
        session.add(row)

    await street.store.write(take)


async def test_others_and_former_organisers_hear_of_nothing(street: Street) -> None:
    """To a member, to somebody with the organiser's old name, and to a former organiser, commands and buttons
    of organisers sound like any unknown one, also those that are still on the screen.
    """
    olga, pia = await street.neighbour("Olga", organiser=True), await street.neighbour("Pia", organiser=True)
    ada = await street.neighbour("Ada")
    # Whoever takes over the name that an organiser had in the messenger takes over nothing else.
    impostor = street.messenger.add_person("Olga", id=700_000_999, username="olga", language="en")
    other_olga = Neighbour(street, impostor)
    await joins(other_olga)
    await olga.says("/admin")
    await olga.hears("Nothing needs you just now")
    await olga.taps("People")
    invite = olga.data_of("Invite new members")
    await resigns(street, olga)
    for who in (olga, ada, other_olga):
        for typed in ORGANISERS_COMMANDS:
            await who.says(typed)
            await who.hears(UNKNOWN)
        for data in (invite, "joining:open", "task:approval:1", "settle:1:60", "door:1", "dooryes:1:1"):
            await who.taps_data(data)
            await who.hears(UNKNOWN)
        for data in CHECKING:
            await who.taps_data(data)
            await who.hears(UNKNOWN)
    await pia.says("/admin")
    await pia.hears("Nothing needs you just now")


async def test_strangers_hear_the_same_whatever_they_press(street: Street) -> None:
    """To somebody whom we do not know, buttons of organisers sound like one that nobody ever made."""
    nora = await street.neighbour("Nora")
    await nora.says("/leave")
    await nora.taps_each("Leave and be forgotten", "Yes, delete it all")
    await nora.taps_data("nosuchthing:1")
    told = [message.text for message in nora.news]
    assert told
    for data in CHECKING:
        await nora.taps_data(data)
        assert [message.text for message in nora.news] == told
    assert not await street.rows(Attestation)


@pytest.mark.parametrize("kind", ["group", "supergroup"])
async def test_organising_is_done_in_private_alone(street: Street, kind: str) -> None:
    """In a group an organiser, an anonymous one and a chat that speaks as itself are told to write privately,
    and nothing of the queue is said.
    """
    olga = await street.neighbour("Olga", organiser=True)
    before = len(olga.person.heard)
    group = {"id": -100_500, "type": kind, "title": "Mill Lane"}
    anonymous = {"id": 1_087_968_824, "is_bot": True, "first_name": "Group", "username": "GroupAnonymousBot"}
    for content in (
        {"text": "/admin"},
        {"text": "/admin", "from": anonymous, "sender_chat": group},
        {"text": "/admin", "sender_chat": {"id": -100_777, "type": "channel", "title": "News"}},
    ):
        street.messenger.push_update(message_from(olga, **content, chat=group))
    await street.settle()
    assert len(olga.person.heard) == before
    spoken = [call.params.get("text", "") for call in street.messenger.calls if call.method == "sendMessage"]
    assert not [text for text in spoken if "needs" in str(text)]
    street.refusals_allowed = True


async def test_turning_somebody_away_takes_a_second_and_fresh_tap(sqlite_url: str) -> None:
    """The first tap asks; the second does it; one that comes late, or is made up, asks again."""
    async with opened_street(Store(sqlite_url), joining=timebank.Joining.APPROVED) as street:
        olga = await street.neighbour("Olga", organiser=True)
        nora = street.newcomer("Nora")
        await joins(nora)
        await olga.taps("Say no to Nora")
        await olga.hears("Are you sure?")
        assert (await row_of(nora)).state is State.WAITING
        sure = olga.data_of("Yes, say no to Nora")
        await street.later(minutes=11)
        for late in (sure, sure.rpartition(":")[0] + ":0", sure.rpartition(":")[0] + ":999999999999"):
            await olga.taps_data(late)
            assert (await row_of(nora)).state is State.WAITING
            assert olga.data_of("Yes, say no to Nora") != sure
        await olga.taps("Back")
        await olga.hears("A newcomer would like to join: Nora")
        await olga.taps_each("Say no to Nora", "Yes, say no to Nora")
        assert (await row_of(nora)).state is State.LEFT
        # Nora applies again; the button of her first time does not turn her away a second time.
        await street.later(minutes=11)
        await joins(nora)
        await olga.taps_data(sure)
        assert (await row_of(nora)).state is State.WAITING
    await street.store.close()


async def test_ending_a_search_takes_a_second_tap(street: Street) -> None:
    """That nobody can come is asked about once more, and meanwhile the search goes on."""
    olga, ada = await street.neighbour("Olga", organiser=True), await street.neighbour("Ada")
    await asks_for_shopping(ada)
    await street.later(hours=14)
    await olga.says("/admin")
    await olga.taps_each("Find help: Ada", "Nobody can come")
    await olga.hears("nobody can come", "Are you sure?")
    assert [row.state for row in await street.requests()] == [RequestState.OPEN]
    await olga.taps_each("Back", "Nobody can come", "Yes, nobody can come")
    assert [row.state for row in await street.requests()] == [RequestState.UNMET]


async def test_an_organiser_reads_the_way_to_a_door_on_record(street: Street) -> None:
    """When a member can no longer be reached, an organiser may read the way to the door: near the visit, and
    after a warning that it is written down, as it is.
    """
    olga = await street.neighbour("Olga", organiser=True)
    ada, ben = await street.neighbour("Ada"), await street.neighbour("Ben", "shopping")
    await asks_for_shopping(ada, day="Wednesday 25 November", directions=DOOR)
    await ben.taps("Yes, Wednesday 2pm")
    await ben.does("blocks_bot")
    await street.later(hours=6)
    await olga.hears("no longer reach Ben")
    await olga.taps("Read the way there")
    await olga.hears("We write down who reads")
    await olga.hears_nothing_of(DOOR)
    await olga.taps("Yes, show it")
    await olga.hears("only near the visit")
    assert await street.rows(AccessEntry) == []
    await street.later(days=1)
    await olga.taps("Read the way there")
    await olga.taps("Yes, show it")
    await olga.hears("The way to Ada", DOOR)
    [entry] = await street.rows(AccessEntry)
    readers = await street.store.read(lambda session: (olga.row(session).id, ada.row(session).id))
    assert (entry.by_id, entry.member_id) == readers
    street.refusals_allowed = True


async def test_a_link_that_is_refused_is_noted(street: Street, log: io.StringIO) -> None:
    """Whoever tries links reads the same words each time; the log says why, and has no link in it."""
    ada = await street.neighbour("Ada")
    for tried in ("A" * 22, "B" * 65, "admin"):
        await ada.does("opens", tried)
        await ada.hears("This link no longer works")
    written = log.getvalue()
    assert written.count("a link was refused") >= 3 and '"why": "unknown"' in written
    assert "A" * 22 not in written and "B" * 65 not in written


async def test_everybody_who_looks_after_the_bank_is_in_the_database(street: Street) -> None:
    """Who is an organiser is decided by the number of an account in our own table, never by a name."""
    olga = await street.neighbour("Olga", organiser=True)
    [row] = await street.store.read(lambda session: member.organisers(session, street.timebank_id))
    assert row.telegram_user_id == olga.person.id
