"""A break: until when, and its end."""

from __future__ import annotations

import calendar
import re
from dataclasses import replace
from datetime import date, timedelta

from bot import understanding
from bot.dialogue import Left, Option, Outcome, Question, Step, Taken, Talk, Talking
from bot.flows.asking import OTHER
from bot.flows.day import day_of, day_step
from bot.free_text import fold
from bot.heard import Heard, Manner
from bot.lexicon import phrases
from bot.saying import Button, Keyboard, Reply, reply, say
from bot.values import Day, Words, refused, words
from models import member, preference
from models.member import Member, State
from models.preference import PauseOutOfRange

OPEN, WEEK, MONTH, RESUME = "open", "week", "month", "resume"


def break_words(who: Member) -> Words | None:
    """Says that somebody has a break and until when, or None where they have none."""
    if who.state is not State.PAUSED:
        return None
    day = preference.back_on(who)
    return words("break-open") if day is None else words("break-until", day=Day(day))


def ask_until(talking: Talking) -> Question:
    """Until when; who has a break already may change or end it."""
    standing = break_words(talking.scene.member)
    if talking.answers.get("until_typing"):
        return Question(words("pausing-typed"))
    options = [
        Option(OPEN, words("button-until-back")),
        Option(WEEK, words("button-pause-week")),
        Option(MONTH, words("button-pause-month")),
        Option(OTHER, words("button-until-day")),
    ]
    if standing is not None:
        return Question(
            words("pausing-ask-again"),
            options,
            more=[Option(RESUME, words("button-resume"))],
            parts=[standing],
        )
    return Question(words("pausing-ask"), options)


def take_until(talking: Talking, value: str | None, heard: Heard) -> Outcome:
    """Until they come back, for a while, or until a day on which we may ask them again."""
    today = talking.scene.today
    if heard.manner is Manner.WORDS and fold(heard.text) in phrases("typed-a-month", talking.scene.language):
        value = MONTH
    match value:
        case "resume" if talking.scene.member.state is State.PAUSED:
            member.resume(talking.scene.session, talking.scene.member)
            return Left(resumed(), words("button-resume"))
        case "open" | "resume":
            return Taken(None, words("button-until-back"))
        case "week":
            day = today + timedelta(days=7)
        case "month":
            day = a_month_after(today)
        case _:
            return _taken_day(UNTIL.take(talking, value, heard))
    return Taken(day.isoformat(), words("pausing-line", day=Day(day)))


def _taken_day(outcome: Outcome) -> Outcome:
    """Says it back as what it is: the day on which we may ask again."""
    if not isinstance(outcome, Taken):
        return outcome
    return replace(outcome, line=words("pausing-line", day=Day(date.fromisoformat(outcome.value))))


def a_month_after(day: date) -> date:
    """Returns the same day of the next month, or its last one."""
    year, month = day.year + day.month // 12, day.month % 12 + 1
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


def day_meant(text: str, language: str, today: date) -> date | None:
    """Understands until when somebody would have a break: "until Friday", "for 2 weeks", "3 December"."""
    openings = sorted(phrases("typed-until", language), key=len, reverse=True)
    bare = re.sub(rf"\b(?:{'|'.join(map(re.escape, openings))})\s+", "", text, flags=re.IGNORECASE)
    within = min(phrases("typed-in", language), key=len)
    for said in (text, bare, f"{within} {bare}"):
        day = understanding.day(said, language, today)
        if day is not None:
            return day
    return None


def finish(talking: Talking) -> Reply:
    """Begins the break."""
    scene = talking.scene
    if talking.answers["until"] is None:
        member.pause(scene.session, scene.member)
        said = words("paused")
    else:
        day = day_of(talking, "until")
        preference.pause_until(scene.session, scene.member, day, scene.now)
        said = words("paused-until", day=Day(day))
    return reply(say(said, buttons=[[Button(words("button-resume"), "go:resume")]]))


def resumed() -> Reply:
    """Says that the break is over."""
    return reply(say(words("resumed"), keyboard=Keyboard.HOME))


def _trouble(talking: Talking, day: date) -> Words | None:
    """Says what is wrong with a day, in words, or None."""
    try:
        preference.require_pause(talking.scene.member, day, talking.scene.now)
    except PauseOutOfRange as no:
        return refused(no)
    return None


UNTIL = day_step(
    "until",
    words("pausing-ask"),
    offered=lambda talking: (),
    trouble=_trouble,
    reads=day_meant,
)

PAUSING = Talk(
    name="pausing",
    steps=(Step("until", ask_until, take_until, unclear="until"),),
    finish=finish,
    about=words("about-pausing"),
)
