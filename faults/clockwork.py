"""The clock on the wall of every process at once, moved by libfaketime while they run.

Only the wall clock is moved: the monotonic one goes on, as on a machine whose time is set.
"""

from __future__ import annotations

import os
import time
from datetime import timedelta
from pathlib import Path

from messenger import Clock

LIBRARIES = (
    "/usr/lib/x86_64-linux-gnu/faketime/libfaketime.so.1",
    "/usr/lib/aarch64-linux-gnu/faketime/libfaketime.so.1",
    "/usr/lib/faketime/libfaketime.so.1",
)

MENDED = Path(__file__).parent / "under_faketime"


def library() -> Path | None:
    """Returns where libfaketime is on this machine, or None (Debian: `apt-get install libfaketime`)."""
    return next((Path(path) for path in LIBRARIES if Path(path).exists()), None)


class Clockwork:
    """Moves the stand-in's clock and the clocks of all processes together.

    Args:
        folder: where the note that libfaketime reads is kept.
        clock: the stand-in's.
    """

    def __init__(self, folder: Path, clock: Clock) -> None:
        self._note = folder / "faketime"
        self._clock = clock
        self.library = library()
        self.jumps: list[int] = []
        self._jumped_at_s: list[float] = []
        self._write()

    @property
    def can_move(self) -> bool:
        """Whether the processes' clocks can be moved on this machine."""
        return self.library is not None

    def environment(self) -> dict[str, str]:
        """Returns what a process needs in its environment to follow."""
        if self.library is None:
            return {}
        return {
            "LD_PRELOAD": str(self.library), "FAKETIME_TIMESTAMP_FILE": str(self._note),
            "FAKETIME_CACHE_DURATION": "1", "DONT_FAKE_MONOTONIC": "1",
            # Its mending of timed waits makes them wait for many seconds on a glibc of today.
            "FAKETIME_FORCE_MONOTONIC_FIX": "0",
            "PYTHONPATH": os.pathsep.join([str(MENDED), *filter(None, [os.environ.get("PYTHONPATH")])]),
        }  # fmt: skip

    def jump(self, by: timedelta) -> None:
        """Moves every clock by that much, back where it is negative."""
        self._clock.move(by)
        self.jumps.append(int(by.total_seconds()))
        self._jumped_at_s.append(time.monotonic())
        self._write()

    def jumped_before(self, monotonic_s: float, within_s: float = 30.0) -> bool:
        """Whether the clock was moved in the last seconds before a moment of the monotonic clock."""
        return any(monotonic_s - within_s < moved_at_s <= monotonic_s for moved_at_s in self._jumped_at_s)

    def _write(self) -> None:
        # Exchanged as a whole, because a process may read it at any moment.
        fresh = self._note.with_suffix(".new")
        fresh.write_text(f"{int(self._clock.offset.total_seconds()):+d}\n")
        fresh.replace(self._note)
