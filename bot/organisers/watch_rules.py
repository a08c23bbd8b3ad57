"""Safety: an organiser decides which visits are watched, and which number is rung in an emergency."""

from __future__ import annotations

from bot import dialogue
from bot.context import Scene
from bot.dialogue import Option, Outcome, Question, Step, Taken, Talk, Talking, Unclear
from bot.heard import Heard, Manner
from bot.saying import Button, Reply, Say, reply, say
from bot.values import Code, refused, words
from models import member, safety_rules
from models.safety_rules import NUMBER, NotANumber

# Known in many countries; any other is typed.
NUMBERS = ("112", "999", "911", "000")


def rules(scene: Scene) -> Reply:
    """Shows the rules; to those who are no organisers it is an unknown command (NotFound)."""
    return reply(_page(scene))


def require(scene: Scene, heard: Heard, arguments: list[str]) -> Reply:
    """Every visit is watched from now on, or those at which the helper says something."""
    if arguments[0] not in ("all", "said"):
        raise ValueError("no such rule")
    safety_rules.require_checkins(scene.session, scene.member, arguments[0] == "all", scene.now)
    return reply(edit=_page(scene))


def change_number(scene: Scene, heard: Heard, arguments: list[str]) -> Reply:
    """Asks for the number that is rung in an emergency."""
    member.require_organiser(scene.member)
    return dialogue.begin(scene, EMERGENCY)


def _page(scene: Scene) -> Say:
    member.require_organiser(scene.member)
    if scene.bank.checkins_required:
        which, change = words("safety-all"), Button(words("button-watch-said"), "checkins:said")
    else:
        which, change = words("safety-said"), Button(words("button-watch-all"), "checkins:all")
    return say(
        which,
        words("safety-number", number=Code(scene.bank.emergency_number)),
        buttons=[
            [change],
            [Button(words("button-emergency-number"), "emergency")],
            [Button(words("button-back-to-queue"), "admin")],
        ],
    )


def ask_number(talking: Talking) -> Question:
    """Which number is rung."""
    return Question(
        words("safety-which-number"), [Option(one, words("button-ring", number=Code(one))) for one in NUMBERS]
    )


def take_number(talking: Talking, value: str | None, heard: Heard) -> Outcome:
    """Two to twelve figures."""
    typed = heard.text if heard.manner is Manner.WORDS else value or ""
    figures = "".join(typed.split())
    if NUMBER.fullmatch(figures) is None:
        return Unclear(refused(NotANumber()))
    return Taken(figures, words("safety-number-line", number=Code(figures)))


def finish_number(talking: Talking) -> Reply:
    """It is the number from now on."""
    scene = talking.scene
    safety_rules.ring(scene.session, scene.member, talking.answers["emergency"], scene.now)
    return reply(_page(scene))


EMERGENCY = Talk(
    name="emergency",
    steps=(Step("emergency", ask_number, take_number, unclear="number"),),
    finish=finish_number,
    about=words("about-safety"),
)
