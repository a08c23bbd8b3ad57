"""The round of the organisers' group: what stands is held against what the group was told, and the difference
is said there.

    look what is new, taken or dealt with --> claim a few --> say or edit each --> write down the outcome

The group is told what every organiser is told in private as well, so that trouble with it holds nobody up: a
topic that is gone is made anew, a group without topics gets one stream, and one that we were taken out of is
left alone.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import partial

import structlog
from telegram.error import BadRequest, ChatMigrated, Forbidden, InvalidToken, RetryAfter, TelegramError

from bot import failures, group
from bot.group import Worded
from bot.outgoing import Outgoing
from bot.pace import Rank
from models import group_news, group_post, organiser_group
from models.group_post import GroupPost
from models.organiser_group import Topic
from models.store import Store

log = structlog.get_logger(__name__)

# The messenger takes twenty a minute for a group; a lease holds for longer than so many of them take.
AT_ONCE = 10
LEASE = timedelta(minutes=3)
# What the messenger answers where a topic was deleted or closed in the group.
TOPIC_GONE = ("thread not found", "topic_deleted", "topic_closed", "topic_id_invalid")
# And where the group has no topics, or lets us make none.
NO_TOPICS = ("not a forum", "not enough rights", "topics_disabled", "chat_admin_required")
GROUP_GONE = ("chat not found", "group chat was deleted", "group chat was deactivated")


@dataclass
class GroupRound:
    """Tells the organisers' group what is new.

    Attributes:
        store: the database.
        timebank_id: the time bank whose group it is.
        out: the way out.
        clock: the present moment.
        bot_username: says our own name in the messenger.
    """

    store: Store
    timebank_id: int
    out: Outgoing
    clock: Callable[[], datetime]
    bot_username: Callable[[], str]

    async def run(self) -> int:
        """Tells all that is new, and returns how many posts the group was told.

        Raises:
            InvalidToken: the messenger does not know our token any more.
        """
        if await self.store.read(
            lambda session: group_news.any_news(session, self.timebank_id, self.clock())
        ):
            await self.store.write(lambda session: group_news.look(session, self.timebank_id, self.clock()))
        told = 0
        while await self.store.read(
            lambda session: group_post.any_due(session, self.timebank_id, self.clock())
        ):
            claimed = await self.store.write(
                lambda session: group_post.claim(session, self.timebank_id, self.clock(), LEASE, AT_ONCE)
            )
            if not claimed:
                break
            for row in claimed:
                told += await self._tell(row)
        return told

    async def _tell(self, row: GroupPost) -> bool:
        """Says or edits one post, and returns whether the group reads it now."""
        worded = await self.store.read(
            lambda session: group.word(session, row, self.clock(), self.bot_username())
        )
        if worded is None or worded.what is None:
            await self.store.write(lambda session: group_post.give_up(session, row))
            return False
        try:
            message_id = await self._say(row, worded)
        except InvalidToken:
            raise
        except Exception as trouble:
            await self._after(row, worded, trouble)
            return False
        chat_id = worded.reader.chat_id
        await self.store.write(
            lambda session: group_post.told(session, row, chat_id, message_id, self.clock())
        )
        return True

    async def _say(self, row: GroupPost, worded: Worded) -> int:
        assert worded.what is not None, "there is something to say"
        if row.message_id is not None:
            return (await self.out.edit(worded.reader, row.message_id, worded.what)).message_id
        topic_id = worded.topic_id
        if worded.uses_topics and topic_id is None:
            topic_id = await self._make_topic(row.topic, worded)
        reader = replace(worded.reader, topic_id=topic_id)
        rank = Rank.ANSWER if row.kind in group.ALWAYS_LOUD else Rank.NEWS
        sent = await self.out.send(reader, worded.what, silent=worded.silent, patient=False, rank=rank)
        return sent.message_id

    async def _make_topic(self, topic: Topic, worded: Worded) -> int | None:
        """Makes a topic; None where the group has none, or lets us make none."""
        try:
            topic_id = await self.out.make_topic(worded.reader, group.topic_words(topic))
        except (BadRequest, Forbidden) as refusal:
            if not _says(refusal, NO_TOPICS):
                raise
            log.info("the group keeps no topics", reason=str(refusal))
            await self.store.write(
                lambda session: organiser_group.do_without_topics(session, self.timebank_id)
            )
            return None
        await self.store.write(
            lambda session: organiser_group.note_topic(session, self.timebank_id, topic, topic_id)
        )
        return topic_id

    async def _after(self, row: GroupPost, worded: Worded, trouble: Exception) -> None:
        """Writes down what follows from what the messenger answered."""
        now, chat_id, bank = self.clock(), worded.reader.chat_id, self.timebank_id
        put_off = partial(group_post.put_off, tried=row, now=now)
        match trouble:
            case RetryAfter(retry_after=span):
                wait = span if isinstance(span, timedelta) else timedelta(seconds=span)
                await self.store.write(lambda session: put_off(session, again_at=now + wait))
            case ChatMigrated(new_chat_id=new_chat_id):
                await self.store.write(
                    lambda session: organiser_group.moved(session, bank, chat_id, new_chat_id)
                )
                # What stands in the group that was is out of reach; it is said anew in the one that is.
                await self.store.write(lambda session: group_post.lose_message(session, row, now))
            case BadRequest() if _says(trouble, TOPIC_GONE) and row.message_id is None:
                await self.store.write(
                    lambda session: organiser_group.note_topic(session, bank, row.topic, None)
                )
                await self.store.write(put_off)
            case Forbidden() | BadRequest() if isinstance(trouble, Forbidden) or _says(trouble, GROUP_GONE):
                log.warning("the organisers' group is gone", reason=str(trouble))
                await self.store.write(lambda session: organiser_group.lost(session, bank, chat_id))
                await self.store.write(lambda session: group_post.give_up(session, row))
            case BadRequest():
                log.warning("the organisers' group refused a post", kind=row.kind, reason=str(trouble))
                await self.store.write(lambda session: group_post.give_up(session, row))
            case _:
                passing = isinstance(trouble, TelegramError) and failures.may_get_out_later(trouble)
                if not passing:
                    failures.note(trouble, what="telling the organisers' group")
                await self.store.write(lambda session: put_off(session, passing=passing))


def _says(refusal: Exception, reasons: tuple[str, ...]) -> bool:
    return any(reason in str(refusal).lower() for reason in reasons)
