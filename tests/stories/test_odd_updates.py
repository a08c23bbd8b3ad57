"""Updates as Telegram may bring them one day, or on a bad one: of unknown kinds, from groups, twice, or in
disorder.
"""

from __future__ import annotations

import asyncio
import copy
import shutil
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any
from unittest.mock import patch

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from bot.inbox import ALLOWED
from messenger import Call
from models import doorstep
from models.member import Member
from models.received import ReceivedUpdate, State
from models.store import Store
from tests.messenger.schema.bot_api import UPDATES
from tests.messenger.schema.samples import INVENTED, Samples
from tests.stories.favours import agree, say_how_long
from tests.stories.neighbours import MONDAY, Neighbour, Street, opened_street

SEED = 20_261_122
GROUP = {"id": -100_500, "type": "group", "title": "Mill Lane"}
SUPERGROUP = {"id": -1_000_000_000_500, "type": "supergroup", "title": "Mill Lane"}
CHANNEL = {"id": -1_000_000_000_700, "type": "channel", "title": "News"}
# Telegram's own account, under whose name administrators write who do not want to be known.
ANONYMOUS = {"id": 1_087_968_824, "is_bot": True, "first_name": "Group", "username": "GroupAnonymousBot"}
OTHER_BOT = {"id": 4_711, "is_bot": True, "first_name": "Quiz", "username": "quiz_bot"}
SAM = {"id": 77, "is_bot": False, "first_name": "Sam"}
SPOKEN = ("sendMessage", "sendDocument", "sendPhoto", "editMessageText", "answerCallbackQuery")


def spoken(street: Street) -> list[Call]:
    """What the bot has said so far, to anybody."""
    return [call for call in street.messenger.calls if call.method in SPOKEN]


async def states(street: Street) -> set[State]:
    """What has become of all updates."""
    return {row.state for row in await street.rows(ReceivedUpdate)}


def from_tomorrow(value: Any, chance: Random) -> Any:
    """Returns a copy into which fields that nobody knows yet are sprinkled, at every depth."""
    if isinstance(value, list):
        return [from_tomorrow(one, chance) for one in value]
    if not isinstance(value, dict):
        return value
    invented = {
        name: chance.choice([1, None, "x", {"tea": [1]}]) for name in INVENTED if chance.random() < 0.5
    }
    return {name: from_tomorrow(held, chance) for name, held in value.items()} | invented


async def test_every_story_holds_what_we_send_to_the_schema(street: Street) -> None:
    """Were the bot to send a field that Telegram does not know, the story in which it does so would fail."""
    ada = await street.neighbour("Ada")
    await street.check()
    await street.house.bot.application.bot.send_message(ada.person.id, "Hi", api_kwargs={"tone": "kind"})
    with pytest.raises(AssertionError, match="sendMessage has no tone"):
        await street.check()
    street.watch.wrong_requests.clear()


async def test_kinds_of_updates_we_never_asked_for_are_let_go(street: Street) -> None:
    """Of each kind that Telegram has, and of some it has not, several are made up: nothing is said to
    anybody, each is counted as handled, and whoever comes next is served.
    """
    ada = await street.neighbour("Ada")
    street.strange_updates_allowed = True
    samples = Samples(Random(SEED), invents=True)
    kinds = [kind for kind in UPDATES if kind not in ALLOWED]
    before = len(spoken(street))
    for kind in kinds:
        for _ in range(3):
            street.messenger.push_update(samples.update(kind))
    for name in INVENTED:
        street.messenger.push_update({name: {"id": 7, "from": ada.person.as_user()}})
    await street.settle()
    assert len(spoken(street)) == before
    rows = await street.rows(ReceivedUpdate)
    assert [row.state for row in rows] == [State.HANDLED] * (3 * len(kinds) + len(INVENTED))
    await ada.says("/hours")
    await ada.hears("Your balance is 2 hours")


async def test_made_up_content_of_the_kinds_we_ask_for_breaks_nothing(street: Street) -> None:
    """Whatever a message, an edit or a tap may hold besides, Ada's and strangers', none is set aside and
    nothing breaks, and Ada is served afterwards.
    """
    ada = await street.neighbour("Ada")
    street.strange_updates_allowed = True
    samples = Samples(Random(SEED), invents=True)
    # The people and groups that are made up live nowhere, so that nothing can be said to them.
    street.refusals_allowed = True
    chat = {"id": ada.person.chat_id, "type": "private", "first_name": "Ada"}
    mine = {"from": ada.person.as_user()}
    at = int(MONDAY.timestamp())
    for number in range(25):
        message = {"message_id": 9_000 + number, "date": at, "chat": chat}
        for kind in ALLOWED:
            street.messenger.push_update(samples.update(kind))
        street.messenger.push_update(samples.update("message", **mine, **message))
        street.messenger.push_update(samples.update("edited_message", **mine, **message))
        street.messenger.push_update(samples.update("callback_query", **mine, message=message))
    await street.settle()
    assert await states(street) == {State.HANDLED}
    await ada.says("stop")
    await ada.says("/hours")
    await ada.hears("Your balance is 2 hours")


async def test_a_favour_with_fields_from_tomorrow(street: Street, monkeypatch: pytest.MonkeyPatch) -> None:
    """Ada asks, Ben agrees, and both say how long it took, while every update holds things unheard of."""
    ada, ben = await street.neighbour("Ada"), await street.neighbour("Ben", "shopping")
    inbox, chance = street.house.bot.inbox, Random(SEED)
    keep = inbox.keep

    async def keep_from_tomorrow(raw: Sequence[dict[str, Any]]) -> int:
        return await keep([from_tomorrow(update, chance) for update in raw])

    monkeypatch.setattr(inbox, "keep", keep_from_tomorrow)
    await agree(ada, ben)
    await say_how_long(street, (ben, "1 hour"), (ada, "1 hour"))
    assert (await ben.balance()).balance_minutes == 180


def in_chat(who: dict[str, Any], chat: dict[str, Any], **content: Any) -> dict[str, Any]:
    """A message of somebody in some chat, as Telegram tells it."""
    said = {"message_id": 5, "date": int(MONDAY.timestamp()), "chat": chat, "from": who}
    return {"message": {**said, **content}}


@pytest.mark.parametrize("chat", [GROUP, SUPERGROUP], ids=["group", "supergroup"])
async def test_a_group_is_asked_to_write_privately(street: Street, chat: dict[str, Any]) -> None:
    """A command for us, from a member, a stranger or an administrator without a name, is answered with one
    sentence, which says nothing of anybody; and nobody becomes a member by it.
    """
    ada = await street.neighbour("Ada")
    # The stand-in has no groups, so that it does not find this one.
    street.refusals_allowed = True
    for said in (
        in_chat(ada.person.as_user(), chat, text="/hours"),
        in_chat(SAM, chat, text="/start@goodturn_bot join_abc"),
        in_chat(ANONYMOUS, chat, text="/things", sender_chat=chat),
        in_chat(ANONYMOUS, chat, text="/", sender_chat=chat),
    ):
        street.messenger.push_update(said)
    await street.settle()
    answers = [call for call in spoken(street) if call.chat_id == chat["id"]]
    assert len(answers) == 4
    assert len({call.params["text"] for call in answers}) == 1
    assert "private" in answers[0].params["text"] and "Ada" not in answers[0].params["text"]
    assert "reply_markup" not in answers[0].params
    assert len(await street.rows(Member)) == 1
    assert ada.news == []


async def test_a_flood_in_a_group_is_not_answered_on_and_on(street: Street) -> None:
    """Who goes on sending commands into a group is answered a few times there, and then no more."""
    street.refusals_allowed = True
    street.house.bot.flood.burst = 3
    for _ in range(10):
        street.messenger.push_update(in_chat(SAM, GROUP, text="/hours"))
    await street.settle()
    assert len(spoken(street)) == 3


@pytest.mark.parametrize(
    "update",
    [
        in_chat(OTHER_BOT, GROUP, text="/hours"),
        in_chat(OTHER_BOT, {"id": 4_711, "type": "private", "first_name": "Quiz"}, text="/hours"),
        in_chat(SAM, GROUP, text="/quiz@quiz_bot"),
        in_chat(SAM, GROUP, text="Ada needs shopping"),
        in_chat(SAM, GROUP, location={"latitude": 1, "longitude": 2}),
        in_chat(ANONYMOUS, GROUP, migrate_to_chat_id=SUPERGROUP["id"]),
        in_chat(ANONYMOUS, SUPERGROUP, migrate_from_chat_id=GROUP["id"]),
        in_chat(ANONYMOUS, GROUP, new_chat_members=[OTHER_BOT]),
        {"channel_post": {"message_id": 5, "date": 1_700_000_000, "chat": CHANNEL, "text": "/hours"}},
        {"edited_channel_post": {"message_id": 5, "date": 1_700_000_000, "chat": CHANNEL, "text": "/hours"}},
        in_chat(SAM, CHANNEL, text="/hours"),
        {"edited_message": in_chat(SAM, GROUP, text="/hours")["message"]},
    ],
)
async def test_what_is_not_said_to_us_is_not_answered(street: Street, update: dict[str, Any]) -> None:
    """Bots, channels, other bots' commands, chatter, a group that moves or fills: not a word, to nobody."""
    before = len(spoken(street))
    street.messenger.push_update(copy.deepcopy(update))
    await street.settle()
    assert len(spoken(street)) == before
    assert await states(street) == {State.HANDLED}
    assert await street.rows(Member) == []


async def test_a_tap_in_a_group_does_nothing(street: Street) -> None:
    """A button that somehow came into a group answers nobody and changes nothing, whoever presses it."""
    ada, ben = await street.neighbour("Ada"), await street.neighbour("Ben", "shopping")
    await agree(ada, ben)
    [exchange] = await street.exchanges()
    before = len(spoken(street))
    message = in_chat(OTHER_BOT, GROUP, text="x")["message"]
    tap = {"id": "1", "chat_instance": "1", "message": message, "data": f"outyes:{exchange.id}"}
    for who in (ada, ben):
        street.messenger.push_update({"callback_query": {**tap, "from": who.person.as_user()}})
    await street.settle()
    assert len(spoken(street)) == before
    assert (await street.exchanges())[0].state == exchange.state


@dataclass(frozen=True)
class Favour:
    """A favour from the asking to the hours, as Telegram told it, between two whose ids never change.

    Attributes:
        updates: when each came, and what it was.
        heard: all that both heard.
    """

    updates: list[tuple[datetime, dict[str, Any]]] = field(repr=False)
    heard: list[list[str]] = field(repr=False)


@asynccontextmanager
async def fresh_street(template: Path, folder: Path) -> AsyncIterator[tuple[Street, Neighbour, Neighbour]]:
    """A street of its own with Ada, who asks, and Ben, who helps."""
    database = folder / "bank.db"
    shutil.copyfile(template, database)
    store = Store(f"sqlite:///{database}")
    async with opened_street(store) as street:
        yield street, await street.neighbour("Ada"), await street.neighbour("Ben", "shopping")
    await store.close()


async def whole_favour(template: Path, folder: Path, *, twice: bool = False) -> Favour:
    """Lets a favour happen, with every batch of updates coming twice or not."""
    # The words at the door are drawn by lot; here everybody draws the same.
    with patch.object(doorstep, "pair", return_value=("apple", "river")):
        return await _whole_favour(template, folder, twice=twice)


async def _whole_favour(template: Path, folder: Path, *, twice: bool) -> Favour:
    async with fresh_street(template, folder) as (street, ada, ben):
        street.messenger.repeat_updates = twice
        updates: list[tuple[datetime, dict[str, Any]]] = []
        keep = street.house.bot.inbox.keep

        async def keep_and_note(raw: Sequence[dict[str, Any]]) -> int:
            updates.extend((street.now(), copy.deepcopy(update)) for update in raw)
            return await keep(raw)

        street.house.bot.inbox.keep = keep_and_note  # type: ignore[method-assign]
        await agree(ada, ben)
        await say_how_long(street, (ben, "1 hour"), (ada, "1 hour"))
        assert len(await street.requests()) == len(await street.exchanges()) == 1
        assert (await ben.balance()).balance_minutes == 180
        heard = [[message.text for message in who.person.heard] for who in (ada, ben)]
    return Favour(updates, heard)


@pytest.fixture(scope="module")
def favour(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Favour:
    """A favour on which nothing goes wrong."""
    return asyncio.run(whole_favour(sqlite_template, tmp_path_factory.mktemp("favour")))


async def test_a_whole_favour_of_which_every_batch_comes_twice(
    favour: Favour, sqlite_template: Path, tmp_path: Path
) -> None:
    """Telegram gives each batch of updates once more after it was confirmed: both hear the very same."""
    twice = await whole_favour(sqlite_template, tmp_path, twice=True)
    assert len(twice.updates) == 2 * len(favour.updates)
    assert twice.heard == favour.heard


async def play(template: Path, folder: Path, favour: Favour, order: Sequence[int], batch: int) -> None:
    """Plays a favour in another order, so many updates at a time, and looks whether all ends well."""
    async with fresh_street(template, folder) as (street, ada, ben):
        # What is tapped before it was said is edited and answered in vain.
        street.refusals_allowed = True
        for first in range(0, len(order), batch):
            together = [favour.updates[place] for place in order[first : first + batch]]
            street.clock.move_to(max(street.now(), *(at for at, _ in together)))
            # As the webhook does it, to which Telegram may bring several at once, and so in any order.
            await street.house.bot.inbox.keep([update for _, update in together])
            await street.settle()
        assert await states(street) == {State.HANDLED}
        street.clock.move(timedelta(days=12))
        await street.settle()
        taps = {update["callback_query"]["id"] for _, update in favour.updates if "callback_query" in update}
        answered = [call for call in spoken(street) if call.method == "answerCallbackQuery"]
        assert {call.params["callback_query_id"] for call in answered} == taps
        for who in (ada, ben):
            assert not [message for message in who.person.heard if "went wrong" in message.text]
        balances = [(await who.balance()).balance_minutes for who in (ada, ben)]
        assert balances in ([120, 120], [60, 180])


# To look for the shortest order that goes wrong would take minutes.
@settings(max_examples=6, deadline=None, phases=[Phase.explicit, Phase.reuse, Phase.generate])
@given(data=st.data())
def test_a_favour_in_any_order(
    favour: Favour, sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    """However a favour's updates are shuffled, a tap before its question or hours before the yes, each is
    answered in plain words, nothing breaks, and in the end all that must hold holds.
    """
    count = len(favour.updates)
    farthest = data.draw(st.sampled_from([2, 5, count]))
    shifts = data.draw(st.lists(st.integers(0, farthest), min_size=count, max_size=count))
    order = sorted(range(count), key=lambda place: place + shifts[place])
    batch = data.draw(st.sampled_from([1, 4, count]))
    asyncio.run(play(sqlite_template, tmp_path_factory.mktemp("order"), favour, order, batch))


async def test_a_favour_backwards(favour: Favour, sqlite_template: Path, tmp_path: Path) -> None:
    """The last comes first and the first last, each with a number lower than the one before."""
    order = list(reversed(range(len(favour.updates))))
    await play(sqlite_template, tmp_path, favour, order, batch=1)


async def test_numbers_that_begin_again_lower(street: Street) -> None:
    """After a quiet week Telegram's numbers leap from 900 million to 400 million: what is said then is
    received, and answered once.
    """
    ada = await street.neighbour("Ada")
    street.messenger.restart_numbers(900_000_000)
    await ada.says_each("/hours", "/things")
    await street.later(days=8)
    street.messenger.restart_numbers(400_000_000)
    ada.look_away()
    ada.person.says("/hours")
    ada.person.says("/things")
    await street.settle()
    assert sum("Your balance" in message.text for message in ada.news) == 1
    assert len(ada.news) == 2
    await ada.says("/hours")
    assert sum("Your balance" in message.text for message in ada.news) == 1


async def test_numbers_that_were_used_long_ago(street: Street) -> None:
    """A number that comes again after the quiet week is a new thing said, and no repetition."""
    ada = await street.neighbour("Ada")
    for _ in range(2):
        street.messenger.restart_numbers(700_000_000)
        await ada.says("/hours")
        await ada.hears("Your balance is 2 hours")
        await street.later(days=8)


async def test_numbers_out_of_order_in_one_batch(street: Street) -> None:
    """The order in which things come is the order in which they were done, whatever their numbers say."""
    ada = await street.neighbour("Ada")
    ada.person.says("/ask")
    ada.person.says("Shopping")
    ada.person.says("tomorrow")
    updates = street.taken_updates()
    for update, number in zip(updates, (500_000_003, 500_000_001, 500_000_002), strict=True):
        street.messenger.push_update({**update, "update_id": number})
    await street.settle()
    await ada.hears("What time")
    assert await states(street) == {State.HANDLED}
