"""Roles: who has which, given by name and taken away with a second tap."""

from __future__ import annotations

from bot import dialogue
from bot.context import Scene
from bot.dialogue import AskMore, Option, Outcome, Question, Step, Taken, Talk, Talking
from bot.heard import Heard, number
from bot.organisers import finding, second_tap
from bot.saying import Button, Reply, Say, pairs, reply, say, singly
from bot.values import Several, Words, words
from bot.wording import member_words
from models import member, role
from models.member import NotFound
from models.refusals import Refusal
from models.role import Role

PEOPLE_SHOWN = 8


def show(scene: Scene) -> Reply:
    """Lists the roles; to all but organisers it is an unknown command."""
    return reply(_listing(scene))


def show_list(scene: Scene, heard: Heard, arguments: list[str]) -> Reply:
    """Goes back to the list."""
    return reply(edit=_listing(scene))


def _listing(scene: Scene, *news: Words) -> Say:
    roles = role.listed(scene.session, scene.member)
    parts = list(news)
    for one, people in roles.holders.items():
        names = [member_words(who) for who in people]
        if one is Role.LEAD and roles.organisers_stand_in:
            parts.append(words("roles-stand-in"))
        elif names:
            parts.append(words(f"roles-{one.value}", names=Several(names)))
    give = [Button(words(f"button-give-{one.value}"), f"rolegive:{one.value}") for one in Role]
    take = Button(words("button-take-role"), "roletake")
    return say(*parts, buttons=singly([*give, take, Button(words("button-back-to-queue"), "admin")]))


def give(scene: Scene, heard: Heard, arguments: list[str]) -> Reply:
    """Begins to give one."""
    member.require_organiser(scene.member)
    return dialogue.begin(scene, GIVING_ROLE, answers={"role": Role(arguments[0]).value})


def show_holders(scene: Scene, heard: Heard, arguments: list[str]) -> Reply:
    """Shows from whom one can be taken away."""
    roles = role.listed(scene.session, scene.member)
    buttons = [
        Button(words(f"button-holds-{one.value}", name=who.name), f"roleoff:{one.value}:{who.id}")
        for one, people in roles.holders.items()
        for who in people
    ]
    back = Button(words("button-back"), "roles")
    return reply(edit=say(words("roles-take-which"), buttons=[*pairs(buttons), (back,)]))


def take_away(scene: Scene, heard: Heard, arguments: list[str]) -> Reply:
    """Asks once more before one is taken away."""
    member.require_organiser(scene.member)
    which = Role(arguments[0])
    whom = role.require_takeable(scene.session, number(arguments, 1), which, scene.member)
    if not role.has(whom, which):
        return reply(edit=_listing(scene))
    sure = Button(
        words("button-sure-take-role"), f"roleoffyes:{which.value}:{whom.id}:{second_tap.minute(scene)}"
    )
    question = words(f"roles-take-{which.value}", name=member_words(whom))
    return reply(edit=say(question, buttons=[[sure], [Button(words("button-back"), "roles")]]))


def take_away_surely(scene: Scene, heard: Heard, arguments: list[str]) -> Reply:
    """Takes it away."""
    member.require_organiser(scene.member)
    which = Role(arguments[0])
    if not second_tap.fresh(scene, number(arguments, 2)):
        return take_away(scene, heard, arguments)
    whom = role.take_away(scene.session, number(arguments, 1), which, scene.member, scene.now)
    news = words("roles-taken", name=member_words(whom))
    if not scene.member.is_organiser:
        # They have taken away their own.
        return reply(edit=say(news))
    return reply(edit=_listing(scene, news))


def ask_who(talking: Talking) -> Question:
    """To whom: a name is typed, and where several have it, they stand on the buttons."""
    scene, typed = talking.scene, talking.answers.get("who_typed")
    if typed is None:
        return Question(words(f"roles-give-{talking.answers['role']}"))
    people = role.find(scene.session, scene.member, typed, limit=PEOPLE_SHOWN)
    options = [Option(str(one.id), finding.named(one, people)) for one in people]
    return Question(words("who-which"), options)


def take_who(talking: Talking, value: str | None, heard: Heard) -> Outcome:
    """One of those shown, or a name."""
    scene = talking.scene
    found = finding.chosen(value, heard, lambda name: role.find(scene.session, scene.member, name))
    if isinstance(found, int):
        whom = member.get(scene.session, scene.bank.id, found)
        return Taken(whom.id, words("button-neighbour", name=whom.name))
    return AskMore(found.answers) if isinstance(found, AskMore) else found


def finish(talking: Talking) -> Reply:
    """Gives it, and shows the list."""
    scene, which = talking.scene, Role(talking.answers["role"])
    whom = role.give(scene.session, talking.answers["who"], which, scene.member, scene.now)
    return reply(_listing(scene, words("roles-given", name=member_words(whom))))


def over(talking: Talking) -> Refusal | None:
    """Whoever is no organiser any more gives nothing."""
    return None if talking.scene.member.is_organiser else NotFound()


GIVING_ROLE = Talk(
    name="giving_role",
    steps=(Step("who", ask_who, take_who, unclear="member"),),
    finish=finish,
    about=words("about-roles"),
    over=over,
)
