"""A poll: an announcement that can be answered, one vote for each member who was asked, until a day is over.

    no vote --> vote <--> another vote --> counted

It closes by itself. Then the votes are counted and deleted, and everybody who was asked is told the result in
sum; where fewer than five have voted only that is told, so that nobody can work out who said what.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import CheckConstraint, UniqueConstraint, func
from sqlmodel import Session, col, delete, select

from models import announcement, member, timebank
from models.announcement import Announcement
from models.audience import Audience
from models.columns import Row, moment, reference
from models.member import Member, NotFound
from models.notification import Notice, Notification
from models.notification import State as Delivered
from models.refusals import Refusal
from models.small_numbers import FEWEST
from models.window import TimePassed, TooFarAhead

FEWEST_ANSWERS, MOST_ANSWERS = 2, 8
LONGEST_ANSWER = 40
# What was said is known for half a year, and with it who was asked.
FURTHEST_DAYS = 60


class AnswersOutOfRange(Refusal):
    """A poll has not too few answers and not too many, all different. Facts: `least`, `most`."""

    message = "refusal-answers-out-of-range"


class PollClosed(Refusal):
    """Its last day is over."""

    message = "refusal-poll-closed"


class Vote(Row, table=True):
    """What one member has answered so far.

    Attributes:
        choice: which answer, counted from 0.
    """

    __tablename__ = "vote"
    __table_args__ = (
        UniqueConstraint("timebank_id", "announcement_id", "member_id"),
        CheckConstraint("choice >= 0", name="choice"),
        {"sqlite_autoincrement": True},
    )

    announcement_id: int = reference("announcement.id", index=True)
    member_id: int = reference("member.id", index=True)
    choice: int
    voted_at: datetime = moment()


@dataclass(frozen=True)
class Result:
    """What came of a poll.

    Attributes:
        voters: how many have voted.
        counts: how many chose each answer; None where too few have voted for that to be told.
    """

    voters: int
    counts: tuple[int, ...] | None


def draft(
    session: Session,
    by: Member,
    question: str,
    answers: Sequence[str],
    whom: Audience,
    closes_on: date,
    now: datetime,
) -> Announcement:
    """Writes a poll down, without sending it; `announcement.send` does that.

    Args:
        answers: at most `LONGEST_ANSWER` characters each.
        closes_on: the last day on which it can be answered.

    Raises:
        NotFound: `by` is no organiser.
        AnswersOutOfRange: fewer than two different answers, or more than eight.
        TimePassed, TooFarAhead: as `require_day`.
    """
    member.require_organiser(by)
    require_answers(answers)
    require_day(session, by, closes_on, now)
    return announcement.draft(session, by, question, whom, now, answers=answers, closes_on=closes_on)


def require_answers(answers: Sequence[str]) -> None:
    """Lets answers pass that a poll may have; raises AnswersOutOfRange for others."""
    different = {answer.casefold() for answer in answers if answer}
    if not FEWEST_ANSWERS <= len(different) == len(answers) <= MOST_ANSWERS:
        raise AnswersOutOfRange(least=FEWEST_ANSWERS, most=MOST_ANSWERS)


def require_day(session: Session, by: Member, closes_on: date, now: datetime) -> None:
    """Lets a last day pass, from today on.

    Raises:
        TimePassed: it is over.
        TooFarAhead: it is further ahead than polls may go.
    """
    today = timebank.today(timebank.get(session, by.timebank_id), now)
    if closes_on < today:
        raise TimePassed()
    if closes_on > today + timedelta(days=FURTHEST_DAYS):
        raise TooFarAhead(days=FURTHEST_DAYS)


def vote(session: Session, announcement_id: int, by: Member, choice: int, now: datetime) -> Announcement:
    """Votes, or changes one's vote.

    Args:
        choice: which answer, counted from 0.

    Raises:
        NotFound: there is no such poll, or it was not sent to them, or has no such answer.
        NotAMember, WaitingForOrganiser: they are no member any more.
        PollClosed: too late.
    """
    asked = asked_of(session, announcement_id, by)
    member.require_active(by)
    if not 0 <= choice < len(asked.answers):
        raise NotFound()
    if not is_open(asked, now):
        raise PollClosed()
    row = _vote_of(session, asked, by)
    if row is None:
        row = Vote(
            timebank_id=by.timebank_id,
            announcement_id=asked.id,
            member_id=by.id,
            choice=choice,
            voted_at=now,
        )
    row.choice, row.voted_at = choice, now
    session.add(row)
    session.flush()
    return asked


def asked_of(session: Session, announcement_id: int, who: Member) -> Announcement:
    """Returns a poll that was sent to that member; raises NotFound for any other."""
    asked = announcement.get(session, who.timebank_id, announcement_id)
    if not asked.is_poll or not announcement.was_told(session, asked, who):
        raise NotFound()
    return asked


def is_open(asked: Announcement, now: datetime) -> bool:
    """Says whether a poll can still be answered."""
    return asked.closes_at is not None and asked.closed_at is None and now < asked.closes_at


def choice_of(session: Session, asked: Announcement, who: Member) -> int | None:
    """Returns which answer that member has chosen so far; None while they have not, or it is counted."""
    row = _vote_of(session, asked, who)
    return None if row is None else row.choice


def result(asked: Announcement) -> Result:
    """Returns what came of a poll that is closed."""
    counts = asked.result or []
    voters = sum(counts)
    return Result(voters, tuple(counts) if voters >= FEWEST else None)


def close(session: Session, timebank_id: int, now: datetime) -> int:
    """Closes every poll whose last day is over, tells those who were asked, and returns how many it were.

    The votes are deleted as soon as they are counted.
    """
    due = session.exec(
        select(Announcement).where(
            Announcement.timebank_id == timebank_id,
            col(Announcement.closes_at) <= now,
            col(Announcement.closed_at).is_(None),
            col(Announcement.state).in_(_SENT),
        )
    ).all()
    for asked in due:
        _close(session, asked, now)
    return len(due)


_SENT = (announcement.State.SENDING, announcement.State.DONE, announcement.State.STOPPED)


def _close(session: Session, asked: Announcement, now: datetime) -> None:
    of_it = (col(Vote.timebank_id) == asked.timebank_id, col(Vote.announcement_id) == asked.id)
    counted = dict(
        session.exec(select(Vote.choice, func.count()).where(*of_it).group_by(col(Vote.choice))).all()
    )
    asked.result = [counted.get(number, 0) for number in range(len(asked.answers))]
    asked.closed_at = now
    session.add(asked)
    session.execute(delete(Vote).where(*of_it))
    told = session.exec(
        select(Notification.recipient_id)
        .where(
            Notification.timebank_id == asked.timebank_id,
            Notification.kind == Notice.ANNOUNCED,
            Notification.subject_id == asked.id,
            col(Notification.state).in_((Delivered.SENT, Delivered.SENDING, Delivered.UNCERTAIN)),
        )
        .order_by(col(Notification.recipient_id))
    ).all()
    session.flush()
    by_day = announcement.by_day(timebank.get(session, asked.timebank_id), now)
    announcement.tell(session, asked, Notice.POLL_RESULT, told, by_day)
    if asked.by_id not in told:
        announcement.tell_author(session, asked, Notice.POLL_RESULT, by_day)


def _vote_of(session: Session, asked: Announcement, who: Member) -> Vote | None:
    return session.exec(
        select(Vote).where(
            Vote.timebank_id == who.timebank_id,
            Vote.announcement_id == asked.id,
            Vote.member_id == who.id,
        )
    ).one_or_none()
