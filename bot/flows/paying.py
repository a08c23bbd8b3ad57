"""Sums of money, typed or tapped: the most that may be spent, what was spent, and what it was in truth."""

from __future__ import annotations

from bot import money
from bot.dialogue import AskMore, Option, Outcome, Question, Step, Taken, Talk, Talking, Unclear
from bot.flows.lasting import subject
from bot.heard import Heard, Manner
from bot.saying import Reply, reply
from bot.sums import currency_of, suggested
from bot.typed_sums import read_sum
from bot.values import Sum, Words, words
from bot.wording import member_words
from models import exchange, member, noted_sum, spending, spending_cap
from models.exchange import OverAlready
from models.noted_sum import Verdict
from models.refusals import Refusal

NOTHING, NO_PHOTO, UNKNOWN = "0", "none", "unknown"


def ask_most(talking: Talking) -> Question:
    """How much at most: nothing, a few sums up to what the time bank allows, or any other by typing."""
    bank = talking.scene.bank
    currency = currency_of(bank)
    sums = [
        Option(str(minor), words("button-money-up-to", sum=Sum(minor, currency)))
        for minor in suggested(bank.spending_cap_minor, currency)
    ]
    cap = Sum(bank.spending_cap_minor, currency)
    return Question(
        words("paying-most", name=_other_name(talking), most=cap),
        [*sums, Option(NOTHING, words("button-money-nothing"))],
    )


def take_most(talking: Talking, value: str | None, heard: Heard) -> Outcome:
    """A sum within what the time bank allows."""
    bank = talking.scene.bank
    minor = _minor(talking, value, heard)
    if minor is None:
        return _unclear_sum(talking)
    if minor > bank.spending_cap_minor:
        most = Sum(bank.spending_cap_minor, currency_of(bank))
        return Unclear(words("unclear-over-cap", most=most))
    row = spending.of(talking.scene.session, subject(talking))
    if row is not None and spending_cap.is_lowered_late(row, subject(talking), minor, talking.scene.now):
        return Unclear(words("refusal-most-agreed"))
    return Taken(minor, _line(talking, minor))


def finish_most(talking: Talking) -> Reply:
    """Says it, and shows how it stands."""
    assert talking.subject_id is not None, "this talk is always about an exchange"
    scene = talking.scene
    spending_cap.say_most(
        scene.session,
        talking.subject_id,
        scene.member,
        talking.answers["most"],
        scene.now,
        currency=currency_of(scene.bank),
    )
    return reply(money.stands(scene, subject(talking)))


def most_is_over(talking: Talking) -> Refusal | None:
    """Whether there is nothing more to agree on."""
    standing = subject(talking)
    if standing.state is not exchange.State.AGREED:
        return OverAlready()
    row = spending.of(talking.scene.session, standing)
    return None if row is None or row.state in spending.BEFORE else spending_cap.NotedAlready()


def ask_sum(talking: Talking) -> Question:
    """What was spent."""
    return Question(
        words("paying-sum", name=_other_name(talking), example=money.example(talking.scene)),
        [Option(NOTHING, words("button-money-spent-nothing"))],
    )


def take_sum(talking: Talking, value: str | None, heard: Heard) -> Outcome:
    """Any sum that somebody might pay; a photo that comes first is kept as the receipt."""
    if heard.photo:
        return AskMore({"photo_first": heard.photo})
    return _any_sum(talking, value, heard)


def _any_sum(talking: Talking, value: str | None, heard: Heard) -> Outcome:
    minor = _minor(talking, value, heard)
    if minor is None:
        return _unclear_sum(talking)
    if minor > spending.LARGEST_MINOR:
        return Unclear(words("refusal-too-much-money"))
    return Taken(minor, _line(talking, minor))


def wants_receipt(talking: Talking) -> bool:
    """Whether a photo is still to be asked for: something was spent, and none came before the sum."""
    return bool(talking.answers.get("sum")) and not talking.answers.get("photo_first")


def ask_receipt(talking: Talking) -> Question:
    """A photo of the receipt."""
    return Question(
        words("paying-receipt", name=_other_name(talking)), [Option(NO_PHOTO, words("button-money-no-photo"))]
    )


def take_receipt(talking: Talking, value: str | None, heard: Heard) -> Outcome:
    """A photo, of which we keep the messenger's name alone; or none."""
    if heard.photo:
        return Taken(heard.photo, words("paying-receipt-line"))
    return Taken("", words("button-money-no-photo")) if value == NO_PHOTO else Unclear()


def finish_sum(talking: Talking) -> Reply:
    """Notes it, and shows how it stands."""
    assert talking.subject_id is not None, "this talk is always about an exchange"
    scene, answers = talking.scene, talking.answers
    noted_sum.note(
        scene.session,
        talking.subject_id,
        scene.member,
        answers["sum"],
        scene.now,
        currency=currency_of(scene.bank),
        receipt=(answers.get("photo_first") or answers.get("receipt") or "") if answers["sum"] else "",
    )
    return reply(money.stands(scene, subject(talking)))


def sum_is_over(talking: Talking) -> Refusal | None:
    """Whether nothing can be noted any more."""
    standing = subject(talking)
    if not spending.may_note(standing, talking.scene.now):
        return OverAlready()
    row = spending.of(talking.scene.session, standing)
    if row is not None and row.notes >= noted_sum.MOST_NOTES:
        return noted_sum.NotedOften()
    return OverAlready() if row is not None and row.state in spending.SETTLED else None


def ask_theirs(talking: Talking) -> Question:
    """What it was, as the asker knows it."""
    return Question(
        words("paying-theirs", example=money.example(talking.scene)),
        [Option(UNKNOWN, words("button-money-unknown"))],
    )


def take_theirs(talking: Talking, value: str | None, heard: Heard) -> Outcome:
    """A sum, or that they do not know."""
    if value == UNKNOWN:
        return Taken(None, words("button-money-unknown"))
    return _any_sum(talking, value, heard)


def finish_theirs(talking: Talking) -> Reply:
    """Notes it beside the helper's sum."""
    assert talking.subject_id is not None, "this talk is always about an exchange"
    scene = talking.scene
    row = spending.of(scene.session, subject(talking))
    assert row is not None and row.spent_minor is not None, "it was asked about"
    noted_sum.answer(
        scene.session,
        talking.subject_id,
        scene.member,
        row.spent_minor,
        Verdict.WRONG,
        scene.now,
        theirs_minor=talking.answers["theirs"],
    )
    return reply(money.stands(scene, subject(talking)))


def theirs_is_over(talking: Talking) -> Refusal | None:
    """Whether the two sums do not differ any more, because the helper or an organiser has settled it."""
    row = spending.of(talking.scene.session, subject(talking))
    return None if row is not None and row.state is spending.State.DIFFERS else OverAlready()


def _minor(talking: Talking, value: str | None, heard: Heard) -> int | None:
    """Returns a typed or tapped sum in minor units; what is typed counts before a button that begins so."""
    if heard.manner is Manner.WORDS:
        scene = talking.scene
        typed = read_sum(heard.text, currency_of(scene.bank), scene.language)
        if typed is not None:
            return typed
    return int(value) if value is not None and value.isascii() and value.isdigit() else None


def _unclear_sum(talking: Talking) -> Unclear:
    return Unclear(words("unclear-sum-like", example=money.example(talking.scene)))


def _line(talking: Talking, minor: int) -> Words:
    if not minor:
        return words("money-nothing")
    return words("money-sum", sum=Sum(minor, currency_of(talking.scene.bank)))


def _other_name(talking: Talking) -> Words:
    scene = talking.scene
    return member_words(member.get(scene.session, scene.bank.id, subject(talking).other(scene.member)))


CAPPING = Talk(
    name="capping",
    steps=(Step("most", ask_most, take_most, unclear="sum"),),
    finish=finish_most,
    about=words("about-capping"),
    over=most_is_over,
)

SPENT = Talk(
    name="spent",
    steps=(
        Step("sum", ask_sum, take_sum, unclear="sum"),
        Step("receipt", ask_receipt, take_receipt, unclear="receipt", needed=wants_receipt),
    ),
    finish=finish_sum,
    about=words("about-spent"),
    over=sum_is_over,
)

RECALLING = Talk(
    name="recalling",
    steps=(Step("theirs", ask_theirs, take_theirs, unclear="sum"),),
    finish=finish_theirs,
    about=words("about-recalling"),
    over=theirs_is_over,
)
