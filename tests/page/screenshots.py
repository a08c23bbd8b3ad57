"""`python -m tests.page.screenshots`: takes the pictures of the README anew, from the favour of the tests."""

from __future__ import annotations

import asyncio
import signal
import tempfile
from pathlib import Path

from tests.page.demo_process import Demo
from tests.page.favour import camera, told
from tests.page.phones import opened

PICTURES = Path(__file__).parents[2] / "docs" / "images"


async def take() -> None:
    """Tells the favour on a fresh street and leaves its pictures in `docs/images`."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        demo = Demo(Path(folder))
        await demo.start()
        try:
            async with opened(demo.address) as table:
                await told(table, camera(table, PICTURES))
        finally:
            await demo.end(signal.SIGTERM)


if __name__ == "__main__":
    asyncio.run(take())
