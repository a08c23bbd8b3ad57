"""Takes the pictures of the README anew, from the favour of the tests and from an organiser's evening.

Run it with `python -m tests.page.screenshots`; the evening is in the made-up bank.
"""

from __future__ import annotations

import asyncio
import signal
import sys
import tempfile
from pathlib import Path

from playwright.async_api import expect

from tests.page.demo_process import Demo, environment, free_port
from tests.page.favour import camera, told
from tests.page.phones import Table, opened

PICTURES = Path(__file__).parents[2] / "docs" / "images"


async def favour() -> None:
    """Tells the favour on a fresh street and leaves its pictures in `docs/images`."""
    with tempfile.TemporaryDirectory() as folder:
        demo = Demo(Path(folder))
        await demo.start()
        try:
            async with opened(demo.address) as table:
                await told(table, camera(table, PICTURES))
        finally:
            await demo.end(signal.SIGTERM)


async def evening() -> None:
    """Opens the made-up bank as its organiser finds it, beside a helper who has a visit today."""
    with tempfile.TemporaryDirectory() as folder:
        where = Path(folder)
        filling = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "goodturn", "made-up", cwd=where, env=environment(where, free_port())
        )
        assert await filling.wait() == 0, "the bank is there"
        demo = Demo(where)
        await demo.start()
        try:
            async with opened(demo.address) as table:
                await table.phone("Amina").hears("At the door", "same words")
                priya = table.phone("Priya")
                await priya.says("/admin")
                await priya.hears("need a person", "Overdue")
                await camera(table, PICTURES)("evening")
                await our_group(table)
        finally:
            await demo.end(signal.SIGTERM)


async def our_group(table: Table) -> None:
    """The organisers' group, once it has been told what is urgent and what is new."""
    priya = table.phone("Priya")
    await priya.says("/group")
    await priya.hears("can have a group")
    await priya.taps("Choose the group")
    panel = table.page.locator("[data-group]")
    await expect(panel.locator('[data-topic="Urgent"]').get_by_text("calls for help")).to_be_visible()
    await table.phone("Amina").says("/person")
    await expect(panel.locator('[data-topic="New"]').get_by_text("talk to a person")).to_be_visible()
    await priya.says("/admin")
    await priya.taps("Overdue: Idil", "I have it")
    await expect(panel.get_by_text("Priya has it.")).to_be_visible()
    await panel.locator(".topics").evaluate("(topics) => { topics.scrollTop = 0; }")
    await panel.screenshot(path=PICTURES / "group.png", animations="disabled")


async def take() -> None:
    """Takes all of them."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    await favour()
    await evening()


if __name__ == "__main__":
    asyncio.run(take())
