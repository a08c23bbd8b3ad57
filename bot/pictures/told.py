"""Who reads a picture or a report: texts as they stand in files, and how days and weeks are called there."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo
from decimal import Decimal

from babel import Locale
from babel.dates import get_month_names
from babel.numbers import format_decimal

from bot.language import speaker
from bot.values import Code, Words, words

# From so many weeks on, only the beginnings of months are named below bars.
MANY_WEEKS = 9


@dataclass(frozen=True)
class Reader:
    """Who reads it: the language, the clock on the wall, and the moment."""

    language: str
    zone: tzinfo
    now: datetime

    @property
    def locale(self) -> Locale:
        """The language, for whatever writes numbers and days."""
        return Locale.parse(self.language, sep="-")

    def plain(self, what: Words) -> str:
        """Words as they stand in a file: without the marks that keep names apart."""
        return speaker().plain(what, language=self.language, zone=self.zone, now=self.now, isolate=False)

    def number(self, value: float | Decimal) -> str:
        """A number with at most one decimal, as it is written there."""
        return str(format_decimal(value, format="#,##0.#", locale=self.locale))

    def hours(self, minutes: int) -> str:
        """Minutes as hours with at most one decimal, as a number alone."""
        return self.number(hours(minutes))

    def day(self, day: date) -> str:
        """A day of a month: "23 November"."""
        return self.plain(words("document-day", day=day.day, month=self._month(day)))

    def day_of_year(self, day: date) -> str:
        """A day with its year: "23 November 2026"."""
        return self.plain(
            words("document-day-of-year", day=day.day, month=self._month(day), year=Code(str(day.year)))
        )

    def span(self, name: str, first: date | None, final: date) -> str:
        """Of which time bank something is, and from which day until which, or of which day alone."""
        if first is None:
            return self.plain(words("document-of-day", bank=name, day=Code(self.day_of_year(final))))
        days = {"first": Code(self.day_of_year(first)), "final": Code(self.day_of_year(final))}
        return self.plain(words("document-of-days", bank=name, first=days["first"], final=days["final"]))

    def _month(self, day: date) -> Code:
        return Code(str(get_month_names("wide", locale=self.locale)[day.month]))

    def weeks(self, weeks: tuple[date, ...]) -> tuple[str, ...]:
        """What is written below bars: the days on which a few weeks begin, or else the months."""
        if len(weeks) <= MANY_WEEKS:
            every = 1 if len(weeks) <= 4 else 2
            return tuple("" if number % every else self.day(week) for number, week in enumerate(weeks))
        every_month = 1 if len(weeks) <= 30 else 3
        names = get_month_names("wide", "stand-alone", locale=self.locale)
        called = []
        for week in weeks:
            # The week to which the first of a month belongs begins it.
            begins = [day for ahead in range(7) if (day := week + timedelta(days=ahead)).day == 1]
            shown = begins and (begins[0].month - 1) % every_month == 0
            name = str(names[begins[0].month]) if shown else ""
            called.append(f"{name} {begins[0].year}" if shown and begins[0].month == 1 else name)
        return tuple(called)

    @property
    def not_told(self) -> str:
        """What stands where a figure may not be told."""
        return self.plain(words("document-books-not-shown"))


def hours(minutes: int) -> Decimal:
    """Returns minutes as hours with one decimal."""
    return (Decimal(minutes) / 60).quantize(Decimal("0.1"))
