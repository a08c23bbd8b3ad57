"""The audit: every balance worked out again from the rows, and everything that should hold checked.

The numbers I1 to I4 are those of the project's list of invariants: I1 all accounts together hold zero; I2
each transfer has two accounts of one time bank; I3 no account was ever below its floor; I4 each reservation
was answered at most once, and none is left behind by an exchange that has ended.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from sqlmodel import Session, col, select

from models.exchange import Exchange, State
from models.ledger import Account, Holder, Phase, Transfer


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
    books = Books()
    accounts = {
        account.id: account
        for account in session.exec(select(Account).where(Account.timebank_id == timebank_id))
    }
    reservations: dict[int, Transfer] = {}
    rows = session.exec(
        select(Transfer).where(Transfer.timebank_id == timebank_id).order_by(col(Transfer.id))
    )
    for row in rows:
        books.transfers += 1
        giver, receiver = accounts.get(row.from_account_id), accounts.get(row.to_account_id)
        if giver is None or receiver is None or giver.id == receiver.id:
            books.wrong.append(f"I2 transfer {row.id} does not have two accounts of this time bank")
            continue
        books.wrong.extend(_answer(row, reservations, books))
        if row.phase is Phase.RESERVE:
            reservations[row.id] = row
            books.reserved[giver.id] += row.minutes
        elif row.phase in (Phase.SINGLE, Phase.POST):
            books.balances[giver.id] -= row.minutes
            books.balances[receiver.id] += row.minutes
        available = books.balances[giver.id] - books.reserved[giver.id]
        if giver.floor_minutes is not None and available < giver.floor_minutes:
            books.wrong.append(f"I3 account {giver.id} fell to {available} minutes at transfer {row.id}")
    if (total := sum(books.balances.values())) != 0:
        books.wrong.append(f"I1 all accounts together hold {total} minutes")
    books.wrong.extend(_left_behind(session, timebank_id, reservations))
    return books


def holders(session: Session, timebank_id: int) -> dict[int, Holder]:
    """Returns whose account each one is, by account id."""
    rows = session.exec(select(Account).where(Account.timebank_id == timebank_id))
    return {account.id: account.holder for account in rows}


def _answer(row: Transfer, reservations: dict[int, Transfer], books: Books) -> Iterator[str]:
    """Takes the reservation that a row answers out of those that are open."""
    if row.reserved_id is None:
        return
    reserved = reservations.pop(row.reserved_id, None)
    if reserved is None:
        yield f"I4 transfer {row.id} answers reservation {row.reserved_id}, which is not open"
        return
    books.reserved[reserved.from_account_id] -= reserved.minutes
    if (reserved.from_account_id, reserved.to_account_id) != (row.from_account_id, row.to_account_id):
        yield f"I2 transfer {row.id} has other accounts than the reservation it answers"


def _left_behind(session: Session, timebank_id: int, reservations: dict[int, Transfer]) -> Iterator[str]:
    """Finds reservations of exchanges that have ended, and exchanges whose hours were not banked once."""
    promised = {reserved.exchange_id for reserved in reservations.values()}
    exchanges = session.exec(select(Exchange).where(Exchange.timebank_id == timebank_id))
    for standing in exchanges:
        has_open = standing.id in promised
        if has_open != (standing.state in (State.AGREED, State.DIFFERING)):
            yield f"I4 exchange {standing.id} is {standing.state.value} and its hours are " + (
                "still reserved" if has_open else "not reserved"
            )
