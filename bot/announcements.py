"""Announcements and polls as members read them, answer them, and mute them."""

from __future__ import annotations

from datetime import timedelta

from bot.context import Scene
from bot.heard import Heard, number
from bot.saying import Button, Reply, Say, reply, say
from bot.values import Day, Words, words
from models import announcement, member, muting, poll
from models.announcement import Announcement, State
from models.poll import PollClosed


def message(scene: Scene, written: Announcement) -> Say:
    """An announcement, or a poll, just as everybody reads it whom it is for."""
    mute = [Button(words("button-mute"), "mute:on")]
    if not written.is_poll:
        return say(words("announcement", bank=scene.bank.name), _text(written), buttons=[mute])
    chosen = poll.choice_of(scene.session, written, scene.member)
    parts = [words("poll", bank=scene.bank.name, day=last_day(scene, written)), _text(written)]
    if chosen is not None:
        parts.append(words("poll-chosen", answer=written.answers[chosen], day=last_day(scene, written)))
    return say(
        *parts,
        buttons=[
            *([_answer(written, choice, ticked=choice == chosen)] for choice in range(len(written.answers))),
            mute,
        ],
    )


def last_day(scene: Scene, written: Announcement) -> Day:
    """The last day on which a poll can be answered."""
    assert written.closes_at is not None, "a poll has a last day"
    return Day((written.closes_at - timedelta(minutes=1)).astimezone(scene.zone).date())


def result(written: Announcement) -> Say:
    """What came of a poll that is closed, in sum."""
    outcome = poll.result(written)
    parts = [words("poll-result"), _text(written), words("poll-voters", count=outcome.voters)]
    if outcome.counts is None:
        return say(*parts, words("poll-too-few"))
    lines = [
        words("poll-line", answer=answer, count=count)
        for answer, count in zip(written.answers, outcome.counts, strict=True)
    ]
    return say(*parts, *lines)


def announced(scene: Scene, subject_id: int) -> Say | None:
    """The notification; nothing where it was stopped, or the member has paused or muted it meanwhile."""
    written = announcement.get(scene.session, scene.bank.id, subject_id)
    unsaid = written.state is State.STOPPED or not written.text
    late = written.is_poll and not poll.is_open(written, scene.now)
    unwilling = scene.member.state is not member.State.ACTIVE or muting.is_muted(scene.session, scene.member)
    return None if unsaid or late or unwilling else message(scene, written)


def told_result(scene: Scene, subject_id: int) -> Say | None:
    """What came of a poll, for those who were asked and for its organiser."""
    written = announcement.get(scene.session, scene.bank.id, subject_id)
    if not written.text or not scene.member.has_joined:
        return None
    if not scene.member.is_organiser and not announcement.was_told(scene.session, written, scene.member):
        return None
    return result(written)


def vote(scene: Scene, heard: Heard, arguments: list[str]) -> Reply:
    """Votes, or changes one's vote; where it is too late, the result is shown."""
    announcement_id, choice = number(arguments), number(arguments, 1)
    draft = announcement.get(scene.session, scene.bank.id, announcement_id)
    if draft.state is State.DRAFT and draft.by_id == scene.member.id:
        return reply(toast=words("toast-only-a-draft"))
    try:
        asked = poll.vote(scene.session, announcement_id, scene.member, choice, scene.now)
    except PollClosed:
        asked = poll.asked_of(scene.session, announcement_id, scene.member)
        counted = asked.closed_at is not None and bool(asked.text)
        return reply(result(asked) if counted else say(words("refusal-poll-closed")))
    return reply(edit=message(scene, asked), toast=words("toast-thank-you"))


def show(scene: Scene) -> Reply:
    """Says whether they get announcements, and changes it with a tap."""
    member.require_active(scene.member)
    return reply(_muting(scene))


def press_mute(scene: Scene, heard: Heard, arguments: list[str]) -> Reply:
    """Mutes announcements, or lets them come again."""
    if arguments[0] == "on":
        muting.mute(scene.session, scene.member, scene.now)
    elif arguments[0] == "off":
        muting.unmute(scene.session, scene.member)
    else:
        raise ValueError("neither on nor off")
    return reply(_muting(scene))


def _muting(scene: Scene) -> Say:
    if muting.is_muted(scene.session, scene.member):
        return say(words("muted"), buttons=[[Button(words("button-unmute"), "mute:off")]])
    return say(words("not-muted"), buttons=[[Button(words("button-mute"), "mute:on")]])


def _text(written: Announcement) -> Words:
    return words("announcement-text", text=written.text)


def _answer(written: Announcement, choice: int, *, ticked: bool) -> Button:
    label = words("button-poll-answer", name=written.answers[choice])
    return Button(words("button-ticked", what=label) if ticked else label, f"vote:{written.id}:{choice}")
