"""Who is talking: the member, their language and the moment, for the length of one transaction."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, tzinfo
from functools import cached_property
from zoneinfo import ZoneInfo

from sqlmodel import Session

from bot.language import best_language, speaker
from bot.values import Words
from models import conversation, member, shown
from models.conversation import Conversation
from models.member import Member
from models.shown import ShownButtons
from models.timebank import TimeBank


@dataclass
class Scene:
    """One member in front of us, inside one transaction.

    Attributes:
        session: the transaction.
        bank: the time bank they belong to.
        member: who they are; known to us from the first word on, though perhaps still joining.
        now: the moment.
        update_id: the update we answer; None when nobody spoke and we speak by ourselves.
        bot_username: our own name in the messenger, for links.
        is_new: whether we had never met them, or have forgotten them, before what we answer now.
        speaker: the organiser who speaks, where they act for the member; None where the member speaks.
    """

    session: Session
    bank: TimeBank
    member: Member
    now: datetime
    update_id: int | None = None
    bot_username: str = ""
    is_new: bool = False
    speaker: Member | None = None

    @property
    def speaks(self) -> Member:
        """Who speaks, and reads: whose talk and buttons these are, whomever they are about."""
        return self.speaker or self.member

    @property
    def language(self) -> str:
        """The language they read."""
        return self.speaks.language

    @property
    def zone(self) -> tzinfo:
        """The zone of the clock on their wall."""
        return ZoneInfo(self.member.zone)

    @cached_property
    def buttons_shown(self) -> list[ShownButtons]:
        """The buttons they were shown last, the newest first, as they stood when the scene was opened."""
        return shown.latest(self.session, self.speaks)

    @cached_property
    def open_talk(self) -> Conversation | None:
        """The talk that was open when the scene was opened."""
        return conversation.current(self.session, self.speaks)

    @property
    def today(self) -> date:
        """The day on their calendar."""
        return self.now.astimezone(self.zone).date()

    def for_member(self, whom: Member) -> Scene:
        """Returns the scene in which whoever speaks here acts for that member."""
        inner = replace(self, member=whom, speaker=self.speaks)
        inner.open_talk, inner.buttons_shown = self.open_talk, self.buttons_shown
        return inner

    def as_themself(self) -> Scene:
        """Returns the scene in which whoever speaks here does so for themself."""
        outer = replace(self, member=self.speaks, speaker=None)
        outer.open_talk, outer.buttons_shown = self.open_talk, self.buttons_shown
        return outer

    def plain(self, words: Words) -> str:
        """Words as that member would read them on a button."""
        return speaker().plain(words, language=self.language, zone=self.zone, now=self.now)


def enter(
    session: Session,
    *,
    timebank_id: int,
    user_id: int,
    chat_id: int,
    app_language: str | None,
    now: datetime,
    update_id: int | None,
    bot_username: str,
) -> Scene:
    """Opens the scene for somebody who has spoken to us, whether we know them or not.

    A stranger is greeted in the language of their app where we speak it, and otherwise in the bank's.
    Whoever writes to us can be written to again.
    """
    bank, known, talk = conversation.with_account(session, timebank_id, user_id)
    if known is None:
        guess = best_language(app_language) if app_language else bank.language
        newcomer = member.note_newcomer(
            session,
            timebank_id=timebank_id,
            telegram_user_id=user_id,
            chat_id=chat_id,
            language=guess,
            now=now,
        )
        scene = Scene(session, bank, newcomer, now, update_id, bot_username, is_new=True)
        scene.open_talk = None
        return scene
    if known.chat_id != chat_id:
        known.chat_id = chat_id
    member.mark_reachable(session, known)
    scene = Scene(session, bank, known, now, update_id, bot_username)
    scene.open_talk = talk
    return scene


def outcome_on_screen(scene: Scene, talk_id: int) -> bool:
    """Says whether what came of a talk that is over is still before that member's eyes."""
    return any(
        row.talk_id == talk_id and not any(data.startswith("t:") for _, data in row.options)
        for row in scene.buttons_shown
    )


def question_on_screen(scene: Scene, talk_id: int) -> int | None:
    """Returns the number of the message that asks the open question of a talk, if we noted it."""
    return next((row.message_id for row in scene.buttons_shown if row.talk_id == talk_id), None)
