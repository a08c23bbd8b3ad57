"""Joining: by taps, by typing, in another language, with odd names and places, and with second thoughts."""

from __future__ import annotations

from datetime import UTC

import pytest

from bot.language import languages, speaker
from bot.values import words
from models import availability, landmark, offer
from models.member import State
from models.place import Point
from tests.stories.favours import asks_for_shopping
from tests.stories.joinings import row_of, the_rest, until_place
from tests.stories.neighbours import MONDAY, Street


def label(id: str, language: str = "es") -> str:
    """What stands on a button in a language."""
    return speaker().plain(words(id), language=language, zone=UTC, now=MONDAY)


async def test_joining_by_taps(street: Street) -> None:
    """Somebody joins with taps and a shared place only, and is a member with their starting hours."""
    nora = street.newcomer("Nora")
    await until_place(nora)
    await nora.shares_location()
    await the_rest(nora)
    await nora.hears("Welcome, Nora!", "2 hours")
    row = await row_of(nora)
    assert (row.state, row.travel_limit_m, row.name) == (State.ACTIVE, 3_000, "Nora")
    assert row.point != Point(51.5446, -0.0553), "the exact place is never kept"
    offers = await street.store.read(
        lambda session: [one.kind for one in offer.of(session, nora.row(session))]
    )
    assert offers == ["shopping", "dog"]
    assert nora.person.keyboard is not None
    assert (await nora.balance()).balance_minutes == 120


async def test_who_offers_nothing_is_not_asked_how_far_and_when(street: Street) -> None:
    """Nora would like nothing for now, and is a member at once. She is asked how far she would go and when
    she is free before she first offers something, and for help only after that."""
    ada, nora = await street.neighbour("Ada"), street.newcomer("Nora")
    await until_place(nora)
    await nora.shares_location()
    await nora.taps("Nothing for now")
    await nora.hears("Welcome, Nora!")
    row = await row_of(nora)
    assert (row.state, row.free_slots, row.travel_limit_m) == (State.ACTIVE, availability.NEVER, 3_000)
    await nora.says("/profile")
    await asks_for_shopping(ada)
    await nora.hears_nothing_of("shopping")
    await nora.says("/browse")
    await nora.hears("Shopping")
    await nora.taps_data("offer_add")
    await nora.taps_each("An errand", "Nothing more")
    await nora.hears("How far would you go")
    await nora.taps_each("3 km at most", "Back", "5 km at most", "Weekday mornings", "Done")
    await nora.hears("You now offer this: An errand")
    row = await row_of(nora)
    assert row.travel_limit_m == 5_000
    assert row.free_slots == availability.slots(availability.WEEKDAYS, availability.Part.MORNING)
    await nora.taps_data("offer_add")
    await nora.taps_each("Dog walking", "Nothing more")
    await nora.hears("You now offer this: Dog walking")


async def test_a_change_of_mind_about_offering(street: Street) -> None:
    """Who goes back and takes all ticks away is asked no more, and nothing of it is kept."""
    nora = street.newcomer("Nora")
    await until_place(nora)
    await nora.shares_location()
    await nora.taps_each("Shopping", "Done", "3 km at most", "Back", "Back", "Shopping ✓", "Nothing for now")
    await nora.hears("Welcome, Nora!")
    assert (await row_of(nora)).free_slots == availability.NEVER


async def test_joining_by_typing_in_spanish(street: Street) -> None:
    """Every answer can be typed in one's own words, here in Spanish, numbers of buttons included."""
    rosa = street.newcomer("Rosa", language="es")
    await rosa.says("hola")
    await rosa.says_each(
        languages()["es"],
        label("button-no-other-language"),
        "Rosa María",
        "sí",
        "sí",
        "51.5446, -0.0553",
    )
    await rosa.says(label("kind-shopping"))
    await rosa.says_each(label("button-done"), "3", label("button-free-any"))
    row = await row_of(rosa)
    assert (row.state, row.name, row.language, row.travel_limit_m) == (
        State.ACTIVE,
        "Rosa María",
        "es",
        3_000,
    )


async def test_nobody_under_18_joins(street: Street) -> None:
    """Somebody under 18 is thanked, and nothing but the first word is known of them."""
    nora = street.newcomer("Nora")
    await nora.says("/start")
    await nora.taps_each("English", "No other language", "Call me Nora", "No, I am under 18")
    await nora.hears("Members have to be 18")
    row = await row_of(nora)
    assert (row.state, row.name, row.adult_at) == (State.JOINING, "", None)
    await nora.says("hello")
    await nora.hears("Which language do you prefer?")


async def test_without_a_yes_to_privacy_nothing_is_kept(street: Street) -> None:
    """A no to the privacy notice ends the joining kindly, and the name told before is gone."""
    nora = street.newcomer("Nora")
    await nora.says("/start")
    await nora.taps_each(
        "English", "No other language", "Call me Nora", "Yes, I am 18 or over", "No, stop here"
    )
    await nora.hears("you have not joined")
    row = await row_of(nora)
    assert (row.state, row.name, row.privacy_agreed_at) == (State.JOINING, "", None)


@pytest.mark.parametrize(
    ("app_name", "wrong", "right", "kept"),
    [
        ("🌻🌻", "🌻", "Nora 🌻", "Nora 🌻"),
        ("N" * 64, "N" * 200, "N" * 40, "N" * 40),
        ("Nora", "12345", "\u202eאלה\u202c", "אלה"),
        ("Nora", "\u200b", "<b>Nora</b> & Co", "<b>Nora</b> & Co"),
    ],
)
async def test_odd_names(street: Street, app_name: str, wrong: str, right: str, kept: str) -> None:
    """A name needs a letter and has 40 at most; right-to-left and odd signs come back letter for letter."""
    nora = street.newcomer(app_name)
    await nora.says("/start")
    await nora.taps_each("English", "No other language")
    if app_name != "Nora":
        assert nora.buttons() == ["Back", "Stop"], "a name that would be refused is not suggested"
    await nora.says(wrong)
    await nora.hears("like “Rosa”")
    await nora.says(right)
    await nora.taps_each("Yes, I am 18 or over", "Yes, that is fine")
    await nora.shares_location()
    await the_rest(nora)
    await nora.hears(f"Welcome, \u2068{kept}\u2069" if kept == "אלה" else kept)
    assert (await row_of(nora)).name == kept


async def test_a_place_in_words(street: Street) -> None:
    """A landmark is found at once, an ambiguous town asks which, and another town can be typed instead."""
    hall = Point(51.55, -0.06)
    await street.store.write(
        lambda session: landmark.name(session, street.timebank_id, "Village Hall", hall).id
    )
    nora = street.newcomer("Nora")
    await until_place(nora)
    await nora.says("nowhere that anybody knows")
    await nora.hears("could not find that place")
    await nora.says("Newport")
    await nora.hears("Which of these do you mean?")
    assert sum("Newport" in one for one in nora.buttons()) > 1
    await nora.taps("None of these")
    await nora.hears("Where do you live?")
    await nora.says("Newport")
    await nora.says("village hall")
    await nora.hears("What could you enjoy doing")
    assert (await row_of(nora)).state is State.JOINING
    await the_rest(nora)
    row = await row_of(nora)
    assert row.place_name == "Village Hall"
    assert row.point is not None and abs(row.point.latitude - hall.latitude) < 0.005


async def test_a_place_as_coordinates_after_the_location_was_refused(street: Street) -> None:
    """Who does not share their place types it; the button is never needed."""
    nora = street.newcomer("Nora")
    await until_place(nora)
    nora.person.refuses_location()
    await nora.says("Share my place")
    await nora.hears("Where do you live?")
    await nora.says("51.5446, -0.0553")
    await nora.hears("What could you enjoy doing")


async def test_back_and_stop_on_every_question(street: Street) -> None:
    """Every question of joining has Stop, and all but the first have Back, and both do as they say."""
    nora = street.newcomer("Nora")
    answers = (
        "English", "No other language", "Call me Nora", "Yes, I am 18 or over", "Yes, that is fine", None,
        "Done", "3 km at most",
    )  # fmt: skip
    questions: list[str] = []
    await nora.says("/start")
    for answer in answers:
        question = nora.person.heard[-1].text
        if questions:
            await nora.taps("Back")
            assert nora.person.heard[-1].text == questions[-1]
            before = answers[len(questions) - 1]
            await (nora.taps(before) if before else nora.shares_location())
            assert nora.person.heard[-1].text == question
        if answer == "Done":
            await nora.taps("Shopping")
        questions.append(question)
        await (nora.taps(answer) if answer else nora.shares_location())
    assert len(set(questions)) == len(answers)
    await nora.taps("Stop")
    await nora.hears("We stopped here")
    for number in range(len(answers)):
        await nora.says("/start")
        for answer in answers[:number]:
            if answer == "Done":
                await nora.taps("Shopping")
            await (nora.taps(answer) if answer else nora.shares_location())
        await nora.taps("Stop")
        await nora.hears("We stopped here")
    assert (await row_of(nora)).state is State.JOINING
