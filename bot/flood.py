"""Flood limits: how much one sender is heard, so that nobody's phone gone wild takes the time of the others.

Each sender has a bucket of tokens. An update takes one, and they come back at a steady pace. Somebody whose
bucket is empty is told so once, and is then not answered until the bucket is well filled again, which needs
nothing but a short pause:

    heard --- bucket empty ---> warned --- the next one ---> silent --- well filled again ---> heard

What is sent meanwhile still takes tokens, so who goes on and on stays unheard, and who tries again every few
seconds is soon heard. Nothing here knows a messenger, a database or a clock.
"""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from bot.values import words

# Joining takes about twenty taps, and a quick hand that taps everything twice makes forty within a minute.
BURST = 40
UPDATES_PER_MINUTE = 30
# Who was unheard is heard again with this many, which take twenty seconds of quiet to come back.
HEARD_AGAIN_AT = 10
# Two warnings are at least so far apart; in between there is silence.
WARNED_FOR = timedelta(minutes=10)
# Of those who have not written for longest the buckets are thrown away: by then they have filled up again.
BUCKETS_KEPT = 10_000

# What somebody is told once, instead of an answer.
WARNING = words("slow-down")


class Verdict(StrEnum):
    """What is to be done with an update: answer it, answer with the warning alone, or let it pass unanswered.

    A tap that is not answered is still acknowledged, because its spinner would turn on the phone for ever.
    """

    ANSWER = "answer"
    WARN = "warn"
    SILENT = "silent"


@dataclass(slots=True)
class _Bucket:
    """What one sender has left.

    Attributes:
        tokens: how many updates would still be heard, at `at`.
        at: when that was worked out.
        unheard: whether they are waited for to pause.
        warned_at: when they were told.
    """

    tokens: float
    at: datetime
    unheard: bool = False
    warned_at: datetime | None = None


class Flood:
    """The buckets of all senders of one process. Two processes together hear up to twice as much.

    Args:
        updates_per_minute: how many come back in a minute.
        burst: how many fit into a bucket.
    """

    def __init__(self, *, updates_per_minute: float = UPDATES_PER_MINUTE, burst: int = BURST) -> None:
        self.updates_per_minute = updates_per_minute
        self.burst = burst
        self.passed_over = 0
        self._buckets: OrderedDict[int, _Bucket] = OrderedDict()

    def allow(self, sender_id: int, now: datetime) -> Verdict:
        """Says what is to be done with one more update of that sender.

        Args:
            sender_id: whose line it stands in.
            now: when it was received, rather than when its turn came: what has waited for us while we were
                away is no flood. A moment before the last one counts as the last one.

        Returns:
            the verdict; those that are not answered are counted in `passed_over`.
        """
        bucket = self._buckets.setdefault(sender_id, _Bucket(float(self.burst), now))
        self._buckets.move_to_end(sender_id)
        if len(self._buckets) > BUCKETS_KEPT:
            self._buckets.popitem(last=False)
        bucket.tokens, bucket.at = self._filled(bucket, now), max(bucket.at, now)
        if bucket.unheard and bucket.tokens >= min(HEARD_AGAIN_AT, self.burst):
            bucket.unheard = False
        if not bucket.unheard and bucket.tokens >= 1:
            bucket.tokens -= 1
            return Verdict.ANSWER
        bucket.unheard = True
        bucket.tokens = max(0.0, bucket.tokens - 1)
        self.passed_over += 1
        if bucket.warned_at is None or bucket.at - bucket.warned_at >= WARNED_FOR:
            bucket.warned_at = bucket.at
            return Verdict.WARN
        return Verdict.SILENT

    def _filled(self, bucket: _Bucket, now: datetime) -> float:
        passed_s = max(0.0, (now - bucket.at).total_seconds())
        return min(float(self.burst), bucket.tokens + passed_s * self.updates_per_minute / 60)
