"""What typed answers are understood to mean, and that what is not clear is never guessed."""

from __future__ import annotations

from datetime import date, time, timedelta
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.free_text import fold
from bot.language import languages
from bot.lexicon import lexicon, phrases
from bot.understanding import (
    INTENTS,
    choose,
    day,
    intent,
    length_minutes,
    part_of_day,
    time_of_day,
    yes_or_no,
)

SUNDAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("1h30", 90), ("90", 90), ("90 min", 90), ("90min", 90), ("1:30", 90), ("an hour and a half", 90),
        ("½", 30), ("1½ hours", 90), ("1 1/2 hours", 90), ("2 hours", 120), ("2h", 120), ("2", 120),
        ("8", 480), ("10", 10), ("45", 45), ("an hour", 60), ("hour", 60), ("half an hour", 30),
        ("half hour", 30), ("two and a half hours", 150), ("two hours and a half", 150),
        ("2 hours and 15 minutes", 135), ("1 hour 30", 90), ("1 h 30 m", 90), ("1h30m", 90),
        ("three quarters of an hour", 45), ("a quarter of an hour", 15), ("an hour and a quarter", 75),
        ("an hour and three quarters", 105), ("1.5", 90), ("1,5 hours", 90), ("1.25 hours", 75),
        ("0.5", 30), ("it took about 2 hours", 120), ("a couple of hours", 120), ("ninety minutes", 90),
        ("a minute", 1), ("24 hours", 1440), ("1440", 1440), ("٢ hours", 120), ("٩٠", 90),
        ("１h３０", 90), ("a 30-minute", 30), ("0:45", 45), ("Two Hours!", 120), ("half", 30),
        ("1 hr 5 mins", 65), ("about 1 hour and 20 min.", 80),
    ],
)  # fmt: skip
def test_lengths_in_english(text: str, minutes: int) -> None:
    """A length written in any of the usual English ways is that many minutes."""
    assert length_minutes(text, "en") == minutes


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("una hora y media", 90), ("hora y media", 90), ("media hora", 30), ("dos horas", 120),
        ("1 h 30", 90), ("dos horas y media", 150), ("un cuarto de hora", 15),
        ("tres cuartos de hora", 45), ("hora y cuarto", 75), ("una hora y cuarto", 75),
        ("90 minutos", 90), ("1,5 horas", 90), ("unas 2 horas", 120), ("2", 120),
        ("1 hora y 20 minutos", 80), ("una hora", 60), ("veinticinco minutos", 25),
        ("un par de horas", 120), ("más o menos una hora", 60), ("treinta y cinco minutos", 35),
        ("hora y tres cuartos", 105),
    ],
)  # fmt: skip
def test_lengths_in_spanish(text: str, minutes: int) -> None:
    """A length written in any of the usual Spanish ways is that many minutes."""
    assert length_minutes(text, "es") == minutes


@pytest.mark.parametrize(
    "text",
    [
        "", "9", "0", "-1", "−2 hours", "0 minutes", "25 h", "25 hours", "24:01", "1441",
        str(10**18), "10^18", "1.30", "1.33 hours", "1:60", "1:75", "1-2 hours", "two hours or three",
        "less than an hour", "banana", "h2", "2 hours 90 minutes", "1.5 hours 30 minutes", "1/0", "3/2",
        "🙂", "\x00", "2 2", "1:30:00", "99999 minutes", "9.5", "1,000", "2 " + "x" * 400, "<b>2</b>",
        "not 2 hours", "²", "90.5 min",
    ],
)  # fmt: skip
def test_lengths_that_are_refused(text: str) -> None:
    """Zero, negative, overlong, fractional or doubtful lengths are None, never a guess."""
    assert length_minutes(text, "en") is None
    assert length_minutes(text, "es") is None


@pytest.mark.parametrize("minus", "-−–—‐‑‒﹣－")
def test_a_minus_is_never_swallowed(minus: str) -> None:
    """A number below zero is no length, no number and no button without a minus, in any writing of it."""
    for text in (f"{minus}2", f"{minus} 2", f" {minus}2 hours", f"\u200e{minus}2 hours", f"{minus}½"):
        assert length_minutes(text, "en") is None
        assert lexicon("en").number(text) is None
        assert choose(text, ["1 hour", "2 hours", "½ hour"], "en") is None
        assert choose(text, ["Yes", "No"], "en") is None
    assert choose(f"{minus}2 hours", ["2 hours", f"{minus}2 hours"], "en") == 1
    assert choose(f"{minus} Gardening", ["Shopping", "Gardening"], "en") == 1
    assert choose(f"Friday {minus} 2pm", ["Friday 2pm", "Friday 3pm"], "en") == 0


@given(st.text(), st.sampled_from(["en", "es", "cy", ""]))
def test_no_text_breaks_a_length(text: str, language: str) -> None:
    """Whatever is typed, a length is whole minutes within a day or None."""
    minutes = length_minutes(text, language)
    assert minutes is None or (isinstance(minutes, int) and 1 <= minutes <= 1440)


@given(st.integers(0, 23), st.integers(0, 59))
def test_every_length_in_figures_is_read(hours: int, minutes: int) -> None:
    """Hours and minutes come back as they were written, in both languages and three ways of writing."""
    total = hours * 60 + minutes or None
    assert length_minutes(f"{hours}:{minutes:02}", "en") == total
    assert length_minutes(f"{hours} hours {minutes} minutes", "en") == total
    assert length_minutes(f"{hours} horas y {minutes} minutos", "es") == total


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("today", "2026-11-22"), ("tomorrow", "2026-11-23"), ("Tomorrow!", "2026-11-23"),
        ("the day after tomorrow", "2026-11-24"), ("yesterday", "2026-11-21"), ("tonight", "2026-11-22"),
        ("Tuesday", "2026-11-24"), ("tue", "2026-11-24"), ("tues", "2026-11-24"),
        ("on tuesday", "2026-11-24"), ("next tuesday", "2026-11-24"), ("Tuesday next week", "2026-11-24"),
        ("sunday", "2026-11-29"), ("24 November", "2026-11-24"), ("November 24", "2026-11-24"),
        ("24th of November", "2026-11-24"), ("the 24th", "2026-11-24"), ("24th", "2026-11-24"),
        ("the 21st", "2026-12-21"), ("24 nov", "2026-11-24"), ("24/11", "2026-11-24"),
        ("24.11.2026", "2026-11-24"), ("24/11/26", "2026-11-24"), ("24-11", "2026-11-24"),
        ("2026-11-24", "2026-11-24"), ("11/24", "2026-11-24"), ("24.11", "2026-11-24"),
        ("3/4", "2027-04-03"), ("Tuesday 24 November", "2026-11-24"),
        ("Tuesday the 24th of November 2026", "2026-11-24"), ("Tuesday 24 November, 2pm", "2026-11-24"),
        ("24 November 3pm", "2026-11-24"), ("20 November", "2026-11-20"), ("1 October", "2026-10-01"),
        ("1 September", "2027-09-01"), ("1 sept", "2027-09-01"), ("24/11/2020", "2020-11-24"),
        ("in 3 days", "2026-11-25"), ("in a week", "2026-11-29"), ("2 weeks from now", "2026-12-06"),
        ("٢٤/١١", "2026-11-24"), ("someone to walk my dog tomorrow at 3", "2026-11-23"),
        ("Tuesday morning", "2026-11-24"), ("tomorrow, Monday", "2026-11-23"),
        ("tuesday please", "2026-11-24"), ("tuesday 24", "2026-11-24"), ("tues 24th", "2026-11-24"),
        ("last tuesday", "2026-11-17"), ("at 3 on Tuesday", "2026-11-24"), ("Tuesday 3pm", "2026-11-24"),
    ],
)  # fmt: skip
def test_days_in_english(text: str, meant: str) -> None:
    """A day written in any of the usual English ways, alone or in a sentence, is that day."""
    assert day(text, "en", SUNDAY) == date.fromisoformat(meant)


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("hoy", "2026-11-22"), ("mañana", "2026-11-23"), ("manana", "2026-11-23"),
        ("pasado mañana", "2026-11-24"), ("mañana por la mañana", "2026-11-23"),
        ("mañana por la tarde", "2026-11-23"), ("el martes", "2026-11-24"),
        ("el martes por la mañana", "2026-11-24"), ("24 de noviembre", "2026-11-24"),
        ("el 24", "2026-11-24"), ("el martes 24 de noviembre", "2026-11-24"),
        ("el próximo martes", "2026-11-24"), ("mar", "2026-11-24"), ("24 mar", "2027-03-24"),
        ("sábado", "2026-11-28"), ("el sabado", "2026-11-28"), ("esta tarde", "2026-11-22"),
        ("dentro de 3 días", "2026-11-25"), ("24 de noviembre de 2026", "2026-11-24"),
        ("el día 24", "2026-11-24"), ("martes de la semana que viene", "2026-11-24"),
        ("el martes que viene", "2026-11-24"), ("1º de diciembre", "2026-12-01"),
        ("el 24 a las 3", "2026-11-24"), ("mañana a las 3", "2026-11-23"), ("el martes 24", "2026-11-24"),
        ("en una semana", "2026-11-29"), ("el viernes pasado", "2026-11-20"),
    ],
)  # fmt: skip
def test_days_in_spanish(text: str, meant: str) -> None:
    """A day written in any of the usual Spanish ways is that day, and "mañana" is tomorrow."""
    assert day(text, "es", SUNDAY) == date.fromisoformat(meant)


@pytest.mark.parametrize(
    "text",
    [
        "", "banana", "24", "3", "Monday or Tuesday", "not tomorrow", "any day but Monday", "31 November",
        "30/2", "Monday 24 November", "45/11", "13/13", "1.1.1.1", "24/11/3026", "99999 November",
        "after Friday", "by Friday", "every Tuesday", "a week on Tuesday", "next week", "I sat down",
        "the 32nd", "3pm", "in the morning", "\x00", "24/11/26/27", "tomorrow " * 50, "three of us",
        "Tuesday 25", "3 days ago",
    ],
)  # fmt: skip
def test_days_that_are_not_clear(text: str) -> None:
    """No day, two days, an impossible day, a negated or a bounded one is None."""
    assert day(text, "en", SUNDAY) is None


@pytest.mark.parametrize(
    "text", ["por la mañana", "la mañana", "antes del martes", "cada martes", "no mañana"]
)
def test_days_that_are_not_clear_in_spanish(text: str) -> None:
    """A part of the day is no day, and a bounded or negated day is None."""
    assert day(text, "es", SUNDAY) is None


def test_a_leap_day_is_put_in_a_year_that_has_it() -> None:
    """29 February is this year's or the next one's, or nothing."""
    assert day("29 February", "en", date(2027, 12, 1)) == date(2028, 2, 29)
    assert day("29 February", "en", date(2026, 12, 1)) is None


def test_next_tuesday_is_in_the_week_after_this_one() -> None:
    """On a Monday, "Tuesday" is tomorrow and "next Tuesday" is 8 days away."""
    monday = SUNDAY + timedelta(1)
    assert day("Tuesday", "en", monday) == monday + timedelta(1)
    assert day("this Tuesday", "en", monday) == monday + timedelta(1)
    assert day("next Tuesday", "en", monday) == monday + timedelta(8)


@given(st.text(), st.sampled_from(["en", "es"]), st.dates(date(2020, 1, 1), date(2100, 1, 1)))
def test_no_text_breaks_a_day_or_a_time(text: str, language: str, today: date) -> None:
    """Whatever is typed, the readers of days and times answer with a value or None."""
    assert isinstance(day(text, language, today), date | None)
    assert isinstance(time_of_day(text, language), time | None)
    assert part_of_day(text, language) in {"morning", "afternoon", "evening", "any", None}
    assert yes_or_no(text, language) in {True, False, None}


WORDS = [
    "at",
    "on",
    "the",
    "next",
    "3",
    "24",
    "24th",
    "November",
    "tuesday",
    "mar",
    "half",
    "quarter",
    "past",
    "to",
    "a",
    "las",
    "y",
    "menos",
    "media",
    "mañana",
    "de",
    "la",
    "tarde",
    "pm",
    "15:00",
    "in",
    "days",
    "week",
    "not",
    "or",
    "/",
    "-",
    ".",
    "½",
    "1,5",
]


@given(st.lists(st.sampled_from(WORDS), max_size=8).map(" ".join), st.sampled_from(["en", "es"]))
def test_no_mixture_of_known_words_breaks_a_reader(text: str, language: str) -> None:
    """Words that the readers do know, in any order, are read or refused, never an error."""
    assert isinstance(day(text, language, SUNDAY), date | None)
    assert isinstance(time_of_day(text, language), time | None)
    assert isinstance(length_minutes(text, language), int | None)


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("3pm", "15:00"), ("15:00", "15:00"), ("3", "15:00"), ("half past two", "14:30"),
        ("15h", "15:00"), ("noon", "12:00"), ("midnight", "00:00"), ("12am", "00:00"), ("12pm", "12:00"),
        ("8", "08:00"), ("12", "12:00"), ("7", "19:00"), ("9am", "09:00"), ("9 a.m.", "09:00"),
        ("9 p. m.", "21:00"), ("2:30", "14:30"), ("02:30", "02:30"), ("2.30", "14:30"),
        ("2:30pm", "14:30"), ("3.30 pm", "15:30"), ("quarter to three", "14:45"), ("half two", "14:30"),
        ("a quarter past ten", "10:15"), ("ten past two", "14:10"), ("ten minutes to 3", "14:50"),
        ("two thirty", "14:30"), ("ten to five", "16:50"), ("3 o'clock", "15:00"), ("at 3", "15:00"),
        ("three in the afternoon", "15:00"), ("7 in the morning", "07:00"),
        ("in the morning at 7", "07:00"), ("8 in the evening", "20:00"), ("tomorrow at 3", "15:00"),
        ("tomorrow morning at 7", "07:00"), ("Tuesday 24 November, 2pm", "14:00"),
        ("24 November 3pm", "15:00"), ("24/11 at 9", "09:00"), ("15h30", "15:30"), ("00:00", "00:00"),
        ("23:59", "23:59"), ("someone to walk my dog tomorrow at 3", "15:00"),
        ("lift for 3 people at 10:15", "10:15"), ("٣pm", "15:00"), ("15:00 in the afternoon", "15:00"),
        ("around 4", "16:00"), ("11 at night", "23:00"), ("12 noon", "12:00"),
    ],
)  # fmt: skip
def test_times_in_english(text: str, meant: str) -> None:
    """A time written in any of the usual English ways is that time."""
    assert time_of_day(text, "en") == time.fromisoformat(meant)


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("las tres de la tarde", "15:00"), ("15h", "15:00"), ("mediodía", "12:00"),
        ("al mediodía", "12:00"), ("las tres y media", "15:30"), ("las tres y cuarto", "15:15"),
        ("las tres menos cuarto", "14:45"), ("las cuatro menos diez", "15:50"),
        ("las 9 de la noche", "21:00"), ("a las 9 de la mañana", "09:00"), ("la una", "13:00"),
        ("a la una y media", "13:30"), ("mañana a las 3", "15:00"), ("a las 15 horas", "15:00"),
        ("mañana por la mañana a las 9", "09:00"), ("las dos de la madrugada", "02:00"),
        ("medianoche", "00:00"), ("las 12 de la noche", "00:00"), ("las 3 en punto", "15:00"),
        ("las tres y veinte", "15:20"), ("15:00", "15:00"),
        ("el martes 24 de noviembre, a las 14:00", "14:00"), ("las tres y treinta y cinco", "15:35"),
    ],
)  # fmt: skip
def test_times_in_spanish(text: str, meant: str) -> None:
    """A time written in any of the usual Spanish ways is that time."""
    assert time_of_day(text, "es") == time.fromisoformat(meant)


@pytest.mark.parametrize(
    "text",
    [
        "", "banana", "25", "24:00", "15:60", "0", "3 or 4", "3 to 5", "from 3 to 5", "3-5pm", "15 am",
        "after 3pm", "before 3", "not 3pm", "in 3 hours", "3 hours", "for 3 people", "2 at night",
        "12 in the morning", "15:00:30", "tomorrow", "24 November", "morning", "10^18", "3pm 4pm", "-3",
        "\x00", "3 people",
    ],
)  # fmt: skip
def test_times_that_are_not_clear(text: str) -> None:
    """A range, two times, a length or an impossible time is None."""
    assert time_of_day(text, "en") is None


@pytest.mark.parametrize("text", ["de 3 a 5", "las 3 o las 4", "limpiar de 3 a 5", "2 horas a las 3"])
def test_times_that_are_not_clear_in_spanish(text: str) -> None:
    """A range or two figures that could each be the time is None in Spanish too."""
    assert time_of_day(text, "es") is None


@pytest.mark.parametrize(
    ("text", "language", "meant"),
    [
        ("in the morning", "en", "morning"), ("Tuesday afternoon", "en", "afternoon"),
        ("tonight", "en", "evening"), ("any time", "en", "any"), ("I don't mind", "en", "any"),
        ("evening", "en", "evening"), ("morning or afternoon", "en", None),
        ("not in the morning", "en", None), ("3pm", "en", None), ("por la mañana", "es", "morning"),
        ("mañana", "es", "morning"), ("mañana por la tarde", "es", "afternoon"),
        ("por la noche", "es", "evening"), ("me da igual", "es", "any"), ("tarde", "es", "afternoon"),
        ("mañana por la mañana", "es", "morning"), ("a la mañana", "es", "morning"),
        ("pasado mañana", "es", None), ("mañana domingo", "es", None), ("mañana no", "es", None),
    ],
)  # fmt: skip
def test_parts_of_the_day(text: str, language: str, meant: str | None) -> None:
    """A part of the day is understood beside a day, and two parts are not clear."""
    assert part_of_day(text, language) == meant


@pytest.mark.parametrize(
    ("text", "language", "on", "part"),
    [
        ("mañana", "es", "2026-11-23", None), ("Mañana.", "es", "2026-11-23", None),
        ("manana", "es", "2026-11-23", None), ("para mañana", "es", "2026-11-23", None),
        ("pasado mañana", "es", "2026-11-24", None), ("mañana lunes", "es", "2026-11-23", None),
        ("mañana, lunes 23", "es", "2026-11-23", None), ("por la mañana", "es", None, "morning"),
        ("de la mañana", "es", None, "morning"), ("a la mañana", "es", None, "morning"),
        ("mañana por la mañana", "es", "2026-11-23", "morning"),
        ("por la mañana, mañana", "es", "2026-11-23", "morning"),
        ("mañana a la mañana", "es", "2026-11-23", "morning"),
        ("pasado mañana por la mañana", "es", "2026-11-24", "morning"),
        ("pasado mañana por la tarde", "es", "2026-11-24", "afternoon"),
        ("mañana por la tarde", "es", "2026-11-23", "afternoon"),
        ("mañana a la noche", "es", "2026-11-23", "evening"),
        ("el martes por la mañana", "es", "2026-11-24", "morning"),
        ("esta mañana", "es", "2026-11-22", "morning"), ("el martes", "es", "2026-11-24", None),
        ("tomorrow", "en", "2026-11-23", None), ("the day after tomorrow", "en", "2026-11-24", None),
        ("tomorrow Monday", "en", "2026-11-23", None), ("in the morning", "en", None, "morning"),
        ("tomorrow morning", "en", "2026-11-23", "morning"),
        ("tomorrow in the morning", "en", "2026-11-23", "morning"),
        ("the day after tomorrow in the afternoon", "en", "2026-11-24", "afternoon"),
        ("this morning", "en", "2026-11-22", "morning"), ("tonight", "en", "2026-11-22", "evening"),
        ("Tuesday evening", "en", "2026-11-24", "evening"),
    ],
)  # fmt: skip
def test_the_day_and_its_part_in_one_answer(
    text: str, language: str, on: str | None, part: str | None
) -> None:
    """Asked for a day, "mañana" alone is tomorrow and no morning; with its article it is the morning."""
    assert day(text, language, SUNDAY) == (None if on is None else date.fromisoformat(on))
    assert part_of_day(text, language, tells_day=True) == part


@pytest.mark.parametrize(
    ("text", "language", "meant"),
    [
        ("yes", "en", True), ("Yes please", "en", True), ("yes, that's right", "en", True),
        ("👍", "en", True), ("OK", "en", True), ("no problem", "en", True), ("no", "en", False),
        ("No, thank you.", "en", False), ("👎", "en", False), ("nope sorry", "en", False),
        ("not sure", "en", None), ("no idea", "en", None), ("yes and no", "en", None),
        ("yes but not Tuesday", "en", None), ("not ok", "en", None), ("perhaps", "en", None),
        ("yes 👎", "en", None), ("banana", "en", None), ("", "en", None), ("please", "en", None),
        ("sí", "es", True), ("Sí, por favor", "es", True), ("vale", "es", True),
        ("claro que sí", "es", True), ("no", "es", False), ("no, gracias", "es", False),
        ("no sé", "es", None), ("tal vez", "es", None), ("sí, pero el martes no", "es", None),
        ("y", "en", True), ("yes I can", "en", True), ("I don't mind", "en", None),
        ("I can't wait", "en", None), ("no me importa", "es", None), ("si quieres", "es", None),
        ("no, el martes", "es", False), ("no hay problema", "es", True), ("claro que no", "es", None),
    ],
)  # fmt: skip
def test_yes_and_no(text: str, language: str, meant: bool | None) -> None:
    """A clear yes or no is understood, and doubt is not taken for either."""
    assert yes_or_no(text, language) is meant


@pytest.mark.parametrize(
    ("text", "language", "meant"),
    [
        ("stop", "en", "stop"), ("STOP!!", "es", "stop"), ("para", "en", "stop"), ("ayuda", "en", "help"),
        ("help please", "es", "help"), ("Ayúdame, por favor", "es", "help"), ("menu", "en", "menu"),
        ("/menu", "en", "menu"), ("mis horas", "es", "hours"), ("my hours", "en", "hours"),
        ("ask for help", "en", "ask"), ("atrás", "es", "back"), ("Menú", "es", "menu"),
        ("back", "en", "back"), ("skip", "en", "skip"), ("ofrecer", "es", "offer"),
        ("mis cosas", "es", "things"), ("browse", "en", "browse"), ("idioma", "es", "language"),
        ("admin", "es", "admin"), ("the bus stop", "en", None), ("volver", "en", None),
        ("thanks", "en", None), ("", "en", None), ("🛑", "en", None),
    ],
)  # fmt: skip
def test_words_that_work_anywhere(text: str, language: str, meant: str | None) -> None:
    """The words that work anywhere are understood in the member's language, stop and help in any."""
    assert intent(text, language) == meant


def test_no_word_has_two_intents() -> None:
    """Within a language no phrase asks for two things, nor is it another language's stop or help."""
    for language in languages():
        for one, other in combinations(INTENTS, 2):
            assert not phrases(f"typed-{one}", language) & phrases(f"typed-{other}", language), (one, other)
        for everywhere in ("stop", "help"):
            for foreign in languages():
                for name in INTENTS:
                    if name != everywhere:
                        taken = phrases(f"typed-{name}", language)
                        assert not phrases(f"typed-{everywhere}", foreign) & taken, (foreign, language)


def test_yes_and_no_share_no_word() -> None:
    """In no language does one phrase mean both yes and no."""
    for language in languages():
        assert not phrases("typed-yes", language) & phrases("typed-no", language)


KINDS = ["Shopping 🛒", "Lift to the doctor", "Dog walking", "Something else"]
LENGTHS = ["30 minutes", "1 hour", "2 hours", "3 hours"]
TIMES = ["Yes, Tuesday 2pm", "Yes, Tuesday 3pm", "No, sorry"]


@pytest.mark.parametrize(
    ("text", "labels", "meant"),
    [
        ("Shopping 🛒", KINDS, 0), ("shopping", KINDS, 0), ("SHOP", KINDS, 0), ("shoping", KINDS, 0),
        ("dog", KINDS, 2), ("dog wlking", KINDS, 2), ("2", KINDS, 1), ("two", KINDS, 1),
        ("2️⃣", KINDS, 1), ("5", KINDS, None), ("0", KINDS, None), ("Something elze", KINDS, 3),
        ("cooking", KINDS, None), ("", KINDS, None), ("🛒", KINDS, None), ("s", KINDS, None),
        ("2", LENGTHS, 2), ("3", LENGTHS, 3), ("30", LENGTHS, 0), ("4", LENGTHS, None),
        ("2 hour", LENGTHS, 2), ("4 hours", LENGTHS, None), ("hours", LENGTHS, None),
        ("yes", TIMES, None), ("Yes, Tuesday 2pm", TIMES, 0), ("yes tuesday 3 pm", TIMES, None),
        ("no thanks", TIMES, 2), ("yes tuesday", TIMES, None), ("nope", TIMES, 2),
        ("yes tuesdy 3pm", TIMES, 1), ("yes please", ["Yes, Tuesday 2pm", "Not this time"], 0),
        ("yes tuesday", ["Yes, Wednesday", "No"], None), ("Tuesday 2pm", ["Tuesday 3pm", "Other"], None),
        ("I can", ["I can't come", "Maybe"], None), ("no", ["Now", "Later"], None),
        ("not now", ["Now", "Later"], None), ("i can do this", ["I can't do this", "Ask me later"], None),
        ("I cant do this", ["I can't do this", "Later"], 0),
        ("yes", ["I can do this", "Not this time"], 0), ("no", ["I can do this", "Not this time"], 1),
        ("same", ["Same", "same!"], None), ("🐕", ["🐕", "🐈"], 0), ("anything", [], None),
    ],
)  # fmt: skip
def test_which_button_was_typed(text: str, labels: list[str], meant: int | None) -> None:
    """A typed label finds its button by sameness, number, beginning or near miss, and never one of two."""
    assert choose(text, labels, "en") == meant


def test_a_typed_button_in_spanish() -> None:
    """Accents, number words and a plain "sí" find the Spanish buttons."""
    assert choose("atras", ["Atrás", "Parar"], "es") == 0
    assert choose("dos", ["Atrás", "Parar"], "es") == 1
    assert choose("sí, por favor", ["Sí, el martes", "Ahora no"], "es") == 0


@given(st.text(max_size=80), st.lists(st.text(max_size=30), max_size=6), st.sampled_from(["en", "es"]))
def test_a_choice_is_always_one_of_the_buttons(text: str, labels: list[str], language: str) -> None:
    """Whatever is typed and shown, the choice is a button's index or None."""
    chosen = choose(text, labels, language)
    assert chosen is None or 0 <= chosen < len(labels)


@given(st.lists(st.text(min_size=1, max_size=30), min_size=1, max_size=6), st.integers(0, 5))
def test_typing_a_label_in_full_finds_it(labels: list[str], index: int) -> None:
    """A label typed in full finds its own button, or none when another one folds to the same."""
    label = labels[index % len(labels)]
    chosen = choose(label, labels, "en")
    assert chosen is None or fold(labels[chosen]) == fold(label)
