"""Proves who gives and takes roles, that a bank is never left without, and what holding a member ends."""

from __future__ import annotations

from datetime import date, time, timedelta

import pytest
from sqlmodel import Session, select
from street import Street, hours, profile

from models import exchange, gift, holding, leaving, member, preference, relayed, request, role, search
from models.acts import page
from models.confirmation import confirm
from models.exchange import OverAlready
from models.exchange import State as ExchangeState
from models.holding import OwnHold
from models.invitation import State as Answer
from models.journal import JournalEntry
from models.member import NotFound, OnHold, State
from models.notification import Notice
from models.request import State as RequestState
from models.role import LastOfRole, Role


async def test_organisers_give_and_take_roles_on_record(street: Street) -> None:
    """A role is given once and taken once, the member is told each time, and both are written down."""
    for _ in range(2):
        await street.do(role.give, street.ben.id, Role.LEAD, street.olga, street.now)
    assert (await street.again(street.ben)).is_lead
    assert await street.told(Notice.ROLES) == [street.ben.id]
    await street.do(role.give, street.carla.id, Role.LEAD, street.olga, street.now)
    for _ in range(2):
        await street.do(role.take_away, street.ben.id, Role.LEAD, street.olga, street.now)
    assert (await street.told(Notice.ROLES)).count(street.ben.id) == 2
    acts, more = await street.see(page, street.olga, 0)
    assert [(act.code, act.member_id, act.role) for act in acts[:3]] == [
        ("role.take_away", street.ben.id, "lead"),
        ("role.give", street.carla.id, "lead"),
        ("role.give", street.ben.id, "lead"),
    ]
    assert {act.by_id for act in acts[:3]} == {street.olga.id} and not more


async def test_nobody_else_gives_or_takes_roles(street: Street) -> None:
    """Neither a member nor a lead nor a facilitator does, and nobody who has left gets one."""
    for given in (Role.LEAD, Role.FACILITATOR):
        await street.do(role.give, street.ben.id, given, street.olga, street.now)
    for verb in (role.give, role.take_away):
        with pytest.raises(NotFound):
            await street.do(verb, street.carla.id, Role.ORGANISER, street.ben, street.now)
    for look in (role.listed, page, holding.held):
        with pytest.raises(NotFound):
            await street.see(look, street.carla, *((0,) if look is page else ()))
    await street.do(leaving.leave, street.ben, street.now)
    assert role.of(await street.again(street.ben)) == []
    with pytest.raises(NotFound):
        await street.do(role.give, street.ben.id, Role.LEAD, street.olga, street.now)


async def test_the_last_organiser_and_the_last_lead_stay(street: Street) -> None:
    """Each can be taken away once there is another, and facilitators at any time."""
    for given in (Role.LEAD, Role.FACILITATOR):
        await street.do(role.give, street.ben.id, given, street.olga, street.now)
    for whom, kept in ((street.olga, Role.ORGANISER), (street.ben, Role.LEAD)):
        with pytest.raises(LastOfRole):
            await street.do(role.take_away, whom.id, kept, street.olga, street.now)
        await street.do(role.give, street.carla.id, kept, street.olga, street.now)
    await street.do(role.take_away, street.ben.id, Role.FACILITATOR, street.olga, street.now)
    await street.do(role.take_away, street.ben.id, Role.LEAD, street.olga, street.now)
    await street.do(role.take_away, street.olga.id, Role.ORGANISER, street.olga, street.now)
    assert not (await street.again(street.olga)).is_organiser


async def test_organisers_stand_in_where_there_is_no_lead(street: Street) -> None:
    """The list says so, and says so again once the only lead is held."""
    assert (await street.see(role.listed, street.olga)).organisers_stand_in
    await street.do(role.give, street.ben.id, Role.LEAD, street.olga, street.now)
    listed = await street.see(role.listed, street.olga)
    assert not listed.organisers_stand_in and [one.id for one in listed.holders[Role.LEAD]] == [street.ben.id]
    await street.do(holding.hold, street.ben.id, street.olga, street.now)
    assert (await street.see(role.listed, street.olga)).organisers_stand_in


async def test_what_a_former_organiser_looked_after_goes_back(street: Street) -> None:
    """A request that they saw to is in everybody's sight again."""
    await street.do(member.make_organiser, street.carla, street.now)
    wanted = await street.ask()
    await street.do(search.look_after, wanted.id, street.carla, street.now)
    await street.do(role.take_away, street.carla.id, Role.ORGANISER, street.olga, street.now)
    assert (await street.again(wanted)).looked_after_by_id is None


async def test_holding_a_helper_ends_the_visit_neutrally_and_searches_again(street: Street) -> None:
    """Both read the same neutral words, the hours are free again, and the request looks for somebody else."""
    standing = await street.agree()
    for _ in range(2):
        held = await street.do(holding.hold, street.ben.id, street.olga, street.now)
    assert held.state is State.HELD and not held.may_be_asked
    assert (await street.again(standing)).state is ExchangeState.DROPPED
    assert await street.told(Notice.VISIT_OFF) == [street.amina.id, street.ben.id]
    assert await street.told(Notice.DROPPED_OUT) == []
    assert await street.told(Notice.HOLD) == [street.ben.id]
    [wanted] = await street.see(request.open_of, street.amina)
    assert wanted.round == 2 and await street.standing(street.amina) == (120, 0)
    assert await street.wrongs() == []


async def test_holding_an_asker_ends_all_they_asked_for(street: Street) -> None:
    """What is agreed is called off, open requests are taken back, and whoever was asked is thanked."""
    standing = await street.agree()
    wanted = await street.ask(key="other", day=date(2026, 11, 25), at=time(12))
    asked = await street.invite(wanted, street.carla)
    mine = await street.ask(asker=street.ben, key="bens")
    of_amina = await street.invite(mine, street.amina)
    await street.do(holding.hold, street.amina.id, street.olga, street.now)
    assert (await street.again(standing)).state is ExchangeState.CANCELLED
    assert (await street.again(wanted)).state is RequestState.WITHDRAWN
    assert (await street.again(asked)).state is Answer.THANKED
    assert (await street.again(of_amina)).state is Answer.NO
    assert await street.told(Notice.VISIT_OFF) == [street.amina.id, street.ben.id]
    assert await street.told(Notice.CALLED_OFF) == []
    assert await street.wrongs() == []


async def test_help_that_has_begun_goes_to_an_organiser(street: Street) -> None:
    """Its hours are not lost, and the two can write to each other no more."""
    standing = await street.agree()
    later = standing.starts_at + hours(0.5)
    await street.do(holding.hold, street.ben.id, street.olga, later)
    assert (await street.again(standing)).state is ExchangeState.DIFFERING
    assert await street.told(Notice.TASK_HOURS) == [street.olga.id]
    with pytest.raises(OnHold):
        await street.do(relayed.write, standing.id, street.ben, "Where are you?", later)
    with pytest.raises(OverAlready):
        await street.do(relayed.write, standing.id, street.amina, "Where are you?", later)


async def test_a_held_member_can_do_nothing_of_what_members_do(street: Street) -> None:
    """Coming back, a break, asking, giving and changing how they are asked are all refused alike."""
    await street.do(holding.hold, street.ben.id, street.olga, street.now)
    with pytest.raises(OnHold):
        await street.ask(asker=await street.again(street.ben))
    for verb, facts in (
        (member.pause, {}),
        (member.resume, {}),
        (gift.give, {"receiver": None, "minutes": 30, "deed_key": "a", "now": street.now}),
    ):
        with pytest.raises(OnHold):
            await street.do(verb, street.ben, **facts)
    with pytest.raises(OnHold):
        await street.do(preference.limit_asks, street.ben, 3)
    with pytest.raises(NotFound):
        await street.do(
            gift.give, street.amina, receiver=street.ben, minutes=30, deed_key="b", now=street.now
        )


async def test_leaving_and_coming_back_ends_no_hold(street: Street) -> None:
    """Who leaves while they are held is held again when they join again."""
    await street.do(holding.hold, street.ben.id, street.olga, street.now)
    await street.do(leaving.leave, street.ben, street.now)

    def come_back(session: Session) -> member.Member:
        again = member.get(session, street.bank.id, street.ben.id)
        again.state = State.JOINING
        member.say_adult(session, again, street.now)
        member.agree_to_privacy(session, again, street.now)
        return member.join(session, again, profile("Ben"), street.now)

    assert (await street.do(come_back)).state is State.HELD


async def test_only_an_organiser_ends_a_hold(street: Street) -> None:
    """A lead may begin one and not end it; nobody begins or ends their own; a break of theirs goes on."""
    await street.do(role.give, street.carla.id, Role.LEAD, street.olga, street.now)
    await street.do(preference.pause_until, street.ben, date(2026, 12, 1), street.now)
    await street.do(holding.hold, street.ben.id, street.carla, street.now)
    assert (await street.see(holding.held_by, await street.again(street.ben))).id == street.carla.id  # type: ignore[union-attr]
    for nobody in (street.amina, street.ben):
        with pytest.raises(NotFound):
            await street.do(holding.hold, street.carla.id, nobody, street.now)
    for by in (street.carla, street.ben, street.amina):
        with pytest.raises(NotFound):
            await street.do(holding.release, street.ben.id, by, street.now)
    with pytest.raises(OwnHold):
        await street.do(holding.hold, street.olga.id, street.olga, street.now)
    assert [one.id for one in await street.see(holding.held, street.carla)] == [street.ben.id]
    for _ in range(2):
        free = await street.do(holding.release, street.ben.id, street.olga, street.now)
    assert (free.state, free.held_since) == (State.PAUSED, None)
    assert await street.told(Notice.HOLD) == [street.ben.id] * 2

    def acts(session: Session) -> list[str]:
        return [row.act for row in session.exec(select(JournalEntry)) if row.subject_id == street.ben.id]

    assert await street.see(acts) == ["member.hold", "member.release"]


async def test_the_only_organiser_is_not_held(street: Street) -> None:
    """A lead cannot leave the bank without anybody to look after it; of two, one can be held."""
    await street.do(role.give, street.carla.id, Role.LEAD, street.olga, street.now)
    with pytest.raises(LastOfRole):
        await street.do(holding.hold, street.olga.id, street.carla, street.now)
    await street.do(role.give, street.ben.id, Role.ORGANISER, street.olga, street.now)
    await street.do(holding.hold, street.olga.id, street.carla, street.now)
    held = await street.again(street.olga)
    assert held.state is State.HELD and not held.is_organiser


async def test_hours_of_before_are_still_settled(street: Street) -> None:
    """What was banked before a hold stays, and so do the balances."""
    standing = await street.agree()
    later = standing.ends_at + timedelta(hours=1)
    for who in (street.amina, street.ben):
        await street.do(confirm, standing.id, who, 60, later)
    await street.do(holding.hold, street.ben.id, street.olga, later)
    assert await street.standing(street.ben) == (180, 0)
    assert (await street.again(standing)).state is exchange.State.BANKED
    assert await street.wrongs() == []
