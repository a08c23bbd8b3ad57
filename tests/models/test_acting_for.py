"""Proves for whom an organiser may act, that it ends, and that nobody helps those whom they speak for."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from sqlmodel import Session, select
from street import Street

from models import acting, agreement, calls, joining_for, member, notification, volunteering
from models.acting import UNUSED_FOR, ActsAlone, AskedForThem, ForOrganisers, HelpsThem, OnBehalf
from models.contact import Consent
from models.joining_for import Told
from models.journal import JournalEntry
from models.member import Member, NotFound, State
from models.notification import Notice
from models.place import Point
from models.timebank import Joining


async def makes_organiser(street: Street, whom: Member) -> Member:
    """Gives somebody the keys."""
    await street.do(member.make_organiser, whom, street.now)
    return await street.again(whom)


async def asks_for(street: Street, by: Member, whom: Member, key: str = "ask") -> Any:
    """An organiser acts for somebody, and asks for company for them."""
    begun = await street.do(acting.begin, whom.id, by, street.now)
    before = await street.see(acting.picture, whom)
    wanted = await street.ask(asker=whom, key=key)
    await street.do(acting.note_done, begun, by, before, street.now)
    return wanted


async def test_one_acts_for_one_at_a_time_and_it_ends_unused(street: Street) -> None:
    """To begin for another ends the first; half an hour without use is the end; all is in the journal."""
    first = await street.do(acting.begin, street.amina.id, street.olga, street.now)
    second = await street.do(acting.begin, street.ben.id, street.olga, street.now)
    assert (await street.again(first)).ended_at == street.now
    open_now = await street.see(acting.open_of, street.olga)
    assert open_now is not None and open_now.id == second.id
    last_moment = street.now + UNUSED_FOR - timedelta(seconds=1)
    assert await street.see(acting.may_go_on, second, street.olga, last_moment)
    assert not await street.see(acting.may_go_on, second, street.olga, street.now + UNUSED_FOR)
    await street.do(acting.use, second, last_moment)
    assert await street.see(
        acting.may_go_on, await street.again(second), street.olga, street.now + UNUSED_FOR
    )
    await street.do(acting.end, street.olga, street.now)
    assert await street.do(acting.end, street.olga, street.now) is None

    def written(session: Session) -> list[str]:
        return [row.act for row in session.exec(select(JournalEntry)) if row.act.startswith("acting.")]

    assert await street.store.read(written) == ["acting.begin", "acting.end", "acting.begin", "acting.end"]


async def test_for_whom_nobody_acts(street: Street) -> None:
    """Not for organisers, oneself, those who forbid it, or somebody with whom help is agreed."""
    carla = await makes_organiser(street, street.carla)
    for whom in (carla, street.olga):
        with pytest.raises(ForOrganisers):
            await street.do(acting.begin, whom.id, street.olga, street.now)
    with pytest.raises(NotFound):
        await street.do(acting.begin, street.amina.id, street.ben, street.now)
    begun = await street.do(acting.begin, street.amina.id, street.olga, street.now)
    await street.do(acting.act_alone, street.amina, alone=True)
    assert not await street.see(acting.may_go_on, begun, street.olga, street.now)
    with pytest.raises(ActsAlone):
        await street.do(acting.begin, street.amina.id, street.olga, street.now)
    await street.do(acting.act_alone, street.amina, alone=False)
    await street.agree(helper=carla)
    with pytest.raises(HelpsThem):
        await street.do(acting.begin, street.amina.id, carla, street.now)
    assert await street.do(acting.begin, street.amina.id, street.olga, street.now)


async def test_whoever_asked_for_somebody_never_comes_as_the_helper(street: Street) -> None:
    """Not by coming forward, not by an invitation, and not after the acting has ended."""
    wanted = await asks_for(street, street.olga, street.amina)
    await street.do(acting.end, street.olga, street.now)
    with pytest.raises(AskedForThem):
        await street.do(volunteering.come_forward, wanted.id, street.olga, street.now)
    asked = await street.invite(wanted, street.olga)
    with pytest.raises(AskedForThem):
        await street.do(agreement.accept, asked.id, street.olga, wanted.latest_at, street.now)
    # What Amina has asked by herself is another matter, unless somebody acts for her at that moment.
    own = await street.ask(key="own")
    await street.do(acting.begin, street.amina.id, street.olga, street.now)
    with pytest.raises(AskedForThem):
        await street.do(volunteering.come_forward, own.id, street.olga, street.now)
    later = street.now + UNUSED_FOR
    assert await street.do(volunteering.come_forward, own.id, street.olga, later)


async def test_each_act_is_kept_once_and_told_to_who_has_the_app(street: Street) -> None:
    """What changed is written down with who did it and for whom, and nothing where nothing changed."""
    wanted = await asks_for(street, street.olga, street.amina)
    begun = await street.see(acting.open_of, street.olga)
    before = await street.see(acting.picture, street.amina)
    assert await street.do(acting.note_done, begun, street.olga, before, street.now) == []

    def kept(session: Session) -> list[tuple[str, int, int, int]]:
        return [(row.act, row.subject_id, row.by_id, row.for_id) for row in session.exec(select(OnBehalf))]

    assert await street.store.read(kept) == [("request.post", wanted.id, street.olga.id, street.amina.id)]
    assert await street.told(Notice.DONE_FOR_YOU) == [street.amina.id]
    who = await street.see(acting.who_did, street.bank.id, acting.ASKED, wanted.id)
    assert who is not None and who.id == street.olga.id
    with pytest.raises(NotFound):
        await street.see(acting.deed, street.ben, 1)


@pytest.mark.parametrize(
    ("rules", "consent", "state"),
    [
        ({}, Consent.BY_PHONE, State.ACTIVE),
        ({"joining": Joining.APPROVED}, Consent.BY_PHONE, State.ACTIVE),
        ({"joining": Joining.APPROVED, "must_be_met": True}, Consent.IN_PERSON, State.ACTIVE),
        ({"joining": Joining.APPROVED, "must_be_met": True}, Consent.BY_PHONE, State.WAITING),
    ],
)
async def test_somebody_without_the_app_joins_by_the_banks_rules(
    street: Street, rules: dict[str, Any], consent: Consent, state: State
) -> None:
    """An organiser has said yes by adding them, but where newcomers are met first, so are they."""
    await street.decide(**rules)
    told = Told("Edith", "en", Point(51.5461, -0.0552), "Hackney", "020 7946 0018", consent)
    edith = await street.do(joining_for.add, street.olga, told, street.now)
    assert (edith.state, edith.chat_id, edith.telegram_user_id) == (state, None, None)
    assert not edith.may_be_asked
    # One without the app more is no trouble.
    assert (await street.do(joining_for.add, street.olga, told, street.now)).id != edith.id
    with pytest.raises(NotFound):
        await street.do(joining_for.add, street.ben, told, street.now)
    if state is State.ACTIVE:
        assert await street.standing(edith) == (street.bank.starting_minutes, 0)


async def test_a_call_is_made_once_and_only_of_what_was_shown(street: Street) -> None:
    """What an organiser has told is said; what came due since they looked stays to be told."""
    told = Told("Edith", "en", Point(51.5461, -0.0552), "Hackney", "", Consent.BY_PHONE)
    edith = await street.do(joining_for.add, street.olga, told, street.now)
    for number in (1, 2):
        await street.do(
            notification.queue, Notice.BREAK_OVER, subject_id=number, recipient=edith, send_after=street.now
        )
    assert await street.see(calls.waiting, street.bank.id, street.now) == [(edith.id, street.now)]
    assert await street.do(calls.tell, street.bank.id, street.now) == 1
    assert await street.do(calls.tell, street.bank.id, street.now) == 0
    assert await street.told(Notice.TASK_CALL) == [street.olga.id]
    first, second = await street.see(calls.news_for, edith, street.now)
    assert await street.do(calls.told, edith.id, street.olga, {first.id}, street.now) == 1
    assert await street.do(calls.told, edith.id, street.olga, {first.id}, street.now) == 0
    assert [row.id for row in await street.see(calls.news_for, edith, street.now)] == [second.id]
    with pytest.raises(NotFound):
        await street.do(calls.told, edith.id, street.ben, {second.id}, street.now)
    assert await street.see(calls.news_for, street.amina, street.now) == []
