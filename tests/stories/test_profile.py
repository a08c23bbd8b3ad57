"""The profile: what somebody tells us about being asked, seen, changed, and kept."""

from __future__ import annotations

import pytest

from models import hurdle
from models.availability import ALWAYS, WEEKDAYS, Part, slots
from models.conversation import Conversation
from models.member import Gender
from models.request import Request
from tests.stories.favours import asks_for_shopping
from tests.stories.neighbours import HOME, Street
from tests.stories.profiles import opens, row_of

NEXT_DOOR = (51.5500, -0.0553)


async def test_the_profile_says_what_is_known(street: Street) -> None:
    """By command, by words and by the button in the help, Ben reads all that we know, each in plain words."""
    ben = await street.neighbour("Ben", "shopping")
    for word in ("/profile", "my profile", "i have moved"):
        await ben.says(word)
        shown = await ben.hears("This is what we know about you, Ben")
        for line in (
            "You speak: English.",
            "Where you live, roughly: Mill Lane.",
            "How far you go: 3 km at most.",
            "Woman or man: not said.",
            "Usually free: at any time.",
            "Days that differ: none.",
            "We ask you in a week: no limit.",
            "You help in a week: no limit.",
            "You visit: anybody.",
            "Who comes to you: anybody.",
            "At your home: nothing noted.",
            "You cannot manage: nothing noted.",
        ):
            assert line in shown.text
        assert shown.text.endswith("What would you like to change?")
    await ben.says("help")
    await ben.taps("My profile")
    await ben.hears("This is what we know about you, Ben")


async def test_topics_open_in_place_and_lead_back(street: Street) -> None:
    """A topic shows its own lines with the ways to change them, in the same message, and Back shows all."""
    ben = await street.neighbour("Ben")
    await ben.says("/profile")
    shown = ben.message_with("Change: about me")
    for topic, first, ways in (
        ("Change: about me", "Languages I speak", 5),
        ("Change: my time", "When I am usually free", 4),
        ("Change: my visits", "Whom I visit", 5),
    ):
        await ben.taps_on(shown, topic)
        assert ben.buttons()[0] == first
        assert len(ben.buttons()) == ways + 1
        await ben.taps_on(shown, "Back to my profile")
    await ben.says("change my visits")
    await ben.hears("nobody is shown it")


async def test_languages_begin_with_what_is_known(street: Street) -> None:
    """Ben adds Spanish; the list shows it ticked next time, and a tap takes it away again."""
    ben = await street.neighbour("Ben")
    await opens(ben, "Change: about me", "Languages I speak")
    await ben.taps_each("Español", "Done")
    await ben.hears("this is noted")
    assert (await row_of(ben)).languages == "en,es"
    await ben.taps("My profile")
    await ben.hears("You speak: English and Español.")
    await opens(ben, "Change: about me", "Languages I speak")
    await ben.taps_each("Español ✓", "No other language")
    assert (await row_of(ben)).languages == "en"


async def test_moving_house(street: Street) -> None:
    """Ben shares where he lives now; only the rough place is kept, and the home keyboard comes back."""
    ben = await street.neighbour("Ben")
    before = (await row_of(ben)).point
    await opens(ben, "Change: about me", "Where I live")
    await ben.hears("Where do you live?")
    await ben.shares_location(NEXT_DOOR)
    await ben.hears("we have noted where you live")
    await ben.hears("we look for neighbours near that place")
    after = await row_of(ben)
    assert after.point not in (None, before)
    assert after.latitude != NEXT_DOOR[0]
    await ben.taps("My profile")
    await ben.hears("the place you shared")


async def test_moving_house_too_often(street: Street) -> None:
    """The fourth move on one day is kindly put off, nothing changes, and the talk is over."""
    ben = await street.neighbour("Ben")
    for step in range(4):
        await opens(ben, "Change: about me", "Where I live")
        await ben.shares_location((HOME[0] + 0.02 * (step + 1), HOME[1]))
    await ben.hears("3 times a day", "tomorrow")
    await ben.hears("Nothing has changed.")
    assert await street.rows(Conversation) == []
    latitude = (await row_of(ben)).latitude
    assert latitude is not None and abs(latitude - (HOME[0] + 0.06)) < 0.01


async def test_how_far_and_when(street: Street) -> None:
    """The questions are those of the joining, begin with what is known, and are kept at once."""
    ben = await street.neighbour("Ben", free_slots=slots(WEEKDAYS, Part.MORNING))
    await opens(ben, "Change: about me", "How far I go")
    await ben.taps("I help from home")
    await ben.hears("only as far as that")
    await opens(ben, "Change: my time", "When I am usually free")
    await ben.taps_each("Weekday evenings", "Done")
    await ben.hears("only for these times")
    row = await row_of(ben)
    assert row.travel_limit_m == 0
    assert row.free_slots == slots(WEEKDAYS, Part.MORNING) | slots(WEEKDAYS, Part.EVENING)
    await ben.taps("My profile")
    await ben.hears("Usually free: weekday mornings and weekday evenings.", "you help from home")
    await opens(ben, "Change: my time", "When I am usually free")
    await ben.taps_each("Weekday mornings ✓", "Weekday evenings ✓")
    assert "Done" not in ben.buttons()
    await ben.says("any time")
    assert (await row_of(ben)).free_slots == ALWAYS


async def test_a_list_of_ticks_begun_again_shows_what_is_known(street: Street) -> None:
    """After a week of silence, starting the list again loses nothing that was known before."""
    ben = await street.neighbour("Ben", free_slots=slots(WEEKDAYS, Part.MORNING))
    await opens(ben, "Change: my time", "When I am usually free")
    await street.later(days=8)
    await ben.says("evenings perhaps")
    await ben.hears("You started to change your profile")
    await ben.taps("Start again")
    assert "Weekday mornings ✓" in ben.buttons()
    await ben.taps("Done")
    assert (await row_of(ben)).free_slots == slots(WEEKDAYS, Part.MORNING)


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("2", 2), ("4", 4), ("four", 4), ("4 times a week", 4), ("twice a week", 2), ("once", 1),
        ("3 times", 3), ("21", 21), ("No limit", None),
    ],
)  # fmt: skip
async def test_how_often_to_be_asked(street: Street, said: str, kept: int | None) -> None:
    """A number can be tapped or typed in the usual ways, and stands in the profile."""
    ben = await street.neighbour("Ben")
    await opens(ben, "Change: my time", "How often you ask me")
    await ben.hears("How often may we ask you in a week?")
    await ben.says(said)
    await ben.hears("From now on we")
    assert (await row_of(ben)).asks_per_week == kept
    await ben.taps("My profile")
    await ben.hears(
        "We ask you in a week: no limit."
        if kept is None
        else f"We ask you in a week: {kept} {'time' if kept == 1 else 'times'} at most."
    )


async def test_how_often_answered_with_nonsense(street: Street) -> None:
    """What is no number, too little or too much is answered kindly, and nothing is kept."""
    ben = await street.neighbour("Ben")
    await opens(ben, "Change: my time", "How often you ask me")
    await ben.says("0")
    await ben.hears("from 1 to 21", "take a break instead")
    for nonsense in ("-3", "1000", "2.5", "as often as needed", "٣٣٣", "99999999999999999999"):
        await ben.says(nonsense)
        await ben.hears("How often may we ask you in a week?")
    assert (await row_of(ben)).asks_per_week is None
    await ben.says("stop")
    await ben.hears("We stopped here")
    assert await street.rows(Conversation) == []


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("2 hours", 120), ("2", 120), ("10", 600), ("10 hours", 600), ("30 hours", 1_800), ("90 minutes", 90),
        ("half an hour", 30), ("4 hours a week", 240), ("no limit", None),
    ],
)  # fmt: skip
async def test_how_many_hours_to_help(street: Street, said: str, kept: int | None) -> None:
    """A length can be tapped or typed; a bare number is of hours."""
    ben = await street.neighbour("Ben")
    await opens(ben, "Change: my time", "Hours in a week")
    await ben.says(said)
    await ben.hears("from now on")
    assert (await row_of(ben)).minutes_per_week == kept


async def test_how_many_hours_answered_with_nonsense(street: Street) -> None:
    """Too few, too many and no length at all are answered kindly, and nothing is kept."""
    ben = await street.neighbour("Ben")
    await opens(ben, "Change: my time", "Hours in a week")
    await ben.says("50 hours")
    await ben.hears("between 30 minutes and 40 hours")
    for nonsense in ("10 minutes", "0", "-2", "a loaf", "9999999"):
        await ben.says(nonsense)
        await ben.hears("How much would you help in a week at most?")
    assert (await row_of(ben)).minutes_per_week is None


async def test_a_woman_or_a_man_is_only_asked_with_care(street: Street) -> None:
    """Cara says that she is a woman, takes it back, and reads that nobody is shown it."""
    cara = await street.neighbour("Cara")
    answers = {"woman": Gender.WOMAN, "I'd rather not say": None, "A man": Gender.MAN, "skip": None}
    for said, kept in answers.items():
        await opens(cara, "Change: about me", "Woman or man")
        await cara.hears("You need not say", "nobody is shown it")
        await cara.says(said)
        await cara.hears("noted")
        assert (await row_of(cara)).gender is kept
    await opens(cara, "Change: about me", "Woman or man")
    await cara.says("a teapot")
    await cara.hears("Please tap one of the buttons below")


async def test_whom_one_visits_and_who_comes(street: Street) -> None:
    """Cara visits anybody and lets only women come; each is its own wish, and can be taken back."""
    cara = await street.neighbour("Cara")
    await opens(cara, "Change: my visits", "Who comes to me")
    await cara.taps("Women")
    await cara.hears("only women to come to you", "fewer people")
    await opens(cara, "Change: my visits", "Whom I visit")
    await cara.says("men")
    await cara.hears("visit only men")
    row = await row_of(cara)
    assert (row.comes, row.visits) == (Gender.WOMAN, Gender.MAN)
    await cara.taps("My profile")
    await cara.hears("You visit: men.", "Who comes to you: women.")
    await opens(cara, "Change: my visits", "Whom I visit")
    await cara.says("I don't mind")
    await cara.hears("visit anybody")
    assert (await row_of(cara)).visits is None


async def test_who_comes_counts_for_what_is_asked_for_already(street: Street) -> None:
    """A wish about who comes, and what there is at home, also hold for the request that is still open."""
    ada = await street.neighbour("Ada")
    await asks_for_shopping(ada)
    await opens(ada, "Change: my visits", "Who comes to me")
    await ada.taps("Women")
    await opens(ada, "Change: my visits", "What my home is like")
    await ada.taps_each("Stairs", "Done")
    [wanted] = await street.rows(Request)
    assert (wanted.comes, wanted.hurdles) == (Gender.WOMAN, hurdle.bits(["stairs"]))


async def test_what_is_at_home_and_what_is_too_much(street: Street) -> None:
    """Several things can be ticked or typed at once, and none of them is a good answer too."""
    ada = await street.neighbour("Ada")
    await opens(ada, "Change: my visits", "What my home is like")
    await ada.says("stairs and a dog")
    await ada.taps("A cat")
    await ada.taps("A dog ✓")
    await ada.taps("Done")
    await ada.hears("only people who can manage this")
    assert (await row_of(ada)).hurdles == hurdle.bits(["stairs", "cat"])
    await opens(ada, "Change: my visits", "What I cannot manage")
    await ada.says("a dragon")
    await ada.hears("Please tap one of the buttons below")
    await ada.taps_each("Heavy lifting", "Done")
    assert (await row_of(ada)).cannot == hurdle.bits(["lifting"])
    await ada.taps("My profile")
    await ada.hears("At your home: stairs and a cat.", "You cannot manage: heavy lifting.")
    await opens(ada, "Change: my visits", "What my home is like")
    await ada.taps_each("Stairs ✓", "A cat ✓", "None of this")
    assert (await row_of(ada)).hurdles == 0


async def test_double_taps_and_old_buttons(street: Street) -> None:
    """A last answer tapped twice is one answer; the buttons of a talk that is over, and of a profile from
    weeks ago, say how it stands now.
    """
    ben = await street.neighbour("Ben")
    await ben.says("/profile")
    old_profile = ben.message_with("Change: about me")
    await ben.taps_each("Change: about me", "How far I go")
    question = ben.message_with("5 km at most")
    data = ben.data_of("5 km at most")
    ben.person.presses(question, "5 km at most")
    ben.person.presses(question, "5 km at most")
    await street.settle()
    assert sum("only as far as that" in message.text for message in ben.person.heard) == 1
    assert (await row_of(ben)).travel_limit_m == 5_000
    await opens(ben, "Change: about me", "How far I go")
    await ben.taps("I help from home")
    await ben.taps_data(data, question.id)
    assert (await row_of(ben)).travel_limit_m == 0
    await street.later(days=30)
    await ben.taps_on(old_profile, "Back to my profile")
    await ben.hears("you help from home")


async def test_forged_changes_are_unknown_and_need_a_member(street: Street) -> None:
    """A button of somebody's own making changes nothing, and a stranger has no profile."""
    ben = await street.neighbour("Ben")
    for data in ("change:everything", "change", "profile:secrets", "change:reach:1"):
        await ben.taps_data(data)
    await ben.hears("How far would you go")
    await ben.taps_data(ben.data_of("5 km at most").replace("5km", "5000km"))
    assert (await row_of(ben)).travel_limit_m == 3_000
    nora = street.newcomer("Nora")
    await nora.says("/profile")
    await nora.hears("Which language do you prefer?")
    for data in ("profile", "profile:me", "change:reach"):
        await nora.taps_data(data)
        await nora.hears("Only members can do this")


async def test_the_profile_in_spanish(street: Street) -> None:
    """All of it reads and can be typed in Spanish."""
    carmen = await street.neighbour("Carmen", language="es")
    await carmen.says("mi perfil")
    await carmen.hears("Esto es lo que sabemos de ti, Carmen", "Hablas: Español.", "cualquier persona")
    await carmen.taps_each("Cambiar: mi tiempo", "Cuántas veces preguntarme")
    await carmen.says("dos veces por semana")
    assert (await row_of(carmen)).asks_per_week == 2
    await opens(carmen, "Cambiar: mi tiempo", "Horas por semana")
    await carmen.says("4 horas a la semana")
    assert (await row_of(carmen)).minutes_per_week == 240
    await opens(carmen, "Cambiar: mi tiempo", "Días distintos")
    await carmen.taps("Estoy fuera")
    await carmen.says_each("miércoles", "viernes")
    await carmen.hears("Fuera del miércoles 25 de noviembre al viernes 27 de noviembre.")
    await opens(carmen, "Cambiar: las visitas", "Cómo es mi casa")
    await carmen.says("escaleras y un perro")
    await carmen.taps("Listo")
    assert (await row_of(carmen)).hurdles == hurdle.bits(["stairs", "dog"])
    await opens(carmen, "Cambiar: sobre mí", "Mujer u hombre")
    await carmen.says("soy mujer")
    assert (await row_of(carmen)).gender is Gender.WOMAN
    await carmen.says("estoy de vacaciones")
    await carmen.says("hasta el sábado")
    await carmen.hears("Volvemos a preguntarte desde el sábado 28 de noviembre")
