"""The street's one clock: real time plus an offset that people may move, or a moment that stands still."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

from messenger.notebook import Notebook


class Clock:
    """Tells the time to the stand-in, to the bot and to its jobs, so that all three move together.

    Args:
        frozen_at: an aware moment to stand still at until moved; None follows the machine's own clock.
        offset: how far ahead of that moment to begin.

    Raises:
        ValueError: if `frozen_at` has no time zone.
    """

    def __init__(self, frozen_at: datetime | None = None, offset: timedelta = timedelta()) -> None:
        if frozen_at is not None and frozen_at.tzinfo is None:
            raise ValueError("a clock is frozen at an aware moment, one with a time zone")
        self._frozen_at = frozen_at.astimezone(UTC) if frozen_at else None
        self._offset = offset
        self._listeners: list[Callable[[], None]] = []

    @classmethod
    def remembered(cls, state_path: Path) -> Clock:
        """Return a clock that shows what a street's clock shows, also while that street is open elsewhere.

        Args:
            state_path: where the street is written down; a street that is not there has the machine's time.
        """
        notebook = Notebook(state_path if state_path.exists() else None)
        stored = notebook.read("clock").get("offset_s", 0)
        notebook.close()
        return cls(offset=timedelta(seconds=stored))

    @property
    def frozen(self) -> bool:
        """Whether the clock stands still until it is moved."""
        return self._frozen_at is not None

    @property
    def offset(self) -> timedelta:
        """How far the clock has been moved, in all."""
        return self._offset

    def now(self) -> datetime:
        """Return the present moment as an aware datetime in UTC."""
        return (self._frozen_at or datetime.now(UTC)) + self._offset

    def move(self, by: timedelta) -> None:
        """Move the clock and tell everyone who asked to know.

        Args:
            by: how far; a negative length moves it back, as a machine with a wrong clock may.
        """
        self._offset += by
        for listener in list(self._listeners):
            listener()

    def move_to(self, moment: datetime) -> None:
        """Move the clock to an aware moment."""
        self.move(moment - self.now())

    def on_move(self, callback: Callable[[], None]) -> None:
        """Call `callback`, without arguments, after each move."""
        self._listeners.append(callback)
