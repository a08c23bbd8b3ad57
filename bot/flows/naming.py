"""Naming: whether somebody whom the asker knows should be asked first; asked only where there is one."""

from __future__ import annotations

from bot.dialogue import Option, Outcome, Question, Step, Taken, Talking, Unclear
from bot.flows.giving import neighbour_words
from bot.heard import Heard
from bot.values import Words, words
from models import named_helper
from models.member import Member
from models.request import Request

NAMED = "named"
ANYBODY = "anybody"
NAMES_SHOWN = 5


def known(talking: Talking) -> list[Member]:
    """Whom the asker may name for this kind of help, the last one first."""
    scene = talking.scene
    return named_helper.possible(scene.session, scene.member, talking.answers["kind"])[:NAMES_SHOWN]


def ask_named(talking: Talking) -> Question:
    """Whoever fits best, or one of those they know."""
    people = known(talking)
    names = [Option(str(one.id), neighbour_words(talking.scene, one, people)) for one in people]
    return Question(words("asking-first"), [Option(ANYBODY, words("button-fits-best")), *names], alone=True)


def take_named(talking: Talking, value: str | None, heard: Heard) -> Outcome:
    """One of those."""
    if value == ANYBODY:
        return Taken(None, words("button-fits-best"))
    people = known(talking)
    for one in people:
        if str(one.id) == value:
            return Taken(one.id, words("asking-first-line", name=neighbour_words(talking.scene, one, people)))
    return Unclear()


def named(talking: Talking) -> Member | None:
    """Who was named and still can be; None for anybody."""
    return next((one for one in known(talking) if one.id == talking.answers.get(NAMED)), None)


def read_back(talking: Talking) -> list[Words]:
    """Says who is asked first, before it is sent; nothing where anybody may help."""
    who = named(talking)
    return [] if who is None else [words("asking-read-back-first-asked", name=who.name)]


def keep(talking: Talking, posted: Request) -> None:
    """Keeps who is to be asked first, once the request is posted."""
    who = named(talking)
    if who is not None:
        named_helper.name(talking.scene.session, posted, talking.scene.member, who.id)


NAMING = Step(NAMED, ask_named, take_named, needed=lambda talking: bool(known(talking)))
