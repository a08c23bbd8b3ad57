"""Offers: made, seen, paused, restarted and removed; and what that means for who is asked."""

from __future__ import annotations

from models.offer import Offer
from tests.stories.favours import asks_for_shopping
from tests.stories.neighbours import Street


async def test_an_offer_from_first_to_last(street: Street) -> None:
    """An offer is made with a word about it, seen, paused, restarted and removed, all with taps."""
    ben = await street.neighbour("Ben")
    await ben.taps_data("go:offer")
    await ben.hears("What you offer will appear here")
    await ben.taps_each("Add an offer", "Dog walking")
    await ben.says("I have a garden")
    await ben.hears("You now offer this: Dog walking")
    await ben.says("Offer help")
    await ben.hears("You offer", "Dog walking")
    await ben.taps("Change: Dog walking")
    await ben.hears("Your offer: Dog walking", "I have a garden")
    await ben.taps("Pause: Dog walking")
    await ben.hears("It is paused")
    await ben.taps("Restart: Dog walking")
    await ben.hears("Your offer: Dog walking")
    await ben.taps_each("Back to my offers", "Change: Dog walking", "Remove: Dog walking")
    await ben.hears("What you offer will appear here")
    assert [row.state.value for row in await street.rows(Offer)] == ["dropped"]


async def test_a_paused_offer_is_not_asked_for(street: Street) -> None:
    """Who has paused is not asked; once restarted they are."""
    ada, ben = await street.neighbour("Ada"), await street.neighbour("Ben", "shopping")
    await ben.says("/offer")
    await ben.taps_each("Change: Shopping", "Pause: Shopping")
    await asks_for_shopping(ada)
    await ben.hears_nothing_of("Ada would like")
    assert await street.states() == {}
    await ben.taps("Restart: Shopping")
    await ben.hears("Ada would like help with the shopping")


async def test_an_offer_made_again_after_it_was_removed(street: Street) -> None:
    """Buttons of an offer that was removed say so; offering the same again works."""
    ben = await street.neighbour("Ben", "shopping")
    await ben.says("/offer")
    await ben.taps("Change: Shopping")
    pause = ben.data_of("Pause: Shopping")
    await ben.taps("Remove: Shopping")
    await ben.taps_data(pause)
    await ben.says("/offer")
    await ben.hears("What you offer will appear here")
    await ben.taps("Add an offer")
    await ben.says("shopping")
    await ben.taps("Nothing more")
    await ben.says("/offer")
    await ben.hears("You offer", "Shopping")
