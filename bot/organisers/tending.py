"""Tending: who sees to a task, and that it was dealt with, each with one tap."""

from __future__ import annotations

from bot.context import Scene
from bot.heard import Heard, number
from bot.organisers import queue
from bot.organisers.dealing import dealt_with
from bot.saying import Reply, reply
from bot.values import words
from models import calls, care, member, search, task, unfinished
from models.care import TaskCare
from models.member import NotFound
from models.task import TaskKind


def take(scene: Scene, heard: Heard, arguments: list[str]) -> Reply:
    """An organiser sees to a task from now on, and the others can see who does."""
    kind, subject_id = TaskKind(arguments[0]), number(arguments, 1)
    row = _care(scene, kind, subject_id)
    if row is None:
        return dealt_with(scene, before=True)
    care.take(scene.session, row, scene.member, scene.now)
    return reply(edit=queue.detail(scene, kind, subject_id), toast=words("toast-thank-you"))


def let_go(scene: Scene, heard: Heard, arguments: list[str]) -> Reply:
    """An organiser puts a task back, for anybody to see to."""
    kind, subject_id = TaskKind(arguments[0]), number(arguments, 1)
    row = _care(scene, kind, subject_id)
    if row is None:
        return dealt_with(scene, before=True)
    if kind is TaskKind.AT_RISK:
        # Who looks for somebody stands in the request itself.
        search.put_back(scene.session, subject_id, scene.member, scene.now)
    else:
        care.let_go(scene.session, row, scene.member, scene.now)
    return reply(edit=queue.detail(scene, kind, subject_id))


def finish(scene: Scene, heard: Heard, arguments: list[str]) -> Reply:
    """An organiser says that a task was dealt with, where nothing else shows it."""
    kind, subject_id = TaskKind(arguments[0]), number(arguments, 1)
    if kind not in task.DONE_BY_WORD:
        raise NotFound()
    row = _care(scene, kind, subject_id)
    if row is None:
        return dealt_with(scene, before=True)
    care.finish(scene.session, row, scene.member, scene.now)
    return dealt_with(scene)


def nudge(scene: Scene, heard: Heard, arguments: list[str]) -> Reply:
    """An organiser sends a kind word to somebody who stopped in the middle of joining."""
    sent = unfinished.nudge(scene.session, number(arguments), scene.member, scene.now)
    return dealt_with(scene, before=not sent)


def called(scene: Scene, heard: Heard, arguments: list[str]) -> Reply:
    """An organiser has told somebody without the app what there was to say."""
    shown = {int(one) for one in arguments[1].split("-")}
    told = calls.told(scene.session, number(arguments), scene.member, shown, scene.now)
    return dealt_with(scene, before=not told)


def _care(scene: Scene, kind: TaskKind, subject_id: int) -> TaskCare | None:
    """Returns the row of a task that waits; None where it waits no more. NotFound to all but organisers."""
    member.require_organiser(scene.member)
    try:
        return task.care_of(scene.session, scene.member, kind, subject_id, scene.now)
    except NotFound:
        return None
