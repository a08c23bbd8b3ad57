"""Proves that whoever may not be asked never is, in whatever state they and the askers are."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, fields
from datetime import UTC, date, datetime, time, timedelta

import numpy as np
import pytest
from hypothesis import event, example, given, settings
from hypothesis import strategies as st
from sqlalchemy import create_engine
from sqlalchemy.pool import StaticPool
from sqlmodel import Session, select

from jobs import searches
from jobs.matching_round import weights_of, wishes_of
from jobs.mind import Mind
from jobs.standing import Standing
from models import (
    agreement,
    apart,
    asking,
    banning,
    changed_day,
    invitation,
    kind,
    member,
    offer,
    preference,
    request,
    timebank,
)  # fmt: skip
from models.attestation import Attestation, What
from models.availability import ALWAYS, Part
from models.caution import KindBanned
from models.demand import KindDemand
from models.invitation import Invitation
from models.member import Gender, Member, Profile, State
from models.place import Point
from models.request import Request, Wish
from models.tables import metadata
from models.timebank import TimeBank
from models.window import When

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
HOME = Point(51.545, -0.0553)


@dataclass(frozen=True)
class Life:
    """How things stand with somebody.

    Attributes:
        state: where they stand.
        adult: whether they said that they are 18 or over.
        blocked: whether the messenger no longer lets us write to them.
        reached: whether they have a chat at all.
    """

    state: State
    adult: bool
    blocked: bool
    reached: bool

    @property
    def may_be_asked(self) -> bool:
        """Whether anybody may send them an invitation."""
        return self.state is State.ACTIVE and self.adult and self.reached and not self.blocked

    @property
    def may_be_helped(self) -> bool:
        """Whether anybody may be sent to their door."""
        return self.state in (State.ACTIVE, State.PAUSED) and self.adult


LIVES = st.builds(Life, st.sampled_from(State), st.booleans(), st.booleans(), st.booleans())
FIT = Life(State.ACTIVE, adult=True, blocked=False, reached=True)
# Most people are fit to be asked, so that there is somebody to ask beside those who are not.
MOSTLY_FIT = st.one_of(st.just(FIT), LIVES)

template = create_engine("sqlite://", poolclass=StaticPool)
metadata.create_all(template)


@contextmanager
def street() -> Iterator[tuple[Session, TimeBank]]:
    """A time bank on a database that forgets everything afterwards."""
    with template.connect() as connection, connection.begin() as transaction:
        with Session(connection, expire_on_commit=False) as session:
            bank = timebank.open_bank(
                session, name="Mill Lane", zone="Europe/London", language="en", now=NOW, wave_size=3,
                kinds_confirmed_at=NOW,
            )  # fmt: skip
            yield session, bank
        transaction.rollback()


def move_in(session: Session, bank: TimeBank, number: int) -> Member:
    """Somebody who has joined, does the shopping, and is always free."""
    one = member.meet(
        session, timebank_id=bank.id, telegram_user_id=number, chat_id=number, language="en", now=NOW
    )
    member.say_adult(session, one, NOW)
    member.agree_to_privacy(session, one, NOW)
    member.join(session, one, Profile(f"N{number}", HOME, "Mill Lane", 3_000, ALWAYS), NOW)
    offer.make(session, one, "shopping", NOW)
    return one


def lead(one: Member, life: Life) -> None:
    """Lets that life happen to somebody who had joined, past every rule that would forbid it."""
    one.state = life.state
    one.adult_at = NOW if life.adult else None
    one.unreachable_since = NOW if life.blocked else None
    one.chat_id = one.telegram_user_id if life.reached else None


def asked_in(session: Session) -> set[int]:
    """Who has an invitation."""
    session.flush()
    return set(session.exec(select(Invitation.member_id)))


@dataclass(frozen=True)
class Terms:
    """What stands between somebody who helps and somebody who asks, beside how things stand with each.

    Attributes:
        apart: one of the two would rather not meet the other again.
        stairs: there are stairs at the asker's, and this one cannot manage them.
        other_language: the two share no language.
        away: this one is away on that day.
        unchecked: this kind of help demands a check that nobody has seen of this one.
        has_enough: this one has given as many hours this week as they like.
        asked_enough: this one has been asked as often this week as they like.
        unwanted: the asker would rather have a woman come, and this one has said that he is a man.
    """

    apart: bool = False
    stairs: bool = False
    other_language: bool = False
    away: bool = False
    unchecked: bool = False
    has_enough: bool = False
    asked_enough: bool = False
    unwanted: bool = False

    @property
    def allow_it(self) -> bool:
        """Whether nothing stands between the two."""
        return not any(getattr(self, one.name) for one in fields(self))


TERMS = st.one_of(
    st.just(Terms()),
    st.sampled_from([Terms(**{one.name: True}) for one in fields(Terms)]),
    st.builds(Terms, *(st.booleans() for _ in fields(Terms))),
)


def agree_on(session: Session, one: Member, asker: Member, terms: Terms, other: Request) -> None:
    """Lets those terms stand between the two.

    Args:
        other: a request of somebody else, to which this one may have been asked.
    """
    if terms.apart:
        apart.keep(session, one, asker, NOW)
    preference.cannot_manage(session, one, ["stairs"] if terms.stairs else [])
    one.languages = "cy" if terms.other_language else "en"
    if terms.away:
        changed_day.say(session, one, date(2026, 11, 24), date(2026, 11, 24), 0, NOW)
    if not terms.unchecked:
        session.add(
            Attestation(
                timebank_id=one.timebank_id,
                member_id=one.id,
                what=What.BASIC,
                seen_at=NOW,
                seen_by_id=asker.id,
            )
        )
    if terms.has_enough:
        preference.limit_minutes(session, one, 30)
    if terms.asked_enough:
        preference.limit_asks(session, one, 1)
        session.add(
            Invitation(
                timebank_id=one.timebank_id,
                request_id=other.id,
                member_id=one.id,
                asked_at=NOW - timedelta(days=2),
                expires_at=NOW - timedelta(days=1),
                state=invitation.State.SILENT,
            )
        )
    preference.say_gender(session, one, Gender.MAN if terms.unwanted else Gender.WOMAN)


@settings(max_examples=100, deadline=None)
@given(
    asker=MOSTLY_FIT,
    before=st.lists(st.tuples(MOSTLY_FIT, TERMS), min_size=1, max_size=5),
    after=st.lists(st.none() | LIVES, min_size=5, max_size=5),
)
@example(asker=FIT, before=[(FIT, Terms())], after=[None] * 5)
@example(
    asker=FIT,
    before=[(FIT, Terms())],
    after=[Life(State.ACTIVE, adult=False, blocked=False, reached=True)] * 5,
)
@example(
    asker=Life(State.LEFT, adult=True, blocked=False, reached=True),
    before=[(FIT, Terms())],
    after=[None] * 5,
)
def test_whoever_may_not_be_asked_never_is(
    asker: Life, before: list[tuple[Life, Terms]], after: list[Life | None]
) -> None:
    """Whether under 18, not let in, paused, gone or out of reach, kept apart, unable to manage the stairs,
    without a common language, away, unchecked, or having given or been asked enough, when the round begins or
    by the time its invitations are written: such a member is never asked, and nobody is sent to an asker who
    is none of us; all others who are needed are asked."""
    with street() as (session, bank):
        wanting, bystander = move_in(session, bank, 1), move_in(session, bank, 2)
        helpers = [move_in(session, bank, number + 3) for number in range(len(before))]
        preference.say_hurdles(session, wanting, ["stairs"])
        preference.prefer(session, wanting, preference.Side.COMES, Gender.WOMAN)
        session.add(KindDemand(timebank_id=bank.id, kind="shopping", least_check=What.BASIC))
        wish = Wish("shopping", When(date(2026, 11, 24), Part.ANY, time(14)), 60)
        request.post(session, wanting, wish, deed_key="ask", now=NOW)
        other = request.post(session, bystander, Wish("dog", When(None, Part.ANY), 60), deed_key="b", now=NOW)
        lead(wanting, asker)
        lead(bystander, Life(State.LEFT, adult=True, blocked=False, reached=False))
        for one, (life, terms) in zip(helpers, before, strict=True):
            agree_on(session, one, wanting, terms, other)
            lead(one, life)
        session.flush()
        now = NOW + timedelta(minutes=1)
        wishes = thought_of(session, bank, now)
        allowed = {
            one.id for one, (life, terms) in zip(helpers, before, strict=True)
            if life.may_be_asked and terms.allow_it and asker.may_be_helped
        }  # fmt: skip
        assert {wish.member_id for wish in wishes} <= allowed
        assert len(wishes) == min(3, len(allowed))
        # While it was thought about, life went on.
        lives = {one.id: life for one, (life, _) in zip(helpers, before, strict=True)}
        for one, later in zip(helpers, after, strict=False):
            if later is not None:
                lead(one, later)
                lives[one.id] = later
        session.flush()
        known = asked_in(session)
        asking.ask_all(session, bank, wishes, now)
        asked = asked_in(session) - known
        event(f"{len(asked)} asked")
        assert asked == {wish.member_id for wish in wishes if lives[wish.member_id].may_be_asked}


def thought_of(session: Session, bank: TimeBank, now: datetime) -> list[asking.Wish]:
    """Whom a first look at the bank would ask."""
    standing, mind = Standing(bank.id), Mind(compiled=False)
    news = standing.refresh(session, now)
    assert news is not None
    mind.learn(news)
    wanting = standing.wanting(now)
    some = [one for one, _ in wanting]
    arrays = searches.arrays(
        some, bank, standing.place_of, standing.busy, [pending for _, pending in wanting], now
    )
    ahead = np.full(len(some), 100)
    thought = mind.plan(arrays, weights_of(bank), ahead, standing.hours_since_asked(now))
    return wishes_of(some, thought, standing, bank)


@settings(max_examples=40, deadline=None)
@given(
    code=st.sampled_from(sorted(kind.CODES)),
    checks=st.lists(st.sampled_from(What), max_size=5),
    before=st.booleans(),
    first_asked=st.booleans(),
)
def test_nobody_is_asked_for_a_kind_that_is_banned(
    code: str, checks: list[What], before: bool, first_asked: bool
) -> None:
    """Whatever was seen of somebody, and whether it is banned before the round begins or while it thinks; who
    was asked before cannot say yes any more, and the request goes to an organiser."""
    with street() as (session, bank):
        wanting, helper, olga = (move_in(session, bank, number) for number in (1, 2, 3))
        member.make_organiser(session, olga, NOW)
        member.pause(session, olga)
        offer.make(session, helper, code, NOW)
        session.add_all(
            Attestation(timebank_id=bank.id, member_id=helper.id, what=what, seen_at=NOW, seen_by_id=olga.id)
            for what in checks
        )
        wish = Wish(code, When(date(2026, 11, 24), Part.ANY, time(14)), 60)
        wanted = request.post(session, wanting, wish, deed_key="ask", now=NOW)
        session.flush()
        now = NOW + timedelta(minutes=1)
        if before:
            banning.set_banned(session, code, olga, now, banned=True)
        wishes = thought_of(session, bank, now)
        assert [wish.member_id for wish in wishes] == ([] if before else [helper.id])
        if first_asked:
            asking.ask_all(session, bank, wishes, now)
        banning.set_banned(session, code, olga, now, banned=True)
        written = asking.ask_all(session, bank, wishes, now)
        assert written == [] == thought_of(session, bank, now)
        assert asked_in(session) == ({helper.id} if first_asked and not before else set())
        session.refresh(wanted)
        assert wanted.at_risk_at <= now
        for asked in session.exec(select(Invitation)):
            with pytest.raises(KindBanned):
                agreement.accept(session, asked.id, helper, wanted.earliest_at, now)
            assert asked.state is invitation.State.THANKED
        with pytest.raises(KindBanned):
            request.post(session, wanting, wish, deed_key="again", now=now)


@settings(max_examples=60, deadline=None)
@given(life=LIVES, code=st.sampled_from(sorted(kind.CODES)))
def test_the_rule_says_the_same_of_each_member(life: Life, code: str) -> None:
    """The one sentence in which the rule stands agrees with what is meant by it, for every state of a member
    and every kind of help."""
    with street() as (session, bank):
        one = move_in(session, bank, 1)
        offer.make(session, one, code, NOW)
        lead(one, life)
        assert one.may_be_asked is life.may_be_asked
