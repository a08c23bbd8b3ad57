"""Changes: which members and requests the matching must look at again, in the order in which they changed.

The database itself writes them down, by triggers, so that nothing that is ever written can be forgotten here.
Whoever keeps a picture of the bank in memory reads on from the last change it has seen, and need not read
everything. The rows mean nothing beyond that: they are not copied with a database, and the oldest go.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import func
from sqlmodel import Field, Session, col, delete, insert, select

from models.columns import BigId, Row, choice

# So many are kept. Who has not looked for longer reads everything anew, which costs no more than so many.
KEPT = 50_000


class What(StrEnum):
    """What a change is of."""

    MEMBER = "member"
    REQUEST = "request"


class Change(Row, table=True):
    """That something of a member or a request has changed."""

    __tablename__ = "change"

    what: What = choice(What)
    subject_id: int = Field(sa_type=BigId)


@dataclass(frozen=True)
class Changes:
    """What has changed.

    Attributes:
        last_id: the number of the last change, from which to read on.
        members, requests: their numbers.
    """

    last_id: int
    members: frozenset[int]
    requests: frozenset[int]


def since(session: Session, timebank_id: int, last_id: int) -> Changes | None:
    """Returns what has changed in a bank since a change; None when so much has that not all of it is kept."""
    # One after the other, because asked for together they make SQLite read every row.
    first = session.exec(select(func.min(Change.id)).where(Change.timebank_id == timebank_id)).one()
    last = session.exec(select(func.max(Change.id)).where(Change.timebank_id == timebank_id)).one()
    if last is None or last < last_id:
        # Nothing was ever written down here, or another database has been put in its place.
        return Changes(0, frozenset(), frozenset()) if last is None and last_id == 0 else None
    if first > last_id + 1 and first > 1:
        return None
    found: dict[What, set[int]] = {What.MEMBER: set(), What.REQUEST: set()}
    for row in session.exec(
        select(Change).where(Change.timebank_id == timebank_id, col(Change.id) > last_id)
    ):
        found[row.what].add(row.subject_id)
    return Changes(last, frozenset(found[What.MEMBER]), frozenset(found[What.REQUEST]))


def last_id(session: Session, timebank_id: int) -> int:
    """Returns the number of the last change in a bank, 0 where there was none."""
    return session.exec(select(func.max(Change.id)).where(Change.timebank_id == timebank_id)).one() or 0


def note_members(session: Session, timebank_id: int, member_ids: Iterable[int]) -> None:
    """Writes down that the matching must look at some members again, for a reason that is in none of the rows
    which the database watches."""
    _note(session, timebank_id, What.MEMBER, member_ids)


def note_requests(session: Session, timebank_id: int, request_ids: Iterable[int]) -> None:
    """Writes down the same of some requests."""
    _note(session, timebank_id, What.REQUEST, request_ids)


def _note(session: Session, timebank_id: int, what: What, subject_ids: Iterable[int]) -> None:
    rows = [{"timebank_id": timebank_id, "what": what, "subject_id": one} for one in subject_ids]
    if rows:
        session.execute(insert(Change), rows)


def forget(session: Session, timebank_id: int) -> None:
    """Deletes all but the newest."""
    session.execute(
        delete(Change).where(
            col(Change.timebank_id) == timebank_id,
            col(Change.id) <= last_id(session, timebank_id) - KEPT,
        )
    )


# Of each table: what its rows say about members, what about requests, and which columns matter; all, where
# none are named.
_MATCHING = {
    "member": (["id"], [], [
        "state", "adult_at", "chat_id", "unreachable_since", "languages", "latitude", "longitude",
        "travel_limit_m", "free_slots", "zone", "gender", "visits", "cannot", "asks_per_week",
        "minutes_per_week",
    ]),
    "offer": (["member_id"], [], []),
    "changed_day": (["member_id"], [], []),
    "attestation": (["member_id"], [], []),
    "apart": (["member_id", "other_id"], [], []),
    "invitation": (["member_id"], ["request_id"], ["state", "answered_at"]),
    "exchange": (["asker_id", "helper_id"], ["request_id"], [
        "state", "starts_at", "banked_minutes", "asker_glad", "helper_glad",
    ]),
    "request": ([], ["id"], [
        "state", "round", "kind", "latitude", "longitude", "day", "part", "at", "earliest_at", "latest_at",
        "minutes", "choosing", "hurdles", "comes", "any_language",
    ]),
    "named_helper": ([], ["request_id"], []),
}  # fmt: skip


def watch(dialect: str, tables: Iterable[str] = tuple(_MATCHING)) -> list[str]:
    """Returns the statements that let the database write changes down.

    Args:
        dialect: "sqlite" or "postgresql".
        tables: of which; a migration names those that are there in its time.
    """
    statements: list[str] = []
    for table in tables:
        members, requests, columns = _MATCHING[table]
        for verb, row in (("INSERT", "NEW"), ("UPDATE", "NEW"), ("DELETE", "OLD")):
            event = f"UPDATE OF {', '.join(columns)}" if verb == "UPDATE" and columns else verb
            values = ", ".join(
                f"({row}.timebank_id, '{what}', {row}.{column})"
                for what, named in ((What.MEMBER, members), (What.REQUEST, requests))
                for column in named
            )
            insert = f"INSERT INTO change (timebank_id, what, subject_id) VALUES {values}"  # noqa: S608  # nosec B608
            name = f"{table}_noted_{verb.lower()}"
            if dialect == "postgresql":
                statements += [
                    f"CREATE OR REPLACE FUNCTION goodturn_{name}() RETURNS trigger LANGUAGE plpgsql AS $$ "
                    f"BEGIN {insert}; RETURN NULL; END $$",
                    f'CREATE TRIGGER {name} AFTER {event} ON "{table}" '
                    f"FOR EACH ROW EXECUTE FUNCTION goodturn_{name}()",
                ]
            else:
                statements.append(f'CREATE TRIGGER {name} AFTER {event} ON "{table}" BEGIN {insert}; END')
    return statements
