"""Proves that what is to be said is said by one process, once it is due, and not when it has become wrong."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from datetime import datetime, timedelta

import pytest
from sqlalchemy import insert, text
from sqlmodel import Session
from street import Street, hours

from models import member, notification
from models.member import Member
from models.notification import Notice, Notification, State

LEASE = timedelta(minutes=2)


async def queue(
    street: Street, count: int, recipient: Member | None = None, kind: Notice = Notice.RELAYED
) -> None:
    """Queues that many things to be said, a minute apart, the first one now."""

    def work(session: Session) -> None:
        for number in range(count):
            notification.queue(
                session,
                kind,
                subject_id=number + 1,
                recipient=recipient or street.ben,
                send_after=street.now + timedelta(minutes=number),
            )

    await street.store.write(work)


async def claim(street: Street, at: datetime, limit: int, busy: Sequence[int] = ()) -> list[Notification]:
    """Claims what is due at that moment, and says so even of what could not be claimed any more."""
    return await street.do(
        notification.claim, timebank_id=street.bank.id, now=at, lease=LEASE, limit=limit, busy=busy
    )


async def still_claimed(street: Street, claimed: Notification) -> Notification | None:
    """The row as it is now, if the claim still stands; the claim itself is as old as it was."""
    return await street.store.read(lambda session: notification.still_claimed(session, claimed))


async def test_what_is_due_is_claimed_oldest_first_up_to_the_limit(street: Street) -> None:
    """A claim takes what is due in the order of its time, counts the try, and leaves the rest."""
    await queue(street, 4)
    at = street.now + timedelta(minutes=2)
    assert not await street.see(notification.any_due, street.bank.id, street.now - hours(1))
    assert await street.see(notification.any_due, street.bank.id, street.now)
    first = await claim(street, at, 2)
    assert [row.subject_id for row in first] == [1, 2]
    assert [(row.state, row.attempts, row.lease_until) for row in first] == [
        (State.SENDING, 1, at + LEASE)
    ] * 2
    second = await claim(street, at, 9)
    assert [row.subject_id for row in second] == [3]
    assert await claim(street, at, 9) == []
    assert await street.see(notification.next_due_at, street.bank.id) == street.now + timedelta(minutes=3)


async def test_a_claim_whose_process_died_is_taken_over_when_its_lease_ends(street: Street) -> None:
    """Until the lease ends nobody else takes it, then another does, and a second try is counted."""
    await queue(street, 1, kind=Notice.HOW_LONG)
    await claim(street, street.now, 9)
    before = street.now + LEASE - timedelta(seconds=1)
    assert await claim(street, before, 9) == []
    again = await claim(street, street.now + LEASE, 9)
    assert [(row.subject_id, row.attempts) for row in again] == [(1, 2)]


async def test_a_claim_ends_when_the_clock_is_set_back(street: Street) -> None:
    """A lease from two hours ahead, taken before the clock was put right, keeps nobody waiting for it."""
    await queue(street, 1, kind=Notice.HOW_LONG)
    await claim(street, street.now + timedelta(hours=2), 9)
    assert [row.subject_id for row in await claim(street, street.now, 9)] == [1]


async def test_two_claimers_never_share_a_row(street: Street) -> None:
    """Of several processes that claim at the same moment each row goes to exactly one."""
    await queue(street, 20)
    at = street.now + hours(1)
    claims = await asyncio.gather(*[claim(street, at, 7) for _ in range(4)])
    taken = [row.id for rows in claims for row in rows]
    assert len(taken) == len(set(taken))
    # Rows that another one held are skipped, so a last look finds whatever is left.
    rest = await claim(street, at, 20)
    assert len(taken) + len(rest) == 20
    assert {row.attempts for row in await street.notices()} == {1}


async def test_the_same_thing_is_queued_once_for_each_round(street: Street) -> None:
    """Queueing it again moves what was not said to the new time, and a new round says it once more."""

    def work(session: Session, at: int, round: int) -> None:
        notification.queue(
            session,
            Notice.AT_RISK,
            subject_id=1,
            recipient=street.ben,
            send_after=street.now + hours(at),
            useless_after=street.now + hours(at + 1),
            round=round,
        )

    for at, search in ((1, 1), (2, 1), (3, 2)):
        await street.do(work, at, search)
    rows = await street.notices()
    assert [(row.round, row.send_after, row.useless_after) for row in rows] == [
        (1, street.now + hours(2), street.now + hours(3)),
        (2, street.now + hours(3), street.now + hours(4)),
    ]


async def test_what_was_said_is_not_said_again(street: Street) -> None:
    """A notification in one of its last states is neither moved by queueing nor claimed."""
    await queue(street, 1)
    for state in (State.SENT, State.UNCERTAIN, State.DEAD, State.LAPSED):

        def end(session: Session, state: State = state) -> None:
            row = session.get_one(Notification, 1)
            notification.finish(session, row, state, street.now, message_id=2**40)

        await street.store.write(end)
        await queue(street, 1)
        assert await claim(street, street.now + hours(9), 9) == []
        row = (await street.notices())[0]
        assert (row.state, row.message_id, row.finished_at, row.lease_until) == (
            state,
            2**40,
            street.now,
            None,
        )
    assert await street.see(notification.next_due_at, street.bank.id) is None


async def test_what_has_become_wrong_lapses_and_only_that(street: Street) -> None:
    """Lapsing takes the pending rows of those kinds about that row, and nothing that was
    said or is being said.
    """
    await queue(street, 3)
    await claim(street, street.now, 1)
    for subject_id, kinds in ((1, [Notice.RELAYED]), (2, [Notice.RELAYED]), (3, [Notice.AGREED])):
        await street.do(
            notification.lapse,
            timebank_id=street.bank.id,
            subject_id=subject_id,
            kinds=kinds,
            now=street.now,
        )
    assert [row.state for row in await street.notices()] == [State.SENDING, State.LAPSED, State.PENDING]


async def test_a_failed_try_goes_back_into_the_line(street: Street) -> None:
    """A retry waits until its moment, without a lease, and remembers how often it was tried."""
    await queue(street, 1)
    claimed = await claim(street, street.now, 1)
    await street.do(notification.retry, claimed[0], street.now + hours(1))
    assert await claim(street, street.now + LEASE, 1) == []
    again = await claim(street, street.now + hours(1), 1)
    assert [row.attempts for row in again] == [2]


async def test_what_may_have_arrived_is_not_taken_over(street: Street) -> None:
    """What misleads when it is read twice becomes uncertain when its process dies, and is said once more when
    the member writes the next time.
    """
    await queue(street, 1)
    await claim(street, street.now, 9)
    assert await claim(street, street.now + LEASE, 9) == []
    [row] = await street.notices()
    assert (row.state, row.lease_until, row.retold) == (State.UNCERTAIN, None, False)
    assert not await street.see(notification.any_due, street.bank.id, street.now + hours(9))

    def write(session: Session) -> None:
        member.mark_reachable(session, member.get(session, street.bank.id, street.ben.id))

    for _ in range(2):
        await street.store.write(write)
    [again] = await claim(street, street.now + LEASE, 9)
    assert (again.id, again.retold, again.attempts) == (row.id, True, 1)


@pytest.mark.parametrize(("kind", "times"), [(Notice.HOW_LONG, 2), (Notice.CALLED_OFF, 5)])
async def test_what_is_harmless_is_taken_over_once(street: Street, kind: Notice, times: int) -> None:
    """What is harmless to read twice is sent twice at the most, however many processes die; alerts go on."""
    await queue(street, 1, kind=kind)
    for number in range(times):
        [row] = await claim(street, street.now + number * LEASE, 9)
        assert row.attempts == number + 1
    left = await claim(street, street.now + times * LEASE, 9)
    assert (left == []) is (kind is Notice.HOW_LONG)


async def test_only_whoever_claimed_it_last_may_say_what_became_of_it(street: Street) -> None:
    """A process that slept past its lease finds that its claim is gone, unless nobody took it over."""
    await queue(street, 1, kind=Notice.HOW_LONG)
    [slept] = await claim(street, street.now, 9)
    assert await still_claimed(street, slept) is not None
    [taken] = await claim(street, street.now + LEASE, 9)
    assert await still_claimed(street, slept) is None
    assert await still_claimed(street, taken) is not None
    await queue(street, 1)
    [mine] = await claim(street, street.now, 9)
    await claim(street, street.now + LEASE, 9)
    uncertain = await still_claimed(street, mine)
    assert uncertain is not None and uncertain.state is State.UNCERTAIN


async def test_alerts_come_first_and_waves_last(street: Street) -> None:
    """Whatever is due, an alert goes before it, and an invitation to many after it, however old it is."""

    def work(session: Session) -> None:
        for number, kind in enumerate((Notice.INVITATION, Notice.AGREED, Notice.CALLED_OFF)):
            notification.queue(
                session,
                kind,
                subject_id=1,
                recipient=street.ben,
                send_after=street.now + timedelta(minutes=number),
            )

    await street.store.write(work)
    claimed = await claim(street, street.now + hours(1), 9)
    assert [row.kind for row in claimed] == [Notice.CALLED_OFF, Notice.AGREED, Notice.INVITATION]


async def test_what_was_put_off_keeps_its_place_in_the_line(street: Street) -> None:
    """After a pause everything is due in the order in which it was promised, and at once when it may be."""
    await queue(street, 3)
    at = street.now + timedelta(minutes=5)

    def put_off(session: Session) -> None:
        for row in notification.claim(session, timebank_id=street.bank.id, now=at, lease=LEASE, limit=2):
            notification.retry(session, row, at + hours(row.subject_id))

    await street.store.write(put_off)
    assert [row.subject_id for row in await claim(street, at, 9)] == [3]
    await street.do(notification.hurry, street.bank.id, at, at)
    assert [row.subject_id for row in await claim(street, at, 9)] == [1, 2]


async def test_what_was_due_by_a_clock_that_was_set_back_is_due_now(street: Street) -> None:
    """A clock that was two hours ahead is set right: what was to be said by it, tried or not, is said now in
    its order; what is planned for later than that stays where it is."""
    wrong = street.now + hours(2)
    for subject_id, send_after in ((1, wrong), (2, wrong + hours(1)), (3, wrong - timedelta(minutes=1))):
        await street.do(
            notification.queue,
            Notice.AGREED,
            subject_id=subject_id,
            recipient=street.ben,
            send_after=send_after,
        )

    def put_off(session: Session) -> None:
        [row] = notification.claim(session, timebank_id=street.bank.id, now=wrong, lease=LEASE, limit=1)
        notification.retry(session, row, wrong + timedelta(minutes=10))

    await street.store.write(put_off)
    await street.do(notification.hurry, street.bank.id, street.now, wrong)
    assert [row.subject_id for row in await claim(street, street.now, 9)] == [3, 1]
    assert await street.see(notification.next_due_at, street.bank.id) == wrong + hours(1)


async def test_a_claim_that_was_not_tried_counts_for_nothing(street: Street) -> None:
    """What is put back untried is due as it was, and no try is counted."""
    await queue(street, 1)

    def back(session: Session) -> None:
        [row] = notification.claim(session, timebank_id=street.bank.id, now=street.now, lease=LEASE, limit=1)
        notification.put_back(session, row, None)

    await street.store.write(back)
    [row] = await claim(street, street.now, 9)
    assert (row.attempts, row.send_after) == (1, street.now)


async def test_whoever_is_being_written_to_waits(street: Street) -> None:
    """A claim leaves out the members whose messages are under way, and takes those of others."""
    await queue(street, 2)
    await queue(street, 1, recipient=street.carla, kind=Notice.AGREED)
    at = street.now + hours(1)
    assert [row.recipient_id for row in await claim(street, at, 9, [street.ben.id])] == [street.carla.id]
    assert not await street.see(notification.any_due, street.bank.id, at, [street.ben.id])
    assert await street.see(notification.any_due, street.bank.id, at)


async def test_a_claim_stays_in_its_time_bank(street: Street) -> None:
    """What is due in one time bank is nothing to another."""
    await queue(street, 1)
    other = street.bank.id + 1
    assert not await street.see(notification.any_due, other, street.now)
    assert await street.see(notification.next_due_at, other) is None
    claimed = await street.do(notification.claim, timebank_id=other, now=street.now, lease=LEASE, limit=9)
    assert claimed == []


async def test_what_ended_long_ago_is_forgotten(street: Street) -> None:
    """Half a year after its end a notification is forgotten, some at a time, and what still waits never."""
    await queue(street, 4)

    def end(session: Session) -> None:
        for number in (1, 2, 3):
            at = street.now + (timedelta(0) if number < 3 else timedelta(days=1))
            notification.finish(session, session.get_one(Notification, number), State.SENT, at)

    await street.store.write(end)
    later = street.now + notification.KEPT + timedelta(minutes=1)
    assert await street.do(notification.forget, street.bank.id, later, 1) == 1
    assert await street.do(notification.forget, street.bank.id, later, 9) == 1
    assert [row.id for row in await street.notices()] == [3, 4]


async def test_a_million_old_ones_make_no_claim_slower(street: Street) -> None:
    """Claims find what is due by an index, and look at nothing that has ended."""

    def work(session: Session) -> list[str]:
        row = {
            "timebank_id": street.bank.id, "kind": Notice.HOW_LONG, "recipient_id": street.ben.id, "round": 1,
            "state": State.SENT, "send_after": street.now, "attempts": 1, "retold": False,
            "finished_at": street.now,
        }  # fmt: skip
        session.execute(insert(Notification), [{**row, "subject_id": number} for number in range(2_000)])
        session.execute(text("ANALYZE notification"))
        plans = []
        for look in (notification._waiting, notification._abandoned):
            statement = look(street.bank.id, street.now, [1]).compile(
                session.connection(), compile_kwargs={"literal_binds": True, "render_postcompile": True}
            )
            explain = "EXPLAIN QUERY PLAN" if session.connection().dialect.name == "sqlite" else "EXPLAIN"
            plans.append(str(session.execute(text(f"{explain} {statement}")).all()))
        return plans

    for plan in await street.store.write(work):
        assert "ix_notification_due" in plan, plan
