"""The organisers' group: what it reads of each task and of each week, in the bank's language.

No member is named in it, and nothing told that is about one of them. Who wants to know more opens the queue
in private.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlmodel import Session

from bot.outgoing import Reader
from bot.saying import Button, Say, say
from bot.values import Day, Length, Words, words
from bot.wording import member_words
from models import books, fairness, group_news, group_post, member, organiser_group, period, timebank
from models.group_post import WEEK, GroupPost, Stage
from models.organiser_group import OrganiserGroup, Topic
from models.task import TaskKind

# What stands behind t.me/<bot>?start=… on the button below each post.
QUEUE_PAYLOAD = "queue"
# Somebody may be in danger: these make a sound at any hour.
ALWAYS_LOUD = frozenset({TaskKind.ALARM.value, TaskKind.OVERDUE.value})
# These make one by day.
LOUD = frozenset({Topic.URGENT, Topic.SAFEGUARDING})


@dataclass(frozen=True)
class Worded:
    """A post as it is to be read.

    Attributes:
        reader: the group, or the one in which it already stands.
        what: the words; None where nothing is to be said any more.
        silent: whether it makes no sound.
        uses_topics: whether the group keeps topics.
        topic_id: the number of its topic there, where that was made.
    """

    reader: Reader
    what: Say | None
    silent: bool
    uses_topics: bool
    topic_id: int | None


def word(session: Session, row: GroupPost, now: datetime, bot_username: str) -> Worded | None:
    """Chooses the words for a post as things stand; None where no group is linked."""
    group = organiser_group.of(session, row.timebank_id)
    if group is None or group.chat_id is None:
        return None
    bank = timebank.get(session, row.timebank_id)
    chat_id = group.chat_id if row.message_id is None or row.chat_id is None else row.chat_id
    reader = Reader(chat_id, bank.language, ZoneInfo(bank.zone), now)
    loud = row.kind in ALWAYS_LOUD or (row.topic in LOUD and not timebank.is_quiet(bank, now))
    return Worded(
        reader,
        _said(session, row, now, bot_username),
        silent=not loud,
        uses_topics=group.uses_topics,
        topic_id=group.topics.get(row.topic.value),
    )


def topic_words(topic: Topic) -> Words:
    """The name of a topic."""
    return words(f"group-topic-{topic.value}")


def hello(session: Session, group: OrganiserGroup, now: datetime, bot_username: str) -> Say:
    """What a group reads first: what will stand there, and how much waits already."""
    waits = group_news.waiting(session, group.timebank_id, now)
    return say(words("group-hello"), words("group-hello-waits", count=waits), buttons=[[_open(bot_username)]])


def _said(session: Session, row: GroupPost, now: datetime, bot_username: str) -> Say | None:
    if row.kind == WEEK:
        return _week(session, row, now, bot_username)
    line = words(f"group-task-{row.kind.replace('_', '-')}")
    if row.stage is Stage.OVER:
        return None if row.message_id is None else say(words("group-over", line=line))
    if row.stage is Stage.TAKEN and row.taken_by_id is not None:
        name = member_words(member.get(session, row.timebank_id, row.taken_by_id))
        line = words("group-taken", line=line, name=name)
    return say(line, buttons=[[_open(bot_username)]])


def _week(session: Session, row: GroupPost, now: datetime, bot_username: str) -> Say:
    """How a week was, in figures that everybody in the bank may see, and how much waits."""
    bank = timebank.get(session, row.timebank_id)
    first, final = group_post.week_of(row.subject_id)
    span = period.whole_days(first, final, bank.zone)
    stands, wishes = (
        books.books(session, bank.id, span),
        fairness.report(session, bank.id, span).wishes,
    )
    parts = [words("group-week", first=Day(first), final=Day(final))]
    if stands.given_minutes is None:
        parts.append(words("books-too-few-took-part"))
    else:
        parts.append(words("books-given", given=Length(stands.given_minutes)))
    if wishes is not None:
        parts.append(words("books-filled", filled=wishes.filled, people=wishes.people, asked=wishes.asked))
    waits = group_news.waiting(session, bank.id, now)
    return say(*parts, words("group-hello-waits", count=waits), buttons=[[_open(bot_username)]])


def _open(bot_username: str) -> Button:
    return Button(words("button-group-open"), url=f"https://t.me/{bot_username}?start={QUEUE_PAYLOAD}")
