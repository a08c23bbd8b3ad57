"""Concerns: somebody worries about an exchange, about a person, or about something else, and says so.

    raised --> heard --> closed
      |  ^------/  \\        ^     whoever had it is no lead any more, or has left
      \\---------------------/     whoever closes it has heard it

It is read by the safeguarding leads alone, and never by whoever it is about. A lead has a day to say that
they have it. Then it goes on to the other leads, and after another day to the organisers, who are told every
day from then on until one of them has it. Where no lead is there, or the only one is whom it is about, the
organisers stand in for them.

What was said and done is kept in rows of its own, which the database never changes or deletes: a concern
outlasts the account of whoever raised it, and of whoever it is about. Its words alone go in the end, years
after it was closed; see `models.keeping`.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy import Index, text
from sqlmodel import Field, Session, col, func, select

from models import access, acquaintance, exchange, member, notification, safeguarding
from models.access import Read
from models.columns import Row, choice, moment, reference
from models.invitation import AT_ONCE
from models.member import Member, NotFound
from models.notification import Notice
from models.refusals import Refusal

# As long as one message can be, so that nobody has to leave anything out.
LONGEST = 4_096
HEARD_WITHIN = timedelta(hours=24)
NOBODY_HERE = timedelta(minutes=15)
RAISED_AT_MOST, RAISED_WITHIN = 10, timedelta(days=1)
LISTED_AT_MOST = 20


class TooManyConcerns(Refusal):
    """The member has raised as many as one may within a day. Facts: `limit`."""

    message = "refusal-too-many-concerns"


class NothingSaid(Refusal):
    """There is nothing to keep: neither words nor a voice note."""

    message = "refusal-nothing-said"


class WordsGone(Refusal):
    """So long after it was closed its words were deleted, and no new ones are put in their place."""

    message = "refusal-words-gone"


class State(StrEnum):
    """Where a concern stands; see the drawing at the top."""

    RAISED = "raised"
    HEARD = "heard"
    CLOSED = "closed"


class Event(StrEnum):
    """What was said or done."""

    SAID = "said"
    PASSED_ON = "passed_on"
    HEARD = "heard"
    HANDED_BACK = "handed_back"
    NOTE = "note"
    HELD = "held"
    CLOSED = "closed"


class Concern(Row, table=True):
    """One worry, as it stands.

    Attributes:
        reporter_id: who raised it.
        subject_id: whom it is about; None where it is about nobody in particular.
        exchange_id: the help it is about, if any.
        calls: how many times somebody was called for it.
        next_call_at: when it goes on to others, unless somebody has it by then.
        for_organisers: whether it has gone on to the organisers, since no lead answered.
        kept_until: until when a lead keeps its words longer than the bank does.
        words_told_at: when those who may read it were told that its words will go.
        emptied_at: since when its words are gone.
    """

    __tablename__ = "concern"
    __table_args__ = (
        # It holds those for whom somebody is still called, and nothing else.
        Index(
            "ix_concern_next_call",
            "timebank_id",
            "next_call_at",
            sqlite_where=text("next_call_at IS NOT NULL"),
            postgresql_where=text("next_call_at IS NOT NULL"),
        ),
        {"sqlite_autoincrement": True},
    )

    reporter_id: int = reference("member.id", index=True)
    subject_id: int | None = reference("member.id", default=None, nullable=True, index=True)
    exchange_id: int | None = reference("exchange.id", default=None, nullable=True)
    state: State = choice(State, default=State.RAISED)
    raised_at: datetime = moment()
    calls: int = 0
    next_call_at: datetime | None = moment(default=None, nullable=True)
    for_organisers: bool = False
    heard_at: datetime | None = moment(default=None, nullable=True)
    heard_by_id: int | None = reference("member.id", default=None, nullable=True)
    closed_at: datetime | None = moment(default=None, nullable=True)
    kept_until: datetime | None = moment(default=None, nullable=True)
    words_told_at: datetime | None = moment(default=None, nullable=True)
    emptied_at: datetime | None = moment(default=None, nullable=True)


class ConcernEntry(Row, table=True):
    """One thing that was said or done about a concern. Triggers forbid deleting it, and changing anything but
    taking the words out of one that is emptied.

    Attributes:
        by_id: who; None where it went on by itself.
        text: in their own words, as they wrote them.
        voice: the messenger's name for a voice note, which is passed on and never fetched.
    """

    __tablename__ = "concern_entry"

    concern_id: int = reference("concern.id", index=True)
    at: datetime = moment()
    by_id: int | None = reference("member.id", default=None, nullable=True)
    what: Event = choice(Event)
    text: str = Field(default="", max_length=LONGEST)
    voice: str = Field(default="", max_length=255)


def raise_(
    session: Session,
    by: Member,
    *,
    now: datetime,
    text: str = "",
    voice: str = "",
    subject_id: int | None = None,
    exchange_id: int | None = None,
) -> Concern:
    """Keeps a worry, word for word, and calls the first who can see to it. Anybody may, also a stranger.

    Args:
        text, voice: what they said; one of the two.
        subject_id: whom it is about. Where it is about help, it is about the other one of the two.
        exchange_id: the help it is about.

    Raises:
        NothingSaid: there are neither words nor a voice note.
        NotFound: it is about help of others, or about somebody who is not in this bank.
        TooManyConcerns: they have raised very many today.
    """
    if not text.strip() and not voice:
        raise NothingSaid()
    if exchange_id is not None:
        subject_id = exchange.mine(session, by, exchange_id).other(by)
    elif subject_id is not None:
        subject_id = member.get(session, by.timebank_id, subject_id).id
    today = session.exec(
        select(func.count()).where(
            Concern.timebank_id == by.timebank_id,
            Concern.reporter_id == by.id,
            col(Concern.raised_at) > now - RAISED_WITHIN,
        )
    ).one()
    if today >= RAISED_AT_MOST:
        raise TooManyConcerns(limit=RAISED_AT_MOST)
    raised = Concern(
        timebank_id=by.timebank_id,
        reporter_id=by.id,
        subject_id=subject_id,
        exchange_id=exchange_id,
        raised_at=now,
        next_call_at=now,
    )
    session.add(raised)
    session.flush()
    _enter(session, raised, Event.SAID, by, now, text=text[:LONGEST], voice=voice)
    _call(session, raised, now)
    return raised


def known_people(session: Session, by: Member, limit: int) -> list[Member]:
    """Returns those with whom a member has or had to do, the last first: who a worry may well be about."""
    ahead = [standing.other(by) for standing in exchange.unfinished_of(session, by)]
    met = [one.id for one in acquaintance.of(session, by)]
    people = [member.get(session, by.timebank_id, one) for one in dict.fromkeys([*ahead, *met])]
    return [one for one in people if one.name][:limit]


def anybody_for(session: Session, found: Concern) -> bool:
    """Says whether there is somebody who may see to it."""
    return bool(_rungs(session, found))


def may_see(session: Session, found: Concern, who: Member) -> bool:
    """Says whether somebody may read a concern: a lead whom it is not about; an organiser in place of one."""
    if who.timebank_id != found.timebank_id or who.id == found.subject_id:
        return False
    if not safeguarding.is_keeper(who):
        return False
    if who.is_lead or found.for_organisers or found.heard_by_id == who.id:
        return True
    return not safeguarding.leads(session, found.timebank_id, [found.subject_id])


def get(session: Session, by: Member, concern_id: int) -> Concern:
    """Returns a concern to somebody who may see it, without its words; raises NotFound to all others."""
    found = session.exec(
        select(Concern).where(Concern.timebank_id == by.timebank_id, Concern.id == concern_id)
    ).one_or_none()
    if found is None or not may_see(session, found, by):
        raise NotFound()
    return found


def mine(session: Session, by: Member, concern_id: int) -> Concern:
    """Returns a concern to the member who raised it; raises NotFound to all others."""
    found = session.exec(
        select(Concern).where(
            Concern.timebank_id == by.timebank_id, Concern.id == concern_id, Concern.reporter_id == by.id
        )
    ).one_or_none()
    if found is None:
        raise NotFound()
    return found


def read(
    session: Session, concern_id: int, by: Member, now: datetime
) -> tuple[Concern, Sequence[ConcernEntry]]:
    """Returns a concern with all that was said and done about it, and writes down who read it.

    Raises:
        NotFound: there is none that they may see.
    """
    found = get(session, by, concern_id)
    # About the one who raised it: whoever it is about would find the reading among their own data.
    access.note(session, by=by, member_id=found.reporter_id, what=Read.CONCERN, subject_id=found.id, now=now)
    return found, entries(session, found)


def entries(session: Session, found: Concern) -> Sequence[ConcernEntry]:
    """Returns what was said and done about a concern, the first first. The caller has `get` it."""
    return session.exec(
        select(ConcernEntry)
        .where(ConcernEntry.timebank_id == found.timebank_id, ConcernEntry.concern_id == found.id)
        .order_by(col(ConcernEntry.id))
    ).all()


def unfinished(session: Session, by: Member) -> list[Concern]:
    """Returns the concerns that somebody may see and that are not closed, the oldest first."""
    found = session.exec(
        select(Concern)
        .where(Concern.timebank_id == by.timebank_id, Concern.state != State.CLOSED)
        .order_by(col(Concern.id))
    )
    return [one for one in found if may_see(session, one, by)]


def closed(session: Session, by: Member, *, limit: int = LISTED_AT_MOST) -> list[Concern]:
    """Returns the concerns that somebody may see and that were closed last, the last first."""
    found = session.exec(
        select(Concern)
        .where(Concern.timebank_id == by.timebank_id, Concern.state == State.CLOSED)
        .order_by(col(Concern.closed_at).desc(), col(Concern.id).desc())
    )
    return [one for one in found if may_see(session, one, by)][:limit]


def hear(session: Session, concern_id: int, by: Member, now: datetime) -> Concern:
    """Somebody says that they have it; who raised it is told. The first one keeps it.

    Raises:
        NotFound: there is none that they may see.
    """
    found = locked(session, get(session, by, concern_id))
    if found.state is State.RAISED:
        found.state, found.heard_at, found.heard_by_id = State.HEARD, now, by.id
        found.next_call_at = None
        session.add(found)
        _enter(session, found, Event.HEARD, by, now)
        _call_nobody(session, found, now)
        _tell_reporter(session, found, Notice.CONCERN_HEARD, by, now)
    return found


def add_note(
    session: Session, concern_id: int, by: Member, text: str, now: datetime, *, what: Event = Event.NOTE
) -> Concern:
    """Adds what was found out or done, also after it was closed.

    Raises:
        NotFound: there is none that they may see.
        WordsGone: it was closed so long ago that its words were deleted.
    """
    found = get(session, by, concern_id)
    if text and found.emptied_at is not None:
        raise WordsGone()
    _enter(session, found, what, by, now, text=text[:LONGEST])
    return found


def close(session: Session, concern_id: int, by: Member, outcome: str, now: datetime) -> Concern:
    """Ends a concern with what came of it; who raised it is told that it is closed, and nothing else.

    Closing it twice is closing it once.

    Args:
        outcome: in words.

    Raises:
        NotFound: there is none that they may see.
        NothingSaid: what came of it is not said.
    """
    if not outcome.strip():
        raise NothingSaid()
    found = hear(session, concern_id, by, now)
    if found.state is not State.CLOSED:
        found.state, found.closed_at, found.next_call_at = State.CLOSED, now, None
        session.add(found)
        _enter(session, found, Event.CLOSED, by, now, text=outcome[:LONGEST])
        notification.lapse(
            session,
            timebank_id=found.timebank_id,
            subject_id=found.id,
            kinds=[Notice.CONCERN_HEARD],
            now=now,
        )
        _tell_reporter(session, found, Notice.CONCERN_CLOSED, by, now)
    return found


def pass_on(session: Session, timebank_id: int, now: datetime, *, limit: int = AT_ONCE) -> int:
    """Passes that bank's concerns on which nobody has taken in time, and returns how many they were.

    Args:
        limit: how many at the most.
    """
    found = session.exec(
        select(Concern)
        .where(
            Concern.timebank_id == timebank_id,
            Concern.state == State.RAISED,
            col(Concern.next_call_at) <= now,
        )
        .order_by(col(Concern.next_call_at), col(Concern.id))
        .limit(limit)
        .with_for_update(skip_locked=True)
    ).all()
    for one in found:
        _call(session, one, now)
    return len(found)


def hand_back(session: Session, who: Member, now: datetime) -> None:
    """Gives the concerns that somebody had and may not see any more back to the others, who are called."""
    for one in session.exec(
        select(Concern).where(
            Concern.timebank_id == who.timebank_id,
            Concern.state == State.HEARD,
            Concern.heard_by_id == who.id,
        )
    ):
        one.heard_by_id = None
        if may_see(session, one, who):
            one.heard_by_id = who.id
            continue
        one.state, one.heard_at, one.next_call_at = State.RAISED, None, now
        session.add(one)
        session.flush()
        _enter(session, one, Event.HANDED_BACK, who, now)
        _call(session, one, now, handed_back=True)


def _rungs(session: Session, found: Concern) -> list[list[Member]]:
    """Returns who is called for it in turn: a lead, the other leads, the organisers; none of them in vain."""
    people = safeguarding.keepers(session, found.timebank_id, [found.subject_id])
    leads = sorted(
        (one for one in people if one.is_lead),
        key=lambda one: (one.id == found.reporter_id, not _is_about(one), one.id),
    )
    rungs = [leads[:1], leads[1:], [one for one in people if not one.is_lead]]
    return [rung for rung in rungs if rung]


def _is_about(one: Member) -> bool:
    """Whether somebody is likely to read it soon: not on a break, and within reach."""
    return one.state is member.State.ACTIVE and one.unreachable_since is None


def _call(session: Session, found: Concern, now: datetime, *, handed_back: bool = False) -> None:
    """Calls whoever comes next. Who comes last is called every day, together with everybody before; of what
    was handed back all leads hear at once."""
    rungs = _rungs(session, found)
    everybody = [one for rung in rungs for one in rung]
    if not everybody:
        # Whoever comes to be a lead or an organiser is called soon after.
        found.next_call_at = now + NOBODY_HERE
        session.add(found)
        return
    people = rungs[found.calls] if found.calls < len(rungs) else everybody
    if handed_back:
        people = [one for one in everybody if one.is_lead] or everybody
    found.calls += 1
    found.next_call_at = now + HEARD_WITHIN
    if safeguarding.leads(session, found.timebank_id, [found.subject_id]):
        found.for_organisers = found.for_organisers or any(not one.is_lead for one in people)
    session.add(found)
    if found.calls > 1 and not handed_back:
        _enter(session, found, Event.PASSED_ON, None, now)
    for one in people:
        notification.queue(
            session,
            Notice.TASK_CONCERN,
            subject_id=found.id,
            recipient=one,
            send_after=now,
            round=found.calls,
        )


def _call_nobody(session: Session, found: Concern, now: datetime) -> None:
    notification.lapse(
        session, timebank_id=found.timebank_id, subject_id=found.id, kinds=[Notice.TASK_CONCERN], now=now
    )


def _tell_reporter(session: Session, found: Concern, notice: Notice, by: Member, now: datetime) -> None:
    """Tells whoever raised it, unless they did it themself or were forgotten; never what it is about."""
    reporter = member.get(session, found.timebank_id, found.reporter_id)
    if reporter.id != by.id and reporter.chat_id is not None:
        # After it was handed back, somebody else hears it.
        notification.queue(
            session, notice, subject_id=found.id, recipient=reporter, send_after=now, round=found.calls
        )


def _enter(
    session: Session,
    found: Concern,
    what: Event,
    by: Member | None,
    now: datetime,
    *,
    text: str = "",
    voice: str = "",
) -> None:
    session.add(
        ConcernEntry(
            timebank_id=found.timebank_id,
            concern_id=found.id,
            at=now,
            by_id=None if by is None else by.id,
            what=what,
            text=text,
            voice=voice,
        )
    )
    session.flush()


def locked(session: Session, found: Concern) -> Concern:
    """Makes whoever else would take it wait until this transaction has ended, and reads it once more."""
    return session.exec(
        select(Concern)
        .where(Concern.timebank_id == found.timebank_id, Concern.id == found.id)
        .with_for_update()
        .execution_options(populate_existing=True)
    ).one()
