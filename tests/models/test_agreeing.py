"""Proves how a yes becomes an agreement: once, with the hours for it, for a time that was asked for."""

from __future__ import annotations

import asyncio
from collections import Counter
from datetime import time, timedelta

import pytest
from sqlmodel import Session
from street import Street, hours

from models import (
    agreement,
    apart,
    invitation,
    ledger,
    member,
    notification,
    preference,
    request,
    search,
    volunteering,
)
from models.agreement import AskerShort, NotThatTime
from models.availability import Part
from models.exchange import Exchange, State
from models.invitation import AlreadyFilled, AnsweredAlready, Invitation
from models.ledger import Cause, NotEnoughHours
from models.member import Gender, Member, NotAMember, NotFound
from models.notification import Notice
from models.preference import Side
from models.request import Choosing, OwnRequest
from models.window import TimePassed

PENDING = notification.State.PENDING
ABOUT_THE_VISIT = (
    Notice.AGREED,
    Notice.REMINDER_DAY,
    Notice.REMINDER_SOON,
    Notice.HOW_LONG,
    Notice.HOW_LONG_AGAIN,
)


async def give_away(street: Street, giver: Member, minutes: int) -> None:
    """Lets a member give minutes to Olga, so that they have fewer."""

    def work(session: Session) -> None:
        ledger.transfer(
            session,
            deed_key=f"give:{giver.id}",
            cause=Cause.GIFT,
            giver=ledger.account_of(session, giver.timebank_id, giver.id),
            receiver=ledger.account_of(session, giver.timebank_id, street.olga.id),
            minutes=minutes,
            now=street.now,
        )

    await street.do(work)


async def test_the_first_yes_agrees_reserves_reminds_and_thanks(street: Street) -> None:
    """A first yes makes the exchange, reserves its hours, tells both, and thanks the
    others who were asked.
    """
    wanted = await street.ask()
    ben, carla = await street.invite(wanted, street.ben), await street.invite(wanted, street.carla)
    agreed = await street.do(agreement.accept, ben.id, street.ben, wanted.latest_at, street.now)

    assert isinstance(agreed, Exchange)
    assert (agreed.state, agreed.starts_at, agreed.minutes) == (State.AGREED, wanted.latest_at, 60)
    assert (agreed.asker_id, agreed.helper_id, agreed.zone) == (street.amina.id, street.ben.id, wanted.zone)
    assert (await street.again(wanted)).state is request.State.AGREED
    assert (await street.again(ben)).state is invitation.State.CHOSEN
    assert (await street.again(carla)).state is invitation.State.THANKED
    assert await street.standing(street.amina) == (120, 60)
    for kind in ABOUT_THE_VISIT:
        assert await street.told(kind) == [street.amina.id, street.ben.id]
    assert await street.told(Notice.FILLED) == [street.carla.id]
    assert await street.told(Notice.INVITATION) == []
    assert await street.wrongs() == []


async def test_reminders_come_the_day_before_and_two_hours_before_and_questions_after(street: Street) -> None:
    """What is said before and after a visit is set for the right moments, and each of it goes stale when the
    next comes that says the same.
    """
    agreed = await street.agree()
    due = {row.kind: row for row in await street.notices(*ABOUT_THE_VISIT)}
    assert due[Notice.AGREED].send_after == street.now
    assert due[Notice.REMINDER_DAY].send_after == agreed.starts_at - hours(24)
    assert due[Notice.REMINDER_SOON].send_after == agreed.starts_at - hours(2)
    assert due[Notice.REMINDER_DAY].useless_after == due[Notice.REMINDER_SOON].send_after
    assert due[Notice.REMINDER_SOON].useless_after == agreed.starts_at
    assert due[Notice.HOW_LONG].useless_after == due[Notice.HOW_LONG_AGAIN].send_after
    assert due[Notice.HOW_LONG].send_after == agreed.starts_at + timedelta(minutes=60 + 15)
    assert due[Notice.HOW_LONG_AGAIN].send_after == due[Notice.HOW_LONG].send_after + hours(24)


async def test_a_reminder_whose_time_has_passed_is_not_set(street: Street) -> None:
    """Help agreed for an hour from now has no reminder the day before, nor two hours before."""
    await street.agree(day=street.now.date(), at=time(10))
    assert await street.notices(Notice.REMINDER_DAY, Notice.REMINDER_SOON) == []
    assert len(await street.notices(Notice.HOW_LONG)) == 2


async def test_the_same_yes_twice_is_one_yes(street: Street) -> None:
    """A second tap on yes finds the exchange that the first one made."""
    wanted = await street.ask()
    asked = await street.invite(wanted, street.ben)
    first = await street.do(agreement.accept, asked.id, street.ben, wanted.latest_at, street.now)
    second = await street.do(agreement.accept, asked.id, street.ben, wanted.latest_at, street.now)
    assert isinstance(second, Exchange)
    assert first.id == second.id
    assert await street.standing(street.amina) == (120, 60)


async def test_of_two_yeses_at_once_one_is_filled_and_one_hears_so(street: Street) -> None:
    """When two neighbours say yes at the same moment, one comes and the other hears that it is filled."""
    for number in range(4):
        wanted = await street.ask(key=f"ask:{number}")
        yeses = [(street.ben, await street.invite(wanted, street.ben))]
        yeses += [(street.carla, await street.invite(wanted, street.carla))]
        yeses += [(street.olga, await street.invite(wanted, street.olga))]
        results = await asyncio.gather(
            *[street.do(agreement.accept, row.id, who, wanted.latest_at, street.now) for who, row in yeses],
            return_exceptions=True,
        )
        assert Counter(type(result) for result in results) == {Exchange: 1, AlreadyFilled: 2}
    assert await street.standing(street.amina) == (120, 4 * 60)
    assert await street.wrongs() == []


async def test_the_same_yes_at_once_is_one_exchange(street: Street) -> None:
    """A double tap that two processes take at the same moment makes one exchange, which both find."""
    wanted = await street.ask()
    asked = await street.invite(wanted, street.ben)
    results = await asyncio.gather(
        *[street.do(agreement.accept, asked.id, street.ben, wanted.latest_at, street.now) for _ in range(4)]
    )
    assert len({(type(result), result.id) for result in results}) == 1
    assert await street.standing(street.amina) == (120, 60)


@pytest.mark.parametrize("choosing", list(Choosing))
async def test_hours_that_went_elsewhere_refuse_the_agreement_and_nothing_is_kept(
    street: Street, choosing: Choosing
) -> None:
    """When the asker's hours have gone, the asker hears how many are left, and the helper only that."""
    wanted = await street.ask(minutes=300, choosing=choosing)
    asked = await street.invite(wanted, street.ben)
    await give_away(street, street.amina, 121)
    if choosing is Choosing.FIRST:
        with pytest.raises(AskerShort) as short:
            await street.do(agreement.accept, asked.id, street.ben, wanted.latest_at, street.now)
        assert short.value.facts == {}
    else:
        await street.do(agreement.accept, asked.id, street.ben, wanted.latest_at, street.now)
        with pytest.raises(NotEnoughHours) as refused:
            await street.do(agreement.choose, asked.id, street.amina, street.now)
        assert refused.value.facts == {"available_minutes": 299, "needed_minutes": 300}
    state = invitation.State.ASKED if choosing is Choosing.FIRST else invitation.State.YES
    assert (await street.again(asked)).state is state
    assert (await street.again(wanted)).state is request.State.OPEN
    assert await street.standing(street.amina) == (-1, 0)


async def test_a_yes_to_a_time_that_was_not_asked_for_is_refused(street: Street) -> None:
    """Help can only be promised for a moment the asker offered, and only for one that lies ahead."""
    fixed = await street.ask()
    loose = await street.ask(key="loose", at=None, part=Part.MORNING)
    for wanted, wrong in (
        (fixed, fixed.latest_at + timedelta(minutes=30)),
        (loose, loose.earliest_at + timedelta(minutes=10)),
        (loose, loose.latest_at + timedelta(minutes=30)),
    ):
        asked = await street.do(volunteering.come_forward, wanted.id, street.ben, street.now)
        with pytest.raises(NotThatTime):
            await street.do(agreement.accept, asked.id, street.ben, wrong, street.now)
    asked = await street.do(volunteering.come_forward, fixed.id, street.ben, street.now)
    with pytest.raises(TimePassed):
        await street.do(agreement.accept, asked.id, street.ben, fixed.latest_at, fixed.latest_at)
    asked = await street.do(volunteering.come_forward, loose.id, street.ben, street.now)
    agreed = await street.do(agreement.accept, asked.id, street.ben, loose.latest_at, street.now)
    assert agreed.starts_at == loose.latest_at


async def test_only_the_one_who_was_asked_can_say_yes(street: Street) -> None:
    """Somebody else's invitation does not exist for a member, and a newcomer may say yes to nothing."""
    wanted = await street.ask()
    asked = await street.invite(wanted, street.ben)
    with pytest.raises(NotFound):
        await street.do(agreement.accept, asked.id, street.carla, wanted.latest_at, street.now)
    with pytest.raises(NotFound):
        await street.do(agreement.accept, 2**40, street.ben, wanted.latest_at, street.now)
    stranger = await street.do(
        member.meet,
        timebank_id=street.bank.id,
        telegram_user_id=1,
        chat_id=1,
        language="en",
        now=street.now,
    )
    asked = await street.invite(wanted, stranger)
    with pytest.raises(NotAMember):
        await street.do(agreement.accept, asked.id, stranger, wanted.latest_at, street.now)


async def test_nobody_helps_themself(street: Street) -> None:
    """Even an invitation to one's own request, made by mistake, banks no hours."""
    wanted = await street.ask()
    asked = await street.invite(wanted, street.amina)
    with pytest.raises(OwnRequest):
        await street.do(agreement.accept, asked.id, street.amina, wanted.latest_at, street.now)


async def test_a_no_stays_a_no_until_one_comes_forward(street: Street) -> None:
    """Who said no is not taken at a later tap on yes, so out-of-order taps never promise; but who
    then comes forward of their own accord has thought better of it.
    """
    wanted = await street.ask()
    asked = await street.invite(wanted, street.ben)
    await street.do(invitation.decline, asked.id, street.ben, street.now)
    with pytest.raises(AnsweredAlready):
        await street.do(agreement.accept, asked.id, street.ben, wanted.latest_at, street.now)
    await street.do(volunteering.come_forward, wanted.id, street.ben, street.now)
    agreed = await street.do(agreement.accept, asked.id, street.ben, wanted.latest_at, street.now)
    assert isinstance(agreed, Exchange)


async def test_a_late_yes_counts_while_help_is_wanted(street: Street) -> None:
    """Silence is no answer: a yes after time ran out still agrees."""
    wanted = await street.ask()
    asked = await street.invite(wanted, street.ben)
    assert await street.do(invitation.run_out, street.bank.id, asked.expires_at) == 1
    agreed = await street.do(agreement.accept, asked.id, street.ben, wanted.latest_at, asked.expires_at)
    assert isinstance(agreed, Exchange)


async def test_a_yes_to_an_ended_request_hears_that_it_is_filled(street: Street) -> None:
    """After the asker has taken it back, a yes is refused and nothing is reserved."""
    wanted = await street.ask()
    asked = await street.invite(wanted, street.ben)
    await street.do(request.withdraw, wanted.id, street.amina, street.now)
    with pytest.raises(AlreadyFilled):
        await street.do(agreement.accept, asked.id, street.ben, wanted.latest_at, street.now)
    assert await street.standing(street.amina) == (120, 0)


async def choosing(street: Street) -> tuple[Invitation, Invitation]:
    """Lets Ben and then Carla say yes to a request for which Amina chooses."""
    wanted = await street.ask(choosing=Choosing.CHOOSE)
    for who in (street.ben, street.carla):
        asked = await street.invite(wanted, who)
        said = await street.do(agreement.accept, asked.id, who, wanted.latest_at, street.now)
        assert isinstance(said, Invitation)
    ben, carla = await street.see(invitation.of, wanted, [invitation.State.YES])
    return ben, carla


async def test_the_asker_chooses_among_those_who_say_yes(street: Street) -> None:
    """Where the asker chooses, a yes tells them, the one they choose comes, and the other is thanked."""
    ben, carla = await choosing(street)
    assert [row.subject_id for row in await street.notices(Notice.CANDIDATE)] == [ben.id, carla.id]
    assert await street.standing(street.amina) == (120, 0)
    agreed = await street.do(agreement.choose, carla.id, street.amina, street.now)
    assert (agreed.helper_id, agreed.state) == (street.carla.id, State.AGREED)
    assert (await street.again(ben)).state is invitation.State.THANKED
    assert await street.told(Notice.FILLED) == [street.ben.id]
    assert await street.notices(Notice.CANDIDATE, state=PENDING) == []
    again = await street.do(agreement.choose, carla.id, street.amina, street.now)
    assert again.id == agreed.id
    with pytest.raises(AlreadyFilled):
        await street.do(agreement.choose, ben.id, street.amina, street.now)
    assert await street.wrongs() == []


async def test_only_a_yes_can_be_chosen_and_only_by_the_asker(street: Street) -> None:
    """Strangers find nothing to choose, and silence, a no and a passed time cannot be chosen."""
    ben, carla = await choosing(street)
    with pytest.raises(NotFound):
        await street.do(agreement.choose, ben.id, street.olga, street.now)
    with pytest.raises(NotFound):
        await street.do(agreement.choose, 2**40, street.amina, street.now)
    await street.do(invitation.decline, carla.id, street.carla, street.now)
    assert await street.told(Notice.CANDIDATE) == [street.amina.id]
    with pytest.raises(NotFound):
        await street.do(agreement.choose, carla.id, street.amina, street.now)
    silent = await street.do(volunteering.come_forward, ben.request_id, street.olga, street.now)
    with pytest.raises(NotFound):
        await street.do(agreement.choose, silent.id, street.amina, street.now)
    assert ben.starts_at is not None
    with pytest.raises(TimePassed):
        await street.do(agreement.choose, ben.id, street.amina, ben.starts_at)


async def test_two_choices_at_once_are_one_exchange(street: Street) -> None:
    """When the asker chooses two at the same moment, one comes and the other choice is refused."""
    ben, carla = await choosing(street)
    results = await asyncio.gather(
        *[street.do(agreement.choose, row.id, street.amina, street.now) for row in (ben, carla)],
        return_exceptions=True,
    )
    assert Counter(type(result) for result in results) == {Exchange: 1, AlreadyFilled: 1}


async def test_a_yes_can_move_to_another_time_until_it_is_chosen(street: Street) -> None:
    """Saying yes again with another time keeps the new time and tells the asker of one candidate."""
    wanted = await street.ask(choosing=Choosing.CHOOSE, at=None, part=Part.MORNING)
    asked = await street.invite(wanted, street.ben)
    for starts_at in (wanted.latest_at, wanted.earliest_at, wanted.earliest_at):
        await street.do(agreement.accept, asked.id, street.ben, starts_at, street.now)
    assert (await street.again(asked)).starts_at == wanted.earliest_at
    assert len(await street.notices(Notice.CANDIDATE)) == 1


async def test_an_invitation_that_is_answered_is_not_delivered_afterwards(street: Street) -> None:
    """Whoever answers before the invitation was delivered is not asked again by its delivery."""
    wanted = await street.ask(choosing=Choosing.CHOOSE)
    yes, no = await street.invite(wanted, street.ben), await street.invite(wanted, street.carla)
    assert await street.told(Notice.INVITATION) == [street.ben.id, street.carla.id]
    await street.do(agreement.accept, yes.id, street.ben, wanted.latest_at, street.now)
    await street.do(invitation.decline, no.id, street.carla, street.now)
    assert await street.told(Notice.INVITATION) == []


async def test_nobody_is_asked_by_a_late_delivery_once_help_is_found(street: Street) -> None:
    """An invitation that ran out undelivered goes unsaid when another comes, and so does
    the search's bad news.
    """
    wanted = await street.ask()
    silent, yes = await street.invite(wanted, street.carla), await street.invite(wanted, street.ben)
    late = max(silent.expires_at, wanted.at_risk_at)
    await street.do(invitation.run_out, street.bank.id, late)
    await street.do(search.call_for_people, street.bank.id, late)
    assert await street.told(Notice.TASK_AT_RISK) == [street.olga.id]
    await street.do(agreement.accept, yes.id, street.ben, wanted.latest_at, late)
    assert await street.told(Notice.INVITATION) == []
    assert await street.told(Notice.FILLED) == []
    assert await street.notices(Notice.AT_RISK, Notice.TASK_AT_RISK, state=PENDING) == []


@pytest.mark.parametrize("change", ["comes", "hurdles", "apart"])
async def test_a_door_that_has_come_to_be_none_for_somebody_is_not_opened(
    street: Street, change: str
) -> None:
    """Since Ben was asked, Amina wants a woman to come, or there is a dog, or the two are kept apart:
    neither his yes nor her choice of him agrees anything, and Carla's does."""
    wanted = await street.ask(choosing=Choosing.CHOOSE)
    bens, carlas = await street.invite(wanted, street.ben), await street.invite(wanted, street.carla)
    await street.do(agreement.accept, bens.id, street.ben, wanted.latest_at, street.now)
    await street.do(preference.say_gender, street.ben, Gender.MAN)
    await street.do(preference.say_gender, street.carla, Gender.WOMAN)
    await street.do(preference.cannot_manage, street.ben, ["dog"])
    if change == "comes":
        await street.do(preference.prefer, street.amina, Side.COMES, Gender.WOMAN)
    elif change == "hurdles":
        await street.do(preference.say_hurdles, street.amina, ["dog"])
    else:
        await street.do(apart.keep, street.ben, street.amina, street.now)
    with pytest.raises(agreement.CannotComeNow):
        await street.do(agreement.choose, bens.id, street.amina, street.now)
    with pytest.raises(AlreadyFilled):
        await street.do(agreement.accept, bens.id, street.ben, wanted.latest_at, street.now)
    await street.do(agreement.accept, carlas.id, street.carla, wanted.latest_at, street.now)
    assert isinstance(await street.do(agreement.choose, carlas.id, street.amina, street.now), Exchange)
