"""Proves that a map service is asked gently, believed carefully, and never mistaken for an empty map."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator
from typing import Any

import pytest
import pytest_asyncio

from bot.geocoding import Found, MapNotAnswering
from bot.map_service import MOST_WAITING, MapService, check_url, read_setting
from models.place import Point
from tests.bot.map_stand_in import MapStandIn, map_stand_in, nominatim_place, photon_place

NEWPORT = nominatim_place("Newport", "Wales, United Kingdom", 51.588, -2.997)
LEEDS = Point(53.7974, -1.5437)


@pytest_asyncio.fixture
async def stand_in() -> AsyncIterator[MapStandIn]:
    """A map service on loopback."""
    async with map_stand_in() as running:
        yield running


def nominatim(stand_in: MapStandIn, **options: Any) -> MapService:
    """Returns a Nominatim that does not make tests wait between questions."""
    return MapService("nominatim", stand_in.url, **{"seconds_between": 0.0, **options})


def photon(stand_in: MapStandIn, **options: Any) -> MapService:
    """Returns a Photon that does not make tests wait between questions."""
    return MapService("photon", stand_in.url, **{"seconds_between": 0.0, **options})


async def trouble_of(service: MapService, text: str = "Newport", **wishes: Any) -> str:
    """Returns the reason for which the service did not answer."""
    with pytest.raises(MapNotAnswering) as caught:
        await service.find(text, language="en", **wishes)
    # The question and the address must not travel on with the error.
    assert caught.value.__cause__ is None
    assert caught.value.__context__ is None or caught.value.__suppress_context__
    return caught.value.reason


async def test_nominatim_is_asked_in_words_and_named_as_we_are(stand_in: MapStandIn) -> None:
    """The question has the words, language, country and a rough place, and says honestly who is asking."""
    stand_in.answer = [NEWPORT]
    found = await nominatim(stand_in).find("Newport", language="cy", country="GB", near=LEEDS)
    assert found == [Found("Newport", "Wales, United Kingdom", Point(51.588, -2.997), "openstreetmap")]
    ((path, wishes),) = stand_in.asked
    assert path == "/search"
    assert (wishes["q"], wishes["accept-language"], wishes["countrycodes"]) == ("Newport", "cy", "gb")
    assert wishes["viewbox"] == "-2.0,53.3,-1.0,54.3", "nobody is told more than ten kilometres"
    assert "Goodturn" in stand_in.headers["user-agent"]


async def test_photon_is_asked_only_for_languages_it_has(stand_in: MapStandIn) -> None:
    """Photon refuses languages it has not loaded, so Welsh is asked without and German with one."""
    stand_in.answer = {
        "features": [
            photon_place(
                53.8, -1.55, housenumber="12", street="High Street", city="Leeds", country="United Kingdom"
            ),
            photon_place(
                53.9, -1.65, name="The Cup", street="High Street", city="Leeds", country="United Kingdom"
            ),
        ]
    }
    found = await photon(stand_in).find("12 high street", language="cy", near=LEEDS, country="GB")
    assert [(place.name, place.detail) for place in found] == [
        ("12 High Street", "Leeds, United Kingdom"),
        ("The Cup", "High Street, Leeds, United Kingdom"),
    ]
    await photon(stand_in).find("12 high street", language="de-AT")
    (_, first), (path, second) = stand_in.asked
    assert path == "/api"
    assert "lang" not in first
    assert second["lang"] == "de"
    assert (float(first["lat"]), float(first["lon"])) == (53.8, -1.5)


async def test_a_path_of_the_host_is_kept(stand_in: MapStandIn) -> None:
    """A service behind a path is asked there."""
    await MapService("nominatim", f"{stand_in.url}/maps", seconds_between=0).find("Leeds", language="en")
    assert stand_in.asked[0][0] == "/maps/search"


async def test_an_empty_list_means_that_nobody_knows_the_place(stand_in: MapStandIn) -> None:
    """Only a proper answer without places is "not found"."""
    assert await nominatim(stand_in).find("Xyzzy", language="en") == []
    stand_in.answer = {"features": []}
    assert await photon(stand_in).find("Xyzzy", language="en") == []


@pytest.mark.parametrize(
    "answer",
    [
        b"<html>Please log in to the WiFi</html>",
        b"",
        b"null",
        b"{}",
        b"[" * 100_000,
        b'{"error": "out of memory"}',
        b'"Newport"',
        b"[1, 2]",
        b'[{"lat": "51", "lon": "x"}]',
        b'[{"lat": 0, "lon": 0, "display_name": "x", "address": {"country_code": "gb"}}]',
        b'[{"display_name": "no place at all", "address": {"country_code": "gb"}}]',
        b'[{"lat": 51, "lon": 1}]',
        b'{"features": [{"properties": {}}]}',
        b'{"features": [{"geometry": {"coordinates": [null, null]}, "properties": {"countrycode": "GB"}}]}',
        b'{"features": 7}',
        b" " * 2_000_000,
    ],
)
async def test_nonsense_is_not_an_empty_map(stand_in: MapStandIn, answer: bytes) -> None:
    """HTML, other JSON, places without coordinates or at 0/0: the map is not answering, not empty."""
    stand_in.answer = answer
    assert await trouble_of(nominatim(stand_in)) == "nonsense"
    assert await trouble_of(photon(stand_in)) == "nonsense"


@pytest.mark.parametrize(
    ("status", "reason"),
    [
        (301, "down"),
        (400, "refused"),
        (403, "refused"),
        (429, "refused"),
        (500, "down"),
        (502, "down"),
        (503, "slow"),
    ],
)
async def test_an_error_is_not_an_empty_map(stand_in: MapStandIn, status: int, reason: str) -> None:
    """Whatever the status, even with a proper empty list beside it, the map is not answering."""
    stand_in.status = status
    assert await trouble_of(nominatim(stand_in)) == reason
    assert len(stand_in.asked) == 1, "a person is waiting, and the service has trouble enough"


async def test_a_service_that_is_down_says_so() -> None:
    """Nobody listening on the port means down."""
    async with map_stand_in() as gone:
        url = gone.url
    assert await trouble_of(MapService("nominatim", url, seconds_between=0)) == "down"


async def test_a_service_that_starts_to_answer_and_stops_is_slow(stand_in: MapStandIn) -> None:
    """The time limit holds for the whole answer, not for each byte of it."""
    stand_in.silent = True
    stand_in.answer = [NEWPORT]
    assert await trouble_of(nominatim(stand_in, timeout_s=0.2)) == "slow"


async def test_places_in_another_country_are_left_out(stand_in: MapStandIn) -> None:
    """Even if the service does not keep to the country, the answer does."""
    stand_in.answer = [nominatim_place("Newport", "Rhode Island", 41.49, -71.31, "us"), NEWPORT]
    service = nominatim(stand_in)
    assert [place.detail for place in await service.find("Newport", language="en", country="GB")] == [
        "Wales, United Kingdom"
    ]
    assert await service.find("Newport", language="en", country="IE") == []
    assert len(await service.find("Newport", language="en")) == 2


async def test_one_place_listed_twice_is_one_place(stand_in: MapStandIn) -> None:
    """An outline and an entrance of one hall are one; two halls of one name are two."""
    stand_in.answer = [
        nominatim_place("Town Hall", "Leeds", 53.8000, -1.5500),
        nominatim_place("Town hall", "Leeds", 53.8005, -1.5500),
        nominatim_place("Town Hall", "Bradford", 53.7950, -1.7590),
    ]
    found = await nominatim(stand_in).find("town hall", language="en")
    assert [place.detail for place in found] == ["Leeds", "Bradford"]


async def test_one_broken_place_does_not_spoil_the_others(stand_in: MapStandIn) -> None:
    """A place at 0/0 is left out and the good one stays."""
    stand_in.answer = [nominatim_place("Newport", "Nowhere", 0, 0), NEWPORT]
    assert [place.detail for place in await nominatim(stand_in).find("Newport", language="en")] == [
        "Wales, United Kingdom"
    ]


async def test_names_from_outside_are_one_clean_short_line(stand_in: MapStandIn) -> None:
    """New lines, bidi marks and endless names of a map do not reach a chat."""
    stand_in.answer = [
        nominatim_place("New\u202eport\n<b>" + "x" * 500, "Wales,\x00 Wales, UK", 51.588, -2.997)
    ]
    (found,) = await nominatim(stand_in).find("Newport", language="en")
    assert found.name.startswith("Newport<b>xxx")
    assert len(found.name) == 64
    assert found.detail.endswith("Wales, UK")


async def test_a_house_is_named_by_number_and_street(stand_in: MapStandIn) -> None:
    """Nominatim puts a comma between number and street; people do not."""
    place = nominatim_place("", "High Street, Leeds, United Kingdom", 53.8, -1.55)
    stand_in.answer = [{**place, "display_name": "12, High Street, Leeds, United Kingdom"}]
    (found,) = await nominatim(stand_in).find("12 high street", language="en")
    assert (found.name, found.detail) == ("12 High Street", "Leeds, United Kingdom")


async def test_what_was_asked_once_is_remembered_for_a_day(stand_in: MapStandIn) -> None:
    """The same words are answered from memory until a day has passed; other words are not."""
    now = [0.0]
    service = nominatim(stand_in, clock=lambda: now[0])
    stand_in.answer = [NEWPORT]
    for _ in range(3):
        assert await service.find("Newport", language="en")
    assert len(stand_in.asked) == 1
    await service.find("newport", language="cy")
    assert len(stand_in.asked) == 2
    now[0] = 24 * 3600.0
    await service.find("NEWPORT", language="en")
    assert len(stand_in.asked) == 3


async def test_an_unknown_place_is_asked_about_again_after_an_hour(stand_in: MapStandIn) -> None:
    """Maps grow, so "not found" is believed for an hour, and an error not at all."""
    now = [0.0]
    service = nominatim(stand_in, clock=lambda: now[0])
    stand_in.status = 500
    assert await trouble_of(service) == "down"
    stand_in.status = 200
    assert await service.find("Newport", language="en") == []
    assert await service.find("Newport", language="en") == []
    now[0] = 3600.0
    stand_in.answer = [NEWPORT]
    assert await service.find("Newport", language="en")
    assert len(stand_in.asked) == 3


async def test_questions_are_a_second_apart(stand_in: MapStandIn) -> None:
    """Three people who ask at once are asked for one after the other, a second in between."""
    service = MapService("nominatim", stand_in.url)
    now, waits = [100.0], []

    async def sleep(seconds: float) -> None:
        waits.append(seconds)
        now[0] += seconds
        await asyncio.sleep(0)

    service._ask._clock = lambda: now[0]
    service._ask._sleep = sleep
    await asyncio.gather(*(service.find(town, language="en") for town in ("Leeds", "York", "Hull")))
    assert len(stand_in.asked) == 3
    assert now[0] == pytest.approx(102)
    assert all(0 < wait <= 1 for wait in waits)


async def test_nobody_waits_in_an_endless_line(stand_in: MapStandIn) -> None:
    """When as many wait as can be served in a while, the next is told at once that the map is busy."""
    stand_in.silent = True
    service = nominatim(stand_in)
    waiting = [
        asyncio.create_task(service.find(f"Town {number}", language="en")) for number in range(MOST_WAITING)
    ]
    await asyncio.sleep(0)
    assert await trouble_of(service) == "busy"
    for task in waiting:
        task.cancel()
    await asyncio.gather(*waiting, return_exceptions=True)
    stand_in.silent = False
    assert await service.find("Leeds", language="en") == []


async def test_what_people_look_for_is_not_logged(
    stand_in: MapStandIn, caplog: pytest.LogCaptureFixture
) -> None:
    """With our own loggers at DEBUG, neither success nor failure writes the address that was asked."""
    for name in ("geopy", "httpx", "httpcore"):
        logging.getLogger(name).setLevel(logging.WARNING)
    caplog.set_level(logging.DEBUG)
    service = nominatim(stand_in)
    await service.find("7 Canary Close", language="en")
    stand_in.status = 500
    await trouble_of(service, "8 Canary Close")
    assert "Canary" not in caplog.text


@pytest.mark.parametrize(
    ("setting", "read"),
    [
        ("nominatim:https://maps.example.org", ("nominatim", "https://maps.example.org")),
        ("photon:https://maps.example.org:8443/photon/", ("photon", "https://maps.example.org:8443/photon")),
        ("nominatim:http://127.0.0.1:8080", ("nominatim", "http://127.0.0.1:8080")),
        ("nominatim:http://[::1]:8080", ("nominatim", "http://[::1]:8080")),
        ("photon:http://photon:2322", ("photon", "http://photon:2322")),
        ("photon:http://192.168.1.9", ("photon", "http://192.168.1.9")),
    ],
)
def test_a_proper_setting_is_read(setting: str, read: tuple[str, str]) -> None:
    """A kind and an address, encrypted or on one's own network."""
    assert read_setting(setting) == read


@pytest.mark.parametrize(
    "setting",
    [
        "",
        "google",
        "google:https://maps.example.org",
        "nominatim",
        "nominatim:",
        "nominatim:maps.example.org",
        "nominatim:ftp://maps.example.org",
        "nominatim:http://maps.example.org",
        "nominatim:https://name:password@maps.example.org",
        "nominatim:https://maps.example.org/?key=1",
        "nominatim:https://maps.example.org:port",
        "nominatim:https://a b",
        "nominatim:https://[::1",
    ],
)
def test_a_setting_that_cannot_be_used_says_what_to_write(setting: str) -> None:
    """Other kinds, no address, and addresses that would show homes to others are refused with advice."""
    with pytest.raises(ValueError, match=r"^write "):
        read_setting(setting)


def test_an_address_that_is_fine_is_left_alone() -> None:
    """Checking a good address says nothing."""
    assert check_url("https://api.telegram.org") is None  # type: ignore[func-returns-value]
