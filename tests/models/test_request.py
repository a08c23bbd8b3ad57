"""Proves what may be asked for, who sees it, and that every request ends once, with a reason."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest
from sqlmodel import Session
from street import Street, hours

from models import (
    agreement,
    confirmation,
    exchange,
    invitation,
    ledger,
    member,
    notification,
    request,
    search,
    volunteering,
)
from models.availability import Part
from models.invitation import AlreadyFilled, AnsweredAlready
from models.kind import UnknownKind
from models.ledger import NotEnoughHours
from models.member import NotAMember, NotFound, WaitingForOrganiser
from models.notification import Notice
from models.place import Point, distance_m, snap
from models.request import Choosing, LengthOutOfRange, OwnRequest, State, TooManyOpen
from models.window import TimePassed, TooFarAhead

PENDING = notification.State.PENDING


async def test_a_request_keeps_what_was_wished(street: Street) -> None:
    """What the asker says is kept: kind, words, length, the moment on their wall clock,
    and their coarse place.
    """
    wanted = await street.ask(note="Tea?", directions="Blue door", day=date(2026, 11, 24), at=time(15))
    assert (wanted.kind, wanted.note, wanted.directions) == ("company", "Tea?", "Blue door")
    assert (wanted.state, wanted.round, wanted.minutes) == (State.OPEN, 1, 60)
    # London is on winter time.
    assert wanted.earliest_at.isoformat() == wanted.latest_at.isoformat() == "2026-11-24T15:00:00+00:00"
    assert wanted.point == street.amina.point
    assert wanted.window.earliest_at == wanted.earliest_at
    assert [row.id for row in await street.see(request.open_of, street.amina)] == [wanted.id]


async def test_the_same_asking_twice_is_one_request(street: Street) -> None:
    """A deed key that was used returns the first request, even when nothing more could be asked."""
    first = await street.ask()
    await street.do(request.withdraw, first.id, street.amina, street.now)
    assert (await street.ask(minutes=90)).id == first.id
    assert len(await street.see(request.open_of, street.amina)) == 0


async def test_somebody_elses_deed_key_shows_nothing(street: Street) -> None:
    """A forged key of another member's asking does not hand their request, with its
    directions, to a stranger.
    """
    await street.ask(directions="Blue door")
    with pytest.raises(NotFound):
        await street.ask(asker=street.ben)


@pytest.mark.parametrize(
    ("wish", "refusal"),
    [
        ({"day": date(2026, 11, 22)}, TimePassed),
        ({"day": date(2026, 11, 23), "at": time(9)}, TimePassed),
        ({"day": date(2026, 11, 23), "at": time(9, 14)}, TimePassed),
        ({"day": date(2026, 11, 22), "at": None, "part": Part.ANY}, TimePassed),
        ({"day": date(2027, 5, 23)}, TooFarAhead),
        ({"minutes": 4}, LengthOutOfRange),
        ({"minutes": 721}, LengthOutOfRange),
        ({"minutes": 0}, LengthOutOfRange),
        ({"minutes": -60}, LengthOutOfRange),
        ({"minutes": 10**18}, LengthOutOfRange),
        ({"kind": "medicines"}, UnknownKind),
        ({"minutes": 421}, NotEnoughHours),
    ],
)
async def test_what_cannot_be_asked_is_refused(
    street: Street, wish: dict[str, Any], refusal: type[Exception]
) -> None:
    """A time that has passed or is too far, a length out of range, an unknown kind, or too
    few hours is refused.
    """
    with pytest.raises(refusal):
        await street.ask(**wish)
    assert await street.see(request.open_of, street.amina) == []


async def test_the_nearest_and_the_furthest_that_can_be_asked(street: Street) -> None:
    """A quarter of an hour from now, half a year from now, five minutes and all one's
    hours can still be asked for.
    """
    await street.ask(key="soon", day=date(2026, 11, 23), at=time(9, 15), minutes=5)
    await street.ask(key="far", day=date(2027, 5, 22), minutes=415)


async def test_newcomers_cannot_ask(street: Street) -> None:
    """Who has not joined, or waits for an organiser, is refused, each with their own reason."""
    newcomer = await street.do(
        member.meet, timebank_id=street.bank.id, telegram_user_id=9, chat_id=9, language="en", now=street.now
    )
    with pytest.raises(NotAMember):
        await street.ask(asker=newcomer)

    def wait(session: Session, who: member.Member) -> None:
        who.state = member.State.WAITING

    await street.do(wait, newcomer)
    with pytest.raises(WaitingForOrganiser):
        await street.ask(asker=newcomer)


async def test_five_open_requests_are_the_most(street: Street) -> None:
    """The sixth open request is refused, and one that has ended makes room."""
    kept = [await street.ask(key=f"ask:{number}", minutes=10) for number in range(5)]
    with pytest.raises(TooManyOpen) as refused:
        await street.ask(key="sixth", minutes=10)
    assert refused.value.facts == {"limit": 5}
    await street.do(request.withdraw, kept[0].id, street.amina, street.now)
    await street.ask(key="sixth", minutes=10)


async def test_open_requests_count_together_against_the_hours(street: Street) -> None:
    """Nobody can have more help wished for at once than they have hours for."""
    await street.ask(key="first", minutes=400)
    with pytest.raises(NotEnoughHours) as refused:
        await street.ask(key="second", minutes=21)
    assert refused.value.facts == {"available_minutes": 420, "needed_minutes": 421}
    await street.ask(key="second", minutes=20)


async def test_a_place_given_by_the_asker_is_made_coarse_and_calls_have_none(street: Street) -> None:
    """Another place is kept only as coarsely as homes are, and help by phone has no place at all."""
    elsewhere = Point(51.600123, -0.012345)
    there = await street.ask(key="there", point=elsewhere, place_name="The hall")
    assert (there.point, there.place_name) == (snap(elsewhere), "The hall")
    call = await street.ask(key="call", kind="call", point=elsewhere)
    assert call.point is None


@pytest.mark.parametrize(
    ("asked", "at", "at_risk"),
    [
        # A day before, when that is by day.
        ("2026-11-23T09:00", "2026-12-01T15:00", "2026-11-30T15:00"),
        # Half of the time that is left, when the day before is too soon.
        ("2026-11-23T09:00", "2026-11-23T15:00", "2026-11-23T12:00"),
        # Half way would be midnight, so it is the evening before, when the quiet hours begin.
        ("2026-11-23T09:00", "2026-11-24T15:00", "2026-11-23T21:00"),
        # A day before would be at seven in the morning, so it is the evening before that.
        ("2026-11-23T09:00", "2026-12-01T07:00", "2026-11-29T21:00"),
        # Asked at night for the early morning, the search has its five minutes.
        ("2026-11-23T23:00", "2026-11-24T06:00", "2026-11-23T23:05"),
        # The clocks go back at night: a day before is 24 hours before, one more than the wall shows.
        ("2026-10-20T09:00", "2026-10-25T15:00", "2026-10-24T15:00"),
    ],
)
async def test_an_organiser_is_called_in_time_by_day_but_the_search_has_its_share(
    street: Street, asked: str, at: str, at_risk: str
) -> None:
    """A request is at risk a day before its time or half way there, whichever is later, never at night."""
    asked_at, wanted_at = (datetime.fromisoformat(moment).replace(tzinfo=UTC) for moment in (asked, at))
    wanted = await street.ask(day=wanted_at.date(), at=wanted_at.time(), now=asked_at)
    assert wanted.at_risk_at == datetime.fromisoformat(at_risk).replace(tzinfo=UTC)


async def test_near_lists_what_is_in_reach_nearest_first(street: Street) -> None:
    """A member sees open requests of others within their travel limit, calls first, then
    the nearest, up to a limit.
    """
    far = Point(51.70, -0.0553)
    from_ben = await street.ask(asker=street.ben, key="ben")
    from_amina = await street.ask(asker=street.amina, key="amina")
    call = await street.ask(asker=street.amina, key="call", kind="call")
    await street.ask(asker=street.amina, key="far", point=far)
    await street.ask(asker=street.carla, key="own")
    ended = await street.ask(asker=street.amina, key="ended")
    await street.do(request.withdraw, ended.id, street.amina, street.now)

    found = await street.see(volunteering.near, street.carla, street.now, limit=9)
    assert [row.id for row, _ in found] == [call.id, from_ben.id, from_amina.id]
    distances = [away_m for _, away_m in found]
    assert distances[0] is None
    assert distances[1:] == [distance_m(street.carla.point, one.point) for one in (street.ben, street.amina)]
    assert len(await street.see(volunteering.near, street.carla, street.now, limit=2)) == 2
    assert await street.see(volunteering.near, street.carla, from_ben.latest_at, limit=9) == []


async def test_coming_forward_makes_one_invitation_to_answer(street: Street) -> None:
    """A member who comes forward gets an invitation without a notification, the same one each time."""
    wanted = await street.ask()
    first = await street.do(volunteering.come_forward, wanted.id, street.ben, street.now)
    assert (first.wave, first.state, first.round) == (0, invitation.State.ASKED, 1)
    assert first.distance_m == distance_m(street.ben.point, street.amina.point) > 0
    assert (await street.do(volunteering.come_forward, wanted.id, street.ben, street.now)).id == first.id
    invited = await street.invite(wanted, street.carla)
    assert (await street.do(volunteering.come_forward, wanted.id, street.carla, street.now)).id == invited.id
    assert await street.told(Notice.INVITATION) == [street.carla.id]


async def test_nobody_comes_forward_for_their_own_or_for_what_is_over(street: Street) -> None:
    """One's own request, an unknown one, one whose time has passed and one that has a helper are refused."""
    wanted = await street.ask()
    with pytest.raises(OwnRequest):
        await street.do(volunteering.come_forward, wanted.id, street.amina, street.now)
    with pytest.raises(NotFound):
        await street.do(volunteering.come_forward, 2**40, street.ben, street.now)
    with pytest.raises(AlreadyFilled):
        await street.do(volunteering.come_forward, wanted.id, street.ben, wanted.latest_at)
    await street.agree(key="filled")
    filled = (await street.see(exchange.unfinished_of, street.ben))[0]
    with pytest.raises(AlreadyFilled):
        await street.do(volunteering.come_forward, filled.request_id, street.carla, street.now)


async def test_taking_a_request_back_thanks_those_who_were_asked_once(street: Street) -> None:
    """Withdrawing twice is withdrawing once: who was asked is thanked, and nothing about
    it is said any more.
    """
    wanted = await street.ask()
    asked = await street.invite(wanted, street.ben)
    await street.do(search.call_for_people, street.bank.id, wanted.at_risk_at)
    for later in (hours(0), hours(1)):
        withdrawn = await street.do(request.withdraw, wanted.id, street.amina, street.now + later)
        assert (withdrawn.state, withdrawn.ended_at) == (State.WITHDRAWN, street.now)
        assert withdrawn.ended_because == "asker"
    assert (await street.again(asked)).state is invitation.State.THANKED
    pending = await street.notices(state=PENDING)
    assert [(row.kind, row.recipient_id) for row in pending] == [(Notice.FILLED, street.ben.id)]


async def test_only_the_asker_takes_it_back_and_only_while_nobody_comes(street: Street) -> None:
    """For others there is nothing to take back, and with a helper on the way the exchange
    is cancelled instead.
    """
    wanted = await street.ask()
    for who in (street.ben, street.olga):
        with pytest.raises(NotFound):
            await street.do(request.withdraw, wanted.id, who, street.now)
    agreed = await street.agree(key="agreed")
    with pytest.raises(AlreadyFilled):
        await street.do(request.withdraw, agreed.request_id, street.amina, street.now)
    for who in (street.amina, street.ben):
        await street.do(confirmation.confirm, agreed.id, who, 60, agreed.ends_at)
    with pytest.raises(AlreadyFilled):
        await street.do(request.withdraw, agreed.request_id, street.amina, street.now)


async def test_people_are_called_once_a_round_when_time_runs_short(street: Street) -> None:
    """At its moment of risk the asker and each organiser are told, once for each round of the search."""
    wanted = await street.ask()
    assert (
        await street.do(search.call_for_people, street.bank.id, wanted.at_risk_at - timedelta(seconds=1))
        == []
    )
    for expected in ([wanted.id], []):
        called = await street.do(search.call_for_people, street.bank.id, wanted.at_risk_at)
        assert [row.id for row in called] == expected
    told = await street.notices(Notice.AT_RISK, Notice.TASK_AT_RISK)
    assert [(row.kind, row.recipient_id, row.round) for row in told] == [
        (Notice.AT_RISK, street.amina.id, 1),
        (Notice.TASK_AT_RISK, street.olga.id, 1),
    ]
    asked = await street.invite(wanted, street.ben)
    agreed = await street.do(agreement.accept, asked.id, street.ben, wanted.latest_at, wanted.at_risk_at)
    await street.do(exchange.cancel, agreed.id, street.ben, wanted.at_risk_at)
    again = await street.again(wanted)
    await street.do(search.call_for_people, street.bank.id, again.at_risk_at)
    told = await street.notices(Notice.AT_RISK, state=PENDING)
    assert [(row.recipient_id, row.round) for row in told] == [(street.amina.id, 2)]
    assert await street.do(search.call_for_people, street.bank.id, wanted.latest_at) == []


async def test_the_first_organiser_who_looks_after_it_keeps_it(street: Street) -> None:
    """An organiser takes a request on once, the asker hears it once, and nobody else may."""
    wanted = await street.ask()
    for _ in range(2):
        kept = await street.do(search.look_after, wanted.id, street.olga, street.now)
        assert kept.looked_after_by_id == street.olga.id
    assert await street.told(Notice.LOOKED_AFTER) == [street.amina.id]
    with pytest.raises(NotFound):
        await street.do(search.look_after, wanted.id, street.ben, street.now)
    asked = await street.invite(wanted, street.ben)
    await street.do(agreement.accept, asked.id, street.ben, wanted.latest_at, street.now)
    assert await street.told(Notice.LOOKED_AFTER) == []
    with pytest.raises(AlreadyFilled):
        await street.do(search.look_after, wanted.id, street.olga, street.now)


async def test_whoever_looks_after_it_may_put_it_back(street: Street) -> None:
    """Only they may, once; then the next who says so has it."""
    wanted = await street.ask()
    await street.do(search.look_after, wanted.id, street.olga, street.now)
    with pytest.raises(NotFound):
        await street.do(search.put_back, wanted.id, street.ben, street.now)
    await street.do(member.make_organiser, street.carla, street.now)
    carla = await street.again(street.carla)
    kept = await street.do(search.put_back, wanted.id, carla, street.now)
    assert kept.looked_after_by_id == street.olga.id
    for _ in range(2):
        kept = await street.do(search.put_back, wanted.id, street.olga, street.now)
        assert kept.looked_after_by_id is None
    await street.do(search.look_after, wanted.id, carla, street.now)
    assert (await street.again(wanted)).looked_after_by_id == carla.id
    await street.do(search.close_unmet, wanted.id, carla, street.now)
    with pytest.raises(AlreadyFilled):
        await street.do(search.put_back, wanted.id, carla, street.now)


async def test_an_organiser_may_end_a_search_that_cannot_succeed(street: Street) -> None:
    """An organiser ends an open request as unmet, once, the asker is told, and members may not."""
    wanted = await street.ask()
    with pytest.raises(NotFound):
        await street.do(search.close_unmet, wanted.id, street.amina, street.now)
    for _ in range(2):
        ended = await street.do(search.close_unmet, wanted.id, street.olga, street.now)
        assert (ended.state, ended.ended_because) == (State.UNMET, "organiser")
    assert await street.told(Notice.UNMET) == [street.amina.id]
    agreed = await street.agree(key="agreed")
    with pytest.raises(AlreadyFilled):
        await street.do(search.close_unmet, agreed.request_id, street.olga, street.now)


@pytest.mark.parametrize(
    ("answers", "because"),
    [
        ([], "nobody_near"),
        (["no", "no"], "all_said_no"),
        (["no", "silent"], "silence"),
        (["no", "asked"], "silence"),
        (["no", "yes"], "nobody_chosen"),
        (["no", "dropped"], "dropped_out"),
    ],
)
async def test_a_request_whose_time_has_passed_ends_with_the_reason(
    street: Street, answers: list[str], because: str
) -> None:
    """Nobody near, all said no, silence, a drop-out, or a yes that the asker let lie: each is told apart."""
    wanted = await street.ask(choosing=Choosing.CHOOSE)
    for who, answer in zip((street.ben, street.carla), answers, strict=False):
        asked = await street.invite(wanted, who)
        if answer == "no":
            await street.do(invitation.decline, asked.id, who, street.now)
        elif answer == "silent":
            await street.do(invitation.run_out, street.bank.id, asked.expires_at)
        elif answer in ("yes", "dropped"):
            await street.do(agreement.accept, asked.id, who, wanted.latest_at, street.now)
        if answer == "dropped":
            agreed = await street.do(agreement.choose, asked.id, street.amina, street.now)
            await street.do(exchange.cancel, agreed.id, who, street.now)
    assert await street.do(search.give_up, street.bank.id, wanted.latest_at - timedelta(seconds=1)) == []
    given_up = await street.do(search.give_up, street.bank.id, wanted.latest_at)
    assert [(row.id, row.state, row.ended_because) for row in given_up] == [(wanted.id, State.UNMET, because)]
    assert await street.do(search.give_up, street.bank.id, wanted.latest_at) == []
    assert await street.told(Notice.UNMET) == [street.amina.id]
    withdrawn = await street.do(request.withdraw, wanted.id, street.amina, wanted.latest_at)
    assert withdrawn.state is State.UNMET


async def test_an_ended_request_cannot_be_volunteered_for_after_a_drop_out(street: Street) -> None:
    """Whoever dropped out in an earlier round cannot come forward in a later one."""
    agreed = await street.agree()
    await street.do(exchange.cancel, agreed.id, street.ben, street.now)
    with pytest.raises(AnsweredAlready):
        await street.do(volunteering.come_forward, agreed.request_id, street.ben, street.now)


async def test_no_bank_sees_another_banks_requests(street: Street) -> None:
    """A request is found only in its own time bank, by its number as well as by nearness."""
    wanted = await street.ask()
    with pytest.raises(NotFound):
        await street.see(request.get, street.bank.id + 1, wanted.id)

    def elsewhere(session: Session) -> int:
        stranger = replace_bank(street.ben, street.bank.id + 1)
        return len(volunteering.near(session, stranger, street.now, limit=9))

    assert await street.see(elsewhere) == 0


async def test_a_drop_out_whose_time_has_passed_ends_the_request(street: Street) -> None:
    """A search that would begin again after its time is over ends as unmet instead."""
    wanted = await street.ask()

    def late(session: Session, row: request.Request) -> None:
        request.reopen(session, row, row.latest_at)

    await street.do(late, wanted)
    ended = await street.again(wanted)
    assert (ended.state, ended.ended_because, ended.round) == (State.UNMET, "dropped_out", 1)


async def test_hours_can_be_asked_for_down_to_the_floor(street: Street) -> None:
    """With no open requests exactly what is left above the floor can be asked for."""
    account = await street.see(ledger.account_of, street.bank.id, street.amina.id)
    assert account.floor_minutes is not None
    left = (await street.see(ledger.standing, account)).available_minutes - account.floor_minutes
    await street.ask(minutes=left)


def replace_bank(who: member.Member, timebank_id: int) -> member.Member:
    """Returns a member like that one, of another time bank."""
    return member.Member(**{**who.model_dump(), "timebank_id": timebank_id})
