"""Explaining: an organiser reads who was asked for a request and why, who was not, and what would help."""

from __future__ import annotations

from bot.context import Scene
from bot.flows.kinds import for_kind
from bot.heard import Heard, number
from bot.reasons import for_organiser
from bot.saying import Button, Reply, Say, reply, say
from bot.suggestions import time_words
from bot.values import Distance, Several, Value, Words, words
from bot.wording import member_words, request_when
from models import explanation, invitation, member, request, suggestion
from models.explanation import Explanation
from models.invitation import AlreadyFilled, Invitation, State
from models.request import Request

INVITED_SHOWN = 12
# How the answers are told, the most telling first.
ANSWERS = (State.CHOSEN, State.YES, State.ASKED, State.SILENT, State.NO, State.DROPPED, State.THANKED)


def why_button(scene: Scene, wanted: Request) -> list[list[Button]]:
    """The button that asks why, for organisers alone, and not about their own request."""
    if not scene.member.is_organiser or wanted.asker_id == scene.member.id:
        return []
    return [[Button(words("button-why"), f"why:{wanted.id}")]]


def ask(scene: Scene, heard: Heard, arguments: list[str]) -> Reply:
    """Asks why; the answer comes as its own message, because it may mean looking at everybody."""
    try:
        explanation.ask(scene.session, number(arguments), scene.member, scene.now)
    except AlreadyFilled:
        return reply(say(words("task-done-before")))
    return reply(say(words("why-looking")))


def explained(scene: Scene, subject_id: int) -> Say | None:
    """The answer: who was asked, who still can be, who cannot, and what would help."""
    told = explanation.get(scene.session, scene.bank.id, subject_id)
    if not scene.member.is_organiser or told.asked_by_id != scene.member.id:
        return None
    wanted = request.get(scene.session, scene.bank.id, told.request_id)
    asker = member.get(scene.session, scene.bank.id, wanted.asker_id)
    heading = words(
        "explained", name=member_words(asker), kind=for_kind(wanted.kind), when=request_when(wanted)
    )
    parts = [heading, *_invited(scene, wanted)]
    if not told.found:
        return say(*parts, words("explained-over"))
    parts.append(words("explained-left", count=told.found.get("suitable", 0)))
    obstacles = explanation.obstacles(scene.session, told, scene.member)
    parts += [words(f"obstacle-{one.value}", count=count) for one, count in obstacles.items()]
    help_lines = _what_would_help(scene, wanted, told)
    if help_lines:
        parts += [words("would-help"), *help_lines]
    names = Button(words("button-who-not"), f"whonot:{told.id}")
    return say(*parts, buttons=[[names]] if obstacles else [])


def names(scene: Scene, heard: Heard, arguments: list[str]) -> Reply:
    """Who is kept from it, by name, on record."""
    found = explanation.read_names(scene.session, number(arguments), scene.member, scene.now)
    lines = [
        words("obstacle-names", what=words(f"obstacle-of-{one.value}"), names=Several(_names(people)))
        for one, people in found.items()
        if people
    ]
    back = [[Button(words("button-back-to-queue"), "admin")]]
    if not lines:
        return reply(say(words("obstacle-nobody-named"), buttons=back))
    return reply(say(words("obstacle-names-noted"), *lines, buttons=back))


def _names(people: list[member.Member]) -> list[Value]:
    return [member_words(one) for one in people]


def _invited(scene: Scene, wanted: Request) -> list[Words]:
    """A line for each who was asked, with the answer and why they were asked."""
    everybody = sorted(
        invitation.everybody_asked(scene.session, wanted), key=lambda asked: ANSWERS.index(asked.state)
    )
    if not everybody:
        return [words("explained-nobody")]
    lines = [_invited_line(scene, asked) for asked in everybody[:INVITED_SHOWN]]
    if len(everybody) > INVITED_SHOWN:
        lines.append(words("explained-more", count=len(everybody) - INVITED_SHOWN))
    return lines


def _invited_line(scene: Scene, asked: Invitation) -> Words:
    name = member_words(member.get(scene.session, scene.bank.id, asked.member_id))
    answer = words(f"answer-{asked.state.value}")
    why = for_organiser(asked)
    if why is None:
        return words("explained-one", name=name, answer=answer)
    return words("explained-one-why", name=name, answer=answer, why=why)


def _what_would_help(scene: Scene, wanted: Request, told: Explanation) -> list[Words]:
    """A line for each thing that would bring more."""
    ways = suggestion.of(wanted, told.found, scene.now)
    lines = [words("would-help-time", count=better.count, when=time_words(better)) for better in ways.times]
    if told.found.get("further"):
        further_m, count = told.found["further"]
        lines.append(words("would-help-further", count=count, distance=Distance(further_m)))
    if ways.any_language:
        lines.append(words("would-help-language", count=ways.any_language))
    if ways.by_phone:
        lines.append(words("would-help-phone", count=ways.by_phone))
    if told.found.get("check"):
        lines.append(words("would-help-check", count=told.found["check"]))
    return lines
