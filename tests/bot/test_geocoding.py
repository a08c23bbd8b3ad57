"""Proves that a place is found from coordinates, landmarks, towns and maps, in that order."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from bot.geocoding import (
    ATTRIBUTION,
    Found,
    Gazetteer,
    Geocoder,
    MapNotAnswering,
    PlaceFinder,
    build_geocoder,
    coordinates,
)
from bot.map_service import MapService
from models.place import NotAPlace, Point, distance_m
from models.refusals import Refusal
from tests.bot.map_stand_in import MapStandIn, map_stand_in, nominatim_place

HALL = Point(53.8000, -1.5490)
LANDMARKS = [
    ("St. Mark's Hall", HALL),
    ("Leeds", Point(53.8100, -1.5500)),
    ("Block 12", Point(53.8200, -1.5500)),
    ("Bathe", Point(53.8300, -1.5500)),
    ("Market", Point(53.8400, -1.5500)),
    ("market", Point(53.8500, -1.5500)),
]

GAZETTEER = Gazetteer()


@pytest_asyncio.fixture
async def stand_in() -> AsyncIterator[MapStandIn]:
    """A map service on loopback."""
    async with map_stand_in() as running:
        yield running


def offline() -> Geocoder:
    """Returns a geocoder for Britain without a map service."""
    return PlaceFinder(GAZETTEER, None, country="GB")


def online(stand_in: MapStandIn) -> Geocoder:
    """Returns a geocoder for Britain with the map service on loopback."""
    return PlaceFinder(GAZETTEER, MapService("nominatim", stand_in.url, seconds_between=0), country="GB")


@pytest.mark.parametrize(
    ("text", "latitude", "longitude"),
    [
        ("51.5, -0.12", 51.5, -0.12),
        ("51.5,-0.12", 51.5, -0.12),
        (" +51.50 ; -0.12 ", 51.5, -0.12),
        ("51°30'N 0°7'W", 51.5, -0.116667),
        ("51° 30′ 26″ N, 0° 7′ 39″ W", 51.507222, -0.1275),
        ("51°30'26''N 0°7'39''W", 51.507222, -0.1275),
        ("0°7'W 51°30'N", 51.5, -0.116667),
        ("N51.5 W0.12", 51.5, -0.12),
        ("n 51° 30’ w 0° 7’", 51.5, -0.116667),
        ("51.5S 0.12E", -51.5, 0.12),
        ("51.5° −0.12°", 51.5, -0.12),
        ("geo:51.5,-0.12", 51.5, -0.12),
        ("GEO:51.5,-0.12,30;crs=wgs84;u=35", 51.5, -0.12),
        ("geo:0,0?q=51.5,-0.12(My house)", 51.5, -0.12),
        ("geo:51.5,-0.12?z=11", 51.5, -0.12),
        ("٥١٫٥، -٠٫١٢", 51.5, -0.12),
        ("५१.५, ०.१२", 51.5, 0.12),
    ],
)
def test_coordinates_are_read_as_people_and_phones_write_them(
    text: str, latitude: float, longitude: float
) -> None:
    """Decimals, degrees and minutes, points of the compass, geo: addresses and other digits are read."""
    point = coordinates(text)
    assert point is not None
    assert point.latitude == pytest.approx(latitude, abs=1e-5)
    assert point.longitude == pytest.approx(longitude, abs=1e-5)


@pytest.mark.parametrize(
    "text",
    [
        "12, 15",
        "10.5 12.5",
        "N5 W10",
        "E1 6AN",
        "S10 5WA",
        "Flat 2, 51.5, -0.1",
        "51.5, -0.1, 12 m",
        "51°75'N 0°7'W",
        "51.5°30'N 0°7'W",
        "51.5N 0.12N",
        "-51.5S 0.12E",
        "1e5, 2.0",
        "nan, nan",
        "51.5,",
        "geo:here",
        "",
    ],
)
def test_what_only_looks_like_coordinates_is_left_to_others(text: str) -> None:
    """Houses, postcodes, halves and contradictions are not taken for a place on the globe."""
    assert coordinates(text) is None


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("95.0, 10.0", "out_of_range"),
        ("51.5, 200.5", "out_of_range"),
        ("0.0, 0.0", "null_island"),
        ("geo:0,0", "null_island"),
        ("89.0, 10.0", "not_served"),
    ],
)
def test_coordinates_that_are_nowhere_are_refused(text: str, reason: str) -> None:
    """Off the globe, 0/0 and the poles are refused with a reason, not searched for as words."""
    with pytest.raises(NotAPlace) as refused:
        coordinates(text)
    assert refused.value.reason == reason


async def test_coordinates_come_first() -> None:
    """A pair of coordinates is one exact place that nobody is owed thanks for."""
    (found,) = await offline().find("51.5, -0.12", language="en", landmarks=LANDMARKS)
    assert found == Found("51.5000, -0.1200", "", Point(51.5, -0.12), "coordinates")
    assert ATTRIBUTION[found.source] == ""


async def test_the_time_banks_own_places_come_before_the_towns_of_that_name() -> None:
    """A landmark is found whatever its capitals and dots, and before a town that is called the same."""
    assert await offline().find("saint marks HALL", language="en", landmarks=LANDMARKS) == [
        Found("St. Mark's Hall", "", HALL)
    ]
    assert [place.source for place in await offline().find("leeds", language="en", landmarks=LANDMARKS)] == [
        "landmark"
    ]


async def test_two_landmarks_of_one_name_must_be_asked_about() -> None:
    """Both are returned, so that the person is asked which."""
    assert len(await offline().find("Market", language="en", landmarks=LANDMARKS)) == 2


async def test_a_landmark_spelled_nearly_so_is_a_guess() -> None:
    """One wrong letter finds the hall but not for certain, and Block 13 is not Block 12."""
    (found,) = await offline().find("St Marcs Hall", language="en", landmarks=LANDMARKS)
    assert (found.name, found.exact) == ("St. Mark's Hall", False)
    assert await offline().find("Block 13", language="en", landmarks=LANDMARKS) == []


async def test_a_town_of_just_that_name_comes_before_a_landmark_nearly_so() -> None:
    """Bath is a town, though there is a landmark called Bathe."""
    found = await offline().find("Bath", language="en", landmarks=LANDMARKS)
    assert found[0].source == "geonames"
    assert all(place.exact for place in found)


async def test_an_ambiguous_town_returns_all_that_may_be_meant() -> None:
    """Newport is six towns in Britain, told apart by where they are, without saying the country each time."""
    found = await offline().find("newport", language="en")
    assert len(found) == 6
    assert len({place.detail for place in found}) == 6
    assert not any("Kingdom" in place.detail for place in found)
    assert {place.source for place in found} == {"geonames"}
    assert "CC BY 4.0" in ATTRIBUTION["geonames"]


async def test_the_country_of_a_search_goes_before_the_country_of_the_deployment() -> None:
    """A bank in Ireland finds Irish towns, in small letters too, though the deployment is in Britain."""
    found = await offline().find("Newport", language="en", country="ie")
    assert found
    assert all(place.point.longitude < -5.4 for place in found)


async def test_without_any_country_the_detail_names_it() -> None:
    """Where the whole world is searched, the country is part of what tells places apart."""
    found = await build_geocoder().find("Paris", language="de")
    assert found[0].detail == "Frankreich"


async def test_what_nobody_knows_is_an_empty_list() -> None:
    """Unknown words, nothing, blanks and signs nobody can see are not found."""
    for text in ("Xyzzyplugh", "", "   ", "\u202e\u200b", "\x00", "." * 5_000):
        assert await offline().find(text, language="en", landmarks=LANDMARKS) == []


async def test_offline_an_address_is_its_town_and_only_a_guess() -> None:
    """Without a map an address leads to the middle of its town, which must be asked about."""
    (found,) = await offline().find("12 High Street, Leeds", language="en")
    assert (found.name, found.exact) == ("Leeds", False)


async def test_the_map_is_asked_for_what_the_list_does_not_know(stand_in: MapStandIn) -> None:
    """An address goes to the map service with the country, and comes back exact, with its thanks owed."""
    stand_in.answer = [nominatim_place("12 High Street", "Leeds, United Kingdom", 53.8, -1.55)]
    (found,) = await online(stand_in).find("12 High Street,\n Leeds", language="en", landmarks=LANDMARKS)
    assert (found.name, found.source, found.exact) == ("12 High Street", "openstreetmap", True)
    assert "OpenStreetMap" in ATTRIBUTION[found.source]
    ((_, wishes),) = stand_in.asked
    assert (wishes["q"], wishes["countrycodes"]) == ("12 High Street, Leeds", "gb")


async def test_the_map_is_not_asked_for_what_is_known_here(stand_in: MapStandIn) -> None:
    """Coordinates, landmarks and towns are found without telling anybody else."""
    for text in ("51.5, -0.12", "St Marks Hall", "Todmorden"):
        assert await online(stand_in).find(text, language="en", landmarks=LANDMARKS)
    assert stand_in.asked == []


async def test_what_the_map_does_not_know_either_is_guessed(stand_in: MapStandIn) -> None:
    """If the map has no such address, its town is still a guess worth asking about."""
    (found,) = await online(stand_in).find("12 Nonesuch Street, Leeds", language="en")
    assert (found.name, found.exact) == ("Leeds", False)
    assert len(stand_in.asked) == 1


@pytest.mark.parametrize(("status", "answer"), [(200, b"<html>sorry</html>"), (500, []), (429, [])])
async def test_a_map_that_does_not_answer_is_no_missing_place(
    stand_in: MapStandIn, status: int, answer: object
) -> None:
    """HTML and errors say that the map is not answering; they are never "not found", 0/0 or a guess."""
    stand_in.status, stand_in.answer = status, answer
    with pytest.raises(MapNotAnswering) as caught:
        await online(stand_in).find("12 High Street, Leeds", language="en")
    assert isinstance(caught.value, Refusal)
    assert caught.value.message == "refusal-map-not-answering"
    assert caught.value.facts == {"reason": caught.value.reason}


async def test_places_of_the_wrong_country_are_not_found(stand_in: MapStandIn) -> None:
    """A map that answers with another country has not found the place here."""
    stand_in.answer = [nominatim_place("LS1 4AP", "Nowhere", 41.49, -71.31, "us")]
    assert await online(stand_in).find("LS1 4AP", language="en") == []


async def test_many_who_ask_at_once_read_the_list_once() -> None:
    """Twenty first searches at once all find their town, and the loop goes on meanwhile."""
    geocoder, turns = build_geocoder(country="IE"), 0

    async def others() -> None:
        nonlocal turns
        while True:
            await asyncio.sleep(0)
            turns += 1

    meanwhile = asyncio.create_task(others())
    answers = await asyncio.gather(*(geocoder.find("Galway", language="en") for _ in range(20)))
    meanwhile.cancel()
    assert all(answer == answers[0] for answer in answers)
    assert distance_m(answers[0][0].point, Point(53.27, -9.05)) < 5_000
    assert turns > 20, "reading a list in the loop itself would have stopped everybody"


@pytest.mark.parametrize("setting", ["google", "nominatim:", "", "photon:http://maps.example.org"])
def test_an_unknown_setting_builds_nothing(setting: str) -> None:
    """A map service that is none is refused when the bot is put together."""
    with pytest.raises(ValueError, match="write"):
        build_geocoder(setting)


async def test_the_setting_chooses_the_map_service(stand_in: MapStandIn) -> None:
    """Both kinds of map service can be chosen by their setting, and each is asked at its own path."""
    for kind, path, nothing in (("nominatim", "/search", []), ("photon", "/api", {"features": []})):
        stand_in.answer = nothing
        geocoder = build_geocoder(f"{kind}:{stand_in.url}", country="GB")
        assert await geocoder.find("LS1 4AP", language="en") == []
        assert stand_in.asked[-1][0] == path
