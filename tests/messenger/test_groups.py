"""Groups of the street: what a bot may do in one, and what Telegram refuses there."""

from __future__ import annotations

from pathlib import Path

import pytest
import telegram
from telegram.error import BadRequest, ChatMigrated, Forbidden

from messenger import Messenger, Person
from messenger.refusals import NotPossible


async def test_a_bot_that_is_let_in_speaks_in_topics(
    street: Messenger, bot: telegram.Bot, ada: Person
) -> None:
    """Let in by a link it hears the secret behind it, makes a topic, and writes into it alone."""
    group = street.street.add_group("Organisers")
    ada.follows("https://t.me/goodturn_bot?startgroup=secret&admin=manage_topics")
    updates = await bot.get_updates(timeout=0)
    assert [next(iter(update.to_dict().keys() - {"update_id"})) for update in updates] == [
        "my_chat_member", "message",
    ]  # fmt: skip
    heard = updates[1].message
    assert heard is not None and heard.text == "/start@goodturn_bot secret" and heard.chat.is_forum
    topic = await bot.create_forum_topic(group.id, "New")
    said = await bot.send_message(group.id, "Hello", message_thread_id=topic.message_thread_id)
    assert said.is_topic_message and [one.text for one in group.in_topic("New")] == ["Hello"]
    assert group.in_topic("Urgent") == []


async def test_what_telegram_refuses_in_a_group(street: Messenger, bot: telegram.Bot, ada: Person) -> None:
    """Not let in, not allowed, no topics, a topic that is gone, a group that moved: each in its own words."""
    group = street.street.add_group("Organisers", has_topics=False)
    with pytest.raises(Forbidden, match=r"(?i)kicked"):
        await bot.send_message(group.id, "Hello")
    ada.lets_bot_into(group, manages_topics=False)
    with pytest.raises(BadRequest, match=r"(?i)not a forum"):
        await bot.create_forum_topic(group.id, "New")
    group.switches_topics(on=True)
    with pytest.raises(BadRequest, match=r"(?i)not enough rights"):
        await bot.create_forum_topic(group.id, "New")
    group.bot_manages_topics = True
    topic = await bot.create_forum_topic(group.id, "New")
    group.deletes_topic("New")
    with pytest.raises(BadRequest, match=r"(?i)thread not found"):
        await bot.send_message(group.id, "Hello", message_thread_id=topic.message_thread_id)
    with pytest.raises(BadRequest, match=r"(?i)thread not found"):
        await bot.send_message(ada.id, "Hello", message_thread_id=topic.message_thread_id)
    with pytest.raises(BadRequest, match=r"(?i)not a forum"):
        await bot.create_forum_topic(ada.id, "New")
    with pytest.raises(NotPossible):
        group.deletes_topic("New")
    new = group.moves(ada)
    with pytest.raises(ChatMigrated) as moved:
        await bot.send_message(group.id, "Hello")
    assert moved.value.new_chat_id == new.id


async def test_a_bot_hears_commands_in_a_group_and_nothing_else(
    street: Messenger, bot: telegram.Bot, ada: Person
) -> None:
    """Chatter in a group is not for bots, and before it is let in, neither are commands."""
    group = street.street.add_group("Organisers")
    ada.says_in(group, "/queue")
    ada.lets_bot_into(group)
    ada.says_in(group, "Good morning all")
    ada.says_in(group, "/queue")
    heard = [update.message.text for update in await bot.get_updates(timeout=0) if update.message]
    assert heard == ["/queue"]


async def test_a_group_is_remembered_over_a_restart(tmp_path: Path) -> None:
    """Its topics, what was said, and whether the bot is in it stand in the notebook."""
    street = Messenger(state_path=tmp_path / "street.sqlite")
    ada, group = street.add_person("Ada"), street.street.add_group("Organisers")
    ada.lets_bot_into(group)
    topic_id = group.make_topic("New")
    ada.says_in(group, "Good morning", topic_id)
    street.close()
    again = Messenger(state_path=tmp_path / "street.sqlite")
    [known] = again.street.groups.values()
    assert known.topics == {topic_id: "New"} and known.bot_is_in and known.bot_manages_topics
    assert [(one.text, one.sender_id, one.topic_id) for one in known.messages] == [
        ("Good morning", ada.id, topic_id)
    ]
    assert again.street.any_group() is known
    again.close()
