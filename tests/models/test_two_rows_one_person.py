"""Proves that two rows of one person become one: what goes along, and what is refused and why."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any

import pytest
from sqlmodel import Session, select
from street import HOME, Street, hours, profile

from models import (
    alarm,
    apart,
    claim,
    concern,
    confirmation,
    conversation,
    correction,
    erasure,
    exchange,
    gift,
    holding,
    invitation,
    joining_for,
    ledger,
    member,
    notification,
    offer,
    own_data,
    request,
    role,
    same_person,
    taking_over,
    timebank,
)
from models.contact import Consent
from models.erasure import Erasure
from models.exchange import State as ExchangeState
from models.journal import JournalEntry
from models.ledger import Cause, Transfer
from models.member import Member, NotFound, State
from models.notification import Notice
from models.role import Role
from models.same_person import (
    BothHavePhones,
    HelpedEachOther,
    How,
    NoPhone,
    NotLetIn,
    OneHasRole,
    OneIsHeld,
    OneIsUnsafe,
    OwnRecord,
    SamePerson,
)

PHONE = 5_000_000_777


async def without_app(street: Street, name: str = "Rosa") -> Member:
    """Somebody whom Olga has added, who has no app."""
    told = joining_for.Told(name, "es", HOME, "Hackney", "020 7946 0018", Consent.BY_PHONE)
    return await street.do(joining_for.add, street.olga, told, street.now)


async def joins(street: Street, name: str = "Rosa again", number: int = PHONE) -> Member:
    """Somebody who joins by phone."""

    def come(session: Session) -> Member:
        one = member.meet(
            session,
            timebank_id=street.bank.id,
            telegram_user_id=number,
            chat_id=number,
            language="en",
            now=street.now,
        )
        member.say_adult(session, one, street.now)
        member.agree_to_privacy(session, one, street.now)
        return member.join(session, one, profile(name), street.now)

    return await street.do(come)


async def is_one(street: Street, kept: Member, other: Member) -> Member:
    """Olga says that they are one, and the books are sound afterwards."""
    told = await street.see(same_person.look, kept.id, other.id, street.olga, street.now)
    _, one = await street.do(same_person.join, kept.id, other.id, street.olga, How.MET, street.now)
    assert (await street.standing(one))[0] == told.total_minutes
    assert await street.wrongs() == []
    return one


async def all_of(street: Street, table: type[Any]) -> list[Any]:
    """Every row of a table."""
    return await street.store.read(lambda session: list(session.exec(select(table).order_by("id"))))


async def test_history_and_phone_become_one(street: Street) -> None:
    """The number that was known stays; phone, language and what was agreed come from the one who joined."""
    rosa, again = await without_app(street), await joins(street)
    await street.do(offer.make, rosa, "company", street.now)
    for kind in ("company", "shopping"):
        await street.do(offer.make, again, kind, street.now)
    one = await is_one(street, rosa, again)
    assert (one.id, one.name, one.telegram_user_id, one.chat_id) == (rosa.id, "Rosa", PHONE, PHONE)
    assert (one.languages, one.state) == ("en,es", State.ACTIVE)
    assert one.may_be_asked
    assert [row.kind for row in await street.see(offer.of, one)] == ["shopping", "company"]
    gone = await street.again(again)
    assert (gone.state, gone.name, gone.telegram_user_id, gone.chat_id) == (State.LEFT, "", None, None)
    assert not gone.may_be_asked and not member.may_be_helped(gone)
    assert await street.see(offer.of, gone) == []
    # Both were given two hours to begin with, and one of these goes back.
    assert await street.standing(one) == (120, 0) and await street.standing(gone) == (0, 0)
    assert await street.told(Notice.SAME_PERSON) == [one.id]
    [entry] = [row for row in await all_of(street, JournalEntry) if row.act == "member.same_person"]
    assert (entry.by_id, entry.subject_id, entry.detail["how"]) == (street.olga.id, one.id, "met")
    assert entry.detail["other"] == gone.id


async def test_said_twice_it_is_done_once(street: Street) -> None:
    """A second tap, or one of a colleague, changes nothing more; into a third row nobody goes any more."""
    rosa, again, third = await without_app(street), await joins(street), await without_app(street, "Tom")
    await is_one(street, rosa, again)
    await street.do(member.make_organiser, street.ben, street.now)
    before = await all_of(street, Transfer)
    for who in (street.olga, street.ben):
        row, one = await street.do(same_person.join, rosa.id, again.id, who, How.FAMILY, street.now)
        assert (one.id, row.how, row.by_id) == (rosa.id, How.MET, street.olga.id)
    assert await all_of(street, Transfer) == before
    with pytest.raises(NotFound):
        await street.do(same_person.join, third.id, again.id, street.olga, How.MET, street.now)
    with pytest.raises(BothHavePhones):
        await street.do(same_person.join, rosa.id, street.carla.id, street.olga, How.MET, street.now)


async def test_of_two_colleagues_at_once_one_is_right(street: Street) -> None:
    """Olga says that it is Rosa and Ben that it is Tom, at the same moment: it is one of them, and the hours
    are there once.
    """
    rosa, tom, again = await without_app(street), await without_app(street, "Tom"), await joins(street)
    await street.do(member.make_organiser, street.ben, street.now)
    outcomes = await asyncio.gather(
        *(
            street.do(same_person.join, kept.id, again.id, by, How.MET, street.now)
            for kept, by in ((rosa, street.olga), (tom, street.ben), (rosa, street.ben))
        ),
        return_exceptions=True,
    )
    assert any(isinstance(one, NotFound) for one in outcomes)
    [row] = await all_of(street, SamePerson)
    kept = {one.id: await street.again(one) for one in (rosa, tom)}
    assert [one.telegram_user_id for one in kept.values() if one.id == row.kept_id] == [PHONE]
    assert [one.telegram_user_id for one in kept.values() if one.id != row.kept_id] == [None]
    assert {(await street.standing(one))[0] for one in (rosa, tom)} == {120}
    assert await street.wrongs() == []


async def test_the_languages_of_both_fit(street: Street) -> None:
    """Those she has said by herself come first; of the others as many as there is room for."""
    rosa, again = await without_app(street), await joins(street)

    def speak_many(session: Session) -> None:
        row = session.get_one(Member, rosa.id)
        row.languages = ",".join(f"{letter}{letter}" for letter in "abcdefghijklmnopqrstu")
        session.add(row)

    await street.do(speak_many)
    one = await is_one(street, rosa, again)
    assert one.languages.startswith("en,aa,bb") and len(one.languages) <= same_person.LONGEST_LANGUAGES


async def test_all_that_is_open_goes_along(street: Street) -> None:
    """Her request is looked for on, her visit stands and is banked, with reminders; whom she will not meet,
    and her half-finished talk, are hers still.
    """
    rosa, again = await without_app(street), await joins(street)
    standing = await street.agree(asker=again, minutes=60, key="visit")
    helps = await street.agree(again, asker=street.carla, minutes=30, key="helps")
    open_one = await street.ask(asker=again, key="open", kind="shopping")
    asked = await street.invite(await street.ask(asker=street.carla, key="carla"), again)
    await street.do(apart.keep, again, street.olga, street.now)
    await street.do(conversation.start, again, flow="asking", step="kind", now=street.now)
    told = await street.see(same_person.look, rosa.id, again.id, street.olga, street.now)
    assert (told.other.visits, told.other.requests, told.left_minutes) == (2, 1, 0)
    one = await is_one(street, rosa, again)
    assert [row.id for row in await street.see(request.open_of, one)] == [open_one.id]
    assert (await street.again(asked)).member_id == one.id
    assert await street.see(apart.said_by, one) == [street.olga.id]
    talk = await street.see(conversation.current, one)
    assert talk is not None and talk.flow == "asking"
    later = standing.starts_at + hours(2)
    for who, found, minutes in (
        (one, standing, 60), (street.ben, standing, 60), (one, helps, 30), (street.carla, helps, 30),
    ):  # fmt: skip
        await street.do(confirmation.confirm, found.id, who, minutes, later)
    assert (await street.again(standing)).state is ExchangeState.BANKED
    assert await street.standing(one) == (120 - 60 + 30, 0)
    assert await street.standing(again) == (0, 0)
    assert await street.wrongs() == []
    assert one.id in await street.told(Notice.HOURS_BANKED)


async def test_hours_set_aside_stay_so_until_the_visit_is_settled(street: Street) -> None:
    """More than the starting hours is promised: what is left moves, and what is freed later follows."""
    rosa, again = await without_app(street), await joins(street)
    await street.do(gift.give, street.ben, receiver=again, minutes=100, deed_key="gift", now=street.now)
    standing = await street.agree(street.carla, asker=again, minutes=60)
    told = await street.see(same_person.look, rosa.id, again.id, street.olga, street.now)
    assert (told.back_minutes, told.moved_minutes, told.left_minutes, told.total_minutes) == (
        120, 40, 60, 160,
    )  # fmt: skip
    one = await is_one(street, rosa, again)
    assert await street.standing(again) == (60, 60)
    await street.do(exchange.cancel, standing.id, one, street.now)
    assert await street.standing(one) == (220, 0) and await street.standing(again) == (0, 0)
    assert await street.wrongs() == []


async def test_starting_hours_that_came_once_stay(street: Street) -> None:
    """Where the one who is kept had none to begin with, those of the other are hers; and what an organiser
    has taken back before is not taken twice.
    """
    await street.decide(starting_minutes=0)
    rosa = await without_app(street)
    await street.decide(starting_minutes=90)
    again = await joins(street)
    one = await is_one(street, rosa, again)
    assert await street.standing(one) == (90, 0)
    tom, other = await without_app(street, "Tom"), await joins(street, "Tom again", PHONE + 1)
    [line] = [
        row
        for row in await all_of(street, Transfer)
        if row.cause is Cause.STARTING and row.deed_key == f"starting:{other.id}"
    ]
    await street.do(
        correction.correct,
        street.olga,
        transfer_id=line.id,
        minutes=30,
        reason="Too many",
        deed_key="fix",
        now=street.now,
    )
    told = await street.see(same_person.look, tom.id, other.id, street.olga, street.now)
    assert (told.back_minutes, told.moved_minutes, told.total_minutes) == (30, 0, 90)
    await is_one(street, tom, other)


async def test_what_is_put_right_later_reaches_her(street: Street) -> None:
    """A line of the emptied row is corrected: the difference is hers, she reads why, and as an organiser she
    could not put right her own.
    """
    rosa, again = await without_app(street), await joins(street)
    standing = await street.agree(again, asker=street.carla, minutes=60)
    later = standing.starts_at + hours(2)
    for who in (again, street.carla):
        await street.do(confirmation.confirm, standing.id, who, 60, later)
    one = await is_one(street, rosa, again)
    assert await street.standing(one) == (180, 0)
    [line] = [
        row
        for row in await all_of(street, Transfer)
        if row.cause is Cause.EXCHANGE and row.phase is ledger.Phase.POST
    ]
    right = {"transfer_id": line.id, "reason": "Half an hour more", "now": later}
    put = await street.do(correction.correct, street.olga, minutes=90, deed_key="fix", **right)
    assert await street.standing(one) == (210, 0) and await street.wrongs() == []
    assert one.id in await street.told(Notice.CORRECTED)
    assert (await street.see(correction.about, one, put.id))[1].reason == "Half an hour more"
    await street.do(member.make_organiser, one, later)
    with pytest.raises(confirmation.OwnCase):
        await street.do(correction.correct, one, minutes=300, deed_key="own", **right)
    await street.do(erasure.forget, one, later)
    assert [row.reason for row in await all_of(street, correction.Correction)] == [""]


async def test_nobody_is_asked_for_what_they_need_themself(street: Street) -> None:
    """The phone that came lately was asked to help Rosa: that is asked no more, and others are."""
    rosa, again = await without_app(street), await joins(street)
    wanted = await street.ask(asker=rosa, key="rosa")
    asked = await street.invite(wanted, again)
    one = await is_one(street, rosa, again)
    left = await street.again(asked)
    assert (left.state, left.member_id) == (invitation.State.NO, again.id)
    assert [row.id for row in await street.see(request.open_of, one)] == [wanted.id]
    assert await street.see(invitation.waiting_for, one) == []


async def test_what_waits_to_be_said_is_said_once_and_by_phone(street: Street) -> None:
    """What would have been a call comes into the app; what both would hear comes once."""
    rosa, again = await without_app(street), await joins(street)
    await street.agree(asker=rosa, key="rosa")
    await street.agree(street.carla, asker=again, key="again", kind="shopping")
    before = {row.subject_id for row in await street.notices(Notice.REMINDER_DAY)}
    one = await is_one(street, rosa, again)
    rows = await street.notices(Notice.REMINDER_DAY, state=notification.State.PENDING)
    assert {row.subject_id for row in rows if row.recipient_id == one.id} == before
    assert not [row for row in await street.notices(state=notification.State.PENDING)
                if row.recipient_id == again.id]  # fmt: skip


Spoil = Callable[[Street, Member, Member], Any]


async def _helped(street: Street, rosa: Member, again: Member) -> None:
    standing = await street.agree(again, asker=rosa, key="between")
    await street.do(exchange.cancel, standing.id, again, street.now)


async def _unsafe(street: Street, rosa: Member, again: Member) -> None:
    await street.do(alarm.raise_, again, street.now)


async def _held(street: Street, rosa: Member, again: Member) -> None:
    await street.do(holding.hold, again.id, street.olga, street.now)


async def _kept_held(street: Street, rosa: Member, again: Member) -> None:
    await street.do(holding.hold, rosa.id, street.olga, street.now)


async def _lead(street: Street, rosa: Member, again: Member) -> None:
    await street.do(role.give, again.id, Role.LEAD, street.olga, street.now)


async def _waits(street: Street, rosa: Member, again: Member) -> None:
    def back(session: Session) -> None:
        row = session.get_one(Member, rosa.id)
        row.state = State.WAITING
        session.add(row)

    await street.do(back)


@pytest.mark.parametrize(
    ("spoil", "refusal"),
    [
        (_helped, HelpedEachOther),
        (_unsafe, OneIsUnsafe),
        (_held, OneIsHeld),
        (_kept_held, OneIsHeld),
        (_lead, OneHasRole),
        (_waits, NotLetIn),
    ],
)
async def test_what_would_do_somebody_wrong_is_refused(
    street: Street, spoil: Spoil, refusal: type[Exception]
) -> None:
    """And each refusal leaves everything as it was."""
    rosa, again = await without_app(street), await joins(street)
    await spoil(street, rosa, again)
    for act in (
        lambda: street.see(same_person.look, rosa.id, again.id, street.olga, street.now),
        lambda: street.do(same_person.join, rosa.id, again.id, street.olga, How.MET, street.now),
    ):
        with pytest.raises(refusal):
            await act()
    assert (await street.again(again)).chat_id == PHONE
    assert await all_of(street, SamePerson) == []


async def test_who_may_not_and_whom_not(street: Street) -> None:
    """An organiser alone, never for oneself, never two phones or none, and nobody of another bank."""
    rosa, again, tom = await without_app(street), await joins(street), await without_app(street, "Tom")
    cases: list[tuple[int, int, Member, type[Exception]]] = [
        (rosa.id, again.id, street.ben, NotFound),
        (rosa.id, again.id, again, NotFound),
        (street.ben.id, again.id, street.olga, BothHavePhones),
        (rosa.id, tom.id, street.olga, NoPhone),
        (rosa.id, street.olga.id, street.olga, OwnRecord),
        (rosa.id, rosa.id, street.olga, NotFound),
        (rosa.id, 999, street.olga, NotFound),
    ]
    for kept, other, by, refusal in cases:
        with pytest.raises(refusal):
            await street.do(same_person.join, kept, other, by, How.MET, street.now)
    elsewhere = await street.do(
        lambda session: timebank.open_bank(
            session, name="Elsewhere", zone="UTC", language="en", now=street.now
        )
    )

    def far(session: Session) -> Member:
        return member.meet(
            session, timebank_id=elsewhere.id, telegram_user_id=9, chat_id=9, language="en", now=street.now
        )

    stranger = await street.do(far)
    with pytest.raises(NotFound):
        await street.do(same_person.join, rosa.id, stranger.id, street.olga, How.MET, street.now)


async def test_her_data_are_all_there_to_take_along(street: Street) -> None:
    """What stays under the other number for good is hers, too: a worry that she told, and lines of hours."""
    rosa, again = await without_app(street), await joins(street)
    await street.do(concern.raise_, again, now=street.now, text="Somebody shouts next door")
    one = await is_one(street, rosa, again)
    kept = (await street.see(own_data.collect, one, street.now))["tables"]
    assert [row["text"] for row in kept["concern_entry"]] == ["Somebody shouts next door"]
    assert [row["id"] for row in kept["member"]] == [rosa.id]
    assert {row["deed_key"] for row in kept["transfer"]} >= {f"starting:{rosa.id}", f"starting:{again.id}"}
    assert len(kept["same_person"]) == 1


async def test_whoever_is_forgotten_is_forgotten_under_both_numbers(street: Street) -> None:
    """A copy of the database from before knows her twice: both are in the list of erasures."""
    rosa, again = await without_app(street), await joins(street)
    one = await is_one(street, rosa, again)
    await street.do(erasure.forget, one, street.now)
    assert {row.member_id for row in await all_of(street, Erasure)} == {rosa.id, again.id}
    assert await street.wrongs() == []
    tables = (await street.see(own_data.collect, street.olga, street.now))["tables"]
    assert "same_person" not in tables


async def test_a_link_for_somebody_who_was_added_by_hand(street: Street) -> None:
    """An organiser gives her one, once; she claims what is hers by it, and it ends when she is linked."""
    rosa, tom, again = await without_app(street), await without_app(street, "Tom"), await joins(street)
    with pytest.raises(NotFound):
        await street.do(claim.give, rosa.id, street.ben, street.now)
    with pytest.raises(NotFound):
        await street.do(claim.give, street.ben.id, street.olga, street.now)
    given = await street.do(claim.give, rosa.id, street.olga, street.now)
    assert (await street.do(claim.give, rosa.id, street.olga, street.now)).id == given.id
    await street.do(claim.give, tom.id, street.olga, street.now)
    await is_one(street, rosa, again)
    [ended, open_one] = await all_of(street, claim.Claim)
    assert (ended.state, open_one.state) == (claim.State.CLAIMED, claim.State.OPEN)
    assert await street.see(claim.link_of, ended, street.now) is None


def test_every_column_that_points_at_a_member_is_thought_of() -> None:
    """It goes along, or stays for a reason that is written down."""
    goes = {(table.__tablename__, column) for table, column in taking_over.GOES}
    for table, _ in (*taking_over.ONE_OF_THE_PHONE, *taking_over.ONE_OF_BEFORE):
        goes.add((table.__tablename__, "member_id"))
    for table, *pair in taking_over.PAIRS:
        goes |= {(table.__tablename__, column) for column in pair}
    goes |= taking_over.OWN_RULES
    there = {
        (table.name, column.name)
        for table in own_data.about_members()
        for column in own_data.pointing_at_member(table)
    }
    assert goes | set(taking_over.STAYS) == there
    assert not goes & set(taking_over.STAYS)
