"""Writing to somebody through us, so that neither needs the other's number: to the other one of an exchange,
or between an organiser and a member who would like a person.
"""

from __future__ import annotations

from bot.dialogue import Outcome, Question, Step, Taken, Talk, Talking, Unclear
from bot.flows.lasting import subject
from bot.free_text import clean
from bot.heard import Heard, Manner
from bot.saying import Reply, reply, say
from bot.values import words
from bot.wording import member_words
from models import exchange, member, raised_hand, relayed
from models.exchange import OverAlready
from models.refusals import Refusal


def ask_text(talking: Talking) -> Question:
    """What they would like to say."""
    scene = talking.scene
    standing = subject(talking)
    other = member.get(scene.session, scene.bank.id, standing.other(scene.member))
    return Question(words("writing-text", name=member_words(other)))


def take_text(talking: Talking, value: str | None, heard: Heard) -> Outcome:
    """Any words that are not too long to pass on whole."""
    return words_of(heard, relayed.LONGEST)


def words_of(heard: Heard, longest: int) -> Outcome:
    """Takes any written words of at most so many letters."""
    if heard.manner is not Manner.WORDS:
        return Unclear()
    if len(heard.text) > longest:
        return Unclear(words("unclear-note-long", limit=longest, length=len(heard.text)))
    text = clean(heard.text, longest * 2)
    return Taken(text, words("asking-note-line", note=text)) if text else Unclear()


def finish(talking: Talking) -> Reply:
    """Passes it on."""
    assert talking.subject_id is not None, "this talk is always about an exchange"
    scene = talking.scene
    relayed.write(scene.session, talking.subject_id, scene.member, talking.answers["text"], scene.now)
    return reply(say(words("writing-passed-on")))


def over(talking: Talking) -> Refusal | None:
    """Whether the two have nothing more to arrange."""
    standing = subject(talking)
    return None if standing.state in (exchange.State.AGREED, exchange.State.DIFFERING) else OverAlready()


def ask_answer(talking: Talking) -> Question:
    """What the organiser, or the member who raised the hand, would like to say."""
    assert talking.subject_id is not None, "this talk is always about a raised hand"
    scene = talking.scene
    hand = raised_hand.get(scene.session, scene.bank.id, talking.subject_id)
    if scene.member.id == hand.member_id:
        return Question(words("writing-to-organiser"))
    owner = member.get(scene.session, scene.bank.id, hand.member_id)
    return Question(words("writing-text", name=member_words(owner)))


def finish_answer(talking: Talking) -> Reply:
    """Passes it on; an organiser who writes has got in touch."""
    assert talking.subject_id is not None, "this talk is always about a raised hand"
    scene = talking.scene
    relayed.answer_hand(scene.session, talking.subject_id, scene.member, talking.answers["text"], scene.now)
    return reply(say(words("writing-passed-on")))


WRITING = Talk(
    name="writing",
    steps=(Step("text", ask_text, take_text, unclear="note"),),
    finish=finish,
    about=words("about-writing"),
    over=over,
)

ANSWERING = Talk(
    name="answering",
    steps=(Step("text", ask_answer, take_text, unclear="note"),),
    finish=finish_answer,
    about=words("about-writing"),
)
