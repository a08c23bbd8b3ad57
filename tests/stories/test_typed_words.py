"""Words do what buttons do: labels, numbers, yes and no, and the words that work everywhere."""

from __future__ import annotations

import pytest

from models.exchange import State
from tests.stories.favours import agree, asks_for_shopping
from tests.stories.neighbours import Street


async def test_a_whole_favour_in_typed_words(street: Street) -> None:
    """A favour from asking to the hours without a single tap: labels, numbers, yes, and a length of time."""
    ada, ben = await street.neighbour("Ada"), await street.neighbour("Ben", "shopping")
    await ada.says_each("ask for help", "shoping", "tomorrow", "2pm", "an hour and a half", "at my home")
    await ada.says_each("I will tell them later", "nothing more", "1", "yes")
    await ada.hears("You asked for help with the shopping")
    await ben.says("yes please")
    await ben.hears("It is agreed")
    await street.later(days=2)
    await ben.says("1 hour 30 minutes")
    await ada.says("an hour and a half")
    await ben.hears("You helped Ada: 1 hour 30 minutes")
    assert [row.state for row in await street.exchanges()] == [State.BANKED]


async def test_no_in_words(street: Street) -> None:
    """A typed no is a no, as welcome as a tapped one."""
    ada, ben = await street.neighbour("Ada"), await street.neighbour("Ben", "shopping")
    await asks_for_shopping(ada, day="Any day soon", at=None)
    await ben.says("no, sorry")
    await ben.hears("We go on looking")
    assert await street.states() == {"Ben": "no"}


async def test_yes_in_words_where_the_button_says_something_else(street: Street) -> None:
    """A yes to the one open invitation counts though its button says "I can do this"."""
    ada, ben = await street.neighbour("Ada"), await street.neighbour("Ben", "shopping")
    await asks_for_shopping(ada, day="Any day soon", at=None)
    await ben.says("yes")
    await ben.hears("Which day suits you?")


@pytest.mark.parametrize(
    "word", ["stop", "Stop", "STOP!", "para", "/stop", "/cancel", "/cancel@goodturn_bot"]
)
async def test_stop_in_any_talk(street: Street, word: str) -> None:
    """Stop, typed in any shipped language, leaves a talk and sends nothing."""
    ada = await street.neighbour("Ada")
    await ada.says("/ask")
    await ada.taps("Shopping")
    await ada.says(word)
    await ada.hears("We stopped here")
    await ada.says(word)
    await ada.hears("Nothing is open just now")
    assert await street.requests() == []


@pytest.mark.parametrize("word", ["help", "ayuda", "Help", "/help", "/help@goodturn_bot", "help!"])
async def test_help_in_any_talk(street: Street, word: str) -> None:
    """Help, typed in any shipped language, helps and asks the open question again."""
    ada = await street.neighbour("Ada")
    await ada.says(word)
    await ada.hears("neighbours help each other")
    await ada.says("/ask")
    await ada.taps("Shopping")
    await ada.says(word)
    await ada.hears("neighbours help each other")
    await ada.hears("Which day suits you?")
    await ada.taps("Any day soon")
    await ada.hears("What time of day suits you?")


async def test_the_home_keyboard(street: Street) -> None:
    """The four buttons that are always there do what they say, tapped or typed."""
    ada = await street.neighbour("Ada")
    await ada.says("/menu")
    for label, heard in (
        ("Offer help", "What you offer will appear here"),
        ("My things", "Your requests and agreed help will appear here"),
        ("Help", "neighbours help each other"),
        ("Ask for help", "What kind of help would you like?"),
    ):
        await ada.taps_data("go:menu")
        assert ada.person.keyboard is not None
        assert label in [button.label for row in ada.person.keyboard for button in row]
        await ada.says(label)
        await ada.hears(heard)


async def test_changing_the_language_in_the_middle_of_a_talk(street: Street) -> None:
    """The open question is asked again in the new language, and the answers so far are kept."""
    ada = await street.neighbour("Ada")
    await street.neighbour("Ben", "shopping")
    await ada.says("/ask")
    await ada.taps("Shopping")
    await ada.says("/language")
    await ada.taps("Español")
    assert (await street.store.read(ada.row)).language == "es"
    await ada.says("/language")
    await ada.taps("English")
    await ada.hears("Which day suits you?")
    await ada.taps_each("Any day soon", "At any time", "1 hour", "At my home", "I will tell them later")
    await ada.taps_each("Nothing more", "First to say yes", "Yes, send it")
    assert [row.kind for row in await street.requests()] == ["shopping"]


async def test_misunderstandings_lead_to_a_person(street: Street) -> None:
    """The second time it is said in other words, the third time a person is offered, who hears of it once."""
    olga = await street.neighbour("Olga", organiser=True)
    ada = await street.neighbour("Ada")
    await ada.says("/ask")
    said = []
    for words in ("xyzzy", "plugh", "frotz"):
        await ada.says(words)
        said.append(ada.news[-2].text)
        await ada.hears("What kind of help would you like?")
    assert len(set(said)) == 3
    await ada.taps("Ask a person")
    await ada.hears("We are telling the organisers")
    await olga.hears("would like a person", "Ada")
    await ada.taps("Ask a person")
    await olga.hears_nothing_of("would like a person" if olga.news == [] else "never")
    await olga.says("/admin")
    await olga.taps_each("Talk to Ada", "I got in touch")
    await olga.hears("Nothing needs you just now")
    await ada.says("shopping")
    await ada.hears("Which day suits you?")


async def test_words_that_mean_nothing_show_the_way_home(street: Street) -> None:
    """Words that mean nothing bring the home keyboard back, and a person can be asked for."""
    olga, ada = await street.neighbour("Olga", organiser=True), await street.neighbour("Ada")
    await ada.says("the moon is made of cheese")
    await ada.hears("We did not understand that", "“person”")
    assert ada.person.keyboard is not None
    await ada.says("can I talk to a person please")
    await ada.hears("We are telling the organisers")
    await olga.hears("would like a person", "Ada")


async def test_a_length_in_words_counts_only_when_it_can_mean_one_thing(street: Street) -> None:
    """Before a visit has begun, "one hour" is no answer to anything, and nothing is noted."""
    ada, ben = await street.neighbour("Ada"), await street.neighbour("Ben", "shopping")
    await agree(ada, ben)
    await ben.says("one hour")
    await ben.hears("We did not understand that")
    assert [row.helper_minutes for row in await street.exchanges()] == [None]


async def test_tomorrow_in_spanish_is_no_morning(street: Street) -> None:
    """To the question which day, "mañana" is a day and the time is asked for; both at once is both."""
    rosa = await street.neighbour("Rosa", language="es")
    await rosa.says_each("/ask", "compras", "mañana")
    await rosa.hears("¿A qué hora te va bien?")
    await rosa.says("mañana")
    await rosa.hears("¿Cuánto durará")
    await rosa.says_each("/stop", "/ask", "compras", "pasado mañana")
    await rosa.hears("¿A qué hora te va bien?")
    await rosa.says_each("/stop", "/ask", "compras", "mañana por la mañana")
    await rosa.hears("¿Cuánto durará")
