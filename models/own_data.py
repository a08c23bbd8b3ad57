"""Own data: everything that is kept about one member, to take along.

It is read from every table that points at a member, whichever those are, so that a table which is added later
cannot be forgotten here.
"""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Any

from sqlalchemy import Column, Table, and_, or_, select
from sqlmodel import Session

from models import acquaintance, same_person
from models.columns import metadata
from models.ledger import Transfer
from models.member import Member

FORMAT = "goodturn-own-data/1"

# Of some tables only the rows are a member's own in which they stand in these columns: what somebody else has
# said about them in confidence is not for them to read, and whose checks an organiser saw is not for the
# organiser to take along.
# A concern is the data of whoever raised it. Whoever it is about, or sees to it, finds nothing of it here: it
# would tell the one who is feared who was afraid of them. What the law lets them ask for, a lead answers.
_OWN_COLUMNS = {
    "apart": ("member_id",),
    "attestation": ("member_id",),
    "hours_grant": ("member_id",),
    "concern": ("reporter_id",),
    "alarm": ("member_id",),
    "meeting": ("member_id",),
    "contact": ("member_id",),
    "claim": ("member_id",),
    "impression": ("by_id",),
    "spending": ("asker_id", "helper_id"),
    "same_person": ("kept_id",),
}
# What an organiser was told about many members belongs to the bank and not to the organiser. Of their quiet
# word nobody learns that somebody has one, and of their concern not who sees to it.
_WITHHELD = {
    "explanation": ("found",),
    "intake": ("entries", "problems"),
    "drawing": ("content", "facts"),
    "overdue_visit": ("exchange_id", "due_at"),
    "member": ("quiet_word",),
    "concern": (
        "calls", "next_call_at", "for_organisers", "heard_by_id", "kept_until", "words_told_at",
    ),
    "alarm": ("calls", "next_call_at", "taken_by_id"),
    # Both read that an organiser has looked at it, and not which one.
    "spending": ("closed_by_id",),
}  # fmt: skip
# Of some tables only some rows are theirs: of a concern what they said when they raised it, and no alarm that
# was to go unnoticed by whoever looks at their phone.
_ONLY = {"concern_entry": ("what", "said"), "alarm": ("quiet", False)}


def collect(session: Session, who: Member, now: datetime) -> dict[str, Any]:
    """Returns all that is kept about a member, in values that JSON knows.

    Beside their own rows there are only the names of those with whom help was given or got. What stays under
    another number of theirs, because they once stood in two rows, is theirs, too.

    Args:
        now: the moment, which stands in the file.
    """
    numbers = [who.id, *(one.id for one in same_person.former_of(session, who))]
    tables: dict[str, list[dict[str, Any]]] = {
        "member": _rows(session, _table(Member), who, ["id"], numbers[:1])
    }
    for table in about_members():
        pointing = [column.name for column in pointing_at_member(table)]
        columns = list(_OWN_COLUMNS.get(table.name, pointing))
        tables[table.name] = _rows(session, table, who, columns, numbers)
    accounts = [row["id"] for row in tables["account"]]
    tables["transfer"] = _entries(session, who, accounts)
    return {
        "format": FORMAT,
        "made_at": now.isoformat(),
        "names": {str(one.id): one.name for one in acquaintance.of(session, who) if one.name},
        "tables": {name: rows for name, rows in sorted(tables.items()) if rows},
    }


def about_members() -> list[Table]:
    """Returns every table with a column that points at a member."""
    return [table for table in metadata.sorted_tables if pointing_at_member(table)]


def pointing_at_member(table: Table) -> list[Column[Any]]:
    """Returns the columns of a table that point at a member."""
    member = _table(Member)
    return [
        column for column in table.columns if any(key.column.table is member for key in column.foreign_keys)
    ]


def _table(model: Any) -> Table:
    found: Table = model.__table__
    return found


def _rows(
    session: Session, table: Table, who: Member, names: list[str], numbers: list[int]
) -> list[dict[str, Any]]:
    """Returns the rows of a table in which one of those columns holds one of that member's numbers."""
    holds = or_(*(table.c[name].in_(numbers) for name in names))
    mine = and_(table.c.timebank_id == who.timebank_id, holds)
    if table.name in _ONLY:
        name, value = _ONLY[table.name]
        mine = and_(mine, table.c[name] == value)
    rows = session.execute(select(table).where(mine).order_by(table.c.id))
    return [_without_confidences(table, _plain(row._mapping), who) for row in rows]


def _without_confidences(table: Table, row: dict[str, Any], who: Member) -> dict[str, Any]:
    """Leaves out what is for others to know: after a visit each of the two says for themself how it was."""
    withheld = set(_WITHHELD.get(table.name, ()))
    if table.name == "exchange":
        withheld.add("helper_glad" if row["asker_id"] == who.id else "asker_glad")
    return {name: value for name, value in row.items() if name not in withheld}


def _entries(session: Session, who: Member, accounts: list[int]) -> list[dict[str, Any]]:
    """Returns the lines of the ledger that touch those accounts."""
    lines = _table(Transfer)
    mine = or_(lines.c.from_account_id.in_(accounts), lines.c.to_account_id.in_(accounts))
    found = session.execute(
        select(lines).where(lines.c.timebank_id == who.timebank_id, mine).order_by(lines.c.id)
    )
    return [_plain(row._mapping) for row in found]


def _plain(row: Any) -> dict[str, Any]:
    return {
        name: value.isoformat() if isinstance(value, datetime | date | time) else value
        for name, value in row.items()
        if value is not None
    }
