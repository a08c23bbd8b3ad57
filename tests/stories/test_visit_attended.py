"""A visit from the day before until both have left it: the words at the door, the way there, and the taps."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot import attending
from models.exchange import State
from models.notification import Notice, Notification
from models.store import Store
from tests.stories.favours import asks_for_shopping
from tests.stories.neighbours import Street, opened_street
from tests.stories.visits import (
    DOOR,
    ENDS,
    STARTS,
    attendance_of,
    count,
    is_agreed,
    is_there,
    look_away,
    minutes_after_end,
)


async def test_both_read_the_same_words_and_the_helper_alone_the_way(street: Street) -> None:
    """The day before and again two hours before, both read the same two words; only the helper reads how to
    find the door, and neither reads any of it earlier."""
    ada, ben = await street.neighbour("Ada"), await street.neighbour("Ben", "shopping")
    await is_agreed(ada, ben)
    row = await attendance_of(street)
    spoken = attending.said_words(row).text
    for who in (ada, ben):
        await who.hears_nothing_of(spoken)
    await ben.hears_nothing_of(DOOR)
    await ben.hears("You can read later how to find them", "Monday 23 November, 2pm")
    for hours in (24, 2):
        look_away(ada, ben)
        await street.until(STARTS - timedelta(hours=hours))
        await ben.hears("A reminder", f"say these words first: “{spoken}”", DOOR)
        await ada.hears(
            "A reminder", f"Ben says these words at your door: “{spoken}”", "Never say them first"
        )
        await ada.hears_nothing_of(DOOR)


async def test_the_words_are_in_the_language_of_the_one_who_asked(street: Street) -> None:
    """Where the two read different languages, both see the pair in the asker's, so that it is the same."""
    eva = await street.neighbour("Eva", language="es")
    ben = await street.neighbour("Ben", "shopping")

    await eva.says("/ask")
    await eva.taps_each("Compras", "Mañana, martes", "A hora fija")
    await eva.says("14:00")
    await eva.taps_each("1 hora", "En mi casa")
    await eva.says(DOOR)
    await eva.taps_each(*["Nada más", "Quien primero diga sí", "Sí, envíalo"])
    if "Yes, Tuesday 2pm" not in ben.buttons():
        # Without a common language nobody is asked, but anybody can come forward.
        await ben.says("/browse")
        await ben.taps(ben.buttons()[0])
        await ben.taps("I can do this")
    row = await attendance_of(street)
    assert row.language == "es"
    spoken = attending.said_words(row).text
    await street.until(STARTS - timedelta(hours=24))
    await ben.hears("A reminder", spoken)
    await eva.hears("dirá estas palabras en tu puerta", spoken)


async def test_an_agreement_at_short_notice_tells_all_of_it_at_once(street: Street) -> None:
    """Agreed for the same afternoon, the words and the way stand in the agreement itself."""
    ada, ben = await street.neighbour("Ada"), await street.neighbour("Ben", "shopping")
    await asks_for_shopping(ada, day="Today, Monday", at="3pm", directions=DOOR)
    await ben.taps("Yes, Monday 3pm")
    spoken = attending.said_words(await attendance_of(street)).text
    await ben.hears("It is agreed", spoken, DOOR)
    await ada.hears("It is agreed", spoken)


async def test_help_by_phone_has_neither_words_nor_taps(street: Street) -> None:
    """Nobody comes to a door, so nobody is asked whether they came."""
    ada, ben = await street.neighbour("Ada"), await street.neighbour("Ben", "call")
    await ada.says("/ask")
    await ada.taps_each("A chat by phone", "Tomorrow, Tuesday", "At a set time")
    await ada.says("2pm")
    await ada.taps_each("30 minutes", "Nothing more", "First to say yes", "Yes, send it")
    await ben.taps("Yes, Tuesday 2pm")
    look_away(ada, ben)
    await minutes_after_end(street, 60)
    await ada.hears_nothing_of("Have they come")
    await ada.hears_nothing_of("at your door")
    assert "I am here" not in ben.buttons()


async def test_the_asker_hears_of_each_tap_and_twice_is_once(street: Street) -> None:
    """On the way, here, gone: the asker is told of each once, however often it is tapped; afterwards both say
    how long it took, and what was measured is offered first."""
    ada, ben = await street.neighbour("Ada"), await street.neighbour("Ben", "shopping")
    await is_agreed(ada, ben)
    await street.until(STARTS - timedelta(minutes=20))
    reminder = ben.message_with("I am on my way")
    spoken = attending.said_words(await attendance_of(street)).text
    for _ in range(2):
        await ben.taps_on(reminder, "I am on my way")
        await ben.hears("Ada knows that you are on the way")
    await ada.hears("Ben is on the way to you", spoken)
    await street.until(STARTS)
    for _ in range(2):
        await ben.taps_on(reminder, "I am here")
    await ada.hears("Ben tells us: I am here", spoken)
    await street.until(STARTS + timedelta(minutes=50))
    await ben.taps("I have left")
    await ben.hears("By what was tapped, it was about 50 minutes", "How long did it take?")
    assert ben.buttons()[0] == "50 minutes"
    await ada.hears("Ben tells us: I have left")
    await ben.taps("50 minutes")
    look_away(ada)
    await minutes_after_end(street, 15)
    await ada.hears("By what was tapped, it was about 50 minutes")
    await ada.taps("50 minutes")
    assert [row.state for row in await street.exchanges()] == [State.BANKED]
    for words in ("is on the way to you", "I am here", "I have left"):
        assert count(ada, f"Ben {'tells us: ' if words.startswith('I') else ''}{words}") == 1


async def test_taps_too_early_and_too_late_say_how_things_stand(street: Street) -> None:
    """A day before, nobody is here; after the hours are said, nobody leaves any more. Neither breaks
    anything, and somebody who is none of the two reads that there is no such thing."""
    ada, ben = await street.neighbour("Ada"), await street.neighbour("Ben", "shopping")
    mallory = await street.neighbour("Mallory")
    await is_agreed(ada, ben)
    [agreed] = await street.exchanges()
    for verb in ("onway", "here", "left", "staying"):
        await ben.taps_data(f"{verb}:{agreed.id}")
        await ben.hears("a little early", "Tuesday 24 November, 2pm")
        await mallory.taps_data(f"{verb}:{agreed.id}")
        await mallory.hears("We don't know that one")
    for verb in ("notcome", "giveupyes"):
        await ada.taps_data(f"{verb}:{agreed.id}")
        await ada.hears("a little early")
    for verb in ("onway", "staying"):
        await ada.taps_data(f"{verb}:{agreed.id}")
        await ada.hears("We don't know that one" if verb == "staying" else "early")
    await is_there(street, ben)
    await minutes_after_end(street, 5)
    await ben.taps("I have left")
    await ben.taps("1 hour")
    await ben.taps_data(f"left:{agreed.id}")
    await ben.hears("How long did it take?")
    await ben.taps_data(f"here:{agreed.id}")
    await ben.hears("This visit is over already")
    await ada.taps_data(f"here:{agreed.id}")
    await ada.hears("This visit is over already")
    row = await attendance_of(street)
    assert row.left_at == ENDS + timedelta(minutes=5)


async def test_a_visit_that_was_called_off_takes_no_taps(street: Street) -> None:
    """Whoever taps on an old reminder of a visit that is called off reads that it is."""
    ada, ben = await street.neighbour("Ada"), await street.neighbour("Ben", "shopping")
    await is_agreed(ada, ben)
    await street.until(STARTS - timedelta(hours=1))
    on_my_way = ben.data_of("I am on my way")
    await ada.taps_each("I need to cancel", "Yes, cancel this")
    await ben.taps_data(on_my_way)
    await ben.hears("This was cancelled")
    assert (await attendance_of(street)).on_way_at is None
    look_away(ada, ben)
    await minutes_after_end(street, 60)
    for who in (ada, ben):
        assert not who.news


async def test_the_asker_says_that_they_are_here_and_have_left(street: Street) -> None:
    """What the asker taps counts as well; the helper is told that they have left, and can say otherwise."""
    ada, ben = await street.neighbour("Ada"), await street.neighbour("Ben", "shopping")
    await is_agreed(ada, ben)
    await street.until(STARTS)
    await ada.taps("They are here")
    await ada.hears("Ben is with you")
    await street.until(STARTS + timedelta(minutes=30))
    await ada.taps("They have left")
    await ada.hears("noted that Ben has left", "How long did it take?")
    await ben.hears("Ada tells us that you have left")
    await ben.taps("I am still there")
    await ben.hears("noted that you are there")
    row = await attendance_of(street)
    assert row.left_at is None and row.closed_at is None


async def test_nobody_taps_anything_and_all_stays_calm(street: Street) -> None:
    """On an ordinary visit at which nobody taps anything, the asker is asked once whether they came, both are
    asked once how long it took, and no organiser hears anything."""
    olga = await street.neighbour("Olga", organiser=True)
    ada, ben = await street.neighbour("Ada"), await street.neighbour("Ben", "shopping")
    await is_agreed(ada, ben)
    await street.until(STARTS)
    look_away(olga, ada, ben)
    await minutes_after_end(street, 6 * 60)
    await ben.hears("How long did it take?")
    assert len([one for one in ben.news if "taken the way" not in one.text]) == 1
    assert len(ada.news) == 2
    await ada.hears("Have they come?")
    await ada.hears("How long did it take?")
    assert not olga.news
    assert (await attendance_of(street)).closed_at is not None


async def test_the_asker_waits_in_vain(street: Street) -> None:
    """A quarter of an hour after the beginning the asker is asked, says no, and the helper hears of it; when
    the asker waits no longer, both are told, the hours are free, and no organiser was alarmed."""
    olga = await street.neighbour("Olga", organiser=True)
    ada, ben = await street.neighbour("Ada"), await street.neighbour("Ben", "shopping")
    await is_agreed(ada, ben)
    await street.until(STARTS + timedelta(minutes=14))
    await ada.hears_nothing_of("Have they come")
    await street.until(STARTS + timedelta(minutes=15))
    await ada.hears("Have they come?")
    question = ada.message_with("They have not come")
    for _ in range(2):
        await ada.taps_on(question, "They have not come")
    await ada.hears("We are telling Ben that you are waiting")
    await ben.hears("Ada is waiting for you", "Are you coming?")
    assert count(ben, "is waiting for you") == 1
    look_away(olga)
    await ada.taps("Stop waiting")
    await ada.hears("Shall we tell them that you no longer wait?")
    assert [row.state for row in await street.exchanges()] == [State.AGREED]
    sure = ada.data_of("Yes, stop waiting")
    await ada.taps("Yes, stop waiting")
    await ada.hears("You can ask again for another time")
    await ada.taps_data(sure)
    await ben.hears("Ada waited for you and does not wait any more")
    assert [row.state for row in await street.exchanges()] == [State.DROPPED]
    assert (await ada.balance()).reserved_minutes == 0
    await ben.taps("I am here")
    assert (await attendance_of(street)).here_at is None
    look_away(ada, ben)
    await minutes_after_end(street, 90)
    for who in (olga, ben):
        await who.hears_nothing_of("overdue")
        await who.hears_nothing_of("How long")


async def test_the_helper_comes_late_or_cannot_come(street: Street) -> None:
    """Told that they are waited for, a helper says that they are on the way; another time, that they cannot
    come, which ends it like a drop-out."""
    ada, ben = await street.neighbour("Ada"), await street.neighbour("Ben", "shopping")
    await is_agreed(ada, ben)
    await street.until(STARTS + timedelta(minutes=15))
    await ada.taps("They have not come")
    await ben.taps("I am on my way")
    await ada.hears("Ben is on the way to you")
    await ben.taps("I cannot come")
    await ben.taps("Yes, cancel my help")
    await ada.hears("Ben cannot help after all")
    assert [row.state for row in await street.exchanges()] == [State.DROPPED]


async def test_somebody_who_is_here_is_not_given_up(street: Street) -> None:
    """Once it is said that the helper is here, nobody stops waiting for them by an old button."""
    ada, ben = await street.neighbour("Ada"), await street.neighbour("Ben", "shopping")
    await is_agreed(ada, ben)
    await is_there(street, ben)
    [agreed] = await street.exchanges()
    await ada.taps_data(f"giveupyes:{agreed.id}")
    await ada.hears("noted already that the helper is there")
    await ada.taps("They are here")
    await ada.taps_data(f"notcome:{agreed.id}")
    await ada.hears("noted already that the helper is there")
    assert [row.state for row in await street.exchanges()] == [State.AGREED]


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
async def test_both_say_at_once_that_they_are_here(kind: str, request: pytest.FixtureRequest) -> None:
    """Tapped by both at the same moment, by one of them twice, it is noted once and told at most once."""
    store = Store(request.getfixturevalue(f"{kind}_url"))
    async with opened_street(store) as street:
        ada, ben = await street.neighbour("Ada"), await street.neighbour("Ben", "shopping")
        await is_agreed(ada, ben)
        await street.until(STARTS)
        ben.person.taps("I am here")
        ben.person.taps("I am here")
        ada.person.taps("They are here")
        await street.at_once(street.taken_updates())
        row = await attendance_of(street)
        assert row.here_at == STARTS and row.here_by is not None
        told = [one for one in await street.rows(Notification) if one.kind is Notice.AT_THE_DOOR]
        assert len(told) <= 1
    await store.close()
