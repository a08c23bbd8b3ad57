"""The page in a browser, taken hold of as a person does: phones by name, buttons by what stands on them."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from playwright.async_api import Locator, Page, async_playwright, expect

CHROMIUM = Path("/usr/bin/chromium")
ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--disable-quic",
)
WIDTH, HEIGHT = 1400, 900
# How long an answer may take on a busy build server before a test gives up on it.
ANSWER_LIMIT_MS = 15_000
ZONE = ZoneInfo("Europe/London")


@dataclass
class Phone:
    """One person's phone on the page."""

    name: str
    screen: Locator

    @property
    def newest(self) -> Locator:
        """The newest message."""
        return self.screen.get_by_test_id("message").last

    @property
    def composer(self) -> Locator:
        """Where one types."""
        return self.screen.get_by_test_id("composer")

    async def starts(self) -> None:
        """Presses Start."""
        await self.screen.get_by_test_id("start").click()

    async def says(self, text: str) -> None:
        """Types something and sends it."""
        await self.composer.fill(text)
        await self.screen.get_by_test_id("send").click()

    @property
    def buttons(self) -> Locator:
        """The buttons of the newest message that has any."""
        messages = self.screen.get_by_test_id("message")
        with_buttons = messages.filter(has=self.screen.page.get_by_test_id("button"))
        return with_buttons.last.get_by_test_id("button")

    def button(self, label: str | re.Pattern[str]) -> Locator:
        """The button of the newest message with buttons on which just that stands, or what fits a pattern."""
        whole = re.compile(rf"^{re.escape(label)}$") if isinstance(label, str) else label
        return self.buttons.filter(has_text=whole)

    async def taps(self, *labels: str | re.Pattern[str]) -> None:
        """Taps one button after the other, each as soon as it is there."""
        for label in labels:
            await self.button(label).click()

    async def presses(self, label: str) -> None:
        """Presses a button of the home keyboard."""
        await self.screen.get_by_test_id("home").get_by_role("button", name=label, exact=True).click()

    def heard(self, *fragments: str) -> Locator:
        """The bot's messages that say all of these words, whatever their capitals."""
        found = self.screen.locator('[data-testid="message"][data-from="bot"]')
        for fragment in fragments:
            found = found.filter(has_text=fragment)
        return found

    async def hears(self, *fragments: str, times: int = 1) -> Locator:
        """Waits until one message of the bot, or so many, say all of these words; returns the newest such."""
        found = self.heard(*fragments)
        await expect(found.nth(times - 1)).to_be_visible()
        return found.last


@dataclass
class Table:
    """All phones on one page.

    Attributes:
        page: the browser's.
        complaints: what the browser's console has said.
    """

    page: Page
    complaints: list[str] = field(default_factory=list)

    def phone(self, name: str) -> Phone:
        """One person's phone."""
        return Phone(name, self.page.locator(f'[data-phone="{name}"]'))

    async def open(self, address: str) -> None:
        """Goes to the page and waits until it shows everybody."""
        await self.page.goto(address)
        await self.is_there()

    async def is_there(self) -> None:
        """Waits until the page shows everybody."""
        await self.page.locator("html[data-ready]").wait_for()

    async def now(self) -> datetime:
        """What the page's clock shows, aware."""
        shown = await self.page.get_by_test_id("clock").get_attribute("datetime")
        assert shown is not None, "the clock is drawn as soon as the page is there"
        return datetime.fromisoformat(shown)

    async def next_morning(self) -> None:
        """Moves the clock to nine in the morning, so that a story goes alike at whatever hour it is told."""
        now = (await self.now()).astimezone(ZONE)
        morning = datetime.combine(now.date() + timedelta(days=1), time(9), ZONE)
        # Wall clocks are not subtracted from each other where summer time may lie between them.
        minutes = int((morning.timestamp() - now.timestamp()) // 60) + 1
        answer = await self.page.evaluate(MOVE, minutes)
        assert answer == 200, "the clock was moved"
        await expect(self.page.get_by_test_id("clock")).to_contain_text(re.compile(r", 09:0\d"))

    async def next_reminder(self) -> None:
        """Moves the clock to when the bot will next speak of its own accord."""
        await self.page.get_by_test_id("clock-next").click()


MOVE = """async (minutes) => (await fetch("/clock", {
  method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify({ minutes }),
})).status"""


@asynccontextmanager
async def opened(address: str) -> AsyncIterator[Table]:
    """Opens the page in a browser of its own, and notes all that the console says."""
    expect.set_options(timeout=ANSWER_LIMIT_MS)
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        page = await browser.new_page(viewport={"width": WIDTH, "height": HEIGHT})
        page.set_default_timeout(ANSWER_LIMIT_MS)
        table = Table(page)
        page.on("console", lambda message: table.complaints.append(message.text))
        page.on("pageerror", lambda error: table.complaints.append(str(error)))
        await table.open(address)
        yield table
        await browser.close()
