"""Sums of money: in which currency they are, and how they are told in each language. How typed ones are read
is in `bot.typed_sums`.

Babel knows which currency a country pays with, its sign, and how many decimals it has.
"""

from __future__ import annotations

from decimal import Decimal

from babel import Locale
from babel.core import get_global
from babel.numbers import (
    format_currency,
    format_decimal,
    get_currency_precision,
    get_currency_symbol,
    get_territory_currencies,
)

from bot.values import Sum
from models.timebank import TimeBank

# Where the country is not known, a sum has two decimals and no sign.
PLAIN_DECIMALS = 2


def currency_of(bank: TimeBank) -> str:
    """Returns the currency of a bank's country, or of the country of its clock; empty where neither tells."""
    territory = bank.country or get_global("zone_territories").get(bank.zone)
    known = get_territory_currencies(territory) if territory else []
    return known[0] if known else ""


def decimals(currency: str) -> int:
    """Returns how many decimals the sums of a currency have."""
    return get_currency_precision(currency) if currency else PLAIN_DECIMALS


def sum_text(value: Sum, language: str) -> str:
    """Tells a sum as people who read that language write it."""
    locale, digits = Locale.parse(language, sep="-"), decimals(value.currency)
    amount = Decimal(value.minor).scaleb(-digits)
    whole = amount == amount.to_integral_value()
    if not value.currency:
        return format_decimal(amount, format="#,##0" if whole else "#,##0.00", locale=locale)
    pattern = locale.currency_formats["standard"].pattern
    pattern = pattern.replace(".00", "" if whole else f".{'0' * digits}")
    told = format_currency(amount, value.currency, pattern, locale=locale, currency_digits=False)
    # Another language knows a foreign currency by its letters alone; its sign stands on every price here.
    return told.replace(value.currency, sign_of(value.currency, language))


def sign_of(currency: str, language: str) -> str:
    """Returns the sign of a currency: as that language writes it, or as English does where it has none."""
    sign = get_currency_symbol(currency, locale=Locale.parse(language, sep="-"))
    return get_currency_symbol(currency, locale="en") if sign == currency else sign


def suggested(most_minor: int, currency: str) -> list[int]:
    """Returns up to three whole amounts up to a sum, that sum the last: a third of it, two thirds, all."""
    unit = 10 ** decimals(currency)
    thirds = {most_minor * part // 3 // unit * unit for part in (1, 2)}
    return sorted({one for one in thirds if 0 < one < most_minor} | {most_minor})
