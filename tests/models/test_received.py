"""Proves that what comes in is kept once, served fairly and in order, and forgotten when it is done."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest
from sqlmodel import Session, col, select
from street import Street

from models import received
from models.received import ReceivedUpdate, State


async def keep(street: Street, *updates: tuple[int, int]) -> int:
    """Keeps updates given as update id and sender id."""
    rows = [(update_id, sender_id, f'{{"update_id": {update_id}}}') for update_id, sender_id in updates]
    return await street.do(received.keep, street.bank.id, rows, street.now)


async def first(
    street: Street, *, holder: str = "ours", after_s: int = 0, limit: int = 9, lease_s: int = 0
) -> list[int]:
    """Claims what comes next, for so long, and returns the update ids."""
    claimed = await street.do(
        received.claim,
        street.bank.id,
        holder=holder,
        now=street.now + timedelta(seconds=after_s),
        lease=timedelta(seconds=lease_s),
        limit=limit,
    )
    return [one.update_id for one in claimed]


async def finish(street: Street, update_id: int, state: State = State.HANDLED) -> None:
    """Ends an update."""

    def work(session: Session) -> None:
        row = session.exec(select(ReceivedUpdate).where(ReceivedUpdate.update_id == update_id)).one()
        received.finish(session, street.bank.id, row.id, state, street.now, reference="A7")

    await street.store.write(work)


async def test_an_update_that_comes_twice_is_kept_once(street: Street) -> None:
    """Repeats within a batch and between batches are not kept, and ids beyond 2^31 are like any other."""
    assert await keep(street, (2**40, 1), (2**40, 1), (2**40 + 1, 1)) == 2
    assert await keep(street, (2**40 + 1, 1), (2**40 + 2, 1)) == 1
    assert await street.see(received.depth, street.bank.id) == {"waiting": 3}
    assert await keep(street) == 0


async def test_the_same_batch_at_once_is_kept_once(street: Street) -> None:
    """Two processes that fetch the same updates at the same moment keep each once."""
    kept = await asyncio.gather(*[keep(street, (1, 1), (2, 1)) for _ in range(3)])
    assert sum(kept) == 2
    assert await street.see(received.depth, street.bank.id) == {"waiting": 2}


async def test_numbers_may_start_lower_after_a_quiet_week(street: Street) -> None:
    """An update whose number is far below the last one is kept, and comes after what came before it."""
    await keep(street, (900_000_000, 1))
    await keep(street, (400_000_000, 1))
    assert await first(street) == [900_000_000]
    await finish(street, 900_000_000)
    assert await first(street) == [400_000_000]


async def test_a_flood_of_one_never_holds_up_another(street: Street) -> None:
    """Each sender's oldest update comes next, so whoever writes once is served beside
    whoever writes fifty times.
    """
    await keep(street, *[(number, 1) for number in range(50)])
    await keep(street, (50, 2), (51, 3), (52, 2))
    assert await first(street) == [0, 50, 51]
    assert await first(street, limit=1) == [0]
    await finish(street, 0)
    await finish(street, 50)
    assert await first(street) == [1, 51, 52]


async def test_a_claim_holds_for_its_lease(street: Street) -> None:
    """Nobody else gets a claimed line, nor what stands behind it, until the lease ends or is taken away."""
    await keep(street, (1, 1), (2, 1), (3, 2))
    assert await first(street, limit=1, lease_s=30) == [1]
    assert await first(street, holder="theirs", after_s=29, lease_s=30) == [3]
    assert await first(street, holder="theirs", after_s=30) == [1]
    await street.do(received.let_go, street.bank.id)
    assert await first(street) == [1, 3]


async def test_a_claim_ends_when_the_clock_is_set_back(street: Street) -> None:
    """A claim from two hours ahead, made before the clock was put right, holds up nobody for two hours."""
    await keep(street, (1, 1))
    await first(street, after_s=7_200, lease_s=30)
    assert await first(street, holder="theirs") == [1]


async def test_a_renewed_claim_holds_longer(street: Street) -> None:
    """A claim that its holder renews is not lost at the end of its lease; nobody renews another's."""
    await keep(street, (1, 1))
    await first(street, lease_s=30)
    later = street.now + timedelta(seconds=60)
    await street.do(received.renew, street.bank.id, [1], holder="theirs", until=later)
    assert await street.see(received.any_waiting, street.bank.id, street.now + timedelta(seconds=30))
    await street.do(received.renew, street.bank.id, [1], holder="ours", until=later)
    assert not await street.see(received.any_waiting, street.bank.id, street.now + timedelta(seconds=30))


async def test_an_update_is_answered_by_its_holder_and_once(street: Street) -> None:
    """Whoever lost the claim, or comes a second time, is stopped before anything is done."""
    await keep(street, (1, 1), (2, 1))
    await first(street, lease_s=30)
    await first(street, holder="theirs", after_s=30, lease_s=30)
    with pytest.raises(received.TakenOver):
        await street.do(received.mark_answered, street.bank.id, 1, "ours")
    await street.do(received.mark_answered, street.bank.id, 1, "theirs")
    with pytest.raises(received.TakenOver):
        await street.do(received.mark_answered, street.bank.id, 1, "theirs")
    # It stays at the head of its line until its answer has been told.
    assert await first(street, after_s=60) == [1]


async def test_two_processes_claim_each_line_once(street: Street) -> None:
    """Three that claim at the same moment share the lines among them."""
    await keep(street, *[(number, number) for number in range(20)])
    shares = await asyncio.gather(
        *[first(street, holder=name, limit=12, lease_s=30) for name in ("a", "b", "c")]
    )
    assert sorted(number for share in shares for number in share) == list(range(20))


async def test_what_was_handled_is_emptied_and_what_failed_is_kept_to_be_looked_at(street: Street) -> None:
    """After handling nothing of what was said stays; a dead update keeps its text and its reference."""
    await keep(street, (1, 1), (2, 1))
    await finish(street, 1)
    await finish(street, 2, State.DEAD)

    def rows(session: Session) -> list[tuple[State, str, str | None]]:
        found = session.exec(select(ReceivedUpdate).order_by(col(ReceivedUpdate.update_id)))
        return [(row.state, row.body, row.reference) for row in found]

    assert await street.store.read(rows) == [
        (State.HANDLED, "", "A7"),
        (State.DEAD, '{"update_id": 2}', "A7"),
    ]
    assert await street.see(received.depth, street.bank.id) == {"dead": 1, "handled": 1}
    assert await first(street) == []


async def test_what_was_handled_long_ago_is_forgotten(street: Street) -> None:
    """Handled updates are deleted after their window, waiting and dead ones never."""
    await keep(street, (1, 1), (2, 1), (3, 1))
    await finish(street, 1)
    await finish(street, 2, State.DEAD)
    await street.do(received.forget, street.bank.id, street.now)
    assert await street.see(received.depth, street.bank.id) == {"dead": 1, "handled": 1, "waiting": 1}
    await street.do(received.forget, street.bank.id, street.now + timedelta(seconds=1))
    assert await street.see(received.depth, street.bank.id) == {"dead": 1, "waiting": 1}
