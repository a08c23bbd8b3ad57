"""Favours as members arrange them, by tapping what they see, so that a scenario begins where it matters."""

from __future__ import annotations

import asyncio
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from sqlmodel import Session, col, func, select

from faults.processes import patiently
from faults.town import ZONE, Town
from messenger import Message, Person
from models import notification
from models.exchange import Exchange
from models.notification import Notice, Notification
from models.transfer import Phase, Transfer

ANSWER_LIMIT_S = 300.0
AGREE_LIMIT_S = 600.0
# One after the other, so that whoever helps with one may help with the next.
TIMES = ("9am", "10am", "11am", "12pm", "1pm", "2pm", "3pm", "4pm")
# By then every visit is over, and nobody has been asked twice how long it took.
EVENING = time(18)


async def ask(asker: Person, *, at: str) -> None:
    """Lets somebody ask for help with the shopping tomorrow.

    Args:
        at: the time that is typed, such as 2pm.
    """
    before = asker.heard[-1].id if asker.heard else 0
    asker.says("/ask")
    for label in ("Shopping", "Tomorrow", "At a set time"):
        when = await tap(asker, label, after=before)
    await button(asker, "Back", after=when.id)
    asker.says(at)
    for label in ("1 hour", "At my home", "I will tell", "Nothing more", "First to say", "Yes, send it"):
        await tap(asker, label, after=before)


async def button(person: Person, beginning: str, *, after: int) -> tuple[Message, str]:
    """Waits for a button that begins so and returns the newest, with its message.

    Others may ask something in the meantime, so a question need not be the newest message.

    Args:
        after: the id of the last message from before this talk, whose buttons do not count.
    """
    found: list[tuple[Message, str]] = []

    def there() -> bool:
        found.extend(
            (message, label)
            for message in person.heard
            if message.id > after
            for label in message.labels
            if label.startswith(beginning)
        )
        return bool(found)

    await patiently(f"a button {beginning!r} for {person.name}", ANSWER_LIMIT_S, until=there)
    return found[-1]


async def tap(person: Person, beginning: str, *, after: int) -> Message:
    """Waits as `button` does, taps it, and returns its message."""
    message, label = await button(person, beginning, after=after)
    person.presses(message, label)
    return message


def taps_with(person: Person, intent: str) -> list[tuple[Message, str]]:
    """Returns the buttons somebody sees whose data begins with that intent, oldest first."""
    return [
        (message, button.label)
        for message in person.heard
        for row in message.buttons
        for button in row
        if (button.data or "").startswith(intent)
    ]


async def agree(town: Town, askers: list[Person]) -> None:
    """Lets each of them ask, and whoever is asked say yes, until all of it is agreed."""
    before = exchanges(town)
    await asyncio.gather(*(ask(asker, at=at) for asker, at in zip(askers, TIMES, strict=False)))
    tapped: set[int] = set()
    async with asyncio.timeout(AGREE_LIMIT_S):
        while exchanges(town) < before + len(askers):
            for person in town.people:
                for message, label in taps_with(person, "yes:"):
                    if message.id not in tapped:
                        tapped.add(message.id)
                        person.presses(message, label)
                        break
            await asyncio.sleep(0.3)
    await town.settle()


def until_evening(town: Town) -> timedelta:
    """Returns how long it is until the evening of tomorrow, when the visits are over."""
    local = town.now().astimezone(ZoneInfo(ZONE))
    return datetime.combine(local.date() + timedelta(days=1), EVENING, local.tzinfo) - local


def exchanges(town: Town) -> int:
    """Counts what was ever agreed."""
    return town.looking.read(
        lambda session: int(
            session.exec(select(func.count()).where(Exchange.timebank_id == town.bank_id)).one()
        )
    )


def posted(town: Town) -> list[int]:
    """Returns the exchanges whose hours changed hands, one number for each time they did."""
    return town.looking.read(
        lambda session: [
            number or 0
            for number in session.exec(
                select(Transfer.exchange_id).where(
                    Transfer.timebank_id == town.bank_id, Transfer.phase == Phase.POST
                )
            )
        ]
    )


def notices(town: Town, *kinds: Notice) -> list[Notification]:
    """Returns what there is to be said of those kinds, or what was said, in the order it was queued."""

    def look(session: Session) -> list[Notification]:
        return list(
            session.exec(
                select(Notification)
                .where(Notification.timebank_id == town.bank_id, col(Notification.kind).in_(kinds))
                .order_by(col(Notification.id))
            )
        )

    return town.looking.read(look)


def said(town: Town, *kinds: Notice) -> int:
    """Counts what was said of those kinds."""
    return sum(1 for row in notices(town, *kinds) if row.state is notification.State.SENT)


def said_too_late(row: Notification) -> bool:
    """Whether something was said after the moment from which on it was useless, bar a minute on the way."""
    if row.state is not notification.State.SENT or row.useless_after is None or row.finished_at is None:
        return False
    return row.finished_at > row.useless_after + timedelta(minutes=1)
