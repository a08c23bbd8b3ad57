"""Concerns whose words are about to go, as those read it who may keep them longer, and what is left of them
afterwards.
"""

from __future__ import annotations

from datetime import datetime

from bot.context import Scene
from bot.heard import Heard, number
from bot.saying import Button, Reply, Say, reply, say, singly
from bot.values import Day, Moment, Words, words
from bot.wording import member_words
from models import concern, keeping, member
from models.concern import Concern
from models.keeping import Why
from models.member import NotFound


def told(scene: Scene, subject_id: int) -> Say | None:
    """Tells whoever may read it that the words of a concern will go; None where they stay, or are gone."""
    try:
        found = concern.get(scene.session, scene.member, subject_id)
    except NotFound:
        return None
    return _ending(scene, found)


def task(scene: Scene, subject_id: int) -> Say:
    """One of the queue; raises NotFound to those who may not see it."""
    found = concern.get(scene.session, scene.member, subject_id)
    return _ending(scene, found) or say(words("task-done-before"))


def line(scene: Scene, subject_id: int) -> Words:
    """One line of the queue."""
    found = concern.get(scene.session, scene.member, subject_id)
    at = keeping.goes_at(scene.bank, found)
    return (
        words("task-done-before")
        if at is None
        else words("queue-concern-ending", number=found.id, day=_day(scene, at))
    )


def ask(scene: Scene, heard: Heard, arguments: list[str]) -> Reply:
    """Asks why it should stay longer; where that is no question any more, shows how it stands."""
    found = concern.get(scene.session, scene.member, number(arguments))
    if not keeping.is_ending(scene.bank, found, scene.now):
        return reply(edit=_as_it_stands(scene, found))
    reasons = [
        Button(words(f"button-keep-{why.value}"), f"concernkept:{found.id}:{why.value}") for why in Why
    ]
    back = Button(words("button-back"), f"task:concern_ending:{found.id}")
    return reply(edit=say(words("concern-keep-why", number=found.id), buttons=singly([*reasons, back])))


def keep(scene: Scene, heard: Heard, arguments: list[str]) -> Reply:
    """Keeps it longer, and says until when."""
    found = keeping.keep(scene.session, number(arguments), scene.member, Why(arguments[1]), scene.now)
    return reply(edit=_as_it_stands(scene, found))


def until(scene: Scene, found: Concern) -> list[Words]:
    """Who has kept a concern longer and why, and until when its words stay; nothing while it is open."""
    parts = []
    for one in keeping.kept(scene.session, found):
        who = (
            words("act-host")
            if one.by_id is None
            else member_words(member.get(scene.session, scene.bank.id, one.by_id))
        )
        why = words(f"concern-kept-{one.why.value}")
        parts.append(words("concern-kept-line", name=who, when=Moment(one.at), why=why))
    at = keeping.goes_at(scene.bank, found)
    if at is not None:
        parts.append(words("concern-stays-until", number=found.id, day=_day(scene, at)))
    return parts


def emptied(scene: Scene, found: Concern) -> list[Words]:
    """What is left of a concern at the top of its page when its words are gone: that there was one."""
    assert found.emptied_at is not None, "the caller has looked"
    gone = _day(scene, found.emptied_at)
    return [words("concern-page-gone", number=found.id, when=Moment(found.raised_at), day=gone)]


def ways(scene: Scene, found: Concern) -> list[Button]:
    """The button to keep it longer, where its words are about to go."""
    return [_keep_button(found)] if keeping.is_ending(scene.bank, found, scene.now) else []


def _ending(scene: Scene, found: Concern) -> Say | None:
    at = keeping.goes_at(scene.bank, found)
    if at is None or not keeping.is_ending(scene.bank, found, scene.now):
        return None
    read = Button(words("button-concern-read", number=found.id), f"concernread:{found.id}")
    return say(
        words("concern-ending", number=found.id, day=_day(scene, at)),
        words("concern-ending-chat"),
        words("concern-on-record"),
        buttons=singly([_keep_button(found), read]),
    )


def _keep_button(found: Concern) -> Button:
    return Button(words("button-concern-keep"), f"concernkeep:{found.id}")


def _as_it_stands(scene: Scene, found: Concern) -> Say:
    at = keeping.goes_at(scene.bank, found)
    told_so = (
        words("task-done-before")
        if at is None
        else words("concern-stays-until", number=found.id, day=_day(scene, at))
    )
    return say(told_so, buttons=[[Button(words("button-concerns"), "concerns")]])


def _day(scene: Scene, at: datetime) -> Day:
    return Day(at.astimezone(scene.zone).date())
