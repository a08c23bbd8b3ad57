"""Proves how somebody becomes a member, who lets them in, and what stays closed until then."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest
from sqlmodel import Session, col, select
from street import HOME, Street, hours, profile

from models import admission, journal, ledger, member, place, timebank
from models.journal import JournalEntry
from models.ledger import Cause, Holder
from models.member import Member, MovedOften, NotAMember, NotFound, State, WaitingForOrganiser
from models.notification import Notice
from models.timebank import Joining

DANA = 6_000_000_000


async def meet(street: Street, user_id: int = DANA) -> Member:
    """Lets somebody write to the bank for the first time."""
    return await street.do(
        member.meet,
        timebank_id=street.bank.id,
        telegram_user_id=user_id,
        chat_id=user_id,
        language="cy",
        now=street.now,
    )


async def answer_first_questions(street: Street, newcomer: Member) -> Member:
    """Lets a newcomer say their age, agree to the notice and tell their profile."""

    def work(session: Session, who: Member) -> Member:
        member.say_adult(session, who, street.now)
        member.agree_to_privacy(session, who, street.now)
        return member.join(session, who, profile("Dana"), street.now)

    return await street.do(work, newcomer)


async def acts(street: Street) -> list[tuple[str, int | None, int | None]]:
    """Returns what is in the journal: act, who, and to what."""

    def work(session: Session) -> list[tuple[str, int | None, int | None]]:
        rows = session.exec(select(JournalEntry).order_by(col(JournalEntry.id)))
        return [(row.act, row.by_id, row.subject_id) for row in rows]

    return await street.store.read(work)


async def test_meeting_twice_is_meeting_once(street: Street) -> None:
    """Whoever writes is noted once, in the bank's zone and their own language, and a new
    chat is remembered.
    """
    first = await meet(street)
    assert (first.state, first.zone, first.language) == (State.JOINING, "Europe/London", "cy")
    second = await street.do(
        member.meet,
        timebank_id=street.bank.id,
        telegram_user_id=DANA,
        chat_id=DANA + 1,
        language="en",
        now=street.now,
    )
    assert (second.id, second.chat_id, second.language) == (first.id, DANA + 1, "cy")
    found = await street.see(member.by_telegram, street.bank.id, DANA)
    assert found is not None
    assert (found.id, found.chat_id) == (first.id, DANA + 1)


async def test_meeting_at_once_is_meeting_once(street: Street) -> None:
    """Two first messages that two processes take at the same moment make one member."""
    met = await asyncio.gather(*[meet(street) for _ in range(4)])
    assert len({row.id for row in met}) == 1


async def test_joining_an_open_bank_makes_an_active_member_with_starting_hours(street: Street) -> None:
    """Answering the questions opens an account and gives the starting hours out of the
    bank's own account, once.
    """
    newcomer = await meet(street)
    for _ in range(3):
        joined = await answer_first_questions(street, newcomer)
    assert (joined.state, joined.name, joined.joined_at) == (State.ACTIVE, "Dana", street.now)
    assert joined.has_joined
    assert await street.standing(joined) == (120, 0)
    account = await street.see(ledger.account_of, street.bank.id, joined.id)
    assert account.floor_minutes == -300
    entries = await street.see(ledger.entries, account, limit=9)
    own = await street.see(ledger.own_account, street.bank.id, Holder.BANK)
    assert [(row.cause, row.minutes, row.from_account_id) for row in entries] == [
        (Cause.STARTING, 120, own.id)
    ]
    assert await street.wrongs() == []


async def test_a_bank_may_give_no_starting_hours(street: Street) -> None:
    """Where the bank starts everybody at zero, joining moves nothing."""
    await street.decide(starting_minutes=0)
    joined = await answer_first_questions(street, await meet(street))
    assert await street.standing(joined) == (0, 0)


@pytest.mark.parametrize("said", ["nothing", "adult", "privacy"])
async def test_nobody_joins_without_saying_their_age_and_reading_the_notice(
    street: Street, said: str
) -> None:
    """Without being 18 or over, or without the privacy notice, joining is refused and no
    account is opened.
    """
    newcomer = await meet(street)

    def work(session: Session, who: Member) -> None:
        if said == "adult":
            member.say_adult(session, who, street.now)
        if said == "privacy":
            member.agree_to_privacy(session, who, street.now)
        member.join(session, who, profile("Dana"), street.now)

    with pytest.raises(NotAMember):
        await street.do(work, newcomer)
    with pytest.raises(NotAMember):
        member.require_active(newcomer)
    assert (await street.again(newcomer)).state is State.JOINING


async def test_where_an_organiser_decides_a_newcomer_waits_and_is_let_in_once(street: Street) -> None:
    """In a bank that approves, joining waits for an organiser, who is told, and whose yes
    counts once and is on record.
    """
    await street.decide(joining=Joining.APPROVED)
    waiting = await answer_first_questions(street, await meet(street))
    assert waiting.state is State.WAITING
    with pytest.raises(WaitingForOrganiser):
        member.require_active(waiting)
    assert await street.told(Notice.TASK_APPROVAL) == [street.olga.id]
    with pytest.raises(NotFound):
        await street.do(admission.approve, waiting.id, street.ben, street.now)
    for _ in range(2):
        approved = await street.do(admission.approve, waiting.id, street.olga, street.now)
    assert approved.state is State.ACTIVE
    assert await street.told(Notice.APPROVED) == [waiting.id]
    assert await street.standing(waiting) == (120, 0)
    assert (await acts(street))[1:] == [("member.approve", street.olga.id, waiting.id)]
    declined = await street.do(admission.decline, waiting.id, street.olga, street.now)
    assert declined.state is State.ACTIVE


async def test_an_organiser_may_turn_a_newcomer_away(street: Street) -> None:
    """A no of an organiser is told kindly and kept on record, and a yes afterwards does nothing."""
    await street.decide(joining=Joining.APPROVED)
    waiting = await answer_first_questions(street, await meet(street))
    with pytest.raises(NotFound):
        await street.do(admission.decline, waiting.id, street.ben, street.now)
    for _ in range(2):
        declined = await street.do(admission.decline, waiting.id, street.olga, street.now)
        assert declined.state is State.LEFT
    assert await street.told(Notice.NOT_APPROVED) == [waiting.id]
    assert (await acts(street))[1:] == [("member.decline", street.olga.id, waiting.id)]
    assert (await street.do(admission.approve, waiting.id, street.olga, street.now)).state is State.LEFT


async def test_whoever_becomes_an_organiser_need_not_wait(street: Street) -> None:
    """The keys let a waiting newcomer in, and a newcomer with keys does not wait for anybody."""
    await street.decide(joining=Joining.APPROVED)
    waiting = await answer_first_questions(street, await meet(street))
    await street.do(member.make_organiser, waiting, street.now)
    assert (await street.again(waiting)).state is State.ACTIVE
    second = await meet(street, DANA + 1)
    await street.do(member.make_organiser, second, street.now)
    assert (await answer_first_questions(street, second)).state is State.ACTIVE
    found = await street.see(member.organisers, street.bank.id)
    assert [row.id for row in found] == [street.olga.id, waiting.id, second.id]


async def test_only_organisers_pass_as_organisers(street: Street) -> None:
    """To everybody else what organisers do does not exist."""
    member.require_organiser(street.olga)
    with pytest.raises(NotFound):
        member.require_organiser(street.amina)


async def test_an_organiser_decides_how_one_joins(street: Street) -> None:
    """Joining can be opened and closed by an organiser, on record, and by nobody else."""
    with pytest.raises(NotFound):
        await street.do(admission.decide_joining, street.amina, Joining.APPROVED, street.now)
    await street.do(admission.decide_joining, street.olga, Joining.APPROVED, street.now)
    assert (await street.see(timebank.get, street.bank.id)).joining is Joining.APPROVED
    assert (await acts(street))[1:] == [("timebank.set_joining", street.olga.id, street.bank.id)]


async def test_a_home_is_kept_only_coarsely(street: Street) -> None:
    """What is kept of a home is the middle of its cell, and a long place name is cut."""
    exact = place.Point(51.545123, -0.055321)
    await street.do(member.live_at, street.amina, exact, "x" * 500, street.now)
    moved = await street.again(street.amina)
    assert moved.point == place.snap(exact)
    assert moved.point != exact
    assert len(moved.place_name) == 128


async def test_nobody_moves_more_than_three_times_a_day(street: Street) -> None:
    """After three moves within a day the fourth is refused; the same place again, or another day, is fine."""
    places = [place.Point(51.6 + 0.01 * number, -0.05) for number in range(5)]
    for point in (*places[:3], places[2]):
        await street.do(member.live_at, street.amina, point, "", street.now + hours(1))
    with pytest.raises(MovedOften) as no:
        await street.do(member.live_at, street.amina, places[3], "", street.now + hours(23))
    assert no.value.facts == {"limit": 3}
    assert (await street.again(street.amina)).point == place.snap(places[2])
    await street.do(member.live_at, street.amina, places[4], "", street.now + hours(24))
    assert (await street.again(street.amina)).point == place.snap(places[4])


async def test_the_language_chosen_last_comes_first(street: Street) -> None:
    """Choosing a language writes in it from now on and forgets none of the others."""
    for language in ("cy", "en", "cy"):
        await street.do(member.speak, street.amina, language)
    spoken = await street.again(street.amina)
    assert (spoken.language, spoken.languages) == ("cy", "cy,en")


async def test_a_pause_can_be_taken_and_ended(street: Street) -> None:
    """A paused member is still a member, and comes back; somebody who has not joined can do neither."""
    await street.do(member.pause, street.ben)
    paused = await street.again(street.ben)
    assert (paused.state, paused.has_joined) == (State.PAUSED, True)
    member.require_active(paused)
    await street.do(member.resume, street.ben)
    assert (await street.again(street.ben)).state is State.ACTIVE
    newcomer = await meet(street)
    for verb in (member.pause, member.resume):
        with pytest.raises(NotAMember):
            await street.do(verb, newcomer)


async def test_since_when_somebody_cannot_be_reached_is_kept(street: Street) -> None:
    """The first failure counts until a message arrives again."""
    later = street.now.replace(hour=12)
    for moment in (street.now, later):
        await street.do(member.mark_unreachable, street.ben, moment)
    assert (await street.again(street.ben)).unreachable_since == street.now
    for _ in range(2):
        await street.do(member.mark_reachable, street.ben)
    assert (await street.again(street.ben)).unreachable_since is None


async def test_members_of_one_bank_do_not_exist_in_another(street: Street) -> None:
    """The same account may be in two banks as two members, and each bank finds only its own."""

    def open_other(session: Session) -> timebank.TimeBank:
        return timebank.open_bank(
            session, name="Leyton", zone="Asia/Kathmandu", language="ne", now=street.now
        )

    other = await street.do(open_other)
    facts: dict[str, Any] = {"telegram_user_id": street.ben.telegram_user_id, "chat_id": 1, "language": "en"}
    twin = await street.do(member.meet, timebank_id=other.id, now=street.now, **facts)
    assert (twin.id != street.ben.id, twin.zone) == (True, "Asia/Kathmandu")
    assert (await street.see(member.get, street.bank.id, street.ben.id)).name == "Ben"
    with pytest.raises(NotFound):
        await street.see(member.get, other.id, street.ben.id)
    assert await street.see(member.organisers, other.id) == []
    home = await street.see(timebank.home)
    assert home is not None
    assert home.id == street.bank.id


async def test_the_journal_keeps_facts_and_the_host_has_no_member(street: Street) -> None:
    """An act from the command line is on record with its facts and without a member."""
    await street.do(
        journal.note_host, timebank_id=street.bank.id, act="timebank.open", now=street.now, minutes=120
    )

    def last(session: Session) -> JournalEntry:
        return session.exec(select(JournalEntry).order_by(col(JournalEntry.id).desc()).limit(1)).one()

    entry = await street.store.read(last)
    assert (entry.act, entry.by_id, entry.detail, entry.at) == (
        "timebank.open",
        None,
        {"minutes": 120},
        street.now,
    )


async def test_a_place_is_unknown_until_it_is_told(street: Street) -> None:
    """Somebody who has not said where they live has no point, and Amina has hers."""
    assert (await meet(street)).point is None
    assert street.amina.point == place.snap(HOME)
