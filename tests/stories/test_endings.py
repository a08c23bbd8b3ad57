"""Favours that end otherwise: called off, withdrawn, dropped out of, and those for which nobody came."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from icalendar import Calendar

from messenger import Message
from models import notification
from models.exchange import State
from models.invitation import Invitation
from models.notification import Notification
from models.request import State as RequestState
from tests.stories.favours import agree, asks_for_shopping
from tests.stories.neighbours import Street


@dataclass(frozen=True)
class Visit:
    """A visit in a calendar file."""

    uid: str
    sequence: int
    status: str
    starts_at: datetime


def visit_in(message: Message) -> Visit:
    """The visit in the calendar file that came with a message."""
    assert message.document is not None, f"no file came with {message.text!r}"
    assert message.document.file_name.endswith(".ics")
    [event] = Calendar.from_ical(message.document.bytes).walk("VEVENT")
    return Visit(
        str(event["UID"]), int(str(event["SEQUENCE"])), str(event["STATUS"]), event.decoded("DTSTART")
    )


async def test_a_cancelled_visit_leaves_the_calendar_and_reminds_nobody(street: Street) -> None:
    """When Ada cancels, both files cancel the same visit by a higher number, and nobody is reminded of it."""
    ada, ben = await street.neighbour("Ada"), await street.neighbour("Ben", "shopping")
    await asks_for_shopping(ada)
    await ben.taps("Yes, Tuesday 2pm")
    files = {who.name: visit_in(await who.hears("It is agreed", "Open the file")) for who in (ben,)}
    files["Ada"] = visit_in(await ada.hears("It is agreed"))
    assert files["Ben"].status == "CONFIRMED"
    assert files["Ben"].starts_at.isoformat() == "2026-11-24T14:00:00+00:00"

    await ada.says("/things")
    await ada.taps_each("See plan with Ben", "I no longer need this")
    await ada.hears("Shall we cancel")
    await ada.taps("Yes, cancel this")
    ended = {"Ada": visit_in(await ada.hears("your hours are free again"))}
    ended["Ben"] = visit_in(await ben.hears("no longer needs this"))
    for name, event in ended.items():
        assert event.uid == files[name].uid
        assert event.status == "CANCELLED"
        assert event.sequence > files[name].sequence
    assert [row.state for row in await street.exchanges()] == [State.CANCELLED]
    assert [row.state for row in await street.requests()] == [RequestState.WITHDRAWN]
    assert (await ada.balance()).reserved_minutes == 0

    said = {who.name: len(who.person.heard) for who in (ada, ben)}
    await street.later(days=6)
    assert {who.name: len(who.person.heard) for who in (ada, ben)} == said


async def test_keeping_a_visit_after_all_changes_nothing(street: Street) -> None:
    """Cancelling asks first, and "No, keep it" leaves everything as it was."""
    ada, ben = await street.neighbour("Ada"), await street.neighbour("Ben", "shopping")
    await agree(ada, ben)
    await ben.taps_each("I need to cancel", "No, keep it")
    await ben.hears("You help Ada")
    assert [row.state for row in await street.exchanges()] == [State.AGREED]


async def test_a_request_taken_back_thanks_those_who_were_asked(street: Street) -> None:
    """A withdrawn request thanks everybody who was asked and sends nothing more."""
    ada = await street.neighbour("Ada")
    ben, cara = [await street.neighbour(name, "shopping") for name in ("Ben", "Cara")]
    await asks_for_shopping(ada)
    await cara.taps("No, sorry")
    await ada.says("/things")
    await ada.taps("Request: Shopping")
    await ada.hears("We asked 2 neighbours", "1 has not answered")
    await ada.taps("Take my request back")
    await ada.hears("You took your request back")
    await ben.hears("help with the shopping", "You do not need to do anything")
    await cara.hears_nothing_of("You do not need to do anything")
    await ben.taps("Yes, Tuesday 2pm")
    await ben.hears("help is no longer needed")
    assert await street.states() == {"Ben": "thanked", "Cara": "no"}
    said = [len(who.person.heard) for who in (ada, ben, cara)]
    await street.later(days=6)
    assert [len(who.person.heard) for who in (ada, ben, cara)] == said


async def test_a_helper_who_drops_out_is_replaced_at_once_and_not_asked_again(street: Street) -> None:
    """When Ben cannot come, Cara is asked in the same breath, and Ben never again for it."""
    ada = await street.neighbour("Ada")
    ben = await street.neighbour("Ben", "shopping")
    await asks_for_shopping(ada, day="Wednesday 25 November")
    await ben.taps("Yes, Wednesday 2pm")
    cara = await street.neighbour("Cara", "shopping")
    await ben.says("/things")
    await ben.taps_each("See plan with Ada", "I cannot come", "Yes, cancel my help")
    await ben.hears("Thank you for telling us")
    dropped = await ada.hears("Ben cannot help after all", "looking for somebody else")
    assert visit_in(dropped).status == "CANCELLED"
    await cara.hears("Ada would like help with the shopping")
    await street.later(hours=20)
    ben_id, cara_id = [(await street.store.read(who.row)).id for who in (ben, cara)]
    assert [row.member_id for row in await street.rows(Invitation)] == [ben_id, cara_id]
    await ben.says("/browse")
    await ben.taps(ben.buttons()[0])
    await ben.taps("I can do this")
    await ben.hears("You said before that you could not help")
    await cara.taps("Yes, Wednesday 2pm")
    await ada.hears("It is agreed", "Cara")
    assert [row.state for row in await street.exchanges()] == [State.DROPPED, State.AGREED]
    await street.later(days=2)
    assert sum("A reminder" in message.text for message in ben.person.heard) == 0


async def test_what_nobody_took_goes_to_a_named_organiser_in_time(street: Street) -> None:
    """As soon as hardly anybody is left who could come, it goes to an organiser, whose name the asker
    hears; in the end it is unmet."""
    olga, pia = [await street.neighbour(name, organiser=True) for name in ("Olga", "Pia")]
    ada = await street.neighbour("Ada")
    ben, cara = [await street.neighbour(name, "shopping") for name in ("Ben", "Cara")]
    await asks_for_shopping(ada, day="Wednesday 25 November")
    await ben.taps("No, sorry")
    await street.later(minutes=30)
    await ada.hears_nothing_of("telling the organisers")
    await street.later(days=1)
    await ada.hears("Nobody has said yes so far", "telling the organisers")
    await olga.hears("Nobody has said yes so far", "Ada", "Said no: 1", "No answer: 1")
    await olga.says("/admin")
    await olga.taps_each("Find help: Ada", "I will find somebody")
    await pia.says("/admin")
    await pia.hears("Nothing needs you just now")
    await ada.hears("Olga is an organiser")

    await street.later(days=2)
    await ada.hears("sorry", "help with the shopping", "ask again")
    [wanted] = await street.requests()
    assert (wanted.state, wanted.ended_because) == (RequestState.UNMET, "silence")
    said = [len(who.person.heard) for who in (ada, ben, cara, olga)]
    await street.later(days=5)
    assert [len(who.person.heard) for who in (ada, ben, cara, olga)] == said
    assert "Ask again" in ada.buttons()


async def test_an_organiser_can_say_that_nobody_can_come(street: Street) -> None:
    """An organiser who knows that nobody can come ends the search, and the asker is told before the time."""
    olga = await street.neighbour("Olga", organiser=True)
    ada = await street.neighbour("Ada")
    await asks_for_shopping(ada)
    await street.until(street.now().replace(hour=23))
    await ada.hears("Nobody has said yes so far")
    await olga.says("/admin")
    await olga.taps_each("Find help: Ada", "Nobody can come", "Yes, nobody can come")
    await ada.hears("sorry", "ask again")
    [wanted] = await street.requests()
    assert (wanted.state, wanted.ended_because) == (RequestState.UNMET, "organiser")


async def test_an_organiser_can_come_themself(street: Street) -> None:
    """From the queue an organiser who is free takes the request, like any neighbour."""
    olga = await street.neighbour("Olga", organiser=True)
    ada = await street.neighbour("Ada")
    await asks_for_shopping(ada)
    await street.later(hours=14)
    await olga.says("/admin")
    await olga.taps_each("Find help: Ada", "I will do it myself", "I can do this")
    await olga.hears("It is agreed", "you help Ada")
    await ada.hears("Olga helps you")


async def test_notifications_of_what_ended_have_lapsed(street: Street) -> None:
    """Every reminder of a visit that was called off stands as lapsed, none as waiting."""
    ada, ben = await street.neighbour("Ada"), await street.neighbour("Ben", "shopping")
    await agree(ada, ben)
    await ben.taps_each("I need to cancel", "Yes, cancel my help")
    rows = await street.rows(Notification)
    reminders = [row for row in rows if row.kind.value.startswith(("reminder", "how_long"))]
    assert len(reminders) == 8
    assert {row.state for row in reminders} == {notification.State.LAPSED}
