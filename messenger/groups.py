"""Groups of the street: several people and perhaps the bot in one chat, with topics or without.

People write there, let the bot in and take it out. Nobody taps anything there, since no bot of ours needs it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from messenger.message import Message
from messenger.refusals import NotPossible, Refused, bad_request, forbidden

if TYPE_CHECKING:
    from messenger.people import Person
    from messenger.street import Street

# What an administrator may do besides managing topics; a bot of ours asks for none of it.
_OTHER_RIGHTS = (
    "can_be_edited", "is_anonymous", "can_manage_chat", "can_delete_messages", "can_manage_video_chats",
    "can_restrict_members", "can_promote_members", "can_change_info", "can_invite_users", "can_post_stories",
    "can_edit_stories", "can_delete_stories", "can_pin_messages", "can_send_welcome_messages",
)  # fmt: skip
# Telegram's ids of supergroups begin so.
_SUPERGROUPS_BEGIN = -1_000_000_000_000


class Group:
    """One group.

    Args:
        street: where it is.
        number: its id, below zero.
        title: its name.
        has_topics: whether topics are switched on.
    """

    def __init__(self, street: Street, number: int, title: str, *, has_topics: bool = True) -> None:
        self._street = street
        self.id = number
        self.title = title
        self.has_topics = has_topics
        self.topics: dict[int, str] = {}
        self.bot_is_in = False
        self.bot_manages_topics = False
        self.moved_to: int | None = None

    def __repr__(self) -> str:
        return f"<Group {self.title} {self.id}>"

    @property
    def chat_id(self) -> int:
        """Its id, as messages name it."""
        return self.id

    @property
    def messages(self) -> list[Message]:
        """All that was said in it, oldest first, with what was deleted since."""
        return list(self._street.chats.get(self.id, []))

    @property
    def heard(self) -> list[Message]:
        """What the bot said in it and has not deleted, oldest first."""
        return [message for message in self.messages if message.from_bot and not message.deleted]

    def in_topic(self, name: str) -> list[Message]:
        """What the bot said in the topic of that name, oldest first."""
        ids = {number for number, called in self.topics.items() if called == name}
        return [message for message in self.heard if message.topic_id in ids]

    def as_chat(self) -> dict[str, Any]:
        """Return the group as the Bot API tells it."""
        chat = {"id": self.id, "type": "supergroup", "title": self.title}
        return {**chat, "is_forum": True} if self.has_topics else chat

    def as_json(self, message: Message) -> dict[str, Any]:
        """Return a message of the group as the Bot API tells it."""
        writer = (
            self._street.bot
            if message.sender_id is None
            else self._street.person(message.sender_id).as_user()
        )
        return message.as_json(self.as_chat(), writer)

    def as_row(self) -> dict[str, Any]:
        """Return the group as plain values for the notebook."""
        return {
            "id": self.id, "title": self.title, "has_topics": self.has_topics,
            "topics": {str(number): name for number, name in self.topics.items()},
            "bot_is_in": self.bot_is_in, "bot_manages_topics": self.bot_manages_topics,
            "moved_to": self.moved_to,
        }  # fmt: skip

    @classmethod
    def from_row(cls, street: Street, row: dict[str, Any]) -> Group:
        """Return the group that `as_row` wrote down."""
        group = cls(street, row["id"], row["title"], has_topics=row["has_topics"])
        group.topics = {int(number): name for number, name in row["topics"].items()}
        group.bot_is_in, group.bot_manages_topics = row["bot_is_in"], row["bot_manages_topics"]
        group.moved_to = row["moved_to"]
        return group

    # ---- what people do ------------------------------------------------------------------------------

    def hears(self, person: Person, text: str, topic_id: int | None = None) -> Message:
        """Let somebody write in the group, as `person.says_in`."""
        with self._street.changing():
            message = Message(
                0, self.id, from_bot=False, at=self._street.clock.now(), text=text, sender_id=person.id,
                topic_id=topic_id,
            )  # fmt: skip
            self._street.post(message)
            # A bot reads commands in a group, and nothing else.
            if self.bot_is_in and text.startswith("/"):
                self._street.queue("message", self.as_json(message))
        return message

    def lets_bot_in(self, by: Person, payload: str = "", *, manages_topics: bool = True) -> None:
        """Let the bot in, as somebody does who follows a link with `startgroup`.

        Args:
            by: who does it.
            payload: what stood behind `startgroup=`; their app then says it in the group.
            manages_topics: whether they let it make topics.
        """
        with self._street.changing():
            was_in = self._bot_as_member()
            self.bot_is_in, self.bot_manages_topics = True, manages_topics
            self._tell_of_bot(by, was_in)
            if payload:
                self.hears(by, f"/start@{self._street.bot['username']} {payload}")

    def takes_bot_out(self, by: Person) -> None:
        """Take the bot out: it hears of it, and can write no more."""
        with self._street.changing():
            was_in = self._bot_as_member()
            self.bot_is_in = False
            self._tell_of_bot(by, was_in)

    def switches_topics(self, on: bool) -> None:
        """Switch topics on or off, as an administrator does in the settings of the group."""
        self.has_topics = on
        self._street.touch_group(self)

    def deletes_topic(self, name: str) -> None:
        """Delete a topic with all that stands in it.

        Raises:
            NotPossible: if there is none of that name.
        """
        ids = [number for number, called in self.topics.items() if called == name]
        if not ids:
            raise NotPossible(f"{self.title} has no topic {name!r}")
        with self._street.changing():
            del self.topics[ids[0]]
            for message in self.messages:
                if message.topic_id == ids[0]:
                    message.deleted = True
                    self._street.touch_message(message)
            self._street.touch_group(self)

    def moves(self, by: Person) -> Group:
        """Become another group with a new id, as one does that is upgraded; return that one."""
        with self._street.changing():
            new = self._street.add_group(self.title, has_topics=self.has_topics)
            new.bot_is_in, new.bot_manages_topics = self.bot_is_in, self.bot_manages_topics
            self.moved_to = new.id
            told = Message(0, self.id, from_bot=False, at=self._street.clock.now(), sender_id=by.id)
            self._street.post(told)
            self._street.queue("message", {**self.as_json(told), "migrate_to_chat_id": new.id})
            self._street.touch_group(self)
            self._street.touch_group(new)
        return new

    def _tell_of_bot(self, by: Person, was: dict[str, Any]) -> None:
        self._street.touch_group(self)
        self._street.queue(
            "my_chat_member",
            {
                "chat": self.as_chat(), "from": by.as_user(),
                "date": int(self._street.clock.now().timestamp()),
                "old_chat_member": was, "new_chat_member": self._bot_as_member(),
            },
        )  # fmt: skip

    def _bot_as_member(self) -> dict[str, Any]:
        bot = self._street.bot
        if not self.bot_is_in:
            return {"user": bot, "status": "left"}
        if not self.bot_manages_topics:
            return {"user": bot, "status": "member"}
        rights = dict.fromkeys(_OTHER_RIGHTS, False)
        return {"user": bot, "status": "administrator", **rights, "can_manage_topics": True}

    # ---- what the bot does ---------------------------------------------------------------------------

    def check_bot(self) -> None:
        """Let the bot write here, or not.

        Raises:
            Refused: 400 if the group has another id now; 403 if the bot is not in it.
        """
        if self.moved_to is not None:
            raise Refused(
                400,
                "Bad Request: group chat was upgraded to a supergroup chat",
                {"migrate_to_chat_id": self.moved_to},
            )
        if not self.bot_is_in:
            raise forbidden("bot was kicked from the supergroup chat")

    def check_topic(self, topic_id: int | None) -> None:
        """Let a message go into a topic, or not.

        Raises:
            Refused: 400 if there is no such topic.
        """
        if topic_id is not None and (not self.has_topics or topic_id not in self.topics):
            raise bad_request("message thread not found")

    def make_topic(self, name: str) -> int:
        """Make a topic and return its id.

        Raises:
            Refused: 400 if topics are off, the bot may not manage them, or the name is not 1 to 128 long.
        """
        if not self.has_topics:
            raise bad_request("the chat is not a forum")
        if not self.bot_manages_topics:
            raise bad_request("not enough rights to create a topic")
        if not 1 <= len(name) <= 128:
            raise bad_request("TOPIC_TITLE_EMPTY" if not name else "topic name is too long")
        with self._street.changing():
            number = self._street.next_id("message")
            self.topics[number] = name
            self._street.touch_group(self)
        return number

    def sees_keyboard(self, markup: dict[str, Any] | None) -> None:
        """A home keyboard is shown to nobody in a group of the street."""


def first_id() -> int:
    """Return the id of the first group; the others go down from it."""
    return _SUPERGROUPS_BEGIN - 700_000_001
