"""Proves who can be whose buddy, that nobody is one unasked, and what is left when one of the two goes."""

from __future__ import annotations

import pytest
from sqlmodel import Session, select
from street import Street

from models import apart, attendance, buddy, confirmation, erasure, leaving, overdue
from models.buddy import Buddy, State
from models.member import Member, NotFound
from models.notification import Notice


async def acquainted(street: Street, helper: Member | None = None, **wish: object) -> None:
    """Amina is helped, and the hours are banked."""
    agreed = await street.agree(helper=helper, **wish)
    for who in (street.amina, helper or street.ben):
        await street.do(confirmation.confirm, agreed.id, who, 60, agreed.ends_at)


async def rows(street: Street) -> list[Buddy]:
    """All there are."""
    return await street.see(lambda session: list(session.exec(select(Buddy).order_by("id"))))


async def test_only_acquaintances_are_asked_and_only_they_answer(street: Street) -> None:
    """Strangers cannot be asked, nor can oneself; nobody but the one who was asked says yes or no."""
    for stranger in (street.carla, street.ben, street.amina):
        with pytest.raises(NotFound):
            await street.do(buddy.ask, street.ben, stranger.id, street.now)
    await acquainted(street)
    for _ in range(2):
        row = await street.do(buddy.ask, street.ben, street.amina.id, street.now)
    assert await street.told(Notice.BUDDY_WANTED) == [street.amina.id]
    assert await street.see(buddy.of, street.ben) is None
    for other in (street.ben, street.carla, street.olga):
        with pytest.raises(NotFound):
            await street.do(buddy.answer, row.id, other, True, street.now)
    for _ in range(2):
        await street.do(buddy.answer, row.id, street.amina, True, street.now)
    found = await street.see(buddy.of, street.ben)
    assert found is not None and found.id == street.amina.id
    assert await street.told(Notice.BUDDY_ANSWERED) == [street.ben.id]
    with pytest.raises(NotFound):
        await street.do(buddy.end, row.id, street.amina, street.now)


async def test_another_one_is_asked_instead_and_the_first_again(street: Street) -> None:
    """Somebody has one buddy at the most; asking the first one again is a new question."""
    await acquainted(street, key="one")
    await acquainted(street, helper=street.carla, key="two")
    first = await street.do(buddy.ask, street.amina, street.ben.id, street.now)
    await street.do(buddy.answer, first.id, street.ben, True, street.now)
    second = await street.do(buddy.ask, street.amina, street.carla.id, street.now)
    assert [row.state for row in await rows(street)] == [State.ENDED, State.ASKED]
    await street.do(buddy.answer, second.id, street.carla, False, street.now)
    with pytest.raises(NotFound):
        await street.do(buddy.answer, second.id, street.carla, True, street.now)
    again = await street.do(buddy.ask, street.amina, street.ben.id, street.now)
    assert (again.id, again.round, again.state) == (first.id, 2, State.ASKED)
    assert len(await street.notices(Notice.BUDDY_WANTED)) == 3


async def test_whom_one_would_rather_not_meet_is_not_offered(street: Street) -> None:
    """Of whom somebody said so themself is not on their list, and cannot be asked by an old button."""
    await acquainted(street)
    await street.do(apart.keep, street.amina, street.ben, street.now)
    assert await street.see(buddy.possible, street.amina) == []
    with pytest.raises(NotFound):
        await street.do(buddy.ask, street.amina, street.ben.id, street.now)


@pytest.mark.parametrize("forgotten", [False, True])
async def test_who_leaves_is_nobodys_buddy(street: Street, forgotten: bool) -> None:
    """Leaving ends it for both sides, and being forgotten deletes it; who is overdue then has none."""
    await acquainted(street, key="before")
    row = await street.do(buddy.ask, street.ben, street.amina.id, street.now)
    await street.do(buddy.answer, row.id, street.amina, True, street.now)
    agreed = await street.agree(asker=street.carla, key="visit")
    await street.do(attendance.arrive, agreed.id, street.ben, agreed.starts_at)
    await street.do(erasure.forget if forgotten else leaving.leave, street.amina, street.now)
    assert [one.state for one in await rows(street)] == ([] if forgotten else [State.ENDED])

    def look(session: Session) -> int:
        return overdue.look(session, street.bank.id, agreed.ends_at + overdue.CALL_AFTER)

    await street.do(look)
    assert await street.notices(Notice.BUDDY_WORRIES) == []
    assert await street.told(Notice.HAVE_THEY_LEFT) == [street.carla.id]
