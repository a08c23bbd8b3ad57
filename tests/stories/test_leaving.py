"""Leaving, being forgotten, taking a break, and taking one's own data along."""

from __future__ import annotations

import json

import pytest
from sqlmodel import Session, select

from models import ledger
from models.exchange import State
from models.invitation import State as InvitationState
from models.ledger import Holder
from models.member import State as MemberState
from models.received import ReceivedUpdate
from models.received import State as Received
from models.request import State as RequestState
from models.store import Store
from tests.stories.favours import LET_ME_CHOOSE, agree, asks_for_shopping, say_how_long
from tests.stories.joinings import the_rest
from tests.stories.neighbours import Neighbour, Street, opened_street
from tests.stories.traces import traces_of


async def leaves(who: Neighbour) -> None:
    """Leaves, in two taps."""
    await who.says("/leave")
    await who.hears("What would you like to do?")
    await who.taps_each("Leave", "Yes, leave now")
    await who.hears("You have left the time bank")


async def is_forgotten(who: Neighbour) -> None:
    """Leaves and is forgotten, in two taps."""
    await who.says("/leave")
    await who.taps_each("Leave and be forgotten", "Yes, delete it all")
    await who.hears("You are forgotten here")


async def chest_minutes(street: Street) -> int:
    """What is in the community chest."""

    def look(session: Session) -> int:
        account = ledger.own_account(session, street.timebank_id, Holder.CHEST)
        return ledger.standing(session, account).balance_minutes

    return await street.store.read(look)


def done_and_not_said(session: Session, update_id: int) -> None:
    """Leaves an update as a process does that dies between doing what it asks for and saying so."""
    row = session.exec(select(ReceivedUpdate).where(ReceivedUpdate.update_id == update_id)).one()
    row.state = Received.ANSWERED


async def test_a_helper_leaves_and_somebody_else_is_asked(street: Street) -> None:
    """Ben leaves before the visit: Ada hears only that he cannot come, and Cara is asked at once."""
    ada, ben = await street.neighbour("Ada"), await street.neighbour("Ben", "shopping")
    await asks_for_shopping(ada, day="Wednesday 25 November")
    await ben.taps("Yes, Wednesday 2pm")
    cara = await street.neighbour("Cara", "shopping")
    await leaves(ben)
    await ada.hears("Ben cannot help after all", "looking for somebody else")
    await ada.hears_nothing_of("left")
    await cara.hears("Ada would like help with the shopping")
    await cara.taps("Yes, Wednesday 2pm")
    await ada.hears("It is agreed", "Cara")
    assert [row.state for row in await street.exchanges()] == [State.DROPPED, State.AGREED]
    assert (await ben.balance()).balance_minutes == 0
    assert await chest_minutes(street) == 120
    said = len(ben.person.heard)
    await street.later(days=5)
    assert len(ben.person.heard) == said


async def test_an_asker_leaves_in_the_middle_of_everything(street: Street) -> None:
    """Ada leaves with a visit agreed, a request open and a draft begun: all of it ends, and nobody waits."""
    ada = await street.neighbour("Ada", "dog")
    ben, cara = [await street.neighbour(name, "shopping") for name in ("Ben", "Cara")]
    await agree(ada, ben)
    await asks_for_shopping(ada, day="Saturday 28 November", choosing=LET_ME_CHOOSE)
    await cara.taps("Yes, Saturday 2pm")
    await asks_for_shopping(ben, day="Friday 27 November")
    await ada.says("/ask")
    await ada.taps("Shopping")
    await leaves(ada)
    await ben.hears("Ada no longer needs this", "You do not need to do anything")
    await cara.hears("We no longer look for", "You do not need to do anything")
    assert [row.state for row in await street.requests()][:2] == [RequestState.WITHDRAWN] * 2
    for who in (ben, cara):
        await who.hears_nothing_of("left")
    assert await chest_minutes(street) == 120
    await street.later(days=6)


async def test_hours_of_help_that_was_given_are_not_lost(street: Street) -> None:
    """Ada leaves before the hours of a visit are told: an organiser settles them, and Ben has them."""
    olga = await street.neighbour("Olga", organiser=True)
    ada, ben = await street.neighbour("Ada"), await street.neighbour("Ben", "shopping")
    await agree(ada, ben)
    await street.later(days=1, hours=7)
    await ben.taps("1 hour")
    await leaves(ada)
    await ben.hears("An organiser will look at the hours with Ada")
    await olga.hears("Ben says: 1 hour", "Ada says: nothing so far")
    ada.look_away()
    await olga.taps("Note 1 hour")
    await ben.hears("You helped Ada", "3 hours")
    assert not ada.news
    assert (await ada.balance()).balance_minutes == 0
    assert (await ben.balance()).balance_minutes == 180
    assert await chest_minutes(street) == 60


async def test_somebody_who_owes_hours_may_leave_and_come_back(street: Street) -> None:
    """A debt is taken over in sight; who comes back begins at zero, without starting hours."""
    ada, ben = await street.neighbour("Ada"), await street.neighbour("Ben", "shopping")
    await asks_for_shopping(ada, length="2 hours")
    await ben.taps("Yes, Tuesday 2pm")
    await say_how_long(street, (ada, "3 hours"), (ben, "3 hours"))
    assert (await ada.balance()).balance_minutes == -60
    await ada.says("/leave")
    await ada.hears("You owe 1 hour")
    await ada.taps_each("Leave", "Yes, leave now")
    assert (await ada.balance()).balance_minutes == 0

    for typed in ("thank you", "/hours", "hm"):
        await ada.says(typed)
        await ada.hears("You are not a member just now")
    await ada.says("/start")
    await ada.hears("Which language do you prefer?")
    await ada.taps_each("English", "No other language", "Call me Ada", "Yes, I am 18 or over")
    await ada.taps("Yes, that is fine")
    await ada.shares_location()
    await the_rest(ada)
    await ada.hears("Welcome, Ada!", "your balance is 0 hours")
    await leaves(ada)
    assert (await street.store.read(ada.row)).state is MemberState.LEFT


async def test_an_invited_neighbour_leaves(street: Street) -> None:
    """Ben leaves while he is asked: that is a no, his old button gains nothing, and Ada's search goes on."""
    ada, ben = await street.neighbour("Ada"), await street.neighbour("Ben", "shopping")
    await asks_for_shopping(ada)
    asked = ben.message_with("Yes, Tuesday 2pm")
    await leaves(ben)
    await ben.taps_on(asked, "Yes, Tuesday 2pm")
    await ben.hears("Only members can do this")
    assert await street.states() == {"Ben": InvitationState.NO.value}
    assert not await street.exchanges()


async def test_leaving_takes_two_answers_and_counts_once(street: Street) -> None:
    """The same tap twice and under a new number, old buttons, typed words and a restart: one leaving."""
    ada = await street.neighbour("Ada")
    await ada.says("/leave")
    await ada.says("perhaps")
    await ada.hears("Please tap one of the buttons below")
    await ada.taps("No, I stay")
    await ada.hears("nothing has changed")
    await ada.says("I want to leave")
    await ada.taps("Leave")
    sure, sure_data = ada.message_with("Yes, leave now"), ada.data_of("Yes, leave now")
    await street.restart()
    await ada.says("no")
    await ada.hears("nothing has changed")
    await ada.taps_data(sure_data, sure.id)
    await ada.hears("That question is over")
    assert (await street.store.read(ada.row)).state is MemberState.ACTIVE

    await ada.says("/leave")
    await ada.taps("Leave")
    ada.person.taps("Yes, leave now")
    [tap] = street.taken_updates()
    await street.at_once([tap, {**tap, "update_id": tap["update_id"] + 1_000}])
    street.messenger.push_update(tap)
    street.messenger.push_update({**tap, "update_id": tap["update_id"] + 2_000})
    await street.settle()
    await ada.hears("You have left the time bank")
    assert (await street.store.read(ada.row)).state is MemberState.LEFT
    assert await chest_minutes(street) == 120

    ben = await street.neighbour("Ben")
    await ben.says("/leave")
    await ben.says("Leave")
    ben.person.says("yes")
    ben.person.says("yes")
    await street.settle()
    await ben.hears("You have left the time bank")
    assert (await street.store.read(ben.row)).state is MemberState.LEFT
    assert await chest_minutes(street) == 240


async def test_the_last_organiser_finds_another_first(street: Street) -> None:
    """The only organiser cannot leave; once there is another, what the first saw to is in the queue again."""
    olga, ada = await street.neighbour("Olga", organiser=True), await street.neighbour("Ada")
    await asks_for_shopping(ada, day="Today, Monday", at=None)
    await street.later(hours=6)
    await olga.taps("I will find somebody")
    await olga.says("/leave")
    await olga.hears("You are the only organiser here")
    otto = await street.neighbour("Otto", organiser=True)
    await leaves(olga)
    await otto.says("/admin")
    await otto.taps("Find help: Ada")
    await otto.hears("would like help with the shopping")
    await olga.says("/admin")
    await olga.hears("You are not a member just now")


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
async def test_a_forgotten_member_is_nowhere(kind: str, request: pytest.FixtureRequest) -> None:
    """After a rich life in the time bank no name, word, place or number of Zelda's is left in any table."""
    store = Store(request.getfixturevalue(f"{kind}_url"))
    async with opened_street(store) as street:
        olga = await street.neighbour("Olga", organiser=True)
        zelda = await street.neighbour("Zelda", "dog", place=(51.5561, -0.0553))
        ben = await street.neighbour("Ben", "shopping")
        ids = (await store.read(zelda.row)).telegram_user_id
        await asks_for_shopping(zelda, directions="Purple gate behind the mill", note="My cockatoo bites")
        await ben.taps("Yes, Tuesday 2pm")
        await ben.taps("Write to Zelda")
        await ben.says("Dear Zelda, shall I bring seeds?")
        await zelda.taps("Write to Ben")
        await zelda.says("The cockatoo prefers figs")
        await ben.hears("figs")
        await say_how_long(street, (ben, "1 hour"), (zelda, "1 hour"))
        await zelda.says("/offer")
        await zelda.taps_each("Add an offer", "More kinds of help", "Gardening")
        await zelda.says("I love marigolds")
        await zelda.says("a person, please")
        await asks_for_shopping(zelda, day="Saturday 28 November", note="Marigold seeds, too")
        await zelda.says("/ask")
        await zelda.taps_each("Shopping", "Any day soon", "At any time", "1 hour", "At my home")
        await zelda.says("Purple gate, once more")
        secrets = ("zelda", "purple", "cockatoo", "figs", "seeds", "marigold", "51.55", str(ids))
        assert await traces_of(store, *secrets)

        await is_forgotten(zelda)
        await street.settle()
        assert await traces_of(store, *secrets) == []
        await ben.hears("We no longer look for")
        await ben.says("/hours")
        await ben.hears("You helped a former member: 1 hour")
        await olga.says("/admin")
        await olga.hears("Nothing needs you")


async def test_a_forgotten_member_is_a_stranger(street: Street) -> None:
    """The same tap again leaves no trace; words behind it go unread; who writes later is met anew."""
    ada = await street.neighbour("Ada", language="es")
    await ada.says("/leave")
    await ada.taps("Irme y que me olviden")
    ada.person.taps("Sí, borrar todo")
    [tap] = street.taken_updates()
    street.messenger.push_update(tap)
    ada.person.says("gracias")
    await street.settle()
    await ada.hears("Te hemos olvidado")
    street.messenger.push_update({**tap, "update_id": tap["update_id"] + 1_000})
    await street.settle()
    await ada.hears("Ahora no formas parte")
    # A process that died between doing it and saying so left this to the next one.
    ada.look_away()
    await street.house.bot.inbox.keep([{**tap, "update_id": tap["update_id"] + 2_000}])
    await street.store.write(lambda session: done_and_not_said(session, tap["update_id"] + 2_000))
    await street.later(minutes=1)
    await ada.hears("Ahora no formas parte")
    assert await traces_of(street.store, str(ada.person.id), "Ada") == []
    await ada.says("/start")
    await ada.hears("¿Qué idioma prefieres?")
    assert (await street.store.read(ada.row)).state is MemberState.JOINING


async def test_somebody_who_never_joined_can_be_forgotten(street: Street) -> None:
    """In the middle of joining, "leave" leads to being forgotten, and no name is left."""
    nora = street.newcomer("Nora")
    await nora.says("/start")
    await nora.taps_each("English", "No other language", "Call me Nora")
    await nora.says("leave")
    await nora.hears("We can also forget you")
    await nora.hears_nothing_of("chest")
    await nora.taps_each("Leave and be forgotten", "Yes, delete it all")
    await nora.hears("You are forgotten here")
    assert await traces_of(street.store, str(nora.person.id), "Nora") == []


async def test_a_break_and_its_end(street: Street) -> None:
    """Ben takes a break and is not asked; twice is once; afterwards he is asked again."""
    ada, ben = await street.neighbour("Ada"), await street.neighbour("Ben", "shopping")
    for words in ("/pause", "holiday"):
        await ben.says(words)
        await ben.hears("Until when would you like a break?")
        await ben.taps("Until I come back")
        await ben.hears("You have a break now")
    await asks_for_shopping(ada)
    await street.later(minutes=10)
    assert await street.states() == {}
    await ben.taps("End my break")
    await ben.hears("Welcome back!")
    await street.later(minutes=10)
    await ben.hears("Ada would like help with the shopping")
    await ben.says("/resume")
    await ben.hears("Welcome back!")


async def test_all_that_is_kept_comes_as_a_file(street: Street) -> None:
    """The file holds their profile, words and hours, the names of those they met, and nobody else's words."""
    ada, ben = await street.neighbour("Ada", "dog"), await street.neighbour("Ben", "shopping")
    cara = await street.neighbour("Cara")
    await asks_for_shopping(ada, note="My knee hurts", directions="Red door")
    await ben.taps("Yes, Tuesday 2pm")
    await say_how_long(street, (ben, "1 hour"), (ada, "1 hour"))
    await asks_for_shopping(cara, day="Saturday 28 November", note="A secret of Cara's")
    await ada.says("/mydata")
    message = await ada.hears("everything we keep about you")
    assert message.document is not None and message.document.file_name == "my-goodturn-data.json"
    kept = json.loads(message.document.bytes)
    tables = kept["tables"]
    assert tables["member"][0]["name"] == "Ada"
    assert tables["request"][0]["note"] == "My knee hurts"
    assert [row["minutes"] for row in tables["transfer"]] == [120, 60, 60]
    assert list(kept["names"].values()) == ["Ben"]
    assert "secret" not in message.document.bytes.decode()
