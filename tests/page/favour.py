"""A favour told on the page, from the asking to the hours in both accounts; a newcomer joins beside it."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable
from pathlib import Path

from playwright.async_api import FloatRect, expect

from tests.page.phones import WIDTH, Phone, Table

# Below the phones of a picture, as much as there is above them, in pixels.
MARGIN = 28

# Takes a picture of the page as it stands; its name is the picture's file name without the ending.
Camera = Callable[[str], Awaitable[None]]


async def no_picture(name: str) -> None:
    """Takes none."""


def camera(table: Table, folder: Path) -> Camera:
    """Returns a camera whose pictures go into a folder; they show the head of the page and three phones."""

    async def take(name: str) -> None:
        # What passes by itself, such as a toast or the frame around what has the focus, would be in the way.
        for toast in await table.page.get_by_test_id("toast").all():
            await expect(toast).to_be_hidden()
        await table.page.evaluate("() => { scrollTo(0, 0); document.activeElement?.blur(); }")
        await table.page.mouse.move(0, 0)
        frame = await table.page.locator("[data-phone]").first.bounding_box()
        assert frame is not None, "the street has phones"
        clip: FloatRect = {"x": 0, "y": 0, "width": WIDTH, "height": frame["y"] + frame["height"] + MARGIN}
        await table.page.screenshot(path=folder / f"{name}.png", animations="disabled", clip=clip)

    return take


async def told(table: Table, picture: Camera = no_picture) -> None:
    """Tells it from a fresh street to the hours in both accounts.

    Args:
        table: the page of a demo that was just started.
        picture: takes pictures at the moments worth showing: `favour` in the middle and `hours` at the end.
    """
    await table.next_morning()
    amina, george, priya = (table.phone(name) for name in ("Amina", "George", "Priya"))
    for one in (amina, george, priya):
        await one.hears("Welcome", one.name)
    await table.next_reminder()
    await expect(table.page.get_by_test_id("clock-word")).to_have_text("Nothing is waiting to be sent.")
    rosa = await newcomer_waits(table, priya)
    await ask(george)
    await priya.says("/admin")
    await priya.hears("1 thing", rosa.name)
    invitation = await amina.hears("George", "shopping", "because")
    await table.page.evaluate("() => scrollTo(0, 0)")
    await expect(invitation).to_be_in_viewport()
    await expect(amina.buttons.last).to_be_in_viewport(ratio=1)
    await picture("favour")

    await priya.taps(f"Newcomer: {rosa.name}", f"Let {rosa.name} in")
    await rosa.hears("Welcome", rosa.name)
    await amina.taps(re.compile("^Yes, "))
    await amina.hears("You help George")
    await george.hears("Amina helps you")

    # The day before and two hours before are two reminders; the question comes after the visit.
    for times in (1, 2):
        await table.next_reminder()
        await amina.hears("reminder", "George", times=times)
        await george.hears("reminder", "Amina", times=times)
    await table.next_reminder()
    await amina.hears("How long did it take?")
    await george.hears("How long did it take?")
    await amina.taps("1 hour")
    await george.taps("1 hour")
    await amina.hears("You helped George", "3 hours")
    await george.hears("Amina helped you", "1 hour")
    await amina.says("/hours")
    await george.says("/hours")
    await amina.hears("3 hours", "You helped George", "Shopping")
    await george.hears("1 hour", "Amina helped you", "Shopping")
    await picture("hours")


async def newcomer_waits(table: Table, organiser: Phone) -> Phone:
    """The organisers want to be asked about newcomers; one comes, joins by taps, and waits."""
    await organiser.says("/admin")
    await organiser.taps("People", "How newcomers join", "Ask us about newcomers")
    await table.page.get_by_test_id("add-person").click()
    rosa = table.phone("Rosa")
    await expect(rosa.screen.get_by_test_id("start")).to_be_focused()
    await rosa.starts()
    await rosa.taps(
        "English", "No other language", "Call me Rosa", "Yes, I am 18 or over", "Yes, that is fine"
    )
    await rosa.presses("Share my place")
    await rosa.screen.get_by_test_id("share-place").click()
    await rosa.taps("Dog walking", "Done", "3 km at most", "At any time")
    await rosa.hears("organiser")
    return rosa


async def ask(asker: Phone) -> None:
    """Asks for help with the shopping, by taps, for tomorrow at two."""
    await asker.presses("Ask for help")
    await asker.taps("Shopping")
    await asker.taps(re.compile("^Tomorrow"), "At a set time")
    await asker.hears("2pm")
    await asker.says("2pm")
    await asker.taps("1 hour", "At my home", "I will tell them later", "Nothing more", "First to say yes")
    await asker.taps("Yes, send it")
    await asker.hears("We are asking neighbours")
