"""Checking in: one of the two says with a tap that somebody is on the way, here, staying, gone, or not come.

Too early, too late, or by now untrue: the answer is how things stand.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from sqlmodel import Session

from bot.context import Scene
from bot.heard import Heard, number
from bot.saying import Button, Reply, reply, say
from bot.values import Moment, Words, refused, words
from bot.visits import lasting_question, visit
from bot.wording import member_words, visit_args
from models import attendance, exchange, member, request
from models.attendance import ComeAlready, TooEarly
from models.exchange import Exchange, OverAlready
from models.member import Member
from models.overdue import ASK_AFTER, CALL_AFTER

Verb = Callable[[Session, int, Member, datetime], Any]


def says(verb: Verb) -> Callable[[Scene, Heard, list[str]], Reply]:
    """Makes the press that says one thing of a visit, and shows how it stands then."""

    def said(scene: Scene, heard: Heard, arguments: list[str]) -> Reply:
        standing = exchange.mine(scene.session, scene.member, number(arguments))
        try:
            verb(scene.session, standing.id, scene.member, scene.now)
        except (ComeAlready, OverAlready, TooEarly) as no:
            return _how_it_stands(scene, standing, no)
        answer = reply(visit(scene, standing))
        answer.toast = words("toast-thank-you")
        return answer

    return said


def here(scene: Scene, heard: Heard, arguments: list[str]) -> Reply:
    """Somebody says that the helper is here, or still here; how it stands is shown."""
    answer = says(attendance.arrive)(scene, heard, arguments)
    standing = exchange.mine(scene.session, scene.member, number(arguments))
    row = attendance.of(scene.session, standing)
    if row is None or row.closed_at is not None or standing.asker_id != scene.member.id:
        return answer
    end_at = attendance.expected_end(row, standing)
    if scene.now >= end_at + ASK_AFTER and attendance.is_watched(row, scene.bank):
        # The helper alone can say that all is well with them.
        helper = member.get(scene.session, scene.bank.id, standing.helper_id)
        answer.says.append(
            say(words("ask-them-to-tap", name=member_words(helper), when=Moment(end_at + CALL_AFTER)))
        )
    return answer


def left(scene: Scene, heard: Heard, arguments: list[str]) -> Reply:
    """Somebody says that the helper has left; they are asked at once how long it took."""
    standing = exchange.mine(scene.session, scene.member, number(arguments))
    try:
        attendance.leave(scene.session, standing.id, scene.member, scene.now)
    except (OverAlready, TooEarly) as no:
        return _how_it_stands(scene, standing, no)
    if standing.state is not exchange.State.AGREED:
        return reply(say(words("attending-left-you")), toast=words("toast-thank-you"))
    if standing.figure_of(scene.member) is not None or standing.starts_at > scene.now:
        return reply(visit(scene, standing), toast=words("toast-thank-you"))
    other = member.get(scene.session, scene.bank.id, standing.other(scene.member))
    helping = standing.helper_id == scene.member.id
    noted = words("left-noted") if helping else words("left-noted-they", name=member_words(other))
    question = lasting_question(scene, standing)
    return reply(say(noted, *question.parts, buttons=question.buttons), toast=words("toast-thank-you"))


def not_come(scene: Scene, heard: Heard, arguments: list[str]) -> Reply:
    """The asker says that the helper has not come; they read what can be done."""
    standing = exchange.mine(scene.session, scene.member, number(arguments))
    try:
        attendance.not_come(scene.session, standing.id, scene.member, scene.now)
    except (ComeAlready, OverAlready, TooEarly) as no:
        return _how_it_stands(scene, standing, no)
    other = member.get(scene.session, scene.bank.id, standing.other(scene.member))
    return reply(
        say(
            words("not-come-noted", name=member_words(other)),
            buttons=[
                [Button(words("button-they-are-here"), f"here:{standing.id}")],
                [Button(words("button-write-to", name=member_words(other)), f"write:{standing.id}")],
                [Button(words("button-look-again"), f"giveup:{standing.id}")],
            ],
        ),
        toast=words("toast-thank-you"),
    )


def ask_before_giving_up(scene: Scene, heard: Heard, arguments: list[str]) -> Reply:
    """Asks once more before one of the two stops waiting for the other."""
    standing = exchange.mine(scene.session, scene.member, number(arguments))
    row = attendance.of(scene.session, standing)
    over = standing.state is not exchange.State.AGREED or row is None or row.closed_at is not None
    if over or row is None or row.here_at is not None or scene.now < standing.starts_at:
        return reply(visit(scene, standing))
    other = member.get(scene.session, scene.bank.id, standing.other(scene.member))
    args = visit_args(standing, other)
    if standing.helper_id == scene.member.id:
        question, sure = words("cannot-come-ask", **args), words("button-sure-cannot-come")
    else:
        question, sure = words("look-again-ask", **args), words("button-sure-look-again")
    keep = Button(words("button-keep-it"), f"ex:{standing.id}")
    return reply(say(question, buttons=[[Button(sure, f"giveupyes:{standing.id}")], [keep]]))


def give_up(scene: Scene, heard: Heard, arguments: list[str]) -> Reply:
    """One of the two stops waiting; where there is time, somebody else is looked for."""
    standing = exchange.mine(scene.session, scene.member, number(arguments))
    before = standing.state
    try:
        standing = attendance.give_up(scene.session, standing.id, scene.member, scene.now)
    except (ComeAlready, OverAlready, TooEarly) as no:
        return _how_it_stands(scene, standing, no)
    if before is not exchange.State.AGREED:
        return reply(visit(scene, standing))
    other = member.get(scene.session, scene.bank.id, standing.other(scene.member))
    if standing.helper_id == scene.member.id:
        answer = reply(say(words("cannot-come-done", name=member_words(other))))
    else:
        answer = reply(_looking_again(scene, standing))
    if heard.message_id is not None:
        answer.collapse = (heard.message_id, words("called-off-line", **visit_args(standing, other)))
    return answer


def how_long(scene: Scene, heard: Heard, arguments: list[str]) -> Reply:
    """Asks how long it took, for somebody who does not want to wait for the question."""
    standing = exchange.mine(scene.session, scene.member, number(arguments))
    if standing.state is not exchange.State.AGREED or standing.starts_at > scene.now:
        return reply(visit(scene, standing))
    return reply(lasting_question(scene, standing))


def _looking_again(scene: Scene, standing: Exchange) -> Any:
    """Tells the asker whether somebody else is looked for, or that they can ask anew."""
    wanted = request.get(scene.session, scene.bank.id, standing.request_id)
    if wanted.state is request.State.OPEN:
        return say(words("looking-again"))
    return say(words("looking-again-over"), buttons=[[Button(words("button-ask-again"), "go:ask")]])


def _how_it_stands(scene: Scene, standing: Exchange, no: Exception) -> Reply:
    """Says why a tap changes nothing, and how things stand."""
    now_is = visit(scene, standing)
    why: Words
    if isinstance(no, TooEarly | ComeAlready):
        why = refused(no)
    elif standing.state is exchange.State.AGREED:
        why = words("attending-over")
    else:
        return reply(now_is)
    return reply(say(why, *now_is.parts, buttons=now_is.buttons, door_of=now_is.door_of))
