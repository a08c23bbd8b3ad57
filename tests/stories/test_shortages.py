"""An organiser reads what would unlock most requests."""

from __future__ import annotations

from sqlmodel import Session

from models import availability, demand
from models.attestation import What
from models.availability import Part
from tests.stories.favours import asks_for_shopping
from tests.stories.neighbours import Street

MORNINGS = availability.slot(4, Part.MORNING)


async def test_what_was_lacking_is_told_the_most_first(street: Street) -> None:
    """Two requests for an afternoon find only mornings, one for company finds nobody who offers it: both
    lines stand there, the one with more requests first, and with what one step would bring."""
    olga, ada = await street.neighbour("Olga", organiser=True), await street.neighbour("Ada")
    await street.neighbour("Ben", "shopping", free_slots=MORNINGS)
    await olga.says("/shortages")
    await olga.hears("Nothing was lacking in the last 90 days")
    for _ in range(2):
        await asks_for_shopping(ada)
    await ada.says("/ask")
    await ada.taps_each("A friendly visit", "Tomorrow, Tuesday", "At a set time")
    await ada.says("2pm")
    await ada.taps_each("1 hour", "At my home")
    await ada.says("Blue door")
    await ada.taps_each("Nothing more", "First to say yes", "Yes, send it")
    await street.settle()
    await olga.says("/admin")
    await olga.taps_each("How it goes", "What is lacking")
    told = await olga.hears("What was lacking most")
    first, second = (line for line in told.text.split("\n") if line[:2] in ("1.", "2."))
    assert first == (
        "1. Shopping, 2 requests: nobody is free in the afternoon. "
        "With that changed, 1 more member could come."
    )
    assert second == "2. A friendly visit, 1 request: nobody offers it."


async def test_a_check_that_is_missing_is_told_with_how_many_it_would_free(street: Street) -> None:
    """Ben offers shopping and has no check that it demands: one check would bring one member."""
    olga, ada = await street.neighbour("Olga", organiser=True), await street.neighbour("Ada")
    await street.neighbour("Ben", "shopping")

    def demand_a_check(session: Session) -> None:
        demand.set_for(
            session, "shopping", olga.row(session), street.now(),
            least_check=What.BASIC, reference_count=0, accompanied=False,
        )  # fmt: skip

    await street.store.write(demand_a_check)
    await asks_for_shopping(ada)
    await olga.says("/shortages")
    await olga.hears("Shopping, 1 request: 1 member who offers it lacks what it demands")


async def test_it_is_for_organisers_alone(street: Street) -> None:
    """To anybody else the command and its button are unknown ones."""
    ada = await street.neighbour("Ada")
    await ada.says("/shortages")
    await ada.hears("We don't know that one, sorry")
    await ada.taps_data("shortages")
    await ada.hears_nothing_of("lacking")
