"""Being asked how lonely one feels: the invitation, one's own say in it, and what organisers read in sum."""

from __future__ import annotations

from bot import dialogue
from bot.context import Scene
from bot.flows.wellbeing import FEELING
from bot.heard import Heard, number
from bot.organisers import second_tap
from bot.saying import Button, Keyboard, Reply, Say, reply, say
from bot.values import Day, Words, words
from models import conversation, member, wellbeing
from models.member import NotFound
from models.wellbeing import Sums

# The scale runs from 3 to 9, and is told as 0 to 100, in whole units.
LEAST, SPAN = 3, 6


def invited(scene: Scene, subject_id: int) -> Say | None:
    """Invites somebody to answer, once every three months."""
    said = wellbeing.of(scene.session, scene.member)
    if (
        not scene.bank.asks_wellbeing
        or scene.member.state is not member.State.ACTIVE
        or (said is not None and said.declined_at is not None)
    ):
        return None
    agreed = said is not None and said.agreed_at is not None
    never = [] if agreed else [[Button(words("button-wellbeing-never"), "notlonely:now")]]
    return say(
        words("wellbeing-invite-again") if agreed else words("wellbeing-invite"),
        buttons=[[Button(words("button-wellbeing-start"), "lonely")], *never],
    )


def begin(scene: Scene, heard: Heard, arguments: list[str]) -> Reply:
    """Begins the questions; raises NotFound where this time bank does not ask."""
    wellbeing.require_asked(scene.session, scene.member)
    return dialogue.begin(scene, FEELING)


def show(scene: Scene) -> Reply:
    """Shows a member their say in it, and an organiser the sums.

    Where the bank does not ask, and somebody has nothing to take back, it is an unknown command (NotFound).
    """
    member.require_active(scene.member)
    said = wellbeing.of(scene.session, scene.member)
    agreed = said is not None and said.agreed_at is not None
    asks = scene.bank.asks_wellbeing
    if not (asks or agreed or scene.member.is_organiser):
        raise NotFound()
    parts: list[Words] = []
    buttons = []
    if asks or agreed:
        parts.append(words("wellbeing-about"))
        parts.append(words("wellbeing-agreed") if agreed else words("wellbeing-not-agreed"))
    if asks:
        buttons.append([Button(words("button-wellbeing-start"), "lonely")])
    if agreed:
        buttons.append([Button(words("button-wellbeing-delete"), "notlonely")])
    if scene.member.is_organiser:
        parts += [words("wellbeing-on") if asks else words("wellbeing-off"), *_sums(scene)]
        turn = words("button-wellbeing-turn-off") if asks else words("button-wellbeing-turn-on")
        buttons.append([Button(turn, f"lonelyask:{0 if asks else 1}")])
    return reply(say(*parts, buttons=buttons))


def decline(scene: Scene, heard: Heard, arguments: list[str]) -> Reply:
    """Takes the consent back and deletes the answers, after a second tap; or gives none, at once."""
    if arguments and arguments[0] == "now":
        said = wellbeing.of(scene.session, scene.member)
        if said is None or said.agreed_at is None:
            _decline(scene)
            return reply(say(words("wellbeing-never"), keyboard=Keyboard.HOME))
    elif arguments and second_tap.fresh(scene, number(arguments)):
        _decline(scene)
        return reply(say(words("wellbeing-deleted"), keyboard=Keyboard.HOME))
    return reply(
        say(
            words("wellbeing-delete-ask"),
            buttons=[
                [Button(words("button-wellbeing-delete-sure"), f"notlonely:{second_tap.minute(scene)}")],
                [Button(words("button-back"), "go:wellbeing")],
            ],
        )
    )


def _decline(scene: Scene) -> None:
    """Takes the consent back; answers to questions that are still open go, too."""
    wellbeing.decline(scene.session, scene.member, scene.now)
    row = scene.open_talk
    if row is not None and row.flow == FEELING.name:
        conversation.end(scene.session, scene.member)


def turn(scene: Scene, heard: Heard, arguments: list[str]) -> Reply:
    """An organiser lets members be asked, or not any more."""
    wellbeing.turn(scene.session, scene.member, number(arguments) == 1, scene.now)
    return Reply(says=show(scene).says, toast=words("toast-dealt-with"))


def _sums(scene: Scene) -> list[Words]:
    """What is told of all answers together, in whole units."""
    told: Sums = wellbeing.sums(scene.session, scene.member, scene.now)
    if told.people is None:
        return [words("wellbeing-too-few", fewest=wellbeing.FEWEST)]
    until = Day(told.until.astimezone(scene.zone).date())
    parts = [words("wellbeing-people", people=told.people, day=until)]
    if told.lonely_percent is not None:
        parts.append(words("wellbeing-lonely", percent=told.lonely_percent))
    if told.mean is not None:
        parts.append(words("wellbeing-mean", figure=_of_hundred(told.mean)))
    if told.change is None:
        parts.append(words("wellbeing-no-change", fewest=wellbeing.FEWEST))
    else:
        parts.append(
            words(
                "wellbeing-change",
                people=told.change.people,
                first=_of_hundred(told.change.first_mean),
                latest=_of_hundred(told.change.latest_mean),
            )
        )
    return parts


def _of_hundred(mean: float) -> int:
    return round(100 * (mean - LEAST) / SPAN)
