"""What people, phones and forgers send besides what was asked for."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy.exc import DataError, DBAPIError, OperationalError

from bot import commands, turnstile
from bot.geocoding import MapNotAnswering
from models.received import ReceivedUpdate
from models.received import State as ReceivedState
from tests.stories.favours import agree, asks_for_shopping, goes_to_the_check
from tests.stories.neighbours import MONDAY, Neighbour, Street

ODD = "<b>Ada</b> & “Co” <i"


def message_from(who: Neighbour, **content: Any) -> dict[str, Any]:
    """A private message with any content, as the messenger tells it."""
    person = who.person.as_user()
    chat = {"id": who.person.chat_id, "type": "private", "first_name": who.name}
    at = int(MONDAY.timestamp())
    return {"message": {"message_id": 9_000, "date": at, "from": person, "chat": chat, **content}}


async def until_note(ada: Neighbour) -> None:
    """Asks as far as the question what else to know."""
    await ada.says("/ask")
    await ada.taps_each("Shopping", "Tomorrow, Tuesday", "In the morning", "1 hour", "At my home")
    await ada.taps("I will tell them later")


async def test_a_note_that_is_too_long_is_said_to_be(street: Street) -> None:
    """Nothing of 5,000 letters is cut off unseen: how long it may be is said, and the question stays."""
    ada = await street.neighbour("Ada")
    await until_note(ada)
    # A phone cuts at 4,096; another app may not.
    street.messenger.push_update(message_from(ada, text="a" * 5_000))
    await street.settle()
    await ada.hears("up to 500")
    await ada.says("b" * 500)
    await ada.taps_each("First to say yes", "Yes, send it")
    assert [row.note for row in await street.requests()] == ["b" * 500]


@pytest.mark.parametrize(
    "verb", ["sends_sticker", "sends_voice", "sends_photo", "sends_contact", "shares_location"]
)
async def test_what_is_not_words(street: Street, verb: str) -> None:
    """A sticker, a voice note, a photo, a contact or a place is answered in a talk and outside of any."""
    ada = await street.neighbour("Ada")
    await ada.does(verb)
    if verb == "shares_location":
        await ada.hears("We need your place only when we ask for it", "My profile")
    else:
        await ada.hears("please use the buttons below")
    await until_note(ada)
    await ada.does(verb)
    await ada.hears("Please write it in words")
    await ada.hears("What else should they know?")
    assert await street.requests() == []


async def test_a_place_that_nobody_asked_for_leads_to_the_profile(street: Street) -> None:
    """Whoever shares a place to say that they have moved is shown where; nothing changes by itself."""
    rosa = await street.neighbour("Rosa", language="es")
    before = (await street.store.read(rosa.row)).point
    await rosa.shares_location((51.49, -3.18))
    await rosa.hears("Solo necesitamos tu ubicación cuando te la pedimos")
    await rosa.taps("Mi perfil")
    await rosa.hears("Rosa")
    assert (await street.store.read(rosa.row)).point == before


async def test_a_forwarded_message_is_words_like_any(street: Street) -> None:
    """Somebody else's words are taken for what they say, and for nobody but who sent them on."""
    ada, ben = await street.neighbour("Ada"), await street.neighbour("Ben")
    await until_note(ada)
    origin = {"type": "user", "date": 1_700_000_000, "sender_user": ben.person.as_user()}
    street.messenger.push_update(message_from(ada, text="Ring twice", forward_origin=origin))
    await street.settle()
    await ada.taps_each("First to say yes", "Yes, send it")
    [wanted] = await street.requests()
    assert wanted.note == "Ring twice"
    assert wanted.asker_id == (await street.store.read(ada.row)).id


@pytest.mark.parametrize(
    ("latitude", "longitude"),
    [(90.0, 0.0), (89.9, 10.0), (0.0, 0.0), (91.0, 0.0), (51.5, 181.0), (-95.5, 400.0)],
)
async def test_a_place_that_is_none(street: Street, latitude: float, longitude: float) -> None:
    """The pole, 0/0 and what is off the map are turned down kindly, and words still do."""
    nora = street.newcomer("Nora")
    await nora.says("/start")
    await nora.taps_each(
        "English", "No other language", "Call me Nora", "Yes, I am 18 or over", "Yes, that is fine"
    )
    street.messenger.push_update(message_from(nora, location={"latitude": latitude, "longitude": longitude}))
    await street.settle()
    await nora.hears("Please write your town or postcode")
    await nora.says("51.5446, -0.0553")
    await nora.hears("What could you enjoy doing")


async def test_a_time_that_has_passed(street: Street) -> None:
    """A day or an hour in the past, or years ahead, is refused with what to do, and the question stays."""
    ada = await street.neighbour("Ada")
    await ada.says("/ask")
    await ada.taps_each("Shopping", "Another day")
    await ada.says("1 December 2031")
    await ada.hears("180 days")
    await ada.says("yesterday")
    await ada.hears("Which day shall it be?")
    await ada.says("today")
    await ada.taps("At a set time")
    await ada.says("8am")
    await ada.hears("Please choose a time that is still ahead")
    await ada.says("3pm")
    await ada.hears("how long will it take?")


async def test_odd_signs_arrive_letter_for_letter(street: Street) -> None:
    """Angle brackets, ampersands and quotes in names, notes and messages arrive as they were written."""
    ada = await street.neighbour(ODD)
    ben = await street.neighbour("Ben & <Sons>", "shopping")
    await asks_for_shopping(ada, note="5 < 6 & <b>7</b>", directions="&amp; <i>left</i>")
    await ben.hears(ODD, "5 < 6 & <b>7</b>")
    await ben.taps("Yes, Tuesday 2pm")
    # The way to the door is told from a day before on.
    await street.later(hours=5)
    await ben.hears("&amp; <i>left</i>")
    await ben.taps(f"Write to {ODD}")
    await ben.says("I'm late </b> & sorry")
    await ada.hears("I'm late </b> & sorry", "Ben & <Sons>")
    assert any("Ben & <Sons> helps you" in message.text for message in ada.person.heard)
    for who in (ada, ben):
        await who.says("/things")


async def test_the_longest_directions_reach_the_helper_whole(street: Street) -> None:
    """Five hundred emoji or ampersands are no reason to lose the directions, or the question below them."""
    ada, ben = await street.neighbour("Ada"), await street.neighbour("Ben", "shopping")
    await goes_to_the_check(ada, directions="🏠" * 500, note="&" * 500)
    await ada.hears("🏠" * 500, "&" * 500, "Shall we send this?")
    await ada.taps("Yes, send it")
    await ben.hears("&" * 500, "Could you help?")
    await ben.taps("Yes, Tuesday 2pm")
    assert any(message.document for message in ben.news)
    await street.later(hours=5)
    reminder = await ben.hears("A reminder", "🏠" * 500)
    assert reminder.labels


async def test_signs_that_nobody_sees_are_taken_out(street: Street) -> None:
    """A NUL and marks that turn the writing around are gone before anything is kept or shown."""
    ada = await street.neighbour("Ada")
    await until_note(ada)
    street.messenger.push_update(message_from(ada, text="Ring\x00 \u202etwice\u202c\ufeff"))
    await street.settle()
    await ada.taps_each("First to say yes", "Yes, send it")
    assert [row.note for row in await street.requests()] == ["Ring twice"]


async def test_in_a_group_nothing_private_is_said(street: Street) -> None:
    """In a group a command is answered with "write privately", and everything else with nothing at all."""
    ada = await street.neighbour("Ada")
    group = {"id": -100_500, "type": "supergroup", "title": "Mill Lane"}
    for text in ("/hours", "hello", "Ada would like"):
        content = message_from(ada, text=text)
        content["message"]["chat"] = group
        street.messenger.push_update(content)
    await street.settle()
    said = [call for call in street.messenger.calls if call.chat_id == group["id"]]
    assert len(said) == 1
    assert "private" in said[0].params["text"]
    await ada.hears_nothing_of("Your balance")
    # The stand-in has no groups, so that it does not find this one.
    street.refusals_allowed = True


async def test_an_edited_message_is_no_new_answer(street: Street) -> None:
    """Changing a message that was sent changes no answer, and is not answered."""
    ada = await street.neighbour("Ada")
    await until_note(ada)
    await ada.says("Ring twice")
    ada.look_away()
    mine = [message for message in ada.person.messages if not message.from_bot][-1]
    await ada.does("edits", mine, "Ring three times")
    assert ada.news == []
    await ada.taps_each("First to say yes", "Yes, send it")
    assert [row.note for row in await street.requests()] == ["Ring twice"]


async def test_updates_of_a_kind_we_do_not_know_are_let_go(street: Street) -> None:
    """Channel posts and kinds that are not invented yet are answered with nothing at all."""
    ada = await street.neighbour("Ada")
    street.strange_updates_allowed = True
    channel = {"id": -100_700, "type": "channel", "title": "News"}
    post = {"message_id": 1, "date": 1_700_000_000, "chat": channel, "text": "/start"}
    for update in (
        {"channel_post": post},
        {"dream": {"id": 7}},
    ):
        street.messenger.push_update(update)
    await ada.says("/hours")
    await ada.hears("Your balance is 2 hours")
    assert {row.state for row in await street.rows(ReceivedUpdate)} == {ReceivedState.HANDLED}


@pytest.mark.parametrize(
    "poison",
    [
        {"message": {"message_id": 1, "date": 1, "chat": {"id": 5, "type": "private"}, "from": {"id": 5}}},
        {"message": {"message_id": "x", "date": "y"}},
        {"callback_query": {"id": 7}},
        {"callback_query": "nonsense"},
        {"message": []},
    ],
)
async def test_a_poison_update_is_set_aside(street: Street, poison: dict[str, Any]) -> None:
    """An update that nobody can read is set aside with a reference, and everybody else is served."""
    ada = await street.neighbour("Ada")
    street.messenger.push_update(poison)
    await ada.says("/hours")
    await ada.hears("Your balance is 2 hours")
    rows = await street.rows(ReceivedUpdate)
    assert [row.state for row in rows] == [ReceivedState.DEAD, ReceivedState.HANDLED]
    assert rows[0].reference and len(rows[0].reference) == 6
    street.dead_allowed = True


async def test_something_of_ours_that_breaks(
    street: Street, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A rule that breaks is apologised for with a reference that the log has, and nothing is half done."""
    ada, ben = await street.neighbour("Ada"), await street.neighbour("Ben", "shopping")
    await asks_for_shopping(ada)
    from models import request

    def broken(*_: Any) -> None:
        raise RuntimeError("the roof came down")

    with monkeypatch.context() as patch:
        patch.setattr(request, "agree", broken)
        await ben.taps("Yes, Tuesday 2pm")
    sorry = await ben.hears("Something went wrong on our side")
    reference = sorry.text.split()[-1].strip(".")
    row = (await street.rows(ReceivedUpdate))[-1]
    assert (row.state, row.reference) == (ReceivedState.DEAD, reference)
    logged = capsys.readouterr()
    assert reference in logged.out + logged.err
    assert "the roof came down" in logged.out + logged.err
    assert await street.exchanges() == []
    assert await street.states() == {"Ben": "asked"}
    assert (await ada.balance()).reserved_minutes == 0
    await ben.taps("Yes, Tuesday 2pm")
    await ben.hears("It is agreed")
    street.dead_allowed = True


@pytest.mark.parametrize("error", [OperationalError, DataError])
async def test_a_database_that_goes_on_refusing(
    street: Street, monkeypatch: pytest.MonkeyPatch, error: type[DBAPIError]
) -> None:
    """What the database goes on refusing is apologised for in the end, and the next words are answered."""
    ada = await street.neighbour("Ada")
    tries = 0

    def refused(_: Any) -> None:
        nonlocal tries
        tries += 1
        raise error("SELECT", {}, Exception("no"))

    monkeypatch.setattr(turnstile, "AGAIN_AFTER_S", 0.001)
    with monkeypatch.context() as patch:
        patch.setitem(commands.COMMANDS, "hours", refused)
        await ada.says("/hours")
    assert tries == (turnstile.TRIES if error is OperationalError else 1)
    await ada.hears("Something went wrong on our side")
    assert (await street.rows(ReceivedUpdate))[-1].state is ReceivedState.DEAD
    await ada.says("/hours")
    await ada.hears("Your balance is 2 hours")
    street.dead_allowed = True


async def test_a_database_that_is_busy_for_a_moment(street: Street, monkeypatch: pytest.MonkeyPatch) -> None:
    """What the database refuses once is tried again, and nobody notices."""
    ada = await street.neighbour("Ada")
    hours = commands.COMMANDS["hours"]
    tries = 0

    def refused_once(scene: Any) -> Any:
        nonlocal tries
        tries += 1
        if tries == 1:
            raise OperationalError("SELECT", {}, Exception("database is locked"))
        return hours(scene)

    monkeypatch.setattr(turnstile, "AGAIN_AFTER_S", 0.001)
    monkeypatch.setitem(commands.COMMANDS, "hours", refused_once)
    await ada.says("/hours")
    await ada.hears("Your balance is 2 hours")
    await ada.hears_nothing_of("went wrong")


async def test_half_a_sign_and_an_update_without_a_number(
    street: Street, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Half a surrogate pair is kept and handled, and an update without a number stops nobody."""
    ada = await street.neighbour("Ada")
    inbox = street.house.bot.inbox

    async def odd(*_: Any, **__: Any) -> Any:
        return [
            {"message": "no number"},
            "nonsense",
            {"update_id": 7, **message_from(ada, text="/hours \ud83d")},
        ]

    with monkeypatch.context() as patch:
        patch.setattr(type(inbox.request), "post", odd)
        assert await inbox.fetch(0) == 1
    inbox.offset = None
    await street.settle()
    await ada.hears("Your balance is 2 hours")


async def test_a_map_that_does_not_answer(street: Street, monkeypatch: pytest.MonkeyPatch) -> None:
    """While the map is down that is said, and Back, Help and Stop work all the same."""
    nora = street.newcomer("Nora")
    await nora.says("/start")
    await nora.taps_each(
        "English", "No other language", "Call me Nora", "Yes, I am 18 or over", "Yes, that is fine"
    )
    asked = []

    async def down(text: str, **_: Any) -> None:
        asked.append(text)
        raise MapNotAnswering("down")

    monkeypatch.setattr(street.house.bot.door.geocoder, "find", down)
    await nora.says("Newport")
    await nora.hears("The map does not answer")
    await nora.says("Back")
    await nora.taps("Yes, that is fine")
    await nora.says("help")
    await nora.hears("neighbours help each other")
    await nora.says("Stop")
    await nora.hears("We stopped here")
    assert asked == ["Newport"]


async def test_a_command_that_breaks_in_words(street: Street, monkeypatch: pytest.MonkeyPatch) -> None:
    """Words whose answer breaks are apologised for too, and the next words are answered."""
    ada = await street.neighbour("Ada")
    with monkeypatch.context() as patch:
        patch.setitem(commands.COMMANDS, "hours", lambda scene: 1 / 0)
        await ada.says("/hours")
    await ada.hears("Something went wrong on our side")
    await ada.says("/hours")
    await ada.hears("Your balance is 2 hours")
    street.dead_allowed = True


async def test_two_who_agreed_write_to_each_other_through_us(street: Street) -> None:
    """Words are passed on both ways without a number, and no longer once the help is called off."""
    ada, ben = await street.neighbour("Ada"), await street.neighbour("Ben", "shopping")
    await agree(ada, ben)
    await ben.taps("Write to Ada")
    await ben.says("Which shop do you like?")
    await ada.hears("Ben writes", "Which shop do you like?")
    await ada.taps("Write to Ben")
    await ada.says("The corner one, please")
    await ben.hears("Ada writes", "The corner one, please")
    await ada.taps("Write to Ben")
    await ben.taps_each("I need to cancel", "Yes, cancel my help")
    await ada.says("And some milk")
    await ada.hears("it stays as it is")
    await ben.hears_nothing_of("milk")
