"""Shortages: an organiser reads which offers, times, languages or checks would unlock most requests."""

from __future__ import annotations

from bot.context import Scene
from bot.flows.kinds import kind_words
from bot.heard import Heard
from bot.language import languages
from bot.saying import Button, Reply, reply, say
from bot.values import Code, Value, Words, words
from models import period, shortage
from models.shortage import Lack, Shortage

SHOWN = 6


def show(scene: Scene) -> Reply:
    """Lists what was lacking most; raises NotFound to all but organisers."""
    found = shortage.most_needed(scene.session, scene.member, scene.now, limit=SHOWN)
    back = [[Button(words("button-back-to-queue"), "admin")]]
    if not found:
        return reply(say(words("shortages-empty"), buttons=back))
    lines = [_line(number, one) for number, one in enumerate(found, start=1)]
    return reply(
        say(words("shortages", days=period.USUAL_DAYS), *lines, words("shortages-next"), buttons=back)
    )


def press(scene: Scene, heard: Heard, arguments: list[str]) -> Reply:
    """The same by a button."""
    return show(scene)


def _line(number: int, one: Shortage) -> Words:
    """One shortage: the kind of help, how many requests, what was lacking, and what one step would bring."""
    args: dict[str, Value] = {
        "number": number,
        "kind": kind_words(one.kind),
        "count": one.count,
        "lack": words(f"shortage-{one.lack.value.replace('_', '-')}"),
    }
    if one.part is not None:
        args["lack"] = words(f"shortage-no-time-{one.part.value}")
    if one.language is not None:
        args["lack"] = words(
            "shortage-no-language-named", language=Code(languages().get(one.language, one.language))
        )
    if one.lack is Lack.NO_CHECK:
        args["lack"] = words("shortage-no-check", members=one.members)
    elif one.members:
        return words("shortage-line-members", **args, members=one.members)
    return words("shortage-line", **args)
