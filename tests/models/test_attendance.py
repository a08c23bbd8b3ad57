"""Proves what counts as being on the way, there and gone, who may say it, and when nobody is asked."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from street import Street

from models import attendance, confirmation, exchange, leaving, request
from models.attendance import ComeAlready, Side, TooEarly
from models.exchange import Exchange, OverAlready, State
from models.member import NotFound
from models.notification import Notice


def minutes(count: int) -> timedelta:
    """Returns that many minutes."""
    return timedelta(minutes=count)


async def row_of(street: Street, agreed: Exchange) -> attendance.Attendance:
    """What is known of a visit."""
    found = await street.see(attendance.of, agreed)
    assert found is not None
    return found


async def test_a_visit_in_person_is_expected_and_a_call_is_not(street: Street) -> None:
    """What is agreed in person gets its words and its row; help by phone has none, and takes no taps."""
    agreed = await street.agree()
    row = await row_of(street, agreed)
    assert (row.language, row.helper_id, row.asker_id) == ("en", street.ben.id, street.amina.id)
    assert row.first_word != row.second_word
    call = await street.agree(key="call", kind="call")
    assert await street.see(attendance.of, call) is None
    with pytest.raises(NotFound):
        await street.do(attendance.arrive, call.id, street.ben, call.starts_at)


async def test_each_is_said_once_and_by_whom_it_concerns(street: Street) -> None:
    """The helper says that they are on the way; both say the rest; nobody else says anything."""
    agreed = await street.agree()
    at = agreed.starts_at
    for verb in (attendance.set_out, attendance.arrive, attendance.leave, attendance.stay):
        with pytest.raises(NotFound):
            await street.do(verb, agreed.id, street.carla, at)
    for verb in (attendance.set_out, attendance.stay):
        with pytest.raises(NotFound):
            await street.do(verb, agreed.id, street.amina, at)
    with pytest.raises(NotFound):
        await street.do(attendance.not_come, agreed.id, street.ben, at)
    for moment in (at - minutes(30), at - minutes(20)):
        await street.do(attendance.set_out, agreed.id, street.ben, moment)
    for moment in (at, at + minutes(1)):
        await street.do(attendance.arrive, agreed.id, street.ben, moment)
    for moment in (at + minutes(50), at + minutes(55)):
        await street.do(attendance.leave, agreed.id, street.ben, moment)
    row = await row_of(street, agreed)
    assert (row.on_way_at, row.here_at, row.left_at) == (at - minutes(30), at, at + minutes(50))
    assert (row.here_by, row.left_by) == (Side.HELPER, Side.HELPER)
    for kind in (Notice.ON_THE_WAY, Notice.AT_THE_DOOR, Notice.HAS_LEFT):
        assert [one.recipient_id for one in await street.notices(kind)] == [street.amina.id]


async def test_too_early_is_refused_with_the_moment_from_which_on(street: Street) -> None:
    """Three hours before the beginning nobody is on the way; and nobody has left, or not come, before it."""
    agreed = await street.agree()
    early = agreed.starts_at - attendance.EARLY - minutes(1)
    for verb, who in ((attendance.set_out, street.ben), (attendance.arrive, street.amina)):
        with pytest.raises(TooEarly) as no:
            await street.do(verb, agreed.id, who, early)
        assert no.value.facts["from_at"] == agreed.starts_at - attendance.EARLY
    for verb, who in (
        (attendance.leave, street.ben),
        (attendance.not_come, street.amina),
        (attendance.give_up, street.amina),
        (attendance.stay, street.ben),
    ):
        with pytest.raises(TooEarly):
            await street.do(verb, agreed.id, who, agreed.starts_at - minutes(1))


async def test_what_was_called_off_or_settled_takes_nothing_more(street: Street) -> None:
    """After a visit was called off, or its hours were said, every tap is over already."""
    off = await street.agree(key="off")
    await street.do(exchange.cancel, off.id, street.amina, off.starts_at - minutes(10))
    said = await street.agree(key="said")
    for who in (street.ben, street.amina):
        await street.do(confirmation.confirm, said.id, who, 60, said.ends_at)
    for agreed in (off, said):
        for verb in (attendance.set_out, attendance.arrive, attendance.leave, attendance.stay):
            with pytest.raises(OverAlready):
                await street.do(verb, agreed.id, street.ben, agreed.starts_at + minutes(5))


@pytest.mark.parametrize(
    ("by_helper", "figure", "after_end", "closes"),
    [
        (True, 60, -30, True),
        (True, 0, 5, True),
        (False, 60, 5, True),
        # The asker may have tapped too soon, or mean a helper who said that they are there.
        (False, 60, -30, False),
        (False, 0, 5, False),
    ],
)
async def test_a_figure_tells_whether_the_helper_is_out(
    street: Street, by_helper: bool, figure: int, after_end: int, closes: bool
) -> None:
    """A helper who says how long it took is out; an asker is believed once the time is over."""
    agreed = await street.agree()
    await street.do(attendance.arrive, agreed.id, street.ben, agreed.starts_at)
    who = street.ben if by_helper else street.amina
    await street.do(confirmation.confirm, agreed.id, who, figure, agreed.ends_at + minutes(after_end))
    assert ((await row_of(street, agreed)).closed_at is not None) is closes


async def test_whoever_comes_late_or_stays_is_expected_out_later(street: Street) -> None:
    """The expected end moves with a late arrival and with each word that they stay, never before the plan."""
    agreed = await street.agree()
    row = await street.do(attendance.arrive, agreed.id, street.ben, agreed.starts_at - minutes(5))
    assert attendance.expected_end(row, agreed) == agreed.ends_at
    late = await street.agree(key="late")
    row = await street.do(attendance.arrive, late.id, street.ben, late.starts_at + minutes(20))
    assert attendance.expected_end(row, late) == late.ends_at + minutes(20)
    at = late.ends_at + minutes(40)
    for moment in (at, at + minutes(1)):
        row = await street.do(attendance.stay, late.id, street.ben, moment)
    assert attendance.expected_end(row, late) == at + attendance.STAY
    assert row.round == 2


async def test_a_helper_who_is_still_there_takes_the_askers_word_back(street: Street) -> None:
    """The asker says that they left; the helper says that they did not, and counts as there again. A helper
    who said so themself cannot be made to stay by an old button."""
    agreed = await street.agree()
    await street.do(attendance.arrive, agreed.id, street.ben, agreed.starts_at)
    await street.do(attendance.leave, agreed.id, street.amina, agreed.starts_at + minutes(20))
    row = await street.do(attendance.stay, agreed.id, street.ben, agreed.starts_at + minutes(21))
    assert row.is_there and row.closed_at is None
    await street.do(attendance.leave, agreed.id, street.ben, agreed.ends_at)
    with pytest.raises(OverAlready):
        await street.do(attendance.stay, agreed.id, street.ben, agreed.ends_at + minutes(1))


@pytest.mark.parametrize(
    ("here", "left", "measured"),
    [(0, 57, 55), (0, 58, 60), (-10, 65, 75), (0, 1, None), (0, 13 * 60, None)],
)
async def test_what_was_measured_is_a_length_of_help_or_nothing(
    street: Street, here: int, left: int, measured: int | None
) -> None:
    """Both ends give a length, to five minutes; where that would be no length of help there is none."""
    agreed = await street.agree()
    at = agreed.starts_at
    assert attendance.measured_minutes(await row_of(street, agreed)) is None
    await street.do(attendance.arrive, agreed.id, street.ben, at + minutes(here))
    row = await street.do(attendance.leave, agreed.id, street.ben, at + minutes(left))
    assert attendance.measured_minutes(row) == measured


async def test_waiting_in_vain_ends_like_a_drop_out(street: Street) -> None:
    """Who no longer waits gets the hours back, twice is once, and it is no longer possible once somebody is
    there; where there is time somebody else is looked for."""
    agreed = await street.agree()
    at = agreed.starts_at + minutes(20)
    before = await street.standing(street.amina)
    for _ in range(2):
        ended = await street.do(attendance.give_up, agreed.id, street.amina, at)
    assert ended.state is State.DROPPED
    assert (await street.standing(street.amina))[1] == before[1] - 60
    assert await street.told(Notice.NOT_AWAITED) == [street.ben.id]
    wanted = await street.see(request.get, street.bank.id, agreed.request_id)
    assert (wanted.state, wanted.ended_because) == (request.State.UNMET, "dropped_out")
    there = await street.agree(key="there")
    await street.do(attendance.arrive, there.id, street.ben, there.starts_at)
    for who in (street.amina, street.ben):
        with pytest.raises(ComeAlready):
            await street.do(attendance.give_up, there.id, who, at)
    assert await street.wrongs() == []


async def test_who_has_left_the_bank_is_told_nothing(street: Street) -> None:
    """The asker leaves the time bank while the helper is with them: the helper can still say that they left,
    and nothing is said to the one who is gone."""
    agreed = await street.agree()
    await street.do(attendance.arrive, agreed.id, street.ben, agreed.starts_at)
    await street.do(leaving.leave, street.amina, agreed.starts_at + minutes(10))
    await street.do(attendance.leave, agreed.id, street.ben, agreed.starts_at + minutes(30))
    assert (await row_of(street, agreed)).closed_at is not None
    assert await street.told(Notice.HAS_LEFT) == []


def test_words_and_way_are_near_for_a_day_before_and_two_hours_after() -> None:
    """From a day before on, also over a night in which the clocks change, until two hours after the end."""
    standing = Exchange(
        starts_at=datetime.fromisoformat("2026-10-25T15:00:00+00:00"), zone="Europe/London", minutes=60
    )
    from_at = datetime.fromisoformat("2026-10-24T14:00:00+00:00")
    assert not attendance.is_near(standing, from_at - minutes(1))
    assert attendance.is_near(standing, from_at)
    until = standing.ends_at + timedelta(hours=2)
    assert attendance.is_near(standing, until - minutes(1))
    assert not attendance.is_near(standing, until)
