"""Proves that nobody in a small group can be made out, and that figures of a spread are what they say."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models import small_numbers, spread
from models.small_numbers import FEWEST, Key

KEYS: st.SearchStrategy[Key] = st.sampled_from([None, "", "Ely", "Hackney", "Newport", "Rye", "Wells"])
PARTED = st.lists(KEYS, max_size=60)
MIXED = st.dictionaries(KEYS, st.sets(st.integers(1, 25), min_size=1, max_size=12))


def told(groups: dict[Key, set[int]]) -> tuple[dict[Key, int], int | None]:
    """What is told of groups: how many people are in each that is shown, and in the others together."""
    found = small_numbers.tell(groups, lambda key: len(groups[key]))
    return dict(found.rows), found.hidden_people


@given(PARTED)
def test_nobody_in_a_small_group_is_left_over(where: list[Key]) -> None:
    """However people are parted into groups, each group that is shown has five people, and taking those away
    from everybody leaves nobody, or at least five people of at least two groups."""
    groups = {key: {who for who, there in enumerate(where) if there == key} for key in set(where)}
    shown, hidden_people = told(groups)
    assert all(count >= FEWEST for count in shown.values())
    left = len(where) - sum(shown.values())
    if len(where) < FEWEST:
        assert shown == {} and hidden_people == (None if where else 0)
    else:
        assert hidden_people == left
        assert left == 0 or left >= FEWEST
        assert left == 0 or len(groups) - len(shown) >= 2


@given(MIXED)
def test_who_is_in_several_groups_does_not_open_them(groups: dict[Key, set[int]]) -> None:
    """Also where people are in several groups at once, what is left over is of nobody or of five people."""
    shown, hidden_people = told(groups)
    left = set().union(*(people for key, people in groups.items() if key not in shown))
    everybody = set().union(*groups.values())
    assert all(count >= FEWEST for count in shown.values())
    assert not left or len(left) >= FEWEST or len(everybody) < FEWEST
    assert hidden_people == (len(left) if not left or len(left) >= FEWEST else None)


def test_the_next_smallest_goes_with_a_group_that_would_be_alone() -> None:
    """One small group takes the next smallest with it; two that have four people together take one, too."""
    ten, six, three, one = set(range(10)), set(range(10, 16)), set(range(16, 19)), {19}
    assert told({"a": ten, "b": six, "c": three}) == ({"a": 10}, 9)
    assert told({"a": ten, "b": six, "c": three, "d": one}) == ({"a": 10}, 10)
    assert told({"a": ten, "b": six, "c": three, "d": {19, 20}}) == ({"a": 10, "b": 6}, 5)
    assert told({"a": ten, "b": six}) == ({"a": 10, "b": 6}, 0)
    assert told({"c": three}) == ({}, None)
    assert told({}) == ({}, 0)


@given(st.integers(0, 60), st.integers(0, 60))
def test_a_part_is_told_only_where_both_sides_are_large(whole: int, part: int) -> None:
    """What is true of some is told where it is true of none, of all, or of five with five others left."""
    part = min(part, whole)
    said = small_numbers.part_of(whole, part)
    if said is None:
        assert whole < FEWEST or 0 < part < FEWEST or 0 < whole - part < FEWEST
    else:
        assert said == part and whole >= FEWEST
        assert all(side == 0 or side >= FEWEST for side in (part, whole - part))


@pytest.mark.parametrize(
    ("shares", "expected"),
    [
        ([3, 3, 3, 3, 3], 0.0),
        ([0, 0, 0, 0, 7], 0.8),
        # 1 · -4 + 2 · -2 + 3 · 0 + 4 · 2 + 5 · 4 = 20, over 5 · 15.
        ([5, 1, 4, 2, 3], 20 / 75),
        ([0, 0, 0, 0, 0], None),
        ([1, 2, 3, 4], None),
    ],
)
def test_gini_by_hand(shares: list[int], expected: float | None) -> None:
    """The coefficient is 0 for equal shares, (n - 1) / n for all to one, and untold for very few people."""
    found = spread.gini(shares)
    assert found == (None if expected is None else pytest.approx(expected))


@given(st.lists(st.integers(0, 1_000), min_size=FEWEST, max_size=30).filter(any))
def test_gini_is_the_mean_difference(shares: list[int]) -> None:
    """The coefficient is half the mean difference between any two people over the mean, as it is defined."""
    count = len(shares)
    differences = sum(abs(one - other) for one in shares for other in shares)
    mean = Fraction(sum(shares), count)
    assert spread.gini(shares) == pytest.approx(float(Fraction(differences, 2 * count * count) / mean))


def test_those_with_most_are_never_a_few() -> None:
    """A tenth of sixty people are six; of twelve it would be two, so it is five; of nine nothing is told."""
    assert spread.most([10, 10, 10, 10, 10, 10] + 54 * [0]) == spread.Most(6, 100)
    assert spread.most([8, 4, 1, 1, 1, 1, 1, 1, 0, 0, 0, 0]) == spread.Most(5, 83)
    assert spread.most(10 * [1]) == spread.Most(5, 50)
    assert spread.most(9 * [1]) is None
    assert spread.most(20 * [0]) is None
