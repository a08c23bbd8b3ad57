"""Proves that of several processes one at a time has a lease, on both databases."""

from __future__ import annotations

import asyncio
from datetime import datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st
from in_memory import OPENED_AT, StreetInMemory
from sqlmodel import Session
from street import Street

from models import lease
from models.store import Store

LENGTH = timedelta(seconds=30)


async def take(
    street: Street, holder: str, *, later: timedelta = timedelta(), name: str = "listening"
) -> bool:
    """Lets a process ask for a lease, that much later."""

    def ask(session: Session) -> bool:
        return lease.take(
            session,
            timebank_id=street.bank.id,
            name=name,
            holder=holder,
            now=street.now + later,
            length=LENGTH,
        )

    return await street.store.write(ask)


async def holder(street: Street, *, later: timedelta = timedelta()) -> str | None:
    """Who has the lease, that much later."""
    return await street.store.read(
        lambda session: lease.holder_of(
            session, timebank_id=street.bank.id, name="listening", now=street.now + later
        )
    )


async def test_a_lease_is_one_processs_until_it_ends(street: Street) -> None:
    """Whoever has it keeps it by asking again, others are told no, and when it is over the next gets it."""
    assert await holder(street) is None
    assert await take(street, "one")
    assert not await take(street, "two")
    assert await take(street, "one", later=LENGTH / 2)
    assert not await take(street, "two", later=LENGTH)
    assert await holder(street, later=LENGTH) == "one"
    assert await holder(street, later=LENGTH * 1.5) is None
    assert await take(street, "two", later=LENGTH * 1.5)
    assert await holder(street, later=LENGTH * 1.5) == "two"


async def test_only_its_holder_lets_go_of_a_lease(street: Street) -> None:
    """Letting go frees a lease at once, and another's lease is left alone."""
    for name in ("one", "two"):
        await take(street, name)
    for name, after in (("two", "one"), ("one", None)):
        await street.store.write(
            lambda session, name=name: lease.let_go(
                session, timebank_id=street.bank.id, name="listening", holder=name
            )
        )
        assert await holder(street) == after


async def test_of_many_at_once_exactly_one_gets_it(street: Street) -> None:
    """Twelve processes that ask at once for a lease nobody ever had, through stores of their own, and again
    when it has run out: one of them gets it each time."""
    stores = [street.store, *(Store(street.store.url) for _ in range(3))]

    async def ask(number: int, later: timedelta) -> bool:
        return await stores[number % len(stores)].write(
            lambda session: lease.take(
                session,
                timebank_id=street.bank.id,
                name="matching",
                holder=f"process {number}",
                now=street.now + later,
                length=LENGTH,
            )
        )

    try:
        for later in (timedelta(), LENGTH * 2):
            got = await asyncio.gather(*[ask(number, later) for number in range(12)])
            assert sum(got) == 1
    finally:
        for store in stores[1:]:
            await store.close()


async def test_processes_that_are_alive_can_be_counted(street: Street) -> None:
    """Leases whose names begin alike are found together, without those that ran out or only look alike."""
    await take(street, "old", name="sender:old")
    await take(street, "other", name="sender_x:other", later=LENGTH)
    for name in ("b", "a"):
        await take(street, name, name=f"sender:{name}", later=LENGTH)
    alive = await street.store.read(
        lambda session: lease.holders(
            session, timebank_id=street.bank.id, prefix="sender:", now=street.now + LENGTH
        )
    )
    assert alive == ["a", "b"]


async def test_a_lease_from_before_the_clock_was_set_back_is_over(street: Street) -> None:
    """A process takes a lease and dies, the clock is set back by hours: nobody waits for hours, and the dead
    one is not counted among those that are alive; whoever took over has it alone."""
    await take(street, "dead", later=timedelta(hours=2))
    await take(street, "dead", later=timedelta(hours=2), name="sender:dead")
    assert await holder(street) is None
    alive = await street.store.read(
        lambda session: lease.holders(session, timebank_id=street.bank.id, prefix="sender:", now=street.now)
    )
    assert alive == []
    assert await take(street, "two")
    assert not await take(street, "three")
    assert await holder(street) == "two"


async def test_leases_of_long_ago_are_forgotten(street: Street) -> None:
    """What ran out before a moment goes, what runs on stays, and clearing frees all."""
    await take(street, "old", name="sender:old")
    await take(street, "one", later=LENGTH * 2)
    await street.store.write(
        lambda session: lease.forget(session, timebank_id=street.bank.id, before=street.now + LENGTH * 2)
    )
    find = lambda name: street.store.read(  # noqa: E731
        lambda session: lease.find(session, timebank_id=street.bank.id, name=name)
    )
    assert await find("sender:old") is None
    assert await find("listening") == ("one", street.now + LENGTH * 3)
    await street.store.write(lambda session: lease.clear(session, timebank_id=street.bank.id))
    assert await find("listening") is None


MOVES = st.lists(
    st.tuples(st.sampled_from("abc"), st.sampled_from(["take", "let go"]), st.integers(0, 40)), max_size=12
)


# Steps differ much in how long they take on a busy machine.
@settings(deadline=None)
@given(moves=MOVES)
def test_no_two_ever_have_it(moves: list[tuple[str, str, int]]) -> None:
    """Whatever processes do and however time passes, whoever was told yes has it until it ends, and alone."""
    street, at = StreetInMemory(), OPENED_AT
    mine: tuple[str, datetime] | None = None
    for who, move, seconds in moves:
        at += timedelta(seconds=seconds)
        facts = {"timebank_id": street.bank.id, "name": "listening", "holder": who}
        if mine is not None and mine[1] <= at:
            mine = None
        if move == "take":
            got = street.write(
                lambda session, at=at, facts=facts: lease.take(session, **facts, now=at, length=LENGTH)
            )
            assert got == (mine is None or mine[0] == who)
            mine = (who, at + LENGTH) if got else mine
        else:
            street.write(lambda session, facts=facts: lease.let_go(session, **facts))
            mine = None if mine is not None and mine[0] == who else mine
        found = street.write(
            lambda session, at=at: lease.holder_of(
                session, timebank_id=street.bank.id, name="listening", now=at
            )
        )
        assert found == (None if mine is None else mine[0])
