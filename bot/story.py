"""Each member's own story: what they gave and received, and whom they met. Strengths first."""

from __future__ import annotations

from bot.context import Scene
from bot.flows.kinds import kind_words
from bot.saying import Button, Reply, reply, say, singly
from bot.values import Day, Length, Several, Value, Words, words
from models import story
from models.story import Story


def show(scene: Scene) -> Reply:
    """Tells a member their story; raises NotAMember or WaitingForOrganiser when it is too early for one."""
    told = story.of(scene.session, scene.member)
    since = Day(told.since.astimezone(scene.zone).date())
    parts = [words("story-since", day=since, bank=scene.bank.name)]
    if told.neighbours:
        parts += _told(told)
    else:
        parts.append(words("story-empty"))
    # Who has only received is shown a way to give, and who has only given that they may ask, too.
    if told.received and not told.given:
        parts.append(words("story-only-received"))
        ways = [Button(words("button-ways-to-give"), "go:offer"), Button(words("button-browse"), "go:browse")]
    elif told.given and not told.received:
        parts.append(words("story-only-given"))
        ways = [Button(words("button-ask"), "go:ask")]
    else:
        ways = [Button(words("button-ask"), "go:ask"), Button(words("button-browse"), "go:browse")]
    return reply(say(*parts, buttons=singly(ways)))


def _told(told: Story) -> list[Words]:
    parts = []
    if told.given:
        parts.append(words("story-given", times=told.given, length=Length(told.given_minutes)))
        parts.append(words("story-given-kinds", kinds=Several(_kinds(told.given_kinds))))
    if told.received:
        parts.append(words("story-received", times=told.received, length=Length(told.received_minutes)))
        parts.append(words("story-received-kinds", kinds=Several(_kinds(told.received_kinds))))
    parts.append(words("story-neighbours", count=told.neighbours))
    if told.thanked:
        parts.append(words("story-thanked", times=told.thanked))
    return parts


def _kinds(codes: tuple[str, ...]) -> list[Value]:
    return [kind_words(code) for code in codes]
