"""Proves what a round promises: rules are kept, reasons are true, the best suited are asked."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bench.town import town
from jobs.matching import Helpers, Links, Plan, Reason, Requests, Town, Weights, planning
from jobs.matching import plan as plan_for
from tests.matching.neighbours import (
    Rules,
    invitations,
    rounds,
    row,
    seats_filled,
    some_helpers,
    some_requests,
)
from tests.matching.ways import WAYS

Round = tuple[Helpers, Requests]


def plan(
    helpers: Helpers, requests: Requests, weights: Weights | None = None, compiled: bool = False
) -> Plan:
    """The plan for a town that nobody knew before."""
    return plan_for(Town(helpers), requests, weights, compiled=compiled)


@pytest.mark.parametrize("compiled", WAYS)
@settings(max_examples=120, deadline=None)
@given(drawn=rounds())
def test_no_hard_rule_is_ever_broken(compiled: bool, drawn: Round) -> None:
    """Every invitation keeps every rule, and nobody's asks and no request's most are exceeded."""
    helpers, requests = drawn
    found, rules = plan(helpers, requests, compiled=compiled), Rules(helpers, requests)
    assert len(invitations(found)) == len(found)
    assert set(invitations(found)) <= rules.suitable()
    assert (np.bincount(found.helper, minlength=len(helpers)) <= helpers.asks_left).all()
    assert (found.invited <= requests.most).all()
    assert found.invited.tolist() == [found.request.tolist().count(r) for r in range(len(requests))]
    assert found.suitable.tolist() == [
        sum(1 for one, _ in rules.suitable() if one == r) for r in range(len(requests))
    ]


@settings(max_examples=100, deadline=None)
@given(rounds())
def test_reasons_are_true(drawn: Round) -> None:
    """What an invitation says about why you is so."""
    helpers, requests = drawn
    found, rules = plan(helpers, requests), Rules(helpers, requests)
    for r, h, bits, met in zip(found.request, found.helper, found.reasons, found.met, strict=True):
        reasons = Reason(int(bits))
        travels = bool(requests.needs_travel[r])
        assert Reason.KIND in reasons
        assert (Reason.NEAR in reasons) == (travels and rules.metres(r, h) <= 1_000)
        assert (Reason.BY_PHONE in reasons) == (not travels)
        assert (Reason.MET in reasons) == (h in row(requests.met, r))
        assert met == dict(zip(*(part.tolist() for part in requests.met.row(r)), strict=True)).get(h, 0)
        assert (Reason.NAMED in reasons) == (h in row(requests.named, r))
        assert (Reason.NEWCOMER in reasons) == (helpers.asked_count[h] == 0)
        assert (Reason.RESTED in reasons) == (
            helpers.asked_count[h] > 0 and helpers.hours_since_asked[h] >= 72
        )
        assert (Reason.LANGUAGE in reasons) == (requests.languages[r] != 0)
        assert (Reason.FREE in reasons) == (requests.slots[r] != 0 or requests.slots_later[r] != 0)
        assert (Reason.WAITED in reasons) == (requests.waited_hours[r] >= 24)
        assert (Reason.SOON in reasons) == (requests.due_in_hours[r] <= 24)
        assert (Reason.SKILLED in reasons) == (helpers.skill[h, requests.kind[r]] >= 3)


@settings(max_examples=100, deadline=None)
@given(rounds())
def test_the_same_arrays_give_the_same_plan(drawn: Round) -> None:
    """Nothing is left to chance, and the plan comes by request, then by falling score, then by helper."""
    found, again = plan(*drawn), plan(*drawn)
    for name in ("request", "helper", "score", "distance_m", "reasons", "met", "invited", "suitable", "sure"):
        np.testing.assert_array_equal(getattr(found, name), getattr(again, name))
    told = list(zip(found.request, -found.score, found.helper, strict=True))
    assert told == sorted(told)


@pytest.mark.xdist_group("compiled")
@settings(max_examples=120, deadline=None)
@given(rounds())
def test_machine_code_gives_the_same_plan(drawn: Round) -> None:
    """What numba makes of the loops asks the same people for the same reasons as the text as it stands."""
    plain, compiled = plan(*drawn), plan(*drawn, compiled=True)
    for name in ("request", "helper", "score", "reasons", "met", "invited", "suitable"):
        np.testing.assert_array_equal(getattr(plain, name), getattr(compiled, name))
    np.testing.assert_allclose(plain.sure, compiled.sure, atol=1e-12)


@pytest.mark.xdist_group("compiled")
def test_machine_code_gives_the_same_plan_for_a_town() -> None:
    """Also in a town in which many compete for few."""
    helpers, requests = town(600, 200, asks=1)
    plain, compiled = plan(helpers, requests), plan(helpers, requests, compiled=True)
    assert len(plain) > 100
    for name in ("request", "helper", "score", "reasons"):
        np.testing.assert_array_equal(getattr(plain, name), getattr(compiled, name))


@settings(max_examples=100, deadline=None)
@given(rounds(), st.data())
def test_more_asks_left_never_make_a_plan_worse(drawn: Round, data: st.DataObject) -> None:
    """With one ask more no fewer seats are filled, nor, where as many are, is the total lower."""
    helpers, requests = drawn
    # Who becomes a candidate by it may say yes so surely that fewer are asked, which is another thing.
    requests = replace(requests, chance=np.full(len(requests), 1 - 1e-9))
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


@given(st.integers(0, 20), st.floats(0, 2_000), st.floats(0, 500), st.floats(-50, 500), st.integers(0, 200))
def test_what_should_count_counts(
    times_met: int, rested_hours: float, waited_hours: float, due_in_hours: float, times_done: int
) -> None:
    """Having met or done it once more, rested or waited an hour longer, or an hour's less notice never
    lower a score; nor does having got more than given."""

    def score(
        met: int = 0, rested: float = 0, waited: float = 0, sooner: float = 0, done: int = 0, got: float = 0.0
    ) -> float:
        asked = some_helpers(
            1,
            hours_since_asked=[rested_hours + rested],
            skill=np.full((1, 63), times_done + done),
            received_share=[0.5 + got],
        )
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
    assert score(done=1) >= now
    assert score(got=0.25) >= now
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
        ({"skill": np.repeat([[5], [0]], 63, axis=1)}, "who has done it before who has not"),
        ({"received_share": [0.9, 0.1]}, "who has mostly received before who has mostly given"),
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


@given(st.integers(1, 3), st.integers(1, 4))
def test_a_request_twice_never_takes_somebodys_last_ask_twice(asks: int, copies: int) -> None:
    """However often the same wish stands there, nobody is asked more often than they have asks left."""
    helpers = some_helpers(2, asks_left=[asks, 1])
    found = plan(helpers, some_requests(copies, most=np.full(copies, 2)))
    assert (np.bincount(found.helper, minlength=2) <= [asks, 1]).all()
    assert len(found) == min(asks, copies) + 1


def test_only_those_who_are_named_are_asked_while_there_are_any() -> None:
    """Whoever the asker named is asked alone, and not the one who lives nearer."""
    helpers = some_helpers(3, latitude_deg=[51.5, 51.51, 51.5])
    found = plan(helpers, some_requests(1, most=[3], named=Links.of(1, [0], [1])))
    assert found.helper.tolist() == [1]
    assert Reason.NAMED in Reason(int(found.reasons[0]))


def test_whose_place_is_unknown_is_asked_by_phone_only() -> None:
    """A member whom the map did not find is too far for a visit, and welcome for a call."""
    lost = some_helpers(1, latitude_deg=[np.nan], longitude_deg=[np.nan], travel_limit_m=[np.inf])
    assert len(plan(lost, some_requests(1))) == 0
    call = plan(lost, some_requests(1, needs_travel=[False]))
    assert call.helper.tolist() == [0]
    assert np.isnan(call.distance_m[0])


def test_help_that_takes_two_parts_of_a_day_needs_both() -> None:
    """From late morning into the afternoon only somebody comes who is free in both."""
    helpers = some_helpers(3, free=[0b01, 0b10, 0b11])
    asked = some_requests(1, slots=[0b11], most=[3])
    assert plan(helpers, asked).helper.tolist() == [0, 1, 2]
    assert plan(helpers, replace(asked, all_slots=np.array([True]))).helper.tolist() == [2]


@pytest.mark.parametrize("n", [0, 3])
@pytest.mark.parametrize("m", [0, 2])
@pytest.mark.parametrize("compiled", WAYS)
def test_nobody_or_nothing_is_a_plan_too(n: int, m: int, compiled: bool) -> None:
    """With no helpers or no requests the plan is empty, with arrays of the right length and type."""
    found = plan(some_helpers(n), some_requests(m), compiled=compiled)
    assert len(found) == min(n, m)
    assert found.invited.shape == found.suitable.shape == found.sure.shape == (m,)
    assert found.request.dtype == found.helper.dtype == found.reasons.dtype == np.int64
    assert found.score.dtype == found.distance_m.dtype == np.float64


def test_weights_of_nothing_still_fill_seats() -> None:
    """With every weight at zero all pairs are equal, and seats are filled all the same."""
    nothing = Weights(
        near=0, met=0, skilled=0, rested=0, newcomer=0, willing=0, gives_back=0, waited=0, due=0
    )
    found = plan(some_helpers(3), some_requests(2), nothing)
    assert found.invited.tolist() == [1, 1]
    assert found.score.tolist() == [0, 0]


@pytest.mark.parametrize("compiled", WAYS)
@pytest.mark.parametrize(
    ("latitude", "longitude"),
    [((51.0, 52.0), (179.5, 180.5)), ((89.7, 90.0), (-180.0, 180.0)), ((-0.3, 0.3), (-0.3, 0.3))],
    ids=["date line", "pole", "equator"],
)
def test_nobody_within_reach_is_missed(
    latitude: tuple[float, float], longitude: tuple[float, float], compiled: bool
) -> None:
    """At the date line, at the pole and where both lines cross, cubes find the same as comparing
    everybody."""
    chance = np.random.default_rng(3)

    def somewhere(count: int) -> dict[str, object]:
        east = (chance.uniform(*longitude, count) + 180) % 360 - 180
        return {"latitude_deg": chance.uniform(*latitude, count), "longitude_deg": east}

    helpers = some_helpers(300, travel_limit_m=chance.uniform(500, 9_000, 300), **somewhere(300))
    requests = some_requests(60, most=np.full(60, 300), **somewhere(60))
    found, rules = plan(helpers, requests, compiled=compiled), Rules(helpers, requests)
    could = [r for r, _ in rules.suitable()]
    assert len(could) > 10
    assert found.suitable.tolist() == [could.count(r) for r in range(60)]


@pytest.mark.parametrize("compiled", WAYS)
def test_few_kept_candidates_change_nothing(monkeypatch: pytest.MonkeyPatch, compiled: bool) -> None:
    """With two candidates kept for each request the plan is the same, because more are looked at where they
    could matter; by phone as well, where the search ends early."""
    helpers, requests = town(500, 150, asks=1)
    requests = replace(requests, needs_travel=np.arange(150) % 3 > 0, most=np.full(150, 2))
    everything = plan(helpers, requests, compiled=compiled)
    for kept in (2, 5):
        monkeypatch.setattr(planning, "KEPT", kept)
        few = plan(helpers, requests, compiled=compiled)
        assert seats_filled(few) == seats_filled(everything)
        assert round(few.score.sum() * 1e6) == round(everything.score.sum() * 1e6)


@pytest.mark.parametrize("compiled", WAYS)
@settings(max_examples=60, deadline=None)
@given(before=rounds(8, 3), after=rounds(8, 0), data=st.data())
def test_a_town_that_was_kept_warm_is_like_a_new_one(
    compiled: bool, before: Round, after: Round, data: st.DataObject
) -> None:
    """Whatever rows are exchanged or added, a town that has been searched before gives the plan of one that
    is made from all the rows at once."""
    helpers, requests = before
    changed, _ = after
    n, k = len(helpers), len(changed)
    warm = Town(replace(helpers, offers=helpers.offers.copy()))
    plan_for(warm, requests, compiled=compiled)
    replaced = data.draw(st.lists(st.integers(0, n - 1), unique=True, max_size=k)) if n else []
    at = np.array([*replaced, *range(n, n + k - len(replaced))], dtype=np.int64)
    fresh = helpers.with_rows(at, changed)
    warm.change(at, changed)
    for name in ("request", "helper", "score", "suitable"):
        np.testing.assert_array_equal(
            getattr(plan_for(warm, requests, compiled=compiled), name),
            getattr(plan(fresh, requests, compiled=compiled), name),
        )


def test_a_town_of_which_much_has_changed_is_indexed_anew() -> None:
    """A few changes are looked at beside the index; many make a new one, and nobody is lost on the way."""
    helpers, requests = town(3_000, 40)
    warm = Town(helpers)
    first = warm.index
    at = np.arange(40)
    columns = helpers.skill.shape[1]
    warm.change(at, some_helpers(40, skill=np.zeros((40, columns), dtype=np.uint8)))
    assert warm.index is first
    warm.change(np.arange(40, 140), some_helpers(100, skill=np.zeros((100, columns), dtype=np.uint8)))
    assert warm.index is not first
    np.testing.assert_array_equal(plan_for(warm, requests).helper, plan(warm.helpers, requests).helper)


def test_a_town_is_matched_within_its_rules() -> None:
    """In a generated town of realistic shape every invitation keeps the rules, and most requests get one."""
    helpers, requests = town(3_000, 60)
    found, rules = plan(helpers, requests), Rules(helpers, requests)
    assert not any(rules.broken(r, h) for r, h in invitations(found))
    assert (found.invited > 0).mean() > 0.8


def test_matching_loads_nothing_heavy() -> None:
    """A round, even one where helpers are scarce, needs numpy and nothing else: a small bank never
    compiles."""
    told = subprocess.run(
        [
            sys.executable,
            "-c",
            (
                "import sys; from bench.town import town; from jobs.matching import Town, plan;"
                "helpers, requests = town(300, 60, asks=1); plan(Town(helpers), requests);"
                "print(*sorted({name.split('.')[0] for name in sys.modules} & "
                "{'scipy', 'pandas', 'sqlalchemy', 'sqlmodel', 'telegram', 'geopy', 'numpy', 'numba'}))"
            ),
        ],
        check=True,
        capture_output=True,
        text=True,
    )
    assert told.stdout.split() == ["numpy"]
