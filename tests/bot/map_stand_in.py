"""A map service on loopback that answers as it is told: with places, nonsense, an error, or not at all."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any
from urllib.parse import parse_qs, urlsplit


class MapStandIn:
    """What the service has been asked, and what it will answer.

    Attributes:
        url: where it listens.
        asked: the path and the wishes of each question, in order.
        headers: the headers of the last question, names in small letters.
        answer: what is sent as the body; anything but bytes is sent as JSON.
        status: the status line's number.
        silent: whether it stops after the first byte of the body and sends no more.
    """

    def __init__(self) -> None:
        self.url = ""
        self.asked: list[tuple[str, dict[str, str]]] = []
        self.headers: dict[str, str] = {}
        self.answer: Any = []
        self.status = 200
        self.silent = False
        self.closing = asyncio.Event()

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Answers one question and hangs up."""
        request, *lines = (await reader.readuntil(b"\r\n\r\n")).decode().split("\r\n")
        target = urlsplit(request.split()[1])
        self.asked.append((target.path, {key: values[0] for key, values in parse_qs(target.query).items()}))
        self.headers = {
            name.lower(): value for name, _, value in (line.partition(": ") for line in lines) if name
        }
        body = self.answer if isinstance(self.answer, bytes) else json.dumps(self.answer).encode()
        head = f"HTTP/1.1 {self.status} So\r\nContent-Length: {len(body)}\r\nConnection: close\r\n\r\n"
        writer.write(head.encode() + (body[:1] if self.silent else body))
        if self.silent:
            await self.closing.wait()
        writer.close()


@asynccontextmanager
async def map_stand_in() -> AsyncIterator[MapStandIn]:
    """Starts the stand-in on a free port of this machine and stops it afterwards."""
    stand_in = MapStandIn()
    server = await asyncio.start_server(stand_in.serve, "127.0.0.1", 0)
    stand_in.url = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
    try:
        yield stand_in
    finally:
        stand_in.closing.set()
        server.close()
        await server.wait_closed()


def nominatim_place(
    name: str, detail: str, latitude: Any, longitude: Any, country: str = "gb"
) -> dict[str, Any]:
    """Returns a place as Nominatim lists it."""
    return {
        "lat": str(latitude),
        "lon": str(longitude),
        "name": name,
        "display_name": f"{name}, {detail}",
        "address": {"country_code": country},
    }


def photon_place(latitude: float, longitude: float, **properties: str) -> dict[str, Any]:
    """Returns a place as Photon lists it."""
    return {
        "geometry": {"coordinates": [longitude, latitude]},
        "properties": {"countrycode": "GB", **properties},
    }
