"""A member's own story: what they gave and received, and whom they met by it. It is for their eyes alone."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, col, or_, select

from models import books, exchange, member, thanks
from models.exchange import Exchange
from models.member import Member

KINDS_TOLD = 3


@dataclass(frozen=True)
class Story:
    """What has come of somebody's membership.

    Attributes:
        since: when they joined, or joined again.
        given, received: how often they helped, and were helped.
        given_minutes, received_minutes: how long, as the books say after corrections.
        neighbours: how many different people they met by it.
        given_kinds, received_kinds: the codes of the kinds of help, the most frequent first, a few at most.
        thanked: how often somebody thanked them.
    """

    since: datetime
    given: int
    received: int
    given_minutes: int
    received_minutes: int
    neighbours: int
    given_kinds: tuple[str, ...]
    received_kinds: tuple[str, ...]
    thanked: int


def of(session: Session, by: Member) -> Story:
    """Tells a member their own story.

    Raises:
        NotAMember, WaitingForOrganiser: they are no member so far.
    """
    member.require_active(by)
    mine = or_(col(Exchange.asker_id) == by.id, col(Exchange.helper_id) == by.id)
    given_minutes = received_minutes = 0
    for one in books.banked(session, by.timebank_id, mine):
        if one.helper_id == by.id:
            given_minutes += one.minutes
        else:
            received_minutes += one.minutes
    gave: Counter[str] = Counter()
    got: Counter[str] = Counter()
    met: set[int] = set()
    for standing in session.exec(
        select(Exchange).where(
            Exchange.timebank_id == by.timebank_id, mine, Exchange.state == exchange.State.BANKED
        )
    ):
        (gave if standing.helper_id == by.id else got)[standing.kind] += 1
        met.add(standing.other(by))
    return Story(
        since=by.joined_at or by.first_seen_at,
        given=gave.total(),
        received=got.total(),
        given_minutes=given_minutes,
        received_minutes=received_minutes,
        neighbours=len(met),
        given_kinds=_often(gave),
        received_kinds=_often(got),
        thanked=thanks.count_received(session, by),
    )


def _often(kinds: Counter[str]) -> tuple[str, ...]:
    """Returns the most frequent ones; of two that are equally frequent, the one whose code comes first."""
    return tuple(sorted(kinds, key=lambda code: (-kinds[code], code))[:KINDS_TOLD])
