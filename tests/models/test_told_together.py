"""Proves that steps, cells and lists that tell of each other leave nobody in a small group to be made out."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from models import cells, small_numbers, steps
from models.cells import Spot
from models.small_numbers import FEWEST, Key

KEYS: st.SearchStrategy[Key] = st.sampled_from(["shopping", "lift", "garden", "call", "dog"])
SIDE = st.dictionaries(KEYS, st.sets(st.integers(1, 20), max_size=12))
EDGES = (-120, 0, 60, 120, 300)
VALUES = st.lists(st.tuples(st.integers(1, 30), st.integers(-400, 800)), max_size=60)
SPOTS = st.lists(st.builds(Spot, st.integers(1, 30), st.floats(51, 52), st.floats(0, 1)), max_size=80)


@given(st.lists(SIDE, min_size=1, max_size=3))
def test_lists_that_tell_of_each_other_hide_the_same_groups(sides: list[dict[Key, set[int]]]) -> None:
    """In every list each group that is told has at least five people, and what is left out of it is of
    nobody, or of at least two groups and five people; or else nothing of that list is told at all."""
    hidden, counts = small_numbers.tell_together(sides)
    for side, count in zip(sides, counts, strict=True):
        told = {key: people for key, people in side.items() if people and key not in hidden}
        assert all(len(people) >= FEWEST for people in told.values())
        left = [key for key in hidden if side.get(key)]
        people_left = {who for key in left for who in side[key]}
        assert not told or not left or (len(left) > 1 and len(people_left) >= FEWEST)
        assert count == (None if 0 < len(people_left) < FEWEST else len(people_left))


def test_groups_that_are_large_are_all_told() -> None:
    """Where every group has five people on every side, nothing is left out."""
    five, six = set(range(5)), set(range(6))
    assert small_numbers.tell_together([{"lift": five, "dog": six}, {"lift": six}]) == (frozenset(), [0, 0])


def test_one_small_side_takes_the_other_along() -> None:
    """Four people asked for gardening: then how much of it was given is not told, nor the next smallest."""
    many = set(range(9))
    given_ = {"garden": set(range(6)), "lift": many, "dog": set(range(7))}
    asked = {"garden": set(range(4)), "lift": many, "dog": set(range(7))}
    hidden, counts = small_numbers.tell_together([given_, asked])
    assert hidden == {"garden", "dog"}
    assert counts == [7, 7]


@given(VALUES)
def test_steps_hold_everybody_and_five_each(values: list[tuple[int, int]]) -> None:
    """However values lie, the steps have no gap, each has five people, and together they hold all values;
    there are none where there are fewer than five people."""
    told = steps.steps(values, EDGES)
    if len({who for who, _ in values}) < FEWEST:
        assert told == ()
        return
    assert sum(step.count for step in told) == len(values)
    for step in told:
        within = [
            who
            for who, value in values
            if (step.floor is None or value >= step.floor) and (step.ceiling is None or value < step.ceiling)
        ]
        assert len(within) == step.count and len(set(within)) >= FEWEST
    assert all(one.ceiling == after.floor for one, after in pairwise(told))


@given(VALUES, st.sampled_from(EDGES))
def test_below_is_told_only_where_a_step_ends(values: list[tuple[int, int]], edge: int) -> None:
    """How many lie below a value is right where it is told, and is of five people, of none, or of all."""
    told = steps.steps(values, EDGES)
    count = steps.below(told, edge)
    if count is not None:
        people = {who for who, value in values if value < edge}
        assert count == sum(value < edge for _, value in values)
        assert len(people) == 0 or len(people) >= FEWEST


def rounded(digits: int) -> cells.Callable[[float, float], str]:
    """A grid of degrees, rounded to so many digits."""
    return lambda latitude, longitude: f"{round(latitude, digits)} {round(longitude, digits)}"


@given(SPOTS)
def test_no_cell_has_fewer_than_five(spots: list[Spot]) -> None:
    """Every cell that is shown has five people, and the ones that are left out have none or five together."""
    told = cells.cells(spots, rounded(1))
    for cell, count in told.rows:
        there = [spot for spot in spots if rounded(1)(spot.latitude, spot.longitude) == cell]
        assert len(there) == count and len({spot.member_id for spot in there}) >= FEWEST
    left = len(spots) - sum(count for _, count in told.rows)
    assert left == 0 or told.hidden_people is None or told.hidden_people >= FEWEST


def test_a_map_is_as_fine_as_most_of_it_can_be_shown() -> None:
    """Six people at one spot are shown on the finest grid; scattered ones need a coarser one, as both do."""
    together = [Spot(who, 51.5, 0.1) for who in range(6)]
    apart = [Spot(who, 51.5 + who / 50, 0.1) for who in range(6)]
    fine, coarse = rounded(2), rounded(0)
    assert cells.finest([together, together], [fine, coarse])[0].rows == (("51.5 0.1", 6),)
    one, other = cells.finest([together, apart], [fine, coarse])
    assert [count for _, count in (*one.rows, *other.rows)] == [6, 6]
    assert one.rows[0][0] == "52.0 0.0"
    assert cells.finest([[], apart[:4]], [fine, coarse])[1].rows == ()
