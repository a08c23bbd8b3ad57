"""One person's link: an organiser finds it, withdraws it where it went to the wrong one, or makes another."""

from __future__ import annotations

from bot import dialogue
from bot.context import Scene
from bot.dialogue import Option, Outcome, Question, Step, Taken, Talk, Talking
from bot.heard import Heard, number
from bot.organisers import finding, second_tap
from bot.organisers.importing import address
from bot.saying import Button, Reply, Say, reply, say
from bot.values import Code, words
from models import claim, member
from models.claim import State

PEOPLE_SHOWN = 6
PEOPLE_LOOKED_AT = 50


def begin(scene: Scene, heard: Heard, arguments: list[str]) -> Reply:
    """Asks whose link; raises NotFound to all but organisers."""
    member.require_organiser(scene.member)
    return dialogue.begin(scene, LINKING)


def ask_who(talking: Talking) -> Question:
    """Whose link it is: a name is written, and chosen where several have it."""
    scene, typed = talking.scene, talking.answers.get("who_typed")
    people = claim.find(scene.session, scene.member, typed, limit=PEOPLE_SHOWN) if typed else []
    return Question(
        words("linking-which") if typed else words("linking-who"),
        [Option(str(one.id), finding.named(one, people)) for one in people],
    )


def take_who(talking: Talking, value: str | None, heard: Heard) -> Outcome:
    """One of those shown, or a name."""
    scene = talking.scene
    found = finding.chosen(
        value,
        heard,
        lambda name: claim.find(scene.session, scene.member, name, limit=PEOPLE_LOOKED_AT),
    )
    if not isinstance(found, int):
        return found
    claim.of(scene.session, scene.member, found)
    chosen = member.get(scene.session, scene.bank.id, found)
    return Taken(found, words("button-neighbour", name=chosen.name))


def finish(talking: Talking) -> Reply:
    """Shows how it stands with that link."""
    return reply(shown(talking.scene, talking.answers["who"]))


LINKING = Talk(
    name="linking",
    steps=(Step("who", ask_who, take_who, unclear="member"),),
    finish=finish,
    about=words("about-linking"),
)


def shown(scene: Scene, member_id: int) -> Say:
    """How it stands with the link of a member, and what can be done."""
    found = claim.of(scene.session, scene.member, member_id)
    name = member.get(scene.session, scene.bank.id, member_id).name
    renew = [Button(words("button-link-renew"), f"claimrenew:{member_id}")]
    withdraw = [Button(words("button-link-withdraw"), f"claimwithdraw:{member_id}")]
    link = claim.link_of(scene.session, found, scene.now)
    if link is not None:
        told = words("link-open", name=name, link=Code(address(scene, link.token)))
        return say(told, buttons=[renew, withdraw])
    match found.state:
        case State.OPENED:
            return say(words("link-opened", name=name), buttons=[renew, withdraw])
        case State.CLAIMED:
            return say(words("link-claimed", name=name), buttons=[withdraw])
    return say(words("link-withdrawn", name=name), buttons=[renew])


def withdraw(scene: Scene, heard: Heard, arguments: list[str]) -> Reply:
    """Asks once more before a link is withdrawn."""
    member_id = number(arguments)
    claim.of(scene.session, scene.member, member_id)
    name = member.get(scene.session, scene.bank.id, member_id).name
    minute = int(scene.now.timestamp()) // 60
    sure = Button(words("button-link-withdraw-sure"), f"claimwithdrawyes:{member_id}:{minute}")
    return reply(edit=say(words("link-withdraw-ask", name=name), buttons=[[sure], [_back(member_id)]]))


def withdraw_surely(scene: Scene, heard: Heard, arguments: list[str]) -> Reply:
    """Withdraws it; a tap that comes late asks anew."""
    if not second_tap.fresh(scene, number(arguments, 1)):
        return withdraw(scene, heard, arguments)
    claim.withdraw(scene.session, number(arguments), scene.member, scene.now)
    return reply(edit=shown(scene, number(arguments)))


def renew(scene: Scene, heard: Heard, arguments: list[str]) -> Reply:
    """Makes another link in its place."""
    claim.renew(scene.session, number(arguments), scene.member, scene.now)
    return reply(edit=shown(scene, number(arguments)))


def show(scene: Scene, heard: Heard, arguments: list[str]) -> Reply:
    """Goes back to how it stands."""
    return reply(edit=shown(scene, number(arguments)))


def _back(member_id: int) -> Button:
    return Button(words("button-back"), f"claimshow:{member_id}")
