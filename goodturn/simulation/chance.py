"""Chance that is the same for the same question: what one policy meets, every other meets too.

A generator that is drawn from in turn gives other numbers as soon as one policy asks once more than another.
Here each question has a name (will this member say yes to this wish?), and the name alone decides. So two
policies differ by what they do and not by luck, which statisticians call common random numbers.
"""

from __future__ import annotations

from hashlib import blake2b

import numpy as np


def throw(seed: int, *question: object) -> float:
    """Returns a number from 0 up to, not including, 1, the same for the same seed and question."""
    digest = blake2b(repr((seed, *question)).encode(), digest_size=8).digest()
    return int.from_bytes(digest, "big") / 2.0**64


def generator(seed: int, *stream: int) -> np.random.Generator:
    """Returns a generator for what is drawn once for all policies, such as the people of a town.

    Args:
        seed: of the town.
        stream: keeps what is drawn for one purpose from moving what is drawn for another.
    """
    return np.random.default_rng([seed, *stream])
