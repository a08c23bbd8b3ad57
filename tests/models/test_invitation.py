"""Proves that yes, no and silence are three answers, and how long an answer is waited for."""

from __future__ import annotations

from datetime import date, time, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from in_memory import OPENED_AT, StreetInMemory
from sqlmodel import Session
from street import Street, hours

from models import agreement, invitation, request
from models.availability import Part
from models.invitation import AlreadyFilled, State
from models.member import Member, NotFound
from models.notification import Notice
from models.request import Choosing, Wish
from models.window import When

WISH = Wish(kind="company", when=When(day=date(2026, 11, 24), part=Part.ANY), minutes=60)


@pytest.mark.parametrize(
    ("at", "waits_minutes"),
    [(time(9, 15), 15), (time(10), 15), (time(13), 60), (time(17), 120)],
)
async def test_an_invitation_waits_a_quarter_of_the_time_that_is_left(
    street: Street, at: time, waits_minutes: int
) -> None:
    """When the need is near an invitation waits a quarter of what is left, but at least a
    quarter of an hour.
    """
    wanted = await street.ask(day=date(2026, 11, 23), at=at)
    asked = await street.invite(wanted, street.ben)
    assert asked.expires_at - asked.asked_at == timedelta(minutes=waits_minutes)


async def test_without_hurry_an_invitation_waits_as_long_as_the_bank_says(street: Street) -> None:
    """Where there is time, the bank's own patience decides."""
    await street.decide(invitation_minutes=90)
    asked = await street.invite(await street.ask(day=date(2026, 12, 1)), street.ben)
    assert asked.expires_at == street.now + timedelta(minutes=90)


@settings(max_examples=30, deadline=None)
@given(left_minutes=st.integers(0, 100_000), waits_minutes=st.integers(15, 3_000))
def test_no_invitation_waits_less_than_a_quarter_of_an_hour_nor_longer_than_the_bank(
    left_minutes: int, waits_minutes: int
) -> None:
    """Whatever is left and whatever the bank says, the wait stays between the shortest and the bank's own."""
    now = OPENED_AT
    street = StreetInMemory()

    def ask(session: Session) -> invitation.Invitation:
        wanted = request.post(
            session, session.get_one(Member, street.people[1].id), WISH, deed_key="ask", now=now
        )
        wanted.latest_at = now + timedelta(minutes=left_minutes)
        helper = session.get_one(Member, street.people[2].id)
        return invitation.ask(
            session, wanted, helper, wave=0, reasons=0, distance_m=None, waits_minutes=waits_minutes, now=now
        )

    asked = street.write(ask)
    wait = asked.expires_at - now
    assert timedelta(minutes=15) <= wait <= timedelta(minutes=waits_minutes)
    assert wait <= max(timedelta(minutes=15), timedelta(minutes=left_minutes) / 4)


async def test_an_invitation_is_queued_to_be_said_unless_the_member_came_forward(street: Street) -> None:
    """An invitation of a wave is delivered and goes stale with the request; one's own
    coming forward is not.
    """
    wanted = await street.ask()
    asked = await street.invite(wanted, street.ben)
    await street.invite(wanted, street.carla, wave=0)
    rows = await street.notices(Notice.INVITATION)
    assert [(row.subject_id, row.recipient_id, row.useless_after) for row in rows] == [
        (asked.id, street.ben.id, wanted.latest_at)
    ]


async def test_silence_is_noted_when_time_runs_out_and_only_then(street: Street) -> None:
    """An unanswered invitation becomes silent at its moment, one that was answered never does."""
    wanted = await street.ask(choosing=Choosing.CHOOSE)
    silent, yes = await street.invite(wanted, street.ben), await street.invite(wanted, street.carla)
    no = await street.invite(wanted, street.olga)
    await street.do(agreement.accept, yes.id, street.carla, wanted.latest_at, street.now)
    await street.do(invitation.decline, no.id, street.olga, street.now)
    before = silent.expires_at - timedelta(seconds=1)
    assert await street.do(invitation.run_out, street.bank.id, before) == 0
    assert await street.do(invitation.run_out, street.bank.id, silent.expires_at) == 1
    assert await street.do(invitation.run_out, street.bank.id, silent.expires_at + hours(1)) == 0
    assert await street.see(invitation.tally, wanted) == {State.SILENT: 1, State.YES: 1, State.NO: 1}


async def test_a_no_can_be_said_twice_and_after_silence(street: Street) -> None:
    """A no after time ran out is a no, the moment of the first no stays, and a yes can be
    taken back by it.
    """
    wanted = await street.ask(choosing=Choosing.CHOOSE)
    asked = await street.invite(wanted, street.ben)
    await street.do(invitation.run_out, street.bank.id, asked.expires_at)
    for later in (hours(5), hours(6)):
        declined = await street.do(invitation.decline, asked.id, street.ben, street.now + later)
        assert (declined.state, declined.answered_at) == (State.NO, street.now + hours(5))
    yes = await street.invite(wanted, street.carla)
    await street.do(agreement.accept, yes.id, street.carla, wanted.latest_at, street.now)
    assert (await street.do(invitation.decline, yes.id, street.carla, street.now)).state is State.NO


async def test_whoever_was_chosen_drops_out_instead_of_saying_no(street: Street) -> None:
    """After being chosen a no is refused, because somebody counts on it; after a thank-you
    it changes nothing.
    """
    wanted = await street.ask()
    chosen, thanked = await street.invite(wanted, street.ben), await street.invite(wanted, street.carla)
    await street.do(agreement.accept, chosen.id, street.ben, wanted.latest_at, street.now)
    with pytest.raises(AlreadyFilled):
        await street.do(invitation.decline, chosen.id, street.ben, street.now)
    assert (await street.do(invitation.decline, thanked.id, street.carla, street.now)).state is State.THANKED


async def test_an_invitation_exists_only_for_the_one_who_was_asked(street: Street) -> None:
    """Nobody else, organisers included, can look at it or answer it."""
    asked = await street.invite(await street.ask(), street.ben)
    for who in (street.carla, street.olga, street.amina):
        with pytest.raises(NotFound):
            await street.do(invitation.decline, asked.id, who, street.now)
    assert (await street.see(invitation.mine, street.ben, asked.id)).id == asked.id


async def test_what_waits_for_an_answer_is_listed_newest_first(street: Street) -> None:
    """A member's open invitations are those they have not answered and that still count."""
    first = await street.invite(await street.ask(key="first"), street.ben)
    second = await street.invite(await street.ask(key="second"), street.ben)
    withdrawn = await street.ask(key="third")
    await street.invite(withdrawn, street.ben)
    await street.do(request.withdraw, withdrawn.id, street.amina, street.now)
    assert [row.id for row in await street.see(invitation.waiting_for, street.ben)] == [second.id, first.id]
    assert await street.see(invitation.waiting_for, street.carla) == []


async def test_the_yeses_of_a_round_are_listed_in_the_order_they_were_said(street: Street) -> None:
    """The asker sees who said yes, the first yes first, and only of the present search."""
    wanted = await street.ask(choosing=Choosing.CHOOSE)
    ben, carla = await street.invite(wanted, street.ben), await street.invite(wanted, street.carla)
    await street.do(agreement.accept, carla.id, street.carla, wanted.latest_at, street.now + hours(1))
    await street.do(agreement.accept, ben.id, street.ben, wanted.latest_at, street.now + hours(2))
    yeses = await street.see(invitation.of, wanted, [State.YES])
    assert [row.id for row in yeses] == [carla.id, ben.id]

    def next_round(session: Session, row: request.Request) -> int:
        row.round = 2
        return len(invitation.of(session, row, list(State)))

    assert await street.do(next_round, wanted) == 0
