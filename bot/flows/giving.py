"""Giving hours away: to whom, how many, read back, done."""

from __future__ import annotations

from bot import understanding
from bot.context import Scene
from bot.dialogue import Option, Outcome, Question, Step, Taken, Talk, Talking, Unclear
from bot.flows.kinds import kind_words
from bot.flows.minutes import minutes_said
from bot.heard import Heard, Manner
from bot.saying import Keyboard, Reply, reply, say
from bot.values import Length, Value, Words, words
from models import acquaintance, gift, ledger, member
from models.member import Member, NotFound
from models.refusals import Refusal

CHEST = "chest"
NEIGHBOURS_SHOWN = 6
LENGTHS_MINUTES = (15, 30, 60, 120)


class NeighbourGone(Refusal):
    """The neighbour has left the time bank while hours were being given to them."""

    message = "refusal-neighbour-gone"


def can_give_minutes(scene: Scene) -> int:
    """Returns how many minutes that member has to give: gifts are never made on credit."""
    account = ledger.account_of(scene.session, scene.bank.id, scene.member.id)
    return ledger.standing(scene.session, account).available_minutes


def neighbours(scene: Scene) -> list[Member]:
    """Returns who may be given hours: neighbours one has exchanged help with, and who are still here."""
    here = (member.State.ACTIVE, member.State.PAUSED)
    return [one for one in acquaintance.of(scene.session, scene.member) if one.state in here]


def ask_to(talking: Talking) -> Question:
    """To whom: a neighbour one knows, or the chest."""
    known = neighbours(talking.scene)
    options = [
        Option(str(one.id), neighbour_words(talking.scene, one, known)) for one in known[:NEIGHBOURS_SHOWN]
    ]
    return Question(
        words("giving-to") if known else words("giving-to-chest"),
        options,
        more=[Option(CHEST, words("button-chest"))],
    )


def neighbour_words(scene: Scene, one: Member, known: list[Member]) -> Words:
    """A neighbour's name; where two have the same, the last help tells them apart."""
    last = acquaintance.last_exchange(scene.session, scene.member, one)
    if last is None or sum(other.name.casefold() == one.name.casefold() for other in known) == 1:
        return words("button-neighbour", name=one.name)
    return words("button-neighbour-kind", name=one.name, kind=kind_words(last.kind))


def take_to(talking: Talking, value: str | None, heard: Heard) -> Outcome:
    """One of those; a neighbour for whom there was no room on the buttons may be typed."""
    if value == CHEST:
        return Taken(CHEST, words("button-chest"))
    known = neighbours(talking.scene)
    if value is None and heard.manner is Manner.WORDS:
        labels = [talking.scene.plain(neighbour_words(talking.scene, one, known)) for one in known]
        chosen = understanding.choose(heard.text, labels, talking.scene.language) if labels else None
        value = None if chosen is None else str(known[chosen].id)
    for one in known:
        if str(one.id) == value:
            return Taken(one.id, neighbour_words(talking.scene, one, known))
    return Unclear()


def ask_minutes(talking: Talking) -> Question:
    """How many hours, of those one has."""
    has = can_give_minutes(talking.scene)
    options = [
        Option(str(minutes), words("button-length", length=Length(minutes)))
        for minutes in LENGTHS_MINUTES
        if minutes <= has
    ]
    return Question(words("giving-minutes", length=Length(max(0, has))), options)


def take_minutes(talking: Talking, value: str | None, heard: Heard) -> Outcome:
    """Whole minutes, no more than one has."""
    minutes = minutes_said(talking, value, heard)
    if minutes is None or minutes < 1:
        return Unclear()
    has = can_give_minutes(talking.scene)
    if minutes > has:
        return Unclear(words("unclear-gift-too-long", length=Length(max(0, has))))
    return Taken(minutes, words("button-length", length=Length(minutes)))


def ask_check(talking: Talking) -> Question:
    """All of it read back."""
    receiver, length = _receiver(talking), Length(talking.answers["minutes"])
    if receiver is None:
        read_back = words("giving-read-back-chest", length=length)
    else:
        named = neighbour_words(talking.scene, receiver, neighbours(talking.scene))
        read_back = words("giving-read-back", name=named, length=length)
    yes = Option("give", words("button-give-it", length=length))
    return Question(words("giving-check"), [yes], alone=True, parts=[read_back])


def take_check(talking: Talking, value: str | None, heard: Heard) -> Outcome:
    """Given only when they say so."""
    if value is None and heard.manner is Manner.WORDS:
        value = "give" if understanding.yes_or_no(heard.text, talking.scene.language) else None
    if value != "give":
        return Unclear()
    receiver, length = _receiver(talking), Length(talking.answers["minutes"])
    name: Value = words("button-chest") if receiver is None else receiver.name
    return Taken("give", words("giving-line", name=name, length=length))


def finish(talking: Talking) -> Reply:
    """Gives the hours; the talk names the deed, so that it is done once."""
    scene, receiver = talking.scene, _receiver(talking)
    minutes = talking.answers["minutes"]
    gift.give(
        scene.session,
        scene.member,
        receiver=receiver,
        minutes=minutes,
        deed_key=f"gift:{talking.talk_id}",
        now=scene.now,
    )
    account = ledger.account_of(scene.session, scene.bank.id, scene.member.id)
    balance = Length(ledger.standing(scene.session, account).balance_minutes)
    if receiver is None:
        done = words("given-chest", length=Length(minutes), hours=balance)
    else:
        done = words("given", name=receiver.name, length=Length(minutes), hours=balance)
    return reply(say(done, keyboard=Keyboard.HOME))


def over(talking: Talking) -> Refusal | None:
    """Whether the neighbour has left meanwhile."""
    try:
        receiver = _receiver(talking)
    except NotFound as gone:
        return gone
    here = (member.State.ACTIVE, member.State.PAUSED)
    return None if receiver is None or receiver.state in here else NeighbourGone()


def _receiver(talking: Talking) -> Member | None:
    """Returns who is to get the hours; None for the chest, and before it was said."""
    to = talking.answers.get("to")
    if to is None or to == CHEST:
        return None
    return member.get(talking.scene.session, talking.scene.bank.id, to)


GIVING = Talk(
    name="giving",
    steps=(
        Step("to", ask_to, take_to),
        Step("minutes", ask_minutes, take_minutes, unclear="minutes"),
        Step("check", ask_check, take_check),
    ),
    finish=finish,
    about=words("about-giving"),
    over=over,
)
