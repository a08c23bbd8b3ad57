"""The organisers' group, as an organiser sees to it in private: how we are let in, whether it keeps topics,
and how it ends. Which group it is stands nowhere: those who are in it know.
"""

from __future__ import annotations

from bot.context import Scene
from bot.heard import Heard, number
from bot.organisers import second_tap
from bot.saying import Button, Reply, Say, reply, say, singly
from bot.values import Moment, words
from bot.wording import member_words
from models import member, organiser_group

# What we ask to be allowed in the group: to make topics, and nothing else.
RIGHTS = "manage_topics"
BACK = Button(words("button-back-to-queue"), "admin")


def show(scene: Scene) -> Reply:
    """Shows how it stands with the group; to all but organisers it is an unknown command (NotFound)."""
    return reply(_standing(scene))


def press(scene: Scene, heard: Heard, arguments: list[str]) -> Reply:
    """Another group, topics once more, or no group any more; raises as `show` does, and ValueError where
    there is no such button."""
    match arguments:
        case []:
            return reply(edit=_standing(scene))
        case ["other"]:
            return reply(edit=_choosing(scene))
        case ["topics"]:
            organiser_group.try_topics(scene.session, scene.member)
            return reply(edit=_standing(scene), toast=words("toast-topics-tried"))
        case ["end"]:
            return _before_ending(scene)
        case ["endyes", shown_in]:
            if not second_tap.fresh(scene, number([shown_in])):
                return _before_ending(scene)
            organiser_group.end(scene.session, scene.member, scene.now)
            return reply(edit=_standing(scene))
    raise ValueError("no such button of the group")


def _standing(scene: Scene) -> Say:
    member.require_organiser(scene.member)
    linked = organiser_group.of(scene.session, scene.bank.id)
    if linked is None or linked.linked_at is None or linked.linked_by_id is None:
        return _choosing(scene)
    by = member_words(member.get(scene.session, scene.bank.id, linked.linked_by_id))
    told = words("ourgroup-linked", since=Moment(linked.linked_at), name=by)
    ways = [
        Button(words("button-ourgroup-other"), "ourgroup:other"),
        Button(words("button-ourgroup-end"), "ourgroup:end"),
        BACK,
    ]
    if linked.uses_topics:
        return say(told, words("ourgroup-topics"), buttons=singly(ways))
    again = Button(words("button-ourgroup-topics"), "ourgroup:topics")
    return say(told, words("ourgroup-no-topics"), buttons=singly([again, *ways]))


def _choosing(scene: Scene) -> Say:
    """How a group is chosen: the messenger itself asks which, and says there by whose link we came."""
    token = organiser_group.link_for(scene.session, scene.member, scene.now)
    url = f"https://t.me/{scene.bot_username}?startgroup={token}&admin={RIGHTS}"
    return say(
        words("ourgroup-none"),
        words("ourgroup-how"),
        buttons=singly([Button(words("button-ourgroup-choose"), url=url), BACK]),
    )


def _before_ending(scene: Scene) -> Reply:
    member.require_organiser(scene.member)
    sure = Button(words("button-ourgroup-end-sure"), f"ourgroup:endyes:{second_tap.minute(scene)}")
    back = Button(words("button-back"), "ourgroup")
    return reply(edit=say(words("ourgroup-end-ask"), buttons=singly([sure, back])))
