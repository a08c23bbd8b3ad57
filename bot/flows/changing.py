"""Changing one thing about oneself: a short talk, what is kept of it, and the way back to the profile."""

from __future__ import annotations

from collections.abc import Callable

from bot.dialogue import Step, Talk, Talking
from bot.saying import Button, Reply, reply, say
from bot.values import Words, words


def changing(name: str, *steps: Step, keep: Callable[[Talking], list[Words]]) -> Talk:
    """Makes such a talk.

    Args:
        name: what its row says, and what the button carries that leads to it.
        keep: does what was said, and returns what comes of it, a paragraph each.
    """
    return Talk(
        name=name,
        steps=steps,
        finish=lambda talking: noted(*keep(talking)),
        about=words("about-profile"),
    )


def noted(*said: Words) -> Reply:
    """Says what comes of a change, and shows the way back to the profile."""
    return reply(say(*said, buttons=[[Button(words("button-profile"), "go:profile")]]))
