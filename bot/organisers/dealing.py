"""What organisers do with a tap: open a thing of the queue, decide it, and see what is left."""

from __future__ import annotations

from bot.context import Scene
from bot.heard import Heard, number
from bot.organisers import newcomers, queue, second_tap
from bot.saying import Reply, reply
from bot.values import words
from models import (
    admission,
    confirmation,
    exchange,
    impression,
    member,
    raised_hand,
    request,
    search,
    unsettled,
)
from models.task import TaskKind
from models.timebank import Joining


def show_queue(scene: Scene, heard: Heard, arguments: list[str]) -> Reply:
    """Goes back to the organisers' queue, or on to a later part of it."""
    return reply(edit=queue.listing(scene, number(arguments) if arguments else 0))


def show_task(scene: Scene, heard: Heard, arguments: list[str]) -> Reply:
    """Opens one thing of the queue."""
    return reply(edit=queue.detail(scene, TaskKind(arguments[0]), number(arguments, 1)))


def approve(scene: Scene, heard: Heard, arguments: list[str]) -> Reply:
    """Lets a newcomer in; one who was turned away before has to begin again."""
    waits = _waits(scene, number(arguments))
    admission.approve(scene.session, number(arguments), scene.member, scene.now)
    return dealt_with(scene, before=not waits)


def decline(scene: Scene, heard: Heard, arguments: list[str]) -> Reply:
    """Asks once more before a newcomer is turned away."""
    if not _waits(scene, number(arguments)):
        return dealt_with(scene, before=True)
    newcomer = member.get(scene.session, scene.bank.id, number(arguments))
    return second_tap.before_declining(scene, newcomer)


def decline_surely(scene: Scene, heard: Heard, arguments: list[str]) -> Reply:
    """Turns a newcomer away; one who was let in before stays in."""
    if not second_tap.fresh(scene, number(arguments, 1)):
        return decline(scene, heard, arguments)
    waits = _waits(scene, number(arguments))
    admission.decline(scene.session, number(arguments), scene.member, scene.now)
    return dealt_with(scene, before=not waits)


def _waits(scene: Scene, newcomer_id: int) -> bool:
    """Says whether a newcomer waits to be let in; raises NotFound to all but organisers."""
    member.require_organiser(scene.member)
    return member.get(scene.session, scene.bank.id, newcomer_id).state is member.State.WAITING


def settle(scene: Scene, heard: Heard, arguments: list[str]) -> Reply:
    """Decides how long it took; that it did not happen cannot be put right, and is asked once more."""
    minutes = number(arguments, 1)
    try:
        if minutes == confirmation.DID_NOT_HAPPEN:
            standing = confirmation.to_settle(scene.session, number(arguments), scene.member, scene.now)
            return second_tap.before_settling_never(scene, standing)
        confirmation.settle(scene.session, number(arguments), scene.member, minutes, scene.now)
    except exchange.OverAlready:
        return dealt_with(scene, before=True)
    return dealt_with(scene)


def settle_never_surely(scene: Scene, heard: Heard, arguments: list[str]) -> Reply:
    """Decides that it did not happen."""
    never = confirmation.DID_NOT_HAPPEN
    if not second_tap.fresh(scene, number(arguments, 1)):
        return settle(scene, heard, [arguments[0], str(never)])
    try:
        confirmation.settle(scene.session, number(arguments), scene.member, never, scene.now)
    except exchange.OverAlready:
        return dealt_with(scene, before=True)
    return dealt_with(scene)


def look_after(scene: Scene, heard: Heard, arguments: list[str]) -> Reply:
    """An organiser sees to a request that nobody took; nobody is found by that alone."""
    wanted = search.look_after(scene.session, number(arguments), scene.member, scene.now)
    said = words("toast-you-see-to-it")
    if wanted.looked_after_by_id != scene.member.id:
        said = words("toast-somebody-sees-to-it")
    return reply(edit=queue.listing(scene), toast=said)


def close_unmet(scene: Scene, heard: Heard, arguments: list[str]) -> Reply:
    """Asks once more before a request ends without help."""
    member.require_organiser(scene.member)
    wanted = request.get(scene.session, scene.bank.id, number(arguments))
    if wanted.state is not request.State.OPEN:
        return dealt_with(scene, before=True)
    return second_tap.before_closing(scene, wanted)


def close_unmet_surely(scene: Scene, heard: Heard, arguments: list[str]) -> Reply:
    """An organiser says that nobody can come."""
    if not second_tap.fresh(scene, number(arguments, 1)):
        return close_unmet(scene, heard, arguments)
    search.close_unmet(scene.session, number(arguments), scene.member, scene.now)
    return dealt_with(scene)


def door(scene: Scene, heard: Heard, arguments: list[str]) -> Reply:
    """Asks before an organiser reads the way to somebody's door."""
    return second_tap.before_reading_door(scene, number(arguments))


def read_door(scene: Scene, heard: Heard, arguments: list[str]) -> Reply:
    """An organiser reads it, on record."""
    if not second_tap.fresh(scene, number(arguments, 1)):
        return door(scene, heard, arguments)
    return second_tap.read_door(scene, number(arguments))


def lower_hand(scene: Scene, heard: Heard, arguments: list[str]) -> Reply:
    """An organiser has been in touch."""
    raised_hand.lower(scene.session, number(arguments), scene.member, scene.now)
    return dealt_with(scene)


def see_to_worry(scene: Scene, heard: Heard, arguments: list[str]) -> Reply:
    """An organiser has seen to what a helper was worried about."""
    waited = impression.see_to(scene.session, number(arguments), scene.member, scene.now)
    return dealt_with(scene, before=not waited)


def close_money(scene: Scene, heard: Heard, arguments: list[str]) -> Reply:
    """An organiser has looked at money on which two do not agree, and says what it was, or that it is seen
    to."""
    minor = number(arguments, 1) if len(arguments) > 1 else None
    waited = unsettled.close(scene.session, number(arguments), scene.member, scene.now, settled_minor=minor)
    return dealt_with(scene, before=not waited)


def dealt_with(scene: Scene, *, before: bool = False) -> Reply:
    """Shows what is left of the queue in place of what was just dealt with, or had been before."""
    said = words("toast-dealt-with-before") if before else words("toast-dealt-with")
    return reply(edit=queue.listing(scene), toast=said)


def invite(scene: Scene, heard: Heard, arguments: list[str]) -> Reply:
    """The link for new members."""
    return newcomers.invite(scene)


def meet_first(scene: Scene, heard: Heard, arguments: list[str]) -> Reply:
    """Whether newcomers have to be met in person before they are let in: changed."""
    return newcomers.set_meeting_rule(scene, wanted=number(arguments) == 1)


def joining(scene: Scene, heard: Heard, arguments: list[str]) -> Reply:
    """How newcomers come in: shown, or changed."""
    if arguments:
        return newcomers.set_joining_rule(scene, Joining(arguments[0]))
    return newcomers.joining_rule(scene)
