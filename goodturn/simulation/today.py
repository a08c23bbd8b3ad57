"""What the day has brought to a made-up bank: visits, and something of each kind that needs a person.

A town that is lived through leaves something of most kinds behind, but not always of all. What must be there,
so that whoever looks after the bank has an evening's work, is added here, by the verbs of real members and at
the times at which they would have used them. Whoever adds a kind of task adds it here, too.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, time, timedelta
from itertools import chain
from zoneinfo import ZoneInfo

from sqlmodel import Session, col, select

from goodturn.demo import FIRST_ID, LANDMARKS
from goodturn.simulation import evening
from models import (
    agreement,
    availability,
    confirmation,
    exchange,
    impression,
    member,
    notification,
    offer,
    raised_hand,
    request,
    timebank,
    volunteering,
)
from models.availability import ALWAYS
from models.exchange import Exchange
from models.impression import Seemed
from models.member import Member, Profile
from models.notification import Notice
from models.offer import Offer
from models.place import Point
from models.refusals import Refusal
from models.request import Request, Wish
from models.timebank import Joining, TimeBank
from models.window import When

# From so many minutes before now, or after it, and so long.
VISITS = ((-100, 60), (-20, 60), (60, 45), (150, 60), (240, 90))
KINDS = ("shopping", "garden", "dog", "letters", "computer")
FIRST_HOUR, LAST_HOUR = 8, 20
NEWCOMERS = (("Mercy", "Mill Lane"), ("Dafydd", "The library"), ("Lakshmi", "St Mark's hall"))
WAITED = timedelta(hours=20)


class NoSuchFavour(Exception):
    """Nobody in this bank could be found for it: it has too few members."""


def bring(session: Session, timebank_id: int, now: datetime) -> None:
    """Adds what the day has brought.

    Raises:
        NoSuchFavour: the bank has too few members.
    """
    Day(session, timebank.get(session, timebank_id), now).bring()


class Day:
    """One day in a bank."""

    def __init__(self, session: Session, bank: TimeBank, now: datetime) -> None:
        self._session, self._bank, self._now = session, bank, now
        self._favours = 0
        people = session.exec(
            select(Member)
            .where(Member.timebank_id == bank.id, Member.state == member.State.ACTIVE)
            .order_by(col(Member.id))
        ).all()
        self._people = [one for one in people if one.telegram_user_id is not None and not one.is_organiser]
        self._street = {one.name: one for one in people if (one.telegram_user_id or 0) < FIRST_ID + 100}
        # Whatever is brought happens to these, so that the phones on the page keep what is theirs.
        self._others = [one for one in self._people if one.name not in self._street]
        if len(self._others) < 8:
            raise NoSuchFavour

    def bring(self) -> None:
        """Adds everything."""
        member.make_organiser(self._session, self._others.pop(), self._now - timedelta(days=100))
        self._visits()
        self._hours()
        self._at_risk()
        self._hands()
        self._worry()
        self._newcomers()
        self._evening()
        self._greet()

    def _visits(self) -> None:
        """Visits that are over, that go on, and that come, one of them Amina's at George's."""
        george, amina = self._street.get("George"), self._street.get("Amina")
        for ahead, minutes in VISITS:
            at = self._quarter(self._now + timedelta(minutes=ahead))
            # Who looks early or late in the day finds fewer.
            if FIRST_HOUR <= self._hour(at) < LAST_HOUR:
                self._favour(at, minutes, min(at, self._now) - timedelta(days=2))
        self._favour(
            self._by_day(self._now + timedelta(minutes=75)), 60, self._days_ago(2), [george], [amina]
        )

    def _hours(self) -> None:
        """Hours on which two differ, and hours of which nobody says anything."""
        differing = self._favour(self._by_day(self._now - timedelta(hours=28)), 60, self._days_ago(4))
        asker, helper = self._two(differing)
        confirmation.confirm(self._session, differing.id, helper, 120, differing.ends_at + timedelta(hours=1))
        confirmation.confirm(self._session, differing.id, asker, 45, differing.ends_at + timedelta(hours=3))
        silent = self._favour(self._by_day(self._now - timedelta(hours=100)), 90, self._days_ago(7))
        asker, helper = self._two(silent)
        confirmation.confirm(self._session, silent.id, helper, 90, silent.ends_at + timedelta(hours=2))

    def _at_risk(self) -> None:
        """A wish that nobody has taken, and its time comes near."""
        at = self._by_day(self._now + timedelta(hours=4))
        self._post(at, 60, self._now - WAITED, "sewing", self._others)

    def _hands(self) -> None:
        """Two who would like a person."""
        for hours, one in zip((26, 2), self._others[::-2], strict=False):
            raised_hand.put_up(self._session, one, "ask:when", self._now - timedelta(hours=hours))

    def _worry(self) -> None:
        """A helper who is worried about the one who was helped last."""
        last = self._session.exec(
            select(Exchange)
            .where(
                Exchange.timebank_id == self._bank.id,
                Exchange.state == exchange.State.BANKED,
                col(Exchange.asker_id).in_([one.id for one in self._others]),
                col(Exchange.helper_id).in_([one.id for one in self._people]),
            )
            .order_by(col(Exchange.ended_at).desc(), col(Exchange.id).desc())
        ).first()
        if last is None:
            raise NoSuchFavour
        _, helper = self._two(last)
        said_at = self._now - timedelta(hours=3)
        impression.say(self._session, last.id, helper, Seemed.WORRIED, said_at)
        impression.add_words(self._session, last.id, helper, "There was hardly anything in the fridge.")

    def _newcomers(self) -> None:
        """Some who wait to be let in; from today on an organiser is asked about each newcomer."""
        timebank.set_joining(self._session, self._bank.id, Joining.APPROVED)
        for number, (name, place) in enumerate(NEWCOMERS):
            came_at = self._now - timedelta(hours=30 - 9 * number)
            user_id = FIRST_ID + 90 + number
            newcomer = member.meet(
                self._session,
                timebank_id=self._bank.id,
                telegram_user_id=user_id,
                chat_id=user_id,
                language=self._bank.language,
                now=came_at,
            )
            member.say_adult(self._session, newcomer, came_at)
            member.agree_to_privacy(self._session, newcomer, came_at)
            profile = Profile(name, Point(*LANDMARKS[place]), place, 2_000, ALWAYS)
            member.join(self._session, newcomer, profile, came_at)
            offer.make(self._session, newcomer, KINDS[number], came_at)

    def _evening(self) -> None:
        """Whatever else an organiser should have met before it happens."""
        organiser = self._street["Priya"]

        def favour(at: datetime, minutes: int, asked_at: datetime, askers: Iterable[Member]) -> Exchange:
            return self._favour(self._quarter(at), minutes, asked_at, askers, code="shopping")

        evening.bring(self._session, self._bank, organiser, self._others[1::2], favour, self._now)

    def _greet(self) -> None:
        """Whoever opens the page sees a welcome and the home keyboard on each phone, as in the demo."""
        for name in ("Amina", "George", "Priya"):
            if (one := self._street.get(name)) is not None:
                notification.queue(
                    self._session,
                    Notice.APPROVED,
                    subject_id=one.id,
                    recipient=one,
                    send_after=self._now - timedelta(days=1) + timedelta(minutes=1),
                )

    def _favour(
        self,
        at: datetime,
        minutes: int,
        asked_at: datetime,
        askers: Iterable[Member | None] = (),
        helpers: Iterable[Member | None] = (),
        code: str = "",
    ) -> Exchange:
        """Lets two agree on help at that moment: those named if they may, or else any two who do."""
        self._favours += 1
        turned = self._favours * 7 % len(self._others)
        others = self._others[turned:] + self._others[:turned]
        code = "shopping" if any(helpers) else code or KINDS[self._favours % len(KINDS)]
        wanted = self._post(at, minutes, asked_at, code, [*(one for one in askers if one), *others])
        offering = set(
            self._session.exec(
                select(Offer.member_id).where(
                    Offer.timebank_id == self._bank.id,
                    Offer.kind == code,
                    Offer.state == offer.State.ACTIVE,
                )
            )
        )
        named = [one for one in helpers if one is not None]
        for helper in chain(named, (one for one in others if one.id in offering)):
            if helper.id == wanted.asker_id or self._is_busy(helper, at, minutes):
                continue
            try:
                with self._session.begin_nested():
                    asked = volunteering.come_forward(self._session, wanted.id, helper, asked_at)
                    agreed = agreement.accept(self._session, asked.id, helper, at, asked_at)
            except Refusal:
                continue
            if isinstance(agreed, Exchange):
                return agreed
        raise NoSuchFavour

    def _post(
        self, at: datetime, minutes: int, asked_at: datetime, code: str, askers: Iterable[Member]
    ) -> Request:
        """Lets the first of them who may ask for help at that moment."""
        wall = availability.wall_clock(at, self._bank.zone)
        when = When(wall.date(), availability.part_of(wall.time()), wall.time())
        for asker in askers:
            if self._is_busy(asker, at, minutes):
                continue
            try:
                with self._session.begin_nested():
                    return request.post(
                        self._session,
                        asker,
                        Wish(code, when, minutes),
                        deed_key=f"today:{at:%Y%m%d%H%M}:{asker.id}",
                        now=asked_at,
                    )
            except Refusal:
                continue
        raise NoSuchFavour

    def _is_busy(self, one: Member, at: datetime, minutes: int) -> bool:
        """Says whether somebody has promised that time to others."""
        until = at + timedelta(minutes=minutes)
        return any(
            standing.starts_at < until and at < standing.ends_at
            for standing in exchange.unfinished_of(self._session, one)
        )

    def _two(self, standing: Exchange) -> tuple[Member, Member]:
        asker = member.get(self._session, self._bank.id, standing.asker_id)
        return asker, member.get(self._session, self._bank.id, standing.helper_id)

    def _days_ago(self, days: int) -> datetime:
        return self._now - timedelta(days=days)

    def _quarter(self, moment: datetime) -> datetime:
        """Returns the quarter of an hour that it lies in."""
        past = timedelta(minutes=moment.minute % 15, seconds=moment.second, microseconds=moment.microsecond)
        return moment - past

    def _by_day(self, moment: datetime) -> datetime:
        """Returns the quarter of an hour that it lies in, or at night nine in the morning after it."""
        hour = self._hour(moment)
        if FIRST_HOUR <= hour <= LAST_HOUR:
            return self._quarter(moment)
        day = moment.astimezone(ZoneInfo(self._bank.zone)).date() + timedelta(days=hour > LAST_HOUR)
        return availability.local_moment(day, time(9), self._bank.zone)

    def _hour(self, moment: datetime) -> int:
        return moment.astimezone(ZoneInfo(self._bank.zone)).hour
