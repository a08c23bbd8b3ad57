"""Requests that compete for helpers, and the steps by which they come to terms: what `assign` does where some
are wanted more often than they may be asked.

Each helper has a price, and each request holds what is best for it at these prices. What one step does not
settle the next one does:

1. *One by one.* Seats are filled level by level, and whenever a helper is held too often the cheapest chain
   of changes relieves them (`_relieve`). Where helpers abound, that is all, and chains are short.
2. *Haggling.* Where they are scarce, chains grow long, and there are many. Then requests bid for helpers
   instead, in large steps first and in small ones later: an auction, which is not exact but quickly comes
   near the prices at which all is settled (Bertsekas and Castañón, "The auction algorithm for the
   transportation problem", Annals of Operations Research 20, 1989).
3. *Exactly.* At any prices at all, let each request hold what is best for it (`_content`). Then some helpers
   are held too often, which chains mend as before, and some cost something but have room, which chains the
   other way round mend (`_fill`): a helper with room takes a request from another one, who takes one in
   turn, until a price is down at 0 or somebody had a seat left. From near the right prices all these chains
   are short.

The third step is also how a plan is gone on with when candidates are added to it.
"""

from __future__ import annotations

import heapq
from typing import Any, NamedTuple

import numpy as np

from jobs.matching.compiled import loop
from jobs.matching.shapes import Bool, Int64

# So many pairs are looked at in chains, for each pair there is, before haggling is thought to be quicker.
PATIENCE = 8
# Bids rise by at least so many times the highest worth at first, and by a quarter of the last step then, down
# to this share of the highest worth. Measured in towns with two requests for each helper; see
# docs/measures.md.
FIRST_STEP, LAST_STEP = 4, 1 / 256
# Between two rounds of haggling, prices fall by so many steps, because large steps overshoot.
STEPS_BACK = 2


class Contest(NamedTuple):
    """Requests that compete for helpers; every array from `by_helper_starts` on is changed as it goes on.

    Attributes:
        starts: int64[m + 1], where the pairs of each request begin and end.
        request, helper, worth: int64[k], of each pair; by request, then by falling worth.
        seats: int64[m], how many helpers each request may be given, and no more than it has pairs.
        bonuses: int64[most seats], what the first, second, … seat of a request earns, falling in equal steps.
        by_helper_starts, by_helper: int64[n + 1], int64[k], the positions of the pairs of each helper, once
            they are listed.
        held: int64[m, most seats], the positions that each request holds, the first `holds` of each row.
        holds: int64[m], how many those are.
        is_held: bool[k].
        bid: int64[k], up to which price a pair that is held was wanted when it was bid for.
        first_holder: int64[n], a position by which each helper is held, -1 for none.
        next_holder, previous_holder: int64[k], further positions by which the same helper is held.
        room: int64[n], how often each helper may still be asked; below 0 while they are held too often.
        price: int64[n].
    """

    starts: Int64
    request: Int64
    helper: Int64
    worth: Int64
    seats: Int64
    bonuses: Int64
    by_helper_starts: Int64
    by_helper: Int64
    held: Int64
    holds: Int64
    is_held: Bool
    bid: Int64
    first_holder: Int64
    next_holder: Int64
    previous_holder: Int64
    room: Int64
    price: Int64


class Marks(NamedTuple):
    """What the search for a chain writes down; only what bears the number of the present search counts.

    Attributes:
        seen_helper, seen_request: int64[n], [m], in which search it was written.
        cost_to_helper, cost_to_request: int64[n], [m], the cheapest way there so far.
        by_request, by_position: int64[n], from which request a helper was reached, and by which pair.
        of_request: int64[m], by which pair a request was reached.
        reached: int64[n], the helpers that were reached, as a list.
    """

    seen_helper: Int64
    seen_request: Int64
    cost_to_helper: Int64
    cost_to_request: Int64
    by_request: Int64
    by_position: Int64
    of_request: Int64
    reached: Int64


def contest_of(
    indptr: Int64, helper: Int64, worth: Int64, seats: Int64, bonuses: Int64, capacity: Int64
) -> Contest:
    """Returns a contest in which nobody holds anything yet, and all prices are 0; arguments as for `assign`,
    with no more seats than pairs."""
    m, k, n = indptr.size - 1, helper.size, capacity.size
    return Contest(
        starts=indptr,
        request=np.repeat(np.arange(m), np.diff(indptr)),
        helper=helper,
        worth=worth,
        seats=seats,
        bonuses=bonuses,
        by_helper_starts=np.zeros(n + 1, dtype=np.int64),
        by_helper=np.zeros(k, dtype=np.int64),
        held=np.full((m, bonuses.size), -1, dtype=np.int64),
        holds=np.zeros(m, dtype=np.int64),
        is_held=np.zeros(k, dtype=np.bool_),
        bid=np.zeros(k, dtype=np.int64),
        first_holder=np.full(n, -1, dtype=np.int64),
        next_holder=np.full(k, -1, dtype=np.int64),
        previous_holder=np.full(k, -1, dtype=np.int64),
        room=capacity.copy(),
        price=np.zeros(n, dtype=np.int64),
    )


def marks_of(m: int, n: int) -> Marks:
    """Returns marks in which nothing is written, for m requests and n helpers."""

    def of(size: int) -> Int64:
        return np.zeros(size, dtype=np.int64)

    return Marks(of(n), of(m), of(n), of(m), of(n), of(n), of(m), of(n))


@loop
def settle(contest: Any, marks: Any, patience: Any, is_begun: Any, requests: Any, helpers: Any) -> None:
    """Lets requests hold helpers until nobody is held too often, nobody who has room costs anything, and each
    request holds what is best for it at the prices there are.

    Args:
        patience: how many pairs may be looked at in chains before requests haggle.
        is_begun: whether to go on from the prices there are, and from what is held.
        requests, helpers: int64[h], who holds whom then.
    """
    searches = 0
    if not is_begun:
        crowded = np.empty(contest.holds.size, dtype=np.int64)
        for level in range(contest.bonuses.size):
            many = 0
            for request in range(contest.holds.size):
                if level < contest.seats[request] and contest.holds[request] == level:
                    position = _take_best(contest, request)
                    if position >= 0 and contest.room[contest.helper[position]] < 0:
                        crowded[many] = contest.helper[position]
                        many += 1
            for one in range(many):
                # Another chain may have relieved this helper on its way.
                if contest.room[crowded[one]] < 0 and patience > 0:
                    searches += 1
                    patience -= _relieve(contest, marks, crowded[one], searches)
        if patience > 0:
            return
        _come_near(contest)
    else:
        _hold_again(contest, requests, helpers)
    for request in range(contest.holds.size):
        _content(contest, request)
    for helper in range(contest.room.size):
        while contest.room[helper] < 0:
            searches += 1
            _relieve(contest, marks, helper, searches)
    _list_by_helper(contest)
    for helper in range(contest.room.size):
        while contest.room[helper] > 0 and contest.price[helper] > 0:
            searches += 1
            _fill(contest, marks, helper, searches)


@loop
def _hold_again(contest: Any, requests: Any, helpers: Any) -> None:
    """Lets requests hold whom they held in another contest, where they still have these pairs."""
    for one in range(requests.size):
        request = requests[one]
        for position in range(contest.starts[request], contest.starts[request + 1]):
            if contest.helper[position] == helpers[one]:
                _hold(contest, request, position)
                break


@loop
def _content(contest: Any, request: Any) -> None:
    """Lets a request hold what is best for it at the prices there are, whatever it holds so far."""
    while 0 < contest.holds[request] < contest.starts[request + 1] - contest.starts[request]:
        position, net = _least_held(contest, request)
        other, other_net = _best_free(contest, request)
        if other_net <= net:
            break
        _let_go(contest, request, position)
        _hold(contest, request, other)
    while contest.holds[request] > 0:
        position, net = _least_held(contest, request)
        if net + contest.bonuses[contest.holds[request] - 1] >= 0:
            break
        _let_go(contest, request, position)
    while contest.holds[request] < contest.seats[request] and _take_best(contest, request) >= 0:
        pass


@loop
def _take_best(contest: Any, request: Any) -> Any:
    """Lets a request fill one seat more with what is best for it, if that is worth it.

    Returns:
        the position of the pair that it then holds, -1 where nothing is worth it.
    """
    position, net = _best_free(contest, request)
    if net + contest.bonuses[contest.holds[request]] <= 0:
        return -1
    _hold(contest, request, position)
    return position


@loop
def _hold(contest: Any, request: Any, position: Any) -> None:
    helper = contest.helper[position]
    contest.is_held[position] = True
    contest.held[request, contest.holds[request]] = position
    contest.holds[request] += 1
    before = contest.first_holder[helper]
    contest.next_holder[position] = before
    contest.previous_holder[position] = -1
    if before >= 0:
        contest.previous_holder[before] = position
    contest.first_holder[helper] = position
    contest.room[helper] -= 1


@loop
def _let_go(contest: Any, request: Any, position: Any) -> None:
    helper = contest.helper[position]
    contest.is_held[position] = False
    last = contest.holds[request] - 1
    for seat in range(last):
        if contest.held[request, seat] == position:
            contest.held[request, seat] = contest.held[request, last]
            break
    contest.holds[request] = last
    before, after = contest.previous_holder[position], contest.next_holder[position]
    if before >= 0:
        contest.next_holder[before] = after
    else:
        contest.first_holder[helper] = after
    if after >= 0:
        contest.previous_holder[after] = before
    contest.room[helper] += 1


@loop
def _best_free(contest: Any, request: Any) -> Any:
    """Returns the position of the best pair that this request does not hold, of which there is one, and what
    it would gain from it."""
    best, best_net = -1, 0
    for position in range(contest.starts[request], contest.starts[request + 1]):
        worth = contest.worth[position]
        if best >= 0 and worth <= best_net:
            break
        if not contest.is_held[position]:
            net = worth - contest.price[contest.helper[position]]
            if best < 0 or net > best_net:
                best, best_net = position, net
    return best, best_net


@loop
def _least_held(contest: Any, request: Any) -> Any:
    """Returns the position of the pair that gains a request least of those that it holds, of which there is
    one, and what it gains."""
    held, worth, helper, price = contest.held, contest.worth, contest.helper, contest.price
    least = held[request, 0]
    least_net = worth[least] - price[helper[least]]
    for seat in range(1, contest.holds[request]):
        position = held[request, seat]
        net = worth[position] - price[helper[position]]
        if net < least_net:
            least, least_net = position, net
    return least, least_net


@loop
def _come_near(contest: Any) -> None:
    """Comes near the right prices by haggling, from nothing.

    A bonus of a seat is far greater than any worth, and haggling up to it would take for ever. So bonuses
    fall by a `unit` while haggling goes on, which is a few times the highest worth, and each price is then
    raised by the difference, once for each seat that it takes to be worth paying.
    """
    most_worth = np.int64(1)
    for position in range(contest.worth.size):
        most_worth = max(most_worth, contest.worth[position])
    unit, step = 4 * most_worth, FIRST_STEP * most_worth
    contest.price[:] = 0
    while True:
        for request in range(contest.holds.size):
            while contest.holds[request] > 0:
                _let_go(contest, request, contest.held[request, 0])
        _haggle(contest, unit, step)
        if step <= max(1, LAST_STEP * most_worth):
            break
        for helper in range(contest.price.size):
            contest.price[helper] = max(0, contest.price[helper] - STEPS_BACK * step)
        step = max(np.int64(1), step // 4)
    last_bonus = contest.bonuses[contest.bonuses.size - 1]
    for helper in range(contest.price.size):
        price = contest.price[helper]
        seats = (price + unit // 2) // unit
        contest.price[helper] = max(0, price + seats * (last_bonus - unit))


@loop
def _haggle(contest: Any, unit: Any, step: Any) -> None:
    """Lets requests bid for helpers until each has what it would pay for.

    Each bids for its best, up to where the second best would do as well and a step more; whoever bid least
    for a helper who is held too often must look for another one.

    Args:
        unit: the difference between the bonuses of one seat and the next.
        step: by how much a bid is higher than the price at least.
    """
    waiting = np.arange(contest.holds.size)[::-1].copy()
    is_waiting = np.ones(contest.holds.size, dtype=np.bool_)
    many = waiting.size
    while many > 0:
        many -= 1
        request = waiting[many]
        is_waiting[request] = False
        while contest.holds[request] < contest.seats[request]:
            best, bid = _bid(contest, request, unit)
            if best < 0:
                break
            helper = contest.helper[best]
            contest.bid[best] = bid + step
            _hold(contest, request, best)
            least, next_least = _least_bids(contest, helper)
            if contest.room[helper] < 0:
                _let_go(contest, contest.request[least], least)
                contest.price[helper] = max(contest.price[helper], contest.bid[next_least])
                loser = contest.request[least]
                if loser != request and not is_waiting[loser]:
                    waiting[many], is_waiting[loser] = loser, True
                    many += 1
            elif contest.room[helper] == 0:
                contest.price[helper] = max(contest.price[helper], contest.bid[least])


@loop
def _bid(contest: Any, request: Any, unit: Any) -> Any:
    """Returns the position of the pair that a request would like best for its next seat, -1 for none, and up
    to which price."""
    worth, price, helper = contest.worth, contest.price, contest.helper
    second = -(contest.bonuses.size - contest.holds[request]) * unit
    best, best_net = -1, second
    for position in range(contest.starts[request], contest.starts[request + 1]):
        if worth[position] <= second:
            break
        if contest.is_held[position]:
            continue
        net = worth[position] - price[helper[position]]
        if net > best_net:
            best, best_net, second = position, net, best_net
        elif net > second:
            second = net
    return best, worth[best] - second


@loop
def _least_bids(contest: Any, helper: Any) -> Any:
    """Returns the positions of the lowest bid for a helper who is held and of the next, which are the same
    where there is but one."""
    bid = contest.bid
    least = contest.first_holder[helper]
    next_least, position = least, contest.next_holder[least]
    while position >= 0:
        if bid[position] < bid[least]:
            least, next_least = position, least
        elif next_least == least or bid[position] < bid[next_least]:
            next_least = position
        position = contest.next_holder[position]
    return least, next_least


@loop
def _relieve(contest: Any, marks: Any, crowded: Any, search: Any) -> Any:
    """Takes one request from a helper held too often, along the cheapest chain of changes, and raises prices.

    Args:
        search: the number of this search, which no earlier one had.

    Returns:
        how many pairs were looked at.
    """
    cost, request, position, reached, looked_at = _cheapest_chain(contest, marks, crowded, search)
    for one in range(reached):
        helper = marks.reached[one]
        if marks.cost_to_helper[helper] < cost:
            contest.price[helper] += cost - marks.cost_to_helper[helper]
    while True:
        given_up = marks.of_request[request]
        _let_go(contest, request, given_up)
        if position >= 0:
            _hold(contest, request, position)
        helper = contest.helper[given_up]
        if helper == crowded:
            return looked_at
        request, position = marks.by_request[helper], marks.by_position[helper]


@loop
def _cheapest_chain(contest: Any, marks: Any, crowded: Any, search: Any) -> Any:
    """Finds the cheapest chain of changes that relieves a helper, by Dijkstra's algorithm.

    Returns:
        its cost, its last request, the position that that one takes, -1 where it leaves a seat empty, how
        many helpers were reached, and how many pairs were looked at; the way back is in the marks.
    """
    # All arrays at hand, because this is where nearly all the time of a contested round is spent.
    starts, request_of, helper_of, worth = contest.starts, contest.request, contest.helper, contest.worth
    price, room, is_held, holds = contest.price, contest.room, contest.is_held, contest.holds
    first_holder, next_holder, bonuses = contest.first_holder, contest.next_holder, contest.bonuses
    seen_helper, cost_to_helper = marks.seen_helper, marks.cost_to_helper
    seen_request, cost_to_request, lets_go = marks.seen_request, marks.cost_to_request, marks.of_request
    by_request, by_position, reached_helpers = marks.by_request, marks.by_position, marks.reached
    helpers, looked_at = price.size, 0
    seen_helper[crowded], cost_to_helper[crowded] = search, 0
    reached_helpers[0], reached = crowded, 1
    # There always is a cheaper end: whoever holds the crowded helper can leave that seat empty, which costs
    # at most the highest worth and the highest bonus, and a bonus is above any worth.
    cheapest, end_request, end_position = 2 * bonuses[0], -1, -1
    # Costs first, then helpers by number, then requests.
    queue = [(0 * cheapest, crowded)]
    while len(queue) > 0:
        cost, node = heapq.heappop(queue)
        if cost >= cheapest:
            break
        if node < helpers:
            if cost > cost_to_helper[node]:
                continue
            position = first_holder[node]
            while position >= 0:
                request = request_of[position]
                way = cost + worth[position] - price[node] - _least_held(contest, request)[1]
                known = seen_request[request] == search
                if way < (cost_to_request[request] if known else cheapest):
                    seen_request[request], cost_to_request[request] = search, way
                    lets_go[request] = position
                    heapq.heappush(queue, (way, helpers + request))
                position = next_holder[position]
            continue
        request = node - helpers
        if cost > cost_to_request[request]:
            continue
        without = cost + _least_held(contest, request)[1]
        empty = without + bonuses[holds[request] - 1]
        if empty < cheapest:
            cheapest, end_request, end_position = empty, request, -1
        for position in range(starts[request], starts[request + 1]):
            looked_at += 1
            spared = without - worth[position]
            # Worth only falls from here and prices only add, so the first that is too dear ends the row.
            if spared >= cheapest:
                break
            helper = helper_of[position]
            way = spared + price[helper]
            if way >= cheapest or is_held[position]:
                continue
            if room[helper] > 0:
                cheapest, end_request, end_position = way, request, position
            else:
                known = seen_helper[helper] == search
                if way < (cost_to_helper[helper] if known else cheapest):
                    if not known:
                        reached_helpers[reached] = helper
                        reached += 1
                    seen_helper[helper], cost_to_helper[helper] = search, way
                    by_request[helper], by_position[helper] = request, position
                    heapq.heappush(queue, (way, helper))
    return cheapest, end_request, end_position, reached, looked_at


@loop
def _fill(contest: Any, marks: Any, vacant: Any, search: Any) -> None:
    """Gives a helper who costs something but has room one request more, along the cheapest chain of changes,
    or lets room and price go together; lowers prices.

    Args:
        search: as for `_relieve`.
    """
    cost, helper, request, reached = _cheapest_filling(contest, marks, vacant, search)
    for one in range(reached):
        if marks.cost_to_helper[marks.reached[one]] < cost:
            contest.price[marks.reached[one]] -= cost - marks.cost_to_helper[marks.reached[one]]
    if request >= 0:
        helper = contest.helper[marks.of_request[request]]
        _hold(contest, request, marks.of_request[request])
    while helper != vacant:
        request = marks.by_request[helper]
        _let_go(contest, request, marks.by_position[helper])
        helper = contest.helper[marks.of_request[request]]
        _hold(contest, request, marks.of_request[request])


@loop
def _cheapest_filling(contest: Any, marks: Any, vacant: Any, search: Any) -> Any:
    """Finds the cheapest chain of changes that fills a helper, by Dijkstra's algorithm.

    Returns:
        its cost; the helper at its end who then costs nothing, or the request that then fills a seat that was
        empty, and -1 for the other one; how many helpers were reached. The way back is in the marks.
    """
    helper_of, worth, price, holds = contest.helper, contest.worth, contest.price, contest.holds
    seen_helper, cost_to_helper = marks.seen_helper, marks.cost_to_helper
    seen_request, cost_to_request, takes = marks.seen_request, marks.cost_to_request, marks.of_request
    helpers = price.size
    seen_helper[vacant], cost_to_helper[vacant] = search, 0
    marks.reached[0], reached = vacant, 1
    cheapest, end_helper, end_request = price[vacant], vacant, -1
    queue = [(0 * cheapest, vacant)]
    while len(queue) > 0:
        cost, node = heapq.heappop(queue)
        if cost >= cheapest:
            break
        if node < helpers:
            if cost > cost_to_helper[node]:
                continue
            if cost + price[node] < cheapest:
                cheapest, end_helper, end_request = cost + price[node], node, -1
            for at in range(contest.by_helper_starts[node], contest.by_helper_starts[node + 1]):
                position = contest.by_helper[at]
                request = contest.request[position]
                if contest.is_held[position] or contest.seats[request] == 0:
                    continue
                way = cost + _must_gain(contest, request) - worth[position] + price[node]
                known = seen_request[request] == search
                if way < (cost_to_request[request] if known else cheapest):
                    seen_request[request], cost_to_request[request] = search, way
                    takes[request] = position
                    heapq.heappush(queue, (way, helpers + request))
            continue
        request = node - helpers
        if cost > cost_to_request[request]:
            continue
        without = cost - _must_gain(contest, request)
        if holds[request] < contest.seats[request]:
            way = without - contest.bonuses[holds[request]]
            if way < cheapest:
                cheapest, end_helper, end_request = way, -1, request
        for seat in range(holds[request]):
            position = contest.held[request, seat]
            helper = helper_of[position]
            way = without + worth[position] - price[helper]
            known = seen_helper[helper] == search
            if way < (cost_to_helper[helper] if known else cheapest):
                if not known:
                    marks.reached[reached] = helper
                    reached += 1
                seen_helper[helper], cost_to_helper[helper] = search, way
                marks.by_request[helper], marks.by_position[helper] = request, position
                heapq.heappush(queue, (way, helper))
    return cheapest, end_helper, end_request, reached


@loop
def _must_gain(contest: Any, request: Any) -> Any:
    """Returns what a request must gain from somebody to take them: what the least that it holds gains it, or
    a seat that is empty, whichever is less."""
    held = contest.holds[request]
    if held == 0:
        return -contest.bonuses[0]
    least_net = _least_held(contest, request)[1]
    return min(least_net, -contest.bonuses[held]) if held < contest.seats[request] else least_net


@loop
def _list_by_helper(contest: Any) -> None:
    """Lists the pairs of each helper."""
    starts = contest.by_helper_starts
    for position in range(contest.helper.size):
        starts[contest.helper[position] + 1] += 1
    for helper in range(contest.price.size):
        starts[helper + 1] += starts[helper]
    at = starts.copy()
    for position in range(contest.helper.size):
        helper = contest.helper[position]
        contest.by_helper[at[helper]] = position
        at[helper] += 1
