"""Whoever knows somebody may have them asked first; whoever knows nobody is not asked about it."""

from __future__ import annotations

from models.named_helper import NamedHelper
from tests.stories.favours import agree, asks_for_shopping, goes_to_the_check, say_how_long
from tests.stories.neighbours import Neighbour, Street

QUESTION = "Should we ask somebody you know first?"


async def known_helper(street: Street) -> tuple[Neighbour, Neighbour]:
    """Ben has helped Ada once."""
    ada, ben = await street.neighbour("Ada"), await street.neighbour("Ben", "shopping")
    await agree(ada, ben)
    await say_how_long(street, (ben, "1 hour"), (ada, "1 hour"))
    return ada, ben


async def test_somebody_known_is_asked_first(street: Street) -> None:
    """Ada names Ben: he alone is asked, and reads that she asked for him by name."""
    ada, ben = await known_helper(street)
    cara = await street.neighbour("Cara", "shopping")
    await goes_to_the_check(ada, day="Saturday 28 November", first="Ben")
    await ada.hears("We ask Ben first")
    await ada.taps("Yes, send it")
    await ben.hears("We ask you because Ada asked for you by name and you two have met")
    await cara.hears_nothing_of("Ada would like")
    assert set(await street.states()) == {"Ben"}


async def test_when_the_one_who_was_named_cannot_others_are_asked(street: Street) -> None:
    """Ben says no, and the search goes on without him."""
    ada, ben = await known_helper(street)
    cara = await street.neighbour("Cara", "shopping")
    await asks_for_shopping(ada, day="Saturday 28 November", first="Ben")
    await ben.taps("No, sorry")
    await cara.hears("Ada would like help with the shopping")
    await cara.taps("Yes, Saturday 2pm")
    await ada.hears("Cara helps you")


async def test_whoever_fits_best_is_the_first_answer(street: Street) -> None:
    """The default stands on top, names nobody, and the talk goes on as ever; it may be typed, too."""
    ada, _ = await known_helper(street)
    await street.neighbour("Cara", "shopping")
    await goes_to_the_check(ada, day="Saturday 28 November")
    assert [message for message in ada.person.heard if "Whoever fits best ✓" in message.text]
    await ada.hears_nothing_of("We ask Ben first")
    await ada.taps_each("Back", "Back")
    await ada.hears(QUESTION)
    assert ada.buttons()[:2] == ["Whoever fits best", "Ben"]
    await ada.says("Ben")
    await ada.taps("First to say yes")
    await ada.hears("We ask Ben first")
    await ada.taps_each("Back", "Back")
    await ada.says("Whoever fits best")
    await ada.taps_each("First to say yes", "Yes, send it")
    assert await street.rows(NamedHelper) == []


async def test_the_question_appears_only_where_it_makes_sense(street: Street) -> None:
    """Who knows nobody, or nobody who gives that kind of help, or nobody who is here, is not asked."""
    ada, ben = await street.neighbour("Ada"), await street.neighbour("Ben", "shopping")
    await agree(ada, ben)
    assert not [message for message in ada.person.heard if QUESTION in message.text]
    await say_how_long(street, (ben, "1 hour"), (ada, "1 hour"))
    await ada.says("/ask")
    await ada.taps_each("Dog walking", "Saturday 28 November", "At any time", "1 hour", "At my home",
                        "I will tell them later", "Nothing more")  # fmt: skip
    await ada.hears("How shall we choose?")
    await ada.says("/cancel")
    await ben.says("/leave")
    await ben.taps_each("Leave", "Yes, leave now")
    await goes_to_the_check(ada, day="Saturday 28 November")
    assert not [message for message in ada.person.heard if QUESTION in message.text]


async def test_a_forged_name_is_not_taken(street: Street) -> None:
    """A button with the number of somebody whom Ada does not know is no answer."""
    ada, _ = await known_helper(street)
    await street.neighbour("Cara", "shopping")
    await ada.says("/ask")
    await ada.taps_each("Shopping", "Saturday 28 November", "At any time", "1 hour", "At my home",
                        "I will tell them later", "Nothing more")  # fmt: skip
    await ada.hears(QUESTION)
    data = ada.data_of("Ben")
    await ada.taps_data(data.rpartition(":")[0] + ":3")
    await ada.hears("Please tap one of the buttons below")
    await ada.hears(QUESTION)


async def test_it_is_asked_in_spanish_too(street: Street) -> None:
    """Rosa reads the question and its answers in Spanish, and Ben, named by her, reads why in his."""
    rosa = await street.neighbour("Rosa", language="es")
    ben = await street.neighbour("Ben", "shopping", language="es")
    await rosa.says("/ask")
    asking = ["Compras", "Mañana, martes", "A cualquier hora", "1 hora", "En mi casa", "Lo diré más tarde",
              "Nada más"]  # fmt: skip
    await rosa.taps_each(*asking, "Quien primero diga sí", "Sí, envíalo")
    await ben.taps("Puedo hacerlo")
    await ben.taps("A las 14:00")
    await street.later(days=1, hours=8)
    for who in (rosa, ben):
        await who.taps("1 hora")
    await rosa.hears("¿Te gustaría volver a coincidir con Ben?")
    await rosa.taps("Sí, otra vez con Ben")
    await rosa.hears("te gustaría volver a coincidir con Ben")
    await rosa.says("/ask")
    asking[1] = "Sábado 28 de noviembre"
    await rosa.taps_each(*asking)
    await rosa.hears("¿Preguntamos primero a alguien que conoces?")
    await rosa.taps("Ben")
    await rosa.taps("Quien primero diga sí")
    await rosa.hears("Primero preguntamos a Ben")
    await rosa.taps("Sí, envíalo")
    await ben.hears("Te preguntamos porque Rosa pidió que fueras tú")
