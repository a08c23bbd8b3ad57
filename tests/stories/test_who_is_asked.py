"""Who is asked, in which order and why; who chooses; and who comes forward unasked."""

from __future__ import annotations

from models.exchange import State
from models.invitation import Invitation
from tests.stories.favours import LET_ME_CHOOSE, asks_for_shopping
from tests.stories.neighbours import Street

NAMES = ("Ben", "Cara", "Dan", "Eve", "Finn", "Gus", "Hal", "Ida", "Jo", "Kim")


async def test_neighbours_are_asked_in_waves_that_widen(street: Street) -> None:
    """Three are asked first, a no is made up for at once, silence widens, and each answer is kept apart."""
    ada = await street.neighbour("Ada")
    neighbours = {name: await street.neighbour(name, "shopping") for name in NAMES}
    await asks_for_shopping(ada, day="Saturday 28 November")
    first = await street.rows(Invitation)
    assert [row.wave for row in first] == [1, 1, 1]
    asked = [neighbours[name] for name in await street.states()]

    await street.later(minutes=1)
    await asked[0].taps("No, sorry")
    await asked[0].hears("We go on looking")
    second = (await street.rows(Invitation))[3:]
    assert [row.wave for row in second] == [1]
    await ada.hears("still looking")

    await street.later(hours=5)
    states = await street.states()
    assert states[asked[0].name] == "no"
    assert states[asked[1].name] == states[asked[2].name] == "silent"
    assert sum(state == "asked" for state in states.values()) >= 5
    assert (await street.rows(Invitation))[-1].wave == 2

    # A yes after silence counts while help is wanted.
    await asked[1].taps("Yes, Saturday 2pm")
    await ada.hears("It is agreed", asked[1].name)
    states = await street.states()
    assert states[asked[0].name] == "no"
    assert states[asked[1].name] == "chosen"
    assert states[asked[2].name] == "silent"
    assert sorted(set(states.values())) == ["chosen", "no", "silent", "thanked"]
    for name, state in states.items():
        told = [
            message.text
            for message in neighbours[name].person.heard
            if "You do not need to do anything" in message.text
        ]
        assert len(told) == (state == "thanked"), name
    assert len(states) < len(NAMES)


async def test_an_invitation_says_why(street: Street) -> None:
    """Everybody who is asked reads why: near, this kind of help, or that they have met before."""
    ada = await street.neighbour("Ada")
    ben = await street.neighbour("Ben", "shopping")
    await asks_for_shopping(ada)
    await ben.hears("We ask you because", "you live near")
    await ben.taps("Yes, Tuesday 2pm")
    await street.later(days=2)
    await ben.taps("1 hour")
    await ada.taps("1 hour")
    await asks_for_shopping(ada, day="Saturday 28 November")
    await ben.hears("We ask you because", "you two have met")


async def test_the_asker_chooses_among_those_who_say_yes(street: Street) -> None:
    """Two say yes, Ada chooses one of them, the other is thanked, and choosing again changes nothing."""
    ada = await street.neighbour("Ada")
    ben, cara, dan = [await street.neighbour(name, "shopping") for name in ("Ben", "Cara", "Dan")]
    await asks_for_shopping(ada, choosing=LET_ME_CHOOSE)
    for who in (ben, cara):
        await who.taps("Yes, Tuesday 2pm")
        await who.hears("Your neighbour can now choose")
        await ada.hears(who.name, "says yes")
    assert await street.exchanges() == []
    other = ada.data_of("Choose Ben")
    await ada.taps("Choose Cara")
    await ada.hears("It is agreed", "Cara helps you")
    await cara.hears("It is agreed", "you help Ada")
    await ben.hears("You do not need to do anything")
    await dan.hears("You do not need to do anything")
    await ada.taps_data(other)
    await ada.hears("Cara helps you")
    assert [row.state for row in await street.exchanges()] == [State.AGREED]
    assert await street.states() == {"Ben": "thanked", "Cara": "chosen", "Dan": "thanked"}


async def test_somebody_who_was_not_asked_comes_forward(street: Street) -> None:
    """Browsing shows who needs help nearby, never an exact place, and one tap more takes it."""
    ada = await street.neighbour("Ada")
    ben = await street.neighbour("Ben")
    far = await street.neighbour("Fay", place=(52.2, 0.12))
    await ben.says("/browse")
    await ben.hears("Neighbours near you who need help will appear here")
    await asks_for_shopping(ada, note="Two bags", directions="12 Mill Lane")
    await far.says("/browse")
    await far.hears("Nobody needs it just now")
    await ben.says("/browse")
    await ben.hears("Shopping", "less than 1 km away")
    await ben.taps(ben.buttons()[0])
    shown = await ben.hears("Ada would like help with the shopping", "Two bags")
    assert "12 Mill Lane" not in shown.text
    await ben.taps("I can do this")
    agreed = await ben.hears("It is agreed")
    assert "12 Mill Lane" not in agreed.text
    await ada.hears("Ben helps you")
    await street.later(hours=5)
    await ben.hears("A reminder", "12 Mill Lane")


async def test_a_time_left_open_is_settled_by_whoever_says_yes(street: Street) -> None:
    """Where the asker left the day open, the helper chooses day and hour, and both hear the full date."""
    ada, ben = await street.neighbour("Ada"), await street.neighbour("Ben", "shopping")
    await asks_for_shopping(ada, day="Any day soon", at=None, part="In the afternoon")
    await ben.hears("any day soon, in the afternoon")
    await ben.taps("I can do this")
    await ben.says("Thursday")
    await ben.says("3pm")
    await ben.hears("Thursday 26 November, 3pm")
    await ada.hears("Ben helps you", "Thursday 26 November, 3pm")


async def test_who_cannot_be_asked_is_not(street: Street) -> None:
    """Too far, never free, offering something else, or blocked: none of them hears of it, and Ada is told."""
    ada = await street.neighbour("Ada")
    cut_off = [
        await street.neighbour("Fay", "shopping", place=(51.70, -0.0553)),
        await street.neighbour("Gus", "shopping", free_slots=0),
        await street.neighbour("Hal", "garden"),
    ]
    ida = await street.neighbour("Ida", "shopping")
    await ida.does("blocks_bot")
    await asks_for_shopping(ada)
    for who in (*cut_off, ida):
        await who.hears_nothing_of("Ada would like")
    await ada.says("/things")
    await ada.taps("Request: Shopping")
    await ada.hears("We have not found anybody to ask so far")
