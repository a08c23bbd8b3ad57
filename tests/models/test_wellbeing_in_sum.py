"""Proves that loneliness is asked by consent alone, told of ten people or more, and forgotten on demand."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, select
from street import Street, settle_in

from models import erasure, member, own_data, wellbeing
from models.member import Member, NotAMember, NotFound
from models.notification import Notice, State
from models.wellbeing import Direct, Item, WellbeingAnswer, WellbeingConsent

WELL = {"companionship": Item.HARDLY_EVER, "left_out": Item.HARDLY_EVER, "isolated": Item.HARDLY_EVER}
LONELY = {"companionship": Item.OFTEN, "left_out": Item.SOME_OF_THE_TIME, "isolated": Item.OFTEN}
MONTHS_3 = wellbeing.AGAIN_AFTER


@pytest.fixture
async def asking(street: Street) -> Street:
    """A street whose organiser has turned it on."""
    await street.do(wellbeing.turn, street.olga, True, street.now)
    return street


async def rows(street: Street, table: type[WellbeingAnswer] | type[WellbeingConsent]) -> int:
    """How many rows there are."""

    def look(session: Session) -> int:
        return len(session.exec(select(table).where(table.timebank_id == street.bank.id)).all())

    return await street.store.read(look)


async def test_it_is_off_until_an_organiser_turns_it_on(street: Street) -> None:
    """Nobody is invited and nobody can answer before; only an organiser turns it on and off."""
    assert await street.do(wellbeing.invite, street.bank.id, street.now) == 0
    with pytest.raises(NotFound):
        await street.do(wellbeing.agree, street.amina, street.now)
    with pytest.raises(NotFound):
        await street.do(wellbeing.turn, street.amina, True, street.now)
    await street.do(wellbeing.turn, street.olga, True, street.now)
    assert await street.do(wellbeing.invite, street.bank.id, street.now) == 4
    await street.do(wellbeing.turn, street.olga, False, street.now)
    assert await street.do(wellbeing.invite, street.bank.id, street.now + MONTHS_3) == 0


async def test_invitations_come_at_joining_and_every_three_months(asking: Street) -> None:
    """Each member is invited once in three months, silently and for a fortnight; who is away, when they are
    back; whoever joins later, then."""
    await asking.do(member.pause, asking.carla)
    await asking.do(wellbeing.invite, asking.bank.id, asking.now)
    assert await asking.do(wellbeing.invite, asking.bank.id, asking.now) == 0
    invited = await asking.told(Notice.WELLBEING)
    assert invited == sorted([asking.olga.id, asking.amina.id, asking.ben.id])
    [one, *_] = await asking.notices(Notice.WELLBEING)
    assert one.useless_after == asking.now + wellbeing.LAPSES_AFTER
    await asking.do(member.resume, asking.carla)
    nora = await asking.do(settle_in, asking.bank, "Nora", 77, asking.now)
    assert await asking.do(wellbeing.invite, asking.bank.id, asking.now) == 2
    assert nora.id in await asking.told(Notice.WELLBEING)
    later = asking.now + MONTHS_3
    assert await asking.do(wellbeing.invite, asking.bank.id, later - timedelta(minutes=1)) == 0
    assert await asking.do(wellbeing.invite, asking.bank.id, later) == 5


async def test_whoever_says_never_is_never_asked_again(asking: Street) -> None:
    """Ben's no lets the invitation lapse, and none comes any more, unless he begins by himself."""
    await asking.do(wellbeing.invite, asking.bank.id, asking.now)
    await asking.do(wellbeing.decline, asking.ben, asking.now)
    assert asking.ben.id not in await asking.told(Notice.WELLBEING)
    await asking.do(wellbeing.invite, asking.bank.id, asking.now + MONTHS_3)
    assert asking.ben.id not in await asking.told(Notice.WELLBEING)
    await asking.do(wellbeing.agree, asking.ben, asking.now)
    row = await asking.do(wellbeing.answer, asking.ben, items=WELL, direct=Direct.NEVER, now=asking.now)
    assert row is not None


async def test_nobody_answers_without_having_agreed(asking: Street) -> None:
    """Without consent there is nothing to answer; a newcomer who has not joined is no member."""
    with pytest.raises(NotFound):
        await asking.do(wellbeing.answer, asking.ben, items=WELL, direct=None, now=asking.now)
    stranger = await asking.do(
        member.meet, timebank_id=asking.bank.id, telegram_user_id=9, chat_id=9, language="en", now=asking.now
    )
    with pytest.raises(NotAMember):
        await asking.do(wellbeing.agree, stranger, asking.now)


async def test_the_scale_is_summed_as_its_authors_sum_it(asking: Street) -> None:
    """Three items of 1 to 3 make 3 to 9, and none where one is left out; version and mode are kept."""
    await asking.do(wellbeing.agree, asking.ben, asking.now)
    made = []
    for items, direct in ((WELL, Direct.NEVER), (LONELY, Direct.OFTEN), ({**LONELY, "left_out": None}, None)):
        row = await asking.do(wellbeing.answer, asking.ben, items=items, direct=direct, now=asking.now)
        assert row is not None
        made.append(row)
    assert [row.score for row in made] == [3, 8, None]
    assert [row.is_heavy for row in made] == [False, True, True]
    assert {(row.version, row.mode.value) for row in made} == {("ons-2018/en", "chat")}
    nothing = dict.fromkeys(wellbeing.ITEMS)
    assert await asking.do(wellbeing.answer, asking.ben, items=nothing, direct=None, now=asking.now) is None
    assert await rows(asking, WellbeingAnswer) == 3


@pytest.mark.parametrize(("column", "value"), [("companionship", 4), ("isolated", 0), ("direct", 6)])
async def test_the_database_takes_no_other_answer(asking: Street, column: str, value: int) -> None:
    """A figure that no button has is refused by the table itself."""

    def forge(session: Session) -> None:
        session.add(
            WellbeingAnswer(
                timebank_id=asking.bank.id,
                member_id=asking.ben.id,
                answered_at=asking.now,
                version="x",
                **{column: value},
            )
        )

    with pytest.raises(IntegrityError):
        await asking.store.write(forge)


async def test_the_consent_can_be_taken_back_at_any_time(asking: Street) -> None:
    """All answers of Ben's are deleted, and nobody else's, also where the bank has stopped asking."""
    for who in (asking.ben, asking.carla):
        await asking.do(wellbeing.agree, who, asking.now)
        await asking.do(wellbeing.answer, who, items=LONELY, direct=Direct.OFTEN, now=asking.now)
    await asking.do(wellbeing.turn, asking.olga, False, asking.now)
    assert await asking.do(wellbeing.decline, asking.ben, asking.now) == 1
    assert await asking.do(wellbeing.decline, asking.ben, asking.now) == 0
    assert await rows(asking, WellbeingAnswer) == 1
    said = await asking.see(wellbeing.of, asking.ben)
    assert said is not None
    assert (said.agreed_at, said.invite_at) == (None, None)


async def test_answers_are_in_ones_own_data_and_go_with_who_is_forgotten(asking: Street) -> None:
    """Ben reads his answers in /mydata, Olga nobody's; nothing of them is left when he is forgotten."""
    await asking.do(wellbeing.agree, asking.ben, asking.now)
    await asking.do(wellbeing.answer, asking.ben, items=LONELY, direct=Direct.OFTEN, now=asking.now)
    his = (await asking.see(own_data.collect, asking.ben, asking.now))["tables"]
    assert his["wellbeing_answer"][0]["direct"] == 5
    hers = (await asking.see(own_data.collect, asking.olga, asking.now))["tables"]
    assert "wellbeing_answer" not in hers
    await asking.do(erasure.forget, asking.ben, asking.now)
    assert (await rows(asking, WellbeingAnswer), await rows(asking, WellbeingConsent)) == (0, 0)


async def answered(street: Street, many: int, *months: dict[str, Item]) -> list[Member]:
    """Lets so many people join and answer, one set of answers a quarter from now on."""
    people = []
    for number in range(many):
        one = await street.do(settle_in, street.bank, f"Member {number}", 100 + number, street.now)
        await street.do(wellbeing.agree, one, street.now)
        for quarter, items in enumerate(months):
            direct = Direct.OFTEN if number % 2 else Direct.NEVER
            at = street.now + quarter * MONTHS_3
            await street.do(wellbeing.answer, one, items=items, direct=direct, now=at)
        people.append(one)
    return people


async def test_nothing_is_told_of_fewer_than_ten(asking: Street) -> None:
    """With nine people all is hidden; the tenth brings the figures, and who takes theirs back hides them."""
    await answered(asking, 9, LONELY, WELL)
    later = asking.now + 2 * MONTHS_3
    told = await asking.see(wellbeing.sums, asking.olga, later)
    assert (told.people, told.lonely_percent, told.mean, told.change) == (None,) * 4
    await asking.do(wellbeing.agree, asking.ben, asking.now)
    for quarter, items in enumerate((LONELY, WELL)):
        at = asking.now + quarter * MONTHS_3
        await asking.do(wellbeing.answer, asking.ben, items=items, direct=Direct.OFTEN, now=at)
    told = await asking.see(wellbeing.sums, asking.olga, later)
    assert (told.people, told.lonely_percent, told.mean) == (10, 50, 3.0)
    assert told.change == wellbeing.Change(10, 8.0, 3.0)
    await asking.do(wellbeing.decline, asking.ben, later)
    told = await asking.see(wellbeing.sums, asking.olga, later)
    assert (told.people, told.change) == (None, None)


async def test_answers_of_the_current_month_do_not_count_yet(asking: Street) -> None:
    """Nobody can watch a figure move while one person answers: it moves when the month is over."""
    await answered(asking, 10, WELL)
    assert (await asking.see(wellbeing.sums, asking.olga, asking.now + timedelta(days=1))).people is None
    after = await asking.see(wellbeing.sums, asking.olga, asking.now + timedelta(days=31))
    assert (after.people, after.mean, after.change) == (10, 3.0, None)


async def test_only_organisers_read_the_sums(asking: Street) -> None:
    """To everybody else they do not exist."""
    with pytest.raises(NotFound):
        await asking.see(wellbeing.sums, asking.amina, asking.now)


async def test_an_answer_lets_the_invitation_lapse(asking: Street) -> None:
    """Who has answered by themself before the invitation was sent is not invited on top of it."""
    await asking.do(wellbeing.invite, asking.bank.id, asking.now)
    await asking.do(wellbeing.agree, asking.ben, asking.now)
    await asking.do(wellbeing.answer, asking.ben, items=WELL, direct=None, now=asking.now)
    [row] = [row for row in await asking.notices(Notice.WELLBEING) if row.recipient_id == asking.ben.id]
    assert row.state is State.LAPSED
