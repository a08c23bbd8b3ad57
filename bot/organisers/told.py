"""What organisers are told without having asked, each while it still waits for one of them."""

from __future__ import annotations

from bot.context import Scene
from bot.organisers import queue
from bot.requests import open_request
from bot.saying import Button, Say, say
from bot.values import Several, Value, words
from bot.wording import member_words, visit_args
from models import exchange, member, raised_hand, undelivered

NAMES_SHOWN = 5


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
    standing = exchange.get(scene.session, scene.bank.id, subject_id)
    if not scene.member.is_organiser or standing.state is not exchange.State.AGREED:
        return None
    silent = [
        who
        for who in (
            member.get(scene.session, scene.bank.id, standing.asker_id),
            member.get(scene.session, scene.bank.id, standing.helper_id),
        )
        if who.unreachable_since is not None
    ]
    if not silent:
        return None
    other = member.get(scene.session, scene.bank.id, standing.other(silent[0]))
    args = visit_args(standing, other)
    # Whoever cannot be written to can perhaps be called on.
    door = Button(words("button-read-door"), f"door:{standing.id}")
    return say(words("task-unreachable", silent=silent[0].name, **args), buttons=[[door]])


def untold(scene: Scene, subject_id: int) -> Say | None:
    """Some people may not have been told what they should know."""
    count, people = undelivered.recipients(scene.session, scene.bank.id, scene.now)
    if not scene.member.is_organiser or not people:
        return None
    names: list[Value] = [member_words(one) for one in people[:NAMES_SHOWN]]
    return say(words("task-undelivered", count=count, names=Several(names)))
