"""What a process does: several share the work of one time bank when they share one PostgreSQL."""

from __future__ import annotations

from enum import StrEnum


class Role(StrEnum):
    """What a process does; one that does everything is enough for a town."""

    ALL = "all"
    BOT = "bot"  # Takes in what people write, and answers.
    JOBS = "jobs"  # Matches, reminds, and delivers what is due.

    @property
    def listens(self) -> bool:
        """Whether it takes in what people write."""
        return self is not Role.JOBS

    @property
    def has_jobs(self) -> bool:
        """Whether it works by the clock."""
        return self is not Role.BOT
