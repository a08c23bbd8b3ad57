"""What an organiser cannot take back needs a second tap, and that one is only good for a short while.

The second button carries the minute in which it was shown. A tap on it that comes later, perhaps from a
message of last week about the very same member, asks anew instead of doing anything.
"""

from __future__ import annotations

from collections.abc import Sequence

from bot.context import Scene
from bot.flows.kinds import for_kind
from bot.saying import Button, Reply, Say, reply, say
from bot.values import Moment, Words, words
from bot.wording import member_words, request_when
from models import access, member, request
from models.attestation import Attestation
from models.exchange import Exchange
from models.member import Member

GOOD_FOR_MINUTES = 10


def fresh(scene: Scene, shown_in: int) -> bool:
    """Whether a second button that was shown in that minute, counted from 1970, may still be tapped."""
    return 0 <= minute(scene) - shown_in <= GOOD_FOR_MINUTES


def before_declining(scene: Scene, newcomer: Member) -> Reply:
    """Asks whether a newcomer is really to be turned away."""
    sure = Button(
        words("button-sure-decline", name=newcomer.name), f"declineyes:{newcomer.id}:{minute(scene)}"
    )
    return reply(edit=_asked(say(words("decline-ask", name=newcomer.name)), [sure], newcomer.id, "approval"))


def before_closing(scene: Scene, wanted: request.Request) -> Reply:
    """Asks whether a request is really to end without help."""
    name = member.get(scene.session, scene.bank.id, wanted.asker_id).name
    sure = Button(words("button-sure-nobody"), f"unmetyes:{wanted.id}:{minute(scene)}")
    question = words("unmet-ask", name=name, kind=for_kind(wanted.kind), when=request_when(wanted))
    return reply(edit=_asked(say(question), [sure], wanted.id, "at_risk"))


def before_settling_never(scene: Scene, standing: Exchange) -> Reply:
    """Asks whether help really did not happen, which ends it without hours."""
    sure = Button(words("button-sure-did-not-happen"), f"neveryes:{standing.id}:{minute(scene)}")
    helper = member.get(scene.session, scene.bank.id, standing.helper_id)
    asker = member.get(scene.session, scene.bank.id, standing.asker_id)
    question = words(
        "did-not-happen-ask",
        helper=member_words(helper),
        asker=member_words(asker),
        kind=for_kind(standing.kind),
        when=Moment(standing.starts_at),
    )
    return reply(edit=_asked(say(question), [sure], standing.id, "hours"))


def before_withdrawing(scene: Scene, whom: Member, seen: Attestation, what: Words) -> Reply:
    """Asks whether something that was seen of a member is really to count no more."""
    sure = Button(words("button-sure-withdraw"), f"unseenyes:{seen.id}:{minute(scene)}")
    back = Button(words("button-back"), f"checks:{whom.id}")
    return reply(edit=say(words("checks-withdraw-ask", name=whom.name, what=what), buttons=[[sure], [back]]))


def before_reading_door(scene: Scene, exchange_id: int) -> Reply:
    """Says that whoever reads the way to somebody's door is written down, and asks whether to go on.

    Raises:
        NotFound: to all but organisers, and for a visit that no longer stands.
    """
    standing = access.visit_to_look_after(scene.session, exchange_id, scene.member)
    sure = Button(words("button-show-door"), f"dooryes:{standing.id}:{minute(scene)}")
    back = Button(words("button-back-to-queue"), "admin")
    return reply(say(words("door-ask", name=_asker_of(scene, standing)), buttons=[[sure], [back]]))


def read_door(scene: Scene, exchange_id: int) -> Reply:
    """Shows the way to a door; that it was read is written down in the same transaction."""
    standing, directions = access.read_door(scene.session, exchange_id, scene.member, scene.now)
    name = _asker_of(scene, standing)
    said = (
        words("door-shown", name=name, directions=directions) if directions else words("door-none", name=name)
    )
    back = Button(words("button-back-to-queue"), "admin")
    return reply(say(said, buttons=[[back]], door_of=standing.id if directions else None))


def _asker_of(scene: Scene, standing: Exchange) -> str:
    return member.get(scene.session, scene.bank.id, standing.asker_id).name


def _asked(question: Say, sure: Sequence[Button], subject_id: int, kind: str) -> Say:
    back = Button(words("button-back"), f"task:{kind}:{subject_id}")
    return say(*question.parts, buttons=[sure, [back]])


def minute(scene: Scene) -> int:
    """The minute it is, counted from 1970, as a second button carries it."""
    return int(scene.now.timestamp()) // 60
