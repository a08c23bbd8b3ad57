"""Pictures of the time bank: an organiser chooses one, and it comes as its own message once it is drawn."""

from __future__ import annotations

from bot.context import Scene
from bot.heard import Heard
from bot.pictures import wording
from bot.pictures.report import SUFFIXES
from bot.saying import Button, File, Reply, Say, pairs, reply, say
from bot.values import Day, Length, Words, words
from models import drawing, member, timebank
from models.drawing import PICTURE_WEEKS, PICTURES, Drawing, State, What

INVITE = Button(words("button-invite-link"), "invite")


def show(scene: Scene) -> Reply:
    """Offers the pictures; to those who are no organisers it is an unknown command (NotFound)."""
    member.require_organiser(scene.member)
    choices = [Button(words(f"button-picture-{what.value}"), f"picture:{what.value}") for what in PICTURES]
    report = Button(words("button-report"), "go:report")
    return reply(say(words("pictures", weeks=PICTURE_WEEKS), buttons=[*pairs(choices), (report,)]))


def press(scene: Scene, heard: Heard, arguments: list[str]) -> Reply:
    """Has a picture drawn, up to today.

    Raises:
        NotFound: to all but organisers.
        BeingDrawn: they wait for it already.
        ValueError: there is no such picture.
    """
    member.require_organiser(scene.member)
    what = What(arguments[0])
    if what not in PICTURES:
        raise ValueError(f"{what.value} is no picture")
    days = drawing.of_picture(timebank.today(scene.bank, scene.now))
    drawing.ask(scene.session, scene.member, what, days, scene.now)
    return reply(say(words("picture-drawing")))


def drawn(scene: Scene, subject_id: int) -> Say | None:
    """What was drawn, with its most important figures; None for whoever is no organiser any more."""
    found = drawing.for_organiser(scene.session, scene.member, subject_id)
    if found is None or found.state is State.ASKED:
        return None
    return _picture(found) if found.what in PICTURES else _report(scene, found)


def _picture(found: Drawing) -> Say:
    again = Button(words("button-draw-again"), f"picture:{found.what.value}")
    another = Button(words("button-another-picture"), "go:pictures")
    if found.state is State.FAILED:
        return say(words("picture-failed"), buttons=[[again], [another]])
    if found.state is State.EMPTY or found.content is None:
        why = words("picture-empty-map") if found.what is What.MAP else words("picture-empty")
        return say(why, buttons=[[INVITE], [another]])
    days = drawing.Days(found.first, found.final)
    file = File(f"{found.what.value}-{found.final.isoformat()}.png", found.content, is_picture=True)
    return say(*wording.caption(found.what, days, found.facts), buttons=[[another]], file=file)


def _report(scene: Scene, found: Drawing) -> Say:
    days = {"first": Day(found.first), "final": Day(found.final)}
    another = Button(words("button-another-report"), "go:report")
    if found.state is State.FAILED:
        return say(words("picture-failed"), buttons=[[another]])
    if found.state is State.EMPTY or found.content is None:
        return say(words("report-empty", first=days["first"], final=days["final"]), buttons=[[another]])
    called = scene.plain(words("document-report-file"))
    name = f"{called}-{found.first.isoformat()}-{found.final.isoformat()}.{SUFFIXES[found.what]}"
    return say(
        words("report-ready", first=days["first"], final=days["final"]),
        _told(found.facts),
        words(f"report-of-{found.what.value}"),
        buttons=[[another]],
        file=File(name, found.content),
    )


def _told(facts: dict[str, int | None]) -> Words:
    given, asked, filled = facts["given"], facts["asked"], facts["filled"]
    if given is None:
        assert asked is not None and filled is not None, "it would be empty"
        return words("report-told-asked", asked=asked, filled=filled)
    if asked is None or filled is None:
        return words("report-told-given", given=Length(given))
    return words("report-told", given=Length(given), asked=asked, filled=filled)
