"""Proves that nobody's words, name, place or way to the door get into the log, whatever goes wrong.

Each thing that people tell is a canary: it stands nowhere else, so only a leak can bring it into the log.
"""

from __future__ import annotations

import io
from typing import Any

import pytest
from sqlalchemy.exc import IntegrityError

from bot import commands, dialogue, language
from models import relayed, request
from tests.stories.favours import asks_for_shopping
from tests.stories.joinings import the_rest
from tests.stories.neighbours import Neighbour, Street
from tests.stories.test_odd_messages import message_from

NAME, APP_NAME, OTHER_NAME = "Quenbyta", "Appelonia", "Benvolius"
DOOR, NOTE, OFFER = "Turquoise door behind the chapel", "My purse is in the drawer", "Only with my cockatoo"
LETTER, CALL = "My number is 020 7946 0018", "My neighbour frightens me"
NOWHERE, TOWN = "17 Nightingale Terrace", "Hexham"
PLACE = (51.2345678, -0.7654321)
CANARIES = (
    *(NAME, APP_NAME, OTHER_NAME, DOOR, NOTE, OFFER, LETTER, CALL, NOWHERE, TOWN),
    *("51.23", "-0.76", "purse", "Nightingale", "cockatoo", "020 7946", "frightens"),
)


def leaks(street: Street, log: io.StringIO) -> list[str]:
    """Returns what stands in the log and must not: the token and every canary, whatever its capitals."""
    written = log.getvalue().casefold()
    return [word for word in (street.messenger.token, *CANARIES) if word.casefold() in written]


async def joins_oddly(street: Street) -> Neighbour:
    """Somebody joins whose place is misunderstood at first."""
    nora = street.newcomer(APP_NAME)
    await nora.says("/start")
    await nora.taps_each("English", "No other language")
    await nora.says(NAME)
    await nora.taps_each("Yes, I am 18 or over", "Yes, that is fine")
    await nora.says_each(NOWHERE, TOWN)
    await nora.says("no")
    await nora.shares_location(PLACE)
    await the_rest(nora)
    return nora


async def test_a_whole_life_in_the_bank_leaves_no_trace_in_the_log(street: Street, log: io.StringIO) -> None:
    """Joining, offering, asking, agreeing, writing to each other, calling a person and leaving things open:
    with a messenger that fails and quotes, the log at DEBUG tells what happened and of nobody.
    """
    street.refusals_allowed = street.dead_allowed = True
    olga = await street.neighbour("Olga", organiser=True)
    ben = await street.neighbour(OTHER_NAME, "shopping", place=PLACE)
    await olga.says("/admin")
    await olga.taps_each("People", "How newcomers join", "Ask us about newcomers")
    nora = await joins_oddly(street)
    await olga.taps(f"Let {NAME} in")
    await ben.says("/offer")
    await ben.taps_each("Add an offer", "Dog walking")
    quoting = f'Bad Request: can\'t parse entities: unsupported start tag "{OFFER}" at byte offset 3'
    street.messenger.fail_next("sendMessage", status=400, description=quoting, chat_id=ben.person.chat_id)
    await ben.says(OFFER)
    await asks_for_shopping(nora, directions=DOOR, note=NOTE)
    await street.later(minutes=20)
    street.messenger.fail_next("sendMessage", body=f'{{"ok": true, "result": "{NOTE}')
    await olga.says("/hours")
    await ben.says("/things")
    await ben.taps_each("Answer: Shopping", "Yes, Tuesday 2pm")
    await ben.taps(f"Write to {NAME}")
    await ben.says(LETTER)
    await nora.taps(f"Write to {OTHER_NAME}")
    street.messenger.fail_next("sendMessage", status=403, description=f"Forbidden: {LETTER}")
    await nora.says(LETTER)
    await nora.says_each(CALL, "person")
    await olga.taps(f"Write to {NAME}")
    await olga.says(CALL)
    street.messenger.push_update({"message": {"message_id": 1, "text": NOTE, "date": NOTE}})
    street.messenger.push_update({"message": {"message_id": 1, "chat": {"id": 5, "type": CALL}, "date": 1}})
    await street.later(days=1, hours=8)
    assert leaks(street, log) == []
    written = log.getvalue()
    assert "something broke" in written and "Unreadable: update" in written


@pytest.mark.parametrize(
    "error",
    [
        ValueError,
        lambda said: LookupError({"text": said}),
        lambda said: IntegrityError("INSERT INTO request (note) VALUES (?)", (said,), ValueError(said)),
    ],
)
async def test_what_breaks_quotes_nobody(
    street: Street, log: io.StringIO, monkeypatch: pytest.MonkeyPatch, error: Any
) -> None:
    """A rule, a talk, a command and the way out that break with somebody's words in their error are found by
    their reference, and the words are not in the log.
    """
    street.refusals_allowed = street.dead_allowed = True
    ada, ben = await street.neighbour(NAME), await street.neighbour(OTHER_NAME, "shopping")

    def failing(*_: Any, **__: Any) -> Any:
        raise error(f"{NOTE} / {DOOR} / {NAME} / {street.messenger.token}")

    for room, verb in ((request, "post"), (dialogue, "begin"), (language.Speaker, "say"), (relayed, "get")):
        with monkeypatch.context() as patch:
            patch.setattr(room, verb, failing)
            await asks_without_an_answer(ada)
    with monkeypatch.context() as patch:
        patch.setitem(commands.COMMANDS, "things", failing)
        await ben.says("/things")
    assert leaks(street, log) == []
    assert "something broke" in log.getvalue() and "Traceback" in log.getvalue()
    assert "in failing" in log.getvalue()


async def asks_without_an_answer(ada: Neighbour) -> None:
    """Asks in words and by buttons, whatever comes of it."""
    await ada.says("/ask")
    await ada.says_each("shopping", "tomorrow at 2pm", "1 hour", "at my home", DOOR, NOTE)
    await ada.says_each("first to say yes", "yes")


async def test_a_message_of_any_shape_is_not_quoted(street: Street, log: io.StringIO) -> None:
    """Odd updates with private words in every field are set aside, or answered, without a word in the log."""
    street.refusals_allowed = street.dead_allowed = True
    ada = await street.neighbour("Ada")
    for content in (
        {"text": NOTE, "entities": [{"type": NOTE, "offset": NOTE, "length": 3}]},
        {"location": {"latitude": DOOR, "longitude": NOTE}},
        {"contact": {"phone_number": LETTER, "first_name": NAME, "user_id": CALL}},
        {"venue": {"location": {"latitude": 51.23456, "longitude": -0.7654}, "title": NOTE, "address": DOOR}},
        {"reply_to_message": {"text": CALL}, "text": NOTE},
        {"photo": [{"file_id": NOTE, "file_unique_id": DOOR, "width": CALL, "height": 3}], "caption": NOTE},
    ):
        street.messenger.push_update(message_from(ada, **content))
    await street.settle()
    assert leaks(street, log) == []
    assert "cannot be read" in log.getvalue()


def test_the_canary_would_be_found(log: io.StringIO) -> None:
    """The log that these stories read is the one that everything writes to, as talkative as can be."""
    import logging

    logging.getLogger("anybody").debug("somebody said %s", NOTE)
    assert NOTE in log.getvalue()
