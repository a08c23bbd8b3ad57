"""What the people of a made-up bank are called, and where they live: names from many places, as in any town.

A town is lived through without names. They are given afterwards, so that the same town stays the same town
whatever its people are called.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import numpy as np

from goodturn.simulation.chance import generator
from goodturn.simulation.town import Person
from models.member import Gender

BANK = "Maple Street"
# The parts of the town, the most crowded first, and one place in it that everybody knows.
AREAS = ("Mill Lane", "Station Road", "Harbour Row", "Castle Hill")

_WOMEN = {
    "en": (
        "Aisha", "Alice", "Amy", "Beatrice", "Bronwen", "Carol", "Chioma", "Danuta", "Deepa", "Denise",
        "Dorothy", "Edith", "Elif", "Esther", "Eunice", "Fatima", "Fiona", "Gita", "Grace", "Gwen", "Hana",
        "Harriet", "Hyacinth", "Ingrid", "Irena", "Ivy", "Jasmine", "Joan", "Joy", "Kavita", "Kemi", "Leila",
        "Lin", "Margaret", "Marta", "Mary", "Maureen", "Mehwish", "Mira", "Nadia", "Ngozi", "Nora", "Olga",
        "Patience", "Pauline", "Peggy", "Ruth", "Sandra", "Shanice", "Sheila", "Siobhan", "Sunita", "Thuy",
        "Tova", "Vera", "Wendy", "Winifred", "Xiu", "Yetunde", "Zofia",
    ),
    "es": ("Ana", "Carmen", "Consuelo", "Dolores", "Elena", "Inés", "Lourdes", "Marisol", "Pilar", "Rocío",
           "Rosario", "Soledad", "Teresa", "Ximena", "Yolanda"),
    "ur": ("Amna", "Bushra", "Farzana", "Ghazala", "Nasreen", "Parveen", "Rukhsana", "Saima", "Tahira",
           "Zubaida"),
    "so": ("Asha", "Deqa", "Fadumo", "Hodan", "Idil", "Khadra", "Sagal", "Ubah"),
}  # fmt: skip
_MEN = {
    "en": (
        "Abel", "Ahmed", "Albert", "Andrzej", "Arjun", "Arthur", "Babatunde", "Bernard", "Bogdan", "Cedric",
        "Chidi", "Clive", "Colin", "Cuong", "David", "Delroy", "Dennis", "Devon", "Dmitri", "Edwin", "Emre",
        "Ernest", "Femi", "Frank", "Gareth", "Gerald", "Harjit", "Harold", "Hassan", "Henry", "Ibrahim",
        "Ivan", "Jakub", "Jian", "Joseph", "Keith", "Kofi", "Kwame", "Leon", "Levi", "Manoj", "Mehmet",
        "Nigel", "Oleh", "Patrick", "Percy", "Rajesh", "Reggie", "Roy", "Samuel", "Sanjay", "Stanley",
        "Tariq", "Terence", "Viktor", "Walter", "Winston", "Yusuf",
    ),
    "es": ("Alejandro", "Andrés", "Benito", "Emilio", "Fermín", "Gonzalo", "Héctor", "Jorge", "Julián",
           "Manuel", "Ramón", "Tomás"),
    "ur": ("Asif", "Bilal", "Faisal", "Imran", "Kamran", "Nadeem", "Rashid", "Tahir", "Waqar"),
    "so": ("Abdi", "Bashir", "Farah", "Guled", "Liban", "Warsame"),
}  # fmt: skip


def names(people: Sequence[Person], seed: int) -> list[str]:
    """Returns what each of them is called; of two with the same name the later one adds an initial.

    Args:
        people: those who live there.
        seed: the same seed gives the same names.
    """
    chance = generator(seed, 7)
    decks: dict[tuple[str, bool], list[str]] = {}
    called: Counter[str] = Counter()
    found = []
    for one in people:
        community = one.languages[0] if one.languages[0] in _WOMEN else "en"
        woman = bool(chance.random() < 0.5) if one.gender is None else one.gender is Gender.WOMAN
        name = _draw(chance, decks, community, woman)
        called[name] += 1
        while called[name] > 1:
            name = f"{name.partition(' ')[0]} {chr(ord('A') + int(chance.integers(26)))}."
            called[name] += 1
        found.append(name)
    return found


def _draw(
    chance: np.random.Generator, decks: dict[tuple[str, bool], list[str]], community: str, woman: bool
) -> str:
    """Draws a name as from a deck of cards, so that no name comes again before every other has come."""
    deck = decks.setdefault((community, woman), [])
    if not deck:
        deck.extend((_WOMEN if woman else _MEN)[community])
        chance.shuffle(deck)
    return deck.pop()
