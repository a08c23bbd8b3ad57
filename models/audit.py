"""The audit: every balance worked out again from the rows, and everything that should hold checked.

The numbers I1 to I4 are those of the project's list of invariants: I1 all accounts together hold zero, and
nothing is left in a closed one; I2 each transfer has two accounts of one time bank and one deed, and what
follows from another row fits it; I3 no account was ever below its floor, nor was anything earned above its
ceiling; I4 each reservation was answered at most once, and what exchanges say is what the ledger says.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from sqlmodel import Session, col, select

from models.correction import Correction
from models.exchange import Exchange, State
from models.ledger import EARNED, MOVING, PAST_FLOORS, Account, Cause, Holder, Phase, Transfer

# One row as plain values, because a ledger is long and its objects are large.
_COLUMNS: tuple[Any, ...] = (
    Transfer.id,
    Transfer.deed_key,
    Transfer.phase,
    Transfer.cause,
    Transfer.from_account_id,
    Transfer.to_account_id,
    Transfer.minutes,
    Transfer.reserved_id,
    Transfer.exchange_id,
    Transfer.corrects_id,
)
AT_ONCE = 10_000


@dataclass
class Books:
    """What the audit found in one time bank.

    Attributes:
        balances: minutes by account id, worked out from the first row to the last.
        reserved: minutes promised by account id.
        transfers: how many rows were read.
        wrong: what does not hold, each as the invariant's name and the facts; empty when all is well.
    """

    balances: Counter[int] = field(default_factory=Counter)
    reserved: Counter[int] = field(default_factory=Counter)
    transfers: int = 0
    wrong: list[str] = field(default_factory=list)


def audit(session: Session, timebank_id: int) -> Books:
    """Goes through the whole ledger of a time bank, row by row in the order they were written."""
    session.flush()
    found = _Reading(session, timebank_id)
    statement = select(*_COLUMNS).where(Transfer.timebank_id == timebank_id).order_by(col(Transfer.id))
    for row in session.execute(statement.execution_options(yield_per=AT_ONCE)):
        found.take(row)
    found.finish(session)
    return found.books


def holders(session: Session, timebank_id: int) -> dict[int, Holder]:
    """Returns whose account each one is, by account id."""
    rows = session.exec(select(Account).where(Account.timebank_id == timebank_id))
    return {account.id: account.holder for account in rows}


class _Reading:
    """How far the ledger was read, and what was found up to there."""

    def __init__(self, session: Session, timebank_id: int) -> None:
        self.timebank_id = timebank_id
        self.books = Books()
        accounts = session.exec(select(Account).where(Account.timebank_id == timebank_id))
        self.accounts: dict[int, Account] = {account.id: account for account in accounts}
        corrections = session.exec(select(Correction).where(Correction.timebank_id == timebank_id))
        self.corrected_to = {one.transfer_id: one.minutes for one in corrections}
        # What followed from a row has that row's key and says what it is.
        self.followed = set(
            session.exec(
                select(Transfer.deed_key).where(
                    Transfer.timebank_id == timebank_id,
                    col(Transfer.cause).in_([Cause.CEILING, Cause.CLOSING, Cause.SAME_PERSON]),
                )
            )
        )
        self.keys: dict[str, Any] = {}
        self.lines: dict[int, Any] = {}
        self.says: dict[int, int] = {}
        self.reservations: dict[int, Any] = {}
        self.posted: Counter[int] = Counter()

    def wrong(self, line: str) -> None:
        """Notes something that does not hold."""
        self.books.wrong.append(line)

    def take(self, row: Any) -> None:
        """Reads the next row."""
        books = self.books
        books.transfers += 1
        giver, receiver = self.accounts.get(row.from_account_id), self.accounts.get(row.to_account_id)
        if giver is None or receiver is None or giver.id == receiver.id:
            self.wrong(f"I2 transfer {row.id} does not have two accounts of this time bank")
            return
        if row.minutes <= 0 and not (row.minutes == 0 and row.phase is Phase.RELEASE):
            self.wrong(f"I2 transfer {row.id} moves {row.minutes} minutes")
        if row.deed_key in self.keys:
            self.wrong(f"I2 transfer {row.id} is the deed of transfer {self.keys[row.deed_key].id} once more")
        self._take_following(row)
        self._take_correction(row)
        available_before = books.balances[giver.id] - books.reserved[giver.id]
        self._take_answer(row)
        if row.phase is Phase.RESERVE:
            self.reservations[row.id] = row
            books.reserved[giver.id] += row.minutes
        elif row.phase in MOVING:
            books.balances[giver.id] -= row.minutes
            books.balances[receiver.id] += row.minutes
            if row.phase is Phase.POST and row.exchange_id is not None:
                self.posted[row.exchange_id] += row.minutes
        self._take_limits(row, giver, receiver, available_before)
        self.keys[row.deed_key] = self.lines[row.id] = row
        self.says[row.id] = row.minutes

    def finish(self, session: Session) -> None:
        """Looks at what is left when every row was read."""
        books = self.books
        if (total := sum(books.balances.values())) != 0:
            self.wrong(f"I1 all accounts together hold {total} minutes")
        for account in self.accounts.values():
            held, promised = books.balances[account.id], books.reserved[account.id]
            if account.closed_at is not None and (held < 0 or held > promised):
                self.wrong(f"I1 account {account.id} is closed and holds {held} minutes")
        self.books.wrong.extend(self._left_behind(session))

    def _take_answer(self, row: Any) -> None:
        """Takes the reservation that a row answers out of those that are open."""
        if row.reserved_id is None:
            return
        reserved = self.reservations.pop(row.reserved_id, None)
        if reserved is None:
            self.wrong(f"I4 transfer {row.id} answers reservation {row.reserved_id}, which is not open")
            return
        self.books.reserved[reserved.from_account_id] -= reserved.minutes
        if (reserved.from_account_id, reserved.to_account_id) != (row.from_account_id, row.to_account_id):
            self.wrong(f"I2 transfer {row.id} has other accounts than the reservation it answers")

    def _take_correction(self, row: Any) -> None:
        """Looks whether a correction fits the line it points at."""
        if (row.cause is Cause.CORRECTION) != (row.corrects_id is not None):
            self.wrong(f"I2 transfer {row.id} is a correction of nothing, or corrects without being one")
        if row.corrects_id is None:
            return
        line = self.lines.get(row.corrects_id)
        accounts = {row.from_account_id, row.to_account_id}
        if line is None or {line.from_account_id, line.to_account_id} != accounts:
            self.wrong(f"I2 transfer {row.id} does not fit transfer {row.corrects_id}, which it corrects")
            return
        same_way = row.from_account_id == line.from_account_id
        self.says[line.id] += row.minutes if same_way else -row.minutes
        if row.id not in self.corrected_to:
            self.wrong(f"I2 transfer {row.id} corrects transfer {line.id} and nobody wrote down why")
        elif self.says[line.id] != self.corrected_to[row.id]:
            self.wrong(
                f"I2 transfer {row.id} corrects transfer {line.id} to {self.says[line.id]} minutes, "
                f"and should to {self.corrected_to[row.id]}"
            )

    def _take_following(self, row: Any) -> None:
        """Looks whether what went on to the chest fits the row that earned it."""
        if row.cause is not Cause.CEILING:
            return
        earned = self.keys.get(row.deed_key.removesuffix(":ceiling"))
        to = self.accounts[row.to_account_id]
        if (
            earned is None
            or earned.to_account_id != row.from_account_id
            or row.minutes > earned.minutes
            or to.holder is not Holder.CHEST
        ):
            self.wrong(f"I2 transfer {row.id} passes on hours that no transfer before it has earned")

    def _take_limits(self, row: Any, giver: Account, receiver: Account, available_before: int) -> None:
        """Looks whether a row took its giver below the floor, or let its receiver earn above the ceiling."""
        books = self.books
        held_giver = row.id > (giver.limits_after_id or 0)
        held_receiver = row.id > (receiver.limits_after_id or 0)
        available = books.balances[giver.id] - books.reserved[giver.id]
        if (
            held_giver
            and giver.floor_minutes is not None
            and available < min(giver.floor_minutes, available_before)
            and row.cause not in PAST_FLOORS
            and not self._was_emptied(row, giver)
        ):
            self.wrong(f"I3 account {giver.id} fell to {available} minutes at transfer {row.id}")
        if (
            held_receiver
            and row.cause in EARNED
            and row.phase in MOVING
            and receiver.ceiling_minutes is not None
            and books.balances[receiver.id] > receiver.ceiling_minutes
            and f"{row.deed_key}:ceiling" not in self.followed
            and not self._was_emptied(row, receiver)
        ):
            self.wrong(
                f"I3 account {receiver.id} earned up to {books.balances[receiver.id]} minutes "
                f"at transfer {row.id}"
            )

    def _was_emptied(self, row: Any, account: Account) -> bool:
        """Says whether the account was closed then, so that the chest, or the other account of the same
        person, bore what this row did to it."""
        key = f"{row.deed_key}:closing:{account.id}"
        return key in self.followed or f"{key}:rest" in self.followed

    def _left_behind(self, session: Session) -> Iterator[str]:
        """Finds reservations of exchanges that have ended, and exchanges whose hours were not banked once."""
        promised = {reserved.exchange_id for reserved in self.reservations.values()}
        exchanges = session.exec(
            select(Exchange).where(Exchange.timebank_id == self.timebank_id).order_by(col(Exchange.id))
        )
        for standing in exchanges:
            has_open = standing.id in promised
            if has_open != (standing.state in (State.AGREED, State.DIFFERING)):
                yield f"I4 exchange {standing.id} is {standing.state.value} and its hours are " + (
                    "still reserved" if has_open else "not reserved"
                )
            posted_minutes = self.posted[standing.id]
            if standing.state is not State.BANKED and posted_minutes:
                yield f"I4 exchange {standing.id} is {standing.state.value} and its hours were posted"
            elif standing.banked_minutes is not None and posted_minutes != standing.banked_minutes:
                yield (
                    f"I4 exchange {standing.id} banked {standing.banked_minutes} minutes "
                    f"and the ledger says {posted_minutes}"
                )
