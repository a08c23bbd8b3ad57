"""What people stumbled over who had only the README, told once more as it should be."""

from __future__ import annotations

from models.invitation import Invitation
from models.invitation import State as InvitationState
from tests.stories.favours import LET_ME_CHOOSE, asks_for_shopping
from tests.stories.neighbours import Street


async def test_an_organiser_writes_back_and_is_answered(street: Street) -> None:
    """Who asks for a person is written to through us, the task is done by that, and the answer comes back."""
    olga, ada = await street.neighbour("Olga", organiser=True), await street.neighbour("Ada")
    await ada.says("I would like a person")
    await olga.hears("would like a person", "Ada")
    await olga.taps("Write to Ada")
    await olga.says("Hello Ada, how can I help?")
    await ada.hears("Olga", "how can I help?")
    await olga.says("/admin")
    await olga.hears("Nothing needs you")
    await ada.taps("Write to Olga")
    await ada.says("My bell is broken")
    await olga.hears("Ada", "My bell is broken")


async def test_somebody_is_only_asked_in_a_language_they_speak(street: Street) -> None:
    """The language of somebody's app is no language they said they speak."""
    rosa = street.newcomer("Rosa", language="en")
    await rosa.says("/start")
    await rosa.taps_each(
        "Español", "Ningún otro idioma", "Llámame Rosa", "Sí, tengo 18 o más", "Sí, está bien"
    )
    await rosa.shares_location()
    await rosa.taps_each("Compras", "Listo", "3 km como mucho", "En cualquier momento")
    ada = await street.neighbour("Ada")
    await asks_for_shopping(ada)
    await ada.hears("Nobody can help with this so far", "speaks another language")
    assert [message.text for message in rosa.news if "Ada" in message.text] == []


async def test_a_day_and_a_time_come_in_one_answer(street: Street) -> None:
    """ "Tomorrow at 3pm" answers two questions, and Back asks for the day again."""
    ada = await street.neighbour("Ada")
    await ada.says("/ask")
    await ada.taps("Shopping")
    await ada.says("tomorow at 3pm")
    await ada.hears("how long will it take")
    await ada.taps("Back")
    await ada.hears("Which day suits you?")
    await ada.taps("Tomorrow, Tuesday")
    await ada.hears("What time of day suits you?")


async def test_a_yes_that_waits_is_answered_from_anywhere(street: Street) -> None:
    """The asker who chooses sees a yes in the request and in their things, and may just type yes."""
    ada, ben = await street.neighbour("Ada"), await street.neighbour("Ben", "shopping")
    await asks_for_shopping(ada, choosing=LET_ME_CHOOSE)
    await ben.taps("Yes, Tuesday 2pm")
    await ada.hears("Ben says yes")
    await ada.says("/things")
    await ada.hears("Ben says yes and waits for your answer")
    await ada.taps("Request: Shopping")
    await ada.hears("Ben says yes: Tuesday 24 November, 2pm")
    await ada.says("yes")
    await ada.hears("It is agreed: Ben helps you")
    assert [row.state.value for row in await street.exchanges()] == ["agreed"]


async def test_figures_that_meet_in_the_middle_say_so(street: Street) -> None:
    """Both read what each of them said, and that the middle was taken."""
    ada, ben = await street.neighbour("Ada"), await street.neighbour("Ben", "shopping")
    await asks_for_shopping(ada, length="30 minutes")
    await ben.taps("Yes, Tuesday 2pm")
    await street.later(hours=30)
    await ben.taps("45 minutes")
    await ada.taps("30 minutes")
    await ada.hears("Ben helped you: 38 minutes", "You said 30 minutes, Ben said 45 minutes")
    await ben.hears("You helped Ada: 38 minutes", "You said 45 minutes, Ada said 30 minutes")


async def test_the_way_to_the_door_need_not_be_written_twice(street: Street) -> None:
    """Who asks again from home may say that the door is where it was the last time."""
    ada, ben = await street.neighbour("Ada"), await street.neighbour("Ben", "shopping")
    for door in ("Mill Lane 4", None):
        await ada.says("/ask")
        await ada.taps("Shopping")
        await ada.says("tomorrow at 2pm")
        await ada.taps_each("30 minutes", "At my home")
        await (ada.says(door) if door else ada.taps("Same as last time"))
        await ada.taps_each("Nothing more", "First to say yes")
        await ada.hears("How to find you: “Mill Lane 4”")
        await ada.taps("Yes, send it")
    await ben.hears("Could you help?")
    assert [row.directions for row in await street.requests()] == ["Mill Lane 4"] * 2


async def test_an_old_organiser_button_tells_the_truth(street: Street) -> None:
    """Turning somebody away who was let in meanwhile changes nothing, and says that it was dealt with."""
    olga = await street.neighbour("Olga", organiser=True)
    await olga.says("/admin")
    await olga.taps_each("People", "How newcomers join", "Ask us about newcomers")
    rosa = street.newcomer("Rosa")
    await rosa.says("/start")
    await rosa.taps_each("English", "No other language", "Call me Rosa", "Yes, I am 18 or over")
    await rosa.taps("Yes, that is fine")
    await rosa.shares_location()
    await rosa.taps_each("Shopping", "Done", "3 km at most", "At any time")
    card = await olga.hears("Rosa")
    decline = next(b.data for row in card.buttons for b in row if (b.data or "").startswith("decline"))
    await olga.taps("Let Rosa in")
    await olga.taps_data(decline or "", card.id)
    assert olga.person.toasts[-1].text == "This was dealt with before."
    assert (await rosa.balance()).balance_minutes == 120


async def test_who_said_no_may_think_better_of_it(street: Street) -> None:
    """After a no, coming forward from the list of who needs help is a yes like any other."""
    ada, ben = await street.neighbour("Ada"), await street.neighbour("Ben", "shopping")
    await asks_for_shopping(ada, length="30 minutes")
    await ben.taps("No, sorry")
    await ben.says("/browse")
    await ben.taps("1. Shopping")
    await ben.taps("I can do this")
    await ada.hears("It is agreed: Ben helps you")
    assert [row.state for row in await street.rows(Invitation)] == [InvitationState.CHOSEN]


async def test_who_was_turned_away_may_ask_again(street: Street) -> None:
    """Somebody who was turned away and applies again comes before the organiser once more."""
    olga = await street.neighbour("Olga", organiser=True)
    await olga.says("/admin")
    await olga.taps_each("People", "How newcomers join", "Ask us about newcomers")
    rosa = street.newcomer("Rosa")
    for answers in (("Say no to Rosa", "Yes, say no to Rosa"), ("Let Rosa in",)):
        await rosa.says("/start")
        await rosa.taps_each("English", "No other language", "Call me Rosa", "Yes, I am 18 or over")
        await rosa.taps("Yes, that is fine")
        await rosa.shares_location()
        await rosa.taps_each("Shopping", "Done", "3 km at most", "At any time")
        await olga.hears("Rosa")
        await olga.taps_each(*answers)
    await rosa.hears("Welcome, Rosa!")


async def test_a_typed_answer_is_answered_below_it(street: Street) -> None:
    """Who types the words of a button reads the answer below them, and not only in the message further up."""
    ada, ben = await street.neighbour("Ada"), await street.neighbour("Ben", "shopping")
    await asks_for_shopping(ada)
    await ben.taps("Yes, Tuesday 2pm")
    await street.later(hours=32)
    await ben.hears("How long did it take?")
    before = {message.id for message in ben.person.heard}
    await ben.says("1 hour")
    below = [message.text for message in ben.person.heard if message.id not in before]
    assert below == ["You told us: 1 hour. Now we ask the other person, too."]


async def test_everyday_words_for_ones_own_membership(street: Street) -> None:
    """Giving, a break, one's own data and leaving are understood in the words that people have for them."""
    ada = await street.neighbour("Ada")
    await ada.says("I want to give an hour")
    await ada.taps("The community chest")
    await ada.says("half an hour please")
    await ada.hears("You give: 30 minutes")
    await ada.says("stop")
    await ada.says("I am going on holiday")
    await ada.hears("Until when would you like a break?")
    await ada.says("until I come back")
    await ada.hears("You have a break now", "write “I am back”")
    await ada.says("I am back")
    await ada.hears("Welcome back!")
    await ada.says("what do you know about me?")
    await ada.hears("everything we keep about you")
    await ada.says("delete everything")
    await ada.hears("If you leave")


async def test_everyday_words_in_spanish(street: Street) -> None:
    """The same in Spanish, with the accents or without them."""
    rosa = await street.neighbour("Rosa", language="es")
    await rosa.says("quiero regalar una hora")
    await rosa.taps("El fondo común")
    await rosa.says("media hora por favor")
    await rosa.hears("Regalas: 30 minutos")
    await rosa.says("parar")
    await rosa.says("me voy de vacaciones")
    await rosa.hears("¿Hasta cuándo quieres descansar?")
    await rosa.says("hasta que vuelva")
    await rosa.hears("Ahora tienes un descanso", "escribes «he vuelto»")
    await rosa.says("ya volvi")
    await rosa.hears("¡Hola de nuevo!")
    await rosa.says("que sabeis de mi")
    await rosa.hears("todo lo que guardamos de ti")
    await rosa.says("borrame")
    await rosa.hears("¿Qué quieres hacer?")
