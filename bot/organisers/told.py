"""What organisers are told without having asked, each while it still waits for one of them."""

from __future__ import annotations

from bot.context import Scene
from bot.organisers import queue, waiting
from bot.requests import open_request
from bot.saying import Button, Say, say
from bot.values import Several, Value, words
from bot.wording import member_words
from models import care, exchange, member, raised_hand, task, undelivered, untended

NAMES_SHOWN = 5
TASKS_SHOWN = 6


def newcomer_waits(scene: Scene, subject_id: int) -> Say | None:
    """A newcomer waits to be let in."""
    newcomer = member.get(scene.session, scene.bank.id, subject_id)
    if not scene.member.is_organiser or newcomer.state is not member.State.WAITING:
        return None
    return queue.approval(scene, newcomer)


def hours_unsettled(scene: Scene, subject_id: int) -> Say | None:
    """The hours of an exchange are not settled."""
    standing = exchange.get(scene.session, scene.bank.id, subject_id)
    if not scene.member.is_organiser or standing.state not in (
        exchange.State.DIFFERING,
        exchange.State.AGREED,
    ):
        return None
    return queue.hours(scene, standing)


def nobody_comes(scene: Scene, subject_id: int) -> Say | None:
    """Nobody has taken a request so far."""
    wanted = open_request(scene, subject_id)
    if not scene.member.is_organiser or wanted is None or wanted.looked_after_by_id is not None:
        return None
    return queue.at_risk(scene, wanted)


def wants_a_person(scene: Scene, subject_id: int) -> Say | None:
    """Somebody would like a person."""
    hand = raised_hand.get(scene.session, scene.bank.id, subject_id)
    if not scene.member.is_organiser or hand.lowered_at is not None:
        return None
    return queue.person_wanted(scene, hand)


def visitor_unreachable(scene: Scene, subject_id: int) -> Say | None:
    """One of the two of a visit cannot be written to."""
    return waiting.unreachable(scene, subject_id) if scene.member.is_organiser else None


def call_to_make(scene: Scene, subject_id: int) -> Say | None:
    """There is something to tell somebody who has no app."""
    return waiting.call(scene, subject_id) if scene.member.is_organiser else None


def check_lapses(scene: Scene, subject_id: int) -> Say | None:
    """A check of a member lapses soon."""
    return waiting.lapses(scene, subject_id) if scene.member.is_organiser else None


def tasks_wait(scene: Scene, subject_id: int) -> Say | None:
    """Some tasks have waited for too long, and nobody sees to them."""
    if not scene.member.is_organiser:
        return None
    known = care.known(scene.session, scene.bank.id)
    late = [
        one
        for one in task.waiting(scene.session, scene.member, scene.now)
        if care.waits_too_long(known.get((one.kind.value, one.subject_id, one.since)))
    ]
    lines = [queue.line(scene, one, known) for one in late[:TASKS_SHOWN]]
    if not lines:
        return None
    return say(words("tasks-wait", count=len(late)), *lines, buttons=[[_to_queue()]])


def at_risk_today(scene: Scene, subject_id: int) -> Say | None:
    """In the morning: what is at risk in the next day."""
    if not scene.member.is_organiser:
        return None
    found = untended.at_risk_today(scene.session, scene.bank.id, scene.now)
    known = care.known(scene.session, scene.bank.id)
    lines = [queue.line(scene, one, known) for one in found[:TASKS_SHOWN]]
    if not lines:
        return None
    return say(words("at-risk-today", count=len(found)), *lines, buttons=[[_to_queue()]])


def _to_queue() -> Button:
    return Button(words("button-open-queue"), "admin")


def untold(scene: Scene, subject_id: int) -> Say | None:
    """Some people may not have been told what they should know."""
    count, people = undelivered.recipients(scene.session, scene.bank.id, scene.now)
    if not scene.member.is_organiser or not people:
        return None
    names: list[Value] = [member_words(one) for one in people[:NAMES_SHOWN]]
    return say(words("task-undelivered", count=count, names=Several(names)))
