"""Looking for candidates, request by request: the loops over those who could be near enough.

Requests meet only helpers who offer their kind of help and live in cubes from which anybody could come; by
phone, in cubes that count as near. What is done by phone can be done from anywhere, so where fewer live near
than may be asked those beyond are looked at too, in the order of what speaks for them whatever the request
is, and no further than could matter.
"""

from __future__ import annotations

import math
from typing import Any, NamedTuple

from jobs.matching.compiled import loop
from jobs.matching.rules import SLOTS as _SLOTS
from jobs.matching.rules import SLOTS_LATER as _SLOTS_LATER
from jobs.matching.rules import TRAVELS as _TRAVELS
from jobs.matching.rules import broken
from jobs.matching.score import nearness, share
from jobs.matching.shapes import Float64, Int64


class Prices(NamedTuple):
    """What a pair must bring to be found: only what is worth more than it costs, and more than what is there.

    Attributes:
        of_helper: int64[n], what each helper costs.
        to_beat: int64[m], what a pair must bring each request beyond that.
    """

    of_helper: Int64
    to_beat: Int64


class Found(NamedTuple):
    """Where a search puts what it finds.

    Attributes:
        helper, gained, apart_squared: room for pairs; what a pair brings is its worth less the price.
        counts: int64[m], how many pairs each request has.
        left_out: int64[m], what none of those brings who could be asked too and are not here.
    """

    helper: Int64
    gained: Int64
    apart_squared: Float64
    counts: Int64
    left_out: Int64


@loop
def look_for(
    order: Any,
    first: Any,
    kept: Any,
    index: Any,
    seekers: Any,
    neighbours: Any,
    gain: Any,
    prices: Any,
    found: Any,
) -> Any:
    """Finds the best pairs of requests one after the other, and returns how far it came: until there was no
    room.

    Args:
        order: int64[m], the requests.
        first: from which place in this order on.
        kept: how many pairs of a request are kept at most.
        index, seekers, neighbours, gain, prices, found: see their classes.
    """
    at = 0
    for place in range(first, order.size):
        if at + kept > found.helper.size:
            return place
        request = order[place]
        begins, lost = at, -1
        named_first, named_last = seekers.named_indptr[request], seekers.named_indptr[request + 1]
        met_first, met_last = seekers.met_indptr[request], seekers.met_indptr[request + 1]
        travels = seekers.facts[request, _TRAVELS] != 0
        if named_first < named_last:
            for position in range(named_first, named_last):
                one = seekers.named[position]
                at, lost = _look_at(
                    one, request, begins, at, kept, lost, seekers, neighbours, gain, prices, found
                )
        else:
            near = 0
            for one in neighbours.loose:
                if not travels and _is_far(one, request, seekers, neighbours, gain):
                    continue
                at, lost = _look_at(
                    one, request, begins, at, kept, lost, seekers, neighbours, gain, prices, found
                )
                if not travels and _is_near(one, request, seekers, neighbours, gain):
                    near += 1
            if not travels:
                for position in range(met_first, met_last):
                    one = seekers.met[position]
                    if not neighbours.is_loose[one]:
                        at, lost = _look_at(
                            one, request, begins, at, kept, lost, seekers, neighbours, gain, prices, found
                        )
            if travels or not math.isnan(seekers.doors_m[request, 0]):
                at, lost, near = _look_around(
                    request, begins, at, kept, lost, near, index, seekers, neighbours, gain, prices, found
                )
            if not travels and near < seekers.most[request]:
                for one in neighbours.loose:
                    if _is_far(one, request, seekers, neighbours, gain):
                        at, lost = _look_at(
                            one, request, begins, at, kept, lost, seekers, neighbours, gain, prices, found
                        )
                at, lost = _look_down(
                    request, begins, at, kept, lost, seekers, neighbours, gain, prices, found
                )
        found.counts[request] = at - begins
        found.left_out[request] = lost
    return order.size


@loop
def _look_at(
    helper: Any,
    request: Any,
    begins: Any,
    at: Any,
    kept: Any,
    lost: Any,
    seekers: Any,
    neighbours: Any,
    gain: Any,
    prices: Any,
    found: Any,
) -> Any:
    """Looks at one helper.

    Args:
        begins, at: where the pairs of the request begin, and end so far.
        lost: the most that anybody would bring who had no room.
        others: as for `look_for`.

    Returns:
        where they end now, and the most that anybody would bring who had no room.
    """
    facts, reach_squared = neighbours.facts, neighbours.reach_squared
    apart_squared = _apart_squared(helper, request, neighbours.homes_m, seekers.doors_m)
    if broken(seekers.facts, request, facts, helper, apart_squared, reach_squared[helper], True) != 0:
        return at, lost
    if _has(seekers.barred, seekers.barred_indptr[request], seekers.barred_indptr[request + 1], helper):
        return at, lost
    kind = seekers.kind[request]
    met = _met(helper, request, seekers.met_indptr, seekers.met, seekers.met_counts, gain.of_met)
    fit = gain.of_helper[helper] + gain.of_skill[neighbours.skill[helper, kind]]
    fit = fit + nearness(apart_squared, gain.near, gain.near_half_m, gain.by_phone) + met
    if met == 0.0 and seekers.facts[request, _TRAVELS] == 0 and apart_squared > gain.call_squared:
        fit *= gain.far_call
    gained = share(fit, gain.urgency[request], gain.unit) - prices.of_helper[helper]
    if gained <= prices.to_beat[request]:
        return at, lost
    return _put(
        helper, gained, apart_squared, begins, at, kept, lost, found.helper, found.gained, found.apart_squared
    )


@loop
def _is_far(helper: Any, request: Any, seekers: Any, neighbours: Any, gain: Any) -> Any:
    """Says whether somebody is asked by phone only where too few live near: they have not helped this asker
    before, and live further away, or it is not known where."""
    met_first, met_last = seekers.met_indptr[request], seekers.met_indptr[request + 1]
    if _has(seekers.met, met_first, met_last, helper):
        return False
    return not _apart_squared(helper, request, neighbours.homes_m, seekers.doors_m) <= gain.call_squared


@loop
def _is_near(helper: Any, request: Any, seekers: Any, neighbours: Any, gain: Any) -> Any:
    """Says whether somebody lives near, could call and has not helped this asker before."""
    apart_squared = _apart_squared(helper, request, neighbours.homes_m, seekers.doors_m)
    if not apart_squared <= gain.call_squared:
        return False
    if broken(seekers.facts, request, neighbours.facts, helper, apart_squared, 0.0, True) != 0:
        return False
    if _has(seekers.barred, seekers.barred_indptr[request], seekers.barred_indptr[request + 1], helper):
        return False
    met_first, met_last = seekers.met_indptr[request], seekers.met_indptr[request + 1]
    return not _has(seekers.met, met_first, met_last, helper)


@loop
def _apart_squared(helper: Any, request: Any, homes_m: Any, doors_m: Any) -> Any:
    """Returns how far apart two are, straight through the ground and squared; NaN where a place is not
    known."""
    apart_squared = 0.0
    for axis in range(3):
        apart = homes_m[helper, axis] - doors_m[request, axis]
        apart_squared += apart * apart
    return apart_squared


@loop
def _look_around(
    request: Any,
    begins: Any,
    at: Any,
    kept: Any,
    lost: Any,
    suit: Any,
    index: Any,
    seekers: Any,
    neighbours: Any,
    gain: Any,
    prices: Any,
    found: Any,
) -> Any:
    """Looks at those who live in cubes from which anybody could come, or, by phone, at those who count as
    near and have not helped this asker before.

    Args:
        suit: how many such neighbours were found before.
        others: as for `_look_at`.

    Returns:
        as `_look_at` does, and how many suit now, exactly so where fewer do than may be asked.
    """
    # All arrays at hand, because this is where nearly all the time is spent.
    kind, group, wishes, near = seekers.kind[request], seekers.group[request], seekers.facts, seekers.near
    starts, corner, cube_m, helpers = index.starts, index.corner, index.cube_m, index.helpers
    people, homes_m, reach_squared = index.facts, index.homes_m, index.reach_squared
    is_loose, merit, most_in_cube = neighbours.is_loose, neighbours.merit_at_home, neighbours.most_in_cube
    barred, barred_first = seekers.barred, seekers.barred_indptr[request]
    barred_last = seekers.barred_indptr[request + 1]
    met_indptr, met, met_counts, of_met = seekers.met_indptr, seekers.met, seekers.met_counts, gain.of_met
    met_first, met_last = met_indptr[request], met_indptr[request + 1]
    near_weight, near_half_m, by_phone = gain.near, gain.near_half_m, gain.by_phone
    urgency, unit, call_squared = gain.urgency[request], gain.unit, gain.call_squared
    price, to_beat = prices.of_helper, prices.to_beat[request]
    into_helper, into_gained, into_apart = found.helper, found.gained, found.apart_squared
    travels, most_asked = wishes[request, _TRAVELS] != 0, seekers.most[request]
    x, y, z = seekers.doors_m[request, 0], seekers.doors_m[request, 1], seekers.doors_m[request, 2]
    for place in range(seekers.near_indptr[group], seekers.near_indptr[group + 1]):
        cube = near[place]
        first, last = starts[kind, cube], starts[kind, cube + 1]
        if first == last:
            continue
        beside_x, beside_y, beside_z = x - corner[cube, 0], y - corner[cube, 1], z - corner[cube, 2]
        gap_x = max(-beside_x, beside_x - cube_m, 0.0)
        gap_y = max(-beside_y, beside_y - cube_m, 0.0)
        gap_z = max(-beside_z, beside_z - cube_m, 0.0)
        squared = gap_x * gap_x + gap_y * gap_y + gap_z * gap_z
        if not travels and at - begins == kept and suit >= most_asked:
            fit = nearness(squared, near_weight, near_half_m, by_phone) + most_in_cube[kind, cube]
            most = share(fit, urgency, unit)
            if most < into_gained[at - 1]:
                # Nobody in there brings as much as the least of those who are kept.
                lost = max(lost, most)
                continue
        for row in range(first, last):
            if travels and reach_squared[row] < squared:
                # Neither this one nor any that follow reach out of their cube so far.
                break
            dx, dy, dz = homes_m[row, 0] - x, homes_m[row, 1] - y, homes_m[row, 2] - z
            apart_squared = dx * dx + dy * dy + dz * dz
            if not travels:
                if apart_squared > call_squared:
                    continue
                if at - begins == kept and suit >= most_asked:
                    fit = merit[row] + nearness(apart_squared, near_weight, near_half_m, by_phone)
                    most = share(fit, urgency, unit)
                    if most < into_gained[at - 1]:
                        lost = max(lost, most)
                        continue
            if broken(wishes, request, people, row, apart_squared, reach_squared[row], True) != 0:
                continue
            helper = helpers[row]
            if is_loose[helper] or _has(barred, barred_first, barred_last, helper):
                continue
            if not travels and _has(met, met_first, met_last, helper):
                continue
            fit = merit[row] + nearness(apart_squared, near_weight, near_half_m, by_phone)
            fit += _met(helper, request, met_indptr, met, met_counts, of_met)
            suit += 1
            gained = share(fit, urgency, unit) - price[helper]
            if gained > to_beat:
                at, lost = _put(
                    helper,
                    gained,
                    apart_squared,
                    begins,
                    at,
                    kept,
                    lost,
                    into_helper,
                    into_gained,
                    into_apart,
                )
    return at, lost, suit


@loop
def _look_down(
    request: Any,
    begins: Any,
    at: Any,
    kept: Any,
    lost: Any,
    seekers: Any,
    neighbours: Any,
    gain: Any,
    prices: Any,
    found: Any,
) -> Any:
    """Looks at those who could do it by phone and are not near, in the order of what speaks for them, and no
    further than could matter; arguments and answer as for `_look_at`."""
    kind, homes_m, doors_m = seekers.kind[request], neighbours.homes_m, seekers.doors_m
    met_first, met_last = seekers.met_indptr[request], seekers.met_indptr[request + 1]
    anywhere = math.isnan(doors_m[request, 0]) or neighbours.has_placeless[kind]
    merit_free, must_be_free = neighbours.merit_free, seekers.facts[request, _SLOTS]
    if seekers.facts[request, _SLOTS_LATER] != 0:
        must_be_free = 0
    far = nearness(gain.call_squared, gain.near, gain.near_half_m, gain.by_phone)
    for row in range(neighbours.by_merit_starts[kind], neighbours.by_merit_starts[kind + 1]):
        # Whoever comes from here on brings no more than this, whatever their place, rules and price.
        merit = neighbours.merit[row]
        fit = gain.far_call * (far + merit)
        if anywhere:
            fit = max(fit, gain.by_phone + merit)
        most = share(fit, gain.urgency[request], gain.unit)
        if most <= prices.to_beat[request]:
            return at, lost
        if at - begins == kept and most <= found.gained[at - 1]:
            return at, max(lost, most)
        if must_be_free != 0 and merit_free[row] & must_be_free == 0:
            continue
        if broken(seekers.facts, request, neighbours.merit_facts, row, math.nan, 0.0, True) != 0:
            continue
        helper = neighbours.by_merit[row]
        is_near = _apart_squared(helper, request, homes_m, doors_m) <= gain.call_squared
        # Who is near was looked at before, and whoever has met the asker as well.
        if not is_near and not _has(seekers.met, met_first, met_last, helper):
            at, lost = _look_at(
                helper, request, begins, at, kept, lost, seekers, neighbours, gain, prices, found
            )
    return at, lost


@loop
def _has(links: Any, first: Any, last: Any, helper: Any) -> Any:
    """Says whether a helper is among some links, which are few."""
    for position in range(first, last):  # noqa: SIM110 - numba knows no `any`
        if links[position] == helper:
            return True
    return False


@loop
def _met(helper: Any, request: Any, indptr: Any, met: Any, counts: Any, of_met: Any) -> Any:
    """Returns what it counts that a helper has helped this asker before, and how often."""
    for position in range(indptr[request], indptr[request + 1]):
        if met[position] == helper:
            return of_met[min(counts[position], of_met.size - 1)]
    return 0.0


@loop
def _put(
    helper: Any,
    gained: Any,
    apart_squared: Any,
    begins: Any,
    at: Any,
    kept: Any,
    lost: Any,
    into_helper: Any,
    into_gained: Any,
    into_apart: Any,
) -> Any:
    """Puts a pair into its place among the best of a request; arguments and answer as for `_look_at`."""
    place = at
    if at - begins == kept:
        place = at - 1
        if gained < into_gained[place] or (gained == into_gained[place] and helper > into_helper[place]):
            return at, max(lost, gained)
        lost = max(lost, into_gained[place])
    else:
        at += 1
    while place > begins:
        before = place - 1
        if into_gained[before] > gained or (into_gained[before] == gained and into_helper[before] < helper):
            break
        into_helper[place], into_gained[place] = into_helper[before], into_gained[before]
        into_apart[place] = into_apart[before]
        place = before
    into_helper[place], into_gained[place], into_apart[place] = helper, gained, apart_squared
    return at, lost
