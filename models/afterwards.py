"""Afterwards: whether somebody would be glad to see the other one again, once help was given.

It only decides who is asked next time. Nobody but the one who said it ever reads it: the other is not told,
and neither is an organiser.
"""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from sqlmodel import Session

from models import apart, exchange, member
from models.exchange import Exchange, State
from models.member import Member, NotFound


class Feeling(StrEnum):
    """What somebody said: glad to see them again, others are preferred, or never the two together again."""

    GLAD = "glad"
    OTHERS = "others"
    NEVER = "never"


def say(session: Session, exchange_id: int, by: Member, feeling: Feeling, now: datetime) -> Exchange:
    """Notes what one of the two would like, in place of what they said before.

    Raises:
        NotFound: they are not one of the two, or no help was given.
    """
    standing = exchange.mine(session, by, exchange_id)
    if standing.state is not State.BANKED:
        raise NotFound()
    other = member.get(session, by.timebank_id, standing.other(by))
    glad = feeling is Feeling.GLAD
    if by.id == standing.asker_id:
        standing.asker_glad = glad
    else:
        standing.helper_glad = glad
    session.add(standing)
    if feeling is Feeling.NEVER:
        apart.keep(session, by, other, now)
    else:
        apart.relent(session, by, other)
    return standing


def said(session: Session, standing: Exchange, by: Member) -> Feeling | None:
    """Returns what that one of the two has said of the other; None while they have not.

    That two are kept apart holds for all the help there was between them.
    """
    if standing.other(by) in apart.said_by(session, by):
        return Feeling.NEVER
    glad = standing.asker_glad if by.id == standing.asker_id else standing.helper_glad
    if glad is None:
        return None
    return Feeling.GLAD if glad else Feeling.OTHERS
