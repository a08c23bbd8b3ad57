"""The desk: what organisers can do, in four drawers below the queue, so that nobody has to learn commands."""

from __future__ import annotations

from bot.context import Scene
from bot.heard import Heard
from bot.saying import Button, Reply, pairs, reply, say
from bot.values import words
from models import member

# What stands on each button, and what it carries, in the order in which it is needed.
DRAWERS: dict[str, tuple[tuple[str, str], ...]] = {
    "people": (
        ("button-desk-members", "go:members"),
        ("button-desk-for", "go:for"),
        ("button-invite-link", "invite"),
        ("button-joining-rule", "joining"),
        ("button-desk-announce", "go:announce"),
        ("button-desk-poll", "go:poll"),
        ("button-desk-import", "go:import"),
        ("button-desk-roles", "go:roles"),
    ),
    "safety": (
        ("button-demands", "demands"),
        ("button-checks", "checks"),
        ("button-desk-safety", "go:safety"),
        ("button-concerns", "go:concerns"),
        ("button-hold-somebody", "go:hold"),
        ("button-desk-seemed", "go:seemed"),
    ),
    "rules": (
        ("button-correct-hours", "go:correct"),
        ("button-desk-hours", "go:hoursfor"),
        ("button-desk-settings", "go:settings"),
        ("button-desk-kinds", "go:kinds"),
        ("button-desk-group", "go:group"),
    ),
    "figures": (
        ("button-pictures", "go:pictures"),
        ("button-report", "go:report"),
        ("button-shortages", "shortages"),
        ("button-desk-books", "go:books"),
        ("button-desk-wellbeing", "go:wellbeing"),
        ("button-desk-journal", "go:journal"),
    ),
}


def drawers() -> list[tuple[Button, ...]]:
    """The rows of buttons below the queue: a button for each drawer."""
    return list(pairs(Button(words(f"button-desk-{name}-all"), f"desk:{name}") for name in DRAWERS))


def show(scene: Scene, heard: Heard, arguments: list[str]) -> Reply:
    """Opens a drawer; raises NotFound to all but organisers, and ValueError where there is no such drawer."""
    member.require_organiser(scene.member)
    [name] = arguments
    if name not in DRAWERS:
        raise ValueError("no drawer of ours")
    ways = pairs(Button(words(label), data) for label, data in DRAWERS[name])
    back = (Button(words("button-back-to-queue"), "admin"),)
    return reply(edit=say(words(f"desk-{name}"), buttons=[*ways, back]))
