"""Who lives on the street when nobody else was named."""

from __future__ import annotations

from typing import TypedDict


class Part(TypedDict):
    """One part in the play: arguments for `Messenger.add_person`."""

    name: str
    role: str
    place: tuple[float, float]


# Three doors a few minutes apart on foot, and a square that nobody lives on.
DEFAULT_CAST: tuple[Part, ...] = (
    {"name": "Amina", "role": "volunteer", "place": (51.5446, -0.0553)},
    {"name": "George", "role": "81, resident", "place": (51.5471, -0.0518)},
    {"name": "Priya", "role": "organiser", "place": (51.5430, -0.0601)},
)

# For those who come later, in this order.
NEWCOMERS: tuple[Part, ...] = (
    {"name": "Rosa", "role": "neighbour", "place": (51.5459, -0.0575)},
    {"name": "Sam", "role": "neighbour", "place": (51.5415, -0.0537)},
    {"name": "Mei", "role": "neighbour", "place": (51.5482, -0.0562)},
    {"name": "Tomasz", "role": "neighbour", "place": (51.5438, -0.0489)},
    {"name": "Fatima", "role": "neighbour", "place": (51.5463, -0.0610)},
    {"name": "Owen", "role": "neighbour", "place": (51.5402, -0.0572)},
)
