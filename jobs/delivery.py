"""Delivery: notifications that are due are claimed, put into words as things stand now, and sent.

What Telegram answers decides what becomes of a notification:

    it arrived                                   sent
    wait (429)                                   again later, that chat alone
    blocked, deactivated, chat not found         dead; the member is unreachable; see `jobs.reminders`
    the chat has a new number                    again at once, there
    no connection                                again later
    no answer in time, 5xx, nonsense             again later if reading it twice does no harm, else uncertain
    anything else that was refused               dead

`BadRequest` and `TimedOut` are kinds of `NetworkError` in the library, so the exact class is looked at first.
"""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import httpx
import structlog
from sqlmodel import Session
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
)

from bot import failures, notices
from bot.context import Scene
from bot.outgoing import Outgoing, Reader, Sent
from bot.saying import Say
from models import member, notification, shown, timebank
from models.member import Member
from models.notification import Notification, State
from models.store import Store

log = structlog.get_logger(__name__)

LEASE = timedelta(minutes=2)
BATCH = 50
AT_ONCE = 8
# While Telegram says that it is down, or cannot be reached, we go on for about a day; where a message may
# have arrived each time, or the fault is ours, only a few times.
TRIES, FEW_TRIES = 150, 8
FIRST_PAUSE, LAST_PAUSE = timedelta(seconds=5), timedelta(minutes=10)


@dataclass(frozen=True)
class Worded:
    """A notification in words: for whom, and whether it makes a sound."""

    reader: Reader
    what: Say
    silent: bool


@dataclass(frozen=True)
class Outcome:
    """What became of a notification, to be written down.

    Attributes:
        state: its last state, or PENDING to try again.
        sent: what was sent, if anything was.
        again_at: when to try again.
        unreachable: the member can no longer be written to.
        new_chat_id: the chat's new number.
        chat_waits: the messenger wants that chat left alone until then.
    """

    state: State
    sent: Sent | None = None
    again_at: datetime | None = None
    unreachable: bool = False
    new_chat_id: int | None = None
    chat_waits: bool = False


@dataclass
class Delivery:
    """Delivers what is due.

    Attributes:
        store: the database.
        out: the way out.
        clock: the present moment.
        bot_username: says our own name in the messenger.
    """

    store: Store
    out: Outgoing
    clock: Callable[[], datetime]
    bot_username: Callable[[], str]
    _left_alone: dict[int, datetime] = field(default_factory=dict)

    async def run(self) -> int:
        """Delivers all that is due, and returns how many notifications reached a last state or were sent.

        Raises:
            InvalidToken: the messenger does not know our token any more.
        """
        done = 0
        while await self.store.read(lambda session: notification.any_due(session, self.clock())):
            claimed = await self.store.write(
                lambda session: notification.claim(session, now=self.clock(), lease=LEASE, limit=BATCH)
            )
            if not claimed:
                break
            done += len(claimed)
            await self._deliver_all(claimed)
        return done

    async def _deliver_all(self, claimed: list[Notification]) -> None:
        """Each member's in order, several members at once, so that one who must wait holds up nobody else."""
        lines: dict[int, list[Notification]] = defaultdict(list)
        for row in claimed:
            lines[row.recipient_id].append(row)
        gate = asyncio.Semaphore(AT_ONCE)

        async def serve(line: list[Notification]) -> None:
            async with gate:
                for position, row in enumerate(line):
                    if self._waits(row.recipient_id):
                        # That chat waits, with all there is for it and in its order; nobody else does.
                        await self._put_back(line[position:], self._left_alone[row.recipient_id])
                        break
                    await self._deliver(row)

        async with asyncio.TaskGroup() as group:
            for line in lines.values():
                group.create_task(serve(line))

    def _waits(self, recipient_id: int) -> bool:
        """Whether the messenger wants that member's chat left alone now."""
        until = self._left_alone.get(recipient_id)
        if until is not None and until <= self.clock():
            del self._left_alone[recipient_id]
            return False
        return until is not None

    async def _deliver(self, row: Notification) -> None:
        try:
            worded = await self.store.read(lambda session: self._word(session, row))
        except Exception as error:
            failures.note(error, what=f"wording a notification of the kind {row.kind.value}")
            await self._write(row, self._later_or_dead(row, FEW_TRIES))
            return
        outcome = worded if isinstance(worded, Outcome) else await self._send(row, worded)
        if outcome.chat_waits and outcome.again_at is not None:
            self._left_alone[row.recipient_id] = outcome.again_at
        await self._write(row, outcome)

    async def _put_back(self, rows: list[Notification], again_at: datetime) -> None:
        """Puts claimed notifications back that were not tried."""

        def back(session: Session) -> None:
            for row in rows:
                untried = session.get_one(Notification, row.id)
                untried.attempts -= 1
                notification.retry(session, untried, again_at)

        await self.store.write(back)

    def _word(self, session: Session, row: Notification) -> Worded | Outcome:
        """Reads how things stand and chooses the words; an outcome where there is nothing to send."""
        now = self.clock()
        if row.useless_after is not None and row.useless_after <= now:
            return Outcome(State.LAPSED)
        bank = timebank.get(session, row.timebank_id)
        recipient = member.get(session, row.timebank_id, row.recipient_id)
        if recipient.chat_id is None or recipient.unreachable_since is not None:
            return Outcome(State.DEAD, unreachable=True)
        scene = Scene(session, bank, recipient, now, bot_username=self.bot_username())
        what = notices.word(scene, row.kind, row.subject_id)
        if what is None:
            return Outcome(State.LAPSED)
        silent = row.kind not in notices.LOUD_AT_NIGHT and timebank.is_quiet(bank, now)
        return Worded(
            Reader(recipient.chat_id, recipient.language, ZoneInfo(recipient.zone), now), what, silent
        )

    async def _send(self, row: Notification, worded: Worded) -> Outcome:
        """Sends it, and reads the messenger's answer as the table at the top says."""
        try:
            sent = await self.out.send(worded.reader, worded.what, silent=worded.silent, patient=False)
            return Outcome(State.SENT, sent)
        except InvalidToken:
            raise
        except RetryAfter as told:
            after = told.retry_after
            wait = after if isinstance(after, timedelta) else timedelta(seconds=after)
            return Outcome(State.PENDING, again_at=self.clock() + wait, chat_waits=True)
        except Forbidden:
            return Outcome(State.DEAD, unreachable=True)
        except ChatMigrated as moved:
            return Outcome(State.PENDING, again_at=self.clock(), new_chat_id=moved.new_chat_id)
        except BadRequest as refusal:
            gone = "chat not found" in str(refusal).lower()
            log.warning("a message was refused", notice=row.kind.value, gone=gone)
            return Outcome(State.DEAD, unreachable=gone)
        except TelegramError as trouble:
            return self._after_trouble(row, trouble)
        except Exception as error:
            failures.note(error, what=f"sending a notification of the kind {row.kind.value}")
            return self._after_trouble(row, error)

    def _after_trouble(self, row: Notification, trouble: Exception) -> Outcome:
        """It may have arrived or not: what is harmless to read twice is sent again."""
        never_left = isinstance(
            trouble.__cause__, httpx.ConnectError | httpx.ConnectTimeout | httpx.PoolTimeout
        )
        log.warning("sending is in trouble", kind=type(trouble).__name__, notice=row.kind.value)
        # Exactly this class: a 5xx. Its children are a time-out and a refusal.
        if never_left or (type(trouble) is NetworkError and row.kind in notices.SAFE_TO_REPEAT):
            return self._later_or_dead(row, TRIES)
        if row.kind in notices.SAFE_TO_REPEAT:
            return self._later_or_dead(row, FEW_TRIES)
        return Outcome(State.UNCERTAIN)

    def _later_or_dead(self, row: Notification, tries: int) -> Outcome:
        if row.attempts >= tries:
            log.error("a notification is given up", notification_id=row.id, notice=row.kind.value)
            return Outcome(State.DEAD)
        pause = min(LAST_PAUSE, FIRST_PAUSE * 2 ** min(row.attempts - 1, 10))
        return Outcome(State.PENDING, again_at=self.clock() + pause)

    async def _write(self, row: Notification, outcome: Outcome) -> None:
        """Writes down what became of it, with what follows from that."""
        await self.store.write(lambda session: self._written(session, row.id, outcome))

    def _written(self, session: Session, row_id: int, outcome: Outcome) -> None:
        now = self.clock()
        row = session.get_one(Notification, row_id)
        recipient = session.get_one(Member, row.recipient_id)
        if outcome.new_chat_id is not None:
            recipient.chat_id = outcome.new_chat_id
            session.add(recipient)
        if outcome.unreachable:
            member.mark_unreachable(session, recipient, now)
        if outcome.again_at is not None:
            notification.retry(session, row, outcome.again_at)
            return
        message_id = None if outcome.sent is None else outcome.sent.message_id
        notification.finish(session, row, outcome.state, now, message_id)
        if outcome.sent is not None:
            shown.note(
                session, recipient, outcome.sent.message_id, outcome.sent.options, now, outcome.sent.talk_id
            )
