"""Proves that what is to be said is said by one process, once it is due, and not when it has become wrong."""

from __future__ import annotations

import asyncio
from datetime import timedelta

from sqlmodel import Session
from street import Street, hours

from models import notification
from models.member import Member
from models.notification import Notice, Notification, State

LEASE = timedelta(minutes=2)


async def queue(street: Street, count: int, recipient: Member | None = None) -> None:
    """Queues that many things to be said, a minute apart, the first one now."""

    def work(session: Session) -> None:
        for number in range(count):
            notification.queue(
                session,
                Notice.RELAYED,
                subject_id=number + 1,
                recipient=recipient or street.ben,
                send_after=street.now + timedelta(minutes=number),
            )

    await street.store.write(work)


async def test_what_is_due_is_claimed_oldest_first_up_to_the_limit(street: Street) -> None:
    """A claim takes what is due in the order of its time, counts the try, and leaves the rest."""
    await queue(street, 4)
    at = street.now + timedelta(minutes=2)
    assert not await street.see(notification.any_due, street.now - hours(1))
    assert await street.see(notification.any_due, street.now)
    first = await street.do(notification.claim, now=at, lease=LEASE, limit=2)
    assert [row.subject_id for row in first] == [1, 2]
    assert [(row.state, row.attempts, row.lease_until) for row in first] == [
        (State.SENDING, 1, at + LEASE)
    ] * 2
    second = await street.do(notification.claim, now=at, lease=LEASE, limit=9)
    assert [row.subject_id for row in second] == [3]
    assert await street.do(notification.claim, now=at, lease=LEASE, limit=9) == []
    assert await street.see(notification.next_due_at) == street.now + timedelta(minutes=3)


async def test_a_claim_whose_process_died_is_taken_over_when_its_lease_ends(street: Street) -> None:
    """Until the lease ends nobody else takes it, then another does, and a second try is counted."""
    await queue(street, 1)
    await street.do(notification.claim, now=street.now, lease=LEASE, limit=9)
    before = street.now + LEASE - timedelta(seconds=1)
    assert await street.do(notification.claim, now=before, lease=LEASE, limit=9) == []
    again = await street.do(notification.claim, now=street.now + LEASE, lease=LEASE, limit=9)
    assert [(row.subject_id, row.attempts) for row in again] == [(1, 2)]


async def test_two_claimers_never_share_a_row(street: Street) -> None:
    """Of several processes that claim at the same moment each row goes to exactly one."""
    await queue(street, 20)
    at = street.now + hours(1)
    claims = await asyncio.gather(
        *[street.do(notification.claim, now=at, lease=LEASE, limit=7) for _ in range(4)]
    )
    taken = [row.id for rows in claims for row in rows]
    assert len(taken) == len(set(taken))
    # Rows that another one held are skipped, so a last look finds whatever is left.
    rest = await street.do(notification.claim, now=at, lease=LEASE, limit=20)
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
        assert await street.do(notification.claim, now=street.now + hours(9), lease=LEASE, limit=9) == []
        row = (await street.notices())[0]
        assert (row.state, row.message_id, row.finished_at, row.lease_until) == (
            state,
            2**40,
            street.now,
            None,
        )
    assert await street.see(notification.next_due_at) is None


async def test_what_has_become_wrong_lapses_and_only_that(street: Street) -> None:
    """Lapsing takes the pending rows of those kinds about that row, and nothing that was
    said or is being said.
    """
    await queue(street, 3)
    await street.do(notification.claim, now=street.now, lease=LEASE, limit=1)
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
    claimed = await street.do(notification.claim, now=street.now, lease=LEASE, limit=1)
    await street.do(notification.retry, claimed[0], street.now + hours(1))
    assert await street.do(notification.claim, now=street.now + LEASE, lease=LEASE, limit=1) == []
    again = await street.do(notification.claim, now=street.now + hours(1), lease=LEASE, limit=1)
    assert [row.attempts for row in again] == [2]
