"""A made-up town to measure with: neighbourhoods, members who live in them, and requests; the same for a
seed.

It is not any real place. What it takes from real time banks is only the shape: people live in clumps, most
travel a walk or a short drive, a few kinds of help are offered by many and a few by hardly anyone, one
language is spoken by nearly all, evenings and weekends are scarce, and some members are asked far more than
others.
"""

from __future__ import annotations

import numpy as np

from jobs.matching import Helpers, Links, Requests
from jobs.matching.shapes import Float64, Int64, UInt32, UInt64

KINDS = 14
LANGUAGES = 8
SLOTS = 21
METRES_A_DEGREE = 111_195.0


def town(
    members: int = 10_000,
    requests: int = 1_000,
    seed: int = 20_241_124,
    *,
    asks: int = 2,
    wave_size: int = 4,
    latitude_deg: float = 51.6,
    longitude_deg: float = -3.9,
    radius_m: float = 6_000.0,
) -> tuple[Helpers, Requests]:
    """Returns a town's helpers and open requests.

    Args:
        members: n, how many helpers.
        requests: m, how many requests.
        seed: the same seed gives the same town.
        asks: how many invitations a member may still get at most; each gets 0 to that, 0 rarely.
        wave_size: how many to invite to a request at most; each gets 1 to that.
        latitude_deg: middle of the town, degrees north.
        longitude_deg: middle of the town, degrees east.
        radius_m: spread of the neighbourhoods around it, metres.
    """
    chance = np.random.default_rng(seed)
    middles = chance.normal(0, radius_m / 2, size=(2, max(1, members // 400)))
    sizes = chance.dirichlet(np.full(middles.shape[1], 2.0))

    def homes(count: int) -> tuple[Float64, Float64]:
        where = chance.choice(middles.shape[1], size=count, p=sizes)
        east_m, north_m = middles[:, where] + chance.laplace(0, 350, size=(2, count))
        a_degree_east = METRES_A_DEGREE * np.cos(np.radians(latitude_deg))
        return latitude_deg + north_m / METRES_A_DEGREE, longitude_deg + east_m / a_degree_east

    # The commonest kind of help is offered by nearly half, the rarest by one in fifty.
    offered_by = np.geomspace(0.45, 0.02, KINDS)
    spoken_by = np.concatenate(([0.94], np.geomspace(0.15, 0.01, LANGUAGES - 1)))
    free_at = np.tile([0.35, 0.4, 0.25], SLOTS // 3)
    free_at[15:] *= 0.7

    home_latitude, home_longitude = homes(members)
    asked_count = chance.poisson(chance.gamma(0.7, 6.0, size=members)).astype(np.int64)
    since_asked = chance.exponential(24 * 14, size=members)
    helpers = Helpers(
        latitude_deg=home_latitude,
        longitude_deg=home_longitude,
        travel_limit_m=chance.choice(
            [800.0, 1_500.0, 3_000.0, 6_000.0, 15_000.0], members, p=[0.2, 0.3, 0.3, 0.15, 0.05]
        ),
        kinds=_bitmaps(chance.random((members, KINDS)) < offered_by),
        languages=_bitmaps(chance.random((members, LANGUAGES)) < spoken_by),
        free_slots=_slots(chance.random((members, SLOTS)) < free_at),
        asks_left=np.minimum(asks, chance.integers(0, 3 * asks + 1, size=members)),
        hours_since_asked=np.where(asked_count == 0, np.inf, since_asked),
        asked_count=asked_count,
        yes_count=chance.binomial(asked_count, chance.beta(2, 4, size=members)),
    )

    # Needs follow offers only loosely: the scarce kinds are asked for more often than they are offered.
    asked_for = np.sqrt(offered_by) / np.sqrt(offered_by).sum()
    kind = chance.choice(KINDS, size=requests, p=asked_for)
    door_latitude, door_longitude = homes(requests)
    times = np.zeros((requests, SLOTS), dtype=np.bool_)
    times[np.arange(requests), chance.integers(0, SLOTS, size=requests)] = True
    times[np.arange(requests), chance.integers(0, SLOTS, size=requests)] = True
    times[chance.random(requests) < 0.15] = False
    language = np.zeros((requests, LANGUAGES), dtype=np.bool_)
    language[np.arange(requests), chance.choice(LANGUAGES, requests, p=spoken_by / spoken_by.sum())] = True
    asked_before = chance.poisson(1.5, size=requests)
    acquaintances = chance.poisson(1.0, size=requests)
    everybody = np.arange(requests)
    return helpers, Requests(
        latitude_deg=door_latitude,
        longitude_deg=door_longitude,
        kind=kind,
        languages=_bitmaps(language),
        slots=_slots(times),
        needs_travel=chance.random(requests) < 0.85,
        wave_size=chance.integers(1, wave_size + 1, size=requests),
        waited_hours=chance.exponential(20, size=requests),
        due_in_hours=np.where(chance.random(requests) < 0.3, np.inf, chance.exponential(72, size=requests)),
        barred=_links(chance, np.repeat(everybody, asked_before), members, requests),
        met=_links(chance, np.repeat(everybody, acquaintances), members, requests),
    )


def _bitmaps(has: np.ndarray[tuple[int, int], np.dtype[np.bool_]]) -> UInt64:
    bits: UInt64 = np.uint64(1) << np.arange(has.shape[1], dtype=np.uint64)
    return np.asarray((has * bits).sum(axis=1), dtype=np.uint64)


def _slots(has: np.ndarray[tuple[int, int], np.dtype[np.bool_]]) -> UInt32:
    return _bitmaps(has).astype(np.uint32)


def _links(chance: np.random.Generator, request: Int64, members: int, requests: int) -> Links:
    if not members:
        return Links.none(requests)
    return Links.of(requests, request, chance.integers(0, members, size=request.size))
