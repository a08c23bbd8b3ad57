"""Days that differ: away for a while, free on a day that usually is not, and as usual again."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from bot import understanding
from bot.dialogue import Option, Outcome, Question, Step, Taken, Talking, Unclear
from bot.flows import ticks
from bot.flows.changing import changing
from bot.flows.day import day_of, day_step, days_from
from bot.heard import Heard, Manner
from bot.values import Day, Several, Words, refused, words
from models import changed_day
from models.availability import PARTS, Part
from models.changed_day import ALL_DAY, DaysBackwards, Span
from models.window import TimePassed, TooFarAhead

AWAY, FREE, USUAL = "away", "free", "usual"
ALL = "all"
SPANS_SHOWN = 6


def span_words(span: Span) -> Words:
    """Tells days on end that are not as usual: "Away from Tuesday 24 to Friday 27 November."."""
    first, last = Day(span.first), Day(span.last)
    if not span.parts:
        if span.first == span.last:
            return words("day-away", day=first)
        return words("days-away", first=first, last=last)
    parts = words("part-any") if span.parts == ALL_DAY else _parts_words(span.parts)
    if span.first == span.last:
        return words("day-free", day=first, parts=parts)
    return words("days-free", first=first, last=last, parts=parts)


def _parts_words(bits: int) -> Words:
    named = Several([words(f"part-{part.value}") for part in changed_day.parts_of(bits)])
    return words("list-line", list=named)


def _spans(talking: Talking) -> list[Span]:
    return changed_day.spans(talking.scene.session, talking.scene.member, talking.scene.now)


def shown(spans: Sequence[Span], most: int) -> list[Words]:
    """Tells the first few of them, and how many more there are."""
    lines = [span_words(span) for span in spans[:most]]
    return lines + ([words("days-more", count=len(spans) - most)] if len(spans) > most else [])


def ask_what(talking: Talking) -> Question:
    """What is different; taking back is offered where there is something to take back."""
    options = [Option(AWAY, words("button-away")), Option(FREE, words("button-free-then"))]
    spans = _spans(talking)
    if spans:
        options.append(Option(USUAL, words("button-as-usual")))
    return Question(words("days-ask"), options, alone=True, parts=shown(spans, SPANS_SHOWN))


def take_what(talking: Talking, value: str | None, heard: Heard) -> Outcome:
    """One of the three."""
    labels = {
        AWAY: words("button-away"),
        FREE: words("button-free-then"),
        USUAL: words("button-as-usual"),
    }
    return Taken(value, labels[value]) if value in labels else Unclear()


def _trouble(talking: Talking, first: date, last: date) -> Words | None:
    """Says what is wrong with days, in words, or None."""
    try:
        changed_day.require_days(talking.scene.member, first, last, talking.scene.now)
    except (DaysBackwards, TimePassed, TooFarAhead) as no:
        return refused(no)
    return None


def ask_parts(talking: Talking) -> Question:
    """When on that day they are free, several of it."""
    ticked = ticks.ticked(talking, "parts")
    labels = {part.value: words(f"button-{part.value}") for part in PARTS}
    done = [Option(ticks.DONE, words("button-done"))] if ticked else []
    return Question(
        words("days-parts-ask"),
        ticks.options(labels, ticked),
        more=[Option(Part.ANY.value, words("button-any-time")), *done],
    )


def take_parts(talking: Talking, value: str | None, heard: Heard) -> Outcome:
    """Ticks go on until Done; a whole day needs one tap."""
    chosen = ticks.ticked(talking, "parts")
    if value == ticks.DONE and chosen:
        bits = changed_day.part_bits(Part(part) for part in chosen)
        return Taken(bits, words("part-any") if bits == ALL_DAY else _parts_words(bits))
    if (changed := ticks.changed(talking, "parts", value, [part.value for part in PARTS])) is not None:
        return changed
    if value is None and heard.manner is Manner.WORDS:
        value = understanding.part_of_day(heard.text, talking.scene.language)
    if value == Part.ANY:
        return Taken(ALL_DAY, words("part-any"))
    return ticks.added(talking, "parts", [value]) if value in PARTS else Unclear()


def ask_which(talking: Talking) -> Question:
    """Which days are as usual again."""
    spans = _spans(talking)
    options = [
        Option(f"{span.first.isoformat()}_{span.last.isoformat()}", words("button-day", day=Day(span.first)))
        for span in spans[:SPANS_SHOWN]
    ]
    return Question(
        words("days-usual-ask"),
        options,
        more=[Option(ALL, words("button-all-days"))],
        parts=shown(spans, SPANS_SHOWN),
    )


def take_which(talking: Talking, value: str | None, heard: Heard) -> Outcome:
    """Days on end by their first one, a day that is typed, or all of them."""
    spans = _spans(talking)
    if value == ALL and spans:
        return Taken([spans[0].first.isoformat(), spans[-1].last.isoformat()], words("button-all-days"))
    if value is None and heard.manner is Manner.WORDS:
        day = understanding.day(heard.text, talking.scene.language, talking.scene.today)
        if day is None:
            return Unclear()
        if not any(span.first <= day <= span.last for span in spans):
            return Unclear(words("unclear-day-usual", day=Day(day)))
        value = f"{day.isoformat()}_{day.isoformat()}"
    first, _, last = (value or "").partition("_")
    if not last:
        return Unclear()
    days = [date.fromisoformat(first).isoformat(), date.fromisoformat(last).isoformat()]
    return Taken(days, words("button-day", day=Day(date.fromisoformat(first))))


def keep(talking: Talking) -> list[Words]:
    """Notes it, and says it back in full."""
    scene, answers = talking.scene, talking.answers
    if answers["what"] == USUAL:
        first, last = (date.fromisoformat(day) for day in answers["which"])
        changed_day.as_usual(scene.session, scene.member, first, last)
        return [words("kept-days-usual")]
    away = answers["what"] == AWAY
    first = day_of(talking, "first" if away else "day")
    span = Span(first, day_of(talking, "last") if away else first, 0 if away else answers["parts"])
    changed_day.say(scene.session, scene.member, span.first, span.last, span.parts, scene.now)
    return [span_words(span), words("kept-days-away") if away else words("kept-days-free")]


def _is_away(talking: Talking) -> bool:
    return bool(talking.answers.get("what") == AWAY)


def _is_free(talking: Talking) -> bool:
    return bool(talking.answers.get("what") == FREE)


def _is_usual(talking: Talking) -> bool:
    return bool(talking.answers.get("what") == USUAL)


def _last_days(talking: Talking) -> list[Option]:
    """The first day alone, or one of those after it."""
    first = day_of(talking, "first")
    only = Option(first.isoformat(), words("button-only-this-day"))
    return [only, *days_from(first + timedelta(days=1), talking.scene.today)]


DAYS = changing(
    "days",
    Step("what", ask_what, take_what),
    day_step(
        "first",
        words("days-first-ask"),
        offered=lambda talking: days_from(talking.scene.today, talking.scene.today),
        trouble=lambda talking, day: _trouble(talking, day, day),
        needed=_is_away,
    ),
    day_step(
        "last",
        words("days-last-ask"),
        offered=_last_days,
        trouble=lambda talking, day: _trouble(talking, day_of(talking, "first"), day),
        needed=_is_away,
    ),
    day_step(
        "day",
        words("days-day-ask"),
        offered=lambda talking: days_from(talking.scene.today, talking.scene.today),
        trouble=lambda talking, day: _trouble(talking, day, day),
        needed=_is_free,
    ),
    Step("parts", ask_parts, take_parts, needed=_is_free),
    Step("which", ask_which, take_which, unclear="day", needed=_is_usual),
    keep=keep,
)
