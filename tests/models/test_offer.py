"""Proves offers and landmarks: what members share, and what everybody knows by name."""

from __future__ import annotations

import pytest
from street import HOME, Street

from models import kind, landmark, offer
from models.kind import UnknownKind
from models.member import NotFound
from models.offer import State
from models.place import Point


async def test_offering_the_same_kind_again_brings_the_offer_back(street: Street) -> None:
    """One kind is one offer, which is active again with its old words when it is offered again."""
    first = await street.do(offer.make, street.ben, "dog", street.now, "Big ones too")
    for state in (State.PAUSED, State.DROPPED):
        await street.do(offer.change, street.ben, first.id, state)
        again = await street.do(offer.make, street.ben, "dog", street.now)
        assert (again.id, again.state, again.note) == (first.id, State.ACTIVE, "Big ones too")


async def test_what_is_offered_can_be_set_at_once(street: Street) -> None:
    """Exactly the wanted kinds are active, in the order of the list of kinds, and the others are dropped."""
    first = await street.do(offer.make, street.ben, "dog", street.now)
    await street.do(offer.change, street.ben, first.id, State.PAUSED)
    await street.do(offer.make, street.ben, "sewing", street.now)
    await street.do(offer.set_all, street.ben, ["translation", "shopping", "dog"], street.now)
    found = await street.see(offer.of, street.ben)
    assert [(row.kind, row.state) for row in found] == [
        ("shopping", State.ACTIVE),
        ("dog", State.ACTIVE),
        ("translation", State.ACTIVE),
    ]
    await street.do(offer.set_all, street.ben, [], street.now)
    assert await street.see(offer.of, street.ben) == []


async def test_an_unknown_kind_is_not_offered(street: Street) -> None:
    """What nobody knows cannot be offered, alone or among others, and then nothing is."""
    with pytest.raises(UnknownKind):
        await street.do(offer.make, street.ben, "medicines", street.now)
    assert await street.see(offer.of, street.ben) == []


async def test_offers_belong_to_the_one_who_makes_them(street: Street) -> None:
    """Nobody else can pause an offer, and one that was dropped is no longer there to change."""
    made = await street.do(offer.make, street.ben, "dog", street.now)
    with pytest.raises(NotFound):
        await street.do(offer.change, street.carla, made.id, State.PAUSED)
    paused = await street.do(offer.change, street.ben, made.id, State.PAUSED)
    assert paused.state is State.PAUSED
    assert [row.state for row in await street.see(offer.of, street.ben)] == [State.PAUSED]
    await street.do(offer.change, street.ben, made.id, State.DROPPED)
    with pytest.raises(NotFound):
        await street.do(offer.change, street.ben, made.id, State.ACTIVE)


def test_every_kind_has_its_own_bit_and_a_usual_length() -> None:
    """The codes are told apart, each at its place in the list, and none is unknown to itself."""
    assert [kind.bit(code) for code in kind.CODES] == list(range(len(kind.KINDS)))
    assert all(kind.named(code).code == code and len(code) <= 32 for code in kind.CODES)
    assert all(5 <= one.usual_minutes <= 720 for one in kind.KINDS)
    assert {one.code for one in kind.KINDS if one.from_chair} == {"call", "translation"}


async def test_a_landmark_is_a_name_for_one_place(street: Street) -> None:
    """Naming it again moves the name, and landmarks are listed by name within their bank."""
    other = Point(51.6, -0.1)
    await street.do(landmark.name, street.bank.id, "Town hall", HOME)
    await street.do(landmark.name, street.bank.id, "Library", HOME)
    await street.do(landmark.name, street.bank.id, "Town hall", other)
    found = await street.see(landmark.all_of, street.bank.id)
    assert [(row.name, row.point) for row in found] == [("Library", HOME), ("Town hall", other)]
    assert await street.see(landmark.all_of, street.bank.id + 1) == []
