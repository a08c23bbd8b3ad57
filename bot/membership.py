"""One's own membership: a pause, one's own data, giving hours, leaving."""

from __future__ import annotations

import json

from bot import dialogue
from bot.context import Scene
from bot.flows.giving import GIVING, can_give_minutes
from bot.flows.leaving import LEAVING
from bot.flows.pausing import PAUSING, resumed
from bot.saying import Button, File, Reply, reply, say
from bot.values import words
from models import leaving, member, own_data


def pause(scene: Scene) -> Reply:
    """Asks until when they would like a break, in which nobody asks them for help."""
    member.require_active(scene.member)
    return dialogue.begin(scene, PAUSING)


def resume(scene: Scene) -> Reply:
    """Ends the break."""
    member.resume(scene.session, scene.member)
    return resumed()


def my_data(scene: Scene) -> Reply:
    """Sends everything that is kept about them, as a file that programs can read."""
    kept = own_data.collect(scene.session, scene.member, scene.now)
    content = json.dumps(kept, ensure_ascii=False, indent=2).encode()
    return reply(say(words("my-data"), file=File(scene.plain(words("document-my-data")) + ".json", content)))


def leave(scene: Scene) -> Reply:
    """Says what leaving means, and asks; raises LastOrganiser where nobody else looks after the bank."""
    leaving.require_another_organiser(scene.session, scene.member)
    return dialogue.begin(scene, LEAVING)


def give(scene: Scene) -> Reply:
    """Begins to give hours away; where there are none to give, says how to come by some."""
    member.require_active(scene.member)
    if can_give_minutes(scene) <= 0:
        ways = [[Button(words("button-offer"), "go:offer"), Button(words("button-browse"), "go:browse")]]
        return reply(say(words("giving-nothing"), buttons=ways))
    return dialogue.begin(scene, GIVING)
