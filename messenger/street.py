"""The street: its people, their chats with the bot, and what Telegram holds for the bot to fetch.

Everything changes inside `changing()`, which writes what changed to the notebook in one transaction and only
then wakes the bot and the page: neither may ever have seen something that a crash takes back.
"""

from __future__ import annotations

import asyncio
import itertools
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

from messenger.clock import Clock
from messenger.groups import Group, first_id
from messenger.message import Attachment, Message
from messenger.notebook import Notebook, Row
from messenger.refusals import QUERY_LIMIT_MINUTES, NotPossible

if TYPE_CHECKING:
    from messenger.people import Person

MESSAGES_KEPT_A_CHAT = 500
_NOT_SENT_BY_DEFAULT = {"chat_member", "message_reaction", "message_reaction_count"}


@dataclass
class Query:
    """A tap that waits for the bot's answer.

    Attributes:
        id: how the bot names it.
        chat_id: who tapped.
        message_id: on which message.
        data: what the button said to the bot.
        at: when, aware, UTC.
        answered: whether the spinner has stopped.
    """

    id: str
    chat_id: int
    message_id: int
    data: str
    at: datetime
    answered: bool = False


@dataclass
class Settings:
    """What the bot has told Telegram about itself.

    Attributes:
        commands: the / menu, by scope and language.
        texts: name, description and short description, by method field and language.
        menu_buttons: by chat id; "" for everyone's.
        allowed_updates: which kinds it asked for; None for Telegram's choice.
        webhook_url: where it wants updates; "" for polling.
    """

    commands: dict[str, list[dict[str, str]]] = field(default_factory=dict)
    texts: dict[str, str] = field(default_factory=dict)
    menu_buttons: dict[str, dict[str, Any]] = field(default_factory=dict)
    allowed_updates: list[str] | None = None
    webhook_url: str = ""


class Street:
    """All that the stand-in knows.

    Args:
        bot: the bot's `User`, as the Bot API tells it.
        clock: what time it is.
        notebook: where it is written down.
    """

    def __init__(self, bot: dict[str, Any], clock: Clock, notebook: Notebook) -> None:
        self.bot = bot
        self.clock = clock
        self.notebook = notebook
        self.people: dict[int, Person] = {}
        self.groups: dict[int, Group] = {}
        self.chats: dict[int, list[Message]] = {}
        self.updates: deque[dict[str, Any]] = deque()
        self.queries: dict[str, Query] = {}
        self.settings = Settings(**notebook.read("settings").get("all", {}))
        self.wakers: list[Callable[[], None]] = []
        self.listeners: list[Callable[[str, Any], None]] = []
        self._counters: dict[str, int] = notebook.read("counter")
        self._depth = 0
        self._rows: dict[tuple[str, str], Any] = {}
        self._files: dict[str, bytes | None] = {}
        self._news: list[tuple[str, Any]] = []
        self._recall()
        clock.on_move(self._moved)

    def _recall(self) -> None:
        for row in self.notebook.read("group").values():
            self.groups[row["id"]] = Group.from_row(self, row)
        for row in self.notebook.read("message").values():
            held = row["attachment"]
            contents = self.notebook.contents(held["file_id"]) if held else b""
            message = Message.from_row(row, contents)
            self.chats.setdefault(message.chat_id, []).append(message)
        for chat in self.chats.values():
            chat.sort(key=lambda message: message.id)
        self.updates.extend(sorted(self.notebook.read("update").values(), key=lambda row: row["update_id"]))
        for row in self.notebook.read("query").values():
            self.queries[row["id"]] = Query(
                **{**row, "at": datetime.fromisoformat(row["at"]).astimezone(UTC)}
            )
        # A clock that follows the machine's goes on from where it had been moved to; a frozen one stays put.
        stored = self.notebook.read("clock").get("offset_s")
        if stored is not None and not self.clock.frozen:
            self.clock.move(timedelta(seconds=stored) - self.clock.offset)

    @contextmanager
    def changing(self) -> Iterator[None]:
        """Write down and then announce whatever changes inside; calls may be nested."""
        self._depth += 1
        try:
            yield
        finally:
            self._depth -= 1
            if self._depth == 0:
                self._settle()

    def _settle(self) -> None:
        rows: list[Row] = [(kind, key, value) for (kind, key), value in self._rows.items()]
        files, news = self._files, self._news
        self._rows, self._files, self._news = {}, {}, []
        if rows or files:
            self.notebook.write(rows, files)
        for kind, value in news:
            self._announce(kind, value)
        if any(kind == "update" for kind, _, value in rows if value is not None):
            for wake in list(self.wakers):
                wake()

    def _announce(self, kind: str, value: Any) -> None:
        for listener in list(self.listeners):
            listener(kind, value)

    def tell(self, kind: str, value: Any) -> None:
        """Tell the page something, once what changed with it is written down."""
        if self._depth:
            self._news.append((kind, value))
        else:
            self._announce(kind, value)

    def next_id(self, what: str, first: int = 1) -> int:
        """Return a number never given before for `what`, not even before a restart."""
        with self.changing():
            number = self._counters.get(what, first - 1) + 1
            self._counters[what] = number
            self._rows["counter", what] = number
        return number

    def begin_ids(self, what: str, first: int) -> None:
        """Let the next number for `what` be that one, whatever was given before."""
        with self.changing():
            self._counters[what] = first - 1
            self._rows["counter", what] = first - 1

    def _moved(self) -> None:
        with self.changing():
            self._rows["clock", "offset_s"] = self.clock.offset.total_seconds()
            self.tell("clock", None)

    def touch_person(self, person: Person) -> None:
        """Write a person down as they are now, and show them."""
        with self.changing():
            self._rows["person", str(person.id)] = person.as_row()
            self.tell("person", person)

    def touch_group(self, group: Group) -> None:
        """Write a group down as it is now, and show it."""
        with self.changing():
            self._rows["group", str(group.id)] = group.as_row()
            self.tell("group", group)

    def touch_message(self, message: Message) -> None:
        """Write a message down as it is now, and show it."""
        with self.changing():
            self._rows["message", str(message.id)] = message.as_row()
            self.tell("message", message)

    def touch_settings(self) -> None:
        """Write down what the bot told about itself, and show the new menu."""
        with self.changing():
            self._rows["settings", "all"] = dict(vars(self.settings))
            self.tell("settings", None)

    def touch_query(self, query: Query) -> None:
        """Write a tap down as it is now; one that was answered or is too old is struck out."""
        with self.changing():
            row = {**vars(query), "at": query.at.isoformat()}
            self._rows["query", query.id] = None if query.answered else row
            self.tell("query", query)

    def post(self, message: Message) -> Message:
        """Put a new message into its chat, and let the oldest go when there are too many.

        Args:
            message: with an id of 0; it gets one here.

        Returns:
            The same message.
        """
        with self.changing():
            message.id = self.next_id("message")
            chat = self.chats.setdefault(message.chat_id, [])
            chat.append(message)
            if message.attachment:
                self._files[message.attachment.file_id] = message.attachment.bytes
            self.touch_message(message)
            forgotten = chat[:-MESSAGES_KEPT_A_CHAT]
            del chat[:-MESSAGES_KEPT_A_CHAT]
            for old in forgotten:
                self._rows["message", str(old.id)] = None
                if old.attachment and self.attachment(old.attachment.file_id) is None:
                    self._files[old.attachment.file_id] = None
        return message

    def message(self, chat_id: int, message_id: int) -> Message | None:
        """Return a message that is still in its chat, or None."""
        for message in reversed(self.chats.get(chat_id, [])):
            if message.id == message_id:
                return None if message.deleted else message
        return None

    def attachment(self, file_id: str) -> Attachment | None:
        """Return a file that some message carries, or None."""
        for message in itertools.chain.from_iterable(self.chats.values()):
            if message.attachment and message.attachment.file_id == file_id:
                return message.attachment
        return None

    def person(self, chat_id: int) -> Person:
        """Return the person of a chat.

        Raises:
            NotPossible: if nobody has that id.
        """
        if chat_id not in self.people:
            raise NotPossible(f"nobody on this street has the id {chat_id}")
        return self.people[chat_id]

    def add_group(self, title: str, *, has_topics: bool = True) -> Group:
        """Add a group without the bot, and return it."""
        with self.changing():
            group = Group(self, first_id() - self.next_id("group", 0), title, has_topics=has_topics)
            self.groups[group.id] = group
            self.touch_group(group)
        return group

    def any_group(self) -> Group:
        """Return the group that was made last and has not moved, or a new one, as somebody picks one."""
        standing = [group for group in self.groups.values() if group.moved_to is None]
        return standing[-1] if standing else self.add_group("Organisers")

    def queue(self, kind: str, content: dict[str, Any]) -> None:
        """Hold an update for the bot, unless it asked not to hear of that kind."""
        wanted = self.settings.allowed_updates
        if kind in _NOT_SENT_BY_DEFAULT if not wanted else kind not in wanted:
            return
        with self.changing():
            self.queue_raw({"update_id": self.next_id("update", first=100_000_001), kind: content})

    def queue_raw(self, update: dict[str, Any]) -> None:
        """Hold an update exactly as given: a duplicate, a broken one, one from a newer Telegram."""
        with self.changing():
            self.updates.append(update)
            self._rows["update", str(update["update_id"])] = update

    def confirm(self, below: int) -> None:
        """Let go of the updates whose id is below a number, as an `offset` asks.

        After a quiet week Telegram may begin its ids again lower. An offset beyond anything held then lets
        go of nothing, or what people said since would be lost.
        """
        if not self.updates or below > max(update["update_id"] for update in self.updates) + 1:
            return
        with self.changing():
            kept = [update for update in self.updates if update["update_id"] >= below]
            for update in self.updates:
                if update["update_id"] < below:
                    self._rows["update", str(update["update_id"])] = None
            self.updates = deque(kept)

    def drop_updates(self) -> None:
        """Let go of all updates."""
        with self.changing():
            for update in self.updates:
                self._rows["update", str(update["update_id"])] = None
            self.updates.clear()

    def ask(self, chat_id: int, message_id: int, data: str) -> Query:
        """Begin a tap: the spinner turns until the bot answers."""
        with self.changing():
            number = self.next_id("query", first=4_000_000_000_000_001)
            query = Query(str(number), chat_id, message_id, data, self.clock.now())
            self.queries[query.id] = query
            self.touch_query(query)
            # Spinners that will never stop are let go, or the list would grow for as long as the bot is down.
            for old in [other for other in self.queries.values() if self.too_old(other)]:
                del self.queries[old.id]
                old.answered = True
                self.touch_query(old)
        return query

    def too_old(self, query: Query) -> bool:
        """Return whether Telegram would no longer take an answer to this tap."""
        return self.clock.now() - query.at > timedelta(minutes=QUERY_LIMIT_MINUTES)


class Waiter:
    """Waits on the loop for the next update, woken from any thread.

    Args:
        street: whose updates.
    """

    def __init__(self, street: Street) -> None:
        self._street = street
        self._loop = asyncio.get_running_loop()
        self._event = asyncio.Event()

    def wake(self) -> None:
        """Stop waiting."""
        self._loop.call_soon_threadsafe(self._event.set)

    async def wait(self, timeout_s: float) -> None:
        """Wait for an update or for `timeout_s` seconds, whichever is first."""
        self._street.wakers.append(self.wake)
        try:
            async with asyncio.timeout(timeout_s):
                await self._event.wait()
        except TimeoutError:
            return
        finally:
            self._street.wakers.remove(self.wake)
