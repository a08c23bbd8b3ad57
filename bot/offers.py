"""Offers: what one likes to do for others, as a list and one by one, to add to, pause, resume and drop."""

from __future__ import annotations

from collections.abc import Callable

from bot import demanded, dialogue
from bot.context import Scene
from bot.flows.kinds import kind_words
from bot.flows.offering import OFFERING
from bot.heard import Heard, number
from bot.saying import Button, Reply, Say, pairs, reply, say
from bot.values import Words, words
from models import member, offer
from models.demand import Missing
from models.offer import Offer


def offers(scene: Scene) -> Reply:
    """Lists what one offers."""
    return reply(listing(scene))


def listing(scene: Scene) -> Say:
    """The list of one's offers, each with a button that opens it."""
    member.require_active(scene.member)
    mine = offer.of(scene.session, scene.member)
    lacking = demanded.lacking(scene)
    lines = [_line(scene, one, lacking.get(one.kind)) for one in mine]
    needed = {code for code, what in lacking.items() if not what.banned}
    if any(one.kind in needed and one.state is offer.State.ACTIVE for one in mine):
        lines.append(demanded.whom_to_ask(scene))
    buttons = [
        Button(words("button-open-offer", kind=kind_words(one.kind)), f"offer:{one.id}") for one in mine
    ]
    last = [Button(words("button-add-offer"), "offer_add"), Button(words("button-browse"), "go:browse")]
    heading = words("offers") if mine else words("offers-empty")
    return say(heading, *lines, buttons=[*pairs(buttons), last])


def _line(scene: Scene, one: Offer, lacking: Missing | None) -> Words:
    """One offer: as it is, paused, or with what is still needed before we ask for it."""
    if one.state is offer.State.PAUSED:
        return words("offer-line-paused", kind=kind_words(one.kind))
    if lacking is None:
        return words("offer-line", kind=kind_words(one.kind))
    if lacking.banned:
        return words("offer-line-banned", kind=kind_words(one.kind))
    return words(
        "offer-line-needs",
        kind=kind_words(one.kind),
        demand=demanded.demanded_words(lacking, scene.bank.nation),
    )


def show_list(scene: Scene, heard: Heard, arguments: list[str]) -> Reply:
    """Goes back to the list of offers."""
    return reply(edit=listing(scene))


def show(scene: Scene, heard: Heard, arguments: list[str]) -> Reply:
    """Shows one of one's offers, with what can be done about it."""
    one = offer.mine(scene.session, scene.member, number(arguments))
    what = kind_words(one.kind)
    paused = one.state is offer.State.PAUSED
    parts = [words("offer-paused", kind=what) if paused else words("offer", kind=what)]
    if one.note:
        parts.append(words("offer-note", note=one.note))
    lacking = None if paused else demanded.lacking(scene).get(one.kind)
    if lacking is not None:
        parts += demanded.still_needed(scene, lacking)
    person = [[Button(words("button-ask-a-person"), "person:check")]] if lacking is not None else []
    turn = (
        Button(words("button-resume-offer", kind=what), f"offer_resume:{one.id}")
        if paused
        else Button(words("button-pause-offer", kind=what), f"offer_pause:{one.id}")
    )
    drop = Button(words("button-drop-offer", kind=what), f"offer_drop:{one.id}")
    back = Button(words("button-back-to-offers"), "offers")
    return reply(edit=say(*parts, buttons=[*person, [turn], [drop], [back]]))


def add(scene: Scene, heard: Heard, arguments: list[str]) -> Reply:
    """Begins to add an offer."""
    member.require_active(scene.member)
    return dialogue.begin(scene, OFFERING)


def change(state: offer.State) -> Callable[[Scene, Heard, list[str]], Reply]:
    """Makes the press that pauses, resumes or drops an offer."""

    def changed(scene: Scene, heard: Heard, arguments: list[str]) -> Reply:
        one = offer.change(scene.session, scene.member, number(arguments), state)
        if state is offer.State.DROPPED:
            return reply(edit=listing(scene), toast=words("toast-offer-dropped"))
        return show(scene, heard, [str(one.id)])

    return changed
