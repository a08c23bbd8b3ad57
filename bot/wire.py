"""The wire to the messenger: HTTP by aiohttp, which takes a tenth of the machine's time of the library's own.

What went wrong on the way is told as the library tells it, with one thing more: `NeverSent` says that the
messenger cannot have received anything, so that trying again cannot say it twice.
"""

from __future__ import annotations

import json
from http import HTTPStatus
from typing import Any
from urllib.parse import urlsplit
from urllib.request import getproxies, proxy_bypass

import aiohttp
from telegram._utils.defaultvalue import DefaultValue  # Marks an argument that was not given.
from telegram.error import NetworkError, TimedOut
from telegram.request import BaseRequest, RequestData

CONNECT_S = 5.0
READ_S = 20.0
# A connection that is not used is closed before whoever is at the other end would close it.
KEPT_OPEN_S = 25.0


class NeverSent(NetworkError):
    """No connection came about, so nothing has arrived."""


class Cut(NetworkError):
    """The connection broke before an answer came; what was sent may well have arrived."""


class Wire(BaseRequest):
    """Connections to the messenger.

    Args:
        connections: how many calls may be on their way at once.
    """

    def __init__(self, connections: int) -> None:
        self._connections = connections
        self._session: aiohttp.ClientSession | None = None
        self._proxies: dict[str, str | None] = {}

    @property
    def read_timeout(self) -> float:
        """How many seconds an answer is waited for."""
        return READ_S

    async def initialize(self) -> None:
        """Gets ready; calls can be made from now on."""
        if self._session is None:
            self._session = aiohttp.ClientSession(
                connector=aiohttp.TCPConnector(limit=self._connections, keepalive_timeout=KEPT_OPEN_S),
                cookie_jar=aiohttp.DummyCookieJar(),
            )

    async def shutdown(self) -> None:
        """Closes every connection."""
        if self._session is not None:
            await self._session.close()
            self._session = None

    async def do_request(
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: Any = BaseRequest.DEFAULT_NONE,
        write_timeout: Any = BaseRequest.DEFAULT_NONE,
        connect_timeout: Any = BaseRequest.DEFAULT_NONE,
        pool_timeout: Any = BaseRequest.DEFAULT_NONE,
    ) -> tuple[int, bytes]:
        """Makes one call and returns the status and the body of the answer.

        Args:
            url: where to, with the token; it is in nothing that is raised.
            method: POST for a call, GET for a file, which may be anything.
            request_data: what to send.
            read_timeout: seconds to wait for the answer.
            write_timeout, pool_timeout: part of the library's interface; the wait for the answer has them.
            connect_timeout: seconds to wait for a connection.

        Raises:
            NeverSent: there is no connection.
            TimedOut: no answer in time; it may have arrived.
            Cut: the connection broke; it may have arrived.
            NetworkError: the answer was nonsense.
        """
        if self._session is None:
            raise RuntimeError("the wire is used before it is ready")
        limits = aiohttp.ClientTimeout(
            sock_connect=_given(connect_timeout, CONNECT_S), sock_read=_given(read_timeout, READ_S)
        )
        try:
            async with self._session.request(
                method,
                url,
                data=_body(request_data),
                timeout=limits,
                allow_redirects=False,
                proxy=self._proxy(url),
            ) as answer:
                status, body = answer.status, await answer.read()
        except (aiohttp.ClientConnectorError, aiohttp.ConnectionTimeoutError) as trouble:
            raise NeverSent(type(trouble).__name__) from None
        except TimeoutError:
            raise TimedOut from None
        except (aiohttp.ClientError, OSError) as trouble:
            raise Cut(type(trouble).__name__) from None
        if status < HTTPStatus.BAD_REQUEST and method != "GET" and not _is_an_answer(body):
            # The library would stumble over it. What was sent may have arrived all the same.
            raise NetworkError("nonsense was answered")
        return status, body

    def _proxy(self, url: str) -> str | None:
        """The proxy that leads there, if any. As with every other program it is taken from the environment,
        but for each host only once, because looking for it with each call took a third of the call's time."""
        parts = urlsplit(url)
        if parts.netloc not in self._proxies:
            host = parts.hostname or ""
            self._proxies[parts.netloc] = None if proxy_bypass(host) else getproxies().get(parts.scheme)
        return self._proxies[parts.netloc]


def _is_an_answer(body: bytes) -> bool:
    """Whether it is what the Bot API says when it has done something."""
    try:
        said = json.loads(body)
    except ValueError:
        return False
    return isinstance(said, dict) and said.get("ok") is True and "result" in said


def _given(seconds: Any, otherwise: float) -> float:
    return otherwise if seconds is None or isinstance(seconds, DefaultValue) else float(seconds)


def _body(request_data: RequestData | None) -> aiohttp.FormData | dict[str, str] | None:
    """The parameters of a call, with its files where there are any."""
    if request_data is None:
        return None
    if not request_data.multipart_data:
        return request_data.json_parameters
    form = aiohttp.FormData()
    for name, value in request_data.json_parameters.items():
        form.add_field(name, value)
    for name, (filename, content, kind) in request_data.multipart_data.items():
        form.add_field(name, content, filename=filename, content_type=kind)
    return form
