"""Rearranging: the asker changes an open request, so that somebody can help after all.

Where what was asked of neighbours is no longer so, the search begins its next round: those who have not
answered are told that it has changed, and everybody may be asked again, also who said no to it as it was.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta

from sqlmodel import Session

from models import invitation, request
from models import kind as kinds
from models.availability import Part
from models.member import Member, NotFound
from models.refusals import Refusal
from models.request import Request, State
from models.window import TimePassed, When, window


class SearchOver(Refusal):
    """The request looks for nobody any more: somebody is coming, or it has ended."""

    message = "refusal-search-over"


class SomebodySaidYes(Refusal):
    """Somebody has said yes to it as it is, and waits for the asker's choice."""

    message = "refusal-somebody-said-yes"


def move(session: Session, request_id: int, by: Member, day: date, part: Part, now: datetime) -> Request:
    """Moves an open request to another time, and searches anew. The same time twice is one move.

    Args:
        day: on the wall clock of the request.
        part: of that day; the helper then says at what time they come.

    Raises:
        NotFound: it is not this member's request.
        SearchOver, SomebodySaidYes: it can no longer be changed.
        TimePassed, TooFarAhead: that time will not do.
    """
    wanted = _open_to_change(session, request_id, by)
    if (wanted.day, wanted.part, wanted.at) == (day, part, None):
        return wanted
    if day < now.date() - timedelta(days=1):
        # Over everywhere on earth, and perhaps so long ago that no clock can tell.
        raise TimePassed()
    when = When(day, part)
    span = window(when, wanted.zone, now)
    request.stop_searching(session, wanted, now)
    wanted.day, wanted.part, wanted.at, wanted.slots = when.day, when.part, when.at, when.slots
    wanted.earliest_at, wanted.latest_at = span.earliest_at, span.latest_at
    _search_for_something_else(session, wanted, now)
    return wanted


def by_phone(session: Session, request_id: int, by: Member, now: datetime) -> Request:
    """Lets an open request be done by phone, so that nobody has to come, and searches anew. Twice is once.

    The way to the door is forgotten, because nobody needs to know it now.

    Raises:
        NotFound: it is not this member's request, or that kind of help cannot be given by phone.
        SearchOver, SomebodySaidYes: it can no longer be changed.
        TimePassed: its time is over.
    """
    wanted = _open_to_change(session, request_id, by)
    if wanted.point is None:
        return wanted
    if not kinds.named(wanted.kind).can_be_by_phone:
        raise NotFound()
    if wanted.latest_at <= now:
        raise TimePassed()
    request.stop_searching(session, wanted, now)
    wanted.latitude, wanted.longitude, wanted.directions = None, None, ""
    wanted.hurdles, wanted.comes = 0, None
    _search_for_something_else(session, wanted, now)
    return wanted


def any_language(session: Session, request_id: int, by: Member, now: datetime) -> Request:
    """Lets somebody help who shares no language with the asker. Twice is once.

    Those who were asked may still say yes, since nothing changes for them, so the round goes on.

    Raises:
        NotFound: it is not this member's request.
        SearchOver, SomebodySaidYes: it can no longer be changed.
        TimePassed: its time is over.
    """
    wanted = _open_to_change(session, request_id, by)
    if wanted.latest_at <= now:
        raise TimePassed()
    wanted.any_language = True
    session.add(wanted)
    return wanted


def _search_for_something_else(session: Session, wanted: Request, now: datetime) -> None:
    """Begins the next round, in which those who said no may be asked, too: it was no to something else."""
    request.search_anew(session, wanted, now)
    wanted.unchanged_since_round = wanted.round


def _open_to_change(session: Session, request_id: int, by: Member) -> Request:
    wanted = request.mine(session, by, request_id)
    request.hold(session, wanted)
    if wanted.state is not State.OPEN:
        raise SearchOver()
    if invitation.of(session, wanted, [invitation.State.YES]):
        raise SomebodySaidYes()
    return wanted
