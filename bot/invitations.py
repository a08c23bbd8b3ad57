"""Invitations: how somebody is asked, or sees who needs help, and what becomes of their yes or no."""

from __future__ import annotations

from bot import dialogue, reasons, visits
from bot.context import Scene
from bot.flows.accepting import ACCEPTING, require_time, said_yes
from bot.flows.kinds import for_kind, kind_words
from bot.heard import Heard, number
from bot.organisers.acting import asked_by_words
from bot.organisers.explaining import why_button
from bot.saying import Button, Keyboard, Reply, Say, reply, say
from bot.values import Hour, Length, Weekday, words
from bot.wording import away_words, request_when
from models import agreement, exchange, invitation, member, request, volunteering
from models.invitation import AlreadyFilled, Invitation
from models.place import distance_m


def message(scene: Scene, asked: Invitation) -> Say | None:
    """Asks a member whether they would help: who, what, when, where, and why they are asked."""
    wanted = request.get(scene.session, scene.bank.id, asked.request_id)
    still_open = asked.state in (invitation.State.ASKED, invitation.State.SILENT)
    still_open = still_open and asked.round == wanted.round
    if wanted.state is not request.State.OPEN or not still_open or wanted.latest_at <= scene.now:
        return None
    asker = member.get(scene.session, scene.bank.id, wanted.asker_id)
    when = request_when(wanted)
    parts = [
        words("invitation", name=asker.name, kind=for_kind(wanted.kind), when=when),
        words("look-more", length=Length(wanted.minutes), away=away_words(asked.distance_m)),
    ]
    if wanted.note:
        parts.append(words("invitation-note", name=asker.name, note=wanted.note))
    parts += asked_by_words(scene, wanted)
    why = reasons.for_helper(asked.reasons, wanted, asker)
    if len(why) > 1:
        both = words("reasons-two", first=why[0], second=why[1])
        parts.append(words("invitation-why", reasons=both))
    elif why:
        parts.append(words("invitation-why", reasons=why[0]))
    parts.append(words("invitation-ask"))
    fixed = wanted.earliest_at == wanted.latest_at
    local = wanted.earliest_at.astimezone(scene.zone)
    yes = (
        words("button-yes-at", weekday=Weekday(local.date()), hour=Hour(local.time()))
        if fixed
        else words("button-can-do")
    )
    buttons = [[Button(yes, f"yes:{asked.id}")], [Button(words("button-no-sorry"), f"no:{asked.id}")]]
    return say(*parts, buttons=buttons)


def show(scene: Scene, heard: Heard, arguments: list[str]) -> Reply:
    """Shows an invitation again."""
    asked = invitation.mine(scene.session, scene.member, number(arguments))
    shown = message(scene, asked)
    if shown is None:
        raise AlreadyFilled()
    return reply(shown)


def yes(scene: Scene, heard: Heard, arguments: list[str]) -> Reply:
    """A yes to an invitation; where the time was left open, it is asked for first."""
    asked = invitation.mine(scene.session, scene.member, number(arguments))
    wanted = request.get(scene.session, scene.bank.id, asked.request_id)
    if asked.state is invitation.State.CHOSEN:
        return _as_agreed(scene, wanted)
    dropped = asked.state is invitation.State.DROPPED
    if not dropped and wanted.state is not request.State.OPEN:
        raise AlreadyFilled()
    if dropped or wanted.earliest_at == wanted.latest_at:
        answer = said_yes(
            agreement.accept(scene.session, asked.id, scene.member, wanted.earliest_at, scene.now)
        )
    else:
        require_time(scene, wanted)
        answer = dialogue.begin(scene, ACCEPTING, subject_id=asked.id)
    if heard.message_id is not None:
        line = words("invitation-yes-line", kind=kind_words(wanted.kind), when=request_when(wanted))
        answer.collapse = (heard.message_id, line)
    return answer


def no(scene: Scene, heard: Heard, arguments: list[str]) -> Reply:
    """A no to an invitation, which is as welcome as a yes."""
    asked = invitation.mine(scene.session, scene.member, number(arguments))
    wanted = request.get(scene.session, scene.bank.id, asked.request_id)
    if asked.state is invitation.State.CHOSEN:
        return _as_agreed(scene, wanted)
    if wanted.state is not request.State.OPEN:
        raise AlreadyFilled()
    invitation.decline(scene.session, asked.id, scene.member, scene.now)
    answer = reply(say(words("invitation-no-thanks"), keyboard=Keyboard.HOME), toast=words("toast-thank-you"))
    if heard.message_id is not None:
        line = words("invitation-no-line", kind=kind_words(wanted.kind), when=request_when(wanted))
        answer.collapse = (heard.message_id, line)
    return answer


def _as_agreed(scene: Scene, wanted: request.Request) -> Reply:
    """Shows the one who was chosen what was agreed, and what can be done about it.

    Raises:
        AlreadyFilled: it was called off since.
    """
    standing = exchange.live(scene.session, wanted)
    if standing is None:
        raise AlreadyFilled()
    return reply(visits.visit(scene, standing))


def look(scene: Scene, heard: Heard, arguments: list[str]) -> Reply:
    """Shows an open request to somebody who may take it."""
    wanted = volunteering.look(scene.session, number(arguments), scene.member, scene.now)
    asker = member.get(scene.session, scene.bank.id, wanted.asker_id)
    here = scene.member.point
    away_m = None if here is None or wanted.point is None else distance_m(here, wanted.point)
    parts = [
        words("look", name=asker.name, kind=for_kind(wanted.kind), when=request_when(wanted)),
        words("look-more", length=Length(wanted.minutes), away=away_words(away_m)),
    ]
    if wanted.note:
        parts.append(words("invitation-note", name=asker.name, note=wanted.note))
    parts += asked_by_words(scene, wanted)
    buttons = [
        [Button(words("button-can-do"), f"help:{wanted.id}")],
        *why_button(scene, wanted),
        [Button(words("button-back-to-list"), "go:browse")],
    ]
    return reply(say(*parts, buttons=buttons))


def come_forward(scene: Scene, heard: Heard, arguments: list[str]) -> Reply:
    """Somebody offers to take a request that they were not asked about."""
    asked = volunteering.come_forward(scene.session, number(arguments), scene.member, scene.now)
    return yes(scene, heard, [str(asked.id)])
