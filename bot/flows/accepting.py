"""Saying yes to somebody who left the time open: on which day, and at what time one comes."""

from __future__ import annotations

from datetime import date, datetime

from bot import understanding
from bot.context import Scene
from bot.dialogue import Option, Outcome, Question, Step, Taken, Talk, Talking, Unclear
from bot.flows.asking import day_words
from bot.heard import Heard, Manner
from bot.saying import Keyboard, Reply, reply, say
from bot.values import Day, Hour, words
from bot.wording import request_when
from models import agreement, invitation, promised, request, window
from models.agreement import Rearranged
from models.exchange import Exchange
from models.invitation import AlreadyFilled
from models.promised import PromisedElsewhere
from models.refusals import Refusal
from models.request import Request

DAYS_SHOWN = 6
HOURS_SHOWN = 8


def wanted_by(talking: Talking) -> Request:
    """Returns the request that this talk answers.

    Raises:
        AlreadyFilled: it no longer needs anybody.
        Rearranged: its search has begun anew since they were asked.
    """
    assert talking.subject_id is not None, "this talk is always about an invitation"
    scene = talking.scene
    asked = invitation.mine(scene.session, scene.member, talking.subject_id)
    wanted = request.get(scene.session, scene.bank.id, asked.request_id)
    if wanted.state is not request.State.OPEN:
        raise AlreadyFilled()
    if asked.round != wanted.round:
        raise Rearranged()
    return wanted


def over(talking: Talking) -> Refusal | None:
    """Whether help is no longer needed, all its times have passed, or all are promised to somebody else."""
    try:
        wanted = wanted_by(talking)
        require_time(talking.scene, wanted)
    except (AlreadyFilled, PromisedElsewhere) as no:
        return no
    return None if days(talking) else AlreadyFilled()


def require_time(scene: Scene, wanted: Request) -> None:
    """Lets somebody say yes who could come at one of the times that are wished for.

    Raises:
        PromisedElsewhere: at all of these they help somebody else.
    """
    standing = promised.ahead(scene.session, scene.member, wanted, scene.now)
    others = [promised.in_the_way(standing, at, wanted.minutes) for at in wished(scene, wanted)]
    if others and None not in others:
        raise promised.refusal(scene.session, next(one for one in others if one is not None))


def wished(scene: Scene, wanted: Request) -> list[datetime]:
    """The moments at which the asker would have help begin, on the clock of whoever says yes: the asker's may
    be another."""
    return [
        at.astimezone(scene.zone)
        for day in window.days_of(wanted.window, wanted.part, wanted.zone, scene.now)
        for at in window.starts_on(day, wanted.part, wanted.window, wanted.zone, scene.now)
    ]


def possible(talking: Talking) -> list[datetime]:
    """Those of these moments at which whoever says yes has promised nothing to anybody else."""
    wanted, scene = wanted_by(talking), talking.scene
    standing = promised.ahead(scene.session, scene.member, wanted, scene.now)
    return [at for at in wished(scene, wanted) if promised.in_the_way(standing, at, wanted.minutes) is None]


def days(talking: Talking) -> list[date]:
    """The days on which help may begin."""
    return sorted({at.date() for at in possible(talking)})


def starts(talking: Talking) -> list[datetime]:
    """The moments on the chosen day, or on the only one, at which help may begin."""
    kept = talking.answers.get("day")
    day = date.fromisoformat(kept) if kept else next(iter(days(talking)), None)
    return [at for at in possible(talking) if at.date() == day]


def has_several_days(talking: Talking) -> bool:
    """Whether there is a day to choose."""
    return len(days(talking)) > 1


def ask_day(talking: Talking) -> Question:
    """Which day they would come."""
    today = talking.scene.today
    shown = days(talking)[:DAYS_SHOWN]
    return Question(
        words("accepting-day", when=request_when(wanted_by(talking))),
        [Option(day.isoformat(), day_words(day, today)) for day in shown],
    )


def take_day(talking: Talking, value: str | None, heard: Heard) -> Outcome:
    """One of the days, tapped or typed."""
    day = date.fromisoformat(value) if value is not None else None
    if day is None and heard.manner is Manner.WORDS:
        day = understanding.day(heard.text, talking.scene.language, talking.scene.today)
    if day is None or day not in days(talking):
        return Unclear()
    return Taken(day.isoformat(), words("button-day", day=Day(day)))


def ask_hour(talking: Talking) -> Question:
    """At what time they would come; full hours are shown, half hours can be typed."""
    known = starts(talking)
    full = [at for at in known if at.minute == 0] or known
    return Question(
        words("accepting-hour"),
        [
            Option(at.strftime("%H%M"), words("button-at", hour=Hour(at.time())))
            for at in full[:: max(1, -(-len(full) // HOURS_SHOWN))]
        ],
    )


def take_hour(talking: Talking, value: str | None, heard: Heard) -> Outcome:
    """One of the times, tapped or typed."""
    typed = (
        understanding.time_of_day(heard.text, talking.scene.language)
        if heard.manner is Manner.WORDS
        else None
    )
    sought = value or (typed.strftime("%H%M") if typed else None)
    for at in starts(talking):
        if at.strftime("%H%M") == sought:
            return Taken(at.isoformat(), words("button-at", hour=Hour(at.time())))
    return Unclear()


def finish(talking: Talking) -> Reply:
    """Says yes."""
    assert talking.subject_id is not None, "this talk is always about an invitation"
    scene = talking.scene
    outcome = agreement.accept(
        scene.session,
        talking.subject_id,
        scene.member,
        datetime.fromisoformat(talking.answers["hour"]),
        scene.now,
    )
    return said_yes(outcome)


def said_yes(outcome: Exchange | invitation.Invitation) -> Reply:
    """Thanks for a yes; where it is agreed at once, the agreement itself comes as its own message."""
    if isinstance(outcome, Exchange):
        return reply(say(words("accepting-agreed"), keyboard=Keyboard.HOME), toast=words("toast-thank-you"))
    return reply(say(words("accepting-waiting"), keyboard=Keyboard.HOME), toast=words("toast-thank-you"))


ACCEPTING = Talk(
    name="accepting",
    steps=(
        Step("day", ask_day, take_day, unclear="day", needed=has_several_days),
        Step("hour", ask_hour, take_hour, unclear="time"),
    ),
    finish=finish,
    about=words("about-accepting"),
    over=over,
)
