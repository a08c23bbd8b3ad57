"""What organisers read of money on which two neighbours do not agree, and what they can do about it."""

from __future__ import annotations

from bot import money
from bot.context import Scene
from bot.flows.kinds import for_kind
from bot.heard import Heard, number
from bot.saying import Button, Reply, Say, reply, say
from bot.values import Moment, Value, Words, words
from bot.wording import member_words
from models import exchange, member
from models import unsettled as rule
from models.member import Member, NotFound
from models.spending import Spending, State


def unsettled(scene: Scene, subject_id: int) -> Say | None:
    """Tells an organiser that two neighbours need somebody to look at their money."""
    try:
        row = rule.find(scene.session, subject_id, scene.member)
    except NotFound:
        return None
    return _both_sides(scene, row) if row.waits else None


def to_settle(scene: Scene, subject_id: int) -> Say:
    """One of the queue, with what can be done about it."""
    row = rule.find(scene.session, subject_id, scene.member)
    return _both_sides(scene, row) if row.waits else say(words("task-done-before"))


def line(scene: Scene, subject_id: int) -> Words:
    """One line of the queue."""
    helper, asker = _both(scene, rule.find(scene.session, subject_id, scene.member))
    return words("queue-money", helper=member_words(helper), asker=member_words(asker))


def label(scene: Scene, subject_id: int) -> Words:
    """What stands on the button that opens it."""
    helper, _ = _both(scene, rule.find(scene.session, subject_id, scene.member))
    return words("button-task-money", name=member_words(helper))


def show_receipt(scene: Scene, heard: Heard, arguments: list[str]) -> Reply:
    """Shows an organiser the photo of the receipt, on record."""
    photo = rule.read_receipt(scene.session, number(arguments), scene.member, scene.now)
    return reply(say(words("money-receipt"), photo=photo))


def _both_sides(scene: Scene, row: Spending) -> Say:
    """What both have said, and the sums to choose from."""
    helper, asker = _both(scene, row)
    standing = exchange.get(scene.session, scene.bank.id, row.exchange_id)
    args: dict[str, Value] = {"helper": member_words(helper), "asker": member_words(asker)}
    parts = [words("task-money", kind=for_kind(standing.kind), when=Moment(standing.starts_at), **args)]
    parts.append(
        words("task-money-agreed", most=money.sum_words(row, row.limit_minor))
        if row.limit_minor
        else words("task-money-none-agreed")
    )
    if row.spent_minor is None:
        parts.append(words("task-money-not-noted", **args))
    else:
        parts.append(words("task-money-noted", sum=money.sum_words(row, row.spent_minor), **args))
        parts.append(_asker_says(row, args))
    parts.append(words("task-money-ask"))
    sums = {minor for minor in (row.spent_minor, row.theirs_minor) if minor is not None}
    code = f"moneyclose:{row.exchange_id}"
    ways = [
        Button(words("button-money-was", sum=money.sum_words(row, minor)), f"{code}:{minor}")
        for minor in sorted(sums or {0})
    ]
    done = [Button(words("button-money-seen-to"), code)]
    if row.receipt:
        done.append(Button(words("button-money-receipt"), f"moneyreceipt:{row.exchange_id}"))
    writing = [
        Button(words("button-write-to", name=member_words(who)), f"writeto:{who.id}")
        for who in (helper, asker)
        if who.chat_id is not None and who.has_joined
    ]
    return say(*parts, buttons=[ways, done, *([writing] if writing else [])])


def _asker_says(row: Spending, args: dict[str, Value]) -> Words:
    match row.state:
        case State.RIGHT:
            return words("task-money-right", **args)
        case State.DIFFERS if row.theirs_minor is not None:
            return words("task-money-theirs", sum=money.sum_words(row, row.theirs_minor), **args)
        case State.DIFFERS:
            return words("task-money-wrong", **args)
    return words("task-money-silent" if row.paid_later_at is None else "task-money-later", **args)


def _both(scene: Scene, row: Spending) -> tuple[Member, Member]:
    return (
        member.get(scene.session, scene.bank.id, row.helper_id),
        member.get(scene.session, scene.bank.id, row.asker_id),
    )
