"""Rearranging: the asker takes up a suggestion, or leaves the request as it is.

A suggestion may be tapped weeks later. Where it is too late for it, how the request stands is shown.
"""

from __future__ import annotations

from datetime import date

from bot import requests
from bot.context import Scene
from bot.flows.kinds import for_kind, kind_words
from bot.heard import Heard, number
from bot.saying import Button, Reply, reply, say
from bot.values import Moment, Words, words
from bot.wording import request_when
from models import rearranging, request
from models.availability import Part
from models.rearranging import SearchOver
from models.request import Request


def better_time(scene: Scene, heard: Heard, arguments: list[str]) -> Reply:
    """Moves the request to another time."""
    day, part = date.fromisoformat(arguments[1]), Part(arguments[2])
    try:
        wanted = rearranging.move(scene.session, number(arguments), scene.member, day, part, scene.now)
    except SearchOver:
        return requests.show(scene, heard, arguments)
    return _rearranged(heard, wanted, words("rearranged", **_what(wanted), by=Moment(wanted.at_risk_at)))


def by_phone(scene: Scene, heard: Heard, arguments: list[str]) -> Reply:
    """Lets it be done by phone."""
    try:
        wanted = rearranging.by_phone(scene.session, number(arguments), scene.member, scene.now)
    except SearchOver:
        return requests.show(scene, heard, arguments)
    said = words("rearranged-by-phone", **_what(wanted), by=Moment(wanted.at_risk_at))
    return _rearranged(heard, wanted, said)


def any_language(scene: Scene, heard: Heard, arguments: list[str]) -> Reply:
    """Lets somebody help who shares no language with the asker."""
    try:
        wanted = rearranging.any_language(scene.session, number(arguments), scene.member, scene.now)
    except SearchOver:
        return requests.show(scene, heard, arguments)
    return _rearranged(heard, wanted, words("rearranged-any-language", **_what(wanted)))


def as_it_is(scene: Scene, heard: Heard, arguments: list[str]) -> Reply:
    """Leaves it as it is."""
    wanted = request.mine(scene.session, scene.member, number(arguments))
    if wanted.state is not request.State.OPEN:
        return requests.show(scene, heard, arguments)
    return _rearranged(heard, wanted, words("left-as-is", **_what(wanted)))


def _what(wanted: Request) -> dict[str, Words]:
    return {"kind": for_kind(wanted.kind), "when": request_when(wanted)}


def _rearranged(heard: Heard, wanted: Request, said: Words) -> Reply:
    """Reads it back in full; the suggestion that was tapped becomes one line."""
    see = Button(words("button-request", kind=kind_words(wanted.kind)), f"req:{wanted.id}")
    answer = reply(say(said, buttons=[[see]]), toast=words("toast-thank-you"))
    if heard.message_id is not None:
        line = words("rearranged-line", kind=kind_words(wanted.kind), when=request_when(wanted))
        answer.collapse = (heard.message_id, line)
    return answer
