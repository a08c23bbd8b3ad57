"""The real page of the real process in a real browser: a whole favour, by keyboard, and through crashes."""

from __future__ import annotations

import re
import signal

from playwright.async_api import expect

from tests.page.demo_process import Demo
from tests.page.favour import told
from tests.page.phones import Phone, Table

# From an answered question to any button of the next one; more would mean that the focus was lost on the way.
TABS_AT_MOST = 14


async def test_a_favour_from_the_first_tap_to_the_hours(demo: Demo, table: Table) -> None:
    """A newcomer joins, George asks, Amina helps, both are reminded and see their hours; the books add up."""
    await told(table)
    code, said = await demo.runs("audit")
    assert (code, said.splitlines()[-1]) == (0, "Everything adds up.")
    assert table.complaints == []


async def test_asking_by_keyboard_alone_and_a_reload(demo: Demo, table: Table) -> None:
    """Tab and Enter are enough to ask for help, and after a reload every chat reads as before."""
    await table.next_morning()
    george = table.phone("George")
    await george.hears("Welcome")
    await george.composer.focus()
    await press(george, "Ask for help")
    # The questions stand above the home keyboard, where one comes from; from then on it is always forward.
    await expect(george.button("Shopping")).to_be_visible()
    await press(george, "Shopping", key="Shift+Tab")
    for label in ("Tomorrow", "In the morning", "1 hour", "At my home", "I will tell them later",
                  "Nothing more", "First to say yes", "Yes, send it"):  # fmt: skip
        await expect(george.button(re.compile(f"^{label}")).first).to_be_visible()
        await press(george, label)
    await george.hears("We are asking neighbours")
    await table.phone("Amina").hears("George", "shopping")
    before = [await chat.inner_text() for chat in await table.page.get_by_test_id("log").all()]
    await table.page.reload()
    await table.is_there()
    await george.hears("We are asking neighbours")
    assert [await chat.inner_text() for chat in await table.page.get_by_test_id("log").all()] == before
    assert table.complaints == []


async def press(phone: Phone, label: str, key: str = "Tab") -> None:
    """Goes from control to control of the phone until one begins with that label, and presses Enter."""
    page = phone.screen.page
    focused = phone.screen.locator("button:focus")
    for _ in range(TABS_AT_MOST):
        await page.keyboard.press(key)
        if await focused.count() and (await focused.inner_text()).startswith(label):
            await page.keyboard.press("Enter")
            return
    raise AssertionError(f"{label!r} cannot be reached by keyboard")


async def test_a_talk_goes_on_after_a_crash(demo: Demo, table: Table) -> None:
    """The process is killed the moment it has a tap, and again while somebody writes; nothing is lost."""
    await table.next_morning()
    george = table.phone("George")
    await george.presses("Ask for help")
    async with table.page.expect_response("**/act"):
        await george.taps("Dog walking")
    await demo.end(signal.SIGKILL)
    await george.says("tomorrow")
    await expect(george.screen.get_by_test_id("toast")).to_contain_text("does not answer")
    await expect(george.composer).to_have_value("tomorrow")
    await demo.start()
    await expect(table.page.locator("#connection")).to_contain_text("Everything stays here")
    await george.hears("Which day suits you?")
    await george.screen.get_by_test_id("send").click()
    await george.hears("What time of day suits you?")
    await demo.end(signal.SIGKILL)
    await demo.start()
    await expect(table.page.locator("#connection")).to_contain_text("Everything stays here")
    await george.taps("In the morning", "30 minutes", "At my home", "I will tell them later", "Nothing more",
                      "First to say yes", "Yes, send it")  # fmt: skip
    await table.phone("Amina").hears("George", "dog")
    assert await george.heard("We are asking neighbours").count() == 1
    code, said = await demo.runs("audit")
    assert code == 0, said
