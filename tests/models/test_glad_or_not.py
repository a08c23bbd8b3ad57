"""Proves that what somebody says after a visit counts, can be changed, and is never told to the other."""

from __future__ import annotations

from datetime import date

import pytest
from street import Street, hours

from models import (
    acquaintance,
    afterwards,
    agreement,
    apart,
    confirmation,
    member,
    named_helper,
    offer,
    own_data,
    volunteering,
)
from models.afterwards import Feeling
from models.exchange import Exchange
from models.invitation import AlreadyFilled
from models.member import NotFound


async def helped(street: Street, **wish: object) -> Exchange:
    """Lets Ben help Amina, and both say how long it took."""
    standing = await street.agree(**wish)
    after = standing.ends_at + hours(1)
    for who in (street.amina, street.ben):
        await street.do(confirmation.confirm, standing.id, who, 60, after)
    return await street.again(standing)


async def test_each_of_the_two_says_it_for_themself(street: Street) -> None:
    """Amina is glad and Ben prefers others: two answers, each known to the one who gave it."""
    standing = await helped(street)
    assert await street.see(afterwards.said, standing, street.amina) is None
    await street.do(afterwards.say, standing.id, street.amina, Feeling.GLAD, street.now)
    await street.do(afterwards.say, standing.id, street.ben, Feeling.OTHERS, street.now)
    standing = await street.again(standing)
    assert (standing.asker_glad, standing.helper_glad) == (True, False)
    assert await street.see(afterwards.said, standing, street.amina) is Feeling.GLAD
    assert await street.see(afterwards.said, standing, street.ben) is Feeling.OTHERS
    assert await street.see(apart.said_by, street.ben) == []


async def test_it_can_be_changed_at_any_time(street: Street) -> None:
    """Never again keeps the two apart; being glad after all, or only preferring others, takes that back, and
    the last word counts however often it is said.
    """
    standing = await helped(street)
    for feeling, kept, glad in (
        (Feeling.NEVER, [street.ben.id], False),
        (Feeling.NEVER, [street.ben.id], False),
        (Feeling.OTHERS, [], False),
        (Feeling.NEVER, [street.ben.id], False),
        (Feeling.GLAD, [], True),
    ):
        await street.do(afterwards.say, standing.id, street.amina, feeling, street.now)
        assert await street.see(apart.said_by, street.amina) == kept
        assert (await street.again(standing)).asker_glad is glad
        assert await street.see(afterwards.said, await street.again(standing), street.amina) is feeling


async def test_only_the_two_say_it_and_only_after_help_was_given(street: Street) -> None:
    """Somebody else, and one of the two before the hours are banked, find nothing to answer."""
    standing = await street.agree()
    for who in (street.carla, street.amina):
        with pytest.raises(NotFound):
            await street.do(afterwards.say, standing.id, who, Feeling.GLAD, street.now)


async def test_neither_learns_it_from_their_own_data(street: Street) -> None:
    """What everybody can take along holds what they said themself, and nothing of what was said of them."""
    standing = await helped(street)
    await street.do(afterwards.say, standing.id, street.amina, Feeling.NEVER, street.now)
    await street.do(afterwards.say, standing.id, street.ben, Feeling.GLAD, street.now)
    bens = (await street.see(own_data.collect, street.ben, street.now))["tables"]
    assert "apart" not in bens
    assert bens["exchange"][0]["helper_glad"] is True and "asker_glad" not in bens["exchange"][0]
    aminas = (await street.see(own_data.collect, street.amina, street.now))["tables"]
    assert [row["other_id"] for row in aminas["apart"]] == [street.ben.id]
    assert aminas["exchange"][0]["asker_glad"] is False and "helper_glad" not in aminas["exchange"][0]


async def test_those_kept_apart_do_not_find_each_other_by_themselves(street: Street) -> None:
    """Whoever said so, Ben sees no request of Amina's, cannot come forward, and a yes that was open agrees
    nothing; it sounds as if there were nothing, or somebody had been quicker.
    """
    wanted = await street.ask(day=date(2026, 11, 28), key="later")
    asked = await street.invite(wanted, street.ben)
    assert len(await street.see(volunteering.near, street.ben, street.now, limit=9)) == 1
    for who, other in ((street.amina, street.ben), (street.ben, street.amina)):
        await street.do(apart.keep, who, other, street.now)
        assert await street.see(volunteering.near, street.ben, street.now, limit=9) == []
        for verb in (volunteering.look, volunteering.come_forward):
            with pytest.raises(NotFound):
                await street.do(verb, wanted.id, street.ben, street.now)
        with pytest.raises(AlreadyFilled):
            await street.do(agreement.accept, asked.id, street.ben, wanted.latest_at, street.now)
        await street.do(apart.relent, who, other)
    assert len(await street.see(volunteering.near, street.carla, street.now, limit=9)) == 1
    assert (await street.see(volunteering.look, wanted.id, street.ben, street.now)).id == wanted.id


async def test_who_may_be_named_tells_nobody_what_others_said_of_them(street: Street) -> None:
    """Known, active and giving that kind of help; of whom the asker said never again is left out, and who
    said it of the asker stays, because it would be told by being missing.
    """
    standing = await helped(street, kind="company")
    assert await street.see(named_helper.possible, street.amina, "company") == []
    await street.do(offer.make, street.ben, "company", street.now)
    await street.do(offer.make, street.carla, "company", street.now)

    async def names() -> list[int]:
        return [one.id for one in await street.see(named_helper.possible, street.amina, "company")]

    assert await names() == [street.ben.id]
    assert await street.see(named_helper.possible, street.amina, "dog") == []
    await street.do(afterwards.say, standing.id, street.ben, Feeling.NEVER, street.now)
    assert await names() == [street.ben.id]
    await street.do(afterwards.say, standing.id, street.amina, Feeling.NEVER, street.now)
    assert await names() == []
    await street.do(afterwards.say, standing.id, street.amina, Feeling.OTHERS, street.now)
    await street.do(member.pause, street.ben)
    assert await names() == []
    assert [one.id for one in await street.see(acquaintance.of, street.amina)] == [street.ben.id]
