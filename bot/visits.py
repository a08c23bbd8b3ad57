"""Visits: help that is agreed, as one of the two sees it, and what can be done about it with buttons."""

from __future__ import annotations

from bot import afterwards, attending, dialogue, money
from bot.calendar import visit_file
from bot.context import Scene
from bot.flows.lasting import LASTING, noted_words
from bot.flows.writing import WRITING
from bot.heard import Heard, number
from bot.saying import Button, Reply, Say, reply, say
from bot.values import Length, words
from bot.wording import member_words, visit_args
from models import attendance, confirmation, exchange, member, request

LENGTHS = 4


def visit(scene: Scene, standing: exchange.Exchange) -> Say:
    """An exchange as it stands, for one of the two, with what can be done about it."""
    other = member.get(scene.session, scene.bank.id, standing.other(scene.member))
    helping = standing.helper_id == scene.member.id
    args = visit_args(standing, other)
    if standing.state is exchange.State.BANKED:
        how_it_was = afterwards.asked(scene, standing)
        rows = [*how_it_was.buttons, *_row(money.money_buttons(scene, standing))]
        return say(words("visit-is-banked", **args), *how_it_was.parts, buttons=rows)
    if standing.state is not exchange.State.AGREED:
        worried = Button(words("button-concern"), f"concern:{standing.id}")
        differs = standing.state is exchange.State.DIFFERING
        about_money = money.money_buttons(scene, standing) if differs else []
        return say(words(f"visit-is-{standing.state.value}", **args), buttons=[[worried], *_row(about_money)])
    row = attendance.of(scene.session, standing)
    if standing.starts_at <= scene.now and not attending.is_going_on(scene, standing, row):
        return lasting_question(scene, standing)
    parts = [words("visit-you-help", **args) if helping else words("visit-helps-you", **args)]
    parts += attending.how_it_stands(scene, standing, row)
    parts += attending.at_the_door(scene, standing)
    if scene.now < standing.starts_at:
        off = words("button-cannot-come") if helping else words("button-no-longer-needed")
        last = Button(off, f"out:{standing.id}")
    else:
        last = Button(words("button-how-long"), f"howlong:{standing.id}")
    buttons = [
        *attending.ways(scene, standing, row),
        [
            Button(words("button-write-to", name=member_words(other)), f"write:{standing.id}"),
            *money.money_buttons(scene, standing),
        ],
        [last, Button(words("button-concern"), f"concern:{standing.id}")],
        [Button(words("button-back-to-things"), "go:things")],
    ]
    return say(*parts, buttons=buttons, door_of=attending.tells_door(scene, standing))


def lasting_question(scene: Scene, standing: exchange.Exchange) -> Say:
    """Asks one of the two how long it took, with what was measured where both ends were tapped."""
    other = member.get(scene.session, scene.bank.id, standing.other(scene.member))
    helping = standing.helper_id == scene.member.id
    args = visit_args(standing, other)
    measured = attendance.measured_minutes(attendance.of(scene.session, standing))
    parts = [] if measured is None else [words("how-long-by-taps", length=Length(measured))]
    question = words("how-long-you-helped", **args) if helping else words("how-long-helped-you", **args)
    *lengths, another, last = lasting_buttons(standing, measured)
    another = [*another, *money.money_buttons(scene, standing)]
    return say(*parts, question, buttons=[*lengths, another, last])


def _row(buttons: list[Button]) -> list[list[Button]]:
    """A row of buttons, or none where there are none."""
    return [buttons] if buttons else []


def show_visit(scene: Scene, heard: Heard, arguments: list[str]) -> Reply:
    """Shows an exchange of one's own."""
    return reply(visit(scene, exchange.mine(scene.session, scene.member, number(arguments))))


def ask_before_calling_off(scene: Scene, heard: Heard, arguments: list[str]) -> Reply:
    """Asks once more, because the other one is counting on it."""
    standing = exchange.mine(scene.session, scene.member, number(arguments))
    other = member.get(scene.session, scene.bank.id, standing.other(scene.member))
    if standing.state is not exchange.State.AGREED or standing.starts_at <= scene.now:
        return reply(visit(scene, standing))
    helping = standing.helper_id == scene.member.id
    args = visit_args(standing, other)
    question = words("cannot-come-ask", **args) if helping else words("no-longer-needed-ask", **args)
    sure = words("button-sure-cannot-come") if helping else words("button-sure-not-needed")
    keep = Button(words("button-keep-it"), f"ex:{standing.id}")
    return reply(say(question, buttons=[[Button(sure, f"outyes:{standing.id}")], [keep]]))


def call_off(scene: Scene, heard: Heard, arguments: list[str]) -> Reply:
    """Calls an exchange off; the other is told, and a helper who cannot come is searched for again."""
    before = exchange.mine(scene.session, scene.member, number(arguments))
    if before.state is not exchange.State.AGREED:
        return reply(visit(scene, before))
    standing = exchange.cancel(scene.session, before.id, scene.member, scene.now)
    other = member.get(scene.session, scene.bank.id, standing.other(scene.member))
    helping = standing.helper_id == scene.member.id
    said = (
        words("cannot-come-done", name=member_words(other))
        if helping
        else words("no-longer-needed-done", name=member_words(other))
    )
    answer = reply(say(said, file=visit_file(scene, standing, other)))
    if heard.message_id is not None:
        answer.collapse = (heard.message_id, words("called-off-line", **visit_args(standing, other)))
    return answer


def lasting_buttons(standing: exchange.Exchange, measured: int | None = None) -> list[list[Button]]:
    """Lengths around what was planned, another length by typing, and that it did not happen.

    Args:
        measured: how many minutes it took by what was tapped, which then is the first length.
    """
    step = 15 if standing.minutes <= 60 else 30
    around = [standing.minutes + step * steps for steps in (-1, 0, 1, 2)]
    lengths = [minutes for minutes in around if minutes >= request.SHORTEST_MINUTES]
    if measured is not None:
        lengths = [measured, *(minutes for minutes in lengths if minutes != measured)][:LENGTHS]
    buttons = [
        Button(words("button-length", length=Length(minutes)), f"took:{standing.id}:{minutes}")
        for minutes in lengths
    ]
    return [
        buttons[:2],
        buttons[2:],
        [Button(words("button-another-length"), f"tookother:{standing.id}")],
        [
            Button(words("button-did-not-happen"), f"took:{standing.id}:{confirmation.DID_NOT_HAPPEN}"),
            Button(words("button-concern"), f"concern:{standing.id}"),
        ],
    ]


def took(scene: Scene, heard: Heard, arguments: list[str]) -> Reply:
    """One of the two says how long it took."""
    minutes = number(arguments, 1)
    standing = confirmation.confirm(scene.session, number(arguments), scene.member, minutes, scene.now)
    answer = reply(toast=words("toast-thank-you"))
    if heard.message_id is not None and standing.figure_of(scene.member) is not None:
        answer.collapse = (heard.message_id, noted_words(standing, scene.member))
    else:
        answer.says.append(say(noted_words(standing, scene.member)))
    return answer


def took_another(scene: Scene, heard: Heard, arguments: list[str]) -> Reply:
    """Asks for the length in their own words."""
    standing = exchange.mine(scene.session, scene.member, number(arguments))
    if standing.state is not exchange.State.AGREED:
        return reply(visit(scene, standing))
    return dialogue.begin(scene, LASTING, subject_id=standing.id)


def write_to(scene: Scene, heard: Heard, arguments: list[str]) -> Reply:
    """Begins to write to the other one."""
    standing = exchange.mine(scene.session, scene.member, number(arguments))
    if standing.state not in (exchange.State.AGREED, exchange.State.DIFFERING):
        return reply(visit(scene, standing))
    return dialogue.begin(scene, WRITING, subject_id=standing.id)
