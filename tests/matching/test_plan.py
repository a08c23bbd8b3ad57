"""Proves what a round promises: rules are kept, reasons are true, the best suited are asked."""

from __future__ import annotations

import subprocess
import sys
from collections import Counter
from dataclasses import fields, replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bench.town import town
from jobs.matching import FellOut, Helpers, Links, Reason, Requests, Weights, plan
from tests.matching.neighbours import (
    Rules,
    invitations,
    rounds,
    row,
    seats_filled,
    some_helpers,
    some_requests,
)

Round = tuple[Helpers, Requests]


@settings(max_examples=200, deadline=None)
@given(rounds())
def test_no_hard_rule_is_ever_broken(drawn: Round) -> None:
    """Every invitation keeps every rule, and no wave and nobody's asks are exceeded."""
    helpers, requests = drawn
    found, rules = plan(helpers, requests), Rules(helpers, requests)
    assert len(invitations(found)) == len(found)
    for r, h in invitations(found):
        assert rules.first_broken(r, h) == "suitable"
    assert (np.bincount(found.helper, minlength=len(helpers)) <= helpers.asks_left).all()
    assert (found.invited <= requests.wave_size).all()
    assert found.invited.tolist() == [found.request.tolist().count(r) for r in range(len(requests))]


@settings(max_examples=200, deadline=None)
@given(rounds())
def test_everyone_is_counted_once_with_the_true_reason(drawn: Round) -> None:
    """For each request the counts of why helpers fell out are what one finds by asking pair by pair."""
    helpers, requests = drawn
    found, rules = plan(helpers, requests), Rules(helpers, requests)
    truth = Counter((r, rules.first_broken(r, h)) for r, h in rules.pairs())
    for field in fields(FellOut):
        assert getattr(found.fell_out, field.name).tolist() == [
            truth[r, field.name] for r in range(len(requests))
        ]


@settings(max_examples=150, deadline=None)
@given(rounds())
def test_reasons_are_true(drawn: Round) -> None:
    """What an invitation says about why you is so."""
    helpers, requests = drawn
    found, rules = plan(helpers, requests), Rules(helpers, requests)
    for r, h, bits in zip(found.request, found.helper, found.reasons, strict=True):
        reasons = Reason(int(bits))
        travels = bool(requests.needs_travel[r])
        assert Reason.KIND in reasons
        assert (Reason.NEAR in reasons) == (travels and rules.metres(r, h) <= 1_000)
        assert (Reason.BY_PHONE in reasons) == (not travels)
        assert (Reason.MET in reasons) == (h in row(requests.met, r))
        assert (Reason.NEWCOMER in reasons) == (helpers.asked_count[h] == 0)
        assert (Reason.RESTED in reasons) == (
            helpers.asked_count[h] > 0 and helpers.hours_since_asked[h] >= 72
        )
        assert (Reason.LANGUAGE in reasons) == (requests.languages[r] != 0)
        assert (Reason.FREE in reasons) == (requests.slots[r] != 0)
        assert (Reason.WAITED in reasons) == (requests.waited_hours[r] >= 24)
        assert (Reason.SOON in reasons) == (requests.due_in_hours[r] <= 24)


@settings(max_examples=100, deadline=None)
@given(rounds())
def test_the_same_arrays_give_the_same_plan(drawn: Round) -> None:
    """Nothing is left to chance, and the plan comes by request, then by falling score, then by helper."""
    found, again = plan(*drawn), plan(*drawn)
    for name in ("request", "helper", "score", "distance_m", "reasons", "invited"):
        np.testing.assert_array_equal(getattr(found, name), getattr(again, name))
    told = list(zip(found.request, -found.score, found.helper, strict=True))
    assert told == sorted(told)


@settings(max_examples=100, deadline=None)
@given(rounds(), st.data())
def test_more_asks_left_never_make_a_plan_worse(drawn: Round, data: st.DataObject) -> None:
    """With one ask more no fewer seats are filled, nor, where as many are, is the total lower."""
    helpers, requests = drawn
    if not len(helpers):
        return
    asks_left = helpers.asks_left.copy()
    asks_left[data.draw(st.integers(0, len(helpers) - 1))] += 1
    before, after = plan(helpers, requests), plan(replace(helpers, asks_left=asks_left), requests)
    total_before, total_after = (round(found.score.sum() * 1e6) for found in (before, after))
    assert (seats_filled(after), total_after) >= (seats_filled(before), total_before)


@given(st.floats(0, 0.04), st.floats(0, 1))
def test_moving_closer_never_lowers_a_score(degrees_away: float, share: float) -> None:
    """A volunteer who moves towards the asker scores at least what they did."""
    far = some_helpers(1, latitude_deg=[51.5 + degrees_away])
    closer = some_helpers(1, latitude_deg=[51.5 + degrees_away * share])
    assert plan(closer, some_requests(1)).score[0] >= plan(far, some_requests(1)).score[0]


@given(st.integers(0, 20), st.floats(0, 2_000), st.floats(0, 500), st.floats(-50, 500))
def test_what_should_count_counts(
    times_met: int, rested_hours: float, waited_hours: float, due_in_hours: float
) -> None:
    """Having met once more, rested or waited an hour longer, or an hour's less notice never lower a score."""

    def score(met: int = 0, rested: float = 0, waited: float = 0, sooner: float = 0) -> float:
        asked = some_helpers(1, hours_since_asked=[rested_hours + rested])
        request = some_requests(
            1,
            met=Links.of(1, [0], [0], [times_met + met]),
            waited_hours=[waited_hours + waited],
            due_in_hours=[due_in_hours - sooner],
        )
        return float(plan(asked, request).score[0])

    now = score()
    assert score(met=1) >= now
    assert score(rested=1) >= now
    assert score(waited=1) >= now
    assert score(sooner=1) >= now
    assert 0 <= now <= 1


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ({"latitude_deg": [51.502, 51.52]}, "near before far"),
        ({"hours_since_asked": [900.0, 2.0]}, "rested before just asked"),
        (
            {"asked_count": [0, 9], "yes_count": [0, 3], "hours_since_asked": [np.inf, 900.0]},
            "newcomer before veteran",
        ),
        ({"asked_count": [9, 9], "yes_count": [8, 0]}, "who says yes before who does not"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_the_better_suited_is_asked_first(first: dict[str, object], second: str) -> None:
    """Of two who differ in one thing only, the one the rule favours is invited."""
    changes = {name: np.array(values) for name, values in first.items()}
    assert plan(some_helpers(2, **changes), some_requests(1)).helper.tolist() == [0], second
    turned = {name: values[::-1] for name, values in changes.items()}
    assert plan(some_helpers(2, **turned), some_requests(1)).helper.tolist() == [1], second


def test_the_same_face_is_worth_more_than_the_nearest_stranger() -> None:
    """Somebody 2 km away who came once before is asked before the neighbour next door."""
    helpers = some_helpers(2, latitude_deg=[51.5, 51.518])
    assert plan(helpers, some_requests(1, met=Links.of(1, [0], [1]))).helper.tolist() == [1]


def test_urgent_requests_get_the_better_suited() -> None:
    """When two requests need two helpers, the one that is due gets the one who suits both better."""
    helpers = some_helpers(2, latitude_deg=[51.5, 51.52])
    assert plan(helpers, some_requests(2, due_in_hours=[np.inf, 1.0])).helper.tolist() == [1, 0]
    assert plan(helpers, some_requests(2, due_in_hours=[1.0, np.inf])).helper.tolist() == [0, 1]
    assert plan(helpers, some_requests(2, waited_hours=[0.0, 99.0])).helper.tolist() == [1, 0]


def test_whose_place_is_unknown_is_asked_by_phone_only() -> None:
    """A member whom the map did not find is too far for a visit, and welcome for a call."""
    lost = some_helpers(1, latitude_deg=[np.nan], longitude_deg=[np.nan], travel_limit_m=[np.inf])
    assert plan(lost, some_requests(1)).fell_out.too_far.tolist() == [1]
    call = plan(lost, some_requests(1, needs_travel=[False]))
    assert call.helper.tolist() == [0]
    assert np.isnan(call.distance_m[0])


@pytest.mark.parametrize("n", [0, 3])
@pytest.mark.parametrize("m", [0, 2])
def test_nobody_or_nothing_is_a_plan_too(n: int, m: int) -> None:
    """With no helpers or no requests the plan is empty, with arrays of the right length and type."""
    found = plan(some_helpers(n), some_requests(m))
    assert len(found) == min(n, m)
    assert found.invited.shape == found.fell_out.suitable.shape == (m,)
    assert found.request.dtype == found.helper.dtype == found.reasons.dtype == np.int64
    assert found.score.dtype == found.distance_m.dtype == np.float64


def test_weights_of_nothing_still_fill_seats() -> None:
    """With every weight at zero all pairs are equal, and seats are filled all the same."""
    nothing = Weights(near=0, met=0, rested=0, newcomer=0, willing=0, waited=0, due=0)
    found = plan(some_helpers(3), some_requests(2), nothing)
    assert found.invited.tolist() == [1, 1]
    assert found.score.tolist() == [0, 0]


def test_a_grid_finds_the_same_as_comparing_all() -> None:
    """Over a country with short limits, where the grid has many cells, nobody within reach is missed."""
    chance = np.random.default_rng(3)
    helpers = some_helpers(
        400,
        latitude_deg=51 + chance.random(400),
        longitude_deg=179.5 + chance.random(400) / 2,
        travel_limit_m=chance.uniform(500, 9_000, 400),
    )
    requests = some_requests(
        60, latitude_deg=51 + chance.random(60), longitude_deg=-180 + chance.random(60) / 20
    )
    found, rules = plan(helpers, requests), Rules(helpers, requests)
    truth = Counter(r for r, h in rules.pairs() if rules.first_broken(r, h) == "suitable")
    assert sum(truth.values()) > 10
    assert found.fell_out.suitable.tolist() == [truth[r] for r in range(60)]


def test_a_town_is_matched_within_its_rules() -> None:
    """In a generated town of realistic shape every invitation keeps the rules, and most requests get one."""
    helpers, requests = town(1_500, 150)
    found, rules = plan(helpers, requests), Rules(helpers, requests)
    assert all(rules.first_broken(r, h) == "suitable" for r, h in invitations(found))
    assert (found.invited > 0).mean() > 0.8


def test_matching_loads_nothing_heavy() -> None:
    """A round, even one where helpers are scarce, needs numpy and nothing else."""
    told = subprocess.run(
        [
            sys.executable,
            "-c",
            (
                "import sys; from bench.town import town; from jobs.matching import plan;"
                "plan(*town(300, 60, asks=1));"
                "print(*sorted({name.split('.')[0] for name in sys.modules} & "
                "{'scipy', 'pandas', 'sqlalchemy', 'sqlmodel', 'telegram', 'geopy', 'numpy'}))"
            ),
        ],
        check=True,
        capture_output=True,
        text=True,
    ).stdout
    assert told.split() == ["numpy"]
