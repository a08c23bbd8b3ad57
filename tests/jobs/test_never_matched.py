"""Proves that whoever may not be asked never is, in whatever state they and the askers are."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from hypothesis import event, example, given, settings
from hypothesis import strategies as st
from sqlalchemy import create_engine
from sqlalchemy.pool import StaticPool
from sqlmodel import Session, select

from jobs.gathering import gather
from jobs.matching import plan
from jobs.matching_round import write
from models import kind, member, offer, request, timebank
from models.availability import ALWAYS, Part
from models.invitation import Invitation
from models.member import Member, Profile, State
from models.place import Point
from models.request import Wish
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
                session, name="Mill Lane", zone="Europe/London", language="en", now=NOW, wave_size=3
            )
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


@settings(max_examples=120, deadline=None)
@given(
    asker=MOSTLY_FIT,
    before=st.lists(MOSTLY_FIT, min_size=1, max_size=6),
    after=st.lists(st.none() | LIVES, min_size=6, max_size=6),
)
@example(asker=FIT, before=[FIT], after=[None] * 6)
@example(asker=FIT, before=[FIT], after=[Life(State.ACTIVE, adult=False, blocked=False, reached=True)] * 6)
@example(asker=Life(State.LEFT, adult=True, blocked=False, reached=True), before=[FIT], after=[None] * 6)
def test_whoever_may_not_be_asked_never_is(asker: Life, before: list[Life], after: list[Life | None]) -> None:
    """Whether under 18, not let in, paused, gone or out of reach, when the round begins or by the time its
    invitations are written: such a member is never asked, and nobody is sent to an asker who is none of us;
    all others who are needed are asked."""
    with street() as (session, bank):
        wanting = move_in(session, bank, 1)
        helpers = [move_in(session, bank, number + 2) for number in range(len(before))]
        wish = Wish("shopping", When(date(2026, 11, 24), Part.ANY, time(14)), 60)
        request.post(session, wanting, wish, deed_key="ask", now=NOW)
        lead(wanting, asker)
        for one, life in zip(helpers, before, strict=True):
            lead(one, life)
        session.flush()
        gathered = gather(session, bank.id, NOW + timedelta(minutes=1))
        lives = dict(zip((one.id for one in helpers), before, strict=True))
        if gathered is None:
            assert not asker.may_be_helped or not any(life.may_be_asked for life in before)
            event("nobody to match")
            return
        assert asker.may_be_helped
        assert all(lives[one.id].may_be_asked for one in gathered.helpers if one.id in lives)
        thought = plan(*gathered.arrays)
        # While it was thought about, life went on.
        for one, later in zip(helpers, after, strict=False):
            if later is not None:
                lead(one, later)
                lives[one.id] = later
        session.flush()
        write(session, gathered, thought, NOW + timedelta(minutes=1), range(len(thought)))
        asked = asked_in(session)
        event(f"{len(asked)} asked")
        assert wanting.id not in asked
        assert all(lives[one].may_be_asked for one in asked)
        thought_of = {gathered.helpers[int(position)].id for position in thought.helper}
        assert asked == {one for one in thought_of if lives[one].may_be_asked}


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
