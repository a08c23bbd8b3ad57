"""Proves that one sender's flood is met with one warning, and that nobody who is merely quick ever is."""

from __future__ import annotations

from datetime import datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from bot import flood
from bot.flood import Flood, Verdict

START = datetime.fromisoformat("2026-11-23T09:00:00+00:00")
SOMEBODY, SOMEBODY_ELSE = 7, 8


def every(pause_s: float, count: int) -> list[datetime]:
    """Moments that far apart."""
    return [START + timedelta(seconds=pause_s * number) for number in range(count)]


def verdicts(limits: Flood, moments: list[datetime], sender_id: int = SOMEBODY) -> list[Verdict]:
    """What is said to updates of one sender at those moments."""
    return [limits.allow(sender_id, moment) for moment in moments]


def test_two_hundred_a_minute_are_warned_about_once() -> None:
    """Five minutes of 200 messages each get their burst answered, one warning, and then silence."""
    limits = Flood()
    said = verdicts(limits, every(0.3, 1_000))
    assert said.count(Verdict.WARN) == 1
    first = said.index(Verdict.WARN)
    assert set(said[:first]) == {Verdict.ANSWER} and first <= 50
    assert set(said[first + 1 :]) == {Verdict.SILENT}
    assert limits.passed_over == 1_000 - first


def test_a_quick_hand_is_always_answered() -> None:
    """Forty taps within twenty seconds, and then one every two seconds for an hour, are no flood."""
    quick = every(0.5, 40)
    steady = [quick[-1] + timedelta(seconds=2 * number) for number in range(1, 1_800)]
    assert set(verdicts(Flood(), [*quick, *steady])) == {Verdict.ANSWER}


def test_a_short_pause_is_enough_to_be_heard_again() -> None:
    """After twenty quiet seconds somebody is answered again; a second outburst brings no second warning."""
    limits = Flood()
    outburst = every(0.1, 100)
    assert verdicts(limits, outburst)[-1] is Verdict.SILENT
    later = [outburst[-1] + timedelta(seconds=22 + 0.1 * number) for number in range(40)]
    said = verdicts(limits, later)
    assert said[:8] == [Verdict.ANSWER] * 8
    assert set(said[20:]) == {Verdict.SILENT}


def test_who_tries_again_now_and_then_is_heard() -> None:
    """Asking every ten seconds whether anybody is there is answered again before long."""
    limits = Flood()
    outburst = every(0.1, 100)
    verdicts(limits, outburst)
    tries = [outburst[-1] + timedelta(seconds=10 * number) for number in range(1, 20)]
    said = verdicts(limits, tries)
    assert said[0] is Verdict.SILENT and set(said[3:]) == {Verdict.ANSWER}


def test_one_senders_flood_is_nobody_elses() -> None:
    """While one is not heard, another is."""
    limits = Flood()
    verdicts(limits, every(0.1, 200))
    assert limits.allow(SOMEBODY_ELSE, START + timedelta(seconds=20)) is Verdict.ANSWER


def test_what_has_waited_for_us_is_no_flood() -> None:
    """A hundred messages of eight hours that all come at once when we are back are all answered."""
    assert set(verdicts(Flood(), every(288, 100))) == {Verdict.ANSWER}


def test_a_clock_that_goes_back_gives_nothing_and_takes_nothing() -> None:
    """A moment in the past neither fills a bucket nor empties it."""
    limits = Flood()
    verdicts(limits, every(0.1, 100))
    back = START - timedelta(hours=2)
    assert set(verdicts(limits, [back] * 5)) == {Verdict.SILENT}
    assert limits.allow(SOMEBODY, START + timedelta(minutes=2)) is Verdict.ANSWER


def test_many_senders_take_no_more_room_than_is_meant_for_them() -> None:
    """However many people write, the buckets of those who have been quiet for longest are thrown away."""
    limits = Flood()
    verdicts(limits, every(0.01, 100))
    for stranger in range(100, 100 + 2 * flood.BUCKETS_KEPT):
        limits.allow(stranger, START + timedelta(seconds=5))
    assert len(limits._buckets) <= flood.BUCKETS_KEPT


@given(pauses_s=st.lists(st.floats(min_value=0, max_value=120), max_size=200))
def test_no_pace_gets_more_than_it_is_given(pauses_s: list[float]) -> None:
    """Whatever the rhythm, answers never exceed the burst and what has come back since, and no answer comes
    between a warning and a pause.
    """
    limits, now, answered = Flood(), START, 0
    for pause_s in pauses_s:
        now += timedelta(seconds=pause_s)
        answered += limits.allow(SOMEBODY, now) is Verdict.ANSWER
    given_s = (now - START).total_seconds()
    assert answered <= flood.BURST + given_s * flood.UPDATES_PER_MINUTE / 60 + 1e-6
    assert answered + limits.passed_over == len(pauses_s)
