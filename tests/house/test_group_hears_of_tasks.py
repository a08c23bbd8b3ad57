"""Proves that the organisers' group has words for whatever it is told, and that none of them name anybody."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot import locales
from bot.language import languages, speaker
from models.group_news import LEFT_OUT, TOPICS
from models.organiser_group import Topic
from models.task import TaskKind

LOCALES = Path(locales.__file__).parent


def test_every_task_has_a_topic_or_is_left_out() -> None:
    """No kind of task is forgotten, and none is both told and left out."""
    assert TOPICS.keys() | LEFT_OUT == set(TaskKind)
    assert not TOPICS.keys() & LEFT_OUT


@pytest.mark.parametrize("language", list(languages()))
def test_every_task_and_topic_has_its_words(language: str) -> None:
    """Each is told in every language."""
    for kind in TOPICS:
        assert speaker().knows(f"group-task-{kind.value.replace('_', '-')}", language), kind
    for topic in Topic:
        assert speaker().knows(f"group-topic-{topic.value}", language), topic


@pytest.mark.parametrize("language", list(languages()))
def test_no_line_about_a_task_has_room_for_a_name(language: str) -> None:
    """The lines take nothing in, so that no name and no place can ever slip into them."""
    written = (LOCALES / language / "our_group.ftl").read_text(encoding="utf-8").splitlines()
    lines = [line for line in written if line.startswith("group-task-")]
    assert len(lines) == len(TOPICS)
    assert not [line for line in lines if "{" in line]
