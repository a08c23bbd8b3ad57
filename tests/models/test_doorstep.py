"""Proves that the words at the door can be told apart by ear, and that nobody can foresee them."""

from __future__ import annotations

import unicodedata
from datetime import UTC, datetime
from itertools import combinations

import pytest
from rapidfuzz.distance import Levenshtein

from bot.language import languages, speaker, words
from models import doorstep

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
LONGEST = 12


def plain(word: str) -> str:
    """A word as it is typed without accents."""
    return "".join(sign for sign in unicodedata.normalize("NFD", word) if not unicodedata.combining(sign))


@pytest.mark.parametrize("language", languages())
def test_no_two_words_sound_alike(language: str) -> None:
    """In each language all words are short, single and in that language's own file, no two begin or end
    alike, and none becomes another by two slips of the tongue."""
    assert all(speaker().knows(f"doorstep-{code}", language) for code in doorstep.CODES)
    spoken = [
        plain(speaker().plain(words(f"doorstep-{code}"), language=language, zone=UTC, now=NOW))
        for code in doorstep.CODES
    ]
    assert all(word.isalpha() and word.islower() and len(word) <= LONGEST for word in spoken)
    for one, other in combinations(spoken, 2):
        assert Levenshtein.distance(one, other) >= 3, (one, other)
        assert one[:3] != other[:3] and one[-3:] != other[-3:], (one, other)


def test_pairs_are_two_different_words_drawn_by_lot() -> None:
    """A pair never has the same word twice, and a hundred draws bring many different ones."""
    drawn = [doorstep.pair() for _ in range(100)]
    assert all(first != second for first, second in drawn)
    assert len(set(drawn)) > 80
    assert len(doorstep.CODES) * (len(doorstep.CODES) - 1) > 1_000


def test_codes_fit_where_they_are_kept() -> None:
    """Each code is there once and short enough for its column."""
    assert len(set(doorstep.CODES)) == len(doorstep.CODES)
    assert all(len(code) <= 16 for code in doorstep.CODES)
