"""Proves that a whole round, from places and rules to invitations, is the best there is, and is told truly.

What there is to choose from, what it is worth and which plan is best are worked out again in plain words and
with geopy (`every_plan`); nothing of the engine takes part in that. Most of these rounds are done by phone,
near, far away and from places that nobody knows.
"""

from __future__ import annotations

from dataclasses import replace
from unittest.mock import patch

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jobs.matching import Helpers, Links, Requests, Town, explain, plan, planning
from tests.matching.every_plan import LEVELS, Scores
from tests.matching.neighbours import Rules, invitations, rounds, seats_filled, some_helpers, some_requests
from tests.matching.ways import WAYS

Round = tuple[Helpers, Requests]

# A distance that is off by a tenth of a millimetre may round to the next millionth.
ROUNDING = 1.0


def as_many_as_may_be(requests: Requests) -> Requests:
    """The same requests, of which each asks as many as it may: how many it takes is proved elsewhere."""
    m = len(requests)
    return replace(requests, chance=np.full(m, 1 - 1e-9), pending=np.ones(m))


@pytest.mark.parametrize("compiled", WAYS)
@pytest.mark.parametrize("kept", [1, 48])
@settings(max_examples=100, deadline=None)
@given(drawn=rounds(7, 4) | rounds(7, 4, calls=True))
def test_no_plan_of_all_pairs_is_better(kept: int, compiled: bool, drawn: Round) -> None:
    """Of all plans over all pairs that keep the rules, by phone as at the door, none fills more seats level
    by level, and none that fills as many scores higher; also where few candidates are looked at at first."""
    helpers, requests = drawn[0], as_many_as_may_be(drawn[1])
    with patch.object(planning, "KEPT", kept):
        found = plan(Town(helpers), requests, compiled=compiled)
    scores = Scores(helpers, requests)
    levels, total = scores.best()
    assert seats_filled(found, LEVELS) == levels
    assert found.score.sum() * 1e6 == pytest.approx(total, abs=ROUNDING * max(1, len(found)))


@pytest.mark.parametrize("compiled", WAYS)
@settings(max_examples=100, deadline=None)
@given(drawn=rounds() | rounds(calls=True))
def test_a_score_is_what_its_parts_add_up_to(compiled: bool, drawn: Round) -> None:
    """Every invitation goes to a candidate, and its score is the sum of what is said to count."""
    helpers, requests = drawn
    scores = Scores(helpers, requests)
    for (r, h), score in invitations(plan(Town(helpers), requests, compiled=compiled)).items():
        assert h in scores.candidates(r)
        assert score * 1e6 == pytest.approx(scores.worth(r, h), abs=ROUNDING)


@pytest.mark.parametrize("compiled", WAYS)
@settings(max_examples=100, deadline=None)
@given(drawn=rounds(6, 3) | rounds(6, 3, calls=True))
def test_who_is_told_to_suit_is_who_could_be_asked(compiled: bool, drawn: Round) -> None:
    """Whoever an explanation calls suitable breaks no rule, and is invited when that request alone may ask as
    many as there are; whoever it does not call so is not."""
    helpers, requests = drawn[0], as_many_as_may_be(drawn[1])
    rules, town = Rules(helpers, requests), Town(helpers)
    for r in range(len(requests)):
        most = np.where(np.arange(len(requests)) == r, len(helpers) + 1, 0)
        found = plan(town, replace(requests, most=most), compiled=compiled)
        told = explain(town, requests, r, compiled=compiled)
        suit = told.helper[told.broken == 0].tolist()
        assert suit == [h for h in range(len(helpers)) if not rules.broken(r, h)]
        assert sorted(found.helper.tolist()) == suit
        assert set(found.request.tolist()) <= {r}


@settings(max_examples=100, deadline=None)
@given(drawn=rounds(calls=True))
def test_as_many_suit_as_there_are_to_choose_from(drawn: Round) -> None:
    """A plan counts the candidates of each request: of those who could call, the far ones only where too few
    live near."""
    helpers, requests = drawn
    scores = Scores(helpers, requests)
    counted = [len(scores.candidates(r)) for r in range(len(requests))]
    assert plan(Town(helpers), requests).suitable.tolist() == counted


@pytest.mark.parametrize("compiled", WAYS)
@settings(max_examples=100, deadline=None)
@given(before=rounds(8, 3, calls=True), after=rounds(8, 0, calls=True), data=st.data())
def test_calls_reach_the_same_in_a_town_that_was_kept_warm(
    compiled: bool, before: Round, after: Round, data: st.DataObject
) -> None:
    """Whoever moved, came or changed since the town was indexed is asked by phone as if it were new."""
    helpers, requests = before
    changed, _ = after
    n, k = len(helpers), len(changed)
    warm = Town(replace(helpers, offers=helpers.offers.copy()))
    plan(warm, requests, compiled=compiled)
    replaced = data.draw(st.lists(st.integers(0, n - 1), unique=True, max_size=k)) if n else []
    at = np.array([*replaced, *range(n, n + k - len(replaced))], dtype=np.int64)
    fresh = helpers.with_rows(at, changed)
    warm.change(at, changed)
    ours, theirs = (plan(town, requests, compiled=compiled) for town in (warm, Town(fresh)))
    for name in ("request", "helper", "score", "suitable"):
        np.testing.assert_array_equal(getattr(ours, name), getattr(theirs, name))


@pytest.mark.parametrize("is_loose", [False, True])
def test_one_who_came_lately_and_lives_near_is_enough(is_loose: bool) -> None:
    """Where one neighbour can call, nobody far away is a candidate, also when the neighbour is not yet in the
    index."""
    town = Town(some_helpers(2, latitude_deg=[51.5, 52.5]))
    assert town.index
    if is_loose:
        town.change(np.array([0]), some_helpers(1))
    found = plan(town, some_requests(1, needs_travel=[False]))
    assert found.helper.tolist() == [0]
    assert found.suitable.tolist() == [1]


def test_an_old_friend_far_away_is_a_candidate_beside_the_neighbours() -> None:
    """Who has helped this asker before is asked for a call wherever they live, and before a stranger."""
    town = Town(some_helpers(3, latitude_deg=[51.5, 52.5, 53.5]))
    found = plan(town, some_requests(1, needs_travel=[False], met=Links.of(1, [0], [1], [2])))
    assert found.helper.tolist() == [1]
    assert found.suitable.tolist() == [2]
