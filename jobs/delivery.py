"""Delivery: notifications that are due are claimed, put into words as things stand now, and sent.

    claim a few --> put into words --> wait for a turn --> send --> write down what became of them
         ^                                                                        |
         '--------------------- in one transaction -------------------------------'

Only a few are claimed ahead of those that are being sent, because whatever a process holds when it dies may
have arrived: see `notification.claim`. What became of them is written down together with the next claim, so
that a wave to many costs few transactions. `outcome` says what becomes of one by what the messenger answered.

Several members are written to at once, each one's messages in order, so that one who must wait holds up
nobody else. When the messenger itself is in trouble, one message after a while asks whether it is back; then
everything goes out in its old order.
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial
from zoneinfo import ZoneInfo

import structlog
from sqlmodel import Session
from telegram.error import InvalidToken

from bot import failures, notices
from bot.context import Scene
from bot.outgoing import NotSent, Outgoing, Reader
from bot.pace import Rank
from bot.saying import Say
from jobs import outcome as outcomes
from jobs.outcome import UNTRIED, Outcome
from models import member, notification, shown, timebank, told_door, undelivered
from models.notification import SAFE_TO_REPEAT, Notice, Notification, State
from models.store import Store

log = structlog.get_logger(__name__)

LEASE = timedelta(minutes=2)
# Sending itself takes no longer than this, so that what is begun ends before another could take it over.
LONGEST_SENDING = timedelta(seconds=30)
# So many members wait for their turn at the most, and so many are written to at once in all.
AHEAD, AT_ONCE = 12, 60
# What became of a message is written down after so many seconds at the latest.
WRITTEN_AFTER_S = 0.5
# When told to stop, what is on its way gets so many seconds to end.
LAST_WORDS_S = 10.0
# When so many members in a row cannot be written to, it is the messenger that is in trouble, and gets some
# rest, longer each time.
IN_TROUBLE_AFTER = 3
FIRST_REST, LAST_REST = timedelta(seconds=5), timedelta(minutes=1)


@dataclass(frozen=True)
class Worded:
    """A notification in words: for whom, and whether it makes a sound."""

    reader: Reader
    what: Say
    silent: bool


@dataclass
class Hand:
    """What one run has claimed and not written down so far.

    Attributes:
        lines: what is for each member, in order; the first is being worded or sent.
        waiting: members whose first message waits for its turn.
        sending: members to whom a message is on its way.
        ended: what became of the others.
        news: set whenever something of this changes.
        claim: the transaction that is under way.
        more: whether there was more to claim than there was room for.
        closing: nothing more is to be sent.
        fatal: what makes going on senseless.
    """

    ended: list[tuple[Notification, Outcome]]
    lines: dict[int, deque[Notification]] = field(default_factory=dict)
    waiting: set[int] = field(default_factory=set)
    sending: set[int] = field(default_factory=set)
    tasks: dict[int, asyncio.Task[None]] = field(default_factory=dict)
    news: asyncio.Event = field(default_factory=asyncio.Event)
    claim: asyncio.Task[list[Notification]] | None = None
    more: bool = False
    closing: bool = False
    fatal: InvalidToken | None = None


@dataclass
class Delivery:
    """Delivers what is due.

    Attributes:
        store: the database.
        timebank_id: the time bank whose members are written to.
        out: the way out.
        clock: the present moment.
        bot_username: says our own name in the messenger.
    """

    store: Store
    timebank_id: int
    out: Outgoing
    clock: Callable[[], datetime]
    bot_username: Callable[[], str]
    _left_alone: dict[int, datetime] = field(default_factory=dict)
    _unwritten: list[tuple[Notification, Outcome]] = field(default_factory=list)
    _failing: set[int] = field(default_factory=set)
    _rest: timedelta = FIRST_REST
    _resting_until: datetime | None = None
    _due_by: datetime | None = None

    async def run(self) -> int:
        """Delivers all that is due, and returns how many notifications reached a last state.

        When it is cancelled, what is on its way arrives and is written down, and the rest is put back.

        Raises:
            InvalidToken: the messenger does not know our token any more.
        """
        hand, done = Hand(self._unwritten), 0
        self._unwritten = []
        try:
            while True:
                ended = await self._write_and_claim(hand)
                done += sum(1 for outcome in ended if outcome.state is not State.PENDING)
                if hand.fatal is not None:
                    raise hand.fatal
                # What has just been put back may be due at once.
                if not hand.lines and not ended:
                    return done
                await self._until_news(hand)
        finally:
            if hand.lines or hand.ended or hand.claim is not None:
                await asyncio.shield(self._let_go(hand))

    def clock_was_set(self, by: timedelta) -> None:
        """Forgets until when something was to wait by a clock that was wrong; what was due by it is due now.

        Args:
            by: how far the clock was moved, below zero where it was set back.
        """
        self._left_alone.clear()
        self._rest, self._resting_until = FIRST_REST, None
        self._due_by = max(self.clock(), self.clock() - by)

    def _room(self, hand: Hand) -> int:
        """How many more may be claimed now: few, or one alone to ask whether the messenger is there again."""
        if hand.fatal is not None or self._is_resting():
            return 0
        if self._in_trouble:
            return 0 if hand.lines else 1
        return max(0, min(AHEAD - len(hand.waiting), AT_ONCE - len(hand.lines)))

    async def _write_and_claim(self, hand: Hand) -> list[Outcome]:
        """Writes down what has ended and claims what comes next; returns what was written down."""
        room, busy = self._room(hand), list(hand.lines)
        wants = room > 0 and (
            self._due_by is not None
            or await self.store.read(
                lambda session: notification.any_due(session, self.timebank_id, self.clock(), busy)
            )
        )
        ended, hand.ended, hand.more = hand.ended, [], False
        if not ended and not wants:
            return []
        due_by, self._due_by = self._due_by, None

        def work(session: Session) -> list[Notification]:
            for row, outcome in ended:
                self._settle(session, row, outcome)
            if due_by is not None:
                notification.hurry(session, self.timebank_id, self.clock(), due_by)
            if not wants:
                return []
            return notification.claim(
                session,
                timebank_id=self.timebank_id,
                now=self.clock(),
                lease=LEASE,
                limit=room,
                busy=busy,
            )

        hand.claim = asyncio.create_task(self.store.write(work))
        try:
            claimed = await asyncio.shield(hand.claim)
        except asyncio.CancelledError:
            raise
        except Exception as error:
            hand.claim = None
            self._due_by = self._due_by or due_by
            if failures.is_passing(error):
                # Whatever was sent is not forgotten while the database is away.
                self._unwritten += ended
                raise
            if not ended:
                raise
            # Whatever it is that cannot be written down must not take the others along.
            await self._write_one_by_one(ended)
            return [outcome for _, outcome in ended]
        hand.claim, hand.more = None, len(claimed) == room
        for row in claimed:
            hand.lines.setdefault(row.recipient_id, deque()).append(row)
        for recipient_id in hand.lines:
            if recipient_id not in hand.tasks:
                hand.waiting.add(recipient_id)
                hand.tasks[recipient_id] = asyncio.create_task(self._serve(hand, recipient_id))
        return [outcome for _, outcome in ended]

    async def _write_one_by_one(self, ended: list[tuple[Notification, Outcome]]) -> None:
        """Writes down what can be, each by itself."""
        for row, outcome in ended:
            try:
                await self.store.write(partial(self._settle, claimed=row, outcome=outcome))
            except Exception as trouble:
                failures.note(trouble, what=f"writing down a notification of the kind {row.kind.value}")

    async def _until_news(self, hand: Hand) -> None:
        """Waits until more should be claimed, all has ended, or what has ended should be written down."""
        latest_s = asyncio.get_running_loop().time() + WRITTEN_AFTER_S
        while hand.lines and hand.fatal is None and not (hand.more and self._room(hand) > AHEAD // 2):
            hand.news.clear()
            try:
                async with asyncio.timeout_at(latest_s):
                    await hand.news.wait()
            except TimeoutError:
                return

    async def _let_go(self, hand: Hand) -> None:
        """Ends a run: what is on its way may arrive, and everything else is put back."""
        hand.closing = True
        if hand.claim is not None:
            for claimed in await asyncio.gather(hand.claim, return_exceptions=True):
                if isinstance(claimed, list):
                    hand.ended += [(row, UNTRIED) for row in claimed]
        for recipient_id, task in hand.tasks.items():
            if recipient_id not in hand.sending:
                task.cancel()
        if hand.tasks:
            await asyncio.wait(list(hand.tasks.values()), timeout=LAST_WORDS_S)
        await self._write_one_by_one(hand.ended)

    async def _serve(self, hand: Hand, recipient_id: int) -> None:
        """Says to one member what there is to say, one after the other."""
        line = hand.lines[recipient_id]
        try:
            while line and not hand.closing:
                outcome = self._learn(recipient_id, await self._deliver(hand, line[0]))
                hand.ended.append((line.popleft(), outcome))
                hand.sending.discard(recipient_id)
                # Whatever else is for them waits for this chat only, and for no turn of others.
                hand.waiting.discard(recipient_id)
                hand.news.set()
        except InvalidToken as fatal:
            hand.fatal = fatal
        finally:
            hand.ended += [(row, UNTRIED) for row in line]
            hand.waiting.discard(recipient_id)
            hand.sending.discard(recipient_id)
            del hand.lines[recipient_id], hand.tasks[recipient_id]
            hand.news.set()

    async def _deliver(self, hand: Hand, row: Notification) -> Outcome:
        until = self._left_alone.get(row.recipient_id)
        if until is not None and until > self.clock():
            # That chat waits, with all there is for it and in its order; nobody else does.
            return Outcome(State.PENDING, again_at=until, untried=True)
        self._left_alone.pop(row.recipient_id, None)
        try:
            worded = await self.store.read(lambda session: self._word(session, row))
        except Exception as error:
            if failures.is_passing(error):
                return UNTRIED
            failures.note(error, what=f"wording a notification of the kind {row.kind.value}")
            return outcomes.later_or_dead(row, outcomes.FEW_TRIES, self.clock())
        if isinstance(worded, Outcome):
            return worded
        outcome = await self._send(hand, row, worded)
        if outcome.chat_waits and outcome.again_at is not None:
            self._left_alone[row.recipient_id] = outcome.again_at
        return outcome

    def _word(self, session: Session, row: Notification) -> Worded | Outcome:
        """Reads how things stand and chooses the words; an outcome where there is nothing to send."""
        now = self.clock()
        if row.useless_after is not None and row.useless_after <= now:
            log.info("a notification has passed", notice=row.kind.value, notification_id=row.id)
            return Outcome(State.LAPSED)
        bank = timebank.get(session, row.timebank_id)
        recipient = member.get(session, row.timebank_id, row.recipient_id)
        if recipient.unreachable_since is not None:
            return outcomes.away(row, now)
        scene = Scene(session, bank, recipient, now, bot_username=self.bot_username())
        what = notices.word(scene, row.kind, row.subject_id)
        if what is None:
            return Outcome(State.LAPSED)
        if recipient.chat_id is None:
            # An organiser tells them; see `models.calls`.
            return outcomes.by_phone(row, now)
        silent = row.kind in notices.ALWAYS_SILENT or (
            row.kind not in notices.LOUD_AT_NIGHT and timebank.is_quiet(bank, now)
        )
        return Worded(
            Reader(recipient.chat_id, recipient.language, ZoneInfo(recipient.zone), now),
            notices.once_more(what) if row.retold and row.kind not in SAFE_TO_REPEAT else what,
            silent,
        )

    async def _send(self, hand: Hand, row: Notification, worded: Worded) -> Outcome:
        def before() -> None:
            self._check(hand, row)
            hand.waiting.discard(row.recipient_id)
            hand.sending.add(row.recipient_id)

        try:
            sent = await self.out.send(
                worded.reader,
                worded.what,
                silent=worded.silent,
                patient=False,
                rank=_rank(row.kind),
                before=before,
            )
        except InvalidToken:
            raise
        except Exception as trouble:
            return outcomes.after(row, trouble, self.clock())
        return Outcome(State.SENT, sent)

    def _check(self, hand: Hand, row: Notification) -> None:
        """Looks once more right before sending: this process may have slept while another took over.

        Raises:
            NotSent: it is not to be sent, or not by us.
        """
        assert row.lease_until is not None, "it was claimed"
        late = row.lease_until - LONGEST_SENDING <= self.clock()
        if late or hand.closing or hand.fatal is not None or self._is_resting():
            raise NotSent()

    @property
    def _in_trouble(self) -> bool:
        """Whether it is the messenger that fails, and not a single chat."""
        return len(self._failing) >= IN_TROUBLE_AFTER

    def _is_resting(self) -> bool:
        return self._resting_until is not None and self._resting_until > self.clock()

    def _learn(self, recipient_id: int, outcome: Outcome) -> Outcome:
        """Learns from what became of a message whether the messenger itself is in trouble, or back.

        Returns:
            what became of it in that light: no try, where everybody's messages fail alike.
        """
        if outcome.in_trouble:
            self._failing.add(recipient_id)
            if self._in_trouble and not self._is_resting():
                log.warning("the messenger is in trouble", pause_s=self._rest.total_seconds())
                self._resting_until = self.clock() + self._rest
                self._rest = min(LAST_REST, self._rest * 2)
        elif outcome.sent is not None or outcome.chat_waits:
            if self._in_trouble:
                log.info("the messenger is back")
                self._due_by = self.clock()
            self._failing.clear()
            self._rest, self._resting_until = FIRST_REST, None
        if outcome.says_nothing and self._in_trouble:
            # Two rests, so that the next to ask whether it is back is another message.
            return Outcome(State.PENDING, again_at=self.clock() + 2 * self._rest, untried=True)
        return outcome

    def _settle(self, session: Session, claimed: Notification, outcome: Outcome) -> None:
        """Writes down what became of one, with what follows from that."""
        now = self.clock()
        recipient = member.get(session, claimed.timebank_id, claimed.recipient_id)
        if outcome.new_chat_id is not None:
            recipient.chat_id = outcome.new_chat_id
            session.add(recipient)
        if outcome.unreachable:
            member.mark_unreachable(session, recipient, now)
        sent = outcome.sent
        if sent is not None:
            shown.note(session, recipient, sent.message_id, sent.options, now, sent.talk_id)
            if sent.door_of is not None:
                told_door.note(session, recipient, sent.message_id, sent.door_of, now)
        row = notification.still_claimed(session, claimed)
        if row is None:
            log.warning(
                "a notification was taken over", notification_id=claimed.id, notice=claimed.kind.value
            )
        elif outcome.state is not State.PENDING:
            notification.finish(session, row, outcome.state, now, None if sent is None else sent.message_id)
        elif outcome.untried:
            notification.put_back(session, row, outcome.again_at)
        else:
            again_at = outcome.again_at or row.send_after
            notification.retry(session, row, again_at, doubtful=outcome.doubtful)
        if outcome.state is State.DEAD and claimed.kind is not Notice.TASK_UNDELIVERED:
            undelivered.tell_organisers(session, claimed.timebank_id, now)


def _rank(kind: Notice) -> Rank:
    """Alerts go with the answers to those who wait, and waves last."""
    if kind in notification.ALERTS:
        return Rank.ANSWER
    return Rank.WAVE if kind in notification.WAVES | notification.BEHIND_ALL else Rank.NEWS
