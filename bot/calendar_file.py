"""The visit as a file for the calendar on somebody's phone: put in, changed and taken out again.

A calendar knows a visit by its UID and believes the highest SEQUENCE, so the same UID with a higher number
moves or cancels what is there instead of adding a second visit. All times are UTC: the phone shows them in
the zone it is in, and no zone table has to travel along.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Literal

import regex

Status = Literal["CONFIRMED", "CANCELLED"]

PRODUCT = "-//Goodturn//Time bank//EN"
REMINDERS = (timedelta(days=-1), timedelta(hours=-2))
LONGEST_SUMMARY = 200
LONGEST_DESCRIPTION = 2_000
LONGEST_LOCATION = 300
LONGEST_NAME = 64

# RFC 5546 demands an organiser with an address. Ours has none, and this is how calendars write that.
NO_ADDRESS = "invalid:nomail"

# Control characters, NUL among them, break the file or are refused by calendars; marks that turn the
# direction of writing can make a line read as another than it is. A new line is kept and escaped.
UNWANTED = regex.compile(
    r"[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff--\n]", regex.V1
)
GRAPHEME = regex.compile(r"\X")
UID_SHAPE = regex.compile(r"[A-Za-z0-9._@-]{1,200}")


def calendar_file(
    *,
    uid: str,
    sequence: int,
    status: Status,
    starts_at: datetime,
    minutes: int,
    summary: str,
    description: str,
    location: str,
    organizer_name: str,
    now: datetime,
) -> bytes:
    """Writes one visit as an iCalendar file (RFC 5545).

    Args:
        uid: what the visit is called for good, of letters, digits and `._@-`.
        sequence: 0 for the first file of a visit, one more for each later one.
        status: CONFIRMED puts the visit in or moves it, CANCELLED takes it out.
        starts_at: when it starts, aware.
        minutes: how long it takes, more than 0.
        summary: its name in the calendar; cut at 200 signs.
        description: what else to know; cut at 2,000 signs.
        location: where, as the reader may know it now; cut at 300 signs; empty for none.
        organizer_name: the time bank's name; cut at 64 signs.
        now: the moment the file is written, aware.

    Returns:
        The file in UTF-8, its lines folded at 75 bytes. A confirmed visit brings two alarms, one day and two
        hours before; a cancelled one brings none.

    Raises:
        ValueError: for a moment that is not aware, no length, a negative sequence or a UID of other signs.
    """
    if starts_at.tzinfo is None or now.tzinfo is None:
        raise ValueError("a calendar file needs aware moments")
    if minutes <= 0 or sequence < 0:
        raise ValueError("minutes must be above 0 and sequence not below 0")
    if not UID_SHAPE.fullmatch(uid):
        raise ValueError("a UID has 1 to 200 letters, digits and ._@-")

    # Loaded only here, because it takes a quarter of a second and most processes never write a file.
    from icalendar import Alarm, Calendar, Event, vCalAddress, vText

    starts_at = starts_at.astimezone(UTC)
    title = _plain(summary, LONGEST_SUMMARY, one_line=True)

    event = Event()
    event.add("uid", uid)
    event.add("sequence", sequence)
    event.add("status", status)
    event.add("dtstamp", now.astimezone(UTC))
    event.add("dtstart", starts_at)
    event.add("dtend", starts_at + timedelta(minutes=minutes))
    event.add("summary", title)
    event.add("class", "PRIVATE")
    if told := _plain(description, LONGEST_DESCRIPTION):
        event.add("description", told)
    if where := _plain(location, LONGEST_LOCATION, one_line=True):
        event.add("location", where)
    organizer = vCalAddress(NO_ADDRESS)
    organizer.params["CN"] = vText(_plain(organizer_name, LONGEST_NAME, one_line=True))
    event.add("organizer", organizer)

    if status == "CONFIRMED":
        for before in REMINDERS:
            alarm = Alarm()
            alarm.add("action", "DISPLAY")
            alarm.add("description", title)
            alarm.add("trigger", before)
            event.add_component(alarm)

    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("method", "CANCEL" if status == "CANCELLED" else "PUBLISH")
    calendar.add_component(event)
    return bytes(calendar.to_ical())


def _plain(text: str, most: int, *, one_line: bool = False) -> str:
    """Returns `text` without signs that break or mislead, at most `most` signs as a reader counts them."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n").replace("\u2029", "\n")
    if one_line:
        text = regex.sub(r"\s+", " ", text)
    text = UNWANTED.sub("", text).strip()
    # Ten code points a sign are plenty for any script, and stop a storm of combining marks.
    signs = [sign.group()[:10] for _, sign in zip(range(most + 1), GRAPHEME.finditer(text), strict=False)]
    return "".join(signs) if len(signs) <= most else "".join(signs[: most - 1]) + "…"
