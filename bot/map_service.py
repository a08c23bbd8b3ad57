"""A map service on the network, asked gently: Nominatim or Photon, on a host that the time bank trusts.

What people look for are their homes. Nothing that was asked is logged, the service is told only roughly where
the asker is, and answers are remembered for a day so that the same home is not asked about twice.
"""

from __future__ import annotations

import asyncio
import ipaddress
import json
import ssl
import time
import unicodedata
from collections import OrderedDict
from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Any, Literal
from urllib.parse import urlsplit

import httpx
from geopy.adapters import AdapterHTTPError, BaseAsyncAdapter
from geopy.exc import (
    GeocoderParseError,
    GeocoderServiceError,
    GeocoderTimedOut,
    GeocoderUnavailable,
    GeopyError,
)
from geopy.extra.rate_limiter import AsyncRateLimiter
from geopy.geocoders import Nominatim, Photon

from bot.gazetteer import fold
from bot.geocoding import Found, MapNotAnswering, Trouble
from models.place import NotAPlace, Point, distance_m

Kind = Literal["nominatim", "photon"]

USER_AGENT = "Goodturn time bank (self-hosted, python-httpx)"
TIMEOUT_S = 5.0
SECONDS_BETWEEN_QUESTIONS = 1.0
MOST_WAITING = 8
MOST_ANSWER_BYTES = 1 << 20
MOST_RESULTS = 8
MOST_REMEMBERED = 500
REMEMBER_FOUND_S = 24 * 3600.0
REMEMBER_UNKNOWN_S = 3600.0
LONGEST_NAME = 64
LONGEST_DETAIL = 150

# One building is often listed as an outline, an entrance and a shop.
SAME_PLACE_M = 150

# Photon answers 400 to a language that its host has not loaded; these are loaded everywhere.
PHOTON_LANGUAGES = {"en", "de", "fr"}


def read_setting(setting: str) -> tuple[Kind, str]:
    """Reads GOODTURN_GEOCODER when it names a map service.

    Args:
        setting: "nominatim:https://host" or "photon:https://host", with a port and a path if need be.

    Returns:
        The kind of service and its address without a slash at the end.

    Raises:
        ValueError: for another kind, or an address that is none or that would carry homes in the open.
    """
    kind, _, url = setting.partition(":")
    if kind not in ("nominatim", "photon"):
        raise ValueError("write none, nominatim:https://host or photon:https://host")
    check_url(url)
    return ("nominatim" if kind == "nominatim" else "photon"), url.rstrip("/")


def check_url(url: str) -> None:
    """Checks that `url` is a plain web address, and encrypted unless it stays on this network.

    Raises:
        ValueError: saying what to write instead.
    """
    try:
        parts = urlsplit(url)
        host, _ = parts.hostname or "", parts.port
    except ValueError:
        host, parts = "", urlsplit("")
    if parts.scheme not in ("http", "https") or not host or any(sign.isspace() for sign in url):
        raise ValueError("write an address such as https://maps.example.org")
    if parts.query or parts.fragment or parts.username or parts.password:
        raise ValueError("write the address alone, without a name, a password, ? or #")
    if parts.scheme == "http" and not _stays_here(host):
        raise ValueError("write https://, because http:// would let others on the way read along")


def _stays_here(host: str) -> bool:
    """Tells whether a host is on this machine or this network: a private number or a name without a dot."""
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        return "." not in host or host.endswith((".local", ".internal", ".localhost"))
    return address.is_private or address.is_loopback


class MapService:
    """One map service; asks it one question a second at most and remembers its answers."""

    def __init__(
        self,
        kind: Kind,
        url: str,
        *,
        timeout_s: float = TIMEOUT_S,
        seconds_between: float = SECONDS_BETWEEN_QUESTIONS,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """
        Args:
            kind: "nominatim" or "photon".
            url: its address, as `read_setting` returns it.
            timeout_s: how many seconds an answer may take in all.
            seconds_between: how many seconds lie between two questions at least.
            clock: the seconds by which remembered answers grow old.
        """
        parts = urlsplit(url)
        service = (Nominatim if kind == "nominatim" else Photon)(
            scheme=parts.scheme,
            domain=parts.netloc + parts.path.rstrip("/"),
            timeout=timeout_s,
            user_agent=USER_AGENT,
            adapter_factory=_HttpxAdapter,
        )
        self._kind = kind
        # An error that were swallowed would come back as None, which reads as "there is no such place"; and a
        # second try would keep the person waiting for ten seconds.
        self._ask = AsyncRateLimiter(
            service.geocode,
            min_delay_seconds=seconds_between,
            error_wait_seconds=seconds_between,
            max_retries=0,
            swallow_exceptions=False,
        )
        self._clock = clock
        self._waiting = 0
        self._remembered: OrderedDict[tuple[Any, ...], tuple[float, tuple[Found, ...]]] = OrderedDict()

    async def find(
        self, text: str, *, language: str, near: Point | None = None, country: str | None = None
    ) -> list[Found]:
        """Finds places as `bot.geocoding.Geocoder.find` does, without landmarks."""
        country = country.lower() if country else None
        # A tenth of a degree, ten kilometres, puts the right town first and tells nobody's street.
        about = (round(near.latitude, 1), round(near.longitude, 1)) if near else None
        question = (text.casefold(), language, country, about)
        remembered = self._remembered.get(question)
        if remembered and self._clock() < remembered[0]:
            self._remembered.move_to_end(question)
            return list(remembered[1])
        if self._waiting >= MOST_WAITING:
            raise MapNotAnswering("busy")
        self._waiting += 1
        try:
            answer = await self._ask(text, **self._wishes(language, country, about))
            found = _distinct(_places(self._kind, answer or [], country))
        except MapNotAnswering:
            raise
        except Exception as error:
            # geopy's errors and what its parsers stumble over carry the question; what goes on does not.
            raise MapNotAnswering(_trouble(error)) from None
        finally:
            self._waiting -= 1
        until = self._clock() + (REMEMBER_FOUND_S if found else REMEMBER_UNKNOWN_S)
        self._remembered[question] = (until, tuple(found))
        self._remembered.move_to_end(question)
        if len(self._remembered) > MOST_REMEMBERED:
            self._remembered.popitem(last=False)
        return found

    def _wishes(
        self, language: str, country: str | None, about: tuple[float, float] | None
    ) -> dict[str, Any]:
        wishes: dict[str, Any] = {"exactly_one": False, "limit": MOST_RESULTS}
        if self._kind == "photon":
            short = language.partition("-")[0]
            wishes |= {"language": short if short in PHOTON_LANGUAGES else "", "location_bias": about}
            return wishes
        wishes |= {"addressdetails": True, "language": language, "country_codes": country}
        if about:
            latitude, longitude = about
            wishes["viewbox"] = [
                (max(latitude - 0.5, -90), max(longitude - 0.5, -180)),
                (min(latitude + 0.5, 90), min(longitude + 0.5, 180)),
            ]
        return wishes


class _HttpxAdapter(BaseAsyncAdapter):  # type: ignore[misc]
    """How geopy reaches the network here: with httpx, which the messenger brings along anyway.

    geopy's own choices are aiohttp, another dependency, and threads, which cannot be called off: a service
    that answers a byte a second would keep one busy for good.
    """

    # geopy names the argument, so it cannot be left to the caller.
    async def get_text(self, url: str, *, timeout: float, headers: Mapping[str, str]) -> str:  # noqa: ASYNC109
        """Returns the answer as text; raises geopy's own errors, as geopy's adapters must."""
        try:
            async with (
                asyncio.timeout(timeout),
                httpx.AsyncClient(timeout=timeout, verify=_trust()) as client,
                client.stream("GET", url, headers=dict(headers)) as answer,
            ):
                body = bytearray()
                async for piece in answer.aiter_bytes():
                    body += piece
                    if len(body) > MOST_ANSWER_BYTES:
                        raise GeocoderParseError("the answer is too long")
                if not answer.is_success:
                    raise AdapterHTTPError(
                        f"status {answer.status_code}",
                        status_code=answer.status_code,
                        headers={key.lower(): value for key, value in answer.headers.items()},
                        text="",
                    )
                return body.decode("utf-8", errors="replace")
        except (TimeoutError, httpx.TimeoutException):
            raise GeocoderTimedOut("the map service is slow") from None
        except httpx.TransportError:
            raise GeocoderUnavailable("the map service cannot be reached") from None
        except httpx.HTTPError:
            raise GeocoderServiceError("the map service did not answer properly") from None

    async def get_json(self, url: str, *, timeout: float, headers: Mapping[str, str]) -> Any:  # noqa: ASYNC109
        """Returns the answer read as JSON; raises `GeocoderParseError` for anything but a list of places."""
        try:
            answer = json.loads(await self.get_text(url, timeout=timeout, headers=headers))
        except (ValueError, RecursionError):
            raise GeocoderParseError("the answer is no JSON") from None
        # Both services list places; geopy would read an empty or unknown object as "nothing found".
        if not isinstance(answer.get("features") if isinstance(answer, dict) else answer, list):
            raise GeocoderParseError("the answer is no list of places")
        return answer


@lru_cache(maxsize=1)
def _trust() -> ssl.SSLContext:
    # Reading the certificates takes 20 ms each time, during which nobody else would be served.
    return ssl.create_default_context()


def _trouble(error: Exception) -> Trouble:
    if isinstance(error, GeocoderTimedOut | TimeoutError):
        return "slow"
    if isinstance(error, GeocoderParseError) or not isinstance(error, GeopyError):
        return "nonsense"
    if isinstance(error, GeocoderUnavailable) or type(error) is GeocoderServiceError:
        return "down"
    return "refused"


def _places(kind: Kind, answer: list[Any], country: str | None) -> list[Found]:
    """Returns the places of an answer that can be read and lie in the country, which is in small letters."""
    found, unreadable = [], 0
    for location in answer:
        raw = location.raw
        try:
            point = Point(location.latitude, location.longitude)
            name, detail, where = (_nominatim_words if kind == "nominatim" else _photon_words)(raw)
        except (NotAPlace, AttributeError, KeyError, TypeError):
            unreadable += 1
            continue
        # Neither service can be trusted to keep to a country: Photon cannot be asked to.
        if name and (country is None or where.lower() == country):
            found.append(Found(name, detail, point, "openstreetmap"))
    if unreadable and unreadable == len(answer):
        raise MapNotAnswering("nonsense")
    return found


def _nominatim_words(raw: dict[str, Any]) -> tuple[str, str, str]:
    """Returns name, detail and country of one of Nominatim's places."""
    parts = [part.strip() for part in str(raw["display_name"]).split(",")]
    name = raw.get("name") or parts[0]
    if parts[0].isdigit() and len(parts) > 1 and name == parts[0]:
        # "12, High Street, Leeds" is a house, whose name is "12 High Street".
        name, parts = f"{parts[0]} {parts[1]}", parts[1:]
    return (
        _words([name], LONGEST_NAME),
        _words(parts[1:], LONGEST_DETAIL),
        str(raw["address"]["country_code"]),
    )


def _photon_words(raw: dict[str, Any]) -> tuple[str, str, str]:
    """Returns name, detail and country of one of Photon's places."""
    facts = raw["properties"]
    street = " ".join(str(facts[key]) for key in ("housenumber", "street") if facts.get(key))
    name, *rest = [
        str(part)
        for part in (
            facts.get("name"),
            street,
            *(facts.get(key) for key in ("district", "city", "county", "state")),
        )
        if part
    ] or [""]
    rest.append(str(facts.get("country", "")))
    return _words([name], LONGEST_NAME), _words(rest, LONGEST_DETAIL), str(facts["countrycode"])


def _words(parts: list[Any], most: int) -> str:
    """Returns parts as one line without repetitions, bidi marks or control characters."""
    seen = dict.fromkeys(
        " ".join("".join(sign for sign in str(part) if unicodedata.category(sign)[0] != "C").split())
        for part in parts
    )
    return ", ".join(part for part in seen if part)[:most]


def _distinct(found: list[Found]) -> list[Found]:
    kept: list[Found] = []
    for place in found:
        if not any(
            fold(place.name) == fold(other.name) and distance_m(place.point, other.point) < SAME_PLACE_M
            for other in kept
        ):
            kept.append(place)
    return kept
