"""Proves that a button proves nothing: forged, mutated and replayed ones change nobody else's things, break
nothing, and are answered kindly; and that those of earlier releases still mean what they meant.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from pathlib import Path

import pytest
from sqlmodel import Session, select

from bot import answering, buttons, commands, context
from bot.heard import Heard, Manner
from bot.outgoing import Reader
from bot.saying import Reply
from models import tables
from models.member import Member
from models.refusals import Refusal
from tests.stories.favours import LET_ME_CHOOSE, agree, asks_for_shopping, say_how_long
from tests.stories.neighbours import Neighbour, Street

FORGERIES = 2_000
CHECKED_EVERY = 50
SEED = 20_261_123
# Buttons that anybody may press for themself, so that pressing them is no forgery.
ONES_OWN = frozenset({"help", "needhours", "person", "t", "unsafe"})
RELEASED = Path(__file__).with_name("released_buttons.txt")


async def press(street: Street, who: Neighbour, data: str, message_id: int | None = 7) -> list[str]:
    """Presses a button as any app could, and returns what is answered, worded for whoever pressed it."""
    heard = Heard(
        update_id=random.getrandbits(40),
        user_id=who.person.id,
        chat_id=who.person.chat_id,
        manner=Manner.TAP,
        data=data,
        message_id=message_id,
    )

    def respond(session: Session) -> Reply:
        scene = context.enter(
            session,
            timebank_id=street.timebank_id,
            user_id=who.person.id,
            chat_id=who.person.chat_id,
            app_language="en",
            now=street.now(),
            update_id=heard.update_id,
            bot_username="goodturn_bot",
        )
        return answering.respond(scene, heard)

    try:
        answer = await street.store.write(respond)
    except Refusal as no:
        answer = answering.refusal_reply(no)
    row = await street.store.read(who.row)
    reader = Reader(who.person.chat_id, row.language, street.clock.now().tzinfo, street.now())  # type: ignore[arg-type]
    messages = [*answer.says, *([] if answer.edit is None else [answer.edit])]
    said = ["\n".join(reader.html(part) for part in message.parts) for message in messages]
    labels = [reader.plain(one.words) for message in messages for line in message.buttons for one in line]
    assert all(labels)
    said += [] if answer.toast is None else [reader.plain(answer.toast)]
    said += [] if answer.collapse is None else [reader.html(answer.collapse[1])]
    return said


async def of_others(street: Street, forger: Neighbour) -> set[str]:
    """Every row of every table that is not the forger's own, or about what the forger alone has begun."""

    def look(session: Session) -> set[str]:
        own = forger.row(session).id
        kept = set()
        for module in tables.MODULES:
            for table in vars(module).values():
                if not (isinstance(table, type) and hasattr(table, "__table__")):
                    continue
                if table.__module__ != module.__name__:
                    continue
                for row in session.exec(select(table)):
                    people = {getattr(row, name, None) for name in ("member_id", "asker_id", "sender_id")}
                    if own not in people and not (isinstance(row, Member) and row.id == own):
                        kept.add(f"{table.__name__} {row!r}")
        return kept

    return await street.store.read(look)


async def living_street(street: Street) -> tuple[Neighbour, ...]:
    """A street in the middle of everything: agreed, banked, differing, waiting for a choice, and at risk."""
    olga = await street.neighbour("Olga", organiser=True)
    ada, ben = await street.neighbour("Ada", "dog"), await street.neighbour("Ben", "shopping")
    cara = await street.neighbour("Cara", "shopping")
    await agree(ada, ben)
    await say_how_long(street, (ben, "1 hour"), (ada, "1 hour 30 minutes"))
    await asks_for_shopping(ada, day="Saturday 28 November", directions="Blue door", choosing=LET_ME_CHOOSE)
    await ben.taps("Yes, Saturday 2pm")
    await asks_for_shopping(cara, day="Friday 27 November", at="3pm")
    await ben.taps("Yes, Friday 3pm")
    await cara.says("/ask")
    return olga, ada, ben, cara


def forgeries(chance: random.Random, count: int) -> Sequence[str]:
    """Payloads that look like ours, with ids of others, cut, glued, lengthened, and with foreign signs."""
    foreign = ["é", "\x00", "\u202e", "🙂", "\ud800", "%s", "'", '"', "\n", " ", "-", "٣", "½", "../", "{}"]
    arguments = ["1", "2", "3", "4", "5", "6", "7", "0", "99", "-1", "1e3", "9" * 18, "9" * 19, "on", "drop"]
    arguments += ["approved", "open", "hours", "at_risk", "approval", "send", "yes", "60", "stop", ""]
    intents = sorted(buttons.PRESSES)
    made = []
    for _ in range(count):
        intent = chance.choice(intents)
        parts = [intent, *(chance.choice(arguments) for _ in range(chance.randrange(5)))]
        data = ":".join(parts)
        match chance.randrange(8):
            case 0:
                place = chance.randrange(len(data) + 1)
                data = data[:place] + chance.choice(foreign) + data[place:]
            case 1:
                data = data[: chance.randrange(len(data) + 1)]
            case 2:
                data = (data + ":") * chance.randrange(2, 30)
            case 3:
                data = "".join(chance.choice("abcdefgh:0123456789_") for _ in range(chance.randrange(70)))
            case 4:
                data = data.upper() if chance.random() < 0.5 else data[::-1]
        made.append(data)
    return made


@pytest.mark.parametrize("joined", [True, False], ids=["member", "stranger"])
async def test_two_thousand_forgeries_change_nothing_of_others(street: Street, joined: bool) -> None:
    """Whatever a member, or a stranger, sends as a button, each row of everybody else stays as it is, nothing
    breaks, and something kind is said.
    """
    await living_street(street)
    mallory = await street.neighbour("Mallory") if joined else street.newcomer("Mallory")
    await mallory.says("/start")
    before = await of_others(street, mallory)
    pressed: list[str] = []
    for number, data in enumerate(forgeries(random.Random(SEED), FORGERIES * 5 // 8), start=1):
        if data.partition(":")[0] in ONES_OWN:
            continue
        said = await press(street, mallory, data, message_id=None if number % 3 else number)
        assert said and all(said), f"nothing was said to {data!r}"
        pressed.append(data)
        if number % CHECKED_EVERY == 0:
            changed = before ^ await of_others(street, mallory)
            assert not changed, f"seed {SEED}: one of {pressed[-CHECKED_EVERY:]} changed {changed}"
    assert before == await of_others(street, mallory)
    assert len(pressed) >= FORGERIES // 2


async def test_what_is_too_long_or_no_text_of_ours_is_answered_through_the_messenger(street: Street) -> None:
    """More than 64 bytes, foreign letters, NUL and half signs come all the way in and are answered kindly."""
    mallory = await street.neighbour("Mallory")
    for data in (
        "yes:" + "1" * 80,
        "ñandú:1",
        "ex:\x00",
        "req:1\u202e",
        "t:1:kind:" + "🙂" * 20,
        "",
        ":" * 64,
    ):
        mallory.look_away()
        street.messenger.push_update(tap(mallory, data))
        await street.settle()
        await mallory.hears("This button no longer works")
    assert "My things" in mallory.buttons()


def tap(who: Neighbour, data: str) -> dict[str, object]:
    """A tap on a button that the messenger never showed, as it would tell it."""
    person = who.person.as_user()
    chat = {"id": who.person.chat_id, "type": "private", "first_name": who.name}
    message = {"message_id": 9_000, "date": 1_700_000_000, "chat": chat, "text": "x"}
    return {
        "callback_query": {
            "id": str(random.getrandbits(60)),
            "from": person,
            "chat_instance": "1",
            "message": message,
            "data": data,
        }
    }


def released() -> list[tuple[str, str]]:
    """Each button that a release has ever put into a chat, with the version that first did."""
    lines = RELEASED.read_text(encoding="utf-8").splitlines()
    rows = [line.split() for line in lines if line and not line.startswith("#")]
    return [(version, data) for version, data in rows]


@pytest.mark.parametrize(("version", "data"), released())
def test_a_button_of_an_earlier_release_is_still_known(version: str, data: str) -> None:
    """What stands in chats since an earlier version still has a meaning, by its intent and its commands."""
    intent, *arguments = data.split(":")
    assert intent in buttons.PRESSES, f"{data} of {version} must go on working, or say that it has expired"
    if intent == "go":
        assert arguments[0] in commands.COMMANDS


async def test_buttons_of_earlier_releases_answer_with_how_things_stand(street: Street) -> None:
    """Pressed by whoever they were shown to, or by somebody else, each answers in words, and none breaks."""
    olga, ada, ben, cara = await living_street(street)
    for _, data in released():
        for who in (olga, ada, ben, cara):
            said = await press(street, who, data)
            assert said and all(said), f"nothing was said to {data!r}"
            assert "Something went wrong" not in "".join(said)


async def test_an_unknown_button_shows_the_way_on(street: Street) -> None:
    """A button that nobody knows any more says so, and what to tap instead."""
    ada = await street.neighbour("Ada")
    await ada.taps_data("zz_gone:1")
    await ada.hears("This button no longer works")
    await ada.taps("My things")
    await ada.hears("will appear here")
