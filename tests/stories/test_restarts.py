"""Talks that are interrupted: by a restart, by a week of silence, by a second process."""

from __future__ import annotations

import pytest

from bot import application
from models.exchange import State
from models.store import Store
from tests.stories.favours import agree, asks_for_shopping
from tests.stories.neighbours import Street, opened_street


async def test_a_talk_goes_on_after_a_restart(street: Street) -> None:
    """The process is replaced in the middle of a question, and the next answer is taken all the same."""
    ada = await street.neighbour("Ada")
    await street.neighbour("Ben", "shopping")
    await ada.says("/ask")
    await ada.taps_each("Shopping", "Tomorrow, Tuesday", "At a set time")
    await street.restart()
    await ada.says("2pm")
    await street.restart()
    await ada.taps_each("1 hour", "At my home", "I will tell them later")
    # What is said while nobody listens is answered after the start.
    ada.person.says("The bell is broken")
    await street.restart()
    await street.settle()
    await ada.hears("How shall we choose?")
    await ada.taps_each("First to say yes", "Yes, send it")
    [wanted] = await street.requests()
    assert (wanted.note, wanted.minutes) == ("The bell is broken", 60)


async def test_a_restart_forgets_no_reminder(street: Street) -> None:
    """Reminders and questions are rows: a process that starts later says them all the same, once."""
    ada, ben = await street.neighbour("Ada"), await street.neighbour("Ben", "shopping")
    await agree(ada, ben)
    await street.restart()
    await street.later(days=1, hours=4)
    await street.restart()
    await ben.hears("A reminder")
    await street.later(hours=4)
    assert sum("A reminder" in message.text for message in ben.person.heard) == 2


@pytest.mark.parametrize("way", ["Carry on", "Start again", "Drop it"])
async def test_a_talk_is_picked_up_after_a_week(street: Street, way: str) -> None:
    """After a week's silence the talk is not resumed unasked: carry on, start again or drop it."""
    ada = await street.neighbour("Ada")
    await ada.says("/ask")
    await ada.taps("Shopping")
    await street.later(days=8)
    await ada.says("hello again")
    await ada.hears("You started to ask for help", "carry on")
    await ada.taps(way)
    match way:
        case "Carry on":
            await ada.hears("Which day suits you?")
            await ada.taps_each(
                "Any day soon", "At any time", "1 hour", "At my home", "I will tell them later"
            )
            await ada.taps_each("Nothing more", "First to say yes", "Yes, send it")
            assert len(await street.requests()) == 1
        case "Start again":
            await ada.hears("What kind of help would you like?")
        case "Drop it":
            await ada.hears("We stopped here")
            await ada.says("/things")
            await ada.hears("Your requests and agreed help will appear here")


async def test_joining_is_picked_up_where_it_stopped(street: Street) -> None:
    """Somebody who left off half-way through joining finds the same question again, even by Start."""
    nora = street.newcomer("Nora")
    await nora.says("/start")
    await nora.taps_each("English", "No other language", "Call me Nora")
    await street.later(days=2)
    await nora.says("/start")
    await nora.hears("Are you 18 or over?")
    await street.later(days=9)
    await nora.says("Here I am again")
    await nora.hears("You started to join")
    await nora.taps("Carry on")
    await nora.hears("Are you 18 or over?")


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
async def test_two_processes_serve_one_talk(kind: str, request: pytest.FixtureRequest) -> None:
    """Whichever of two processes hears an answer, it is taken; and one that both hear is taken once."""
    store = Store(request.getfixturevalue(f"{kind}_url"))
    async with opened_street(store) as street:
        ada, ben = await street.neighbour("Ada"), await street.neighbour("Ben", "shopping")
        houses = [street.house, await street.another_house()]
        turn = 0
        await ada.says("/ask")
        for answer in (
            "Shopping", "Tomorrow, Tuesday", "At a set time", "1 hour", "At my home",
            "I will tell them later", "Nothing more", "First to say yes",
        ):  # fmt: skip
            turn += 1
            street.house = houses[turn % 2]
            await ada.taps(answer)
            if answer == "At a set time":
                await ada.says("2pm")
        ada.person.taps("Yes, send it")
        await street.at_once(street.taken_updates(), *houses)
        assert len(await street.requests()) == 1
        await ben.hears("Ada would like")
        ben.person.taps("Yes, Tuesday 2pm")
        await street.at_once(street.taken_updates(), *houses)
        assert [row.state for row in await street.exchanges()] == [State.AGREED]
        assert sum(message.document is not None for message in ben.person.heard) == 1
        await application.close_down(houses[turn % 2 - 1].bot)
    await store.close()


async def test_a_talk_about_something_that_is_over_ends_by_itself(street: Street) -> None:
    """Whoever is still choosing a day when somebody else was quicker is told so, and is free to go on."""
    ada = await street.neighbour("Ada")
    ben, cara = [await street.neighbour(name, "shopping") for name in ("Ben", "Cara")]
    await asks_for_shopping(ada, day="Any day soon", at=None, part="In the morning")
    await ben.taps("I can do this")
    await ben.hears("Which day suits you?")
    day = ben.data_of("Tomorrow, Tuesday")
    await cara.taps("I can do this")
    await cara.taps(cara.buttons()[0])
    await cara.taps(cara.buttons()[0])
    await ada.hears("It is agreed", "Cara")
    await ben.says("help")
    await ben.hears("neighbours help each other")
    await ben.hears("Somebody else is helping already")
    await ben.taps_data(day)
    await ben.hears("That question is over")
    await ben.says("/hours")
    await ben.hears("Your balance is 2 hours")
    await ben.says("hello")
    await ben.hears_nothing_of("Somebody else is helping already")
