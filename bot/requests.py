"""Requests: one's own as it stands, with what is being tried, and what can be done about it."""

from __future__ import annotations

from bot import suggestions, visits
from bot.context import Scene
from bot.flows.kinds import kind_words
from bot.heard import Heard, number
from bot.saying import Button, Keyboard, Reply, reply, say
from bot.values import Length, Moment, Words, words
from bot.wording import by_phone_words, request_when
from models import agreement, exchange, invitation, member, request
from models.request import Request
from models.suggestion import Suggestion


def show(scene: Scene, heard: Heard, arguments: list[str]) -> Reply:
    """Shows one's own request, what is being tried, and how to take it back."""
    wanted = request.mine(scene.session, scene.member, number(arguments))
    standing = exchange.live(scene.session, wanted)
    if standing is not None:
        return reply(visits.visit(scene, standing))
    tried = invitation.tally(scene.session, wanted)
    parts = [
        words(
            "request", kind=kind_words(wanted.kind), when=request_when(wanted), length=Length(wanted.minutes)
        ),
        *by_phone_words(wanted),
    ]
    if wanted.state is not request.State.OPEN:
        parts.append(words(f"request-is-{wanted.state.value}"))
        return reply(say(*parts))
    asked_now = tried.get(invitation.State.ASKED, 0)
    asked_so_far = sum(tried.values())
    if wanted.at_risk_at <= scene.now:
        parts.append(words("request-tried-late", asked=asked_so_far))
    else:
        parts.append(
            words("request-tried", asked=asked_so_far, waiting=asked_now, by=Moment(wanted.at_risk_at))
        )
        parts += _what_comes_next(scene, wanted)
    choices: list[list[Button]] = []
    for one in invitation.of(scene.session, wanted, [invitation.State.YES]):
        name = member.get(scene.session, scene.bank.id, one.member_id).name
        if one.starts_at is not None:
            parts.append(words("request-yes", name=name, when=Moment(one.starts_at)))
            choices.append([Button(words("button-choose", name=name), f"pick:{one.id}")])
    ways = Suggestion() if choices else suggestions.offered(scene, wanted)
    if ways:
        parts += [words("request-suggested"), *suggestions.way_words(ways)]
    buttons = [
        *choices,
        *suggestions.change_buttons(wanted, ways),
        [Button(words("button-withdraw"), f"withdraw:{wanted.id}")],
        [Button(words("button-back-to-things"), "go:things")],
    ]
    return reply(say(*parts, buttons=buttons))


def _what_comes_next(scene: Scene, wanted: Request) -> list[Words]:
    """From when a person helps, and until when those who were asked can answer before others are asked."""
    by_state = invitation.of(scene.session, wanted, [invitation.State.ASKED, invitation.State.YES])
    if any(asked.state is invitation.State.YES for asked in by_state):
        return []
    parts = [words("request-organiser")]
    soonest = min((asked.expires_at for asked in by_state), default=None)
    if soonest is not None and scene.now < soonest < wanted.at_risk_at:
        parts.append(words("request-next-look", at=Moment(soonest)))
    return parts


def pick(scene: Scene, heard: Heard, arguments: list[str]) -> Reply:
    """The asker chooses one of those who said yes; where it is decided already, how it stands is shown."""
    picked = invitation.get(scene.session, scene.bank.id, number(arguments))
    wanted = request.mine(scene.session, scene.member, picked.request_id)
    if wanted.state is not request.State.OPEN:
        return show(scene, heard, [str(wanted.id)])
    standing = agreement.choose(scene.session, number(arguments), scene.member, scene.now)
    helper = member.get(scene.session, scene.bank.id, standing.helper_id)
    answer = reply(toast=words("toast-thank-you"))
    line = words("picked-line", name=helper.name, when=Moment(standing.starts_at))
    if heard.message_id is not None:
        answer.collapse = (heard.message_id, line)
    else:
        answer.says.append(say(line))
    return answer


def withdraw(scene: Scene, heard: Heard, arguments: list[str]) -> Reply:
    """Takes a request back; one that is agreed, or has ended, is shown as it stands."""
    if request.mine(scene.session, scene.member, number(arguments)).state is not request.State.OPEN:
        return show(scene, heard, arguments)
    wanted = request.withdraw(scene.session, number(arguments), scene.member, scene.now)
    answer = reply(say(words("request-withdrawn", kind=kind_words(wanted.kind)), keyboard=Keyboard.HOME))
    if heard.message_id is not None:
        answer.collapse = (heard.message_id, words("request-withdrawn-line", kind=kind_words(wanted.kind)))
    return answer


def open_request(scene: Scene, request_id: int) -> Request | None:
    """Returns that request while it looks for a helper and there is time for one to come."""
    wanted = request.get(scene.session, scene.bank.id, request_id)
    return wanted if wanted.state is request.State.OPEN and wanted.latest_at > scene.now else None
