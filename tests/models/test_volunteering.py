"""Proves what a member sees who looks around for somebody to help, and what they may take unasked."""

from __future__ import annotations

from typing import Any

import pytest
from street import Street

from models import attestation, demand, hurdle, preference, volunteering
from models.attestation import What
from models.demand import NotAllowed
from models.invitation import Invitation
from models.member import Gender, Member, NotFound
from models.preference import Side
from models.request import Request


async def near(street: Street, who: Member) -> list[int]:
    """The requests that somebody sees, by their numbers."""
    found = await street.see(volunteering.near, who, street.now, limit=9)
    return [wanted.id for wanted, _ in found]


async def comes_forward(street: Street, who: Member, wanted: Request) -> Any:
    """Somebody takes a request unasked."""
    return await street.do(volunteering.come_forward, wanted.id, who, street.now)


async def sees_and_may_take(street: Street, who: Member, wanted: Request) -> bool:
    """Whether a request is there for a member: on the list, to look at, and to take."""
    listed = wanted.id in await near(street, who)
    try:
        await street.see(volunteering.look, wanted.id, who, street.now)
        assert isinstance(await comes_forward(street, who, wanted), Invitation)
    except NotFound:
        assert not listed
        return False
    assert listed
    return True


async def test_what_demands_a_check_is_not_shown_to_those_who_lack_it(street: Street) -> None:
    """Ben sees nothing of it and is refused; once his check is seen it is there for him."""
    wanted = await street.ask()
    assert await near(street, street.ben) == [wanted.id]
    await street.do(
        demand.set_for,
        "company",
        street.olga,
        street.now,
        least_check=What.BASIC,
        reference_count=0,
        accompanied=False,
    )
    assert await near(street, street.ben) == []
    for verb in (volunteering.look, volunteering.come_forward):
        with pytest.raises(NotAllowed):
            await street.do(verb, wanted.id, street.ben, street.now)
    await street.do(attestation.record, street.ben, What.BASIC, street.olga, street.now)
    assert await sees_and_may_take(street, street.ben, wanted)
    assert (await street.see(volunteering.look, wanted.id, street.amina, street.now)).id == wanted.id


@pytest.mark.parametrize(
    ("says", "welcome"), [(Gender.WOMAN, True), (Gender.MAN, False), (None, False)], ids=str
)
async def test_who_would_rather_have_a_woman_come_is_shown_to_women(
    street: Street, says: Gender | None, welcome: bool
) -> None:
    """To men, and to those who have not said what they are, such a request does not exist."""
    await street.do(preference.prefer, street.amina, Side.COMES, Gender.WOMAN)
    await street.do(preference.say_gender, street.carla, says)
    wanted = await street.ask()
    assert await sees_and_may_take(street, street.carla, wanted) is welcome


async def test_what_somebody_cannot_manage_is_not_shown_to_them(street: Street) -> None:
    """Where there are stairs, who cannot climb them sees nothing of it, and who cannot bear dogs does."""
    await street.do(preference.say_hurdles, street.amina, ["stairs", "cat"])
    await street.do(preference.cannot_manage, street.ben, ["stairs", "dog"])
    await street.do(preference.cannot_manage, street.carla, ["dog"])
    wanted = await street.ask()
    assert wanted.hurdles == hurdle.bits(["stairs", "cat"])
    assert not await sees_and_may_take(street, street.ben, wanted)
    assert await sees_and_may_take(street, street.carla, wanted)


async def test_by_phone_it_matters_neither_who_helps_nor_what_is_there(street: Street) -> None:
    """Where nobody has to come, wishes about the door keep nobody away."""
    await street.do(preference.prefer, street.amina, Side.COMES, Gender.WOMAN)
    await street.do(preference.say_hurdles, street.amina, ["stairs"])
    await street.do(preference.cannot_manage, street.ben, ["stairs"])
    wanted = await street.ask(kind="call")
    assert await sees_and_may_take(street, street.ben, wanted)
