"""The page in a real browser: several phones at once, by mouse and by keyboard, without a single error."""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
import telegram
from playwright.async_api import Locator, Page, async_playwright, expect
from telegram import (
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    KeyboardButton,
    ReplyKeyboardMarkup,
)

from messenger import Clock, Messenger, Person

CHROMIUM = Path("/usr/bin/chromium")
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]

pytestmark = pytest.mark.skipif(not CHROMIUM.exists(), reason="no Chromium on this machine")


class Table:
    """A bot, its street and a browser that looks at it.

    Args:
        street: the stand-in.
        bot: calls over a socket.
        page: the browser's.
    """

    def __init__(self, street: Messenger, bot: telegram.Bot, page: Page) -> None:
        self.street, self.bot, self.page = street, bot, page

    def phone(self, person: Person) -> Locator:
        """Return one person's phone."""
        return self.page.locator(f'[data-phone="{person.name}"]')


@pytest.fixture
async def table(clock: Clock) -> AsyncIterator[Table]:
    """Serve a street, open the page, and fail if the browser's console says anything at all."""

    async def next_due() -> datetime | None:
        return clock.now() + timedelta(hours=3)

    street = Messenger(clock=clock, next_due=next_due)
    street.add_cast()
    said: list[str] = []
    async with street.serve(port=0) as address, async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        page = await browser.new_page(viewport={"width": 1400, "height": 900})
        page.on("console", lambda message: said.append(message.text))
        page.on("pageerror", lambda error: said.append(str(error)))
        await page.goto(address)
        await page.locator("html[data-ready]").wait_for()
        bot = telegram.Bot(street.token, base_url=street.base_url, base_file_url=street.base_file_url)
        async with bot:
            yield Table(street, bot, page)
        await browser.close()
    assert said == []


async def test_a_favour_by_mouse(table: Table) -> None:
    """Start, home button, inline tap with spinner, toast, alert, edit, deletion: each shows at once."""
    george = table.street.person("George")
    phone = table.phone(george)
    await phone.get_by_test_id("start").click()
    await expect(phone.get_by_test_id("start")).to_be_hidden()
    await table.bot.send_message(
        george.id,
        "Hello",
        reply_markup=ReplyKeyboardMarkup([["Ask for help"]], input_field_placeholder="Type"),
    )
    await phone.get_by_test_id("home-button").click()
    await expect(phone.get_by_test_id("message").last).to_contain_text("Ask for help")
    yes = InlineKeyboardMarkup([[InlineKeyboardButton("Yes, Tuesday 2pm", callback_data="y")]])
    sent = await table.bot.send_message(george.id, "<b>Tuesday 2pm</b>?", parse_mode="HTML", reply_markup=yes)
    button = phone.get_by_role("button", name="Yes, Tuesday 2pm")
    await button.click()
    await expect(button).to_have_attribute("aria-busy", "true")
    await expect(phone.get_by_test_id("message").last.locator("strong")).to_have_text("Tuesday 2pm")
    tap = (await table.bot.get_updates(timeout=0))[-1].callback_query
    assert tap is not None
    await tap.answer("Thank you")
    await expect(button).not_to_have_attribute("aria-busy", "true")
    await expect(phone.get_by_test_id("toast")).to_have_text("Thank you")
    await table.bot.edit_message_text("Tuesday 2pm ✓", george.id, sent.message_id)
    await expect(button).to_have_count(0)
    await expect(phone.get_by_test_id("message").last).to_contain_text("edited")
    await table.bot.delete_message(george.id, sent.message_id)
    await expect(phone.get_by_text("Tuesday 2pm ✓")).to_have_count(0)
    assert [message.text for message in george.messages] == [
        "/start",
        "Hello",
        "Ask for help",
        "Tuesday 2pm ✓",
    ]


async def test_everything_by_keyboard(table: Table) -> None:
    """Write, tap and dismiss an alert without a mouse; focus comes back to the button that was pressed."""
    amina = table.street.person("Amina")
    amina.starts()
    phone = table.phone(amina)
    await phone.get_by_test_id("composer").focus()
    await table.page.keyboard.type("I can do Tuesdays")
    await table.page.keyboard.press("Enter")
    await expect(phone.get_by_test_id("message").last).to_contain_text("I can do Tuesdays")
    keys = InlineKeyboardMarkup([[InlineKeyboardButton("I can do this", callback_data="i")]])
    await table.bot.send_message(amina.id, "George asks", reply_markup=keys)
    button = phone.get_by_role("button", name="I can do this")
    await button.focus()
    await table.page.keyboard.press("Enter")
    await expect(button).to_have_attribute("aria-busy", "true")
    tap = (await table.bot.get_updates(timeout=0))[-1].callback_query
    assert tap is not None
    await tap.answer("Someone was faster", show_alert=True)
    await expect(phone.get_by_role("alertdialog")).to_contain_text("Someone was faster")
    await table.page.keyboard.press("Enter")
    await expect(phone.get_by_test_id("sheet")).to_be_hidden()
    await expect(button).to_be_focused()


async def test_a_place_is_shared_or_refused(table: Table) -> None:
    """A home button that asks for a place leads to a question that can be answered either way."""
    george = table.street.person("George")
    george.starts()
    rows = [[KeyboardButton("Share my place", request_location=True)]]
    await table.bot.send_message(george.id, "Where?", reply_markup=ReplyKeyboardMarkup(rows))
    phone = table.phone(george)
    await phone.get_by_test_id("home-button").click()
    await phone.get_by_test_id("refuse-place").click()
    await expect(phone.get_by_test_id("sheet")).to_be_hidden()
    await phone.get_by_test_id("home-button").click()
    await phone.get_by_test_id("lat").fill("51.25")
    await phone.get_by_test_id("share-place").click()
    await expect(phone.get_by_test_id("message").last).to_contain_text("51.2500")
    assert [message.location for message in george.messages if message.location] == [(51.25, -0.0518)]


async def test_what_a_message_can_hold(table: Table) -> None:
    """Files are offered, words that look like markup stay words, a link to the bot opens as anyone."""
    priya, amina = table.street.person("Priya"), table.street.person("Amina")
    priya.starts()
    phone = table.phone(priya)
    await table.bot.send_document(priya.id, b"BEGIN:VCALENDAR", filename="visit.ics")
    async with table.page.expect_download() as download:
        await phone.get_by_test_id("document").click()
    assert (await download.value).suggested_filename == "visit.ics"
    await table.bot.send_message(priya.id, "<img src=x onerror=alert(1)> & <b>not bold</b>")
    await expect(phone.get_by_test_id("message").last).to_contain_text(
        "<img src=x onerror=alert(1)> & <b>not bold</b>"
    )
    await table.bot.send_message(priya.id, "Share https://t.me/goodturn_bot?start=join_7 please")
    await phone.get_by_test_id("deep-link").click()
    await phone.get_by_role("button", name="Amina").click()
    await expect(table.phone(amina).get_by_test_id("message")).to_contain_text("/start join_7")


async def test_own_words_are_changed(table: Table) -> None:
    """A person edits what they sent, and the bot hears the edit."""
    george = table.street.person("George")
    george.says("Tuesday")
    phone = table.phone(george)
    await phone.get_by_test_id("edit").focus()
    await table.page.keyboard.press("Enter")
    await phone.get_by_test_id("composer").fill("Wednesday")
    await phone.get_by_test_id("send").click()
    await expect(phone.get_by_test_id("message").last).to_contain_text("Wednesday")
    assert table.street.pending_updates[-1]["edited_message"]["text"] == "Wednesday"


async def test_the_clock_and_the_people(table: Table) -> None:
    """The head shows the day in full and moves it; another person can come."""
    page = table.page
    await expect(page.get_by_test_id("clock")).to_have_text("Tuesday 24 November 2026, 09:00")
    await page.get_by_test_id("clock-hour").click()
    await expect(page.get_by_test_id("clock")).to_have_text("Tuesday 24 November 2026, 10:00")
    await page.get_by_test_id("clock-day").click()
    await page.get_by_test_id("clock-next").click()
    await expect(page.get_by_test_id("clock")).to_have_text("Wednesday 25 November 2026, 13:00")
    await page.get_by_test_id("add-person").click()
    await expect(page.locator('[data-phone="Rosa"]').get_by_test_id("start")).to_be_visible()


async def test_the_settings_of_a_phone(table: Table) -> None:
    """Text grows to twice its size, the screen reader's words are shown, and the bot can be blocked."""
    george = table.street.person("George")
    george.starts()
    await table.bot.set_my_commands([("ask", "Ask for help")])
    keys = InlineKeyboardMarkup([[InlineKeyboardButton("Yes", callback_data="y")]])
    await table.bot.send_message(george.id, "Thank you 👍", reply_markup=keys)
    phone = table.phone(george)
    await phone.get_by_test_id("menu").click()
    await phone.get_by_test_id("command").click()
    await expect(phone.get_by_test_id("message").last).to_contain_text("/ask")
    text = phone.locator(".text").last
    size = "element => parseFloat(getComputedStyle(element).fontSize)"
    before = await text.evaluate(size)
    await phone.get_by_test_id("options").click()
    await phone.get_by_test_id("text-size").select_option("200")
    assert await text.evaluate(size) == 2 * before
    await phone.get_by_test_id("spoken-view").check()
    await phone.get_by_test_id("settings-done").click()
    await expect(phone.get_by_test_id("log")).to_contain_text("Thank you thumbs up sign. Button: Yes.")
    await phone.get_by_test_id("options").click()
    await phone.get_by_test_id("block").check()
    await expect(phone.get_by_test_id("unblock")).to_be_visible()
    assert george.blocked


async def test_a_reload_shows_the_same(table: Table) -> None:
    """After a reload everything is there again, and nothing is said twice."""
    george = table.street.person("George")
    george.starts()
    await table.bot.send_message(george.id, "Hello")
    phone = table.phone(george)
    await expect(phone.get_by_test_id("message")).to_have_count(2)
    await table.page.reload()
    await expect(phone.get_by_test_id("message")).to_have_count(2)
    await expect(phone.get_by_test_id("log")).to_have_attribute("aria-live", "polite")


async def test_it_fits_a_very_narrow_window(table: Table) -> None:
    """At 400 % zoom of a 1280 pixel window nothing needs scrolling sideways."""
    george = table.street.person("George")
    george.says("Donaudampfschifffahrtsgesellschaftskapitän" * 3)
    await table.page.set_viewport_size({"width": 320, "height": 256})
    wide = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"
    assert await table.page.evaluate(wide) <= 0


async def test_every_control_has_a_name_and_contrast(table: Table) -> None:
    """No button or field is nameless, and text stands out at 4.5 to 1 in light and in dark."""
    george = table.street.person("George")
    george.starts()
    keys = InlineKeyboardMarkup([[InlineKeyboardButton("Yes", callback_data="y")]])
    await table.bot.send_message(george.id, "Hello", reply_markup=keys, disable_notification=True)
    await expect(table.phone(george).get_by_test_id("message")).to_have_count(2)
    tree = await table.page.locator("body").aria_snapshot()
    assert not re.search(r"- (button|textbox|combobox|checkbox)(:| \[|$)", tree, re.MULTILINE)
    for scheme in ("light", "dark"):
        await table.page.emulate_media(color_scheme=scheme)
        await asyncio.sleep(0)
        assert await table.page.evaluate(POOR_CONTRAST) == []


POOR_CONTRAST = """() => {
  const canvas = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
  const parse = (text) => {
    canvas.clearRect(0, 0, 1, 1);
    canvas.fillStyle = text;
    canvas.fillRect(0, 0, 1, 1);
    const [r, g, b, a] = canvas.getImageData(0, 0, 1, 1).data;
    return [r, g, b, a / 255];
  };
  const over = ([r, g, b, a], under) => [r, g, b].map((value, i) => value * a + under[i] * (1 - a));
  const light = (rgb) => rgb.map((value) => value / 255)
    .map((value) => value <= 0.03928 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4)
    .reduce((sum, value, i) => sum + value * [0.2126, 0.7152, 0.0722][i], 0);
  const behind = (element) => {
    if (!element) return [255, 255, 255];
    const colour = parse(getComputedStyle(element).backgroundColor);
    return colour[3] === 1 ? colour.slice(0, 3) : over(colour, behind(element.parentElement));
  };
  const poor = [];
  for (const element of document.querySelectorAll("body *")) {
    const own = [...element.childNodes].some((node) => node.nodeType === 3 && node.data.trim());
    const style = getComputedStyle(element);
    if (!own || element.matches(".heard, .skip") || !element.checkVisibility({ opacityProperty: true })) {
      continue;
    }
    const ground = behind(element);
    const [a, b] = [light(over(parse(style.color), ground)), light(ground)];
    const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    if (ratio < 4.5) poor.push(`${element.className} ${element.textContent} ${ratio.toFixed(2)}`);
  }
  return poor;
}"""
