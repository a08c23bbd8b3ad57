"""Proves that a visit reaches a phone's calendar as meant, and that no text can become part of the file."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from bot.calendar_file import calendar_file

STARTS_AT = datetime(2026, 11, 24, 14, 0, tzinfo=UTC)
NOW = datetime(2026, 11, 20, 9, 30, tzinfo=UTC)

HOSTILE = [
    "Tea\nEND:VEVENT\nBEGIN:VEVENT\nUID:forged",
    "Tea\r\nEND:VCALENDAR\r\nBEGIN:VCALENDAR",
    "Tea\rATTACH:http://example.org/x\r",
    "Tea\u2028BEGIN:VALARM\u2029\x85ACTION:AUDIO",
    "\x00\x07\x1b[31mTea\x0b\x0c",
    '";CN="x":mailto:x@example.org\\n,;:',
    "\u202egnp.exe\u202c \u2066Tea\u2069 \u200f",
    "👩‍👩‍👧‍👦" * 1_000,
    "é" * 5_000,
    "a" + "\u0301" * 5_000,
    "\ud800 half a pair",
]


def visit(**changes: Any) -> bytes:
    """Returns the file of an ordinary visit with some of its facts changed."""
    facts: dict[str, Any] = {
        "uid": "exchange-17@goodturn",
        "sequence": 0,
        "status": "CONFIRMED",
        "starts_at": STARTS_AT,
        "minutes": 90,
        "summary": "Ben helps you with shopping",
        "description": "Doorstep words: blue kettle",
        "location": "12 High Street",
        "organizer_name": "Goodturn",
        "now": NOW,
    }
    return calendar_file(**{**facts, **changes})


def events_of(file: bytes) -> list[Any]:
    """Returns the events that a calendar finds in the file."""
    return list(Calendar.from_ical(file).walk("VEVENT"))


def test_a_visit_is_put_in_with_its_time_in_utc_and_two_alarms() -> None:
    """A confirmed visit is published under its UID, in UTC, with alarms a day and two hours before."""
    file = visit()
    calendar = Calendar.from_ical(file)
    assert calendar["METHOD"] == "PUBLISH"
    (event,) = events_of(file)
    assert (event["UID"], event["SEQUENCE"], event["STATUS"]) == ("exchange-17@goodturn", 0, "CONFIRMED")
    assert event["DTSTART"].dt == STARTS_AT
    assert event["DTEND"].dt == STARTS_AT + timedelta(minutes=90)
    assert event["DTSTAMP"].dt == NOW
    assert event["SUMMARY"] == "Ben helps you with shopping"
    assert event["DESCRIPTION"] == "Doorstep words: blue kettle"
    assert event["LOCATION"] == "12 High Street"
    assert event["ORGANIZER"].params["CN"] == "Goodturn"
    assert b"DTSTART:20261124T140000Z\r\n" in file
    alarms = [alarm["TRIGGER"].dt for alarm in event.walk("VALARM")]
    assert alarms == [timedelta(days=-1), timedelta(hours=-2)]


def test_a_cancelled_visit_is_taken_out_under_the_same_uid() -> None:
    """A cancellation carries the same UID, a higher sequence and no alarm."""
    calendar = Calendar.from_ical(visit(status="CANCELLED", sequence=2))
    assert calendar["METHOD"] == "CANCEL"
    (event,) = calendar.walk("VEVENT")
    assert (event["UID"], event["SEQUENCE"], event["STATUS"]) == ("exchange-17@goodturn", 2, "CANCELLED")
    assert not event.walk("VALARM")


def test_another_zone_is_written_as_the_same_moment() -> None:
    """A moment given with another offset is the same moment in the file, in UTC."""
    there = STARTS_AT.astimezone(timezone(timedelta(hours=5, minutes=30)))
    assert visit(starts_at=there) == visit()


def test_the_same_facts_make_the_same_file() -> None:
    """Nothing random is in the file, so that a repeated send is the same send."""
    assert visit() == visit()


@pytest.mark.parametrize("field", ["summary", "description", "location", "organizer_name"])
@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_stays_inside_its_field(field: str, text: str) -> None:
    """New lines, ready-made components, quotes and bidi marks never add a line, an event or an alarm."""
    file = visit(**{field: text})
    (event,) = events_of(file)
    assert event["UID"] == "exchange-17@goodturn"
    assert {str(name) for name in event} == {str(name) for name in events_of(visit())[0]}
    assert len(event.walk("VALARM")) == 2
    plain = file.decode()
    assert not any(sign in plain for sign in "\x00\x07\x1b\u202e\u202c\u2066\u2069\u200f\u2028\x85")
    assert event["ORGANIZER"] == "invalid:nomail"


@pytest.mark.parametrize("field", ["summary", "description", "location", "organizer_name"])
@given(text=st.text(max_size=300))
def test_any_text_at_all_leaves_one_event(field: str, text: str) -> None:
    """Whatever somebody writes, a calendar reads one event, of the known fields only."""
    (event,) = events_of(visit(**{field: text}))
    assert {str(name) for name in event} | {"DESCRIPTION", "LOCATION"} == {
        str(name) for name in events_of(visit())[0]
    }


@pytest.mark.parametrize("text", HOSTILE)
def test_lines_are_folded_between_letters(text: str) -> None:
    """No line is over 75 bytes, each ends with CR LF, and no letter is cut in two."""
    lines = visit(summary=text, description=text).split(b"\r\n")
    assert lines[-1] == b""
    for line in lines:
        assert len(line) <= 75
        assert line.decode().encode() == line
        assert b"\n" not in line


def test_long_text_is_cut_between_signs_and_says_so() -> None:
    """A text of families is cut after a whole family, and an ellipsis tells that there was more."""
    (event,) = events_of(visit(summary="👩‍👩‍👧‍👦" * 1_000))
    assert event["SUMMARY"] == "👩‍👩‍👧‍👦" * 199 + "…"


def test_new_lines_in_a_description_survive() -> None:
    """A description keeps its lines, while a summary becomes one."""
    (event,) = events_of(visit(summary="Tea\r\nat four", description="Ring twice.\r\nThe dog is kind."))
    assert event["SUMMARY"] == "Tea at four"
    assert event["DESCRIPTION"] == "Ring twice.\nThe dog is kind."


def test_an_unknown_place_leaves_the_field_out() -> None:
    """Before an address may be told there is no location line at all."""
    assert "LOCATION" not in events_of(visit(location=""))[0]


@pytest.mark.parametrize(
    "changes",
    [
        {"starts_at": datetime(2026, 11, 24, 14, 0)},
        {"now": datetime(2026, 11, 24, 14, 0)},
        {"minutes": 0},
        {"sequence": -1},
        {"uid": ""},
        {"uid": "a\r\nb"},
    ],
)
def test_facts_that_cannot_be_are_a_mistake_of_ours(changes: dict[str, Any]) -> None:
    """Naive moments, no length and an impossible UID are refused before a file is written."""
    with pytest.raises(ValueError, match=r"aware|minutes|UID"):
        visit(**changes)
