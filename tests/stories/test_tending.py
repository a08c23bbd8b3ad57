"""The queue as organisers share it: who takes what, what waits too long, what they are told beforehand."""

from __future__ import annotations

from datetime import UTC, date, datetime

from sqlmodel import Session

from models import attestation, timebank
from models.attestation import What
from models.care import TaskCare
from models.journal import JournalEntry
from models.member import State
from models.notification import Notice, Notification
from models.raised_hand import RaisedHand
from models.store import Store
from models.timebank import Joining
from tests.security.test_organisers_only import UNKNOWN, resigns
from tests.stories.favours import agree, asks_for_shopping
from tests.stories.joinings import joins, row_of, until_place
from tests.stories.neighbours import Neighbour, Street, opened_street


async def journal(street: Street) -> list[str]:
    """What stands in the journal beside becoming an organiser, the oldest first."""
    return [row.act for row in await street.rows(JournalEntry) if row.act != "member.become_organiser"]


async def told(street: Street, kind: Notice) -> int:
    """How often that was told, to everybody together."""
    return sum(row.kind is kind for row in await street.rows(Notification))


async def sees_a_check(olga: Neighbour, ben: Neighbour, lapses_on: date) -> None:
    """An organiser has seen a basic check of somebody, which holds until a day."""
    street = olga.street

    def note(session: Session) -> None:
        attestation.record(
            session, ben.row(session), What.BASIC, olga.row(session), street.now(), lapses_on=lapses_on
        )

    await street.store.write(note)


async def test_a_task_is_taken_and_others_see_by_whom(street: Street) -> None:
    """One organiser takes a task; the other reads who has it; put back, it is anybody's again."""
    olga, pia = await street.neighbour("Olga", organiser=True), await street.neighbour("Pia", organiser=True)
    ada = await street.neighbour("Ada")
    await ada.says("/person")
    await olga.says("/admin")
    await olga.taps_each("Talk to Ada", "I take this")
    await olga.hears("Somebody would like a person", "You said that you see to this")
    take = f"take:person_wanted:{await hand_of(street)}"
    await pia.says("/admin")
    await pia.hears("Somebody would like a person: Ada. Seen to by Olga.")
    await pia.taps("Talk to Ada")
    await pia.hears("Olga sees to this, since Monday 23 November")
    assert "I take this" not in pia.buttons()
    # A tap on a button of before changes nothing.
    await pia.taps_data(take)
    assert await journal(street) == ["task.take"]
    await olga.taps("Somebody else can do it")
    await pia.says("/admin")
    await pia.taps_each("Talk to Ada", "I take this", "I got in touch")
    assert await journal(street) == ["task.take", "task.let_go", "task.take", "hand.lower"]
    await olga.taps_data(take)
    await olga.hears("Nothing needs you just now")


async def hand_of(street: Street) -> int:
    """The number of the only raised hand."""
    [hand] = await street.rows(RaisedHand)
    return hand.id


async def test_whoever_took_a_task_and_is_no_organiser_any_more_has_let_it_go(street: Street) -> None:
    """A former organiser holds nothing back, and hears of the buttons what anybody hears."""
    olga, pia = await street.neighbour("Olga", organiser=True), await street.neighbour("Pia", organiser=True)
    ada = await street.neighbour("Ada")
    await ada.says("/person")
    await olga.says("/admin")
    await olga.taps_each("Talk to Ada", "I take this")
    await resigns(street, olga)
    await pia.says("/admin")
    await pia.hears("Somebody would like a person: Ada.")
    await pia.hears_nothing_of("Seen to by")
    hand = await hand_of(street)
    buttons = (
        f"take:person_wanted:{hand}", f"putback:person_wanted:{hand}", "seento:unreachable:1", "nudge:1",
        "called:1:1", "meetfirst:1",
    )  # fmt: skip
    for who in (olga, ada):
        for data in buttons:
            await who.taps_data(data)
            await who.hears(UNKNOWN)
    assert await journal(street) == ["task.take"]


async def test_what_nobody_sees_to_is_told_again_after_a_day(street: Street) -> None:
    """A raised hand that waits for a day is told to every organiser once more, in one message; who takes it
    has as long again, and then both hear of it.
    """
    olga, pia = await street.neighbour("Olga", organiser=True), await street.neighbour("Pia", organiser=True)
    ada = await street.neighbour("Ada")
    await ada.says("/person")
    await olga.hears("Somebody would like a person")
    await street.later(hours=23)
    assert await told(street, Notice.TASK_WAITS) == 0
    pia.look_away()
    await street.later(hours=2)
    for who in (olga, pia):
        await who.hears("1 thing has waited for long", "Somebody would like a person: Ada")
    await street.later(hours=3)
    assert await told(street, Notice.TASK_WAITS) == 2
    await pia.taps("See what needs a person")
    await pia.taps_each("Talk to Ada", "I take this")
    olga.look_away()
    await street.later(hours=22)
    assert await told(street, Notice.TASK_WAITS) == 2
    await street.later(hours=4)
    await olga.hears("1 thing has waited for long", "Ada. Seen to by Pia.")
    await olga.taps_data(f"hand:{await hand_of(street)}")
    await street.later(hours=30)
    assert await told(street, Notice.TASK_WAITS) == 4


async def test_a_request_at_risk_is_told_again_after_four_hours(sqlite_url: str) -> None:
    """What is urgent waits no day; the limit is the bank's own, and who looks for help has as long again."""
    async with opened_street(Store(sqlite_url), urgent_task_minutes=120) as street:
        olga, pia = (
            await street.neighbour("Olga", organiser=True),
            await street.neighbour("Pia", organiser=True),
        )
        ada = await street.neighbour("Ada")
        await asks_for_shopping(ada, day="Wednesday 25 November")
        [wanted] = await street.requests()
        await street.until(wanted.at_risk_at)
        await olga.hears("Nobody has said yes so far to Ada")
        pia.look_away()
        await street.later(hours=3)
        await pia.hears("1 thing has waited for long", "Nobody has said yes so far: Ada")
        await olga.taps("I will find somebody")
        pia.look_away()
        before = await told(street, Notice.TASK_WAITS)
        await street.later(hours=1)
        assert await told(street, Notice.TASK_WAITS) == before
        await street.later(hours=2)
        assert await told(street, Notice.TASK_WAITS) > before
        # Olga has not found anybody, so that Pia may, and takes over.
        await pia.hears("1 thing has waited for long", "Ada", "Seen to by Olga")
        await pia.taps_each("See what needs a person", "Find help: Ada")
        await pia.hears("Olga said that they look for somebody, and it still waits")
        await pia.taps("I will find somebody")
        [wanted] = await street.requests()
        assert wanted.looked_after_by_id == (await row_of(pia)).id
    await street.store.close()


async def test_in_the_morning_organisers_read_what_is_at_risk(street: Street) -> None:
    """Once in the morning, and only where there is something; who sees to it can be read."""
    olga = await street.neighbour("Olga", organiser=True)
    ada = await street.neighbour("Ada")
    await street.later(hours=20)
    assert await told(street, Notice.TASK_TODAY) == 0
    await asks_for_shopping(ada, day="Tomorrow, Wednesday", at="10am")
    olga.look_away()
    await street.until(datetime(2026, 11, 25, 8, 30, tzinfo=UTC))
    await olga.hears("Good morning. 1 thing needs a person today", "Ada, Wednesday 25 November")
    assert await told(street, Notice.TASK_TODAY) == 1
    await street.later(hours=48)
    assert await told(street, Notice.TASK_TODAY) == 1


async def test_a_check_is_noticed_before_it_lapses(street: Street) -> None:
    """30 days ahead the member and the organisers hear of it; a new one ends the task."""
    olga, pia = await street.neighbour("Olga", organiser=True), await street.neighbour("Pia", organiser=True)
    ben = await street.neighbour("Ben", "lift")
    await sees_a_check(olga, ben, date(2026, 12, 24))
    await sees_a_check(olga, pia, date(2026, 12, 24))
    await street.later(minutes=30)
    await olga.says("/admin")
    await olga.hears("Nothing needs you just now")
    olga.look_away()
    await street.until(datetime(2026, 11, 24, 9, tzinfo=UTC))
    await ben.hears("A basic check of yours holds until Thursday 24 December", "show an organiser a new one")
    await olga.hears("A check of Ben lapses: a basic check", "It holds until Thursday 24 December")
    await olga.hears("A check of Pia lapses")
    # Pia does nothing about her own.
    await pia.hears("A basic check of yours holds until")
    await pia.says("/admin")
    await pia.hears("1 thing needs a person", "A check lapses: Ben")
    await pia.taps_each("Check of Ben", "I have seen something", "A basic check", "For 3 years")
    await olga.says("/admin")
    await olga.hears("1 thing needs a person", "A check lapses: Pia")
    await olga.taps_each("Check of Pia", "I got in touch")
    await olga.says("/admin")
    await olga.hears("Nothing needs you just now")
    await street.later(days=2)
    assert await told(street, Notice.CHECK_LAPSES) == 2
    assert (await journal(street))[-1] == "task.finish"


async def test_a_visit_with_somebody_out_of_reach_stays_until_it_is_seen_to(street: Street) -> None:
    """It stands in the queue, not only in a message that scrolls away, until an organiser got in touch."""
    olga = await street.neighbour("Olga", organiser=True)
    ada, ben = await street.neighbour("Ada"), await street.neighbour("Ben", "shopping")
    await agree(ada, ben)
    await ben.does("blocks_bot")
    await street.later(hours=6)
    await olga.hears("no longer reach Ben")
    await olga.says("/admin")
    await olga.hears("Out of reach before a visit: Ben, Tuesday 24 November, 2pm")
    await olga.taps_each("Out of reach: Ben", "I got in touch")
    await olga.hears("Nothing needs you just now")
    [care] = await street.rows(TaskCare)
    assert care.done_by_id == (await row_of(olga)).id
    street.refusals_allowed = True


async def test_somebody_who_stopped_half_way_gets_one_kind_word(street: Street) -> None:
    """After three days an organiser sees it and may write once; the newcomer carries on where they were."""
    olga = await street.neighbour("Olga", organiser=True)
    nora, theo = street.newcomer("Nora"), street.newcomer("Theo")
    await until_place(nora)
    await theo.says("/start")
    await street.later(days=2)
    await olga.says("/admin")
    await olga.hears("Nothing needs you just now")
    await street.later(days=2)
    await olga.says("/admin")
    # Theo has not told his name, nor agreed that we keep it.
    await olga.hears("2 things need a person", "Began to join and stopped: Nora", "stopped: somebody new")
    nudge = f"nudge:{(await row_of(nora)).id}"
    await olga.taps_each("Stopped: Nora", "Send a kind word")
    await nora.hears("Hello from Mill Lane", "Would you like to carry on?")
    await olga.taps_data(nudge)
    await olga.taps_each("Stopped: somebody new", "Leave it at that")
    await olga.hears("Nothing needs you just now")
    assert await told(street, Notice.NUDGE) == 1
    assert await journal(street) == ["member.nudge", "task.finish"]
    await nora.taps("Carry on")
    await nora.hears("Where do you live?")
    await street.later(days=8)
    assert await told(street, Notice.TASK_WAITS) == 0


async def test_who_lets_newcomers_wait_is_reminded(sqlite_url: str) -> None:
    """A newcomer who waits for a day is told of again, and no more once they are let in."""
    async with opened_street(Store(sqlite_url), joining=Joining.APPROVED) as street:
        olga = await street.neighbour("Olga", organiser=True)
        nora = street.newcomer("Nora")
        await joins(nora)
        await street.later(hours=26)
        await olga.hears("1 thing has waited for long", "A newcomer would like to join: Nora")
        await olga.taps_each("See what needs a person", "Newcomer: Nora", "Let Nora in")
        assert (await row_of(nora)).state is State.ACTIVE
        await street.later(hours=30)
        assert await told(street, Notice.TASK_WAITS) == 1
        bank = await street.store.read(lambda session: timebank.get(session, street.timebank_id))
        assert bank.task_minutes == 24 * 60
    await street.store.close()
