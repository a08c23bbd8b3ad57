"""Pictures in words: what the rules have counted becomes an order that only has to be drawn, and the figures
that go with it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlmodel import Session

from bot.pictures.order import Bar, Layer, Map, Order, Rows, Series, Weekly
from bot.pictures.told import Reader, hours
from bot.values import Code, Day, Length, Value, Words, words
from models import course, drawing, holdings, landscape, waits
from models.course import Course
from models.drawing import Days, What
from models.holdings import Holdings
from models.landscape import Landscape
from models.steps import Step
from models.timebank import TimeBank
from models.waits import DAY_MINUTES, Waits

Facts = Mapping[str, Any]

# A bank that is young is not drawn with half a year of nothing before it.
FEWEST_WEEKS = 6


@dataclass(frozen=True)
class Drawable:
    """How it is ordered for a reader, None where too few people took part; and the figures told with it."""

    order: Callable[[Reader], Order] | None
    facts: Facts


def counted(session: Session, bank: TimeBank, what: What, days: Days) -> Drawable:
    """Counts what a picture shows, and returns how to word it; the caller checks who asks."""
    span = drawing.period_of(days, bank)
    match what:
        case What.HOURS:
            return _hours(course.course(session, bank, span), bank.name, days)
        case What.REQUESTS:
            return _requests(course.course(session, bank, span), bank.name, days)
        case What.WAITS:
            return _waits(waits.waits(session, bank.id, span), bank.name, days)
        case What.BALANCES:
            return _balances(holdings.holdings(session, bank.id), bank.name, days)
        case What.MEMBERS:
            return _members(course.course(session, bank, span), bank.name, days)
        case What.MAP:
            return _map(landscape.landscape(session, bank, span), bank.name, days)
    raise ValueError(f"{what.value} is no picture")


def _hours(found: Course, name: str, days: Days) -> Drawable:
    told = dict(found.by_week.given.rows)
    if found.given is None or not told:
        return Drawable(None, {})
    weeks = _since(found.weeks, found.by_week.nothing_given)
    minutes = [_minutes(found, week.isoformat()) for week in weeks]
    usual = round(found.given.minutes / len(weeks))

    def order(reader: Reader) -> Weekly:
        values = tuple(None if one is None else float(hours(one)) for one in minutes)
        return Weekly(
            title=reader.plain(words("document-picture-hours")),
            subtitle=reader.span(name, days.first, days.final),
            meaning=reader.plain(words("picture-means-hours")),
            unit=reader.plain(words("document-picture-hours-unit")),
            weeks=reader.weeks(weeks),
            series=(Series("", values, tuple(_written(reader, one) for one in minutes)),),
            hidden=reader.plain(words("document-picture-hidden")),
            average=(
                usual / 60,
                reader.plain(words("document-picture-usual", hours=Code(reader.hours(usual)))),
            ),
        )

    most = max(minute for minute in minutes if minute is not None)
    return Drawable(order, {"given": found.given.minutes, "usual": usual, "most": most})


def weekly_hours(found: Course, name: str, reader: Reader, days: Days) -> Weekly | None:
    """Returns the chart of hours by week alone, or None where too few people took part."""
    drawable = _hours(found, name, days)
    order = None if drawable.order is None else drawable.order(reader)
    return order if isinstance(order, Weekly) else None


def _minutes(found: Course, week: str) -> int | None:
    if week in found.by_week.nothing_given:
        return 0
    told = dict(found.by_week.given.rows).get(week)
    return None if told is None else told.minutes


def _written(reader: Reader, minutes: int | None) -> str:
    return "" if minutes is None else reader.hours(minutes)


def _requests(found: Course, name: str, days: Days) -> Drawable:
    told = dict(found.by_week.asked.rows)
    if found.asked is None or not told:
        return Drawable(None, {})
    weeks = _since(found.weeks, found.by_week.nothing_asked)

    def values(figure: str) -> list[int | None]:
        return [
            0
            if week.isoformat() in found.by_week.nothing_asked
            else getattr(told.get(week.isoformat()), figure, None)
            for week in weeks
        ]

    def series(reader: Reader, called: str, figure: str) -> Series:
        figures = values(figure)
        labels = tuple("" if one is None else reader.number(one) for one in figures)
        return Series(reader.plain(words(called)), tuple(figures), labels)

    def order(reader: Reader) -> Weekly:
        return Weekly(
            title=reader.plain(words("document-picture-requests")),
            subtitle=reader.span(name, days.first, days.final),
            meaning=reader.plain(words("picture-means-requests")),
            unit=reader.plain(words("document-books-asked")),
            weeks=reader.weeks(weeks),
            series=(
                series(reader, "document-picture-all-asked", "asked"),
                series(reader, "document-picture-filled", "filled"),
            ),
            hidden=reader.plain(words("document-picture-hidden")),
        )

    facts = {"asked": found.asked.asked, "filled": found.asked.filled, "unmet": found.asked.unmet}
    return Drawable(order, facts)


def _waits(found: Waits | None, name: str, days: Days) -> Drawable:
    if found is None:
        return Drawable(None, {})

    def order(reader: Reader) -> Rows:
        return Rows(
            title=reader.plain(words("document-picture-waits")),
            subtitle=reader.span(name, days.first, days.final),
            meaning=reader.plain(words("picture-means-waits")),
            bars=tuple(
                Bar(reader.plain(step_words(one, _wait_words)), one.count, reader.number(one.count))
                for one in found.spread
            ),
        )

    commonest = max(found.spread, key=lambda one: one.count)
    return Drawable(
        order,
        {
            "found": found.found,
            "usual": found.usual_minutes,
            "percent": found.within_day_percent,
            "floor": commonest.floor,
            "ceiling": commonest.ceiling,
        },
    )


def _balances(found: Holdings | None, name: str, days: Days) -> Drawable:
    if found is None:
        return Drawable(None, {})

    def order(reader: Reader) -> Rows:
        return Rows(
            title=reader.plain(words("document-picture-balances")),
            subtitle=reader.span(name, None, days.final),
            meaning=reader.plain(words("picture-means-balances")),
            bars=tuple(
                Bar(
                    reader.plain(step_words(one, Length)),
                    one.count,
                    reader.number(one.count),
                    is_hatched=one.ceiling is not None and one.ceiling <= 0,
                )
                for one in reversed(found.spread)
            ),
        )

    return Drawable(
        order,
        {
            "members": found.members,
            "middle": found.middle_minutes,
            "below": found.below_zero,
            "chest": found.chest_minutes,
        },
    )


def _members(found: Course, name: str, days: Days) -> Drawable:
    part = found.took_part
    if part.members is None or part.any is None:
        return Drawable(None, {})
    neither = part.members - part.any
    if part.both is not None and part.gave is not None and part.got is not None:
        counts = {
            "both": part.both,
            "gave": part.gave - part.both,
            "got": part.got - part.both,
            "neither": neither,
        }
    else:
        counts = {"any": part.any, "neither": neither}

    def order(reader: Reader) -> Rows:
        return Rows(
            title=reader.plain(words("document-picture-members")),
            subtitle=reader.span(name, days.first, days.final),
            meaning=reader.plain(words("picture-means-members")),
            bars=tuple(
                Bar(
                    reader.plain(words(f"document-picture-members-{part}")),
                    count,
                    reader.number(count),
                    is_hatched=part == "neither",
                )
                for part, count in counts.items()
            ),
        )

    facts = {"members": part.members, "any": part.any, "gave": part.gave, "got": part.got, "neither": neither}
    return Drawable(order, facts)


def _map(found: Landscape, name: str, days: Days) -> Drawable:
    if not found.need and not found.help:
        return Drawable(None, {})

    def order(reader: Reader) -> Map:
        return Map(
            title=reader.plain(words("document-picture-map")),
            subtitle=reader.span(name, days.first, days.final),
            meaning=reader.plain(words("picture-means-map")),
            need=Layer(
                reader.plain(words("document-picture-map-need")),
                found.need,
                reader.plain(words("document-picture-map-no-need")),
            ),
            help=Layer(
                reader.plain(words("document-picture-map-help")),
                found.help,
                reader.plain(words("document-picture-map-no-help")),
            ),
            landmarks=found.landmarks,
            country=found.country,
            scale=reader.plain(words("document-picture-map-scale", count=Code("{count}"))),
            credit=reader.plain(words("document-picture-map-credit", sources=Code("GeoNames, CC BY 4.0"))),
        )

    return Drawable(order, {})


def step_words(step: Step, called: Callable[[int], Value]) -> Words:
    """Returns how a step is called: from something to something, or with one end open."""
    if step.floor is None:
        return words("picture-step-below", ceiling=called(step.ceiling or 0))
    if step.ceiling is None:
        return words("picture-step-above", floor=called(step.floor))
    if step.floor == 0:
        return (
            words("picture-step-below", ceiling=called(step.ceiling))
            if called is _wait_words
            else words("picture-step-from-zero", ceiling=called(step.ceiling))
        )
    return words("picture-step", floor=called(step.floor), ceiling=called(step.ceiling))


def _wait_words(minutes: int) -> Value:
    """Returns a wait as people say it: in days from two days on."""
    if minutes >= DAY_MINUTES and minutes % DAY_MINUTES == 0:
        return words("picture-days", days=minutes // DAY_MINUTES)
    return Length(minutes)


def caption(what: What, days: Days, facts: Facts) -> list[Words]:
    """Returns what goes with a picture: what it is, its three most important figures, and what is counted."""
    heading = (
        words("picture-balances")
        if what is What.BALANCES
        else words(f"picture-{what.value}", first=Day(days.first), final=Day(days.final))
    )
    return [heading, _figures(what, facts), words(f"picture-means-{what.value}")]


def _figures(what: What, facts: Facts) -> Words:
    """Returns the three most important figures of a picture in words."""
    match what:
        case What.HOURS:
            return words(
                "picture-told-hours",
                given=Length(facts["given"]),
                usual=Length(facts["usual"]),
                most=Length(facts["most"]),
            )
        case What.REQUESTS:
            return words(
                "picture-told-requests",
                asked=facts["asked"],
                filled=facts["filled"],
                unmet=facts["unmet"],
            )
        case What.WAITS if facts["percent"] is not None:
            return words(
                "picture-told-waits",
                count=facts["found"],
                usual=Length(facts["usual"]),
                percent=facts["percent"],
            )
        case What.WAITS:
            commonest = step_words(Step(facts["floor"], facts["ceiling"], 0), _wait_words)
            return words(
                "picture-told-waits-common",
                count=facts["found"],
                usual=Length(facts["usual"]),
                commonest=commonest,
            )
        case What.BALANCES if facts["below"] is not None:
            return words(
                "picture-told-balances",
                members=facts["members"],
                middle=Length(facts["middle"]),
                below=facts["below"],
            )
        case What.BALANCES:
            return words(
                "picture-told-balances-chest",
                members=facts["members"],
                middle=Length(facts["middle"]),
                chest=Length(facts["chest"]),
            )
        case What.MEMBERS if facts["gave"] is not None and facts["got"] is not None:
            return words(
                "picture-told-members",
                members=facts["members"],
                active=facts["any"],
                gave=facts["gave"],
                got=facts["got"],
            )
        case What.MEMBERS:
            return words(
                "picture-told-members-few",
                members=facts["members"],
                active=facts["any"],
                neither=facts["neither"],
            )
    return words("picture-told-map", need=facts["need"], help=facts["help"], hidden=facts["hidden"])


def _since(weeks: tuple[date, ...], nothing: frozenset[str]) -> tuple[date, ...]:
    """Returns the weeks from the first in which there was anything, but at least a few."""
    first = next((number for number, week in enumerate(weeks) if week.isoformat() not in nothing), 0)
    return weeks[min(first, max(0, len(weeks) - FEWEST_WEEKS)) :]
