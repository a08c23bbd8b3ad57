"""Suggestions: what an asker could change so that somebody can help, in words and on buttons."""

from __future__ import annotations

from bot.context import Scene
from bot.flows.kinds import for_kind
from bot.saying import Button, Say, say, singly
from bot.values import Weekday, Words, words
from bot.wording import request_when, window_words
from models import explanation, invitation, request, suggestion
from models.request import Request
from models.suggestion import BetterTime, Suggestion
from models.window import When


def suggested(scene: Scene, subject_id: int) -> Say | None:
    """Tells an asker that nobody, or hardly anybody, can help as things stand, and what would bring more."""
    told = explanation.get(scene.session, scene.bank.id, subject_id)
    wanted = request.mine(scene.session, scene.member, told.request_id)
    if told.round != wanted.round or invitation.of(scene.session, wanted, [invitation.State.YES]):
        return None
    ways = suggestion.of(wanted, told.found, scene.now)
    if not ways:
        return None
    nobody = not told.found.get("suitable") and not invitation.of(
        scene.session, wanted, [invitation.State.ASKED]
    )
    how_it_is = "suggested-nobody" if nobody else "suggested-few"
    return say(
        words(how_it_is, kind=for_kind(wanted.kind), when=request_when(wanted)),
        *way_words(ways),
        words("suggested-ask"),
        buttons=way_buttons(wanted, ways),
    )


def offered(scene: Scene, wanted: Request) -> Suggestion:
    """Returns what would bring more to one's own request, as far as it was looked into in this search."""
    told = explanation.latest(scene.session, scene.bank.id, wanted.id)
    if told is None or told.round != wanted.round:
        return Suggestion()
    return suggestion.of(wanted, told.found, scene.now)


def way_words(ways: Suggestion) -> list[Words]:
    """A line for each way; the times are numbered like their buttons."""
    lines = [
        words("suggested-time", number=number, count=better.count, when=time_words(better))
        for number, better in enumerate(ways.times, start=1)
    ]
    if ways.by_phone:
        lines.append(words("suggested-by-phone", count=ways.by_phone))
    if ways.any_language:
        lines.append(words("suggested-any-language", count=ways.any_language))
    return lines


def time_words(better: BetterTime) -> Words:
    """Another time, in full: "Friday 27 November, in the morning"."""
    return window_words(When(better.day, better.part))


def way_buttons(wanted: Request, ways: Suggestion) -> list[tuple[Button, ...]]:
    """A button for each way, and one to leave it as it is."""
    leave = Button(words("button-leave-as-is"), f"asis:{wanted.id}")
    return [*change_buttons(wanted, ways), (leave,)]


def change_buttons(wanted: Request, ways: Suggestion) -> list[tuple[Button, ...]]:
    """A button for each way, a row for each time."""
    times = [
        Button(
            words(
                f"button-better-{better.part.value}",
                number=number,
                weekday=Weekday(better.day),
                count=better.count,
            ),
            f"better:{wanted.id}:{better.day.isoformat()}:{better.part.value}",
        )
        for number, better in enumerate(ways.times, start=1)
    ]
    others = []
    if ways.by_phone:
        others.append(Button(words("button-by-phone"), f"byphone:{wanted.id}"))
    if ways.any_language:
        others.append(Button(words("button-any-language"), f"anylanguage:{wanted.id}"))
    rows = singly(times)
    if others:
        rows.append(tuple(others))
    return rows
