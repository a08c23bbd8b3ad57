"""Typed lengths of time, from "1h30" to "una hora y media", as whole minutes."""

from __future__ import annotations

import re
from collections.abc import Sequence
from fractions import Fraction

from bot import lexicon as kinds
from bot.language import best_language
from bot.lexicon import Reading, Token, lexicon

MINUTES_IN_DAY = 24 * 60
# A bare number up to this is hours, from the next figure on it is minutes; between them nobody can tell.
MOST_BARE_HOURS = 8
FEWEST_BARE_MINUTES = 10

_LENGTH_KINDS = (kinds.HOUR_UNIT, kinds.MINUTE_UNIT, kinds.ARTICLE, kinds.HALF, kinds.QUARTER, kinds.AND)


def length_minutes(text: str, language: str, most_minutes: int = MINUTES_IN_DAY) -> int | None:
    """Understand a length of time: "1h30", "90 min", "an hour and a half", "una hora y media", "½".

    A bare number up to 8 is hours and from 10 on minutes; a bare 9 is not clear. A fraction is of an hour.
    Of two digits after a point only .25, .50 and .75 are read, and only with a unit: "1.30" may mean half
    past.

    Args:
        text: the answer, and nothing but the answer ("it took about 2 hours" is fine).
        language: the writer's.
        most_minutes: the longest length that makes sense here; a day, unless it is about more than one.

    Returns:
        whole minutes from 1 to that. None for anything else: not understood, zero, negative, longer, not
        whole minutes. There is one way to say no, because there is one answer: ask again with an example.
    """
    reading = lexicon(best_language(language)).read(text, _LENGTH_KINDS, "typed-about-length")
    hours = _hours(reading)
    if hours is None:
        return None
    minutes = hours * 60
    return int(minutes) if minutes.denominator == 1 and 1 <= minutes <= most_minutes else None


# An amount is a number, a fraction, or a number and a fraction; an article before a fraction says nothing.
_AMOUNT = r"(?P<{0}>[NF]?&?a?[VHQ/]|[NF]Q|[NF])"
_LENGTH_SHAPES = tuple(
    re.compile(shape)
    for shape in (
        # 2 hours, 1½ hours, half an hour, 3 quarters of an hour, an hour; then 30 minutes, 30, and a half
        r"a?" + _AMOUNT.format("hours") + r"?a?(?P<unit>h)(?:&?(?:(?P<minutes>N)m?|a?(?P<part>[VHQ/]|NQ)))?",
        r"(?P<clock>C)[hm]?",
        r"a?" + _AMOUNT.format("only_minutes") + r"m",
        r"a?(?P<one_minute>m)",
        r"a?" + _AMOUNT.format("bare"),
    )
)


def _hours(reading: Reading) -> Fraction | None:
    """Work out the hours of a reading, or None when its shape is no length."""
    shape = reading.shape
    for pattern in _LENGTH_SHAPES:
        if match := pattern.fullmatch(shape):
            found = {
                name: reading.tokens[slice(*match.span(name))]
                for name, part in match.groupdict().items()
                if part
            }
            return _hours_of(found)
    return None


def _hours_of(found: dict[str, tuple[Token, ...]]) -> Fraction | None:
    if "clock" in found:
        clock = found["clock"][0]
        return Fraction(clock.value * 60 + clock.second, 60) if clock.second < 60 else None
    if "one_minute" in found:
        return Fraction(1, 60)
    if "only_minutes" in found:
        amount = _amount(found["only_minutes"], with_unit=True)
        return None if amount is None else amount / 60
    if "bare" in found:
        return _bare_hours(found["bare"])
    # "hour and a half" is said, a lone letter is not: "h2" is no length.
    if "hours" not in found and len(found["unit"][0].text) == 1:
        return None
    hours = _amount(found["hours"], with_unit=True) if "hours" in found else Fraction(1)
    if hours is None:
        return None
    if "minutes" in found:
        minutes = found["minutes"][0].value
        return hours + Fraction(minutes, 60) if minutes < 60 and hours.denominator == 1 else None
    if "part" in found:
        part = _amount(found["part"], with_unit=True)
        return hours + part if part is not None and part < 1 and hours.denominator == 1 else None
    return hours


def _bare_hours(tokens: Sequence[Token]) -> Fraction | None:
    amount = _amount(tokens, with_unit=False)
    if amount is None:
        return None
    if tokens[-1].kind == kinds.NUMBER:
        if amount <= MOST_BARE_HOURS:
            return amount
        return amount / 60 if amount >= FEWEST_BARE_MINUTES else None
    return amount if amount < MOST_BARE_HOURS + 1 else None


def _amount(tokens: Sequence[Token], *, with_unit: bool) -> Fraction | None:
    """Add up the tokens of one amount: "1½", "2 and a half", "3 quarters", "1.5"."""
    numbers = [token for token in tokens if token.kind not in (kinds.AND, kinds.ARTICLE)]
    values = [_fraction(token, with_unit=with_unit) for token in numbers]
    if len(values) == 1:
        return values[0]
    first, second = values
    if first is None or second is None:
        return None
    # "3 quarters" multiplies, "3 and a quarter" adds.
    if numbers[1].kind == kinds.QUARTER and len(tokens) == len(numbers):
        return first * second
    return first + second if first.denominator == 1 and second < 1 else None


def _fraction(token: Token, *, with_unit: bool) -> Fraction | None:
    match token.kind:
        case kinds.NUMBER:
            return Fraction(token.value)
        case kinds.HALF:
            return Fraction(1, 2)
        case kinds.QUARTER:
            return Fraction(1, 4)
        case kinds.FRACTION:
            return Fraction(token.value, 840)
        case kinds.RATIO if "/" in token.text and 0 < token.value < token.second:
            return Fraction(token.value, token.second)
        case kinds.DECIMAL:
            digits = str(token.second)[1:]
            if len(digits) == 1 or (with_unit and digits in ("25", "50", "75", "00")):
                return token.value + Fraction(int(digits), 10 ** len(digits))
    return None
