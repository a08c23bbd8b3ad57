"""Thanking the other one after help was given: a word, or thanks alone, passed on by us."""

from __future__ import annotations

from bot.dialogue import Option, Outcome, Question, Step, Taken, Talk, Talking
from bot.flows.lasting import subject
from bot.flows.writing import words_of
from bot.heard import Heard
from bot.saying import Keyboard, Reply, reply, say
from bot.values import words
from bot.wording import member_words
from models import impression, member, thanks
from models.member import Member
from models.refusals import Refusal

ONLY = "only"


def ask_text(talking: Talking) -> Question:
    """What they would like to say."""
    question = words("thanking-text", name=member_words(_other(talking)))
    return Question(question, [Option(ONLY, words("button-only-thanks"))])


def take_text(talking: Talking, value: str | None, heard: Heard) -> Outcome:
    """Thanks alone, or words that are not too long to pass on whole."""
    if value == ONLY:
        return Taken("", words("button-only-thanks"))
    return words_of(heard, thanks.LONGEST)


def finish(talking: Talking) -> Reply:
    """Passes it on."""
    assert talking.subject_id is not None, "this talk is always about an exchange"
    scene = talking.scene
    thanks.send(scene.session, talking.subject_id, scene.member, talking.answers["text"], scene.now)
    return reply(say(words("thanking-done", name=member_words(_other(talking))), keyboard=Keyboard.HOME))


def over(talking: Talking) -> Refusal | None:
    """Whether they have thanked meanwhile, or the other one has left."""
    assert talking.subject_id is not None, "this talk is always about an exchange"
    try:
        thanks.require(talking.scene.session, talking.subject_id, talking.scene.member)
    except Refusal as no:
        return no
    return None


def _other(talking: Talking) -> Member:
    scene = talking.scene
    return member.get(scene.session, scene.bank.id, subject(talking).other(scene.member))


def ask_seemed(talking: Talking) -> Question:
    """A word on how somebody seemed."""
    return Question(words("seeming-text", name=member_words(_other(talking))))


def take_seemed(talking: Talking, value: str | None, heard: Heard) -> Outcome:
    """Words that are not too long to keep whole."""
    return words_of(heard, impression.LONGEST)


def finish_seemed(talking: Talking) -> Reply:
    """Keeps it for the organisers."""
    assert talking.subject_id is not None, "this talk is always about an exchange"
    scene = talking.scene
    impression.add_words(scene.session, talking.subject_id, scene.member, talking.answers["text"])
    return reply(say(words("seeming-done", name=member_words(_other(talking))), keyboard=Keyboard.HOME))


THANKING = Talk(
    name="thanking",
    steps=(Step("text", ask_text, take_text, unclear="note"),),
    finish=finish,
    about=words("about-thanking"),
    over=over,
)

SEEMING = Talk(
    name="seeming",
    steps=(Step("text", ask_seemed, take_seemed, unclear="note"),),
    finish=finish_seemed,
    about=words("about-seeming"),
)
