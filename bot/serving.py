"""Serving over HTTP on this machine alone, inside a loop and beside signals that belong to somebody else."""

from __future__ import annotations

import asyncio
import contextlib
import socket
from asyncio import TimerHandle
from collections.abc import AsyncIterator, Iterator
from typing import Any

import h11
import uvicorn
from starlette.applications import Starlette
from uvicorn.protocols.http.h11_impl import H11Protocol

HOST = "127.0.0.1"
# Whoever begins to ask must come to the point; whoever has asked may ask again for a while.
HEAD_LIMIT_S = 10.0
KEEP_ALIVE_S = 60
SHUTDOWN_LIMIT_S = 3
CONNECTIONS = 500


@contextlib.asynccontextmanager
async def served(app: Starlette, port: int) -> AsyncIterator[int]:
    """Serves an application on loopback while within, and yields the port.

    Args:
        app: what to serve.
        port: 0 for any that is free.

    Raises:
        OSError: the port is taken.
    """
    # Asyncio turns Nagle's delay off only for sockets that say they are TCP: 40 ms on every answer.
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((HOST, port))
    except OSError:
        listener.close()
        raise
    server = _Server(
        uvicorn.Config(
            app,
            http=_Impatient,
            log_config=None,
            log_level="warning",
            access_log=False,
            lifespan="off",
            server_header=False,
            date_header=False,
            proxy_headers=False,
            limit_concurrency=CONNECTIONS,
            timeout_keep_alive=KEEP_ALIVE_S,
            timeout_graceful_shutdown=SHUTDOWN_LIMIT_S,
        )
    )
    serving = asyncio.create_task(server.serve(sockets=[listener]))
    try:
        await server.ready.wait()
        yield int(listener.getsockname()[1])
    finally:
        server.should_exit = True
        await serving


class _Server(uvicorn.Server):
    """Leaves the signals alone, and says when it is ready."""

    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        self.ready = asyncio.Event()

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self.ready.set()


class _Impatient(H11Protocol):
    """Hangs up on whoever sends the head of a request letter by letter, which the server itself would not."""

    _patience: TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        self._look()

    def data_received(self, data: bytes) -> None:
        super().data_received(data)
        self._look()

    def connection_lost(self, exc: Exception | None) -> None:
        self._calm()
        super().connection_lost(exc)

    def _look(self) -> None:
        """Starts to count when a head is begun, and stops when it has come as a whole."""
        fresh = self.cycle is None or self.cycle.response_complete
        if not (fresh and self.conn.their_state is h11.IDLE):
            self._calm()
        elif self._patience is None:
            self._patience = self.loop.call_later(HEAD_LIMIT_S, self._hang_up)

    def _calm(self) -> None:
        if self._patience is not None:
            self._patience.cancel()
            self._patience = None

    def _hang_up(self) -> Any:
        if not self.transport.is_closing():
            self.transport.close()
