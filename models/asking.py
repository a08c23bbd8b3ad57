"""Asking: the matching invites many members at once, each of whom is looked at again first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, exists, false, insert, literal
from sqlalchemy import select as select_columns
from sqlmodel import Session, col, select

from models import apart, demand, invitation, member, notification, request
from models.invitation import Invitation
from models.member import Member
from models.notification import Notice, Notification
from models.request import Request
from models.timebank import TimeBank


@dataclass(frozen=True)
class Wish:
    """One invitation that is to be written.

    Attributes:
        request_id, round: to what, and in which search for somebody.
        member_id: who is asked.
        wave, reasons, distance_m: as in `Invitation`.
    """

    request_id: int
    round: int
    member_id: int
    wave: int
    reasons: int
    distance_m: float | None


def ask_all(session: Session, bank: TimeBank, wishes: Sequence[Wish], now: datetime) -> list[Wish]:
    """Asks members, as many as may still be asked to what still looks for somebody.

    Whatever has changed since it was thought about is passed over: the request is taken back or filled, its
    asker has left, somebody has paused, was asked already, or would rather not meet the other, or the bank
    does not arrange that kind of help any more.

    Args:
        bank: whose.
        wishes: a few hundred at the most, so that others can write in between.

    Returns:
        those that were written.
    """
    looking = {
        one.id: one
        for one in session.execute(
            _columns(Request.id, Request.round, Request.asker_id, Request.latest_at, Request.kind).where(
                col(Request.timebank_id) == bank.id,
                col(Request.id).in_({wish.request_id for wish in wishes}),
                col(Request.state) == request.State.OPEN,
                col(Request.latest_at) > now,
            )
        )
    }
    people = {
        one.id: one
        for one in session.execute(
            _columns(
                Member.id, Member.state, Member.adult_at, Member.chat_id, Member.unreachable_since
            ).where(
                col(Member.timebank_id) == bank.id,
                col(Member.id).in_(
                    {wish.member_id for wish in wishes} | {one.asker_id for one in looking.values()}
                ),
            )
        )
    }
    known = set(
        session.exec(
            select(Invitation.request_id, Invitation.round, Invitation.member_id).where(
                Invitation.timebank_id == bank.id, col(Invitation.request_id).in_(list(looking))
            )
        )
    )
    kept_apart = apart.from_whom(session, bank.id, {one.asker_id for one in looking.values()})
    banned = demand.banned_kinds(session, bank.id)
    written = []
    for wish in wishes:
        wanted, helper = looking.get(wish.request_id), people.get(wish.member_id)
        if (
            wanted is not None
            and wanted.round == wish.round
            and wanted.kind not in banned
            and member.may_be_helped(people[wanted.asker_id])
            and helper is not None
            and member.may_be_asked(helper)
            and helper.id != wanted.asker_id
            and helper.id not in kept_apart.get(wanted.asker_id, ())
            and (wanted.id, wanted.round, helper.id) not in known
        ):
            known.add((wanted.id, wanted.round, helper.id))
            written.append(wish)
    if written:
        _write(session, bank, written, looking, now)
    return written


def _columns(*columns: Any) -> Select[Any]:
    """Reads some columns alone, which takes a tenth of the time that whole rows take."""
    return select_columns(*columns)


def _write(
    session: Session, bank: TimeBank, wishes: list[Wish], looking: dict[int, Any], now: datetime
) -> None:
    """Writes the rows in two statements, because one by one they take many times as long."""
    session.flush()
    session.execute(
        insert(Invitation),
        [
            {
                "timebank_id": bank.id,
                "request_id": wish.request_id,
                "member_id": wish.member_id,
                "round": wish.round,
                "wave": wish.wave,
                "state": invitation.State.ASKED,
                "reasons": wish.reasons,
                "distance_m": wish.distance_m,
                "asked_at": now,
                "expires_at": now
                + invitation.waits(looking[wish.request_id].latest_at, bank.invitation_minutes, now),
            }
            for wish in wishes
        ],
    )
    # The database says it to each by itself: to fetch the numbers of the rows and send them back again would
    # take as long as all the rest.
    said = {
        "timebank_id": literal(bank.id),
        "kind": _literal(Notification.kind, Notice.INVITATION),
        "subject_id": Invitation.id,
        "recipient_id": Invitation.member_id,
        "round": literal(1),
        "state": _literal(Notification.state, notification.State.PENDING),
        "send_after": _literal(Notification.send_after, now),
        "useless_after": Request.latest_at,
        "attempts": literal(0),
        "retold": false(),
    }
    said_before = exists().where(
        col(Notification.timebank_id) == bank.id,
        col(Notification.kind) == Notice.INVITATION,
        col(Notification.subject_id) == Invitation.id,
    )
    session.execute(
        insert(Notification).from_select(
            list(said),
            _columns(*said.values())
            .join(Request, col(Request.id) == Invitation.request_id)
            .where(
                col(Invitation.timebank_id) == bank.id,
                col(Request.timebank_id) == bank.id,
                col(Invitation.request_id).in_({wish.request_id for wish in wishes}),
                col(Invitation.asked_at) == now,
                col(Invitation.state) == invitation.State.ASKED,
                # Whoever came forward by themself need not be asked.
                col(Invitation.wave) > 0,
                ~said_before,
            ),
        )
    )


def _literal(column: Any, value: Any) -> Any:
    """A value as that column stores it."""
    return literal(value, column.type)
