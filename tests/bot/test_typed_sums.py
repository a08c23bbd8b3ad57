"""That typed sums of money are read as people write them, told as people read them, and nothing else is."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.sums import currency_of, decimals, suggested, sum_text
from bot.typed_sums import read_sum
from bot.values import Sum
from models.timebank import TimeBank


@pytest.mark.parametrize(
    ("text", "currency", "language", "minor"),
    [
        ("12.40", "GBP", "en", 1_240),
        ("12,40", "GBP", "en", 1_240),
        ("£12.40", "GBP", "en", 1_240),
        ("12", "GBP", "en", 1_200),
        ("12.4", "GBP", "en", 1_240),
        (" £ 12 ", "GBP", "en", 1_200),
        ("12 pounds", "GBP", "en", 1_200),
        ("12quid", "GBP", "en", 1_200),
        ("GBP 12.40", "GBP", "en", 1_240),
        ("it was about £12.40, thanks!", "GBP", "en", 1_240),
        ("80p", "GBP", "en", 80),
        ("eighty", "GBP", "en", None),
        ("twelve", "GBP", "en", 1_200),
        ("twelve pounds", "GBP", "en", 1_200),
        ("0", "GBP", "en", 0),
        ("١٢٫٤٠", "GBP", "en", 1_240),
        ("12,40 €", "EUR", "es", 1_240),
        ("12 euros", "EUR", "es", 1_200),
        ("fueron unos 12,40 euros", "EUR", "es", 1_240),
        ("doce libras", "GBP", "es", 1_200),
        ("80 céntimos", "EUR", "es", 80),
        ("1500 yen", "JPY", "en", 1_500),
        ("¥1500", "JPY", "en", 1_500),
        ("3.5", "JPY", "en", None),
        ("1.250", "KWD", "en", 1_250),
        ("12.40", "", "en", 1_240),
        ("€12", "GBP", "en", None),
        ("12 euros", "GBP", "en", None),
        ("$12", "GBP", "en", None),
        ("-12", "GBP", "en", None),
        ("12.345", "GBP", "en", None),
        ("1,234.50", "GBP", "en", None),
        ("12 or 13", "GBP", "en", None),
        ("12:40", "GBP", "en", None),
        ("½", "GBP", "en", None),
        ("1e3", "GBP", "en", None),
        ("9" * 7, "GBP", "en", None),
        ("12" + " " * 70, "GBP", "en", None),
        ("", "GBP", "en", None),
        ("£", "GBP", "en", None),
        ("bread and milk", "GBP", "en", None),
    ],
)
def test_a_sum_is_read_or_it_is_not(text: str, currency: str, language: str, minor: int | None) -> None:
    """Plain sums with or without a sign are read; what could mean two things is asked for again."""
    assert read_sum(text, currency, language) == minor


@pytest.mark.parametrize(
    ("minor", "currency", "english", "spanish"),
    [
        (1_240, "GBP", "£12.40", "12,40\u00a0£"),
        (1_200, "GBP", "£12", "12\u00a0£"),
        (123_450, "EUR", "€1,234.50", "1.234,50\u00a0€"),
        (3_000, "JPY", "¥3,000", "3.000\u00a0¥"),
        (1_240, "", "12.40", "12,40"),
        (0, "GBP", "£0", "0\u00a0£"),
    ],
)
def test_a_sum_is_told_as_each_language_writes_it(
    minor: int, currency: str, english: str, spanish: str
) -> None:
    """With the sign of the country, and without decimals where it is whole."""
    assert sum_text(Sum(minor, currency), "en") == english
    assert sum_text(Sum(minor, currency), "es") == spanish


@given(
    minor=st.integers(0, 999_999),
    currency=st.sampled_from(["GBP", "EUR", "USD", "JPY", "KWD", "CHF", ""]),
    language=st.sampled_from(["en", "es"]),
)
@example(minor=99_999, currency="CHF", language="es")
def test_what_is_told_can_be_typed_back(minor: int, currency: str, language: str) -> None:
    """Whoever copies a sum as we have told it is understood, up to a thousand units."""
    if minor < 1_000 * 10 ** decimals(currency):
        assert read_sum(sum_text(Sum(minor, currency), language), currency, language) == minor


@given(text=st.text(max_size=80), currency=st.sampled_from(["GBP", "EUR", "JPY", ""]))
def test_anything_typed_is_a_sum_or_none(text: str, currency: str) -> None:
    """Whatever is typed breaks nothing, and a sum is never below zero."""
    found = read_sum(text, currency, "en")
    assert found is None or found >= 0


def test_a_bank_pays_with_the_money_of_its_country_or_of_its_clock() -> None:
    """Without either nobody guesses a currency."""

    def bank(country: str | None, zone: str) -> TimeBank:
        return TimeBank(name="Bank", zone=zone, language="en", country=country)

    assert currency_of(bank("GB", "Europe/Madrid")) == "GBP"
    assert currency_of(bank(None, "Europe/Madrid")) == "EUR"
    assert currency_of(bank(None, "UTC")) == ""


@given(most=st.integers(1, 50_000), currency=st.sampled_from(["GBP", "JPY", "KWD", ""]))
def test_suggested_sums_end_with_the_most(most: int, currency: str) -> None:
    """At most three, in order, none above the most, and whole but for the last."""
    found = suggested(most, currency)
    assert found == sorted(set(found)) and found[-1] == most and len(found) <= 3
    assert all(one > 0 and one % 10 ** decimals(currency) == 0 for one in found[:-1])
