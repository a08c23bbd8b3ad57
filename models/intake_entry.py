"""An entry of an intake: what one line of a spreadsheet says of one member, and what may be wrong with it.

Nothing here reads a file; whoever does hands in plain values. Problems are codes with a row and a column, and
are worded for whoever reads them.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from sqlmodel import Session, col, select

from models import timebank
from models.claim import Claim
from models.member import Member, State
from models.timebank import TimeBank

LONGEST_NAME = 40
LONGEST_PHONE = 32
# So many figures at the end make a telephone number the same one, however its beginning is written.
SAME_PHONE_FIGURES = 9
LONGEST_GIVEN = 60


class Column(StrEnum):
    """What the columns of a spreadsheet are about."""

    NAME = "name"
    PHONE = "phone"
    LANGUAGES = "languages"
    PLACE = "place"
    OFFERS = "offers"
    HOURS = "hours"
    SINCE = "since"
    ADULT = "adult"


class Trouble(StrEnum):
    """What may be wrong with an entry; what the number of a problem says stands behind it."""

    UNKNOWN_HEADING = "unknown-heading"
    HEADING_TWICE = "heading-twice"
    NAME_MISSING = "name-missing"
    NAME_ODD = "name-odd"
    NAME_LONG = "name-long"  # how long it may be
    PLACE_LONG = "place-long"  # how long it may be
    PHONE_ODD = "phone-odd"
    LANGUAGE_UNKNOWN = "language-unknown"
    OFFER_UNKNOWN = "offer-unknown"
    HOURS_ODD = "hours-odd"
    HOURS_BELOW = "hours-below"  # the least, in minutes
    HOURS_ABOVE = "hours-above"  # the most, in minutes
    SINCE_ODD = "since-odd"
    SINCE_AHEAD = "since-ahead"
    ADULT_ODD = "adult-odd"
    UNDER_AGE = "under-age"
    SAME_MEMBER = "same-member"  # the other row
    SAME_PHONE = "same-phone"  # the other row
    PHONE_KNOWN = "phone-known"
    MEMBER_KNOWN = "member-known"


@dataclass(frozen=True)
class Problem:
    """One thing that is wrong.

    Attributes:
        row: in the spreadsheet, counted from 1.
        column: where in that row.
        given: what stands there, cut short.
        number: what the trouble speaks of, see `Trouble`.
    """

    row: int
    column: Column
    trouble: Trouble
    given: str = ""
    number: int = 0

    def to_document(self) -> list[Any]:
        """Returns it as JSON knows it."""
        return [self.row, self.column.value, self.trouble.value, self.given[:LONGEST_GIVEN], self.number]

    @classmethod
    def from_document(cls, kept: Sequence[Any]) -> Problem:
        """Returns what was kept."""
        row, column, trouble, given, number = kept
        return cls(row, Column(column), Trouble(trouble), given, number)


@dataclass(frozen=True)
class Entry:
    """What one row says.

    Attributes:
        row: in the spreadsheet, counted from 1.
        name, place: as they are kept of a member.
        phone: figures, perhaps with a plus before them; empty where none is given.
        languages: codes, the one that is written to them first; empty for the bank's own.
        kinds: codes of the kinds of help they offer.
        minutes: what they have, perhaps below zero; None for the usual starting hours.
        since: since when they have been a member; None for now.
        latitude, longitude: roughly where the place is, in degrees; None where nobody knows.
    """

    row: int
    name: str
    phone: str = ""
    languages: tuple[str, ...] = ()
    place: str = ""
    kinds: tuple[str, ...] = ()
    minutes: int | None = None
    since: date | None = None
    latitude: float | None = None
    longitude: float | None = None

    def to_document(self) -> dict[str, Any]:
        """Returns it as JSON knows it."""
        return asdict(self) | {"since": None if self.since is None else self.since.isoformat()}

    @classmethod
    def from_document(cls, kept: dict[str, Any]) -> Entry:
        """Returns what was kept."""
        return cls(
            **kept
            | {
                "since": None if kept["since"] is None else date.fromisoformat(kept["since"]),
                "languages": tuple(kept["languages"]),
                "kinds": tuple(kept["kinds"]),
            }
        )


def check(session: Session, timebank_id: int, entries: Sequence[Entry], today: date) -> list[Problem]:
    """Returns everything in entries that the time bank cannot take, in the order of the rows.

    Args:
        today: on the calendars of the bank's people.
    """
    bank = timebank.get(session, timebank_id)
    found = [problem for entry in entries for problem in _alone(bank, entry, today)]
    found += _twice(entries)
    found += _known(session, timebank_id, entries)
    columns = list(Column)
    return sorted(found, key=lambda one: (one.row, columns.index(one.column), one.trouble.value))


def _alone(bank: TimeBank, entry: Entry, today: date) -> Iterable[Problem]:
    """What is wrong with an entry whatever the others say."""
    if entry.minutes is not None and entry.minutes < bank.floor_minutes:
        yield Problem(entry.row, Column.HOURS, Trouble.HOURS_BELOW, number=bank.floor_minutes)
    most = bank.ceiling_minutes
    if entry.minutes is not None and most is not None and entry.minutes > most:
        yield Problem(entry.row, Column.HOURS, Trouble.HOURS_ABOVE, number=most)
    if entry.since is not None and entry.since > today:
        yield Problem(entry.row, Column.SINCE, Trouble.SINCE_AHEAD, entry.since.isoformat())


def _twice(entries: Sequence[Entry]) -> Iterable[Problem]:
    """The same person, or the same telephone, in two rows."""
    people: dict[tuple[str, str], int] = {}
    phones: dict[str, int] = {}
    for entry in entries:
        other = people.setdefault((_folded(entry.name), _folded(entry.place)), entry.row)
        if other != entry.row:
            yield Problem(entry.row, Column.NAME, Trouble.SAME_MEMBER, entry.name, other)
        if entry.phone:
            other = phones.setdefault(same_phone(entry.phone), entry.row)
            if other != entry.row:
                yield Problem(entry.row, Column.PHONE, Trouble.SAME_PHONE, entry.phone, other)


def _known(session: Session, timebank_id: int, entries: Sequence[Entry]) -> Iterable[Problem]:
    """Somebody who is a member already, or whose telephone came with an earlier spreadsheet."""
    here = session.exec(
        select(Member.name, Member.place_name).where(
            Member.timebank_id == timebank_id,
            col(Member.state).in_((State.WAITING, State.ACTIVE, State.PAUSED)),
        )
    )
    places: dict[str, set[str]] = {}
    for name, place in here:
        places.setdefault(_folded(name), set()).add(_folded(place))
    phones = {
        same_phone(phone)
        for phone in session.exec(
            select(Claim.phone).where(Claim.timebank_id == timebank_id, Claim.phone != "")
        )
    }
    for entry in entries:
        theirs = places.get(_folded(entry.name))
        # Where one of the two places is not known, nobody can tell them apart.
        if theirs is not None and (not entry.place or "" in theirs or _folded(entry.place) in theirs):
            yield Problem(entry.row, Column.NAME, Trouble.MEMBER_KNOWN, entry.name)
        if entry.phone and same_phone(entry.phone) in phones:
            yield Problem(entry.row, Column.PHONE, Trouble.PHONE_KNOWN, entry.phone)


def same_phone(phone: str) -> str:
    """Returns what two ways to write a telephone number have in common."""
    return "".join(sign for sign in phone if sign.isdigit())[-SAME_PHONE_FIGURES:]


def _folded(text: str) -> str:
    return " ".join(text.casefold().split())
