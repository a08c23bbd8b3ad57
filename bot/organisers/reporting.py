"""A report for those who fund or govern: which time, in which form; it comes once it is drawn up."""

from __future__ import annotations

from datetime import date, timedelta

from bot import dialogue, understanding
from bot.context import Scene
from bot.dialogue import Option, Outcome, Question, Step, Taken, Talk, Talking, Unclear
from bot.flows.day import day_of
from bot.heard import Heard, Manner
from bot.saying import Keyboard, Reply, reply, say
from bot.values import Day, refused, words
from models import drawing, member, timebank
from models.drawing import Days, What
from models.refusals import Refusal

MONTH, QUARTER, YEAR, OTHER = "month", "quarter", "year", "other"
# Nobody means a day of a year to come when they speak of days that were.
ALMOST_A_YEAR = timedelta(days=364)


def report(scene: Scene) -> Reply:
    """Begins a report; to those who are no organisers it is an unknown command (NotFound)."""
    member.require_organiser(scene.member)
    return dialogue.begin(scene, REPORTING)


def ask_time(talking: Talking) -> Question:
    """Which time: one of the last that are whole, or other days."""
    labels = {
        MONTH: words("button-last-month"),
        QUARTER: words("button-last-quarter"),
        YEAR: words("button-last-year"),
        OTHER: words("button-other-days"),
    }
    return Question(words("reporting-ask"), [Option(value, label) for value, label in labels.items()])


def take_time(talking: Talking, value: str | None, heard: Heard) -> Outcome:
    """One of the four; a time that is whole needs no more questions about days."""
    today = _today(talking)
    match value:
        case "month":
            days = drawing.last_month(today)
        case "quarter":
            days = drawing.last_quarter(today)
        case "year":
            days = drawing.last_year(today)
        case "other":
            return Taken(OTHER, words("button-other-days"))
        case _:
            return Unclear()
    kept = {"first": days.first.isoformat(), "final": days.final.isoformat()}
    return Taken(value, words("reporting-days", first=Day(days.first), final=Day(days.final)), also=kept)


def ask_first(talking: Talking) -> Question:
    """The first day, written."""
    return Question(words("reporting-first"))


def take_first(talking: Talking, value: str | None, heard: Heard) -> Outcome:
    """A day that was."""
    day = _written(talking, heard)
    return Unclear() if day is None else _taken(talking, day, day)


def ask_final(talking: Talking) -> Question:
    """The last day, written."""
    return Question(words("reporting-final"))


def take_final(talking: Talking, value: str | None, heard: Heard) -> Outcome:
    """The same day or a later one, which is not to come."""
    day = _written(talking, heard)
    return Unclear() if day is None else _taken(talking, day_of(talking, "first"), day)


def ask_form(talking: Talking) -> Question:
    """As what."""
    options = [
        Option(What.WORKBOOK.value, words("button-workbook")),
        Option(What.TABLE.value, words("button-csv")),
        Option(What.PAGE.value, words("button-page")),
    ]
    return Question(words("reporting-form"), options, alone=True)


def take_form(talking: Talking, value: str | None, heard: Heard) -> Outcome:
    """One of the three."""
    labels = {
        What.WORKBOOK.value: words("button-workbook"),
        What.TABLE.value: words("button-csv"),
        What.PAGE.value: words("button-page"),
    }
    return Taken(value, labels[value]) if value in labels else Unclear()


def finish(talking: Talking) -> Reply:
    """Has it drawn up."""
    scene = talking.scene
    days = Days(day_of(talking, "first"), day_of(talking, "final"))
    drawing.ask(scene.session, scene.member, What(talking.answers["form"]), days, scene.now)
    return reply(say(words("reporting-drawing"), keyboard=Keyboard.HOME))


def day_that_was(text: str, language: str, today: date) -> date | None:
    """Understands a day that was: "1 March" is the last one, "yesterday" is yesterday.

    A day to come is returned as it is where that is what was written.
    """
    day = understanding.day(text, language, today)
    if day is None or day <= today or not any(sign.isdecimal() for sign in text):
        return day
    earlier = understanding.day(text, language, today - ALMOST_A_YEAR)
    return earlier if earlier is not None and earlier <= today else day


def _written(talking: Talking, heard: Heard) -> date | None:
    if heard.manner is not Manner.WORDS:
        return None
    return day_that_was(heard.text, talking.scene.language, _today(talking))


def _taken(talking: Talking, first: date, day: date) -> Outcome:
    try:
        drawing.require_days(first, day, _today(talking))
    except Refusal as no:
        return Unclear(refused(no))
    return Taken(day.isoformat(), words("button-day", day=Day(day)))


def _today(talking: Talking) -> date:
    return timebank.today(talking.scene.bank, talking.scene.now)


def _other(talking: Talking) -> bool:
    return bool(talking.answers.get("time") == OTHER)


def _over(talking: Talking) -> Refusal | None:
    """Whoever is no organiser any more is drawn up no report."""
    return None if talking.scene.member.is_organiser else member.NotFound()


REPORTING = Talk(
    name="reporting",
    steps=(
        Step("time", ask_time, take_time),
        Step("first", ask_first, take_first, unclear="report-day", needed=_other),
        Step("final", ask_final, take_final, unclear="report-day", needed=_other),
        Step("form", ask_form, take_form),
    ),
    finish=finish,
    about=words("about-reporting"),
    over=_over,
)
