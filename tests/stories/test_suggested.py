"""Where hardly anybody can help, whoever asked is shown what would bring more, and changes it with a tap."""

from __future__ import annotations

from datetime import timedelta

from sqlmodel import Session

from models import availability, member
from models.availability import Part
from models.exchange import Exchange
from models.request import State
from tests.stories.favours import LET_ME_CHOOSE, asks_for_shopping
from tests.stories.neighbours import Neighbour, Street

FRIDAY_MORNINGS = availability.slot(4, Part.MORNING)
TUESDAY_AFTERNOONS = availability.slot(1, Part.AFTERNOON)
BETTER = "1. Friday morning: 2"


async def two_on_friday(street: Street) -> tuple[Neighbour, Neighbour, Neighbour]:
    """Ada asks for Tuesday, and Ben and Cara are free on Friday mornings alone."""
    ada = await street.neighbour("Ada")
    ben, cara = [
        await street.neighbour(name, "shopping", free_slots=FRIDAY_MORNINGS) for name in ("Ben", "Cara")
    ]
    await asks_for_shopping(ada)
    return ada, ben, cara


async def asks_for_company(asker: Neighbour) -> None:
    """Asks for company at home tomorrow at two, with the way to the door."""
    await asker.says("/ask")
    await asker.taps_each("A friendly visit", "Tomorrow, Tuesday", "At a set time")
    await asker.says("2pm")
    await asker.taps_each("1 hour", "At my home")
    await asker.says("Blue door")
    await asker.taps_each("Nothing more", "First to say yes", "Yes, send it")


async def test_another_time_is_one_tap_away(street: Street) -> None:
    """Nobody can on Tuesday, two could on Friday morning: Ada taps it, the new date is read back in full, and
    Ben comes.
    """
    ada, ben, _ = await two_on_friday(street)
    told = await ada.hears("Nobody can help with this so far", "Tuesday 24 November")
    assert "1. 2 neighbours could help then: Friday 27 November, in the morning" in told.text
    assert told.text.endswith("Would you like to change it?")
    assert told.labels[0] == BETTER and told.labels[-1] == "Leave it as it is"
    await ada.taps(BETTER)
    await ada.hears("We now look for help with the shopping", "Friday 27 November, in the morning",
                    "We'll tell you by")  # fmt: skip
    [wanted] = await street.requests()
    assert (wanted.state, wanted.round, wanted.part) == (State.OPEN, 2, Part.MORNING)
    await ben.hears("Friday 27 November, in the morning", "Could you help?")
    await ben.taps("I can do this")
    await ben.taps("At 9am")
    await ada.hears("It is agreed", "Ben helps you", "Friday 27 November, 9am")


async def test_whoever_was_asked_for_the_old_time_is_told(street: Street) -> None:
    """Dan, who has not answered, reads that it is another time now, and his late yes agrees nothing."""
    dan = await street.neighbour("Dan", "shopping", free_slots=TUESDAY_AFTERNOONS)
    ada, *_ = await two_on_friday(street)
    await dan.hears("Could you help?")
    yes = dan.data_of("Yes, Tuesday 2pm")
    await ada.hears("Few neighbours can help with this so far")
    dan.look_away()
    await ada.taps(BETTER)
    await dan.hears("Ada would like something else now", "Friday 27 November, in the morning",
                    "Perhaps we ask you again")  # fmt: skip
    await dan.taps_data(yes)
    await dan.hears("This has changed since we asked you")
    assert await street.rows(Exchange) == []


async def test_when_all_have_said_no_another_time_is_offered(street: Street) -> None:
    """Ben and Cara could come on both days and say no to Tuesday: Ada is offered Friday, they are asked once
    more, and Ben comes.
    """
    ada = await street.neighbour("Ada")
    both = FRIDAY_MORNINGS | TUESDAY_AFTERNOONS
    ben, cara = [await street.neighbour(name, "shopping", free_slots=both) for name in ("Ben", "Cara")]
    await asks_for_shopping(ada)
    for one in (ben, cara):
        await one.hears("Tuesday 24 November", "Could you help?")
        await one.taps("No, sorry")
    told = await ada.hears("Few neighbours can help with this so far", "Tuesday 24 November")
    assert "1. 2 neighbours could help then: Friday 27 November, in the morning" in told.text
    ben.look_away()
    await ada.taps(BETTER)
    await ben.hears("Friday 27 November, in the morning", "Could you help?")
    await ben.taps("I can do this")
    await ben.taps("At 9am")
    await ada.hears("It is agreed", "Ben helps you", "Friday 27 November, 9am")


async def test_a_no_to_this_time_stays_a_no_after_a_drop_out(street: Street) -> None:
    """Cara has said no to Tuesday; when Ben drops out, she is not asked about that Tuesday again."""
    ada = await street.neighbour("Ada")
    ben, cara = [
        await street.neighbour(name, "shopping", free_slots=TUESDAY_AFTERNOONS) for name in ("Ben", "Cara")
    ]
    await asks_for_shopping(ada)
    await cara.hears("Could you help?")
    await cara.taps("No, sorry")
    await ben.taps("Yes, Tuesday 2pm")
    await ada.hears("It is agreed")
    cara.look_away()
    await ben.says("/things")
    await ben.taps_each("See plan with Ada", "I need to cancel")
    await ben.taps("Yes, cancel my help")
    await ada.hears("cannot help after all")
    await cara.hears_nothing_of("Could you help?")


async def test_an_old_suggestion_is_answered_with_how_things_stand(street: Street) -> None:
    """Tapped twice, after somebody has said yes, and weeks later, it changes nothing and breaks nothing."""
    ada, ben, _ = await two_on_friday(street)
    better, leave = ada.data_of(BETTER), ada.data_of("Leave it as it is")
    for _ in range(2):
        await ada.taps_data(better)
        await ada.hears("We now look for help with the shopping")
    assert [row.round for row in await street.requests()] == [2]
    await ben.taps_each("I can do this", "At 9am")
    await ada.taps_data(better)
    await ada.hears("Ben helps you")
    await street.later(days=30)
    for data in (better, leave):
        await ada.taps_data(data)
        await ada.hears("Ben agreed to help you", "How long did it take?")
    assert [row.round for row in await street.requests()] == [2]


async def test_it_may_stay_as_it_is(street: Street) -> None:
    """Ada leaves it, and finds the same ways again in her request, with what is tried and when she hears."""
    ada, *_ = await two_on_friday(street)
    await ada.taps("Leave it as it is")
    await ada.hears("nothing has changed", "Tuesday 24 November, 2pm")
    await ada.says("/things")
    await ada.taps("Request: Shopping")
    await ada.hears(
        "We have not found anybody to ask so far",
        "We'll tell you by",
        "If nobody says yes by then, an organiser looks for somebody, too",
        "This could bring more help",
        "Friday 27 November, in the morning",
    )
    await ada.taps(BETTER)
    await ada.hears("We now look for")


async def test_ones_own_request_says_until_when_neighbours_can_answer(street: Street) -> None:
    """Who was asked, how many have not answered, until when, and when a person helps, stand in one place."""
    ada = await street.neighbour("Ada")
    for name in ("Ben", "Cara", "Dan"):
        await street.neighbour(name, "shopping")
    await asks_for_shopping(ada, day="Saturday 28 November")
    await ada.says("/things")
    await ada.taps("Request: Shopping")
    await ada.hears("have not answered so far", "Time to answer: until Monday 23 November")
    await ada.hears_nothing_of("This could bring more help")


async def test_by_phone_instead(street: Street) -> None:
    """Company can be had by phone: far away Fay is asked, nobody learns the way to the door, and both read
    that nobody has to come.
    """
    ada = await street.neighbour("Ada")
    fay = await street.neighbour("Fay", "company", place=(51.70, -0.0553))
    await asks_for_company(ada)
    await ada.hears("By phone 1 more neighbour could help")
    await ada.taps("By phone instead")
    await ada.hears("by phone", "Tuesday 24 November, 2pm")
    await fay.hears("by phone or from home", "Could you help?")
    await fay.taps("Yes, Tuesday 2pm")
    agreed = await fay.hears("It is agreed", "This is by phone, so nobody has to come")
    assert "Blue door" not in agreed.text
    await ada.hears("It is agreed", "This is by phone")


async def test_any_language_is_fine(street: Street) -> None:
    """Rosa speaks no English: once Ada does not mind, she is asked."""
    rosa = await street.neighbour("Rosa", "shopping", language="es")

    def spanish_only(session: Session) -> None:
        row = rosa.row(session)
        row.languages = "es"
        session.add(row)

    await street.store.write(spanish_only)
    ada = await street.neighbour("Ada")
    await asks_for_shopping(ada)
    await ada.hears("1 more could help, but speaks another language")
    await ada.taps("Any language is fine")
    await ada.hears("Now we also ask neighbours who speak another language", "Tuesday 24 November, 2pm")
    await rosa.hears("¿Puedes ayudar?")
    await rosa.taps("Sí, martes a las 14:00")
    await ada.hears("Rosa helps you")


async def test_what_somebody_has_said_yes_to_is_chosen_first(street: Street) -> None:
    """Dan has said yes for Tuesday and waits for Ada's choice: moving it away under him is refused."""
    dan = await street.neighbour("Dan", "shopping", free_slots=TUESDAY_AFTERNOONS)
    ada = await street.neighbour("Ada")
    await street.neighbour("Ben", "shopping", free_slots=FRIDAY_MORNINGS)
    await street.neighbour("Cara", "shopping", free_slots=FRIDAY_MORNINGS)
    await asks_for_shopping(ada, choosing=LET_ME_CHOOSE)
    better = next(label for label in ada.buttons() if "Friday morning" in label)
    data = ada.data_of(better)
    await dan.taps("Yes, Tuesday 2pm")
    await ada.taps_data(data)
    await ada.hears("Somebody has said yes to it as it is")
    await ada.says("/things")
    await ada.taps("Choose Dan")
    await dan.hears("It is agreed")


async def test_a_time_that_has_passed_is_refused_kindly(street: Street) -> None:
    """A suggestion for a morning that is over by now says so, and the request stays as it is."""
    ada, *_ = await two_on_friday(street)
    yesterday = (street.now() - timedelta(days=1)).date().isoformat()
    for data in (f"better:1:{yesterday}:morning", "better:1:0001-01-01:any"):
        await ada.taps_data(data)
        await ada.hears("That time has passed")
    await ada.taps_data("better:1:soon:morning")
    await ada.hears("This button no longer works")
    assert [row.round for row in await street.requests()] == [1]


async def test_nobody_changes_somebody_elses_request(street: Street) -> None:
    """Ben presses Ada's buttons, and to him they are nothing."""
    _, ben, _ = await two_on_friday(street)
    for data in ("better:1:2026-11-27:morning", "byphone:1", "anylanguage:1", "asis:1"):
        await ben.taps_data(data)
        await ben.hears("We don't know that one")
    [wanted] = await street.requests()
    assert (wanted.round, wanted.any_language, wanted.point is None) == (1, False, False)


async def test_it_is_suggested_in_spanish_too(street: Street) -> None:
    """Rosa reads the better time, its button and what becomes of it in Spanish."""
    rosa = await street.neighbour("Rosa", language="es")

    def with_english(session: Session) -> None:
        member.know_languages(session, rosa.row(session), ["en"])

    await street.store.write(with_english)
    for name in ("Ben", "Cara"):
        await street.neighbour(name, "shopping", free_slots=FRIDAY_MORNINGS)
    await rosa.says("/ask")
    await rosa.taps_each("Compras", "Mañana, martes", "Por la tarde", "1 hora", "En mi casa",
                         "Lo diré más tarde", "Nada más", "Quien primero diga sí", "Sí, envíalo")  # fmt: skip
    await rosa.hears("Todavía nadie puede ayudar con esto", "2 personas podrían entonces")
    await rosa.taps("1. Viernes mañana: 2")
    await rosa.hears("Ahora buscamos ayuda con las compras", "viernes 27 de noviembre, por la mañana")
