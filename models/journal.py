"""The journal: every act of an organiser, with who did it, when, and to what. It is only ever added to."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from sqlmodel import Field, Session

from models.columns import BigId, Row, document, moment, reference

if TYPE_CHECKING:
    from models.member import Member


class JournalEntry(Row, table=True):
    """One act. Triggers forbid changing or deleting it.

    Attributes:
        by_id: the organiser who acted; None for the person at the command line.
        act: what was done, as `noun.verb`.
        subject_id: the id of the row it was done to.
        detail: facts in numbers and codes, never free text about a person.
    """

    __tablename__ = "journal_entry"

    at: datetime = moment()
    by_id: int | None = reference("member.id", default=None, nullable=True)
    act: str = Field(max_length=64)
    subject_id: int | None = Field(default=None, sa_type=BigId)
    detail: dict[str, Any] = document(default={})


def note(
    session: Session, *, by: Member, act: str, subject_id: int | None, now: datetime, **detail: Any
) -> None:
    """Writes down what an organiser did, in the same transaction as the act."""
    session.add(
        JournalEntry(
            timebank_id=by.timebank_id, at=now, by_id=by.id, act=act, subject_id=subject_id, detail=detail
        )
    )


def note_host(session: Session, *, timebank_id: int, act: str, now: datetime, **detail: Any) -> None:
    """Writes down what the person at the command line did."""
    session.add(JournalEntry(timebank_id=timebank_id, at=now, by_id=None, act=act, detail=detail))
