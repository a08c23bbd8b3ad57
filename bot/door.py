"""The door: somebody spoke, one transaction is opened for it, and only after the commit we answer."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, tzinfo
from zoneinfo import ZoneInfo

from sqlmodel import Session

from bot import answering, context
from bot.geocoding import Geocoder
from bot.heard import Heard, Manner
from bot.language import best_language
from bot.outgoing import Outgoing, Reader, Sent
from bot.saying import Reply, reply, say
from bot.values import Code, words
from models import conversation, landmark, member, shown, timebank
from models.refusals import Refusal
from models.store import Store

Clock = Callable[[], datetime]


@dataclass
class Door:
    """Everything that is needed to answer somebody.

    Attributes:
        store: the database.
        out: the way out.
        geocoder: whoever knows where places are.
        clock: the present moment, aware.
        timebank_id: the time bank that this bot serves.
        bot_username: our name in the messenger.
        changed: called after something was done, so that what follows from it is done at once.
    """

    store: Store
    out: Outgoing
    geocoder: Geocoder
    clock: Clock
    timebank_id: int
    bot_username: str
    changed: Callable[[], None] = lambda: None

    async def answer(self, heard: Heard) -> None:
        """Answers what was heard: the map is asked before the transaction, the person after it.

        Raises:
            Exception: whatever of ours broke; the caller apologises with `apologise`.
        """
        try:
            await self._look_up(heard)
            answer, reader = await self.store.write(lambda session: self._respond(session, heard))
        except Refusal as refusal:
            answer = answering.refusal_reply(refusal)
            reader = await self._acquaint(heard)
        try:
            await self._speak(reader, heard, answer)
        finally:
            self.changed()

    async def apologise(self, heard: Heard, code: str) -> None:
        """Says sorry with a reference that finds the trace in the log."""
        reader = await self._reader(heard)
        await self._speak(reader, heard, reply(say(words("apology", code=Code(code)))))

    async def mark_blocked(self, user_id: int, blocked: bool) -> None:
        """Notes that somebody has blocked us, or lets us write to them again."""

        def mark(session: Session) -> None:
            who = member.by_telegram(session, self.timebank_id, user_id)
            if who is not None and blocked:
                member.mark_unreachable(session, who, self.clock())
            elif who is not None:
                member.mark_reachable(session, who)

        await self.store.write(mark)

    def _respond(self, session: Session, heard: Heard) -> tuple[Reply, Reader]:
        scene = self._scene(session, heard)
        answer = answering.respond(scene, heard)
        return answer, Reader(heard.chat_id, scene.language, scene.zone, scene.now)

    def _scene(self, session: Session, heard: Heard) -> context.Scene:
        return context.enter(
            session,
            timebank_id=self.timebank_id,
            user_id=heard.user_id,
            chat_id=heard.chat_id,
            app_language=heard.app_language,
            now=self.clock(),
            update_id=heard.update_id,
            bot_username=self.bot_username,
        )

    async def _acquaint(self, heard: Heard) -> Reader:
        """Remembers who spoke even where the answer is no, as after a link that has run out."""

        def meet(session: Session) -> Reader:
            scene = self._scene(session, heard)
            return Reader(heard.chat_id, scene.language, scene.zone, scene.now)

        return await self.store.write(meet)

    async def _reader(self, heard: Heard) -> Reader:
        """Says who reads an apology, by reading alone, because what broke may have been the writing."""

        def look(session: Session) -> tuple[str, tzinfo]:
            who = member.by_telegram(session, self.timebank_id, heard.user_id)
            if who is not None:
                return who.language, ZoneInfo(who.zone)
            bank = timebank.get(session, self.timebank_id)
            return best_language(heard.app_language) if heard.app_language else bank.language, ZoneInfo(
                bank.zone
            )

        spoken, zone = await self.store.read(look)
        return Reader(heard.chat_id, spoken, zone, self.clock())

    async def _look_up(self, heard: Heard) -> None:
        """Asks the map, where the open question is one about a place; its trouble is told as the answer."""
        if heard.manner is not Manner.WORDS:
            return

        def look(session: Session) -> tuple[str, str | None, list[landmark.Landmark]] | None:
            who = member.by_telegram(session, self.timebank_id, heard.user_id)
            row = None if who is None else conversation.current(session, who)
            if who is None or not answering.wants_map(row, heard, who.language):
                return None
            bank = timebank.get(session, self.timebank_id)
            return who.language, bank.country, landmark.all_of(session, bank.id)

        sought = await self.store.read(look)
        if sought is not None:
            spoken, country, known = sought
            try:
                heard.found = await self.geocoder.find(
                    heard.text,
                    language=spoken,
                    country=country,
                    landmarks=[(place.name, place.point) for place in known],
                )
            except Refusal as trouble:
                heard.map_trouble = trouble

    async def _speak(self, reader: Reader, heard: Heard, answer: Reply) -> None:
        """Answers the tap first, then tidies the question away, then says what is new."""
        if heard.callback_id is not None:
            await self.out.toast(reader, heard.callback_id, answer.toast)
        sent: list[Sent] = []
        if answer.collapse is not None:
            await self.out.collapse(reader, *answer.collapse)
            sent.append(Sent(answer.collapse[0], [], None))
        if answer.edit is not None:
            if heard.message_id is not None and heard.manner is Manner.TAP:
                sent.append(await self.out.edit(reader, heard.message_id, answer.edit))
            else:
                sent.append(await self.out.send(reader, answer.edit))
        for what in answer.says:
            sent.append(await self.out.send(reader, what))
        await self.note_shown(heard.user_id, sent)

    async def note_shown(self, user_id: int, sent: list[Sent]) -> None:
        """Remembers the buttons that somebody sees, so that their words can be typed."""
        if not sent:
            return

        def note(session: Session) -> None:
            who = member.by_telegram(session, self.timebank_id, user_id)
            if who is None:
                return
            for one in sent:
                shown.note(session, who, one.message_id, one.options, self.clock(), one.talk_id)

        await self.store.write(note)
