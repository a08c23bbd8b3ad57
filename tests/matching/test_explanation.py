"""Proves that what is said of why and why not is so, and that what would help would help."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings

from bench.town import town
from jobs.matching import Bar, Helpers, Links, Requests, Rule, Town, explain, plan
from tests.matching.neighbours import Rules, rounds, some_helpers, some_requests
from tests.matching.ways import WAYS

Round = tuple[Helpers, Requests]


@pytest.mark.parametrize("compiled", WAYS)
@settings(max_examples=100, deadline=None)
@given(drawn=rounds())
def test_every_rule_that_is_broken_is_named(compiled: bool, drawn: Round) -> None:
    """Pair by pair an explanation names the very rules that are broken, of everybody who offers that help."""
    helpers, requests = drawn
    rules, town_now = Rules(helpers, requests), Town(helpers)
    for r in range(len(requests)):
        found = explain(town_now, requests, r, compiled=compiled)
        offering = [h for h in range(len(helpers)) if not rules.broken(r, h) & Rule.KIND]
        assert found.helper.tolist() == offering
        assert [Rule(int(bits)) for bits in found.broken] == [rules.broken(r, h) for h in offering]
        assert found.suitable == sum(1 for h in offering if not rules.broken(r, h))
        assert found.suitable + sum(found.count(rule) for rule in Rule) == len(offering)
        bars = dict(zip(*(part.tolist() for part in requests.barred.row(r)), strict=True))
        assert found.bars.tolist() == [bars.get(h, 0) for h in offering]


@settings(max_examples=60, deadline=None)
@given(drawn=rounds())
def test_an_explanation_and_a_plan_agree(drawn: Round) -> None:
    """As many are suitable in an explanation as a plan had to choose from."""
    helpers, requests = drawn
    town_now = Town(helpers)
    suitable = plan(town_now, requests).suitable.tolist()
    assert suitable == [explain(town_now, requests, r).suitable for r in range(len(requests))]


@settings(max_examples=60, deadline=None)
@given(drawn=rounds(8, 2))
def test_what_is_said_to_help_would_help(drawn: Round) -> None:
    """Another time, no wish for a language, a check that is made: each brings as many as was said."""
    helpers, requests = drawn
    town_now = Town(helpers)
    for r in range(len(requests)):
        found = explain(town_now, requests, r)

        def with_change(r: int = r, **changes: object) -> int:
            return explain(town_now, replace(requests, **changes), r).suitable  # type: ignore[arg-type]

        anything = np.zeros(len(requests), dtype=np.int64)
        assert with_change(languages=anything) == found.suitable + found.alone(Rule.LANGUAGE)
        cleared = Town(replace(helpers, cleared=np.full(len(helpers), 2**63 - 1)))
        assert explain(cleared, requests, r).suitable == found.suitable + found.alone(Rule.CHECK)
        # Asked about another time, those may say yes who were asked about this one.
        asked_anew = {"slots_later": anything, "barred": _but_for_answers(requests.barred)}
        at_other_times = found.if_asked_for()
        for part in (0, 1, 62):
            then = np.full(len(requests), 1 << part)
            assert at_other_times[part] == with_change(slots=then, **asked_anew)
        for_longer = found.if_asked_for(all_of=2)
        both, all_of = np.full(len(requests), 0b11), np.ones(len(requests), dtype=np.bool_)
        assert for_longer[0] == with_change(slots=both, all_slots=all_of, **asked_anew)


def _but_for_answers(barred: Links) -> Links:
    """Leaves out what bars nobody from another question."""
    rows = np.repeat(np.arange(barred.indptr.size - 1), np.diff(barred.indptr))
    left = barred.counts & ~int(Bar.ASKED_BEFORE | Bar.SAID_NO)
    keep = left != 0
    return Links.of(barred.indptr.size - 1, rows[keep], barred.indices[keep], left[keep], bitwise=True)


def test_a_little_further_is_told_in_metres() -> None:
    """Somebody who goes 2 km and lives 2.2 km away would come if they went 250 metres further, not 150."""
    helpers = some_helpers(2, latitude_deg=[51.52, 51.5], travel_limit_m=[2_000.0, 2_000.0])
    found = explain(Town(helpers), some_requests(1), 0)
    assert found.suitable == 1
    assert found.further_m[0] == pytest.approx(225, abs=2)
    assert (found.within(150), found.within(250)) == (0, 1)


def test_whoever_is_barred_is_so_for_a_reason() -> None:
    """Who asked, who said no and who would rather not meet are told apart, and may be all of it at once."""
    barred = Links.of(1, [0, 0, 0], [0, 1, 1], [Bar.SELF, Bar.SAID_NO, Bar.APART], bitwise=True)
    found = explain(Town(some_helpers(3)), some_requests(1, barred=barred), 0)
    assert [Bar(int(bits)) for bits in found.bars] == [Bar.SELF, Bar.SAID_NO | Bar.APART, Bar(0)]
    assert found.count(Rule.BARRED) == 2


def test_a_whole_town_is_explained() -> None:
    """In a town of three thousand everybody who offers the help is counted under one rule, or could come."""
    helpers, requests = town(3_000, 20)
    for r in range(20):
        found = explain(Town(helpers), requests, r)
        offering = int((helpers.offers >> int(requests.kind[r]) & 1).sum())
        assert found.suitable + sum(found.count(rule) for rule in Rule) == offering
