"""What members hear of their membership: a check that lapses soon, a kind word in the middle of joining."""

from __future__ import annotations

from bot.context import Scene
from bot.organisers.seen_words import what_words
from bot.saying import Button, Say, say
from bot.values import Day, words
from models import conversation, lapsing, member, unfinished


def check_lapses(scene: Scene, subject_id: int) -> Say | None:
    """A check of theirs lapses soon, after which they cannot be asked for what demands it."""
    seen = lapsing.one(scene.session, scene.bank.id, subject_id, scene.now)
    if seen is None or seen.member_id != scene.member.id or seen.lapses_on is None:
        return None
    return say(
        words("check-lapses", what=what_words(seen.what), until=Day(seen.lapses_on)),
        words("check-lapses-then"),
        buttons=[[Button(words("button-ask-a-person"), "person:check")]],
    )


def nudge(scene: Scene, subject_id: int) -> Say | None:
    """They began to join and stopped; None where they have gone on, or want to hear nothing more."""
    row = conversation.current(scene.session, scene.member)
    joining = scene.member.state is member.State.JOINING
    if not joining or row is None or row.flow != unfinished.FLOW:
        return None
    return say(
        words("nudge", bank=scene.bank.name),
        words("nudge-ask"),
        buttons=[
            [Button(words("button-carry-on"), f"talk:on:{row.id}")],
            [Button(words("button-drop-it"), f"talk:drop:{row.id}")],
        ],
    )
