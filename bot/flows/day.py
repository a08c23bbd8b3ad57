"""The question which day: a few of them on buttons, any other one typed, and nothing that makes no sense."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, timedelta

from bot import understanding
from bot.dialogue import AskMore, Option, Outcome, Question, Step, Taken, Talking, Unclear
from bot.flows.asking import NAMED_DAYS, OTHER, day_words
from bot.heard import Heard, Manner
from bot.values import Day, Words, words

Reads = Callable[[str, str, date], date | None]


def days_from(first: date, today: date) -> list[Option]:
    """Makes an option of each of the next few days, the first one among them."""
    days = [first + timedelta(days=ahead) for ahead in range(NAMED_DAYS + 1)]
    return [Option(day.isoformat(), day_words(day, today)) for day in days]


def day_step(
    name: str,
    question: Words,
    *,
    offered: Callable[[Talking], Sequence[Option]],
    trouble: Callable[[Talking, date], Words | None],
    needed: Callable[[Talking], bool] = lambda talking: True,
    typed: Words | None = None,
    reads: Reads = understanding.day,
) -> Step:
    """Makes the step that asks for a day; what it keeps is the day in ISO form.

    Args:
        name: what the answer is kept under.
        question: asked above the buttons.
        offered: the options that can be tapped, each a day in ISO form.
        trouble: says what is wrong with a day, or None.
        needed: as in `Step`.
        typed: asked instead once somebody would rather write the day.
        reads: understands what was typed: the text, the writer's language, and today.
    """
    typing = f"{name}_typing"

    def ask(talking: Talking) -> Question:
        if talking.answers.get(typing):
            return Question(typed or words("asking-day-typed"))
        return Question(question, offered(talking), more=[Option(OTHER, words("button-another-day"))])

    def take(talking: Talking, value: str | None, heard: Heard) -> Outcome:
        if value == OTHER:
            return AskMore({typing: True})
        day = None if value is None else date.fromisoformat(value)
        if day is None and heard.manner is Manner.WORDS:
            day = reads(heard.text, talking.scene.language, talking.scene.today)
        if day is None:
            return Unclear()
        if (wrong := trouble(talking, day)) is not None:
            return Unclear(wrong)
        return Taken(day.isoformat(), words("button-day", day=Day(day)), also={typing: False})

    return Step(name, ask, take, unclear="day", needed=needed)


def day_of(talking: Talking, name: str) -> date:
    """Returns the day that such a step kept."""
    return date.fromisoformat(talking.answers[name])
