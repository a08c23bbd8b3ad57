"""Acts: the journal as organisers read it, page by page, and what was read in a week, told on a Monday."""

from __future__ import annotations

from bot.context import Scene
from bot.heard import Heard, number
from bot.language import speaker
from bot.organisers import settings
from bot.saying import Button, Reply, Say, reply, say, singly
from bot.values import Code, Moment, Several, Value, Words, words
from bot.wording import member_words
from models import acts, member, readings, setting
from models.acts import Act

OTHER = "other"


def show(scene: Scene) -> Reply:
    """Shows the newest; to all but organisers it is an unknown command."""
    return reply(_page(scene, 0))


def turn(scene: Scene, heard: Heard, arguments: list[str]) -> Reply:
    """Turns to another page."""
    member.require_organiser(scene.member)
    return reply(edit=_page(scene, min(number(arguments), acts.PAGES_AT_MOST)))


def _page(scene: Scene, place: int) -> Say:
    found, more = acts.page(scene.session, scene.member, place)
    buttons = []
    if more:
        buttons.append(Button(words("button-older-acts"), f"journal:{place + 1}"))
    if place:
        buttons.append(Button(words("button-newer-acts"), f"journal:{place - 1}"))
    buttons.append(Button(words("button-back-to-queue"), "admin"))
    heading = words("acts") if found else words("acts-none")
    return say(heading, *(_line(scene, act) for act in found), buttons=singly(buttons))


def _line(scene: Scene, act: Act) -> Words:
    """One act: when, who, what, and to whom or what."""
    return words("acts-line", when=Moment(act.at), name=_who(scene, act.by_id), what=_what(scene, act))


def _what(scene: Scene, act: Act) -> Words:
    """What was done; an act that has no words of its own by its code."""
    if act.change is not None and act.change[0] in setting.BY_NAME:
        name, old, new = act.change
        one = setting.BY_NAME[name]
        return words(
            "act-setting-change",
            setting=settings.label(one),
            old=settings.value_words(scene.bank, one, old),
            new=settings.value_words(scene.bank, one, new),
        )
    told = f"act-{act.code.replace('.', '-').replace('_', '-')}"
    if not speaker().knows(told, scene.language):
        return words("act-other", code=Code(act.code), number=act.number or 0)
    args: dict[str, Value] = {
        "target": words("act-nobody") if act.member_id is None else _who(scene, act.member_id),
        "number": act.number or 0,
        "role": words("act-nobody") if act.role is None else words(f"role-{act.role}"),
    }
    return Words(told, args)


def _who(scene: Scene, member_id: int | None) -> Words:
    if member_id is None:
        return words("act-host")
    return member_words(member.get(scene.session, scene.bank.id, member_id))


def week(scene: Scene, subject_id: int) -> Say | None:
    """Tells who has read how much in the week before."""
    if not scene.member.is_organiser:
        return None
    found = readings.last_week(scene.session, scene.member, scene.now)
    lines = [
        words(
            "readings-line",
            name=member_words(who),
            list=Several([words(f"readings-{what.value}", count=count) for what, count in counts.items()]),
        )
        for who, counts in found
    ]
    journal = [[Button(words("button-acts"), "go:journal")]]
    return say(words("readings"), *lines, buttons=journal) if lines else None
