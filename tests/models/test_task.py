"""Proves that an organiser sees everything that needs a human, the most urgent first, and
nothing that does not.
"""

from __future__ import annotations

from datetime import date, time, timedelta

import pytest
from sqlmodel import Session
from street import Street

from models import admission, confirmation, member, raised_hand, request, search, task
from models.member import NotFound
from models.task import Task, TaskKind


async def test_the_queue_is_in_the_order_of_urgency_and_each_leaves_it_when_it_is_done(
    street: Street,
) -> None:
    """Requests at risk come first, then raised hands, unsettled hours and newcomers, each
    gone once it is seen to.
    """
    silent = await street.agree(key="silent", at=time(10))
    differing = await street.agree(key="differing", at=time(12))
    at = silent.ends_at + confirmation.HAND_OVER_AFTER
    for who, minutes in ((street.amina, 30), (street.ben, 120)):
        await street.do(confirmation.confirm, differing.id, who, minutes, at)
    hand = await street.do(raised_hand.put_up, street.ben, "menu", street.now)
    later = await street.ask(asker=street.carla, key="later", day=date(2026, 11, 27), at=time(17))
    sooner = await street.ask(asker=street.carla, key="sooner", day=date(2026, 11, 27), at=time(15))
    newcomer = await street.do(
        member.meet, timebank_id=street.bank.id, telegram_user_id=9, chat_id=9, language="en", now=street.now
    )

    def wait(session: Session, who: member.Member) -> None:
        who.state = member.State.WAITING

    await street.do(wait, newcomer)
    at = max(at, later.at_risk_at)
    everything = [
        Task(TaskKind.AT_RISK, sooner.id, sooner.at_risk_at),
        Task(TaskKind.AT_RISK, later.id, later.at_risk_at),
        Task(TaskKind.PERSON_WANTED, hand.id, street.now),
        Task(TaskKind.HOURS, silent.id, silent.ends_at),
        Task(TaskKind.HOURS, differing.id, differing.ends_at),
        Task(TaskKind.APPROVAL, newcomer.id, street.now),
    ]
    assert await street.see(task.waiting, street.olga, at) == everything

    await street.do(search.look_after, sooner.id, street.olga, at)
    await street.do(request.withdraw, later.id, street.carla, at)
    await street.do(raised_hand.lower, hand.id, street.olga, at)
    await street.do(confirmation.settle, silent.id, street.olga, 60, at)
    await street.do(confirmation.settle, differing.id, street.olga, 60, at)
    await street.do(admission.approve, newcomer.id, street.olga, at)
    # What an organiser sees to stays in that one's own list until its end, and in nobody else's.
    assert await street.see(task.waiting, street.olga, at) == [everything[0]]
    other = await street.again(street.ben)
    await street.do(member.make_organiser, other, at)
    assert await street.see(task.waiting, await street.again(street.ben), at) == []


async def test_nothing_is_a_task_before_its_time_or_after_it(street: Street) -> None:
    """A request is a task from its moment of risk until its time, and silent hours from the third day on."""
    wanted = await street.ask()
    agreed = await street.agree(key="agreed")
    just_before = timedelta(seconds=1)
    assert await street.see(task.waiting, street.olga, wanted.at_risk_at - just_before) == []
    assert len(await street.see(task.waiting, street.olga, wanted.at_risk_at)) == 1
    assert await street.see(task.waiting, street.olga, wanted.latest_at) == []
    handed_over_at = agreed.ends_at + confirmation.HAND_OVER_AFTER
    assert await street.see(task.waiting, street.olga, handed_over_at - just_before) == []
    assert len(await street.see(task.waiting, street.olga, handed_over_at)) == 1


async def test_only_organisers_see_the_queue(street: Street) -> None:
    """For a member there is no such queue."""
    with pytest.raises(NotFound):
        await street.see(task.waiting, street.ben, street.now)
