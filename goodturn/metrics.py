"""The numbers of one process as Prometheus reads them. No label says anything about a member."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric

if TYPE_CHECKING:
    from goodturn.health import Findings, Vitals

MEDIA_TYPE = CONTENT_TYPE_LATEST


def written(vitals: Vitals, found: Findings) -> bytes:
    """Returns the numbers in Prometheus' own form.

    Args:
        vitals: of the process.
        found: what was found in the database just now.
    """
    registry = CollectorRegistry()
    registry.register(_Numbers(vitals, found))
    return generate_latest(registry)


class _Numbers:
    """What is known at one moment."""

    def __init__(self, vitals: Vitals, found: Findings) -> None:
        self.vitals = vitals
        self.found = found

    def collect(self) -> Iterator[Metric]:
        """Yields each number with its name and what it means."""
        yield from self._of_process()
        yield from self._of_database()
        if self.vitals.role.has_jobs:
            yield from self._of_clock()

    def _of_process(self) -> Iterator[Metric]:
        vitals, bot = self.vitals, self.vitals.house.bot
        if vitals.role.listens:
            yield _gauge("last_good_poll_age_seconds", "Since Telegram last answered us.", vitals.poll_age_s)
            meaning = "Updates of people who wrote too fast, and were told so once."
            yield CounterMetricFamily("goodturn_passed_over", meaning, value=bot.flood.passed_over)
        yield _gauge("pace_share", "Our part of the pace that Telegram allows.", bot.out.pace.share)

    def _of_database(self) -> Iterator[Metric]:
        found = self.found
        yield _gauge("database_up", "Whether a write was committed just now.", found.write_s is not None)
        if found.write_s is not None:
            yield _gauge("database_write_seconds", "How long that write took.", found.write_s)
        if found.depth is not None:
            yield _by("inbox_updates", "Updates that wait or were set aside.", "state", found.depth.inbox)
            yield _by("outbox_notifications", "Notifications not sent so far.", "state", found.depth.outbox)
            yield _gauge("processes", "Processes that serve this time bank.", found.processes)
        if found.backup_age is not None:
            yield _gauge("backup_age_seconds", "Of the newest backup.", found.backup_age.total_seconds())

    def _of_clock(self) -> Iterator[Metric]:
        timetable = self.vitals.house.timetable
        beats = timetable.beats.items()
        yield _by(
            "job_lag_seconds", "How late each job is.", "job", {name: beat.lag_s for name, beat in beats}
        )
        yield _by(
            "job_duration_seconds", "Of the last run.", "job", {name: beat.duration_s for name, beat in beats}
        )
        failures = CounterMetricFamily("goodturn_job_failures", "Runs that ended badly.", labels=["job"])
        for name, beat in beats:
            failures.add_metric([name], beat.failures)
        yield failures
        yield CounterMetricFamily(
            "goodturn_clock_jumps", "How often the clock has jumped.", value=timetable.jumps
        )


def _gauge(name: str, meaning: str, value: float) -> GaugeMetricFamily:
    return GaugeMetricFamily(f"goodturn_{name}", meaning, value=float(value))


def _by(name: str, meaning: str, label: str, values: dict[str, float] | dict[str, int]) -> GaugeMetricFamily:
    family = GaugeMetricFamily(f"goodturn_{name}", meaning, labels=[label])
    for value, number in values.items():
        family.add_metric([value], float(number))
    return family
