"""Buddies: somebody who hears of it when one is overdue from a visit; asked for, answered, and ended."""

from __future__ import annotations

from bot import attending
from bot.context import Scene
from bot.heard import Heard, number
from bot.saying import Button, Reply, Say, reply, say, singly
from bot.values import Code, Moment, Words, words
from bot.wording import member_words
from models import attendance, buddy, exchange, member
from models.buddy import State
from models.member import NotFound

PEOPLE_SHOWN = 6


def show(scene: Scene) -> Reply:
    """Shows who is whose buddy, and whom one can ask."""
    return reply(_page(scene))


def ask(scene: Scene, heard: Heard, arguments: list[str]) -> Reply:
    """Asks somebody."""
    buddy.ask(scene.session, scene.member, number(arguments), scene.now)
    return reply(edit=_page(scene), toast=words("toast-thank-you"))


def agree(scene: Scene, heard: Heard, arguments: list[str]) -> Reply:
    """Somebody agrees to be a buddy."""
    return _answer(scene, number(arguments), agrees=True)


def decline(scene: Scene, heard: Heard, arguments: list[str]) -> Reply:
    """Somebody would rather not be one, or no longer."""
    return _answer(scene, number(arguments), agrees=False)


def end(scene: Scene, heard: Heard, arguments: list[str]) -> Reply:
    """Somebody wants no buddy any more."""
    buddy.end(scene.session, number(arguments), scene.member, scene.now)
    return reply(edit=_page(scene))


def wanted(scene: Scene, subject_id: int) -> Say | None:
    """Asks somebody whether they would be a buddy."""
    row = buddy.get(scene.session, subject_id, scene.member)
    if row.state is not State.ASKED or not scene.member.has_joined:
        return None
    owner = member.get(scene.session, scene.bank.id, row.member_id)
    return say(
        words("buddy-wanted", name=member_words(owner)),
        words("buddy-wanted-ask"),
        buttons=[
            [Button(words("button-buddy-yes"), f"buddyyes:{row.id}")],
            [Button(words("button-no-sorry"), f"buddyno:{row.id}")],
        ],
    )


def answered(scene: Scene, subject_id: int) -> Say | None:
    """Tells whoever asked what the answer is."""
    row = buddy.get(scene.session, subject_id, scene.member)
    other = member.get(scene.session, scene.bank.id, row.buddy_id)
    if row.state is State.AGREED:
        return say(words("buddy-agreed", name=member_words(other)))
    if row.state is State.DECLINED:
        return say(
            words("buddy-declined", name=member_words(other)),
            buttons=[[Button(words("button-buddy"), "go:buddy")]],
        )
    return None


def worries(scene: Scene, subject_id: int) -> Say | None:
    """Tells a buddy that the one they know is overdue; at whose door, they do not read."""
    helper = attending.missing_helper(scene, subject_id)
    if helper is None:
        return None
    friend = buddy.of(scene.session, helper)
    if friend is None or friend.id != scene.member.id:
        return None
    standing = exchange.get(scene.session, scene.bank.id, subject_id)
    row = attendance.of(scene.session, standing)
    assert row is not None, "somebody is missing there"
    since = Moment(attendance.expected_end(row, standing))
    return say(
        words("buddy-worries", name=member_words(helper), since=since),
        words("in-danger", number=Code(scene.bank.emergency_number)),
        buttons=[[Button(words("button-ask-a-person"), "person:buddy")]],
    )


def _answer(scene: Scene, row_id: int, *, agrees: bool) -> Reply:
    try:
        row = buddy.answer(scene.session, row_id, scene.member, agrees, scene.now)
    except NotFound:
        # Where it was theirs to answer once, they read how it stands; to others there is no such thing.
        buddy.get(scene.session, row_id, scene.member)
        return reply(_page(scene))
    owner = member.get(scene.session, scene.bank.id, row.member_id)
    said = words("buddy-yes-noted", name=member_words(owner)) if agrees else words("buddy-no-noted")
    return reply(say(said), toast=words("toast-thank-you"))


def _page(scene: Scene) -> Say:
    member.require_active(scene.member)
    parts: list[Words] = []
    buttons: list[Button] = []
    for row in buddy.whose(scene.session, scene.member):
        owner = member.get(scene.session, scene.bank.id, row.member_id)
        if row.state is State.AGREED:
            parts.append(words("buddy-of", name=member_words(owner)))
            buttons.append(Button(words("button-buddy-stop", name=member_words(owner)), f"buddyno:{row.id}"))
        else:
            parts.append(words("buddy-asked-by", name=member_words(owner)))
            buttons.append(Button(words("button-buddy-yes"), f"buddyyes:{row.id}"))
    mine = buddy.standing(scene.session, scene.member)
    if mine is not None:
        name = member_words(member.get(scene.session, scene.bank.id, mine.buddy_id))
        known = "buddy-yours" if mine.state is State.AGREED else "buddy-not-answered"
        ending = Button(words("button-buddy-end"), f"buddyend:{mine.id}")
        return say(words(known, name=name), *parts, buttons=singly([ending, *buttons]))
    people = buddy.possible(scene.session, scene.member)[:PEOPLE_SHOWN]
    if not people:
        return say(words("buddy-nobody"), *parts, buttons=singly(buttons))
    choices = [Button(words("button-buddy-ask", name=member_words(one)), f"buddy:{one.id}") for one in people]
    return say(words("buddy-none"), *parts, words("buddy-ask"), buttons=singly([*choices, *buttons]))
