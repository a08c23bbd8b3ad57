"""Bringing in: many members at once, with their offers, hours and personal links, in a few statements.

A few hundred at a time are written, so that nobody else waits long for the database. Until all are there they
count as somebody who is still joining, and nobody can write to them; then one statement makes all of them
members, so that others see all of them or none.

They are members without the messenger: nobody can write to them, and the matching asks them for nothing,
until they claim their row; see `models.claim`. Their hours come from the time bank's own account, in sight.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, time
from typing import Any

from sqlalchemy import func, insert, select, update
from sqlmodel import Session, col

from models import claim, ledger, timebank
from models.account import Account
from models.availability import local_moment
from models.claim import Claim
from models.columns import Row
from models.deeplink import DeepLink, Purpose
from models.intake_entry import Entry
from models.ledger import Cause, Holder, Phase
from models.member import Member, State
from models.offer import Offer
from models.timebank import TimeBank
from models.transfer import Transfer

# The values of a row, by column.
Values = dict[str, Any]


def write(
    session: Session, timebank_id: int, by_id: int, intake_id: int, entries: Sequence[Entry], now: datetime
) -> None:
    """Writes down some entries; the caller has checked that all of them can be.

    Args:
        by_id: the organiser who brings them in, and whose links they get.
        intake_id: the intake that they belong to.
    """
    bank = timebank.get(session, timebank_id)
    member_ids = _add(session, Member, bank.id, [_member(bank, entry, now) for entry in entries])
    people = list(zip(entries, member_ids, strict=True))
    account: Values = {
        "holder": Holder.MEMBER,
        "floor_minutes": bank.floor_minutes,
        "ceiling_minutes": bank.ceiling_minutes,
    }
    accounts = [account | {"member_id": member_id} for member_id in member_ids]
    account_ids = _add(session, Account, bank.id, accounts)
    own = ledger.own_account(session, bank.id, Holder.BANK)
    hours = [
        _opening(bank, own.id, account_id, member_id, entry, now)
        for (entry, member_id), account_id in zip(people, account_ids, strict=True)
    ]
    moved = [line for line in hours if line is not None]
    _add(session, Transfer, bank.id, moved)
    offers: list[Values] = [
        {"member_id": member_id, "kind": kind, "made_at": now}
        for entry, member_id in people
        for kind in entry.kinds
    ]
    _add(session, Offer, bank.id, offers)
    link_ids = _add(session, DeepLink, bank.id, [_link(by_id, now) for _ in people])
    claims: list[Values] = [
        {
            "member_id": member_id,
            "link_id": link_id,
            "intake_id": intake_id,
            "phone": entry.phone,
            "made_at": now,
        }
        for (entry, member_id), link_id in zip(people, link_ids, strict=True)
    ]
    _add(session, Claim, bank.id, claims)


def let_in(session: Session, timebank_id: int, intake_id: int) -> None:
    """Makes members of all who were written down for an intake, at once."""
    theirs = select(col(Claim.member_id)).where(
        col(Claim.timebank_id) == timebank_id, col(Claim.intake_id) == intake_id
    )
    session.execute(
        update(Member)
        .where(
            col(Member.timebank_id) == timebank_id,
            col(Member.id).in_(theirs),
            col(Member.state) == State.JOINING,
        )
        .values(state=State.ACTIVE)
        .execution_options(synchronize_session=False)
    )


def _member(bank: TimeBank, entry: Entry, now: datetime) -> Values:
    since = now if entry.since is None else min(now, local_moment(entry.since, time(12), bank.zone))
    return {
        "state": State.JOINING,
        "name": entry.name,
        "languages": ",".join(entry.languages) or bank.language,
        "zone": bank.zone,
        "latitude": entry.latitude,
        "longitude": entry.longitude,
        "place_name": entry.place,
        "first_seen_at": now,
        # The organiser says so of each in the spreadsheet; they say it themselves when they claim their row.
        "adult_at": now,
        "joined_at": since,
    }


def _opening(
    bank: TimeBank, own_id: int, account_id: int, member_id: int, entry: Entry, now: datetime
) -> Values | None:
    """The line that gives somebody the hours they bring along, or else the usual ones to begin with."""
    brings = entry.minutes is not None
    minutes = bank.starting_minutes if entry.minutes is None else entry.minutes
    if not minutes:
        return None
    giver_id, receiver_id = (own_id, account_id) if minutes > 0 else (account_id, own_id)
    return {
        # Nobody gets hours to begin with a second time, however they come in.
        "deed_key": f"opening:{member_id}" if brings else f"starting:{member_id}",
        "phase": Phase.SINGLE,
        "cause": Cause.OPENING if brings else Cause.STARTING,
        "from_account_id": giver_id,
        "to_account_id": receiver_id,
        "minutes": abs(minutes),
        "made_at": now,
    }


def _link(by_id: int, now: datetime) -> Values:
    return {
        "token": claim.new_token(),
        "purpose": Purpose.CLAIM,
        "uses_left": 1,
        "made_by_id": by_id,
        "made_at": now,
        "expires_at": now + claim.LASTS,
    }


def _add(session: Session, table: type[Row], timebank_id: int, rows: Sequence[Values]) -> list[int]:
    """Adds many rows at once and returns their numbers, in the same order.

    Each row as an object would take a hundred times as long as the database does. Nobody else writes
    meanwhile, so the new numbers of the bank are those of the rows, in their order.
    """
    if not rows:
        return []
    session.flush()
    columns: Any = table.__table__  # type: ignore[attr-defined]
    usual = {
        name: field.get_default(call_default_factory=True)
        for name, field in table.model_fields.items()
        if name != "id" and not field.is_required()
    }
    last_id = session.scalar(select(func.max(columns.c.id)).where(columns.c.timebank_id == timebank_id)) or 0
    session.connection().execute(
        insert(columns), [usual | {"timebank_id": timebank_id} | row for row in rows]
    )
    added = session.execute(
        select(columns.c.id)
        .where(columns.c.timebank_id == timebank_id, columns.c.id > last_id)
        .order_by(columns.c.id)
    )
    return list(added.scalars())
