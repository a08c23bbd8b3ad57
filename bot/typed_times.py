"""Typed days, times and parts of the day, from "tomorrow" to "las tres menos cuarto".

A reading is turned into a string of kinds, one letter each (see `bot.lexicon`), and the shapes of that
string are the grammar. They may stand in a sentence; where a sentence could mean two things the answer is
None.
"""

from __future__ import annotations

import re
from datetime import date, time, timedelta
from typing import Literal

from bot import lexicon as kinds
from bot.language import best_language
from bot.lexicon import Reading, Token, lexicon

PartOfDay = Literal["morning", "afternoon", "evening", "any"]

# A day and month this far behind is meant for next year; nearer ones are told back as past.
DAYS_BEFORE_NEXT_YEAR = 60
# Without any other sign, 1 to 7 o'clock is in the afternoon: help is asked for by day.
LAST_BARE_AFTERNOON_HOUR = 7
FIRST_YEAR, LAST_YEAR = 1900, 2200

_PARTS = (kinds.MORNING, kinds.AFTERNOON, kinds.EVENING, kinds.NIGHT, kinds.SMALL_HOURS)
_HALVES = (kinds.AM, kinds.PM)
_DAY_WORDS = (kinds.AFTER_TOMORROW, kinds.TODAY, kinds.TOMORROW, kinds.YESTERDAY, kinds.WEEKDAY)
_CALENDAR = (kinds.COMING, kinds.NEXT, kinds.LAST, kinds.ORDINAL, kinds.IN, kinds.FROM_NOW, kinds.THE)
_UNITS = (kinds.DAY_UNIT, kinds.WEEK_UNIT)
_YEAR = "Y"

# A bound just before ("after Friday") turns a day into something else, and so does a unit left over
# ("a week on Friday"); both are kept in the shape in order to be seen.
_DAY_SHAPE = re.compile(
    r"""
    (?P<bound>b)?(?:
        (?P<weekday>[Ws])?(?: e?(?P<dm>N)o?M(?P<dmy>Y)? | M e?(?P<md>N)o?(?P<mdy>Y)? | (?P<figures>[D/]) )
      | (?P<word>[tuvy])
      | i(?P<count>[Na])(?P<unit>[dw]) | (?P<count2>[Na])(?P<unit2>[dw])f
      | [Ws]e?(?P<day_after>N)o?(?![AB1345m&PT]) | (?<!@)(?P<day_before>N)o?[Ws]
      | (?P<n1>n)?(?P<l1>l)?c?(?P<alone>[Ws])c?(?P<n2>nw?)?(?P<l2>l)?
      | (?P<left_over>[dw])
    )
    """,
    re.VERBOSE,
)
_ORDINAL_SHAPE = re.compile(r"[1345AB@]*(?:e(?P<the>N)o?|(?P<th>N)o)(?:[1345AB@]|@N|NB|NA|C)*")


def day(text: str, language: str, today: date) -> date | None:
    """Understand a day: "tomorrow", "next Tuesday", "24 November", "24/11", "el martes", "in 3 days".

    It may stand in a sentence, if only one day is named and nothing is negated. A weekday is the first one
    after today, "next Tuesday" the one in the week after this, "last Tuesday" past. "Tuesday 24" must be
    both. Figures are day first, unless only month first makes a date. Without a year it is this year's, or
    next year's when that would be over 60 days ago.

    Args:
        text: the answer.
        language: the writer's.
        today: the writer's own today.

    Returns:
        the day, which may be past (the caller refuses it in words of its own), or None when it is not clear.
    """
    # "mar" is martes and marzo: whichever of the two makes a day of the whole.
    for names in ((kinds.MONTH, kinds.WEEKDAY_SHORT), (kinds.WEEKDAY_SHORT, kinds.MONTH)):
        wanted = (
            *_DAY_WORDS, *names, kinds.BOUND, *_CALENDAR, *_UNITS, kinds.ARTICLE,
            *_PARTS, *_HALVES, kinds.AT, kinds.NOON, kinds.MIDNIGHT, kinds.NOT,
        )  # fmt: skip
        reading = _with_years(lexicon(best_language(language)).read(text, wanted, "typed-about-day"))
        if kinds.NOT in reading.shape:
            return None
        if found := _days(reading, today):
            return found.pop() if len(found) == 1 else None
    return None


def _with_years(reading: Reading) -> Reading:
    """Tell numbers of four digits from the others: beside a month they are years."""
    return Reading(
        tuple(
            Token(token.text, _YEAR, token.value)
            if token.kind == kinds.NUMBER and token.value > 999
            else token
            for token in reading.tokens
        )
    )


def _days(reading: Reading, today: date) -> set[date | None]:
    """Every day that a reading names; None stands for one that is not clear or does not exist."""
    shape, found = reading.shape, set[date | None]()
    in_sentence = kinds.UNKNOWN in shape
    for match in _DAY_SHAPE.finditer(shape):
        # In a sentence "sat" and "sun" are more often words than days.
        if in_sentence and match["alone"] == kinds.WEEKDAY_SHORT:
            continue
        found.add(None if match["bound"] or match["left_over"] else _named_day(match, reading, today))
    if not found and not in_sentence:
        if ordinal := _ORDINAL_SHAPE.fullmatch(shape):
            number = reading.tokens[ordinal.start("the" if ordinal["the"] else "th")].value
            found.add(_checked(_coming_day_of_month(number, today), reading))
        elif len(reading.tokens) == 1 and reading.tokens[0].kind == kinds.DECIMAL:
            number, month = reading.tokens[0].value, str(reading.tokens[0].second)[1:]
            found.add(_nearest(number, int(month), today))
    return found


def _named_day(match: re.Match[str], reading: Reading, today: date) -> date | None:
    """Work out the day of one match."""

    def token(name: str) -> Token:
        return reading.tokens[match.start(name)]

    for day_name, year_name in (("dm", "dmy"), ("md", "mdy")):
        if match[day_name]:
            month = next(
                one for one in reading.tokens[match.start() : match.end()] if one.kind == kinds.MONTH
            )
            year = token(year_name).value if match[year_name] else None
            return _checked(_nearest(token(day_name).value, month.value, today, year), reading)
    if match["figures"]:
        return _checked(_of_figures(token("figures"), today), reading)
    if match["word"]:
        return today + timedelta(
            {kinds.TODAY: 0, kinds.TOMORROW: 1, kinds.YESTERDAY: -1}.get(match["word"], 2)
        )
    for count_name, unit_name in (("count", "unit"), ("count2", "unit2")):
        if match[count_name]:
            count = token(count_name).value if match[count_name] == kinds.NUMBER else 1
            return today + timedelta(count * (7 if match[unit_name] == kinds.WEEK_UNIT else 1))
    for day_name in ("day_after", "day_before"):
        if match[day_name]:
            return _checked(_coming_day_of_month(token(day_name).value, today), reading)
    weekday = token("alone").value
    if match["l1"] or match["l2"]:
        return today - timedelta((today.weekday() - weekday - 1) % 7 + 1)
    if match["n1"] or match["n2"]:
        return today + timedelta(7 - today.weekday() + weekday)
    return today + timedelta((weekday - today.weekday() - 1) % 7 + 1)


def _checked(found: date | None, reading: Reading) -> date | None:
    """Drop a date whose weekday was named and is another: one of the two is a slip, nobody knows which."""
    named = {token.value for token in reading.of(kinds.WEEKDAY, kinds.WEEKDAY_SHORT)}
    return found if found is None or not named or named == {found.weekday()} else None


def _date(number: int, month: int, year: int) -> date | None:
    try:
        return date(year, month, number) if FIRST_YEAR <= year <= LAST_YEAR else None
    except ValueError:
        return None


def _nearest(number: int, month: int, today: date, year: int | None = None) -> date | None:
    """Put a day and month into the year that is meant."""
    if year is not None:
        return _date(number, month, year)
    this_year = _date(number, month, today.year)
    if this_year is not None and (today - this_year).days <= DAYS_BEFORE_NEXT_YEAR:
        return this_year
    return _date(number, month, today.year + 1)


def _of_figures(token: Token, today: date) -> date | None:
    year = token.third or None
    day_first = _nearest(token.value, token.second, today, year)
    return day_first if day_first or token.second <= 12 else _nearest(token.second, token.value, today, year)


def _coming_day_of_month(number: int, today: date) -> date | None:
    """The first such day from today on: "the 24th"; None when neither this month nor the next has it."""
    following = today.replace(day=28) + timedelta(days=7)
    this_month = _date(number, today.month, today.year)
    return (
        this_month if this_month and this_month >= today else _date(number, following.month, following.year)
    )


# Dates beside a time are taken out first, so that their figures are not hours.
_DATES_IN_TIMES = re.compile(r"e?No?MY?|M(?:No?)?Y?|[D/]|No(?!N)|[Wstuvycnl]")
_TIME_SHAPE = re.compile(
    r"""
    (?P<at>@?)(?:
        (?P<clock>C)
      | (?P<decimal>F)
      | (?P<fraction>[HQ])(?P<way>[PT])(?P<h1>N)
      | H(?P<half_hour>N)
      | (?P<m2>N)m?(?P<way2>[PT])(?P<h2>N)
      | (?P<h3>N)(?P<way3>[&-])(?:(?P<part3>[HQ])|(?P<m3>N)m?)
      | (?P<h4>N)(?P<m4>N)
      | (?P<h5>N)
      | (?P<noon>X) | (?P<midnight>Z)
    )
    (?P<oclock>O?)(?P<part>[AB13456]?)
    """,
    re.VERBOSE,
)


_CHANGES_WHAT_FOLLOWS = frozenset("NPTb&HQ-")


def time_of_day(text: str, language: str) -> time | None:
    """Understand a time: "3pm", "15:00", "half past two", "las tres y media de la tarde", "noon".

    Bare 1 to 7 is in the afternoon, bare 8 to 12 as it stands, with or without minutes ("2:30" is 14:30); a
    leading zero means the 24-hour clock ("07:30"). In a sentence only a plain time is read ("at 3", "3pm",
    "15:00"), so that "for 3 people" is none. A range ("from 3 to 5") or two times are None.

    Args:
        text: the answer; a day beside the time does no harm.
        language: the writer's.

    Returns:
        the time, without a zone, or None when it is not clear.
    """
    wanted = (
        kinds.AT, kinds.NOON, kinds.MIDNIGHT, *_DAY_WORDS, kinds.MONTH, *_PARTS, *_HALVES,
        kinds.O_CLOCK, kinds.HALF, kinds.QUARTER, kinds.AND, kinds.PAST, kinds.TO, kinds.MINUS,
        kinds.MINUTE_UNIT, kinds.BOUND, kinds.NOT, kinds.ORDINAL, kinds.COMING, kinds.NEXT, kinds.LAST,
    )  # fmt: skip
    reading = _with_years(lexicon(best_language(language)).read(text, wanted, "typed-about-time"))
    if kinds.NOT in reading.shape:
        return None
    reading = _without_dates(reading)
    parts = {token.kind for token in reading.of(*_PARTS, *_HALVES)}
    in_sentence = kinds.UNKNOWN in reading.shape
    found: list[time | None] = []
    left_over = list(reading.shape)
    for match in _TIME_SHAPE.finditer(reading.shape):
        plain = (
            match["at"]
            or match["clock"]
            or match["oclock"]
            or match["part"]
            or match["noon"]
            or match["midnight"]
        )
        if in_sentence and not plain:
            continue
        left_over[match.start() : match.end()] = ["_"] * (match.end() - match.start())
        part = match["part"] or (parts.pop() if len(parts) == 1 else "")
        # "After 3" and "5 to 3pm" are no time, though they end like one.
        clear = reading.shape[: match.start()][-1:] not in _CHANGES_WHAT_FOLLOWS and not parts - {part}
        found.append(_named_time(match, reading, part) if clear else None)
    if len(found) != 1 or (not in_sentence and set(left_over) - {"_", *_PARTS, kinds.AT}):
        return None
    return found[0]


def _without_dates(reading: Reading) -> Reading:
    """Drop the tokens that say a day."""
    dropped = {
        index
        for match in _DATES_IN_TIMES.finditer(reading.shape)
        for index in range(match.start(), match.end())
    }
    return Reading(tuple(token for index, token in enumerate(reading.tokens) if index not in dropped))


def _named_time(match: re.Match[str], reading: Reading, part: str) -> time | None:
    """Work out the time of one match."""

    def token(name: str) -> Token:
        return reading.tokens[match.start(name)]

    if match["noon"] or match["midnight"]:
        return time(12 if match["noon"] else 0)
    if match["clock"]:
        clock = token("clock")
        if clock.text.startswith("0") and not part:
            return _time(clock.value, clock.second)
        return _on_the_clock(clock.value, clock.second, part)
    if match["decimal"]:
        digits = str(token("decimal").second)[1:]
        return _on_the_clock(token("decimal").value, int(digits), part) if len(digits) == 2 else None
    if match["fraction"]:
        minutes = 30 if match["fraction"] == kinds.HALF else 15
        return _moved(token("h1").value, minutes if match["way"] == kinds.PAST else -minutes, part)
    if match["half_hour"]:
        return _moved(token("half_hour").value, 30, part)
    if match["m2"]:
        # "3 to 5" in figures is a range; "ten to five" and "10 minutes to 5" are times.
        if token("m2").text.isdecimal() and kinds.MINUTE_UNIT not in match.group():
            return None
        return _moved(token("h2").value, token("m2").value * (1 if match["way2"] == kinds.PAST else -1), part)
    if match["h3"]:
        minutes = token("m3").value if match["m3"] else 30 if match["part3"] == kinds.HALF else 15
        return _moved(token("h3").value, minutes * (1 if match["way3"] == kinds.AND else -1), part)
    if match["h4"]:
        return _on_the_clock(token("h4").value, token("m4").value, part) if token("m4").value >= 10 else None
    hour = token("h5")
    # A bare 0 is more likely a slip or a menu number than midnight.
    return _on_the_clock(hour.value, 0, part) if hour.value or match["oclock"] else None


def _moved(hour: int, minutes: int, part: str) -> time | None:
    """A time some minutes past or to an hour, which was said on the 12-hour clock or the 24-hour one."""
    whole = _on_the_clock(hour, 0, part)
    if whole is None or not -30 <= minutes < 60:
        return None
    total = (whole.hour * 60 + minutes) % (24 * 60)
    return time(total // 60, total % 60)


def _time(hour: int, minute: int) -> time | None:
    return time(hour, minute) if hour <= 23 and minute <= 59 else None


# For each part of the day, the hours on a 12-hour clock that belong to it, and what to add to them.
_HOURS_OF_PART: dict[str, dict[int, int]] = {
    kinds.AM: {**dict.fromkeys(range(1, 12), 0), 12: -12},
    kinds.PM: {**dict.fromkeys(range(1, 12), 12), 12: 0},
    kinds.MORNING: dict.fromkeys(range(1, 12), 0),
    kinds.AFTERNOON: {**dict.fromkeys(range(1, 10), 12), 12: 0},
    kinds.EVENING: dict.fromkeys(range(4, 12), 12),
    kinds.NIGHT: {**dict.fromkeys(range(6, 12), 12), 12: -12},
    kinds.SMALL_HOURS: {**dict.fromkeys(range(1, 7), 0), 12: -12},
}


def _on_the_clock(hour: int, minute: int, part: str) -> time | None:
    if part:
        if hour > 12:
            # "15:00 in the afternoon" agrees with itself; "15:00 am" does not.
            return _time(hour, minute) if _HOURS_OF_PART[part].get(hour - 12) == 12 else None
        added = _HOURS_OF_PART[part].get(hour)
        return None if added is None else _time(hour + added, minute)
    return _time(hour + 12 if 1 <= hour <= LAST_BARE_AFTERNOON_HOUR else hour, minute)


def part_of_day(text: str, language: str, *, tells_day: bool = False) -> PartOfDay | None:
    """Understand a part of the day: "in the morning", "por la tarde", "tonight", "any time".

    Args:
        text: the answer; a day beside it does no harm.
        language: the writer's.
        tells_day: whether a day was asked for, and read, in the same answer; a word that is a day as well as
            a part of one ("mañana") is then the day alone.

    Returns:
        "morning", "afternoon", "evening" (which is also tonight), "any", or None when it is not clear.
    """
    named: dict[str, PartOfDay] = {
        kinds.MORNING: "morning",
        kinds.AFTERNOON: "afternoon",
        kinds.EVENING: "evening",
        kinds.NIGHT: "evening",
        kinds.ANY_TIME: "any",
    }
    days = (kinds.AFTER_TOMORROW, kinds.TOMORROW, kinds.WEEKDAY)
    reading = lexicon(best_language(language)).read(text, (*days, *named, kinds.NOT), "typed-about-day")
    if not reading.of(*named) and not tells_day and not reading.of(kinds.AFTER_TOMORROW, kinds.WEEKDAY):
        # "mañana" is tomorrow beside a day or a part of one, and a morning where only that was asked for.
        reading = lexicon(best_language(language)).read(text, (*named, kinds.NOT), "typed-about-day")
    found = {named[token.kind] for token in reading.of(*named)}
    return found.pop() if len(found) == 1 and not reading.of(kinds.NOT) else None
