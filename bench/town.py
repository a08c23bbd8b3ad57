"""A made-up town to measure with: neighbourhoods, members who live in them, and requests; the same for a
seed.

It is not any real place. What it takes from real time banks is only the shape: people live in clumps, most
travel a walk or a short drive, some kinds of help are offered by more people than others, one language is
spoken by nearly all, everybody is free for a few parts of the week, and some members are asked far more
than others.
"""

from __future__ import annotations

import numpy as np

from jobs.matching import DAYS_AHEAD, NO_LIMIT, Helpers, Links, Requests, chance_wanted
from jobs.matching.shapes import Bool, Float64, Int64

KINDS = 30
LANGUAGES = 8
WEEKS = DAYS_AHEAD // 7
SLOTS = 21
METRES_A_DEGREE = 111_195.0
WIDE_M = 30_000.0
PEOPLE_A_NEIGHBOURHOOD = 1_200


def town(
    members: int = 10_000,
    requests: int = 1_000,
    seed: int = 20_241_124,
    *,
    asks: int = 2,
    first_wave: int = 3,
    latitude_deg: float = 51.6,
    longitude_deg: float = -3.9,
) -> tuple[Helpers, Requests]:
    """Returns a town's helpers and open requests.

    Args:
        members: n, how many helpers.
        requests: m, how many requests.
        seed: the same seed gives the same town.
        asks: how many invitations a member may still get at most; each gets 0 to that, 0 rarely.
        first_wave: as how many strangers the first wave counts.
        latitude_deg: middle of the town, degrees north.
        longitude_deg: middle of the town, degrees east.
    """
    chance = np.random.default_rng(seed)
    neighbourhoods = max(1, members // PEOPLE_A_NEIGHBOURHOOD)
    # People live as densely in a small town as in a large one, which is wider.
    wide_m = WIDE_M * (members / 100_000) ** 0.5
    middles = chance.uniform(-wide_m / 2, wide_m / 2, size=(2, neighbourhoods))
    sizes = chance.dirichlet(np.full(neighbourhoods, 2.0))

    def homes(count: int) -> tuple[Float64, Float64]:
        where = chance.choice(neighbourhoods, size=count, p=sizes)
        east_m, north_m = middles[:, where] + chance.laplace(0, 450, size=(2, count))
        a_degree_east = METRES_A_DEGREE * np.cos(np.radians(latitude_deg))
        return latitude_deg + north_m / METRES_A_DEGREE, longitude_deg + east_m / a_degree_east

    # The commonest kind of help is offered by one in ten, the rarest by one in fifty.
    offered_by = np.geomspace(0.1, 0.02, KINDS)
    spoken_by = np.concatenate(([0.94], np.geomspace(0.15, 0.01, LANGUAGES - 1)))
    free_at = np.tile([0.1, 0.12, 0.08], 7)

    home_latitude, home_longitude = homes(members)
    asked_count = chance.poisson(chance.gamma(0.7, 6.0, size=members)).astype(np.int64)
    since_asked = chance.exponential(24 * 14, size=members)
    week = _bits(chance.random((members, SLOTS)) < free_at)
    weeks = np.zeros(members, dtype=np.int64)
    for ahead in range(WEEKS):
        weeks |= week << (SLOTS * ahead)
    helpers = Helpers(
        latitude_deg=home_latitude,
        longitude_deg=home_longitude,
        travel_limit_m=chance.choice(
            [800.0, 1_500.0, 3_000.0, 5_000.0, 10_000.0], members, p=[0.3, 0.35, 0.25, 0.08, 0.02]
        ),
        offers=_bits(chance.random((members, KINDS)) < offered_by),
        cleared=np.where(chance.random(members) < 0.8, 2**63 - 1, (1 << KINDS // 2) - 1),
        languages=_bits(chance.random((members, LANGUAGES)) < spoken_by),
        free=weeks,
        free_later=week,
        gender=chance.choice([0, 1, 2], members, p=[0.2, 0.5, 0.3]),
        visits=chance.choice([0, 1], members, p=[0.95, 0.05]),
        cannot=_bits(chance.random((members, 3)) < 0.08),
        minutes_left=np.where(chance.random(members) < 0.7, NO_LIMIT, chance.integers(0, 240, members)),
        asleep=np.zeros(members, dtype=np.bool_),
        asks_left=np.minimum(asks, chance.integers(0, 3 * asks + 1, size=members)),
        hours_since_asked=np.where(asked_count == 0, np.inf, since_asked),
        asked_count=asked_count,
        yes_count=chance.binomial(asked_count, chance.beta(2, 4, size=members)),
        received_share=chance.beta(2, 2, size=members),
        skill=np.minimum(255, chance.poisson(0.4, size=(members, KINDS))).astype(np.uint8),
    )

    # Needs follow offers only loosely: the scarce kinds are asked for more often than they are offered.
    asked_for = np.sqrt(offered_by) / np.sqrt(offered_by).sum()
    door_latitude, door_longitude = homes(requests)
    languages = np.zeros((requests, LANGUAGES), dtype=np.bool_)
    languages[np.arange(requests), chance.choice(LANGUAGES, requests, p=spoken_by / spoken_by.sum())] = True
    asked_before = chance.poisson(1.5, size=requests)
    acquaintances = chance.poisson(1.0, size=requests)
    everybody = np.arange(requests)
    return helpers, Requests(
        latitude_deg=door_latitude,
        longitude_deg=door_longitude,
        kind=chance.choice(KINDS, size=requests, p=asked_for),
        slots=_some_parts(chance, requests),
        slots_later=np.zeros(requests, dtype=np.int64),
        all_slots=chance.random(requests) < 0.05,
        languages=_bits(languages),
        comes=chance.choice([0, 1], requests, p=[0.92, 0.08]),
        asker_gender=chance.choice([0, 1, 2], requests, p=[0.1, 0.6, 0.3]),
        access=_bits(chance.random((requests, 3)) < 0.1),
        minutes=chance.choice([30, 60, 120], requests),
        urgent=np.zeros(requests, dtype=np.bool_),
        needs_travel=chance.random(requests) < 0.9,
        wanted=np.ones(requests, dtype=np.int64),
        chance=chance_wanted(1 + chance.poisson(0.4, requests), first_wave),
        pending=np.where(chance.random(requests) < 0.8, 1.0, 0.6),
        most=np.full(requests, 12),
        waited_hours=chance.exponential(20, size=requests),
        due_in_hours=np.where(chance.random(requests) < 0.3, np.inf, chance.exponential(72, size=requests)),
        barred=_links(chance, np.repeat(everybody, asked_before), members, requests, bitwise=True),
        met=_links(chance, np.repeat(everybody, acquaintances), members, requests),
        named=Links.none(requests),
    )


def _bits(has: Bool) -> Int64:
    bits = np.int64(1) << np.arange(has.shape[1], dtype=np.int64)
    return np.asarray((has * bits).sum(axis=1), dtype=np.int64)


def _some_parts(chance: np.random.Generator, requests: int) -> Int64:
    """Two parts of the days to come, or any at all for some."""
    one, other = (np.int64(1) << chance.integers(0, SLOTS * WEEKS, requests) for _ in range(2))
    return np.where(chance.random(requests) < 0.1, 0, one | other)


def _links(
    chance: np.random.Generator, request: Int64, members: int, requests: int, *, bitwise: bool = False
) -> Links:
    if not members:
        return Links.none(requests)
    return Links.of(requests, request, chance.integers(0, members, size=request.size), bitwise=bitwise)
