"""Where is that? Words, coordinates or the name of a corner shop in, places that may be meant out.

What needs no network is asked first: the coordinates themselves, the places that the time bank has named, and
a list of towns. A map service on the network is asked only if the host has chosen one. An empty list means
that nobody knows the place; a map service that is down says so, and never passes for an empty list.
"""

from __future__ import annotations

import asyncio
import math
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, Protocol

from rapidfuzz import fuzz

from bot.gazetteer import Match, Towns, fold
from models.place import Point
from models.refusals import Refusal

Source = Literal["coordinates", "landmark", "geonames", "openstreetmap"]
Trouble = Literal["down", "slow", "refused", "nonsense", "busy"]
Landmarks = Sequence[tuple[str, Point]]

# Shown wherever a place of that source is shown; the licences ask for it.
ATTRIBUTION: dict[Source, str] = {
    "coordinates": "",
    "landmark": "",
    "geonames": "GeoNames (CC BY 4.0)",
    "openstreetmap": "© OpenStreetMap (ODbL)",
}

LONGEST_TEXT = 200
NEAR_SPELLING = 85


class MapNotAnswering(Refusal):
    """The map service did not give an answer that could be read. Fact: `reason`, one of `Trouble`."""

    message = "refusal-map-not-answering"

    def __init__(self, reason: Trouble) -> None:
        super().__init__(reason=reason)
        self.reason: Trouble = reason


@dataclass(frozen=True, slots=True)
class Found:
    """One place that may be meant.

    Attributes:
        name: what it is called.
        detail: what tells it from others of its name, as on an envelope; may be empty.
        point: where it is, not snapped.
        source: who knew it, and is owed `ATTRIBUTION[source]`.
        exact: false if it is a guess (a near spelling, or the town of an address), which must be asked about
            even if it is the only one.
    """

    name: str
    detail: str
    point: Point
    source: Source = "landmark"
    exact: bool = True


class Geocoder(Protocol):
    """Whoever can tell where a place is."""

    async def find(
        self,
        text: str,
        *,
        language: str,
        near: Point | None = None,
        country: str | None = None,
        landmarks: Landmarks = (),
    ) -> list[Found]:
        """Finds the places that `text` may mean.

        Args:
            text: what a person wrote.
            language: the code of the language to name places in, where that is possible.
            near: a place close to which it probably is, such as the middle of the time bank's area.
            country: ISO 3166-1 alpha-2; nothing outside of it is found.
            landmarks: the time bank's own named places, which come before all others.

        Returns:
            None or some places, the likeliest first. With more than one, or with one that is not `exact`, the
            person must be asked which is meant.

        Raises:
            MapNotAnswering: if the map service that would have to know is down, slow or talks nonsense.
            NotAPlace: if `text` is a pair of coordinates that is nowhere, such as 0/0 or 95/10.
        """
        ...


class OnlineMap(Protocol):
    """A map service on the network, as `PlaceFinder` asks it."""

    async def find(
        self, text: str, *, language: str, near: Point | None = None, country: str | None = None
    ) -> list[Found]:
        """Finds places as `Geocoder.find` does, without landmarks."""
        ...


class Gazetteer:
    """The offline list of towns; it is read in a thread when it is first asked."""

    def __init__(self) -> None:
        self._towns = Towns()

    async def find(
        self,
        text: str,
        *,
        language: str,
        near: Point | None = None,
        country: str | None = None,
        landmarks: Landmarks = (),
    ) -> list[Found]:
        """Finds the towns that `text` names, as `Geocoder.find` does; landmarks are not looked at."""
        country = country.upper() if country else None
        matches, exact = await asyncio.to_thread(
            self._towns.named, text, language=language, near=near, country=country
        )
        return [_from_town(match, language, country, exact=exact) for match in matches]

    async def guess(
        self, text: str, *, language: str, near: Point | None = None, country: str | None = None
    ) -> list[Found]:
        """Finds the town at the end of an address, or towns spelled nearly like `text`; none is exact."""
        country = country.upper() if country else None
        matches = await asyncio.to_thread(self._towns.guessed, text, near=near, country=country)
        return [_from_town(match, language, country, exact=False) for match in matches]


class PlaceFinder:
    """Asks everybody who may know, those without a network first."""

    def __init__(self, gazetteer: Gazetteer, online: OnlineMap | None, *, country: str | None = None) -> None:
        """
        Args:
            gazetteer: the offline list of towns.
            online: a map service, if the host has chosen one.
            country: ISO 3166-1 alpha-2, which holds when `find` is not given another.
        """
        self._gazetteer = gazetteer
        self._online = online
        self._country = country

    async def find(
        self,
        text: str,
        *,
        language: str,
        near: Point | None = None,
        country: str | None = None,
        landmarks: Landmarks = (),
    ) -> list[Found]:
        """Finds the places that `text` may mean; see `Geocoder.find`."""
        text = _readable(text)
        if not text:
            return []
        if point := coordinates(text):
            return [Found(f"{point.latitude:.4f}, {point.longitude:.4f}", "", point, "coordinates")]
        if known := named_landmarks(text, landmarks):
            return known
        country = country or self._country
        found = await self._gazetteer.find(text, language=language, near=near, country=country)
        # A landmark that only looks alike must not stand before a town that is called just so.
        if not any(place.exact for place in found):
            found = similar_landmarks(text, landmarks) or (
                await self._ask_online(text, language=language, near=near, country=country)
                or found
                or await self._gazetteer.guess(text, language=language, near=near, country=country)
            )
        return found

    async def _ask_online(
        self, text: str, *, language: str, near: Point | None, country: str | None
    ) -> list[Found]:
        if self._online is None:
            return []
        return await self._online.find(text, language=language, near=near, country=country)


def build_geocoder(setting: str = "none", *, country: str | None = None) -> Geocoder:
    """Builds the geocoder that a host has chosen.

    Args:
        setting: GOODTURN_GEOCODER: "none", "nominatim:https://host" or "photon:https://host".
        country: ISO 3166-1 alpha-2 to look in unless a search names another; None for the whole world.

    Raises:
        ValueError: if `setting` is none of the three.
    """
    # The map service's own module is loaded only for those who chose one.
    online: OnlineMap | None = None
    if setting != "none":
        from bot.map_service import MapService, read_setting

        online = MapService(*read_setting(setting))
    return PlaceFinder(Gazetteer(), online, country=country)


def named_landmarks(text: str, landmarks: Landmarks) -> list[Found]:
    """Returns the time bank's own places of just that name, whatever its capitals and accents."""
    sought = fold(text)
    return [Found(name, "", point) for name, point in landmarks if sought and fold(name) == sought]


def similar_landmarks(text: str, landmarks: Landmarks) -> list[Found]:
    """Returns the time bank's own places that are spelled nearly so, as guesses, the nearest first."""
    sought = fold(text)
    close: list[tuple[float, Found]] = []
    for name, point in landmarks:
        folded = fold(name)
        # Block 12 is spelled nearly like Block 13, and is another block.
        if re.findall(r"\d+", folded) != re.findall(r"\d+", sought):
            continue
        likeness = fuzz.ratio(sought, folded)
        if likeness >= NEAR_SPELLING:
            close.append((likeness, Found(name, "", point, exact=False)))
    return [found for _, found in sorted(close, key=lambda pair: -pair[0])]


_NUMBER = r"[+-]?\d{1,3}(?:\.\d{1,15})?"
_ANGLE = rf"""
    (?P<front>[NSEW])? \s*
    (?P<degrees>{_NUMBER}) \s* (?P<sign>[°º])? \s*
    (?: (?P<minutes>\d{{1,2}}(?:\.\d{{1,15}})?) \s* ' \s* )?
    (?: (?P<seconds>\d{{1,2}}(?:\.\d{{1,15}})?) \s* " \s* )?
    (?(front) | (?P<back>[NSEW])? )
"""
_PAIR = re.compile(
    r"\s* (?P<comma>[,;/])? \s*".join(
        _ANGLE.replace("(?P<", f"(?P<{which}").replace("(?(", f"(?({which}") for which in ("a_", "b_")
    ),
    re.VERBOSE | re.IGNORECASE,
)
_GEO_URI = re.compile(
    rf"geo:(?P<latitude>{_NUMBER}),(?P<longitude>{_NUMBER})(?:,[^;?]*)?(?:;[^?]*)?(?:\?(?P<query>.*))?",
    re.IGNORECASE,
)
_GEO_QUERY = re.compile(rf"(?:^|&)q=(?P<latitude>{_NUMBER}),(?P<longitude>{_NUMBER})")
# What is read as a minute, a second, a minus, a decimal point and a comma; as codes, for they look alike.
_SIGNS = str.maketrans(
    {
        **dict.fromkeys("\u2032\u2018\u2019`", "'"),
        **dict.fromkeys("\u2033\u201c\u201d", '"'),
        "\u2212": "-",
        "\u066b": ".",
        "\u060c": ",",
    }
)


def coordinates(text: str) -> Point | None:
    """Reads "51.5, -0.12", "51°30'N 0°7'W", "N51.5 W0.12" and geo: addresses, in any script's digits.

    Two whole numbers without a degree sign are not taken for coordinates, because "12, 15" is more often two
    houses and "N5 W10" two parts of London.

    Returns:
        The point, or None if `text` is no pair of coordinates.

    Raises:
        NotAPlace: if it is one, but nowhere.
    """
    text = text.strip().translate(_SIGNS).replace("''", '"')
    if uri := _GEO_URI.fullmatch(text):
        # Android writes geo:0,0?q=51.5,-0.12(My house) for a pin.
        pin = _GEO_QUERY.search(uri["query"] or "") or uri
        return Point(float(pin["latitude"]), float(pin["longitude"]))
    pair = _PAIR.fullmatch(text)
    if pair is None:
        return None
    angles = [_angle(pair, which) for which in ("a_", "b_")]
    if None in angles:
        return None
    (first, first_way), (second, second_way) = (angle for angle in angles if angle is not None)
    plain = not (first_way or second_way)
    precise = ["." in pair[f"{which}degrees"] or bool(pair[f"{which}sign"]) for which in ("a_", "b_")]
    if plain and not (all(precise) and (pair["comma"] or (pair["a_sign"] and pair["b_sign"]))):
        # "10.5 12.5" could be anything.
        return None
    if not any(precise):
        return None
    if first_way in {"E", "W"} and second_way in {"N", "S"}:
        return Point(second, first)
    if plain or (first_way in {"N", "S"} and second_way in {"E", "W"}):
        return Point(first, second)
    return None


def _angle(pair: re.Match[str], which: str) -> tuple[float, str] | None:
    """Returns degrees and point of the compass ("" for none), or None if the parts do not fit together."""
    degrees, minutes, seconds = (pair[f"{which}{part}"] for part in ("degrees", "minutes", "seconds"))
    front, back = (pair[f"{which}front"] or "").upper(), (pair[f"{which}back"] or "").upper()
    way = front or back
    if way and degrees[0] in "+-":
        return None
    if float(minutes or 0) >= 60 or float(seconds or 0) >= 60 or ((minutes or seconds) and "." in degrees):
        return None
    size = abs(float(degrees)) + float(minutes or 0) / 60 + float(seconds or 0) / 3600
    return math.copysign(size, -1 if way in {"S", "W"} or degrees[0] == "-" else 1), way


def _readable(text: str) -> str:
    """Returns one line without signs nobody can see, at most 200 characters."""
    seen = "".join(
        " " if unicodedata.category(sign)[0] in "CZ" else sign for sign in text[: 4 * LONGEST_TEXT]
    )
    return " ".join(seen.split())[:LONGEST_TEXT]


def _from_town(match: Match, language: str, country: str | None, *, exact: bool) -> Found:
    detail = match.detail(language, with_country=country is None)
    return Found(match.town.name, detail, match.town.point, "geonames", exact)
