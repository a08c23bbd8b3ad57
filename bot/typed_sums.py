"""Typed sums of money: "12.40", "12,40", "£12.40", "12 pounds", "80p", "twelve", as whole minor units.

What is read is read back to whoever typed it, so plain sums are enough, and anything else is asked for anew.
"""

from __future__ import annotations

from functools import cache

import regex
from babel import Locale
from babel.numbers import get_currency_name

from bot.free_text import digits_to_ascii, fold
from bot.language import speaker
from bot.lexicon import lexicon, phrases
from bot.sums import decimals, sign_of

LONGEST_TEXT = 60
_SIGN = regex.compile(r"\p{Sc}")
_SENTENCE_END = regex.compile(r"[.!,;]+(?=\s|$)")
_WHERE_WORDS_BEGIN = regex.compile(r"(?<=\d)(?=[^\W\d_])|(?<=[^\W\d_])(?=\d)")
_NUMBER = regex.compile(r"(\d{1,6})(?:[.,](\d{1,3}))?")


def read_sum(text: str, currency: str, language: str) -> int | None:
    """Reads a typed sum.

    Args:
        text: the answer, and nothing but the answer ("it was about £12.40" is fine).
        currency: the one in which it must be; another one's sign is not understood.
        language: the writer's.

    Returns:
        whole minor units, 0 or more; None for anything else: there is one answer to that, an example.
    """
    if len(text) > LONGEST_TEXT:
        return None
    plain, digits = digits_to_ascii(text).casefold(), decimals(currency)
    for sign in _own_signs(currency, language):
        plain = plain.replace(sign, " ")
    if _SIGN.search(plain):
        return None
    plain = _WHERE_WORDS_BEGIN.sub(" ", _SENTENCE_END.sub(" ", plain))
    fillers = phrases("typed-about-sum", language) | _own_words(currency, language)
    said = [word for word in plain.split() if fold(word) not in fillers]
    in_minor = len(said) > 1 and fold(said[-1]) in phrases("typed-minor-units", language)
    number = " ".join(said[:-1] if in_minor else said)
    shape = _NUMBER.fullmatch(number)
    if shape is None:
        spelled = lexicon(language).number(number) if number[:1].isalpha() else None
        return None if spelled is None else int(spelled * (1 if in_minor else 10**digits))
    units, parts = shape[1], shape[2] or ""
    if in_minor:
        return None if parts or not digits else int(units)
    if len(parts) > digits:
        return None
    return int(units + parts.ljust(digits, "0"))


@cache
def _own_signs(currency: str, language: str) -> tuple[str, ...]:
    """The signs that people may write beside a sum in that currency, the longest first."""
    signs = {sign_of(currency, language), sign_of(currency, "en")} if currency else set()
    return tuple(sorted((one.casefold() for one in signs if not one.isalpha()), key=len, reverse=True))


@cache
def _own_words(currency: str, language: str) -> frozenset[str]:
    """The words that people may write beside a sum in that currency, folded: its letters, its name, and what
    it is called in the street."""
    if not currency:
        return frozenset()
    locale = Locale.parse(language, sep="-")
    called = {currency, sign_of(currency, language), sign_of(currency, "en")}
    called |= {get_currency_name(currency, count=count, locale=locale) for count in (1, 2)}
    for pair in speaker().phrases("typed-currencies", language):
        name, _, codes = pair.partition("=")
        if currency in codes.split():
            called.add(name)
    return frozenset(word for one in called for word in fold(one).split())
