"""Holds: a member whom a lead or an organiser pauses, found by name, and let go on by an organiser."""

from __future__ import annotations

from bot import dialogue
from bot.context import Scene
from bot.dialogue import Option, Outcome, Question, Step, Taken, Talk, Talking
from bot.heard import Heard, number
from bot.organisers import finding, second_tap
from bot.saying import Button, Reply, Say, reply, say, singly
from bot.values import Moment, Value, Words, words
from bot.wording import member_words
from models import concern, holding, safeguarding
from models.concern import Event
from models.member import Member, NotFound, State
from models.refusals import Refusal

PEOPLE_SHOWN = 8


def show(scene: Scene) -> Reply:
    """Lists who is held; to all but leads and organisers it is an unknown command."""
    return reply(_listing(scene))


def show_list(scene: Scene, heard: Heard, arguments: list[str]) -> Reply:
    """Goes back to the list."""
    return reply(edit=_listing(scene))


def _listing(scene: Scene, *news: Words) -> Say:
    people = holding.held(scene.session, scene.member)
    parts = [*news, words("holds" if people else "holds-none")]
    parts += [_line(scene, one) for one in people]
    buttons = [Button(words("button-hold-somebody"), "holdfind")]
    if scene.member.is_organiser:
        # A lead who is none may hold somebody, and an organiser decides when they go on.
        let_go = (Button(words("button-let-go", name=one.name), f"letgo:{one.id}") for one in people)
        buttons = [*let_go, *buttons, Button(words("button-back-to-queue"), "admin")]
    return say(*parts, buttons=singly(buttons))


def _line(scene: Scene, whom: Member) -> Words:
    by = holding.held_by(scene.session, whom)
    args: dict[str, Value] = {
        "name": member_words(whom),
        "by": words("member-unnamed") if by is None else member_words(by),
    }
    assert whom.held_since is not None, "who is held is held since some moment"
    return words("holds-line", since=Moment(whom.held_since), **args)


def find(scene: Scene, heard: Heard, arguments: list[str]) -> Reply:
    """Begins to look for whom to hold."""
    safeguarding.require_keeper(scene.member)
    return dialogue.begin(scene, HOLDING)


def hold(scene: Scene, heard: Heard, arguments: list[str]) -> Reply:
    """Asks once more before somebody is held; from a concern, its number stands second."""
    whom = holding.require_holdable(scene.session, number(arguments), scene.member)
    if whom.state is State.HELD:
        return reply(_listing(scene))
    return reply(_before(scene, whom, _concern_of(scene, arguments, 1)))


def _before(scene: Scene, whom: Member, concern_id: int) -> Say:
    minute = second_tap.minute(scene)
    sure = Button(words("button-sure-hold"), f"holdyes:{whom.id}:{minute}:{concern_id}")
    no = Button(words("button-back"), f"concernread:{concern_id}" if concern_id else "holds")
    return say(words("hold-what", name=whom.name), words("hold-ask", name=whom.name), buttons=[[sure], [no]])


def hold_surely(scene: Scene, heard: Heard, arguments: list[str]) -> Reply:
    """Holds them."""
    safeguarding.require_keeper(scene.member)
    concern_id = _concern_of(scene, arguments, 2)
    if not second_tap.fresh(scene, number(arguments, 1)):
        return hold(scene, heard, [arguments[0], str(concern_id)])
    before = holding.about(scene.session, number(arguments), scene.member).state
    whom = holding.hold(scene.session, number(arguments), scene.member, scene.now)
    if concern_id and before is not State.HELD:
        concern.add_note(scene.session, concern_id, scene.member, "", scene.now, what=Event.HELD)
    return reply(edit=_listing(scene, words("hold-done", name=whom.name)))


def let_go(scene: Scene, heard: Heard, arguments: list[str]) -> Reply:
    """Asks once more before somebody may go on."""
    whom = holding.require_releasable(scene.session, number(arguments), scene.member)
    if whom.state is not State.HELD:
        return reply(edit=_listing(scene))
    sure = Button(words("button-sure-let-go"), f"letgoyes:{whom.id}:{second_tap.minute(scene)}")
    back = Button(words("button-back"), "holds")
    question = words("let-go-ask", name=whom.name)
    return reply(edit=say(_line(scene, whom), question, buttons=[[sure], [back]]))


def let_go_surely(scene: Scene, heard: Heard, arguments: list[str]) -> Reply:
    """Lets them go on."""
    safeguarding.require_keeper(scene.member)
    if not second_tap.fresh(scene, number(arguments, 1)):
        return let_go(scene, heard, arguments)
    whom = holding.release(scene.session, number(arguments), scene.member, scene.now)
    return reply(edit=_listing(scene, words("let-go-done", name=whom.name)))


def _concern_of(scene: Scene, arguments: list[str], place: int) -> int:
    """Returns the concern from which somebody is held, if the presser may see it; 0 for none."""
    if len(arguments) <= place or not number(arguments, place):
        return 0
    return concern.get(scene.session, scene.member, number(arguments, place)).id


def ask_who(talking: Talking) -> Question:
    """Whom: a name is typed, and where several have it, they stand on the buttons."""
    scene, typed = talking.scene, talking.answers.get("who_typed")
    if typed is None:
        return Question(words("hold-who"))
    people = holding.find(scene.session, scene.member, typed, limit=PEOPLE_SHOWN)
    return Question(words("who-which"), [Option(str(one.id), finding.named(one, people)) for one in people])


def take_who(talking: Talking, value: str | None, heard: Heard) -> Outcome:
    """One of those shown, or a name."""
    scene = talking.scene
    found = finding.chosen(value, heard, lambda name: holding.find(scene.session, scene.member, name))
    if not isinstance(found, int):
        return found
    whom = holding.require_holdable(scene.session, found, scene.member)
    return Taken(whom.id, words("button-neighbour", name=whom.name))


def finish(talking: Talking) -> Reply:
    """Says what it means, and asks."""
    scene = talking.scene
    whom = holding.require_holdable(scene.session, talking.answers["who"], scene.member)
    return reply(_listing(scene) if whom.state is State.HELD else _before(scene, whom, 0))


def over(talking: Talking) -> Refusal | None:
    """Whoever is neither lead nor organiser any more holds nobody."""
    return None if safeguarding.is_keeper(talking.scene.member) else NotFound()


HOLDING = Talk(
    name="holding",
    steps=(Step("who", ask_who, take_who, unclear="member"),),
    finish=finish,
    about=words("about-holding"),
    over=over,
)
