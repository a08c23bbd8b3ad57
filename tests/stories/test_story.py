"""Each member's own story: what they gave and got, strengths first."""

from __future__ import annotations

from tests.stories.neighbours import Street
from tests.stories.test_afterwards import helped


async def test_both_sides_read_their_own_story(street: Street) -> None:
    """Ben reads that he helped and may ask, too; Ada that her asking counts, with a way to give."""
    ada, ben = await helped(street)
    await ada.taps_each("Say thank you to Ben", "Just thank you")
    await ben.says("/story")
    await ben.hears(
        "Your story at Mill Lane, since Monday 23 November",
        "You helped 1 time: 1 hour",
        "What you gave most: shopping",
        "By this you met 1 neighbour",
        "Somebody said thank you to you 1 time",
        "You may ask, too",
    )
    assert ben.buttons() == ["Ask for help"]
    await ada.says("my story")
    told = await ada.hears("Neighbours helped you 1 time: 1 hour", "By asking you let neighbours do good")
    assert "You helped" not in told.text
    await ada.taps("See ways to give")
    await ada.hears("offer")


async def test_an_empty_story_says_what_will_be_there(street: Street) -> None:
    """Somebody new reads what will appear, and how to begin; a stranger begins to join instead."""
    ada = await street.neighbour("Ada")
    await ada.says("/story")
    await ada.hears("will appear here")
    assert ada.buttons() == ["Ask for help", "See who needs help"]
    nora = street.newcomer("Nora")
    await nora.says("/story")
    await nora.hears_nothing_of("Your story")


async def test_in_spanish(street: Street) -> None:
    """A story is told in its reader's language."""
    luz = await street.neighbour("Luz", language="es")
    await luz.says("mi historia")
    await luz.hears("Tu historia en", "aparecerá")
