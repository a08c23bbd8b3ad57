"""A bank in which much has happened: asked, agreed, confirmed and banked through the rules, week by week."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, time, timedelta
from random import Random

from sqlmodel import Session

from models import agreement, confirmation, invitation, member, offer, request, timebank
from models.availability import ALWAYS, Part
from models.exchange import Exchange
from models.ledger import NotEnoughHours
from models.member import Member, Profile
from models.place import Point
from models.request import Wish
from models.timebank import TimeBank
from models.window import When

KINDS = ("shopping", "company", "lift", "garden", "call", "letters")
PLACES = {
    "Mill Lane": Point(51.5446, -0.0553),
    "Clapton": Point(51.5580, -0.0560),
    "Dalston": Point(51.5480, -0.0750),
    "Homerton": Point(51.5480, -0.0420),
}
LENGTHS_MINUTES = (30, 60, 60, 90, 120)


def people_move_in(session: Session, bank: TimeBank, count: int, now: datetime) -> list[Member]:
    """Lets so many people join in four places; a third reads Spanish, and each offers two kinds of help."""
    people = []
    for number in range(count):
        one = member.meet(
            session,
            timebank_id=bank.id,
            telegram_user_id=6_000_000_000 + number,
            chat_id=6_000_000_000 + number,
            language="es" if number % 3 == 2 else "en",
            now=now,
        )
        member.say_adult(session, one, now)
        member.agree_to_privacy(session, one, now)
        name, point = list(PLACES.items())[number * number % 7 % len(PLACES)]
        # Not quite at the same spot, but less than half a kilometre away.
        near = Point(point.latitude + (number % 5 - 2) * 0.003, point.longitude + (number % 3 - 1) * 0.006)
        member.join(session, one, Profile(f"Person {number}", near, name, 5_000, ALWAYS), now)
        for ahead in range(2):
            offer.make(session, one, KINDS[(number + ahead) % len(KINDS)], now)
        people.append(one)
    return people


def weeks_pass(
    session: Session,
    people: Sequence[Member],
    until: datetime,
    *,
    weeks: int,
    a_week: int = 9,
    seed: int = 7,
    rest: Sequence[int] = (),
) -> None:
    """Lets people ask and help through so many weeks up to a moment; every sixth request finds nobody.

    Args:
        a_week: how many ask in a week at first; it becomes more.
        rest: weeks in which only two people do anything, counted from 0.
    """
    chance, number = Random(seed), 0
    start = until - timedelta(weeks=weeks)
    for week in range(weeks):
        asking = 1 if week in rest else a_week + week // 3
        for turn in range(asking):
            number += 1
            asker, helper = _two(people, number, chance)
            asked_at = start + timedelta(weeks=week, hours=2 + 9 * turn % 60)
            _one(session, asker, helper, number, asked_at, chance)
    session.flush()


def _two(people: Sequence[Member], number: int, chance: Random) -> tuple[Member, Member]:
    """The last eighth of the people do nothing, the first quarter only ask, the next one only helps."""
    some = len(people) - len(people) // 8
    askers = [*range(some // 4), *range(some // 2, some)]
    helpers = range(some // 4, some)
    asker = askers[number % len(askers)]
    helper = chance.choice([one for one in helpers if one != asker])
    return people[asker], people[helper]


def _one(
    session: Session, asker: Member, helper: Member, number: int, asked_at: datetime, chance: Random
) -> None:
    minutes = chance.choice(LENGTHS_MINUTES)
    day = (asked_at + timedelta(days=2)).date()
    when = When(day=day, part=Part.AFTERNOON, at=time(15))
    # The kinds that come last are rare.
    kind = KINDS[min(chance.randrange(len(KINDS)), chance.randrange(len(KINDS)))]
    try:
        wanted = request.post(
            session, asker, Wish(kind, when, minutes), deed_key=f"busy {number}", now=asked_at
        )
    except NotEnoughHours:
        # They have been helped as much as they can be for now.
        return
    if number % 6 == 0:
        why = ("silence", "nobody_offers", "all_said_no")[number // 6 % 3]
        request.end(session, wanted, request.State.UNMET, why, asked_at + timedelta(days=2))
        return
    asked = invitation.ask(
        session, wanted, helper, wave=1, reasons=0, distance_m=0.0, waits_minutes=240, now=asked_at
    )
    wait = timedelta(minutes=chance.choice((20, 50, 90, 150, 300, 700, 1_500)))
    agreed = agreement.accept(session, asked.id, helper, wanted.latest_at, asked_at + wait)
    assert isinstance(agreed, Exchange)
    for who in (helper, asker):
        confirmation.confirm(session, agreed.id, who, minutes, agreed.ends_at + timedelta(hours=1))


def open_busy(session: Session, now: datetime, *, count: int = 40, weeks: int = 26) -> TimeBank:
    """Opens a bank in which a lot goes on, with an organiser who is none of the people."""
    began = now - timedelta(weeks=weeks + 1)
    bank = timebank.open_bank(
        session, name="Mill Lane", zone="Europe/London", language="en", country="GB", now=began
    )
    people = people_move_in(session, bank, count, began)
    weeks_pass(session, people, now - timedelta(days=3), weeks=weeks, rest=(3, 11))
    return bank
