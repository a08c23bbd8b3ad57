"""Languages, place, how far and when: what was asked at joining, asked again when something has changed.

The questions are those of the joining; here they begin with what is known.
"""

from __future__ import annotations

from dataclasses import replace

from bot import language
from bot.dialogue import Outcome, Question, Step, Talk, Talking, Unclear
from bot.flows import joining, ticks
from bot.flows.changing import changing, noted
from bot.flows.place import name_of, place_step, point_of
from bot.heard import Heard
from bot.saying import Keyboard, Reply, say
from bot.values import Words, refused, words
from models import member, preference
from models.member import MovedOften


def ask_tongues(talking: Talking) -> Question:
    """Which other languages they speak, those known so far ticked."""
    known = talking.scene.member.languages.split(",")[1:]
    ticks.begin_with(talking, "tongues", [code for code in known if code in language.languages()])
    return joining.ask_tongues(talking)


def keep_tongues(talking: Talking) -> list[Words]:
    """They are kept as soon as the list is done."""
    return [words("kept-tongues")]


def finish_living(talking: Talking) -> Reply:
    """Keeps where they live now, unless they have moved very often today."""
    scene, place = talking.scene, talking.answers["place"]
    said, comes_of_it = words("kept-living"), words("kept-living-next")
    try:
        member.live_at(scene.session, scene.member, point_of(place), name_of(place), scene.now)
    except MovedOften as no:
        said, comes_of_it = refused(no), words("kept-living-stays")
    answer = noted(comes_of_it)
    # The messenger's own button for a place gives way to the home keyboard again.
    answer.says.insert(0, say(said, keyboard=Keyboard.HOME))
    return answer


def keep_reach(talking: Talking) -> list[Words]:
    """How far they go counts from now on."""
    preference.travel(talking.scene.session, talking.scene.member, talking.answers["reach"])
    return [words("kept-reach")]


def ask_free(talking: Talking) -> Question:
    """When they are usually free, what is known so far ticked."""
    ticks.begin_with(talking, "free", spans_free(talking.scene.member.free_slots))
    question = joining.ask_free(talking)
    if ticks.ticked(talking, "free"):
        return question
    # Who has taken all ticks away does not mean at any time, unless they say so.
    return replace(question, more=[option for option in question.more if option.value != ticks.DONE])


def take_free(talking: Talking, value: str | None, heard: Heard) -> Outcome:
    """As at joining, but an empty list is no answer."""
    if value == ticks.DONE and not ticks.ticked(talking, "free"):
        return Unclear()
    return joining.take_free(talking, value, heard)


def spans_free(slots: int) -> list[str]:
    """Returns the spans of the week, as the joining names them, that such a grid holds whole."""
    return [code for code, span in joining.FREE_TIMES.items() if slots & span == span]


def keep_free(talking: Talking) -> list[Words]:
    """When they are free counts from now on."""
    preference.be_free(talking.scene.session, talking.scene.member, talking.answers["free"])
    return [words("kept-free")]


TONGUES = changing("tongues", Step("tongues", ask_tongues, joining.take_tongues), keep=keep_tongues)
LIVING = Talk(
    name="living",
    steps=(place_step("place", words("joining-place")),),
    finish=finish_living,
    about=words("about-profile"),
)
REACH = changing("reach", Step("reach", joining.ask_reach, joining.take_reach), keep=keep_reach)
FREE = changing("free", Step("free", ask_free, take_free), keep=keep_free)
