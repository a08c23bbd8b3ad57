"""How long it took, typed instead of tapped."""

from __future__ import annotations

from bot.dialogue import Option, Outcome, Question, Step, Taken, Talk, Talking
from bot.flows.asking import take_minutes
from bot.heard import Heard
from bot.saying import Reply, reply, say
from bot.values import Length, Words, words
from models import confirmation, exchange
from models.confirmation import DID_NOT_HAPPEN
from models.exchange import Exchange, OverAlready
from models.member import Member
from models.refusals import Refusal

NEVER = "never"


def ask_minutes(talking: Talking) -> Question:
    """How long it took, in their own words."""
    return Question(words("lasting-minutes"), [Option(NEVER, words("button-did-not-happen"))])


def take_lasting(talking: Talking, value: str | None, heard: Heard) -> Outcome:
    """A length of time, or that it did not happen."""
    if value == NEVER:
        return Taken(DID_NOT_HAPPEN, words("button-did-not-happen"))
    return take_minutes(talking, value, heard)


def finish(talking: Talking) -> Reply:
    """Tells the ledger's keeper."""
    assert talking.subject_id is not None, "this talk is always about an exchange"
    scene = talking.scene
    standing = confirmation.confirm(
        scene.session, talking.subject_id, scene.member, talking.answers["minutes"], scene.now
    )
    return reply(say(noted_words(standing, scene.member)))


def noted_words(standing: Exchange, by: Member) -> Words:
    """Says that a figure is noted, and what happens next."""
    figure = standing.figure_of(by)
    said = (
        words("lasting-never")
        if figure == DID_NOT_HAPPEN
        else words("lasting-length", length=Length(figure or 0))
    )
    if standing.state is exchange.State.AGREED:
        return words("lasting-noted", said=said)
    if standing.state is exchange.State.DIFFERING:
        return words("lasting-noted-differing", said=said)
    return words("lasting-settled")


def over(talking: Talking) -> Refusal | None:
    """Whether the hours are settled, or the help was called off."""
    return None if subject(talking).state is exchange.State.AGREED else OverAlready()


def subject(talking: Talking) -> Exchange:
    """Returns the exchange that a talk is about."""
    assert talking.subject_id is not None, "this talk is always about an exchange"
    return exchange.mine(talking.scene.session, talking.scene.member, talking.subject_id)


LASTING = Talk(
    name="lasting",
    steps=(Step("minutes", ask_minutes, take_lasting, unclear="minutes"),),
    finish=finish,
    about=words("about-lasting"),
    over=over,
)
