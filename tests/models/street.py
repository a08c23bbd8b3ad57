"""A street for the tests of the rules: a time bank, an organiser, three neighbours, and how they act.

Each act is a transaction of its own, as at a real door, and everybody who acts is read afresh in it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any, TypeVar

from sqlmodel import Session, col, select

from models import agreement, audit, invitation, ledger, member, notification, request, timebank
from models.availability import ALWAYS, Part
from models.columns import Row
from models.exchange import Exchange
from models.invitation import Invitation
from models.member import Member, Profile
from models.notification import Notice, Notification
from models.place import Point
from models.request import Choosing, Request, Wish
from models.store import Store
from models.timebank import TimeBank
from models.window import When

T = TypeVar("T")
R = TypeVar("R", bound=Row)

ZONE = "Europe/London"
HOME = Point(51.5450, -0.0553)
# Ben and Carla live half a kilometre and a whole one from home, each in a cell of their own.
HOMES = {
    "Olga": Point(51.5460, -0.0553),
    "Amina": HOME,
    "Ben": Point(51.5500, -0.0553),
    "Carla": Point(51.5550, -0.0553),
}


def profile(name: str, point: Point = HOME) -> Profile:
    """What a neighbour of that name tells at joining."""
    return Profile(name=name, point=point, place_name="Hackney", travel_limit_m=2_000, free_slots=ALWAYS)


def settle_in(session: Session, bank: TimeBank, name: str, number: int, now: datetime) -> Member:
    """Lets a neighbour join that bank, with their Telegram account of that number."""
    newcomer = member.meet(
        session,
        timebank_id=bank.id,
        telegram_user_id=5_000_000_000 + number,
        chat_id=5_000_000_000 + number,
        language="en",
        now=now,
    )
    member.say_adult(session, newcomer, now)
    member.agree_to_privacy(session, newcomer, now)
    return member.join(session, newcomer, profile(name, HOMES.get(name, HOME)), now)


def open_street(session: Session, now: datetime) -> tuple[TimeBank, list[Member]]:
    """Opens a time bank and lets Olga the organiser, Amina, Ben and Carla join it, in that order.

    They begin with two hours each, and may fall to five hours below zero.
    """
    bank = timebank.open_bank(
        session, name="Hackney", zone=ZONE, language="en", now=now, kinds_confirmed_at=now
    )
    people = []
    for number, name in enumerate(HOMES):
        newcomer = settle_in(session, bank, name, number, now)
        if name == "Olga":
            member.make_organiser(session, newcomer, now)
        people.append(newcomer)
    session.flush()
    return bank, people


@dataclass
class Street:
    """The people of one time bank on one database.

    Attributes:
        now: when the street was opened; the tests pass later moments themselves.
    """

    store: Store
    now: datetime
    bank: TimeBank
    olga: Member
    amina: Member
    ben: Member
    carla: Member

    async def decide(self, **rules: Any) -> None:
        """Changes settings of the bank."""

        def work(session: Session) -> TimeBank:
            bank = timebank.get(session, self.bank.id)
            for name, value in rules.items():
                setattr(bank, name, value)
            session.add(bank)
            return bank

        self.bank = await self.store.write(work)

    async def do(self, verb: Callable[..., T], *args: Any, **facts: Any) -> T:
        """Does one thing in one transaction, and returns what the verb returns."""
        return await self.store.write(
            lambda session: verb(
                session,
                *[_afresh(session, arg) for arg in args],
                **{name: _afresh(session, fact) for name, fact in facts.items()},
            )
        )

    async def see(self, verb: Callable[..., T], *args: Any, **facts: Any) -> T:
        """Looks at something without changing it, and returns what the verb returns."""
        return await self.store.read(
            lambda session: verb(
                session,
                *[_afresh(session, arg) for arg in args],
                **{name: _afresh(session, fact) for name, fact in facts.items()},
            )
        )

    async def again(self, row: R) -> R:
        """Returns that row as it stands now."""
        return await self.store.read(lambda session: session.get_one(type(row), row.id))

    async def ask(
        self,
        *,
        at: time | None = time(15),
        day: date | None = date(2026, 11, 24),
        minutes: int = 60,
        choosing: Choosing = Choosing.FIRST,
        key: str = "ask",
        asker: Member | None = None,
        now: datetime | None = None,
        **wish: Any,
    ) -> Request:
        """Lets Amina ask for company, tomorrow at three in the afternoon unless told otherwise."""
        when = When(day=day, part=wish.pop("part", Part.ANY), at=at)
        wanted = Wish(kind=wish.pop("kind", "company"), when=when, minutes=minutes, choosing=choosing, **wish)
        return await self.do(request.post, asker or self.amina, wanted, deed_key=key, now=now or self.now)

    async def invite(
        self, wanted: Request, helper: Member, now: datetime | None = None, wave: int = 1
    ) -> Invitation:
        """Asks a neighbour whether they would take that request."""
        return await self.do(
            invitation.ask,
            wanted,
            helper,
            wave=wave,
            reasons=0,
            distance_m=100.0,
            waits_minutes=self.bank.invitation_minutes,
            now=now or self.now,
        )

    async def agree(self, helper: Member | None = None, **wish: Any) -> Exchange:
        """Lets Amina ask, and Ben, or another, say yes at once."""
        wanted = await self.ask(**wish)
        helper = helper or self.ben
        asked = await self.invite(wanted, helper)
        agreed = await self.do(agreement.accept, asked.id, helper, wanted.latest_at, self.now)
        assert isinstance(agreed, Exchange)
        return agreed

    async def standing(self, who: Member) -> tuple[int, int]:
        """Returns the balance of a neighbour and what of it is promised, both in minutes."""
        found = await self.store.read(
            lambda session: ledger.standing(session, ledger.account_of(session, who.timebank_id, who.id))
        )
        return found.balance_minutes, found.reserved_minutes

    async def notices(self, *kinds: Notice, state: notification.State | None = None) -> list[Notification]:
        """Returns the notifications of those kinds, or of all, in the order they were queued."""

        def work(session: Session) -> list[Notification]:
            found = session.exec(select(Notification).order_by(col(Notification.id)))
            return [
                row
                for row in found
                if (not kinds or row.kind in kinds) and (state is None or row.state is state)
            ]

        return await self.store.read(work)

    async def told(self, kind: Notice) -> list[int]:
        """Returns who is still to be told something of that kind, in the order of their ids."""
        return sorted(row.recipient_id for row in await self.notices(kind, state=notification.State.PENDING))

    async def wrongs(self) -> list[str]:
        """Returns what the audit finds wrong."""
        return (await self.see(audit.audit, self.bank.id)).wrong


def hours(count: float) -> timedelta:
    """Returns that many hours."""
    return timedelta(hours=count)


def _afresh(session: Session, arg: Any) -> Any:
    """Reads a row that was handed over from an earlier transaction once more."""
    return session.get_one(type(arg), arg.id) if isinstance(arg, Row) else arg
