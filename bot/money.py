"""Money that one neighbour pays for another, as one of the two sees it: the most, the sum, and how it stands.

We never move any: the two pay each other back, and here is only written what both say. The taps are in
`bot.paying`, and what is typed in `bot.flows.paying`.
"""

from __future__ import annotations

from bot.context import Scene
from bot.saying import Button, Rows, Say, say
from bot.sums import currency_of
from bot.values import Sum, Value, Words, words
from bot.wording import member_words, visit_args
from models import exchange, kind, member, spending
from models.exchange import Exchange
from models.kind import Paying
from models.spending import Spending, State


def money_buttons(scene: Scene, standing: Exchange) -> list[Button]:
    """The button of a visit that leads to its money; none where nothing is paid for in it."""
    row = spending.of(scene.session, standing)
    if row is None and not spending.may_involve(scene.session, standing):
        return []
    if standing.asker_id == scene.member.id:
        if row is None and standing.state is not exchange.State.AGREED:
            return []
        return [_most(standing) if row is None else _show(standing)]
    wanted = row is not None and row.state is State.AGREED and row.limit_minor
    if wanted and spending.may_note(standing, scene.now):
        return [_note(standing)]
    return [_show(standing)]


def said_beside(scene: Scene, standing: Exchange) -> tuple[list[Words], list[list[Button]]]:
    """What is said of money below an agreement and a reminder, with its button: to whoever asked, that they
    should say first how much; to the helper, what waits for their yes, or what they have agreed to."""
    row, other = spending.of(scene.session, standing), _other(scene, standing)
    if standing.asker_id == scene.member.id:
        first = kind.named(standing.kind).paying is Paying.USUALLY
        if row is None and first and spending.may_involve(scene.session, standing):
            return [words("money-say-first", name=member_words(other))], [[_most(standing)]]
    elif row is not None and row.most_minor:
        args: dict[str, Value] = {"name": member_words(other), "most": _sum(row, row.most_minor)}
        if row.state is State.WISHED:
            return [words("money-waits-helper", **args)], [[_show(standing)]]
        if row.state is State.AGREED:
            return [words("money-agreed-helper", **args)], []
    return [], []


def stands(scene: Scene, standing: Exchange) -> Say:
    """How the money of a visit stands for one of the two, with what they can do about it."""
    row, other = spending.of(scene.session, standing), _other(scene, standing)
    if standing.asker_id == scene.member.id:
        return _for_asker(scene, standing, row, other)
    return _for_helper(scene, standing, row, other)


def asked_most(scene: Scene, subject_id: int) -> Say | None:
    """Asks the helper whether they would pay up to so much, or tells them that it is less now."""
    standing = exchange.mine(scene.session, scene.member, subject_id)
    row = spending.of(scene.session, standing)
    if row is None or row.state not in (State.WISHED, State.AGREED):
        return None
    return stands(scene, standing) if standing.state is exchange.State.AGREED else None


def answered_most(scene: Scene, subject_id: int) -> Say | None:
    """Tells the asker what the helper has said to the most."""
    standing = exchange.mine(scene.session, scene.member, subject_id)
    row = spending.of(scene.session, standing)
    if row is None or row.state not in (State.AGREED, State.DECLINED):
        return None
    return stands(scene, standing) if standing.state is exchange.State.AGREED else None


def how_much(scene: Scene, subject_id: int) -> Say | None:
    """Asks the helper what they have spent."""
    standing = exchange.mine(scene.session, scene.member, subject_id)
    row = spending.of(scene.session, standing)
    if row is None or row.state not in (State.AGREED, State.WISHED) or not row.limit_minor:
        return None
    if scene.now < standing.ends_at or not spending.may_note(standing, scene.now):
        return None
    name, most = member_words(_other(scene, standing)), _sum(row, row.limit_minor)
    return say(words("money-how-much", name=name, most=most), buttons=[[_note(standing)]])


def told_sum(scene: Scene, subject_id: int) -> Say | None:
    """Asks the asker whether the sum is right, with the photo of the receipt where there is one."""
    standing = exchange.mine(scene.session, scene.member, subject_id)
    row = spending.of(scene.session, standing)
    return None if row is None or row.state is not State.NOTED else stands(scene, standing)


def told_outcome(scene: Scene, subject_id: int) -> Say | None:
    """Tells one of the two what became of the sum."""
    standing = exchange.mine(scene.session, scene.member, subject_id)
    row = spending.of(scene.session, standing)
    if row is None or row.state not in (State.RIGHT, State.DIFFERS, State.CLOSED):
        return None
    return stands(scene, standing)


def receipt_passed_on(scene: Scene, standing: Exchange) -> Say:
    """Tells the helper that a photo which came after the sum goes to the one whom they helped."""
    return say(words("money-receipt-passed-on", name=member_words(_other(scene, standing))))


def paid_later(row: Spending) -> Say:
    """Tells the asker that the sum is noted as right, and that we ask once more whether it is paid back."""
    return say(words("money-later-asker", sum=sum_words(row, row.spent_minor or 0)))


def line(scene: Scene, standing: Exchange) -> Words:
    """The one line that an answered question about money becomes."""
    return words("money-line", **visit_args(standing, _other(scene, standing)))


def example(scene: Scene) -> Sum:
    """A sum to show how one is written."""
    return Sum(1_240, currency_of(scene.bank))


def sum_words(row: Spending, minor: int) -> Words:
    """A sum inside a sentence, or that it is nothing."""
    return words("money-sum", sum=_sum(row, minor)) if minor else words("money-nothing")


def _for_asker(scene: Scene, standing: Exchange, row: Spending | None, other: member.Member) -> Say:
    name = member_words(other)
    open_now = standing.state is exchange.State.AGREED
    change: Rows = [[Button(words("button-money-change"), f"moneymost:{standing.id}")]] if open_now else []
    if row is None or (row.most_minor is None and row.spent_minor is None):
        return say(words("money-none-asker", name=name), buttons=[[_most(standing)]] if open_now else [])
    if row.spent_minor is None:
        most = _sum(row, row.most_minor or 0)
        if row.state is State.WISHED:
            until = [words("money-until-then", most=_sum(row, row.limit_minor))] if row.limit_minor else []
            asked = words("money-wished-asker", name=name, most=most)
            return say(asked, *until, words("money-rules"), buttons=change)
        if row.state is State.DECLINED:
            return say(words("money-declined-asker", name=name), buttons=[*change, [_write(standing, name)]])
        if not row.limit_minor:
            return say(words("money-nothing-asker", name=name), buttons=change)
        agreed = words("money-agreed-asker", name=name, most=most)
        return say(agreed, words("money-rules"), buttons=[[_write(standing, name)], *change])
    amount = sum_words(row, row.spent_minor)
    match row.state:
        case State.NOTED:
            return _ask_about_sum(scene, standing, row, other)
        case State.RIGHT:
            return say(words("money-right-asker", sum=amount), *_over(scene, row, other))
        case State.DIFFERS:
            told = _who_looks(scene, row, other)
            if row.theirs_minor is None:
                theirs = Button(words("button-money-theirs"), f"moneytheirs:{standing.id}")
                return say(words("money-differs-asker", sum=amount), told, buttons=[[theirs]])
            mine = words("money-theirs-asker", sum=sum_words(row, row.theirs_minor))
            return say(words("money-differs-asker", sum=amount), mine, told)
    return _looked_at(row, other)


def _ask_about_sum(scene: Scene, standing: Exchange, row: Spending, other: member.Member) -> Say:
    """Asks the asker about the sum; once they have said that they pay it back later, whether they have."""
    spent_minor = row.spent_minor or 0
    code, name, amount = f"{standing.id}:{spent_minor}", member_words(other), _sum(row, spent_minor)
    wrong = [Button(words("button-money-wrong"), f"moneywrong:{code}")]
    right = Button(words("button-money-right"), f"moneyright:{code}")
    if not spent_minor:
        nothing = Button(words("button-money-right-nothing"), f"moneyright:{code}")
        return say(words("money-nothing-ask", name=name), buttons=[[nothing], wrong])
    photo = row.receipt or None
    if row.paid_later_at is not None:
        asked = words("money-later-ask", name=name, sum=amount)
        return say(*_over(scene, row, other), asked, buttons=[[right], wrong], photo=photo)
    later = Button(words("button-money-later"), f"moneylater:{code}")
    asked = words("money-spent-ask", name=name, sum=amount)
    return say(*_over(scene, row, other), asked, buttons=[[right], [later], wrong], photo=photo)


def _for_helper(scene: Scene, standing: Exchange, row: Spending | None, other: member.Member) -> Say:
    name = member_words(other)
    noting = [[_note(standing)]] if spending.may_note(standing, scene.now) else []
    if row is None or (row.most_minor is None and row.spent_minor is None):
        return say(words("money-none-helper", name=name), buttons=noting)
    if row.spent_minor is None:
        most_minor = row.most_minor or 0
        args: dict[str, Value] = {"name": name, "most": _sum(row, most_minor)}
        if row.state is State.WISHED and standing.state is exchange.State.AGREED:
            code = f"{standing.id}:{most_minor}"
            yes = Button(words("button-money-yes", sum=args["most"]), f"moneyyes:{code}")
            no = Button(words("button-money-no"), f"moneyno:{code}")
            asked = words("money-wished-helper", **args)
            return say(words("money-rules-helper"), asked, buttons=[[yes], [no], *noting])
        if row.state is State.DECLINED:
            return say(words("money-declined-helper", name=name), buttons=noting)
        if not row.limit_minor:
            return say(words("money-nothing-helper", name=name), buttons=noting)
        return say(words("money-agreed-helper", name=name, most=_sum(row, row.limit_minor)), buttons=noting)
    amount = sum_words(row, row.spent_minor)
    slip = Button(words("button-money-correct"), f"moneynote:{standing.id}")
    correct = [[slip]] if noting else []
    match row.state:
        case State.NOTED:
            later = row.paid_later_at is not None
            said = "money-later-helper" if later else "money-noted-helper"
            return say(words(said, name=name, sum=amount), *_over(scene, row, other), buttons=correct)
        case State.RIGHT:
            return say(words("money-right-helper", name=name, sum=amount), *_over(scene, row, other))
        case State.DIFFERS:
            theirs = row.theirs_minor
            known = (
                []
                if theirs is None
                else [words("money-theirs-helper", name=name, sum=sum_words(row, theirs))]
            )
            differs = words("money-differs-helper", name=name, sum=amount)
            return say(differs, *known, _who_looks(scene, row, other), buttons=correct)
    return _looked_at(row, other)


def _looked_at(row: Spending, other: member.Member) -> Say:
    """What both read once an organiser has looked at it."""
    closed = words("money-closed", name=member_words(other))
    if row.settled_minor is None:
        return say(closed)
    return say(closed, words("money-settled", sum=sum_words(row, row.settled_minor)))


def _over(scene: Scene, row: Spending, other: member.Member) -> list[Words]:
    """Says that it is more than was agreed, without blaming anybody, and who takes a look; nothing where it
    is not, or where an organiser has looked at it."""
    if not row.is_over or not row.waits:
        return []
    said = words("money-none-agreed")
    if row.limit_minor:
        said = words("money-over", most=_sum(row, row.limit_minor))
    return [said, _who_looks(scene, row, other)]


def _who_looks(scene: Scene, row: Spending, other: member.Member) -> Words:
    """Says who looks at it: an organiser, or nobody but the two where there is no other organiser."""
    if spending.told_of(scene.session, row):
        return words("money-organiser-looks")
    return words("money-nobody-looks", name=member_words(other))


def _other(scene: Scene, standing: Exchange) -> member.Member:
    return member.get(scene.session, scene.bank.id, standing.other(scene.member))


def _sum(row: Spending, minor: int) -> Sum:
    return Sum(minor, row.currency)


def _show(standing: Exchange) -> Button:
    return Button(words("button-money"), f"money:{standing.id}")


def _most(standing: Exchange) -> Button:
    return Button(words("button-money-most"), f"moneymost:{standing.id}")


def _note(standing: Exchange) -> Button:
    return Button(words("button-money-note"), f"moneynote:{standing.id}")


def _write(standing: Exchange, name: Words) -> Button:
    return Button(words("button-write-to", name=name), f"write:{standing.id}")
