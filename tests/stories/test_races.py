"""Two who answer in the same second, taps that come twice, and taps on buttons that are long past."""

from __future__ import annotations

import copy
from datetime import timedelta

import pytest

from models.exchange import State
from models.store import Store
from tests.stories.favours import FIRST_YES, agree, asks_for_shopping, goes_to_the_check, say_how_long
from tests.stories.neighbours import Street, opened_street


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
async def test_two_say_yes_in_the_same_second(kind: str, request: pytest.FixtureRequest) -> None:
    """Of two who tap yes at the very same time exactly one comes, and the other is thanked and told so."""
    store = Store(request.getfixturevalue(f"{kind}_url"))
    async with opened_street(store) as street:
        ada = await street.neighbour("Ada")
        ben, cara = [await street.neighbour(name, "shopping") for name in ("Ben", "Cara")]
        await asks_for_shopping(ada)
        for who in (ben, cara):
            who.look_away()
            who.person.taps("Yes, Tuesday 2pm")
        await street.at_once(street.taken_updates())

        exchanges = await street.exchanges()
        assert [row.state for row in exchanges] == [State.AGREED]
        states = await street.states()
        winner, other = (ben, cara) if states["Ben"] == "chosen" else (cara, ben)
        await winner.hears("It is agreed", "you help Ada")
        await other.hears("Thank you! Somebody else is helping already")
        await ada.hears("It is agreed", winner.name)
        assert (await ada.balance()).reserved_minutes == 60
    await store.close()


async def test_a_tap_that_comes_twice_counts_once(street: Street) -> None:
    """The same tap again, under its own and under a new update number, one after the other and at once."""
    ada, ben = await street.neighbour("Ada"), await street.neighbour("Ben", "shopping")
    await goes_to_the_check(ada)
    ada.person.taps("Yes, send it")
    [tap] = street.taken_updates()
    again = {**copy.deepcopy(tap), "update_id": tap["update_id"] + 1_000}
    await street.at_once([tap, again])
    street.messenger.push_update(tap)
    street.messenger.push_update({**tap, "update_id": tap["update_id"] + 2_000})
    await street.settle()
    assert len(await street.requests()) == 1

    await ben.hears("Ada would like help with the shopping")
    ben.person.taps("Yes, Tuesday 2pm")
    [tap] = street.taken_updates()
    await street.at_once([tap, {**tap, "update_id": tap["update_id"] + 3_000}])
    street.messenger.push_update({**tap, "update_id": tap["update_id"] + 4_000})
    await street.settle()
    assert len(await street.exchanges()) == 1
    await ben.hears("You help Ada", "Tuesday 24 November, 2pm")


async def test_hours_are_banked_once_however_often_it_is_said(street: Street) -> None:
    """How long it took may be tapped twice, and at once by both: the hours change hands once."""
    ada, ben = await street.neighbour("Ada"), await street.neighbour("Ben", "shopping")
    await agree(ada, ben)
    await say_how_long(street)
    ada.person.taps("1 hour")
    ben.person.taps("1 hour")
    taps = street.taken_updates()
    await street.at_once([*taps, *({**tap, "update_id": tap["update_id"] + 1_000} for tap in taps)])
    assert (await ben.balance()).balance_minutes == 180
    assert (await ada.balance()).balance_minutes == 60
    assert sum("You helped Ada" in message.text for message in ben.person.heard) == 1


async def test_a_list_that_is_ticked_twice_by_one_tap_stays_ticked(street: Street) -> None:
    """A tick that the messenger tells us twice is a tick, not a tick and its taking away."""
    newcomer = street.newcomer("Nora")
    await newcomer.says("/start")
    await newcomer.taps_each(
        "English", "No other language", "Call me Nora", "Yes, I am 18 or over", "Yes, that is fine"
    )
    await newcomer.shares_location()
    newcomer.person.taps("Shopping")
    [tap] = street.taken_updates()
    street.messenger.push_update(tap)
    street.messenger.push_update({**tap, "update_id": tap["update_id"] + 1_000})
    await street.settle()
    assert "Shopping ✓" in newcomer.buttons()
    newcomer.person.taps("More kinds of help")
    [tap] = street.taken_updates()
    street.messenger.push_update(tap)
    await street.settle()
    second_page = newcomer.buttons()
    street.messenger.push_update({**tap, "update_id": tap["update_id"] + 1_000})
    await street.settle()
    assert newcomer.buttons() == second_page


async def test_old_buttons_show_how_things_stand_now(street: Street) -> None:
    """Months later an invitation, its no and a question show how things stand, and change nothing."""
    ada = await street.neighbour("Ada")
    ben, cara = [await street.neighbour(name, "shopping") for name in ("Ben", "Cara")]
    await asks_for_shopping(ada)
    asked_ben, asked_cara = ben.message_with("Yes, Tuesday 2pm"), cara.message_with("Yes, Tuesday 2pm")
    old_yes, old_no = ben.data_of("Yes, Tuesday 2pm"), ben.data_of("No, sorry")
    await ben.taps("Yes, Tuesday 2pm")
    await ben.taps_data(old_no, asked_ben.id)
    await ben.hears("You help Ada", "Tuesday 24 November, 2pm")
    assert "I cannot come" in ben.buttons()

    await say_how_long(street, (ben, "1 hour"), (ada, "1 hour"))
    street.clock.move(timedelta(days=60))
    for data in (old_yes, old_no):
        await ben.taps_data(data, asked_ben.id)
        await ben.hears("This is done, and the hours are in your balance")
    for label in ("Yes, Tuesday 2pm", "No, sorry"):
        await cara.taps_on(asked_cara, label)
        await cara.hears("Somebody else is helping already, or help is no longer needed")
        await cara.hears_nothing_of("We go on looking")
    assert await street.states() == {"Ben": "chosen", "Cara": "thanked"}
    await ben.taps_data(f"took:{(await street.exchanges())[0].id}:90")
    assert (await ben.balance()).balance_minutes == 180


async def test_buttons_of_a_request_that_has_moved_on_show_where_it_is(street: Street) -> None:
    """Taking back a request that a neighbour has agreed to shows the agreement instead of ending it."""
    ada, ben = await street.neighbour("Ada"), await street.neighbour("Ben", "shopping")
    await asks_for_shopping(ada)
    await ada.says("/things")
    await ada.taps("Request: Shopping")
    await ben.taps("Yes, Tuesday 2pm")
    await ada.taps("Take my request back")
    await ada.hears("Ben helps you")
    assert "I no longer need this" in ada.buttons()
    assert [row.state for row in await street.exchanges()] == [State.AGREED]
    sure = "Yes, cancel this"
    await ada.taps_each("I no longer need this", sure)
    again = f"outyes:{(await street.exchanges())[0].id}"
    street.clock.move(timedelta(days=30))
    for who in (ada, ben):
        await who.taps_data(again)
        await who.hears("This was cancelled")
        await who.hears_nothing_of("looking for somebody else")


async def test_a_last_yes_that_is_tapped_twice(street: Street) -> None:
    """A hand that shakes taps the last button of a talk twice: it is done once, and nothing more is said than
    that; the same tap much later leads home."""
    ada = await street.neighbour("Ada")
    await goes_to_the_check(ada, choosing=FIRST_YES)
    last, data = ada.message_with("Yes, send it"), ada.data_of("Yes, send it")
    await ada.taps("Yes, send it")
    said = len(ada.person.heard)
    await ada.taps_data(data, last.id)
    assert ada.person.toasts[-1].text == "You answered that already."
    assert len(ada.person.heard) == said
    assert len(await street.requests()) == 1
    for command in ("/hours", "/help", "/things", "/language"):
        await ada.says(command)
    await ada.taps_data(data, last.id)
    await ada.hears("That question is over")


async def test_buttons_of_a_talk_that_is_over_lead_home(street: Street) -> None:
    """A button of a question that was answered, or whose talk has ended, says so and asks nothing anew."""
    ada = await street.neighbour("Ada")
    await ada.says("/ask")
    first = ada.message_with("Shopping")
    data = ada.data_of("Shopping")
    await ada.taps("Shopping")
    await ada.taps_data(data, first.id)
    await ada.hears("Which day suits you?")
    await ada.taps("Stop")
    await ada.taps_data(data, first.id)
    await ada.hears("That question is over")
    await goes_to_the_check(ada, choosing=FIRST_YES)
    await ada.taps_data(data, first.id)
    await ada.hears("Shall we send this?")
