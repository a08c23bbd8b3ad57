"""The people of the street, and what each can do in their app."""

from __future__ import annotations

import asyncio
import zlib
from dataclasses import asdict
from typing import Any
from urllib.parse import parse_qs, urlsplit

from messenger.entities import clean, settle
from messenger.groups import Group
from messenger.keyboards import Button, Keyboard, home_keyboard
from messenger.message import Attachment, Message
from messenger.profile import Profile, Toast
from messenger.refusals import NotPossible
from messenger.street import Street

TOASTS_KEPT = 100
LIVE_PERIOD_S = 900
# The smallest PNG that decoders accept: one grey pixel.
GREY_PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108000000003a7e9b55"
    "0000000a49444154789c636800000082008177cd72b60000000049454e44ae426082"
)


class Person:
    """Someone with a phone. Their verbs change the street at once and do not wait for the bot.

    Args:
        street: where they live.
        profile: who they are.
        started: whether they have written to the bot before.
    """

    def __init__(self, street: Street, profile: Profile, started: bool = False) -> None:
        self._street = street
        self.profile = profile
        self.started = started
        self.blocked = False
        self.home: Keyboard | None = None
        self.reply_wanted = ""
        self.toasts: list[Toast] = []

    def __repr__(self) -> str:
        return f"<Person {self.name} {self.chat_id}>"

    @property
    def id(self) -> int:
        """Their id."""
        return self.profile.id

    @property
    def chat_id(self) -> int:
        """The id of their private chat with the bot, which is their own."""
        return self.profile.id

    @property
    def name(self) -> str:
        """Their first name."""
        return self.profile.name

    @property
    def messages(self) -> list[Message]:
        """Their chat, oldest first, theirs and the bot's, with those deleted since."""
        return list(self._street.chats.get(self.chat_id, []))

    @property
    def heard(self) -> list[Message]:
        """What the bot said to them and has not deleted, oldest first."""
        return [message for message in self.messages if message.from_bot and not message.deleted]

    @property
    def keyboard(self) -> list[list[Button]] | None:
        """The rows of the home keyboard as it stands, or None."""
        return self.home.rows if self.home else None

    def as_user(self) -> dict[str, Any]:
        """Return the person as the Bot API tells them."""
        user: dict[str, Any] = {
            "id": self.id, "is_bot": False, "first_name": self.name, "language_code": self.profile.language,
        }  # fmt: skip
        if self.profile.username:
            user["username"] = self.profile.username
        return user

    def as_row(self) -> dict[str, Any]:
        """Return the person as plain values for the notebook."""
        return {
            "profile": asdict(self.profile), "started": self.started, "blocked": self.blocked,
            "home": asdict(self.home) if self.home else None, "reply_wanted": self.reply_wanted,
            "toasts": [asdict(toast) for toast in self.toasts],
        }  # fmt: skip

    @classmethod
    def from_row(cls, street: Street, row: dict[str, Any]) -> Person:
        """Return the person that `as_row` wrote down."""
        profile = row["profile"]
        person = cls(street, Profile(**{**profile, "place": tuple(profile["place"])}), row["started"])
        person.blocked, person.reply_wanted = row["blocked"], row["reply_wanted"]
        person.toasts = [Toast(**toast) for toast in row["toasts"]]
        if row["home"]:
            rows = [[Button(**button) for button in line] for line in row["home"]["rows"]]
            person.home = Keyboard(**{**row["home"], "rows": rows})
        return person

    def _send(self, **content: Any) -> Message:
        if self.blocked:
            raise NotPossible(f"{self.name} has blocked the bot and must unblock it before writing")
        with self._street.changing():
            message = Message(0, self.chat_id, from_bot=False, at=self._street.clock.now(), **content)
            self._street.post(message)
            self.started = True
            self.reply_wanted = ""
            if self.home and self.home.one_time:
                self.home.folded = True
            self._street.touch_person(self)
            self._street.queue("message", self.as_json(message))
        return message

    def as_chat(self) -> dict[str, Any]:
        """Return their private chat as the Bot API tells it."""
        user = self.as_user()
        chat: dict[str, Any] = {
            key: user[key] for key in ("id", "first_name", "last_name", "username") if key in user
        }
        return {**chat, "type": "private"}

    def as_json(self, message: Message) -> dict[str, Any]:
        """Return a message of their chat as the Bot API tells it."""
        return message.as_json(self.as_chat(), self._street.bot if message.from_bot else self.as_user())

    def says(self, text: str, reply_to: int | Message | None = None) -> Message:
        """Type a text or a command and send it.

        Args:
            text: what they type.
            reply_to: the message it answers, if any.

        Raises:
            NotPossible: if the text is blank or they have blocked the bot.
        """
        plain, entities = settle(clean(text), [])
        if not plain:
            raise NotPossible("an app does not send a blank message")
        answered = reply_to.id if isinstance(reply_to, Message) else reply_to
        original = self._street.message(self.chat_id, answered) if answered else None
        extra = {"reply_to_message": self.as_json(original)} if original else {}
        return self._send(text=plain, entities=entities, extra=extra, reply_to=answered)

    def opens(self, payload: str) -> Message:
        """Open a deep link to the bot, and press Start."""
        return self.says(f"/start {payload}".strip())

    def starts(self) -> Message:
        """Press Start."""
        return self.says("/start")

    def taps(self, label: str) -> None:
        """Tap a button: on the latest message that has it, or else on the home keyboard.

        Raises:
            NotPossible: if there is no such button; the words list those there are.
        """
        for message in reversed(self.messages):
            if not message.deleted and label in message.labels:
                self.presses(message, label)
                return
        home = [button for row in self.keyboard or [] for button in row]
        for button in home:
            if button.label == label:
                if button.asks:
                    raise NotPossible(
                        f"{label!r} asks for a {button.asks}: share it, refuse it, or say the words"
                    )
                self.says(label)
                return
        there = [one for message in self.heard[-5:] for one in message.labels] + [b.label for b in home]
        raise NotPossible(f"{self.name} sees no button {label!r}, only {there}")

    def presses(self, message: int | Message, label: str) -> None:
        """Tap a button of one message, however old.

        Raises:
            NotPossible: if the message has no such button.
        """
        found = self._street.message(self.chat_id, message.id if isinstance(message, Message) else message)
        for button in [button for row in found.buttons for button in row] if found else []:
            if button.label == label:
                assert found is not None
                if button.data is not None:
                    self.taps_data(button.data, found.id)
                elif button.url:
                    self.follows(button.url)
                return
        raise NotPossible(f"that message has no button {label!r}: {found.labels if found else 'it is gone'}")

    def follows(self, url: str) -> None:
        """Follow a link to the bot: it is started, or let into a group. Any other leads out of the street."""
        if f"t.me/{self._street.bot['username']}" not in url:
            return
        asked = parse_qs(urlsplit(url).query)
        if "startgroup" in asked:
            manages_topics = "manage_topics" in asked.get("admin", [""])[0].split("+")
            self.lets_bot_into(
                self._street.any_group(), asked["startgroup"][0], manages_topics=manages_topics
            )
        else:
            self.opens(asked.get("start", [""])[0])

    def lets_bot_into(self, group: Group, payload: str = "", *, manages_topics: bool = True) -> None:
        """Let the bot into a group, as by a link with `startgroup`; arguments as for `Group.lets_bot_in`."""
        group.lets_bot_in(self, payload, manages_topics=manages_topics)

    def says_in(self, group: Group, text: str, topic_id: int | None = None) -> Message:
        """Write in a group; the bot hears of it where it is a command."""
        return group.hears(self, text, topic_id)

    def taps_data(self, data: str | bytes, message_id: int | None = None) -> None:
        """Send a tap with any data at all, as a forged or outdated app can.

        Args:
            data: what the button would have said; bytes that are no text arrive with replacement marks.
            message_id: on which message; None for the bot's latest. One that is gone arrives as inaccessible.

        Raises:
            NotPossible: if they have blocked the bot.
        """
        if self.blocked:
            raise NotPossible(f"{self.name} has blocked the bot")
        said = data.decode(errors="replace") if isinstance(data, bytes) else data
        if message_id is None:
            message_id = self.heard[-1].id if self.heard else 0
        message = self._street.message(self.chat_id, message_id)
        chat = {"id": self.chat_id, "type": "private", "first_name": self.name}
        gone = {"chat": chat, "message_id": message_id, "date": 0}
        with self._street.changing():
            query = self._street.ask(self.chat_id, message_id, said)
            self._street.queue(
                "callback_query",
                {
                    "id": query.id,
                    "from": self.as_user(),
                    "message": self.as_json(message) if message else gone,
                    "chat_instance": str(zlib.crc32(str(self.chat_id).encode())),
                    "data": said,
                },
            )

    def shares_location(
        self, lat: float | None = None, lon: float | None = None, accuracy_m: float | None = None
    ) -> Message:
        """Share a place once.

        Args:
            lat, lon: in degrees; None for where they live.
            accuracy_m: how sure the phone is, in metres.
        """
        return self._send(extra={"location": self._place(lat, lon, accuracy_m)})

    def shares_live_location(self, lat: float | None = None, lon: float | None = None) -> Message:
        """Share a place that goes on moving for a quarter of an hour, in degrees."""
        return self._send(extra={"location": {**self._place(lat, lon, None), "live_period": LIVE_PERIOD_S}})

    def _place(self, lat: float | None, lon: float | None, accuracy_m: float | None) -> dict[str, Any]:
        home_lat, home_lon = self.profile.place
        place: dict[str, Any] = {
            "latitude": home_lat if lat is None else lat, "longitude": home_lon if lon is None else lon,
        }  # fmt: skip
        if accuracy_m is not None:
            place["horizontal_accuracy"] = accuracy_m
        return place

    def refuses_location(self) -> None:
        """Say no to the app's own question; as in Telegram, the bot hears nothing."""

    def sends_contact(self, phone_number: str = "+44 7700 900123") -> Message:
        """Share their own phone number."""
        contact = {"phone_number": phone_number, "first_name": self.name, "user_id": self.id}
        return self._send(extra={"contact": contact})

    def _attach(
        self, kind: str, file_name: str, mime_type: str, contents: bytes, caption: str, **more: int
    ) -> Message:
        file_id = f"{kind}-from-person-{self._street.next_id('file'):012d}"
        plain, entities = settle(clean(caption), [])
        attachment = Attachment(kind, file_id, file_name, mime_type, contents, plain, **more)
        return self._send(text=plain, entities=entities, attachment=attachment)

    def sends_sticker(self) -> Message:
        """Send a sticker."""
        return self._attach("sticker", "", "image/webp", b"RIFF\0\0\0\0WEBP", "", width=512, height=512)

    def sends_voice(self, duration_s: int = 4) -> Message:
        """Send a voice note of some seconds."""
        return self._attach("voice", "", "audio/ogg", b"OggS" + bytes(64), "", duration_s=duration_s)

    def sends_photo(self, contents: bytes = GREY_PIXEL, caption: str = "") -> Message:
        """Send a photo, as bytes of a PNG or JPEG."""
        return self._attach("photo", "", "image/png", contents, caption, width=90, height=90)

    def sends_document(self, file_name: str, contents: bytes, mime_type: str = "text/plain") -> Message:
        """Send a file."""
        return self._attach("document", file_name, mime_type, contents, "")

    def edits(self, message_id: int | Message, text: str) -> Message:
        """Change a text they sent.

        Raises:
            NotPossible: if that message is not theirs or is gone.
        """
        number = message_id.id if isinstance(message_id, Message) else message_id
        message = self._street.message(self.chat_id, number)
        if message is None or message.from_bot:
            raise NotPossible(f"{self.name} has no message {number} to edit")
        with self._street.changing():
            message.text, message.entities = settle(clean(text), [])
            message.edited_at = self._street.clock.now()
            self._street.touch_message(message)
            self._street.queue("edited_message", self.as_json(message))
        return message

    def blocks_bot(self) -> None:
        """Block the bot: it hears of it, and can write no more."""
        self._turn_block(True)

    def unblocks_bot(self) -> None:
        """Let the bot write again."""
        self._turn_block(False)

    def _turn_block(self, blocked: bool) -> None:
        if self.blocked == blocked:
            return
        self.blocked = blocked
        member = {"user": self._street.bot, "status": "member"}
        kicked = {"user": self._street.bot, "status": "kicked", "until_date": 0}
        with self._street.changing():
            self._street.touch_person(self)
            self._street.queue(
                "my_chat_member",
                {
                    "chat": {"id": self.chat_id, "type": "private", "first_name": self.name},
                    "from": self.as_user(),
                    "date": int(self._street.clock.now().timestamp()),
                    "old_chat_member": member if blocked else kicked,
                    "new_chat_member": kicked if blocked else member,
                },
            )

    async def hears(self, words: str, after: Message | None = None, within_s: float = 5) -> Message:
        """Wait until the bot has said something, and return the latest such message.

        Args:
            words: what its plain text must contain.
            after: only messages later than this one count; None for any.
            within_s: how many real seconds to wait for it.

        Raises:
            NotPossible: if it was not said in that time; the words list what was.
        """
        loop, news = asyncio.get_running_loop(), asyncio.Event()

        def listen(kind: str, value: object) -> None:
            loop.call_soon_threadsafe(news.set)

        self._street.listeners.append(listen)
        try:
            async with asyncio.timeout(within_s):
                while True:
                    for message in reversed(self.heard):
                        if words in message.text and message.id > (after.id if after else 0):
                            return message
                    await news.wait()
                    news.clear()
        except TimeoutError:
            said = [message.text for message in self.heard[-3:]]
            raise NotPossible(f"{self.name} did not hear {words!r}, but {said}") from None
        finally:
            self._street.listeners.remove(listen)

    def sees_keyboard(self, markup: dict[str, Any] | None) -> None:
        """Take in what a message from the bot does to the keyboard under the input."""
        if not markup:
            return
        if markup.get("remove_keyboard"):
            self.home = None
        elif markup.get("force_reply"):
            self.reply_wanted = str(markup.get("input_field_placeholder") or "Reply")
        elif (keyboard := home_keyboard(markup)) is not None:
            self.home = keyboard
        else:
            return
        self._street.touch_person(self)

    def sees_toast(self, toast: Toast) -> None:
        """Take in the answer to a tap."""
        self.toasts = [*self.toasts, toast][-TOASTS_KEPT:]
        with self._street.changing():
            self._street.touch_person(self)
            self._street.tell("toast", (self, toast))
