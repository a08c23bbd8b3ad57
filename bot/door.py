"""The door: somebody spoke, one transaction is opened for it, and only after the commit we answer."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, tzinfo
from zoneinfo import ZoneInfo

import structlog
from sqlmodel import Session

from bot import answering, context, group, passage
from bot.geocoding import Geocoder
from bot.heard import Heard, Manner
from bot.language import best_language
from bot.outgoing import Outgoing, Reader, Sent
from bot.saying import Reply, Say, reply, say
from bot.values import Code, Words, words
from models import erasure, landmark, member, organiser_group, received, shown, timebank, told_door
from models.member import Member
from models.refusals import Refusal
from models.store import Store

log = structlog.get_logger(__name__)

Clock = Callable[[], datetime]


@dataclass(frozen=True)
class Sought:
    """A place that must be looked up on the map before we can answer.

    Attributes:
        language: of the one who wrote it.
        country: where the bank is.
        known: the places that everybody there knows by name.
    """

    language: str
    country: str | None
    known: list[landmark.Landmark]


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
        holder: the name of this process, under which it claims what it answers.
        changed: called after something was done, so that what follows from it is done at once.
    """

    store: Store
    out: Outgoing
    geocoder: Geocoder
    clock: Clock
    timebank_id: int
    bot_username: str
    holder: str
    changed: Callable[[], None] = lambda: None

    async def answer(self, heard: Heard) -> None:
        """Answers what was heard: the map is asked before the transaction, the person after it.

        Raises:
            TakenOver: another process answers it.
            Exception: whatever of ours broke; the caller apologises with `apologise`.
        """
        try:
            who: Member | None
            outcome = await self.store.write(lambda session: self._respond(session, heard))
            if isinstance(outcome, Sought):
                await self._look_up(heard, outcome)
                outcome = await self.store.write(lambda session: self._respond(session, heard))
            assert not isinstance(outcome, Sought), "the map has been asked"
            answer, reader, who = outcome
        except Refusal as refusal:
            answer = answering.refusal_reply(refusal)
            reader, who = await self._acquaint(heard)
        try:
            await self._speak(reader, heard, answer, who)
        finally:
            self.changed()

    async def resume(self, heard: Heard) -> None:
        """Tells how things stand, because the answer to this may never have arrived."""

        def stand(session: Session) -> tuple[Reply, Reader, Member]:
            scene = self._scene(session, heard)
            return answering.where_we_are(scene, heard), self._reader_in(scene, heard), scene.member

        answer, reader, who = await self.store.write(stand)
        await self._speak(reader, heard, answer, who)
        self.changed()

    async def brush_off(self, heard: Heard, why: Words | None) -> None:
        """Does not do what was asked: says why, or nothing at all, but never lets a tap go on spinning."""
        reader, who = await self._acquaint(heard)
        await self._speak(reader, heard, reply(*([] if why is None else [say(why)])), who)

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

    async def link_group(self, user_id: int, chat_id: int, topic_id: int | None, token: str) -> bool:
        """Links the organisers' group in which somebody has used a link, and says hello there.

        Args:
            user_id: who used it.
            chat_id, topic_id: where.
            token: what stood behind `start`.

        Returns:
            whether it led anywhere; why it did not is for the log.
        """

        def link(session: Session) -> tuple[Reader, Say]:
            now, bank = self.clock(), timebank.get(session, self.timebank_id)
            by = member.by_telegram(session, self.timebank_id, user_id)
            linked = organiser_group.link(session, by, token, chat_id, now)
            reader = Reader(chat_id, bank.language, ZoneInfo(bank.zone), now, topic_id)
            return reader, group.hello(session, linked, now, self.bot_username)

        try:
            reader, hello = await self.store.write(link)
        except organiser_group.GroupLinkNotValid:
            log.warning("a link for a group was refused")
            return False
        await self.out.send(reader, hello)
        self.changed()
        return True

    async def move_group(self, chat_id: int, new_chat_id: int) -> None:
        """Notes that a group has another number now."""
        await self.store.write(
            lambda session: organiser_group.moved(session, self.timebank_id, chat_id, new_chat_id)
        )

    async def lose_group(self, chat_id: int) -> None:
        """Notes that we were taken out of a group."""
        await self.store.write(lambda session: organiser_group.lost(session, self.timebank_id, chat_id))

    def _respond(self, session: Session, heard: Heard) -> tuple[Reply, Reader, Member] | Sought:
        """Does what was asked, and notes in the same transaction that it is done."""
        scene = self._scene(session, heard)
        if heard.found is None and heard.map_trouble is None and answering.wants_map(scene, heard):
            return Sought(scene.language, scene.bank.country, landmark.all_of(session, scene.bank.id))
        received.mark_answered(session, self.timebank_id, heard.update_id, self.holder)
        answer = answering.respond(scene, heard)
        return answer, self._reader_in(scene, heard, answer.language), scene.member

    def _reader_in(self, scene: context.Scene, heard: Heard, language: str | None = None) -> Reader:
        return Reader(heard.chat_id, language or scene.language, scene.zone, scene.now)

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

    async def _acquaint(self, heard: Heard) -> tuple[Reader, Member | None]:
        """Remembers who spoke, and that they were answered, even where the answer is no."""

        def meet(session: Session) -> tuple[Reader, Member | None]:
            scene = self._scene(session, heard)
            received.mark_answered(session, self.timebank_id, heard.update_id, self.holder)
            reader = self._reader_in(scene, heard)
            if scene.is_new and heard.manner is Manner.TAP:
                erasure.unmeet(session, scene.member)
                return reader, None
            return reader, scene.member

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

    async def _look_up(self, heard: Heard, sought: Sought) -> None:
        """Asks the map for the place that was written; its trouble is told as the answer."""
        try:
            heard.found = await self.geocoder.find(
                heard.text,
                language=sought.language,
                country=sought.country,
                landmarks=[(place.name, place.point) for place in sought.known],
            )
        except Refusal as trouble:
            heard.map_trouble = trouble

    async def _speak(self, reader: Reader, heard: Heard, answer: Reply, who: Member | None = None) -> None:
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
            said = await self.out.send(reader, what)
            if said.options or said.talk_id is not None or said.door_of is not None:
                sent.append(said)
        await self._note_said(heard, sent, who)

    async def _note_said(self, heard: Heard, sent: list[Sent], who: Member | None) -> None:
        """Notes that the update has been answered, and the buttons that are seen now, so that their words can
        be typed."""
        passing = passage.present()

        def note(session: Session) -> None:
            reader = who or member.by_telegram(session, self.timebank_id, heard.user_id)
            if reader is not None:
                for one in sent:
                    shown.note(session, reader, one.message_id, one.options, self.clock(), one.talk_id)
                    if one.door_of is not None:
                        told_door.note(session, reader, one.message_id, one.door_of, self.clock())
            if passing.reference is None:
                received.finish(
                    session, self.timebank_id, passing.update.id, received.State.HANDLED, self.clock()
                )

        await self.store.write(note)
        passing.is_finished = passing.reference is None
