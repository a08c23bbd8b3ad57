"""A made-up bank: a town lived through on the real rules up to a moment, and left as it stands then.

Every hour in its ledger was asked for, agreed, given and confirmed through the verbs of `models`, at its
time. Nothing is written past them but what people are called, and that what was to be said has been said. The
street of the demo lives in it, too, so that its phones on the page belong to members with a past.
"""

from __future__ import annotations

import asyncio
import itertools
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta
from functools import partial
from pathlib import Path
from typing import ClassVar
from zoneinfo import ZoneInfo

import numpy as np
from sqlalchemy import case, or_
from sqlmodel import Session, col, select, update

from bot.language import languages
from goodturn import demo
from goodturn.demo import NEIGHBOURS, Neighbour
from goodturn.simulation import cast, memory, today
from goodturn.simulation.chance import generator
from goodturn.simulation.life import Case, Life
from goodturn.simulation.made_up import WISHES_PER_WEEK, ZONE, made_up, wishes
from goodturn.simulation.memory import TownStore
from goodturn.simulation.people import Answer, Habits, People
from goodturn.simulation.policies import Ours
from goodturn.simulation.town import Need, Person, Town
from jobs.reminders import Reminders
from jobs.upkeep import Upkeep
from models import (
    afterwards,
    correction,
    exchange,
    gift,
    impression,
    invitation,
    landmark,
    leaving,
    ledger,
    member,
    notification,
    offer,
    preference,
    request,
    thanks,
    timebank,
    unfinished,
    wellbeing,
)
from models.afterwards import Feeling
from models.attestation import What
from models.availability import local_moment
from models.exchange import Exchange
from models.impression import Seemed
from models.invitation import Invitation
from models.ledger import Cause, Transfer
from models.member import Gender, Member
from models.notification import Notification
from models.place import Point, snap
from models.refusals import Refusal
from models.timebank import TimeBank
from models.wellbeing import Direct, Item

MORNING = time(5)
# Of a hundred hours that were banked, so many are followed by one of these. All are assumptions.
GLAD, RATHER_OTHERS, NEVER_AGAIN = 0.55, 0.04, 0.004
GIVEN_ON, PUT_RIGHT, THANKS = 0.04, 0.01, 0.4
WORRIED, DOWN, WELL = 0.01, 0.05, 0.25
WORDS_OF_THANKS = (
    "",
    "",
    "Thank you so much.",
    "You made my day.",
    "It was lovely to meet you.",
    "Until soon!",
)
# Of a hundred members, so many say how lonely they feel, and so much less lonely somebody gets in a quarter.
ANSWER, BETTER = 0.4, 0.15
# Of a hundred members, so many leave, and so many are away in the end.
LEAVE, PAUSED, UNREACHABLE = 0.03, 0.03, 0.01
TRIES_A_DAY, TRIES_AT_MOST = 1, 14
# Where those live who look after the bank, and who helps nobody while it is lived through.
ORGANISER = -1


class Unhurried(Ours):
    """Goodturn's own round: at once for a new wish, else every four hours, because half a year is long."""

    name, title = "unhurried", "Goodturn"
    every: ClassVar[timedelta] = timedelta(hours=4)


class HalfYear(Life):
    """A town lived through with what else people do: they thank each other, give hours on, and leave."""

    def sees(self, who: int, case: Case, *, to_many: bool = False) -> Answer:
        """As of a life; who lives in the demo's street helps the neighbours there whenever they can."""
        broken = self.town.broken(who, case.need)
        in_street = who in STREET and case.need.asker in STREET
        if in_street and not broken and self.people.is_free(who, case.need, broken):
            return Answer.YES
        return super().sees(who, case, to_many=to_many)

    def banked(self, case: Case, who: int, ended: Exchange) -> None:
        """As of a life: both say how it was, and now and then hours are given on or put right."""

        def work(session: Session) -> None:
            helper = member.get(session, self.timebank_id, ended.helper_id)
            asker = member.get(session, self.timebank_id, ended.asker_id)
            for side, by in (("asker", asker), ("helper", helper)):
                if (feeling := self._feels(side, case)) is not None:
                    afterwards.say(session, ended.id, by, feeling, self.now)
                if self.people.happens(f"{side} thanks", THANKS, case.need, case.round):
                    thanks.send(session, ended.id, by, self._words(side, case), self.now)
            self._tell_how_they_seemed(session, case, ended, helper)
            self._give_on(session, case, helper)
            self._put_right(session, case, ended)

        self.store.do(work)

    def leaves(self, place: int, tries: int = 0) -> None:
        """Somebody leaves as soon as nothing is under way in which others count on them."""

        def work(session: Session) -> bool:
            one = member.get(session, self.timebank_id, self.rows[place])
            if exchange.unfinished_of(session, one) or request.open_of(session, one) or _asked(session, one):
                return False
            leaving.leave(session, one, self.now)
            return True

        if not self.store.do(work) and tries < TRIES_AT_MOST:
            self.at(self.now + timedelta(days=TRIES_A_DAY), partial(self.leaves, place, tries + 1))

    def _feels(self, side: str, case: Case) -> Feeling | None:
        luck = self.people.share(f"{side} feels", case.need, case.round)
        if luck < NEVER_AGAIN:
            return Feeling.NEVER
        if luck < NEVER_AGAIN + RATHER_OTHERS:
            return Feeling.OTHERS
        return Feeling.GLAD if luck < NEVER_AGAIN + RATHER_OTHERS + GLAD else None

    def _words(self, side: str, case: Case) -> str:
        share = self.people.share(f"{side} words", case.need, case.round)
        return WORDS_OF_THANKS[int(share * len(WORDS_OF_THANKS))]

    def _tell_how_they_seemed(self, session: Session, case: Case, ended: Exchange, helper: Member) -> None:
        """Now and then the helper says how the asker seemed; an organiser sees to a worry the next day."""
        luck = self.people.share("seemed", case.need, case.round)
        if luck >= WORRIED + DOWN + WELL:
            return
        seemed = Seemed.WORRIED if luck < WORRIED else Seemed.DOWN if luck < WORRIED + DOWN else Seemed.WELL
        row = impression.say(session, ended.id, helper, seemed, self.now)
        if seemed is Seemed.WORRIED:
            number = row.id

            def see_to() -> None:
                self.store.do(
                    lambda inner: impression.see_to(
                        inner,
                        number,
                        member.get(inner, self.timebank_id, self.rows[ORGANISER]),
                        self.now,
                    )
                )

            self.at(self.now + timedelta(days=1), see_to)

    def _give_on(self, session: Session, case: Case, helper: Member) -> None:
        """Half an hour goes on to the chest, where the helper has it."""
        if self.people.happens("gives on", GIVEN_ON, case.need, case.round):
            try:
                gift.give(
                    session,
                    helper,
                    receiver=None,
                    minutes=30,
                    deed_key=f"gift:need:{case.need.number}",
                    now=self.now,
                )
            except Refusal as refusal:
                self.refused[type(refusal).__name__] += 1

    def _put_right(self, session: Session, case: Case, ended: Exchange) -> None:
        """The organiser puts a line right by half an hour."""
        if not self.people.happens("put right", PUT_RIGHT, case.need, case.round):
            return
        line = session.exec(
            select(Transfer).where(
                Transfer.timebank_id == self.timebank_id,
                Transfer.exchange_id == ended.id,
                Transfer.cause == Cause.EXCHANGE,
                col(Transfer.phase).in_(ledger.MOVING),
            )
        ).first()
        if line is not None:
            correction.correct(
                session,
                member.get(session, self.timebank_id, self.rows[ORGANISER]),
                transfer_id=line.id,
                minutes=line.minutes + 30,
                reason="It took half an hour longer, both say.",
                deed_key=f"correction:need:{case.need.number}",
                now=self.now,
            )


@dataclass(frozen=True)
class Phone:
    """Somebody's phone.

    Attributes:
        number: of the person in the messenger.
        place: latitude and longitude, in degrees.
        on_page: what it says below the name on the demo's page; None where it is not shown there.
    """

    name: str
    number: int
    language: str
    place: tuple[float, float]
    on_page: str | None


@dataclass(frozen=True)
class Lived:
    """A made-up bank.

    Attributes:
        store: the database it is in; close it when it is saved.
        people: those whom a messenger reaches, the street first.
        ended_at: the moment up to which it was lived through.
    """

    store: TownStore
    timebank_id: int
    people: tuple[Phone, ...]
    ended_at: datetime

    def save(self, file: Path) -> None:
        """Writes the database into a file."""
        self.store.save(file)


def live_through(
    *, members: int, weeks: int, seed: int, ends_at: datetime, passed: Callable[[float], None]
) -> Lived:
    """Lives through the weeks before a moment; the same for the same arguments.

    Args:
        members: how many there are, the organiser among them and those who leave.
        ends_at: the moment up to which it is lived through.
        passed: told now and then which share of it is done.
    """
    town = town_before(ends_at, members=members - 1, weeks=weeks, seed=seed)
    store = TownStore()
    store.empty()
    timebank_id, rows = memory.settle(store, town)
    life = HalfYear(store, town, People(town, Habits(), ends_at), timebank_id, rows)
    for place, moment in _leavers(town, seed):
        life.at(moment, partial(life.leaves, place))
    asyncio.run(life.live(Unhurried, passed, until=ends_at))
    life.now = ends_at
    called = ["" if place in STREET else name for place, name in enumerate(cast.names(town.people, seed))]
    store.do(lambda session: _name(session, life, called))
    store.do(lambda session: _say_how_they_feel(session, life, seed))
    store.do(lambda session: today.bring(session, timebank_id, ends_at))
    store.do(lambda session: _be_away(session, life, seed))
    asyncio.run(_let_time_pass(store, timebank_id, ends_at))
    store.do(lambda session: _say_what_is_past(session, timebank_id, ends_at))
    return Lived(store, timebank_id, store.do(lambda session: _phones(session, timebank_id)), ends_at)


# The neighbours of the demo's street by their place in the town; the one who looks after it is beside them.
STREET: dict[int, Neighbour] = dict(enumerate(one for one in NEIGHBOURS if not one.is_organiser))
# So many of all wishes are theirs, one in eight at most, and it is George who asks most.
WISHES_IN_THE_STREET = 36
ASKING_IN_THE_STREET = (1, 1, 0, 1, 3, 1, 2, 1, 4)
PRIYA = next(one for one in NEIGHBOURS if one.is_organiser)


def by_day(now: datetime) -> datetime:
    """Returns that moment by day, and at night the next morning, to which the demo moves its clock."""
    return demo.daytime(TimeBank(name=cast.BANK, zone=ZONE, language="en", opened_at=now), now)


def town_before(ends_at: datetime, *, members: int, weeks: int, seed: int) -> Town:
    """Returns a made-up town whose last day is the one of that moment, with the demo's street in it."""
    last = ends_at.astimezone(ZoneInfo(ZONE)).date()
    starts_at = local_moment(last - timedelta(days=7 * weeks - 1), MORNING, ZONE)
    plain = made_up(members=members, weeks=weeks, seed=seed, starts_at=starts_at)
    named = {f"area {number + 1}": name for number, name in enumerate(cast.AREAS)}
    people = tuple(
        _neighbour(STREET[place]) if place in STREET else replace(one, area=named[one.area])
        for place, one in enumerate(plain.people)
    )
    needs = wishes(
        generator(seed, 2),
        people,
        zone=ZONE,
        weeks=weeks,
        per_week=WISHES_PER_WEEK,
        starts_at=starts_at,
    )
    return replace(plain, people=people, needs=_asked_in_the_street(needs), ends_at=ends_at)


def _asked_in_the_street(needs: tuple[Need, ...]) -> tuple[Need, ...]:
    """Lets some wishes be those of the street, so that each phone on the page has a past to tell of."""
    every = max(8, len(needs) // WISHES_IN_THE_STREET)
    turns = itertools.cycle(ASKING_IN_THE_STREET)
    return tuple(
        replace(need, asker=next(turns)) if number % every == every // 2 else need
        for number, need in enumerate(needs)
    )


def _neighbour(one: Neighbour) -> Person:
    """Who lives in the demo's street, as somebody of the town."""
    return Person(
        point=snap(Point(*one.place)),
        area=demo.NAME,
        languages=tuple(dict.fromkeys((one.language, "en"))),
        travel_limit_m=one.travel_limit_m,
        offers=one.offers,
        free_slots=one.free_slots,
        gender=Gender.MAN if one.name in ("George", "Tomasz", "Owen") else Gender.WOMAN,
        checks=(What.BASIC,),
    )


def _leavers(town: Town, seed: int) -> list[tuple[int, datetime]]:
    """Returns who would leave, and from when on."""
    chance = generator(seed, 8)
    there = [place for place, one in enumerate(town.people) if place not in STREET and one.joins_at is None]
    leave = chance.choice(there, size=round(LEAVE * len(town.people)), replace=False)
    span = (town.ends_at - town.starts_at) * 0.85
    return [(int(place), town.starts_at + span * float(chance.uniform(0.2, 1))) for place in leave]


def _asked(session: Session, one: Member) -> bool:
    """Says whether somebody waits for this member's answer, or counts on it."""
    waiting = session.exec(
        select(Invitation.id).where(
            Invitation.timebank_id == one.timebank_id,
            Invitation.member_id == one.id,
            col(Invitation.state).in_([invitation.State.ASKED, invitation.State.YES]),
        )
    ).first()
    return waiting is not None


def _name(session: Session, life: HalfYear, called: list[str]) -> None:
    """Gives everybody a name and a number in the messenger that the demo's page knows them by."""
    bank = timebank.get(session, life.timebank_id)
    bank.name, bank.country = cast.BANK, "GB"
    session.add(bank)
    for name, point in demo.LANDMARKS.items():
        landmark.name(session, bank.id, name, Point(*point))
    numbers = {one.name: demo.FIRST_ID + number for number, one in enumerate(NEIGHBOURS)}
    shipped = languages()
    for place, row in life.rows.items():
        one = member.get(session, bank.id, row)
        if place == ORGANISER:
            _move_in(session, one, life.town.starts_at)
        else:
            one.name = STREET[place].name if place in STREET else called[place]
        number = numbers[one.name] if place in STREET or place == ORGANISER else demo.FIRST_ID + 100 + place
        one.telegram_user_id = one.chat_id = number
        # We write to nobody in a language that we do not speak.
        first = one.language if one.language in shipped else bank.language
        member.speak(session, one, first)
        session.add(one)
    session.flush()
    _without_the_app(session, life)


def _move_in(session: Session, organiser: Member, now: datetime) -> None:
    """Lets the one who looks after the bank be a neighbour, too."""
    organiser.name, organiser.place_name = PRIYA.name, demo.NAME
    member.live_at(session, organiser, Point(*PRIYA.place), demo.NAME, now)
    organiser.travel_limit_m, organiser.free_slots = PRIYA.travel_limit_m, PRIYA.free_slots
    for code in PRIYA.offers:
        offer.make(session, organiser, code, now)


def _without_the_app(session: Session, life: HalfYear) -> None:
    """Of those who offer nothing every third has no phone, and others speak for them."""
    silent = [place for place, one in enumerate(life.town.people) if not one.offers and place in life.rows]
    for place in silent[::3]:
        one = member.get(session, life.timebank_id, life.rows[place])
        one.telegram_user_id = one.chat_id = None
        session.add(one)


def _be_away(session: Session, life: HalfYear, seed: int) -> None:
    """Some take a break, with an end or without, and some cannot be written to any more."""
    chance = generator(seed, 9)
    there = [place for place in life.rows if place not in STREET and place != ORGANISER]
    chance.shuffle(there)
    many = len(life.town.people)
    away = [member.get(session, life.timebank_id, life.rows[place]) for place in there]
    free = [
        one
        for one in away
        if one.state is member.State.ACTIVE and one.chat_id is not None and not one.is_organiser
        and not exchange.unfinished_of(session, one)
    ]  # fmt: skip
    paused, gone = round(PAUSED * many), round(UNREACHABLE * many)
    for number, one in enumerate(free[:paused]):
        if number % 2:
            member.pause(session, one)
        else:
            back = life.now.astimezone(ZoneInfo(one.zone)).date() + timedelta(days=9 + number)
            preference.pause_until(session, one, back, life.now)
    for one in free[paused : paused + gone]:
        member.mark_unreachable(session, one, life.now - timedelta(days=3))


def _say_how_they_feel(session: Session, life: HalfYear, seed: int) -> None:
    """Some say every three months how lonely they feel, and a few feel less so than before."""
    chance, start = generator(seed, 10), life.town.starts_at
    wellbeing.turn(session, member.get(session, life.timebank_id, life.rows[ORGANISER]), True, start)
    for place, row in sorted(life.rows.items()):
        one, luck = member.get(session, life.timebank_id, row), float(chance.random())
        levels = chance.integers(1, 4, size=len(wellbeing.ITEMS))
        if luck >= ANSWER or place in STREET or place == ORGANISER or not one.has_joined:
            continue
        at = max(start, one.joined_at or start) + timedelta(days=float(chance.uniform(0, 10)))
        while at < life.now:
            wellbeing.agree(session, one, at)
            wellbeing.answer(
                session,
                one,
                items={name: Item(int(level)) for name, level in zip(wellbeing.ITEMS, levels, strict=True)},
                direct=Direct(min(5, 2 * int(levels.max()) - 1)),
                now=at,
            )
            levels = np.maximum(1, levels - (chance.random(levels.size) < BETTER))
            at += wellbeing.AGAIN_AFTER


async def _let_time_pass(store: TownStore, timebank_id: int, now: datetime) -> None:
    """Lets the jobs do what is due by the clock."""
    await Reminders(store, timebank_id, lambda: now).run()
    await Upkeep(store, timebank_id, lambda: now).run()


def _say_what_is_past(session: Session, timebank_id: int, now: datetime) -> None:
    """Takes what was to be said for said, except what is from the last day for the phones on the page, and
    for those who have to be rung up."""
    numbers = [demo.FIRST_ID + number for number, one in enumerate(NEIGHBOURS) if one.on_page is not None]
    still_to_hear = select(Member.id).where(
        Member.timebank_id == timebank_id,
        or_(col(Member.telegram_user_id).in_(numbers), col(Member.chat_id).is_(None)),
    )
    session.execute(
        update(Notification)
        .where(
            col(Notification.timebank_id) == timebank_id,
            col(Notification.state).in_(notification.UNFINISHED),
            col(Notification.send_after) <= now,
            or_(
                col(Notification.recipient_id).not_in(still_to_hear),
                col(Notification.send_after) <= now - timedelta(days=1),
            ),
        )
        .values(
            state=case(
                (col(Notification.useless_after) <= col(Notification.send_after), notification.State.LAPSED),
                else_=notification.State.SENT,
            ),
            finished_at=Notification.send_after,
            attempts=1,
        )
        .execution_options(synchronize_session=False)
    )


def _phones(session: Session, timebank_id: int) -> tuple[Phone, ...]:
    """Returns the phone of everybody who has one."""
    roles = {demo.FIRST_ID + number: one.on_page for number, one in enumerate(NEIGHBOURS)}
    rows = session.exec(
        select(Member)
        .where(Member.timebank_id == timebank_id, col(Member.telegram_user_id).is_not(None))
        .order_by(col(Member.telegram_user_id))
    )
    found = []
    for one in rows:
        number, home = one.telegram_user_id, one.point or Point(*PRIYA.place)
        assert number is not None, "only those were asked for who have one"
        place = (home.latitude, home.longitude)
        name = one.name or unfinished.told_name(session, one)
        found.append(Phone(name, number, one.language, place, roles.get(number)))
    return tuple(found)
