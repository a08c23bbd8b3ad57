"""Proves that thanks go once from each of the two to the other, and reach nobody kept apart or gone."""

from __future__ import annotations

import pytest
from street import Street
from test_glad_or_not import helped

from models import afterwards, erasure, exchange, leaving, own_data, thanks
from models.afterwards import Feeling
from models.member import NotFound
from models.notification import Notice
from models.thanks import Thanks


async def test_each_thanks_the_other_once(street: Street) -> None:
    """Amina thanks with a word and Ben without; a second time is refused, and the first words stand."""
    standing = await helped(street)
    hers = await street.do(thanks.send, standing.id, street.amina, "You were so patient.", street.now)
    await street.do(thanks.send, standing.id, street.ben, "", street.now)
    for who in (street.amina, street.ben):
        with pytest.raises(thanks.ThankedAlready):
            await street.do(thanks.send, standing.id, who, "Other words", street.now)
    assert await street.told(Notice.THANKED) == [street.amina.id, street.ben.id]
    told = await street.see(thanks.to_tell, street.ben, hers.id)
    assert told is not None
    assert (told[0].text, told[2].name) == ("You were so patient.", "Amina")
    assert await street.see(thanks.count_received, street.ben) == 1


async def test_nobody_else_thanks_or_reads(street: Street) -> None:
    """Carla, and Amina before it is banked, find nothing to thank for; nobody reads what is not theirs."""
    agreed = await street.agree()
    with pytest.raises(NotFound):
        await street.do(thanks.send, agreed.id, street.amina, "", street.now)
    standing = await helped(street, key="other")
    hers = await street.do(thanks.send, standing.id, street.amina, "Thank you", street.now)
    with pytest.raises(NotFound):
        await street.do(thanks.send, standing.id, street.carla, "", street.now)
    for who in (street.amina, street.carla, street.olga):
        with pytest.raises(NotFound):
            await street.see(thanks.to_tell, who, hers.id)


@pytest.mark.parametrize("who", ["amina", "ben"])
async def test_two_who_are_kept_apart_tell_each_other_nothing(street: Street, who: str) -> None:
    """Whoever of the two said "never again": the thanks are taken kindly, and neither told nor counted."""
    standing = await helped(street)
    await street.do(afterwards.say, standing.id, getattr(street, who), Feeling.NEVER, street.now)
    hers = await street.do(thanks.send, standing.id, street.amina, "Thank you", street.now)
    assert await street.see(thanks.to_tell, street.ben, hers.id) is None
    assert await street.see(thanks.count_received, street.ben) == 0


async def test_nobody_thanks_who_has_left_and_who_left_is_not_heard(street: Street) -> None:
    """Ben has left: Amina cannot thank him. Thanks that he sent before, and nobody was told of, lapse."""
    standing = await helped(street)
    his = await street.do(thanks.send, standing.id, street.ben, "Until soon", street.now)
    await street.do(leaving.leave, street.ben, street.now)
    with pytest.raises(exchange.OverAlready):
        await street.do(thanks.send, standing.id, street.amina, "", street.now)
    assert await street.see(thanks.to_tell, street.amina, his.id) is None


async def test_words_of_thanks_go_with_whoever_is_forgotten(street: Street) -> None:
    """Both have the thanks in their own data; when Amina is forgotten, no word between the two is left."""
    standing = await helped(street)
    hers = await street.do(thanks.send, standing.id, street.amina, "You were so patient.", street.now)
    for who in (street.amina, street.ben):
        kept = await street.see(own_data.collect, who, street.now)
        assert [row["text"] for row in kept["tables"]["thanks"]] == ["You were so patient."]
    await street.do(erasure.forget, street.amina, street.now)
    assert (await street.again(hers)).text == ""
    assert isinstance(hers, Thanks)
