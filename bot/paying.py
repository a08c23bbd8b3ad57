"""The taps about money that one neighbour pays for another.

Too late, or about a sum that is no longer so: the answer is how it stands.
"""

from __future__ import annotations

from collections.abc import Callable

from bot import dialogue, money
from bot.context import Scene
from bot.flows.paying import CAPPING, RECALLING, SPENT
from bot.heard import Heard, number
from bot.saying import Reply, reply
from bot.sums import currency_of
from bot.values import words
from models import exchange, noted_sum, spending, spending_cap
from models.exchange import Exchange, OverAlready
from models.member import NotFound
from models.noted_sum import Verdict
from models.spending import NoMoneyHere, State


def show(scene: Scene, heard: Heard, arguments: list[str]) -> Reply:
    """Shows how the money of a visit stands."""
    standing = _mine(scene, arguments)
    return reply(money.stands(scene, standing))


def say_most(scene: Scene, heard: Heard, arguments: list[str]) -> Reply:
    """Begins to ask how much may be spent at most."""
    standing = _mine(scene, arguments)
    if standing.asker_id != scene.member.id:
        raise NotFound()
    if not spending.may_involve(scene.session, standing):
        raise NoMoneyHere()
    row = spending.of(scene.session, standing)
    if standing.state is not exchange.State.AGREED or (row is not None and row.state not in spending.BEFORE):
        return reply(money.stands(scene, standing))
    return dialogue.begin(scene, CAPPING, subject_id=standing.id)


def answers(*, agrees: bool) -> Callable[[Scene, Heard, list[str]], Reply]:
    """Makes the press with which a helper says whether they would pay up to so much."""

    def answer(scene: Scene, heard: Heard, arguments: list[str]) -> Reply:
        standing = _mine(scene, arguments)
        try:
            spending_cap.answer_most(
                scene.session, standing.id, scene.member, number(arguments, 1), agrees=agrees, now=scene.now
            )
        except OverAlready:
            return reply(money.stands(scene, standing))
        return _done(scene, heard, standing)

    return answer


def note(scene: Scene, heard: Heard, arguments: list[str]) -> Reply:
    """Begins to ask what was spent."""
    standing = _mine(scene, arguments)
    if standing.helper_id != scene.member.id:
        raise NotFound()
    row = spending.of(scene.session, standing)
    settled = row is not None and row.state in spending.SETTLED
    if settled or not spending.may_note(standing, scene.now):
        return reply(money.stands(scene, standing))
    return dialogue.begin(scene, SPENT, subject_id=standing.id)


def says(verdict: Verdict) -> Callable[[Scene, Heard, list[str]], Reply]:
    """Makes the press with which whoever was helped says whether a sum is right."""

    def said(scene: Scene, heard: Heard, arguments: list[str]) -> Reply:
        standing = _mine(scene, arguments)
        row = noted_sum.answer(
            scene.session, standing.id, scene.member, number(arguments, 1), verdict, scene.now
        )
        if row.state is State.DIFFERS and row.theirs_minor is None and verdict is Verdict.WRONG:
            # That it is not right is noted; what it was, they may say or leave.
            answer = dialogue.begin(scene, RECALLING, subject_id=standing.id)
            answer.toast = words("toast-thank-you")
            return answer
        answer = _done(scene, heard, standing)
        if verdict is Verdict.LATER and row.paid_later_at == scene.now:
            answer.says = [money.paid_later(row)]
        return answer

    return said


def say_theirs(scene: Scene, heard: Heard, arguments: list[str]) -> Reply:
    """Begins to ask what it was, as the asker knows it."""
    standing = _mine(scene, arguments)
    row = spending.of(scene.session, standing)
    if standing.asker_id != scene.member.id or row is None:
        raise NotFound()
    if row.state is not State.DIFFERS:
        return reply(money.stands(scene, standing))
    return dialogue.begin(scene, RECALLING, subject_id=standing.id)


def photo_came(scene: Scene, heard: Heard) -> Reply | None:
    """Takes a photo that comes by itself as the receipt of what the helper buys just now: it goes along with
    the sum that is noted, or the sum is asked for. None where they buy nothing for anybody."""
    found = spending.to_note(scene.session, scene.member, scene.now) if heard.photo else []
    if not found:
        return None
    row, standing = found[0]
    if row.spent_minor:
        noted_sum.note(
            scene.session,
            standing.id,
            scene.member,
            row.spent_minor,
            scene.now,
            currency=currency_of(scene.bank),
            receipt=heard.photo,
        )
        return reply(money.receipt_passed_on(scene, standing))
    return dialogue.begin(scene, SPENT, subject_id=standing.id, answers={"photo_first": heard.photo})


def _done(scene: Scene, heard: Heard, standing: Exchange) -> Reply:
    """Thanks, lets the question go, and shows how it stands now."""
    answer = reply(money.stands(scene, standing), toast=words("toast-thank-you"))
    if heard.message_id is not None:
        answer.collapse = (heard.message_id, money.line(scene, standing))
    return answer


def _mine(scene: Scene, arguments: list[str]) -> Exchange:
    return exchange.mine(scene.session, scene.member, number(arguments))
