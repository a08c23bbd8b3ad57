"""How the things of a time bank are told: a time that was asked for, a place, a balance, a name."""

from __future__ import annotations

from bot.context import Scene
from bot.values import Day, Distance, Hour, Length, Moment, Value, Words, words
from models import kind as kinds
from models import ledger
from models.availability import Part
from models.exchange import Exchange
from models.member import Member, State
from models.request import Request
from models.window import When


def window_words(when: When) -> Words:
    """Tells a time as it was asked for: "Tuesday 24 November, in the morning"."""
    if when.day is None:
        return words("when-any-day") if when.part is Part.ANY else words(f"when-any-day-{when.part.value}")
    if when.at is not None:
        return words("when-at", day=Day(when.day), hour=Hour(when.at))
    if when.part is Part.ANY:
        return words("when-day", day=Day(when.day))
    return words(f"when-day-{when.part.value}", day=Day(when.day))


def request_when(wanted: Request) -> Words:
    """Tells when a request is for."""
    if wanted.earliest_at == wanted.latest_at:
        return words("when-moment", moment=Moment(wanted.earliest_at))
    return window_words(When(wanted.day, wanted.part))


def away_words(distance_m: float | None) -> Words:
    """Tells how far away it is, only ever roughly, or that nobody has to travel."""
    return words("away-by-phone") if distance_m is None else words("away", distance=Distance(distance_m))


def by_phone_words(wanted: Request) -> list[Words]:
    """Says that a visit is by phone after all, so that nobody stands at a door; nothing where it is not, or
    where that kind of help never meant coming."""
    is_visit = not kinds.named(wanted.kind).from_chair
    return [words("by-phone-instead")] if is_visit and wanted.point is None else []


def balance(scene: Scene) -> Length:
    """How many hours the reader has."""
    account = ledger.account_of(scene.session, scene.bank.id, scene.member.id)
    return Length(ledger.standing(scene.session, account).balance_minutes)


def visit_args(standing: Exchange, other: Member) -> dict[str, Value]:
    """What the sentences about an exchange speak of: who, when and how long."""
    return {
        "name": member_words(other),
        "when": Moment(standing.starts_at),
        "length": Length(standing.minutes),
        "kind": words(f"forkind-{standing.kind}"),
    }


def member_words(who: Member) -> Words:
    """The member's name, or that they have not told it so far, or that they are forgotten."""
    if not who.name and who.state is State.LEFT:
        return words("member-former")
    return words("member-name", name=who.name) if who.name else words("member-unnamed")
