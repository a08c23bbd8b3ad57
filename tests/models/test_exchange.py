"""Proves every way in which an agreed exchange ends, and every way in which it cannot."""

from __future__ import annotations

import asyncio
from collections import Counter
from datetime import time, timedelta

import pytest
from street import Street

from models import agreement, confirmation, exchange, invitation, ledger, notification, request, volunteering
from models.confirmation import NotYet, OwnCase
from models.exchange import Exchange, OverAlready, State
from models.invitation import AlreadyFilled, AnsweredAlready
from models.ledger import Cause, Holder
from models.member import NotFound
from models.notification import Notice
from models.request import LengthOutOfRange

PENDING = notification.State.PENDING
LAPSED = notification.State.LAPSED
ABOUT_THE_VISIT = (
    Notice.AGREED,
    Notice.REMINDER_DAY,
    Notice.REMINDER_SOON,
    Notice.HOW_LONG,
    Notice.HOW_LONG_AGAIN,
)


async def say_how_long(street: Street, agreed: Exchange, asker: int, helper: int) -> Exchange:
    """Lets the asker and then the helper say how long it took, once it is over."""
    after = agreed.ends_at
    await street.do(confirmation.confirm, agreed.id, street.amina, asker, after)
    return await street.do(confirmation.confirm, agreed.id, street.ben, helper, after)


@pytest.mark.parametrize(
    ("asker", "helper", "banked"), [(60, 60, 60), (60, 75, 68), (75, 60, 68), (60, 61, 61), (45, 45, 45)]
)
async def test_close_figures_meet_in_the_middle(street: Street, asker: int, helper: int, banked: int) -> None:
    """Figures within a quarter of an hour are banked at their middle, rounded up, and both are told."""
    agreed = await street.agree()
    banked_one = await say_how_long(street, agreed, asker, helper)
    assert (banked_one.state, banked_one.banked_minutes) == (State.BANKED, banked)
    assert await street.standing(street.amina) == (120 - banked, 0)
    assert await street.standing(street.ben) == (120 + banked, 0)
    wanted = await street.see(request.get, street.bank.id, agreed.request_id)
    assert (wanted.state, wanted.ended_because) == (request.State.HELPED, "helped")
    assert await street.told(Notice.HOURS_BANKED) == [street.amina.id, street.ben.id]
    assert await street.notices(*ABOUT_THE_VISIT, state=PENDING) == []
    assert await street.wrongs() == []


@pytest.mark.parametrize(("asker", "helper"), [(60, 76), (120, 60), (0, 60), (60, 0), (0, 5)])
async def test_figures_that_are_apart_go_to_an_organiser(street: Street, asker: int, helper: int) -> None:
    """Further apart, or one saying that it did not happen, nothing is banked and an organiser is asked."""
    agreed = await street.agree()
    differing = await say_how_long(street, agreed, asker, helper)
    assert differing.state is State.DIFFERING
    assert await street.standing(street.amina) == (120, 60)
    assert await street.told(Notice.DIFFERING) == [street.amina.id, street.ben.id]
    assert await street.told(Notice.TASK_HOURS) == [street.olga.id]
    assert await street.wrongs() == []


async def test_when_both_say_it_did_not_happen_the_hours_are_free_again(street: Street) -> None:
    """Two zeros end the exchange as missed and the request as unmet, and nothing stays reserved."""
    agreed = await street.agree()
    missed = await say_how_long(street, agreed, 0, 0)
    assert missed.state is State.MISSED
    assert await street.standing(street.amina) == (120, 0)
    wanted = await street.see(request.get, street.bank.id, agreed.request_id)
    assert (wanted.state, wanted.ended_because) == (request.State.UNMET, "did_not_happen")
    assert await street.told(Notice.DID_NOT_HAPPEN) == [street.amina.id, street.ben.id]
    assert await street.notices(*ABOUT_THE_VISIT, state=PENDING) == []
    assert await street.wrongs() == []


async def test_a_figure_may_change_until_the_other_has_spoken(street: Street) -> None:
    """The last figure before the other's counts, and after banking no figure changes anything."""
    agreed = await street.agree()
    for minutes in (120, 60):
        said = await street.do(confirmation.confirm, agreed.id, street.amina, minutes, agreed.ends_at)
        assert (said.state, said.asker_minutes, said.helper_minutes) == (State.AGREED, minutes, None)
    assert said.figure_of(street.amina) == 60
    assert said.figure_of(street.ben) is None
    banked = await street.do(confirmation.confirm, agreed.id, street.ben, 60, agreed.ends_at)
    assert banked.state is State.BANKED
    for who in (street.amina, street.ben):
        same = await street.do(confirmation.confirm, agreed.id, who, 300, agreed.ends_at)
        assert (same.state, same.banked_minutes, same.figure_of(who)) == (State.BANKED, 60, 60)
    assert await street.standing(street.ben) == (180, 0)


async def test_both_confirm_at_once_and_it_is_banked_once(street: Street) -> None:
    """When both say it at the same moment, twice, the hours are banked once."""
    agreed = await street.agree()
    await asyncio.gather(
        *[
            street.do(confirmation.confirm, agreed.id, who, 60, agreed.ends_at)
            for who in (street.amina, street.ben, street.amina, street.ben)
        ]
    )
    assert (await street.again(agreed)).state is State.BANKED
    assert await street.standing(street.ben) == (180, 0)
    assert await street.wrongs() == []


async def test_more_than_was_reserved_without_enough_hours_goes_to_an_organiser(street: Street) -> None:
    """Help that took longer than the asker has hours for is never refused: an organiser
    decides who bears it.
    """
    agreed = await street.agree(minutes=400)
    differing = await say_how_long(street, agreed, 421, 421)
    assert differing.state is State.DIFFERING
    assert await street.told(Notice.TASK_HOURS) == [street.olga.id]
    assert await street.standing(street.amina) == (120, 400)
    settled = await street.do(confirmation.settle, agreed.id, street.olga, 421, agreed.ends_at)
    assert (settled.state, settled.banked_minutes) == (State.BANKED, 421)
    # One minute came from the bank's own account, the rest was the asker's.
    assert await street.standing(street.amina) == (-300, 0)
    assert await street.standing(street.ben) == (120 + 421, 0)
    own = await street.see(ledger.own_account, street.bank.id, Holder.BANK)
    entries = await street.see(ledger.entries, own, limit=1)
    assert [(row.cause, row.minutes, row.exchange_id) for row in entries] == [(Cause.COVER, 1, agreed.id)]
    assert await street.wrongs() == []


async def test_nobody_can_confirm_before_it_begins_or_an_impossible_length(street: Street) -> None:
    """A figure is taken from the beginning on, and only if help can take that long."""
    agreed = await street.agree()
    with pytest.raises(NotYet) as refused:
        await street.do(
            confirmation.confirm, agreed.id, street.ben, 60, agreed.starts_at - timedelta(seconds=1)
        )
    assert refused.value.facts == {"starts_at": agreed.starts_at}
    for minutes in (-1, 1, 4, 12 * 60 + 1, 10**18):
        with pytest.raises(LengthOutOfRange) as too:
            await street.do(confirmation.confirm, agreed.id, street.ben, minutes, agreed.ends_at)
        assert too.value.facts == {"shortest_minutes": 5, "longest_minutes": 720}
    said = await street.do(confirmation.confirm, agreed.id, street.ben, 5, agreed.starts_at)
    assert said.helper_minutes == 5


async def test_an_exchange_does_not_exist_for_anybody_but_the_two(street: Street) -> None:
    """Strangers, organisers among them, find nothing to confirm or to call off."""
    agreed = await street.agree()
    for who in (street.carla, street.olga):
        with pytest.raises(NotFound):
            await street.do(confirmation.confirm, agreed.id, who, 60, agreed.ends_at)
        with pytest.raises(NotFound):
            await street.do(exchange.cancel, agreed.id, who, street.now)
        with pytest.raises(NotFound):
            await street.see(exchange.mine, who, agreed.id)
    with pytest.raises(NotFound):
        await street.see(exchange.get, street.bank.id, 2**40)
    with pytest.raises(NotFound):
        await street.see(exchange.get, street.bank.id + 1, agreed.id)
    assert agreed.other(street.amina) == street.ben.id
    assert agreed.other(street.ben) == street.amina.id


async def test_an_asker_who_cancels_ends_the_request(street: Street) -> None:
    """The asker's cancelling frees the hours, withdraws the request, tells the helper, and
    silences the reminders.
    """
    agreed = await street.agree()
    for _ in range(2):
        cancelled = await street.do(exchange.cancel, agreed.id, street.amina, street.now)
    assert (cancelled.state, cancelled.sequence, cancelled.ended_at) == (State.CANCELLED, 1, street.now)
    assert await street.standing(street.amina) == (120, 0)
    wanted = await street.see(request.get, street.bank.id, agreed.request_id)
    assert (wanted.state, wanted.ended_because) == (request.State.WITHDRAWN, "asker")
    assert await street.told(Notice.CALLED_OFF) == [street.ben.id]
    assert len(await street.notices(*ABOUT_THE_VISIT, state=LAPSED)) == 10
    assert await street.notices(*ABOUT_THE_VISIT, state=PENDING) == []
    assert await street.wrongs() == []


async def test_a_helper_who_drops_out_is_searched_for_again_and_another_can_come(street: Street) -> None:
    """A drop-out opens the next round, in which others can say yes and the one who dropped out cannot."""
    wanted = await street.ask()
    ben, carla = await street.invite(wanted, street.ben), await street.invite(wanted, street.carla)
    agreed = await street.do(agreement.accept, ben.id, street.ben, wanted.latest_at, street.now)
    assert isinstance(agreed, Exchange)
    for _ in range(2):
        dropped = await street.do(exchange.cancel, agreed.id, street.ben, street.now)
    assert (dropped.state, dropped.sequence) == (State.DROPPED, 1)
    open_again = await street.again(wanted)
    assert (open_again.state, open_again.round) == (request.State.OPEN, 2)
    assert street.now < open_again.at_risk_at < wanted.latest_at
    assert (await street.again(ben)).state is invitation.State.DROPPED
    assert await street.told(Notice.DROPPED_OUT) == [street.amina.id]
    assert await street.notices(*ABOUT_THE_VISIT, state=PENDING) == []
    assert await street.standing(street.amina) == (120, 0)

    with pytest.raises(AnsweredAlready):
        await street.do(agreement.accept, ben.id, street.ben, wanted.latest_at, street.now)
    with pytest.raises(AnsweredAlready):
        await street.do(volunteering.come_forward, wanted.id, street.ben, street.now)
    with pytest.raises(AlreadyFilled):
        await street.do(agreement.accept, carla.id, street.carla, wanted.latest_at, street.now)
    second = await street.invite(open_again, street.carla)
    filled = await street.do(agreement.accept, second.id, street.carla, wanted.latest_at, street.now)
    assert isinstance(filled, Exchange)
    assert (filled.helper_id, filled.id != agreed.id) == (street.carla.id, True)
    assert await street.told(Notice.AGREED) == [street.amina.id, street.carla.id]
    assert await street.standing(street.amina) == (120, 60)
    live = await street.see(exchange.live, wanted)
    assert live is not None
    assert live.id == filled.id
    assert await street.wrongs() == []


async def test_what_has_begun_or_ended_cannot_be_called_off(street: Street) -> None:
    """From its first minute, and in every end but one's own, an exchange can no longer be called off."""
    agreed = await street.agree()
    for who in (street.amina, street.ben):
        with pytest.raises(OverAlready):
            await street.do(exchange.cancel, agreed.id, who, agreed.starts_at)
    await say_how_long(street, agreed, 60, 120)
    for settled in (False, True):
        if settled:
            await street.do(confirmation.settle, agreed.id, street.olga, 60, agreed.ends_at)
        for who in (street.amina, street.ben):
            with pytest.raises(OverAlready):
                await street.do(exchange.cancel, agreed.id, who, street.now)
    dropped = await street.agree(key="dropped")
    await street.do(exchange.cancel, dropped.id, street.ben, street.now)
    with pytest.raises(OverAlready):
        await street.do(exchange.cancel, dropped.id, street.amina, street.now)


@pytest.mark.parametrize("caller", ["amina", "ben"])
async def test_what_was_called_off_cannot_be_confirmed_or_settled(street: Street, caller: str) -> None:
    """A cancelled or dropped exchange banks no hours, whoever says that it took some."""
    agreed = await street.agree()
    await street.do(exchange.cancel, agreed.id, getattr(street, caller), street.now)
    for who in (street.amina, street.ben):
        with pytest.raises(OverAlready):
            await street.do(confirmation.confirm, agreed.id, who, 60, agreed.ends_at)
    with pytest.raises(OverAlready):
        await street.do(confirmation.settle, agreed.id, street.olga, 60, agreed.ends_at)


async def test_cancelling_and_dropping_out_at_once_has_one_end(street: Street) -> None:
    """When both call it off at the same moment, one end stands, the hours are freed once,
    and the other hears so.
    """
    agreed = await street.agree()
    results = await asyncio.gather(
        *[street.do(exchange.cancel, agreed.id, who, street.now) for who in (street.amina, street.ben)],
        return_exceptions=True,
    )
    assert Counter(type(result) for result in results) == {Exchange: 1, OverAlready: 1}
    assert await street.standing(street.amina) == (120, 0)
    assert await street.wrongs() == []


@pytest.mark.parametrize("minutes", [0, 45])
async def test_an_organiser_settles_what_is_apart(street: Street, minutes: int) -> None:
    """An organiser's figure is banked, or nothing is, the act is on record, and their task goes unsaid."""
    agreed = await street.agree()
    await say_how_long(street, agreed, 30, 90)
    settled = await street.do(confirmation.settle, agreed.id, street.olga, minutes, agreed.ends_at)
    assert settled.state is (State.BANKED if minutes else State.MISSED)
    assert await street.standing(street.ben) == (120 + minutes, 0)
    assert await street.told(Notice.TASK_HOURS) == []
    assert await street.told(Notice.DIFFERING) == []
    with pytest.raises(OverAlready):
        await street.do(confirmation.settle, agreed.id, street.olga, 60, agreed.ends_at)
    assert await street.wrongs() == []


async def test_an_organiser_can_settle_what_nobody_has_spoken_of(street: Street) -> None:
    """After silence an organiser may decide, but not before it has begun, nor an impossible length."""
    agreed = await street.agree()
    with pytest.raises(NotYet):
        await street.do(confirmation.settle, agreed.id, street.olga, 60, street.now)
    with pytest.raises(LengthOutOfRange):
        await street.do(confirmation.settle, agreed.id, street.olga, 4, agreed.ends_at)
    settled = await street.do(confirmation.settle, agreed.id, street.olga, 60, agreed.ends_at)
    assert settled.state is State.BANKED


async def test_nobody_settles_their_own_case_and_members_settle_nothing(street: Street) -> None:
    """An organiser who is one of the two is refused, and for members there is nothing to settle."""
    own = await street.agree(helper=street.olga)
    with pytest.raises(OwnCase):
        await street.do(confirmation.settle, own.id, street.olga, 60, own.ends_at)
    with pytest.raises(NotFound):
        await street.do(confirmation.settle, own.id, street.carla, 60, own.ends_at)
    with pytest.raises(NotFound):
        await street.do(confirmation.settle, 2**40, street.olga, 60, own.ends_at)


async def test_silence_goes_to_an_organiser_and_never_counts_as_yes(street: Street) -> None:
    """Three days after its end an unsettled exchange is handed over, once, and stays as it was."""
    agreed = await street.agree()
    await street.do(confirmation.confirm, agreed.id, street.ben, 60, agreed.ends_at)
    late = agreed.ends_at + timedelta(days=3)
    assert await street.do(confirmation.hand_over_silent, street.bank.id, late - timedelta(minutes=1)) == []
    for expected in ([agreed.id], []):
        found = await street.do(confirmation.hand_over_silent, street.bank.id, late)
        assert [row.id for row in found] == expected
    assert [row.recipient_id for row in await street.notices(Notice.TASK_HOURS)] == [street.olga.id]
    assert (await street.again(agreed)).state is State.AGREED


async def test_what_is_not_settled_is_listed_soonest_first_for_both(street: Street) -> None:
    """A member's unfinished exchanges, as asker and as helper, come in the order of their beginning."""
    later = await street.agree()
    sooner = await street.agree(helper=street.amina, asker=street.ben, key="sooner", at=time(11))
    done = await street.agree(key="done", at=time(9))
    await street.do(exchange.cancel, done.id, street.amina, street.now)
    for who in (street.amina, street.ben):
        assert [row.id for row in await street.see(exchange.unfinished_of, who)] == [sooner.id, later.id]
    assert await street.see(exchange.unfinished_of, street.carla) == []


async def test_everything_is_queued_once_however_often_it_is_done(street: Street) -> None:
    """Repeating each tap of a favour leaves each thing to be said in one row for each reader."""
    wanted = await street.ask()
    asked = await street.invite(wanted, street.ben)
    for _ in range(2):
        agreed = await street.do(agreement.accept, asked.id, street.ben, wanted.latest_at, street.now)
    assert isinstance(agreed, Exchange)
    for _ in range(2):
        await say_how_long(street, agreed, 60, 60)
    rows = await street.notices()
    counted = Counter((row.kind, row.subject_id, row.recipient_id) for row in rows)
    assert set(counted.values()) == {1}
    assert Counter(row.kind for row in rows) == {
        Notice.INVITATION: 1,
        Notice.HOURS_BANKED: 2,
        **dict.fromkeys(ABOUT_THE_VISIT, 2),
    }
